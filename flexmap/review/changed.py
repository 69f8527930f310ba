"""What a branch changed: findings on its lines count, all others are only counted."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import takewhile

from flexmap.failure import Failure
from flexmap.review.findings import Finding
from flexmap.review.run import Review
from flexmap.sources.content import decoded, read
from flexmap.sources.git import Repository, repository

_MOST = 20_000
"""Lines that are compared in order; of more, those that were there before count as unchanged."""

_LARGEST = 1_000_000_000
"""Bytes of a file that is read again: what was reviewed is smaller."""


def apply(review: Review, ref: str, paths: Sequence[str]) -> Review:
    """The review with the findings marked that are on no line that changed since `ref`.

    That is since the commit from which the branch went apart, with what is staged, in the work
    tree, or new. Raises `GitError` or `Failure` when git cannot tell.
    """
    checkout = _checkout(paths)
    base = checkout.base(ref)
    where = {finding.place.path: _inside(checkout, finding.place.path)
             for finding in review.findings}  # fmt: skip
    lines = dict(_changed(checkout, base, where))
    inner = sorted(path for path, inside in where.items() if inside is None)
    told = [f"{path}: in another repository inside this one, so its lines count as unchanged"
            for path in inner]  # fmt: skip
    marked = tuple(
        finding if _is_on(finding, lines.get(finding.place.path, frozenset()))
        else replace(finding, untouched=True)
        for finding in review.findings
    )  # fmt: skip
    return replace(review, findings=marked, notices=(*review.notices, *told))


def _checkout(paths: Sequence[str]) -> Repository:
    """The one checkout that all paths are in."""
    found = {repository(path): path for path in paths if os.path.lexists(path)}
    if len(found) > 1:
        first, second, *_ = sorted(found.values())
        raise Failure(f"--changed-since: {first!r} and {second!r} are in two checkouts; "
                      "review one at a time")  # fmt: skip
    if not found:
        raise Failure("--changed-since: none of the paths is there")
    return next(iter(found))


def _inside(checkout: Repository, path: str) -> str | None:
    """The path from the top of the checkout; None inside another repository, or outside."""
    folder, name = os.path.split(os.path.realpath(path))
    real = folder
    below = os.path.relpath(real, checkout.top)
    if below.startswith(os.pardir):
        return None
    while real != checkout.top:
        if os.path.lexists(f"{real}{os.sep}.git"):
            return None
        real = os.path.split(real)[0]
    return os.path.normpath(f"{below}{os.sep}{name}").replace(os.sep, "/")


def _changed(
    checkout: Repository, base: str, where: dict[str, str | None]
) -> Iterator[tuple[str, frozenset[int]]]:
    """The changed lines of each file, by its path as it is shown."""
    before, renamed = checkout.files(base), checkout.renamed(base)
    ids = {path: before[old] for path, inside in where.items()
           if inside is not None and (old := renamed.get(inside, inside)) in before}  # fmt: skip
    for path, inside in where.items():
        if inside is not None and path not in ids:
            yield path, frozenset(range(1, len(_lines(_content(path))) + 1))
    contents = checkout.contents(list(ids.values()))
    for path, content in zip(ids, contents, strict=True):
        if content is None:
            raise Failure(f"--changed-since: this partial clone lacks {path} as it was; fetch it "
                          f"with: git diff --stat {base}")  # fmt: skip
        yield path, changed_lines(content, _content(path))


def _content(path: str) -> bytes:
    content = read(path, _LARGEST)
    if isinstance(content, str):
        raise Failure(f"--changed-since: {path}: {content}")
    return content


def changed_lines(before: bytes, after: bytes) -> frozenset[int]:
    """The numbers of the lines in a text that are new or different; ends of lines do not count."""
    old, new = _lines(before), _lines(after)
    head = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    old, new = old[head:], new[head:]
    tail = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1],
                                    zip(reversed(old), reversed(new), strict=False)))  # fmt: skip
    old, new = old[: len(old) - tail], new[: len(new) - tail]
    if max(len(old), len(new)) > _MOST:
        return frozenset(head + number for number in _unknown(old, new))
    found: set[int] = set()
    for tag, _, _, start, end in SequenceMatcher(None, old, new).get_opcodes():
        if tag in ("replace", "insert"):
            found.update(range(head + start + 1, head + end + 1))
    return frozenset(found)


def _unknown(old: Sequence[str], new: Sequence[str]) -> Iterator[int]:
    """The numbers of lines that were not there before, or not as often."""
    left = Counter(old)
    for number, line in enumerate(new, 1):
        left[line] -= 1
        if left[line] < 0:
            yield number


def _lines(content: bytes) -> list[str]:
    """The lines as the review counts them, without what ends them."""
    text = decoded(content)
    if isinstance(text, str):
        return []
    return [line.removesuffix("\r") for line in text.content.decode().split("\n")]


def _is_on(finding: Finding, lines: frozenset[int]) -> bool:
    """Whether a line that the finding is about changed."""
    spans = [(finding.place.line, finding.place.end_line), *finding.extent]
    return any(not lines.isdisjoint(range(start, end + 1)) for start, end in spans)
