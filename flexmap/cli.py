"""The command line: parses, delegates, prints; nothing else prints."""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from flexmap import cite as citing
from flexmap.find import lookup, search
from flexmap.mapping import Mapping, MappingError, Severity, load
from flexmap.report import REPORTERS, Listing
from flexmap.report.listing import tool_version
from flexmap.review.findings import findings
from flexmap.review.ignores import CONFIG, Config, ConfigError, read_config
from flexmap.review.languages import languages
from flexmap.review.run import LARGEST, TIME_LIMIT, NothingToLookAt, Review, Settings, review
from flexmap.review.scan import Scanner
from flexmap.show import page, row

CLEAN, FINDINGS, COULD_NOT_RUN, NOTHING = 0, 1, 2, 3
Command = Callable[[argparse.Namespace, Mapping], int]


class OutputError(Exception):
    """The report cannot be written where it should go."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command.

    Returns 0 when clean, 1 with findings at or above the threshold or nothing found, 2
    when it could not run, and 3 when there was nothing to look at.
    """
    arguments = _parser().parse_args(argv)
    command: Command = arguments.command
    try:
        mapping = load(arguments.mapping)
        gc.freeze()  # it stays to the end: the collector need not look at it
        return command(arguments, mapping)
    except (MappingError, ConfigError, citing.CiteError) as error:
        _say(f"error: {error}")
        return COULD_NOT_RUN
    except OutputError as error:
        _say(f"error: the report cannot be written to {error}")
        return COULD_NOT_RUN
    except NothingToLookAt as error:
        _say(f"nothing to look at: {error}")
        return NOTHING
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
    except KeyboardInterrupt:
        _say("stopped")
        return 130


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
        default=os.environ.get("FLEXMAP_SITE_URL", ""),
        help="address in front of the entries' own (or FLEXMAP_SITE_URL)",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _review_parser(commands.add_parser("review", parents=[common], help="find calls in code"))

    showing = commands.add_parser("show", parents=[common], help="an entry, by any of its names")
    showing.add_argument(
        "key", nargs="+", help="id, reference, operation, command, method or error"
    )
    showing.add_argument("--format", choices=("text", "json"), default="text")
    showing.set_defaults(command=_show)

    searching = commands.add_parser("search", parents=[common], help="entries that hold all words")
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
    parser.add_argument("--same", action="store_true", help="list what stays the same, too")
    parser.add_argument("--all", action="store_true", help="list that and what is merely possible")
    parser.add_argument("--language", choices=tuple(languages()), help="of what comes from stdin")
    parser.add_argument("--config", metavar="FILE", help=f"in place of {CONFIG} in this folder")
    parser.add_argument("--jobs", type=int, default=0, help="processes; 0 is one a core")
    parser.add_argument("--max-size", type=int, default=LARGEST, metavar="BYTES")
    parser.add_argument(
        "--time-limit", type=float, default=TIME_LIMIT, metavar="SECONDS", help="a file"
    )
    parser.add_argument("--today", type=date.fromisoformat, default=None, metavar="DATE",
                        help="the day for the end dates of ignores")  # fmt: skip
    parser.add_argument("--no-progress", action="store_true", help="no progress bar on a terminal")
    parser.set_defaults(command=_review)


def _review(arguments: argparse.Namespace, mapping: Mapping) -> int:
    config = _config(arguments.config)
    settings = Settings(
        jobs=max(arguments.jobs, 0),
        largest=arguments.max_size,
        time_limit=arguments.time_limit,
        config=config,
        today=arguments.today or date.today(),
    )
    if arguments.paths == ["-"]:
        done = _standard_input(mapping, arguments.language)
    else:
        bar = _progress if sys.stderr.isatty() and not arguments.no_progress else None
        done = review(mapping, arguments.paths, settings, bar)
        if bar:
            sys.stderr.write("\r\x1b[K")
    shown = tuple(done.shown(everything=arguments.all, same=arguments.same))
    listing = Listing(review=done, findings=shown, site=arguments.site or config.site)
    _write(REPORTERS[arguments.format](listing), arguments.output)
    for path in done.missing:
        _say(f"error: not there: {path}")
    if done.missing:
        return COULD_NOT_RUN
    threshold = None if arguments.fail_on == "never" else Severity(arguments.fail_on)
    return FINDINGS if done.fails(threshold) else CLEAN


def _config(path: str | None) -> Config:
    if path:
        return read_config(Path(path))
    here = Path(CONFIG)
    return read_config(here) if here.is_file() else Config()


def _standard_input(mapping: Mapping, language: str | None) -> Review:
    if language is None:
        raise NothingToLookAt("name the language of what comes from stdin with --language")
    content = sys.stdin.buffer.read()
    hits = Scanner(mapping).scan(content, language)
    found = findings(mapping, "-", language, content, hits)
    return Review(
        mapping=mapping, findings=tuple(found), notices=(), skipped=(), missing=(),
        files=1, parsed=1, bytes=len(content), ignored_files=0, other_files=0,
    )  # fmt: skip


def _show(arguments: argparse.Namespace, mapping: Mapping) -> int:
    found = lookup(mapping, " ".join(arguments.key))
    if not found:
        _say(f"error: nothing is called {' '.join(arguments.key)!r}; try: flexmap search WORDS")
        return FINDINGS
    if arguments.format == "json":
        print(
            json.dumps([_record(entry.ref, mapping, arguments.site) for entry in found], indent=2)
        )
    else:
        print("\n".join(page(mapping, entry, arguments.site) for entry in found), end="")
        print(mapping.stamp)
    return CLEAN


def _search(arguments: argparse.Namespace, mapping: Mapping) -> int:
    found = search(mapping, arguments.words)
    if arguments.format == "json":
        print(
            json.dumps([_record(entry.ref, mapping, arguments.site) for entry in found], indent=2)
        )
    else:
        print("".join(row(entry) for entry in found), end="")
        print(mapping.stamp)
    return CLEAN if found else FINDINGS


def _record(ref: str, mapping: Mapping, site: str) -> dict[str, str]:
    entry = mapping.entry(ref)
    assert entry is not None  # it comes from the mapping
    return {
        "ref": entry.ref,
        "id": entry.id,
        "title": entry.title,
        "operation": entry.operation,
        "verdict": entry.verdict.value,
        "headline": entry.headline,
        "url": f"{site.rstrip('/')}/{entry.url}" if site else entry.url,
        "data_version": mapping.data_version,
    }


def _cite(arguments: argparse.Namespace, mapping: Mapping) -> int:
    print(citing.cite(mapping, arguments.reference, arguments.format, arguments.site), end="")
    return CLEAN


def _write(text: str, path: str | None) -> None:
    if not path:
        sys.stdout.write(text)
        return
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}") from error


def _progress(done: int, total: int) -> None:
    width = 30
    filled = width * min(done, total) // max(total, 1)
    sys.stderr.write(f"\r{'#' * filled}{'.' * (width - filled)} {done}/{total} files")
    sys.stderr.flush()


def _say(text: str) -> None:
    print(text, file=sys.stderr)
