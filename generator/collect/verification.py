"""Holds the newest releases against the surface on disk; nothing of it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.collect.changes import Change
from generator.collect.download import Runner, run_client
from generator.collect.facts import DETAILS, OPERATIONS, facts
from generator.collect.newest import newest
from generator.collect.packages import CollectError, Package, read_packages
from generator.collect.run import LISTING, NAMES, surface_changes, surface_texts
from generator.reading.yaml_text import parse

BY_HAND = "To do by hand"
OTHER = "Other differences"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One line of a section: a sign (`+` new, `-` gone, `~` changed), what, and the values."""

    sign: str
    what: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The differences of one kind in one file of the surface."""

    package: str
    title: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The packages as listed and as released, and what is different."""

    packages: tuple[tuple[Package, Package], ...]
    sections: tuple[Section, ...]

    @property
    def changed(self) -> bool:
        """Whether there is a newer release, or anything to look at in the listed ones."""
        return bool(self.sections) or any(old.version != new.version for old, new in self.packages)


def verify(
    packages: Path, out: Path, log: Callable[[str], None], *, run: Runner = run_client
) -> Verification:
    """What the newest releases of the listed packages change against the surface in `out`.

    They are kept in the folder `packages`. A hand-kept name of an operation that was removed is
    reported, not an error. Raises `CollectError`.
    """
    listed = read_packages(out / LISTING)
    newest_packages: list[Package] = []
    contents: dict[str, bytes] = {}
    for package in listed:
        log(f"downloading the newest {package.name}")
        newer, contents[package.name] = newest(package, packages, run)
        log(f"reading {newer.label}")
        newest_packages.append(newer)
    texts, reviews, stale = surface_texts(newest_packages, contents, out / "hand")
    pairs = tuple(zip(listed, newest_packages, strict=True))
    earlier = {new.surface_file: old.surface_file for old, new in pairs}
    changes = surface_changes(out, newest_packages, texts)
    sections = list(_all_sections(out, earlier, texts, changes))
    by_hand = tuple(Difference(sign="~", what=text) for text in (*stale, *reviews))
    if by_hand:
        sections.append(Section(package="data/surface/hand", title=BY_HAND, differences=by_hand))
    return Verification(packages=pairs, sections=tuple(sections))


def _all_sections(
    out: Path, earlier: Mapping[str, str], texts: Mapping[str, str], changes: Sequence[Change]
) -> Iterator[Section]:
    """The sections of every file but that of the names, which is joined from the others."""
    for name, text in texts.items():
        if name != NAMES:
            before = earlier.get(name, name)
            old, new = _parsed(before, _on_disk(out / before)), _parsed(name, text.encode())
            stem = name.partition("@")[0]
            yield from _sections(stem, old, new, [c for c in changes if c.file == stem])


HEADS = ("purl", "version", "provider", "packages")
"""What says which releases a file was read from, and differs with each of them."""


def _is_head(change: Change) -> bool:
    """Whether it is what a file, or a line of the provider in it, begins with."""
    parts = change.what.split(" / ")
    return parts[0] in HEADS or (parts[0] == "lines" and parts[-1] in HEADS)


def _on_disk(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        hint = "collect the listed version first"
        raise CollectError(f"{path.name}: {error.strerror}; {hint}") from None


def _parsed(name: str, content: bytes) -> Any:
    value = parse(name, content).value
    if not isinstance(value, dict):
        raise CollectError(f"{name}: it is not a surface file; collect again")
    return value


def _sections(
    package: str, before: Any, after: Any, changes: Sequence[Change]
) -> Iterator[Section]:
    """The sections of one file; a last one has changes of the file that no other section shows."""
    old, new = facts(before), facts(after)
    any_section = False
    for title, values in new.items():
        differences = tuple(_differences(title, old.get(title, {}), values))
        if differences:
            any_section = True
            yield Section(package=package, title=title, differences=differences)
    rest = [change for change in changes if not _is_head(change)]
    if rest and not any_section:
        lines = tuple(Difference(sign="~", what=str(change)) for change in rest)
        yield Section(package=package, title=OTHER, differences=lines)


def _differences(title: str, old: dict[str, str], new: dict[str, str]) -> Iterator[Difference]:
    if title == DETAILS[1]:
        yield from _versions(old, new)
        return
    renamed = _renamed(old, new) if title == OPERATIONS else {}
    for before, after in renamed.items():
        yield Difference(sign="~", what=new[after], before=before, after=after)
    for key, value in new.items():
        if key not in old:
            if title not in DETAILS and key not in renamed.values():
                yield Difference(sign="+", what=key, after=value)
        elif old[key] != value:
            yield Difference(sign="~", what=key, before=old[key], after=value)
    for key, value in old.items():
        if key not in new and title not in DETAILS and key not in renamed:
            yield Difference(sign="-", what=key, before=value)


def _versions(old: dict[str, str], new: dict[str, str]) -> Iterator[Difference]:
    """A new API version concerns hundreds of operations at once."""
    steps = Counter((old[key], new[key]) for key in new if key in old and old[key] != new[key])
    for (before, after), count in sorted(steps.items()):
        yield Difference(sign="~", what=f"{count} operations", before=before, after=after)


def _renamed(old: dict[str, str], new: dict[str, str]) -> dict[str, str]:
    """New ids of gone operations whose request is still there."""
    there = {request: key for key, request in new.items() if key not in old}
    return {
        key: there[request] for key, request in old.items() if key not in new and request in there
    }
