"""`flexmap lsp`: the server for editors, over standard input and output."""

from __future__ import annotations

import argparse
from datetime import date

from flexmap.commands import CLEAN
from flexmap.failure import Failure
from flexmap.mapping import Mapping
from flexmap.review.run import Settings

HELP = "serve an editor (needs flexmap[lsp])"


def add(parser: argparse.ArgumentParser) -> None:
    """Gives the parser the arguments of the command; editors may give it the first one."""
    parser.add_argument("--stdio", action="store_true", help="the only way, and the default")


def run(arguments: argparse.Namespace, mapping: Mapping) -> int:
    """Serves until the editor ends it; raises `Failure` without the extra."""
    try:
        from flexmap.editor.server import server
    except ModuleNotFoundError as error:
        raise Failure(
            f"the server for editors needs {error.name}: pip install 'flexmap[lsp]'"
        ) from error
    server(mapping, Settings(jobs=1, today=date.today()), arguments.site).start_io()
    return CLEAN
