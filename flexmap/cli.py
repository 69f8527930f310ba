"""The command line: parses, and hands over to the module of the command."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from itertools import islice

from flexmap import __version__
from flexmap.commands import COMMANDS, COULD_NOT_RUN
from flexmap.failure import Failure
from flexmap.output import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_STANDARD_INPUT = "-"
_OWN_OPTIONS = ("--mapping", "--site", "--format")
"""The options of `show` and `search`; all others belong to what is looked up."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command.

    Returns 0 when clean, 1 with findings at or above the threshold or nothing found, 2
    when it could not run, and 3 when there was nothing to look at.
    """
    given = _whole_line(sys.argv[1:] if argv is None else argv)
    arguments = _parser(_asked(given)).parse_args(_named_files(given))
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        say("stopped")
        return 130
    except MemoryError:
        say("error: there is not enough memory")
    except Failure as error:
        say(f"error: {error}")
    except Exception as error:  # Python would end with 1, which means findings
        say(f"error: a fault of flexmap, please report it: {type(error).__name__}: {error}")
    return COULD_NOT_RUN


def _run(arguments: argparse.Namespace) -> int:
    from flexmap.mapping.loader import load  # here, since --version and --help need none

    mapping = load(arguments.mapping)
    gc.freeze()  # it stays to the end: the collector need not look at it
    code: int = arguments.command.run(arguments, mapping)
    return code


def _named_files(argv: Sequence[str]) -> list[str]:
    """The arguments; what follows `--` are paths, so that a file may be called `-` there."""
    at = argv.index("--") if "--" in argv else len(argv)
    return [*argv[:at], *("./-" if word == _STANDARD_INPUT else word for word in argv[at:])]


def _whole_line(argv: Sequence[str]) -> list[str]:
    """The arguments of `show` and `search` with what is looked up behind `--`.

    So a command line can be looked up without quotes: its options are not ours.
    """
    if not argv or argv[0] not in ("show", "search") or "--" in argv:
        return list(argv)
    ours, words = [argv[0]], iter(argv[1:])
    line: list[str] = []
    for word in words:
        if word in ("-h", "--help") and not line:
            return list(argv)
        if word.partition("=")[0] in _OWN_OPTIONS:
            ours += [word] if "=" in word else [word, *islice(words, 1)]
        else:
            line.append(word)
    return [*ours, "--", *line]


def _asked(argv: Sequence[str]) -> Sequence[str]:
    """The commands that the parser has to know for a line: all where it names none of them."""
    if argv and argv[0] in COMMANDS:
        return argv[:1]
    return () if list(argv) == ["--version"] else COMMANDS


def _parser(names: Sequence[str] = COMMANDS) -> argparse.ArgumentParser:
    """The parser of these commands, whose modules it imports."""
    parser = argparse.ArgumentParser(prog="flexmap")
    parser.description = "What happens to Uniform scale-set calls on a Flexible set."
    parser.add_argument("--version", action="version", version=f"flexmap {__version__}")
    # With `prog` the parser need not format its usage, which takes a while.
    commands = parser.add_subparsers(required=True, metavar="COMMAND", prog="flexmap")
    for name in names:
        command: Any = import_module(f"flexmap.commands.{name}")
        own = commands.add_parser(name, help=command.HELP)
        _add_common(own)
        command.add(own)
        own.set_defaults(command=command)
    return parser


def _add_common(parser: argparse.ArgumentParser) -> None:
    """The options of every command."""
    parser.add_argument(
        "--mapping", metavar="FILE", help="a mapping.json instead of the bundled one"
    )
    parser.add_argument(
        "--site",
        metavar="URL",
        type=_site,
        default=os.environ.get("FLEXMAP_SITE_URL", ""),
        help="address in front of the entries' own (or FLEXMAP_SITE_URL)",
    )


def _site(text: str) -> str:
    if not text:
        return text
    from flexmap.review.config import site_address  # here, since few lines name a site

    try:
        return site_address(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
