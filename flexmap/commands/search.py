"""`flexmap search`: the entries that hold most of some words."""

from __future__ import annotations

import argparse
import json

from flexmap.commands import CLEAN, FINDINGS
from flexmap.lookup import search, shown
from flexmap.mapping import Mapping
from flexmap.mapping.page import row
from flexmap.output import say, write

HELP = "entries that hold most words"


def add(parser: argparse.ArgumentParser) -> None:
    """Gives the parser the arguments of the command."""
    parser.add_argument("words", nargs="+")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(arguments: argparse.Namespace, mapping: Mapping) -> int:
    """Prints the entries, the best first; the exit code."""
    found = search(mapping, arguments.words)
    if arguments.format == "json":
        records = [shown.record(mapping, entry, arguments.site) for entry in found.entries]
        write(json.dumps(records, indent=2) + "\n")
    else:
        write(f"{''.join(row(entry) for entry in found.entries)}{mapping.stamp}\n")
    if found.unknown:
        say(f"no entry holds: {', '.join(found.unknown)}")
    return CLEAN if found.entries else FINDINGS
