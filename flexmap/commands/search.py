"""`flexmap search`: the entries for words, a question or a pasted error."""

from __future__ import annotations

import argparse
import json

from flexmap.commands import CLEAN, FINDINGS
from flexmap.lookup import search, shown
from flexmap.mapping import Mapping
from flexmap.mapping.page import row
from flexmap.output import say, write

HELP = "entries for a question"
LISTED = 10
"""Entries that a search lists at most."""


def add(parser: argparse.ArgumentParser) -> None:
    """Gives the parser the arguments of the command."""
    parser.add_argument("words", nargs="+")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(arguments: argparse.Namespace, mapping: Mapping) -> int:
    """Prints the entries, the best first; the exit code."""
    found = search(mapping, arguments.words)
    for remark in shown.remarks(found):
        say(remark)
    listed = found.entries[:LISTED]
    if arguments.format == "json":
        records = [shown.record(mapping, entry, arguments.site) for entry in listed]
        listing = [{**record, "nearest": found.nothing} for record in records]
        write(json.dumps(listing, indent=2) + "\n")
    else:
        write(f"{''.join(row(entry) for entry in listed)}{mapping.stamp}\n")
    return CLEAN if listed and not found.nothing else FINDINGS
