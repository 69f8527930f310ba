"""A whole review: from paths to findings, with what was left aside."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field, replace
from datetime import date
from typing import TypeAlias

from flexmap.mapping import Mapping, Severity
from flexmap.review.config import Config, Ignore
from flexmap.review.file import File, Limits, Result, look_safely
from flexmap.sources.content import HUGE, Skipped, Unread
from flexmap.values import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:  # a tree without names of calls needs none of these
    from flexmap.readers.scanner import Scanner
    from flexmap.review.findings import Finding
    from flexmap.review.sets import Sets

Progress: TypeAlias = Callable[[int, int], None]
"""Called with the number of files looked at so far, and of all."""

LARGEST = 5_000_000
"""Bytes that a file may have."""

TIME_LIMIT = 10.0
"""Seconds of processor time that one file may take."""

_FEW = 32
"""Files that are sifted in this process: starting another one would take longer."""

STANDARD_INPUT = "-"
"""How standard input is named, as a path and in reports."""


class NothingToLookAt(Exception):
    """No file in a known language was found at the paths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How to review; `jobs` is the number of worker processes, 0 for one per core.

    `sets` are those whose modes the user states. `aside` are files that options name, such as a
    list of sets: they are no code.
    """

    jobs: int = 0
    largest: int = LARGEST
    time_limit: float = TIME_LIMIT
    config: Config = field(default_factory=Config)
    today: date = date.min
    sets: Sets | None = None
    aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Everything that a review found, by path and place.

    `notices` are remarks on ignores and on the baseline, of which `gone` entries are no longer
    found. `skipped` names the files that were not looked at,
    `missing` the paths that are not there, `unread` the files that hold names of scale-set
    calls and have no reader.
    """

    mapping: Mapping
    findings: tuple[Finding, ...]
    notices: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    missing: tuple[str, ...]
    files: int
    parsed: int
    bytes: int
    ignored_files: int
    other_files: int
    unread: tuple[Unread, ...] = ()
    gone: int = 0

    def shown(self, *, everything: bool = False, same: bool = False) -> Iterator[Finding]:
        """The findings to list: not those that stay the same or are only possible.

        What an ignore covers, the baseline lists or a branch did not touch is never among them.

        `same` lists what stays the same too, `everything` the possible ones as well.
        """
        for finding in self.findings:
            if finding.ignored or finding.known or finding.untouched:
                continue
            if finding.possible and not everything:
                continue
            if not finding.quiet or same or everything:
                yield finding

    def fails(self, threshold: Severity | None) -> bool:
        """Whether a finding that is listed by default is at or above the severity."""
        return threshold is not None and any(f.severity >= threshold for f in self.shown())

    @property
    def same(self) -> int:
        """How many calls are documented to stay as they are."""
        return sum(
            finding.quiet and not finding.ignored and not finding.possible
            for finding in self.findings
        )

    @property
    def flexible(self) -> int:
        """How many sets are declared Flexible already."""
        return sum(finding.declares_flexible for finding in self.findings)

    @property
    def ignored(self) -> int:
        """How many findings an ignore covers."""
        return sum(bool(f.ignored) for f in self.findings)

    @property
    def known(self) -> int:
        """How many findings the baseline lists."""
        return sum(finding.known and not finding.ignored for finding in self.findings)

    @property
    def untouched(self) -> int:
        """How many more findings, apart from possible ones, are on unchanged lines."""
        return sum(
            f.untouched and not (f.known or f.ignored or f.quiet or f.possible)
            for f in self.findings
        )


def review(
    mapping: Mapping, paths: Sequence[str], settings: Settings, progress: Progress | None = None
) -> Review:
    """Looks at every file below the paths.

    Raises `NothingToLookAt` when there is none in a known language.
    """
    # Here, not above: where the site checks code, in a page, there are no folders, nor what
    # walking them needs.
    from flexmap.sources.walk import walk

    tree = walk(paths, settings.config.exclude)
    files = [File(shown, path) for shown, path in tree.files]
    files += [File(shown, path, unknown=True) for shown, path in tree.unknown]
    files = _without(files, settings.aside)
    total = _run(mapping, files, settings, progress)
    total.skipped += tree.skipped
    total.notices += tree.notices
    if not (total.files or total.skipped or total.unread or tree.missing):
        raise NothingToLookAt(f"no file in a known language at {', '.join(paths)}")
    return _review(mapping, total, settings, tree.missing, tree.ignored, tree.other)


def _without(files: list[File], aside: Sequence[str]) -> list[File]:
    """The files without those that options name."""
    if not aside:
        return files
    left_out = {os.path.realpath(path) for path in aside}
    return [file for file in files if os.path.realpath(file.path) not in left_out]


def review_input(mapping: Mapping, content: bytes, language: str, settings: Settings) -> Review:
    """Looks at the content of standard input, as `review` does at a file."""
    total = Result()
    if len(content) > settings.largest:
        total.skipped.append(Skipped(STANDARD_INPUT, HUGE))
    else:
        file = File(STANDARD_INPUT, STANDARD_INPUT, content, language)
        total = _run(mapping, [file], replace(settings, jobs=1))
    return _review(mapping, total, settings)


def _run(
    mapping: Mapping, files: Sequence[File], settings: Settings, progress: Progress | None = None
) -> Result:
    """What worker processes find in the files; a few files are sifted without one."""
    total = Result()
    limits = Limits(bytes=settings.largest, seconds=settings.time_limit)
    few = len(files) <= _FEW
    if few:
        for file in files:
            total.take(look_safely(None, file, limits, sift=True))
        files = [file for _, file in total.worth]
        total.worth.clear()
    if not files:
        return total
    # Here, not above: a page has no processes.
    from flexmap.review.pool import Pool

    def scanner() -> Scanner:
        from flexmap.review import reading  # here, before there are workers that would each do it

        return reading.Scanner(mapping, settings.sets.known if settings.sets else None)

    for result in Pool(scanner, settings.jobs, limits).run(files, sifted=few):
        total.take(result)
        if progress:
            progress(total.files + len(total.skipped), len(files))
    return total


def review_text(
    scanner: Scanner, name: str, language: str, content: bytes, settings: Settings
) -> Review:
    """Looks at one text in this process, without a limit on its time."""
    if len(content) > settings.largest:
        return _review(scanner.mapping, Result(skipped=[Skipped(name, HUGE)]), settings)
    from flexmap.review.reading import look_into

    return _review(scanner.mapping, look_into(scanner, name, language, content), settings)


def _ignored(
    found: Sequence[Finding], ignores: Sequence[Ignore], today: date
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """The findings with their ignores, and what to say about ignores that did nothing."""
    if not found and not ignores:
        return (), ()
    from flexmap.review.ignores import apply

    applied = apply(found, ignores, today)
    return applied.findings, applied.notices


def _review(
    mapping: Mapping,
    total: Result,
    settings: Settings,
    missing: Sequence[str] = (),
    ignored: int = 0,
    other: int = 0,
) -> Review:
    """What was found in the files, in order, with the ignores applied."""
    ordered = sorted(total.findings, key=lambda f: (f.place.path, f.place.line, f.place.column))
    every = [*settings.config.ignores, *sorted(total.ignores, key=lambda i: (i.path, i.line))]
    marked, notices = _ignored(ordered, every, settings.today)
    return Review(
        mapping=mapping,
        findings=marked,
        notices=(*sorted(total.notices), *notices),
        skipped=tuple(sorted(total.skipped, key=lambda s: s.path)),
        missing=tuple(missing),
        files=total.files,
        parsed=total.parsed,
        bytes=total.bytes,
        ignored_files=ignored,
        other_files=other,
        unread=tuple(sorted(total.unread)),
    )
