"""`flexmap review`: what happens to the scale-set calls in code."""

from __future__ import annotations

import argparse
import math
import os
import sys
from datetime import date
from pathlib import Path

from flexmap.commands import CLEAN, COULD_NOT_RUN, FINDINGS, NOTHING
from flexmap.failure import Failure
from flexmap.mapping import Mapping, Severity
from flexmap.output import clear_progress, on_terminal, say, show_progress, write
from flexmap.report import REPORTERS, Listing
from flexmap.report.listing import counted
from flexmap.review.config import CONFIG, Config, read_config
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

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flexmap.review.fixes import Fixes
    from flexmap.review.sets import Sets

HELP = "find calls in code"


def add(parser: argparse.ArgumentParser) -> None:
    """Gives the parser the arguments of the command."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files and folders; - for stdin")
    parser.add_argument("--format", choices=tuple(REPORTERS), default="text")
    parser.add_argument("--output", metavar="FILE", help="write the report to this file")
    parser.add_argument(
        "--fail-on",
        choices=("breaking", "behaviour", "note", "never"),
        default="breaking",
        help="severity from which the exit code is 1",
    )
    parser.add_argument("--diff", action="store_true",
                        help="print a patch with the safe replacements, not a report")  # fmt: skip
    parser.add_argument("--fix", action="store_true",
                        help="write the safe replacements into the files, then report")  # fmt: skip
    parser.add_argument(
        "--suggestions", action="store_true",
        help="with --diff or --fix, also use replacements that need your decision",
    )  # fmt: skip
    parser.add_argument("--same", action="store_true", help="list what stays the same, too")
    parser.add_argument("--all", action="store_true", help="also list that, and possible findings")
    parser.add_argument(
        "--sets", action="append", default=[], metavar="FILE",
        help="scale sets with their modes, as `az vmss list`, Resource Graph or "
        "`terraform show -json` write them; can be given several times",
    )  # fmt: skip
    parser.add_argument("--baseline", metavar="FILE",
                        help="list and fail on what that file does not know yet")  # fmt: skip
    parser.add_argument("--write-baseline", metavar="FILE",
                        help="write what is found into that file, as known")  # fmt: skip
    parser.add_argument("--changed-since", metavar="REF",
                        help="list and fail on lines that changed since leaving REF")  # fmt: skip
    parser.add_argument("--language", choices=tuple(languages()), help="of what comes from stdin")
    parser.add_argument("--config", metavar="FILE", help=f"instead of {CONFIG} in this folder")
    parser.add_argument(
        "--allow-skipped", action="store_true",
        help="do not exit with 2 when files were not looked at; reports still name them",
    )  # fmt: skip
    parser.add_argument(
        "--fail-on-unread", action="store_true",
        help="exit with 2 when a file that was not read has names of scale-set calls",
    )  # fmt: skip
    parser.add_argument(
        "--allow-nothing", action="store_true",
        help="exit with 0, not 3, when there is no file in a known language",
    )  # fmt: skip
    parser.add_argument("--jobs", type=jobs, default=0, help="processes; 0 is one per core")
    parser.add_argument("--max-size", type=_size, default=LARGEST, metavar="BYTES",
                        help="skip larger files")  # fmt: skip
    parser.add_argument("--time-limit", type=_seconds, default=TIME_LIMIT, metavar="SECONDS",
                        help="processor time that a file may take")  # fmt: skip
    parser.add_argument("--today", type=date.fromisoformat, default=None, metavar="DATE",
                        help="the day for the end dates of ignores")  # fmt: skip
    parser.add_argument("--no-progress", action="store_true", help="no progress bar on a terminal")


def jobs(text: str) -> int:
    """A number of processes; raises `ArgumentTypeError` below 0."""
    return _number(text, int(text), least=0)


def _size(text: str) -> int:
    return _number(text, int(text), least=1)


def _seconds(text: str) -> float:
    seconds = float(text)
    if not (0 < seconds < math.inf):
        raise argparse.ArgumentTypeError(f"{text} is not a number of seconds above 0")
    return seconds


def _number(text: str, number: int, *, least: int) -> int:
    if number < least:
        raise argparse.ArgumentTypeError(f"{text} is below {least}")
    return number


def run(arguments: argparse.Namespace, mapping: Mapping) -> int:
    """Writes the report; the exit code."""
    try:
        return _run(arguments, mapping)
    except NothingToLookAt as error:
        say(f"nothing to look at: {error}")
        return CLEAN if arguments.allow_nothing else NOTHING


def _run(arguments: argparse.Namespace, mapping: Mapping) -> int:
    config = _config(arguments.config)
    settings = Settings(
        jobs=arguments.jobs,
        largest=arguments.max_size,
        time_limit=arguments.time_limit,
        config=config,
        today=arguments.today or date.today(),
        sets=_sets(arguments.sets),
        aside=tuple(
            p for p in (*arguments.sets, arguments.baseline, arguments.write_baseline) if p
        ),
    )
    if STANDARD_INPUT in arguments.paths and (arguments.fix or arguments.diff):
        raise Failure("--fix and --diff need files, not standard input")
    if STANDARD_INPUT in arguments.paths and arguments.changed_since is not None:
        raise Failure("--changed-since needs files of a checkout, not standard input")
    if arguments.write_baseline and (arguments.fix or arguments.diff):
        raise Failure("--write-baseline makes everything known, which leaves --fix and --diff "
                      "nothing to do; run them first")  # fmt: skip
    done = _compared(_reviewed(mapping, arguments, settings), arguments)
    if arguments.fix or arguments.diff:
        done = _with_fixes(done, mapping, arguments, settings)
    if arguments.diff:
        return _code(done, arguments)
    shown = tuple(done.shown(everything=arguments.all, same=arguments.same))
    listing = Listing(review=done, findings=shown, site=arguments.site or config.site)
    write(REPORTERS[arguments.format](listing), arguments.output, arguments.format)
    return _code(done, arguments)


def _reviewed(mapping: Mapping, arguments: argparse.Namespace, settings: Settings) -> Review:
    if STANDARD_INPUT in arguments.paths:
        return _standard_input(mapping, arguments, settings)
    return _files(mapping, arguments, settings)


def _compared(done: Review, arguments: argparse.Namespace) -> Review:
    """The review with what is old marked; writes what is known now, where that is asked."""
    if arguments.changed_since is not None:
        from flexmap.review import changed  # here: most reviews ask git nothing

        done = changed.apply(done, arguments.changed_since, arguments.paths)
    if not (arguments.baseline or arguments.write_baseline):
        return done
    from flexmap.review.baseline import apply, as_text, baseline_of, read_baseline

    baseline = read_baseline(arguments.baseline) if arguments.baseline else None
    if arguments.write_baseline:
        target = arguments.write_baseline
        baseline = baseline_of(done, target, baseline, arguments.paths)
        write(as_text(baseline, done.mapping), target, "json")
        say(f"{target}: {counted(len(baseline.entries), 'finding')} known from now on")
    return apply(done, baseline, arguments.paths) if baseline else done


def _with_fixes(
    done: Review, mapping: Mapping, arguments: argparse.Namespace, settings: Settings
) -> Review:
    """Prints the patch, or writes the files and reviews them again; says on stderr what it did."""
    from flexmap.review.fixes import fixes, patch  # here: a report needs none of it

    found = fixes(done.shown(everything=False, same=False), suggestions=arguments.suggestions)
    if arguments.diff:
        write("".join(patch(found)))
    for reason in found.refused:
        say(f"flexmap: {reason}")
    if arguments.fix:
        _write(found)
        if found.files:
            done = _compared(_files(mapping, arguments, settings), arguments)
    say(f"{'fixed' if arguments.fix else 'can be fixed'}: {counted(found.count, 'place')} "
        f"in {counted(len(found.files), 'file')}")  # fmt: skip
    if found.open_:
        say(f"{counted(found.open_, 'more place')} with --suggestions: read their notes first")
    return done


def _write(found: Fixes) -> None:
    from flexmap.review.fixes import write_fixes

    try:
        write_fixes(found)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise Failure(f"{where}cannot be written ({error.strerror})") from error


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


def _sets(paths: list[str]) -> Sets | None:
    """The sets of the files whose modes are known then; says what is odd about a file."""
    if not paths:
        return None
    from flexmap.review.sets import read_sets  # here: most reviews know of no sets

    sets = read_sets(paths)
    for notice in sets.notices:
        say(f"flexmap: {notice}")
    return sets


def _files(mapping: Mapping, arguments: argparse.Namespace, settings: Settings) -> Review:
    if "" in arguments.paths:
        raise Failure("a path is empty; write . for this folder")
    bar = show_progress if on_terminal() and not arguments.no_progress else None
    done = review(mapping, arguments.paths, settings, bar)
    if bar:
        clear_progress()
    return done


def _standard_input(mapping: Mapping, arguments: argparse.Namespace, settings: Settings) -> Review:
    if len(arguments.paths) > 1:
        raise Failure("- is standard input and has to be the only path; a file of that name is ./-")
    if sys.stdin is None:
        raise Failure("standard input is closed")
    content = sys.stdin.buffer.read(settings.largest + 1)
    language = arguments.language or by_first_line(content)
    if language is None:
        raise Failure("name the language language of standard input with --language")
    return review_input(mapping, content, language, settings)
