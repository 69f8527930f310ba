"""Findings that somebody has looked at: ignores in comments and in `.flexmap.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flexmap.review.findings import Finding

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

CONFIG = ".flexmap.toml"
_COMMENT = re.compile(
    rb"flexmap:\s*ignore\s+((?:VF\d+|dynamic)(?:\s*,\s*(?:VF\d+|dynamic))*)?"
    rb"[ \t]*[:\-]*[ \t]*([^\n]*)",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"\s*(\*/|-->|#>|\*\}|\]\])\s*$")
_KEYS = {"refs", "paths", "reason", "until"}


class ConfigError(Exception):
    """The configuration file cannot be used; the text says where and what is allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignore:
    """Findings of these references are known; from a comment it covers its line and the next.

    `paths` are patterns as in `.gitignore`, empty for a comment. `until` is the last day
    on which it counts.
    """

    refs: frozenset[str]
    reason: str
    path: str
    line: int
    paths: tuple[str, ...] = ()
    until: date | None = None

    @property
    def shown(self) -> str:
        """Where the ignore stands, and what it is for."""
        refs = ", ".join(sorted(self.refs)) or "every reference"
        return f"{self.path}:{self.line}: ignore of {refs}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What `.flexmap.toml` says."""

    ignores: tuple[Ignore, ...] = ()
    exclude: tuple[str, ...] = ()
    site: str = ""


def read_config(path: Path) -> Config:
    """The configuration in a file; raises `ConfigError` with a place for what is wrong."""
    try:
        text = path.read_text(encoding="utf-8")
        record = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from None
    unknown = set(record) - {"ignore", "exclude", "site"}
    if unknown:
        raise ConfigError(f"{path}: unknown keys {sorted(unknown)}; known: exclude, ignore, site")
    items = record.get("ignore", [])
    if not isinstance(items, list):
        raise ConfigError(f"{path}: write each ignore as a table [[ignore]]")
    starts = [n for n, line in enumerate(text.splitlines(), 1) if line.strip() == "[[ignore]]"]
    lines = [*starts, *[1] * len(items)]
    return Config(
        ignores=tuple(_ignore(item, path, line) for item, line in zip(items, lines, strict=False)),
        exclude=tuple(_texts(record.get("exclude", []), path, 1, "exclude")),
        site=str(record.get("site", "")),
    )


def _ignore(item: Any, path: Path, line: int) -> Ignore:
    place = f"{path}:{line}"
    if not isinstance(item, dict) or set(item) - _KEYS:
        raise ConfigError(f"{place}: an ignore has the keys {', '.join(sorted(_KEYS))}")
    if not str(item.get("reason", "")).strip():
        raise ConfigError(f"{place}: an ignore needs a reason")
    until = item.get("until")
    if until is not None and type(until) is not date:
        raise ConfigError(f"{place}: until is a date without quotes, such as 2027-01-31")
    paths = _texts(item.get("paths", []), path, line, "paths")
    refs = frozenset(ref.upper() for ref in _texts(item.get("refs", []), path, line, "refs"))
    if not paths and not refs:
        raise ConfigError(f"{place}: an ignore names paths, refs or both")
    return Ignore(refs=refs, reason=str(item["reason"]).strip(), path=path.name, line=line,
                  paths=tuple(paths) or ("*",), until=until)  # fmt: skip


def _texts(value: Any, path: Path, line: int, key: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ConfigError(f"{path}:{line}: {key} is a list of texts")
    return value


def comments(path: str, content: bytes) -> tuple[list[Ignore], list[str]]:
    """The ignores in the comments of a file, and what is wrong with others that are there."""
    found: list[Ignore] = []
    wrong: list[str] = []
    for match in _COMMENT.finditer(content):
        line = content.count(b"\n", 0, match.start()) + 1
        reason = _CLOSING.sub("", match[2].decode("utf-8", "replace")).strip()
        refs = [ref.strip().upper() for ref in (match[1] or b"").decode().split(",") if ref.strip()]
        if not refs or not reason:
            lacks = "a reference" if not refs else "a reason"
            wrong.append(f"{path}:{line}: ignore without {lacks}; write: flexmap: ignore VF018 why")
            continue
        found.append(Ignore(refs=frozenset(refs), reason=reason, path=path, line=line))
    return found, wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """The findings with their ignores, and what to say about ignores that did nothing."""

    findings: tuple[Finding, ...]
    notices: tuple[str, ...]


def apply(found: Sequence[Finding], ignores: Iterable[Ignore], today: date) -> Applied:
    """Marks the findings that an ignore covers; expired ignores cover nothing."""
    every = list(ignores)
    specs = {id(i): _spec(i.paths) for i in every if i.paths}
    used: set[int] = set()
    live = [i for i in every if i.until is None or i.until >= today]

    def mark(finding: Finding) -> Finding:
        for ignore in live:
            if _covers(ignore, finding, specs.get(id(ignore))):
                used.add(id(ignore))
                return replace(finding, ignored=ignore.reason)
        return finding

    marked = tuple(mark(finding) for finding in found)
    return Applied(findings=marked, notices=tuple(_notices(every, used, today)))


def _spec(paths: Sequence[str]) -> GitIgnoreSpec:
    # Here, not above: only the configuration file has patterns, and a page has none.
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(paths)


def _covers(ignore: Ignore, finding: Finding, spec: GitIgnoreSpec | None) -> bool:
    refs = {match.ref for match in finding.matches} or {"DYNAMIC"}
    if ignore.refs and not refs & ignore.refs:
        return False
    if spec is not None:
        return spec.match_file(finding.place.path)
    near = finding.place.line in (ignore.line, ignore.line + 1)
    return finding.place.path == ignore.path and near


def _notices(ignores: Iterable[Ignore], used: set[int], today: date) -> Iterator[str]:
    for ignore in ignores:
        if ignore.until is not None and ignore.until < today:
            yield f"{ignore.shown} ended on {ignore.until}; look again, then remove or renew it"
        elif id(ignore) not in used:
            yield f"{ignore.shown} covers nothing; remove it"
