"""What was known before: findings that a file lists neither fail a review nor fill its report."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from flexmap.escape import as_json
from flexmap.failure import Failure
from flexmap.mapping import Mapping
from flexmap.review.findings import Finding
from flexmap.review.paths import in_checkout
from flexmap.review.run import Review
from flexmap.sources.content import decoded, read
from flexmap.values import dataclass

FORMAT = "1.0"
LARGEST = 100_000_000
"""Bytes that the file may have."""

_FINGERPRINT = re.compile(r"[0-9a-f]{32}")
_ABOUT = "Findings that were known when this was written; `flexmap review --baseline` reads it."
_TOLD = 20
"""Entries that are named one by one when their findings no longer exist."""


class BaselineError(Failure):
    """The baseline cannot be used; the text says where, why and how to write a good one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A finding that was known; no code of the file, which would be found in the baseline."""

    path: str
    ref: str
    severity: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The findings that were known, and the version of the data that found them."""

    entries: tuple[Entry, ...]
    data_version: str
    source: str


def baseline_of(
    review: Review, source: str, older: Baseline | None, paths: Sequence[str]
) -> Baseline:
    """What is known after a review, with the entries of an older one that it did not look at.

    It leaves out findings that an ignore covers, and what works unchanged.
    """
    entries = [_entry(finding) for finding in review.findings
               if not (finding.ignored or finding.quiet)]  # fmt: skip
    looked = _Looked(review, paths)
    entries += [entry for entry in (older.entries if older else ()) if not looked.at(entry.path)]
    ordered = sorted(entries, key=lambda e: (e.path, e.ref, e.fingerprint))
    return Baseline(entries=tuple(ordered), data_version=review.mapping.data_version, source=source)


def _entry(finding: Finding) -> Entry:
    return Entry(
        path=in_checkout(finding.place.path),
        ref=finding.main.ref if finding.main else "dynamic",
        severity=finding.severity.value,
        fingerprint=finding.fingerprint,
    )


def as_text(baseline: Baseline, mapping: Mapping) -> str:
    """The file: sorted, one key a line, so that a change of it can be read."""
    record = {
        "format": FORMAT,
        "about": _ABOUT,
        "data": {"version": mapping.data_version, "date": mapping.date},
        "findings": [
            {"path": e.path, "ref": e.ref, "severity": e.severity,
             "fingerprint": e.fingerprint}
            for e in baseline.entries
        ],
    }  # fmt: skip
    return as_json(record)


def apply(review: Review, baseline: Baseline, paths: Sequence[str]) -> Review:
    """The review with known findings marked, and remarks on entries without a finding."""
    known = {entry.fingerprint for entry in baseline.entries}
    found = {finding.fingerprint for finding in review.findings}
    marked = tuple(
        replace(finding, known=True) if finding.fingerprint in known else finding
        for finding in review.findings
    )
    looked = _Looked(review, paths)
    gone = [entry for entry in baseline.entries
            if entry.fingerprint not in found and looked.at(entry.path)]  # fmt: skip
    return replace(
        review, findings=marked, gone=len(gone),
        notices=(*review.notices, *_notices(review, baseline, gone)),
    )  # fmt: skip


def _notices(review: Review, baseline: Baseline, gone: Sequence[Entry]) -> Iterator[str]:
    if baseline.data_version != review.mapping.data_version:
        yield (
            f"{baseline.source}: written with data {baseline.data_version}; what is new may come "
            f"from data {review.mapping.data_version} and not from the code"
        )
    if gone and len(gone) == len(baseline.entries):
        yield (
            f"{baseline.source}: none of its {len(gone)} entries is found; run the review in the "
            "folder where it was written, or write it again with --write-baseline"
        )
        return
    for item in gone[:_TOLD]:
        entry = review.mapping.entry(item.ref)
        title = f" {entry.title}" if entry else ""
        yield f"{baseline.source}: gone: {item.path}: {item.ref}{title}"
    if len(gone) > _TOLD:
        yield f"{baseline.source}: {len(gone) - _TOLD} more entries have no finding any more"
    if gone:
        both = f"--baseline {baseline.source} --write-baseline {baseline.source}"
        yield f"{baseline.source}: remove these entries with {both}"


class _Looked:
    """Which files a review looked at: what is below its paths, but for what was skipped."""

    def __init__(self, review: Review, paths: Iterable[str]) -> None:
        self._tops = [os.path.realpath(path) for path in paths]
        self._here = os.path.realpath("")
        unread = [item.path for item in review.skipped] + [item.path for item in review.unread]
        self._not = {in_checkout(path) for path in unread}

    def at(self, path: str) -> bool:
        """Whether a finding in the file would have been found."""
        if path in self._not or "\0" in path:
            return False
        real = os.path.normpath(_inside(self._here) + path)
        return any(real == top or real.startswith(_inside(top)) for top in self._tops)


def _inside(folder: str) -> str:
    """What the paths of everything inside a folder begin with."""
    return folder.rstrip(os.sep) + os.sep


def read_baseline(path: str) -> Baseline:
    """The baseline in a file; raises `BaselineError` when it is none."""
    shown = path if path.isprintable() else repr(path)
    source = _text(path, shown)
    try:
        record = json.loads(source)
    except json.JSONDecodeError as error:
        said = f"no JSON: {error.msg}"
        raise BaselineError(_how(f"{shown}:{error.lineno}:{error.colno}: {said}", shown)) from None
    except RecursionError:
        raise BaselineError(_how(f"{shown}: nested too deeply", shown)) from None
    return _read(record, source, shown)


def _text(path: str, shown: str) -> bytes:
    content = read(path, LARGEST)
    if isinstance(content, str):
        reason = f"larger than {LARGEST:,} bytes" if content == "huge" else content
        raise BaselineError(_how(f"{shown}: {reason}", shown))
    text = decoded(content)
    if isinstance(text, str):
        raise BaselineError(_how(f"{shown}: {text}", shown))
    return text.content


def _how(said: str, shown: str) -> str:
    return f"{said}; write a baseline with --write-baseline {shown}"


def _read(record: Any, source: bytes, shown: str) -> Baseline:
    """The baseline in what the JSON holds."""
    if not isinstance(record, dict) or not isinstance(record.get("findings"), list):
        raise BaselineError(_how(f"{shown}:1:1: no baseline", shown))
    version = str(record.get("format", ""))
    if version.partition(".")[0] != FORMAT.partition(".")[0]:
        said = f"format {version!r} is not known here, only {FORMAT}; it takes a newer flexmap"
        raise BaselineError(f"{shown}:{_place(source, ('format',))}: {said}")
    entries = [_checked(item) for item in record["findings"]]
    wrong = [number for number, entry in enumerate(entries) if entry is None]
    if wrong:
        said = "no finding with path and fingerprint"
        lines = [f"{shown}:{_place(source, ('findings', n))}: {said}" for n in wrong[:_TOLD]]
        raise BaselineError(_how("\n".join(lines), shown))
    data = record.get("data")
    return Baseline(
        entries=tuple(entry for entry in entries if entry),
        data_version=str(data.get("version", "")) if isinstance(data, dict) else "",
        source=shown,
    )


def _checked(item: Any) -> Entry | None:
    """An entry of the file, or None when it is none."""
    if not isinstance(item, dict) or not all(isinstance(item.get(k), str) for k in _KEYS):
        return None
    if not _FINGERPRINT.fullmatch(item["fingerprint"]):
        return None
    texts = {key: str(item.get(key, "")) for key in ("ref", "severity")}
    return Entry(path=item["path"], fingerprint=item["fingerprint"], **texts)


_KEYS = ("path", "fingerprint")


def _place(source: bytes, path: tuple[str | int, ...]) -> str:
    from flexmap.syntax.json_places import place_of  # here: a good file needs no places

    line, column = place_of(source, path)
    return f"{line}:{column}"
