"""`flexmap cite`: a sentence with its source and date."""

from __future__ import annotations

import argparse

from flexmap.commands import CLEAN
from flexmap.mapping import Mapping
from flexmap.mapping.citation import STYLES, cite
from flexmap.output import write

HELP = "a sentence with source and date"


def add(parser: argparse.ArgumentParser) -> None:
    """Gives the parser the arguments of the command."""
    parser.add_argument("reference", help="REF, or REF#caveat")
    parser.add_argument("--format", choices=STYLES, default="markdown")


def run(arguments: argparse.Namespace, mapping: Mapping) -> int:
    """Prints the citation; the exit code."""
    write(cite(mapping, arguments.reference, arguments.format, arguments.site))
    return CLEAN
