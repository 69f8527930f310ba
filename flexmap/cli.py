"""The command line: parses, delegates, prints; nothing else prints."""

from __future__ import annotations

import argparse
import gc
import json
import math
import os
import shlex
import sys
from collections.abc import Callable, Sequence
from datetime import date
from itertools import islice
from pathlib import Path

from flexmap.lookup import lookup, search, shown
from flexmap.mapping import Mapping, MappingError, Severity, load
from flexmap.mapping import citation as citing
from flexmap.mapping.page import row
from flexmap.output import OutputError, clear_progress, on_terminal, say, show_progress, write
from flexmap.report import REPORTERS, Listing
from flexmap.report.listing import tool_version
from flexmap.review.config import CONFIG, Config, ConfigError, read_config, site_address
from flexmap.review.fixes import Fixes, fixes, patch, write_fixes
from flexmap.review.run import (
    LARGEST,
    STANDARD_INPUT,
    TIME_LIMIT,
    NothingToLookAt,
    Review,
    Settings,
    review,
    review_input,
)
from flexmap.sources.languages import by_first_line, languages

CLEAN, FINDINGS, COULD_NOT_RUN, NOTHING = 0, 1, 2, 3
LISTED = 10
"""Entries that a search lists at most."""

_OWN_OPTIONS = ("--mapping", "--site", "--format")
"""The options of `show` and `search`; all others belong to what is looked up."""

Command = Callable[[argparse.Namespace, Mapping], int]


class UsageError(Exception):
    """What was asked for cannot be done; the text says what can."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command.

    Returns 0 when clean, 1 with findings at or above the threshold or nothing found, 2
    when it could not run, and 3 when there was nothing to look at.
    """
    given = _whole_line(sys.argv[1:] if argv is None else argv)
    arguments = _parser().parse_args(_named_files(given))
    command: Command = arguments.command
    try:
        mapping = load(arguments.mapping)
        gc.freeze()  # it stays to the end: the collector need not look at it
        return command(arguments, mapping)
    except NothingToLookAt as error:
        say(f"nothing to look at: {error}")
        return CLEAN if arguments.allow_nothing else NOTHING
    except KeyboardInterrupt:
        say("stopped")
        return 130
    except MemoryError:
        say("error: there is not enough memory")
    except (MappingError, ConfigError, UsageError, citing.CiteError, OutputError) as error:
        say(f"error: {error}")
    except Exception as error:  # Python would end with 1, which means findings
        say(f"error: a fault of flexmap, please report it: {type(error).__name__}: {error}")
    return COULD_NOT_RUN


def _named_files(argv: Sequence[str]) -> list[str]:
    """The arguments; what follows `--` are paths, so that a file may be called `-` there."""
    at = argv.index("--") if "--" in argv else len(argv)
    return [*argv[:at], *("./-" if word == STANDARD_INPUT else word for word in argv[at:])]


def _whole_line(argv: Sequence[str]) -> list[str]:
    """The arguments of `show` and `search` with what is looked up behind `--`.

    So a command line can be looked up without quotes: its options are no options of ours.
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="flexmap")
    parser.description = "What becomes of Uniform scale-set calls on a Flexible set."
    parser.add_argument("--version", action="version", version=f"flexmap {tool_version()}")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--mapping", metavar="FILE", help="a mapping.json in place of the bundled one"
    )
    common.add_argument(
        "--site",
        metavar="URL",
        type=_site,
        default=os.environ.get("FLEXMAP_SITE_URL", ""),
        help="address in front of the entries' own (or FLEXMAP_SITE_URL)",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _review_parser(commands.add_parser("review", parents=[common], help="find calls in code"))

    showing = commands.add_parser("show", parents=[common], help="an entry, by any of its names")
    showing.add_argument("key", nargs="+", help="id, command, line, path or error")
    showing.add_argument("--format", choices=("text", "json"), default="text")
    showing.set_defaults(command=_show)

    searching = commands.add_parser("search", parents=[common], help="entries for a question")
    searching.add_argument("words", nargs="+")
    searching.add_argument("--format", choices=("text", "json"), default="text")
    searching.set_defaults(command=_search)

    quoting = commands.add_parser("cite", parents=[common], help="a sentence with source and date")
    quoting.add_argument("reference", help="REF, or REF#caveat")
    quoting.add_argument("--format", choices=citing.STYLES, default="markdown")
    quoting.set_defaults(command=_cite)
    return parser


def _review_parser(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files and folders; - for stdin")
    parser.add_argument("--format", choices=tuple(REPORTERS), default="text")
    parser.add_argument("--output", metavar="FILE", help="write the report there, not to stdout")
    parser.add_argument(
        "--fail-on",
        choices=("breaking", "behaviour", "note", "never"),
        default="breaking",
        help="severity from which the exit code is 1",
    )
    parser.add_argument("--diff", action="store_true",
                        help="print a patch with what can stand there, not a report")  # fmt: skip
    parser.add_argument("--fix", action="store_true",
                        help="write what can stand there into the files, then report")  # fmt: skip
    parser.add_argument(
        "--suggestions", action="store_true",
        help="with --diff or --fix, take what needs a decision of yours, too",
    )  # fmt: skip
    parser.add_argument("--same", action="store_true", help="list what stays the same, too")
    parser.add_argument("--all", action="store_true", help="list that and what is merely possible")
    parser.add_argument("--language", choices=tuple(languages()), help="of what comes from stdin")
    parser.add_argument("--config", metavar="FILE", help=f"in place of {CONFIG} in this folder")
    parser.add_argument(
        "--allow-skipped", action="store_true",
        help="do not exit with 2 when files were not looked at; reports still name them",
    )  # fmt: skip
    parser.add_argument(
        "--fail-on-unread", action="store_true",
        help="exit with 2 when names of scale-set calls are in what was not read",
    )  # fmt: skip
    parser.add_argument(
        "--allow-nothing", action="store_true",
        help="exit with 0, not 3, when there is no file in a known language",
    )  # fmt: skip
    parser.add_argument("--jobs", type=_jobs, default=0, help="processes; 0 is one a core")
    parser.add_argument("--max-size", type=_size, default=LARGEST, metavar="BYTES",
                        help="skip larger files")  # fmt: skip
    parser.add_argument("--time-limit", type=_seconds, default=TIME_LIMIT, metavar="SECONDS",
                        help="processor time that a file may take")  # fmt: skip
    parser.add_argument("--today", type=date.fromisoformat, default=None, metavar="DATE",
                        help="the day for the end dates of ignores")  # fmt: skip
    parser.add_argument("--no-progress", action="store_true", help="no progress bar on a terminal")
    parser.set_defaults(command=_review)


def _site(text: str) -> str:
    try:
        return site_address(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _jobs(text: str) -> int:
    return _number(text, int(text), least=0)


def _size(text: str) -> int:
    return _number(text, int(text), least=1)


def _seconds(text: str) -> float:
    seconds = float(text)
    if not (0 < seconds < math.inf):
        raise argparse.ArgumentTypeError(f"{text} is no number of seconds above 0")
    return seconds


def _number(text: str, number: int, *, least: int) -> int:
    if number < least:
        raise argparse.ArgumentTypeError(f"{text} is below {least}")
    return number


def _review(arguments: argparse.Namespace, mapping: Mapping) -> int:
    config = _config(arguments.config)
    settings = Settings(
        jobs=arguments.jobs,
        largest=arguments.max_size,
        time_limit=arguments.time_limit,
        config=config,
        today=arguments.today or date.today(),
    )
    if STANDARD_INPUT in arguments.paths and (arguments.fix or arguments.diff):
        raise UsageError("--fix and --diff need files, not standard input")
    if STANDARD_INPUT in arguments.paths:
        done = _standard_input(mapping, arguments, settings)
    else:
        done = _files(mapping, arguments, settings)
    if arguments.fix or arguments.diff:
        done = _with_fixes(done, mapping, arguments, settings)
    if arguments.diff:
        return _code(done, arguments)
    shown = tuple(done.shown(everything=arguments.all, same=arguments.same))
    listing = Listing(review=done, findings=shown, site=arguments.site or config.site)
    write(REPORTERS[arguments.format](listing), arguments.output, arguments.format)
    return _code(done, arguments)


def _with_fixes(
    done: Review, mapping: Mapping, arguments: argparse.Namespace, settings: Settings
) -> Review:
    """Prints the patch, or writes the files and reviews them again; says on stderr what it did."""
    found = fixes(done.shown(everything=False, same=False), suggestions=arguments.suggestions)
    if arguments.diff:
        sys.stdout.writelines(patch(found))
    for reason in found.refused:
        say(f"flexmap: {reason}")
    if arguments.fix:
        _write(found)
        done = _files(mapping, arguments, settings) if found.files else done
    say(f"{'fixed' if arguments.fix else 'can be fixed'}: {_counted(found.count, 'place')} "
        f"in {_counted(len(found.files), 'file')}")  # fmt: skip
    if found.open_:
        say(f"{_counted(found.open_, 'more place')} with --suggestions: read their notes first")
    return done


def _write(found: Fixes) -> None:
    try:
        write_fixes(found)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise UsageError(f"{where}cannot be written ({error.strerror})") from error


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _code(done: Review, arguments: argparse.Namespace) -> int:
    """The exit code; a review that did not look at everything is neither clean nor complete."""
    for path in done.missing:
        say(f"error: not there: {path}")
    if done.skipped and not arguments.allow_skipped:
        count = len(done.skipped)
        say(
            f"error: {count} file{'' if count == 1 else 's'} not looked at, the report names "
            f"{'it' if count == 1 else 'each'}; --allow-skipped accepts that"
        )
        return COULD_NOT_RUN
    if done.unread and arguments.fail_on_unread:
        count = len(done.unread)
        say(
            f"error: {count} file{'' if count == 1 else 's'} with names of scale-set calls "
            f"{'was' if count == 1 else 'were'} not read, the report names "
            f"{'it' if count == 1 else 'each'}; --fail-on-unread asks for this error"
        )
        return COULD_NOT_RUN
    if done.missing:
        return COULD_NOT_RUN
    if not done.files:
        raise NothingToLookAt("no file was looked at")
    threshold = None if arguments.fail_on == "never" else Severity(arguments.fail_on)
    return FINDINGS if done.fails(threshold) else CLEAN


def _config(path: str | None) -> Config:
    if path:
        return read_config(Path(path))
    here = Path(CONFIG)
    return read_config(here) if os.path.lexists(here) else Config()


def _files(mapping: Mapping, arguments: argparse.Namespace, settings: Settings) -> Review:
    if "" in arguments.paths:
        raise UsageError("a path is empty; write . for this folder")
    bar = show_progress if on_terminal() and not arguments.no_progress else None
    done = review(mapping, arguments.paths, settings, bar)
    if bar:
        clear_progress()
    return done


def _standard_input(mapping: Mapping, arguments: argparse.Namespace, settings: Settings) -> Review:
    if len(arguments.paths) > 1:
        raise UsageError("- is standard input and stands alone; write ./- for a file of that name")
    if sys.stdin is None:
        raise UsageError("standard input is closed")
    content = sys.stdin.buffer.read(settings.largest + 1)
    language = arguments.language or by_first_line(content)
    if language is None:
        raise UsageError("name the language of what comes from stdin with --language")
    return review_input(mapping, content, language, settings)


def _show(arguments: argparse.Namespace, mapping: Mapping) -> int:
    key = arguments.key[0] if len(arguments.key) == 1 else " ".join(map(_quoted, arguments.key))
    answer = lookup(mapping, key)
    if not answer.entries:
        say(f"error: nothing is called {key!r}; try: flexmap search WORDS")
        return FINDINGS
    if arguments.format == "json":
        _write_json(shown.records(mapping, answer, arguments.site))
    else:
        write(f"{shown.text(mapping, answer, arguments.site)}{mapping.stamp}\n")
    return CLEAN


def _quoted(word: str) -> str:
    """A word of a command line as the shell was given it, so that it stays one word."""
    return shlex.quote(word) if " " in word else word


def _search(arguments: argparse.Namespace, mapping: Mapping) -> int:
    found = search(mapping, arguments.words)
    for remark in shown.remarks(found):
        say(remark)
    listed = found.entries[:LISTED]
    if arguments.format == "json":
        records = [shown.record(mapping, entry, arguments.site) for entry in listed]
        _write_json([{**record, "nearest": found.nothing} for record in records])
    else:
        write(f"{''.join(row(entry) for entry in listed)}{mapping.stamp}\n")
    return CLEAN if listed and not found.nothing else FINDINGS


def _write_json(records: Sequence[object]) -> None:
    write(json.dumps(records, indent=2) + "\n")


def _cite(arguments: argparse.Namespace, mapping: Mapping) -> int:
    write(citing.cite(mapping, arguments.reference, arguments.format, arguments.site))
    return CLEAN
