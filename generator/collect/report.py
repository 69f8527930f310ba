"""A verification as text for people and as Markdown for an issue."""

from __future__ import annotations

from collections.abc import Iterator

from flexmap.escape import markdown_code
from generator.collect.packages import Package
from generator.collect.verification import Difference, Verification

MAX_MARKDOWN = 60_000
"""Characters of an issue's text; GitHub takes 65,536."""


def as_text(verification: Verification) -> str:
    """One line a package, then the differences by package and kind."""
    lines = [_state(old, new) for old, new in verification.packages]
    for section in verification.sections:
        lines += ["", f"{section.package}: {section.title} ({len(section.differences)})"]
        lines += [f"  {_line(item)}" for item in section.differences]
    rows = _rows(verification)
    if rows:
        lines += ["", "To take the new releases, write this in data/surface/packages.yml,"]
        lines += ["run `python -m generator collect`, and look at what it changes:", ""]
        lines += rows
    return "".join(f"{line}\n" for line in lines)


def as_markdown(verification: Verification) -> str:
    """The same for an issue; what would be too long for one is cut with a note."""
    lines = [f"- {_state(old, new)}" for old, new in verification.packages]
    rows = _rows(verification)
    if rows:
        lines += ["", "To take the new releases, write this in `data/surface/packages.yml`,"]
        lines += ["run `python -m generator collect`, and look at what it changes:", ""]
        lines += ["```yaml", *rows, "```"]
    for section in verification.sections:
        lines += ["", f"## {section.package}: {section.title} ({len(section.differences)})", ""]
        lines += [
            f"- {markdown_code(' '.join(_line(item).split()))}" for item in section.differences
        ]
    text, note = "", "\n(Cut here; `make verify` prints the whole.)\n"
    for line in lines:
        if len(text) + len(line) + len(note) > MAX_MARKDOWN:
            return text + note
        text += f"{line}\n"
    return text


def _state(old: Package, new: Package) -> str:
    if old.version == new.version:
        return f"{old.name} {old.version} is the newest release"
    return f"{old.name} {old.version} -> {new.version}"


def _line(item: Difference) -> str:
    if item.before and item.after:
        return f"{item.sign} {item.what}: {item.before} -> {item.after}"
    value = item.before or item.after
    return f"{item.sign} {item.what}: {value}" if value else f"{item.sign} {item.what}"


def _rows(verification: Verification) -> list[str]:
    return [
        line
        for old, new in verification.packages
        if old.version != new.version
        for line in _row(new)
    ]


def _row(package: Package) -> Iterator[str]:
    yield f"  - purl: {package.purl}"
    yield f"    file: {package.file}"
    yield f"    sha256: {package.sha256}"
    if package.integrity:
        yield f"    integrity: {package.integrity}"
