"""`flexmap show`: an entry, by any of its names."""

from __future__ import annotations

import argparse
import json
import shlex

from flexmap.commands import CLEAN, FINDINGS
from flexmap.lookup import lookup, shown
from flexmap.mapping import Mapping
from flexmap.output import say, write

HELP = "an entry, by any of its names"


def add(parser: argparse.ArgumentParser) -> None:
    """Gives the parser the arguments of the command."""
    parser.add_argument("key", nargs="+", help="id, command, line, path or error")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(arguments: argparse.Namespace, mapping: Mapping) -> int:
    """Prints the entries; the exit code."""
    key = arguments.key[0] if len(arguments.key) == 1 else " ".join(map(_quoted, arguments.key))
    answer = lookup(mapping, key)
    if not answer.entries:
        say(f"error: nothing is called {key!r}; try: flexmap search WORDS")
        return FINDINGS
    if arguments.format == "json":
        write(json.dumps(shown.records(mapping, answer, arguments.site), indent=2) + "\n")
    else:
        write(f"{shown.text(mapping, answer, arguments.site)}{mapping.stamp}\n")
    return CLEAN


def _quoted(word: str) -> str:
    """A word of a command line as the shell was given it, so that it stays one word."""
    return shlex.quote(word) if " " in word else word
