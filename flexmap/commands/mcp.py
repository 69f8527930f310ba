"""`flexmap mcp`: the server for assistants, over standard input and output."""

from __future__ import annotations

import argparse
from datetime import date

from flexmap.commands import CLEAN
from flexmap.failure import Failure
from flexmap.mapping import Mapping
from flexmap.review.run import Settings

HELP = "serve an assistant (needs flexmap[mcp])"


def add(parser: argparse.ArgumentParser) -> None:
    """Gives the parser the arguments of the command: it has none of its own."""
    del parser


def run(arguments: argparse.Namespace, mapping: Mapping) -> int:
    """Serves until the assistant ends it; raises `Failure` without the extra."""
    try:
        from flexmap.assistant.answers import Answers
        from flexmap.assistant.server import server
    except ModuleNotFoundError as error:
        raise Failure(
            f"the server for assistants needs {error.name}: pip install 'flexmap[mcp]'"
        ) from error
    server(Answers(mapping, Settings(jobs=1, today=date.today()), arguments.site)).run("stdio")
    return CLEAN
