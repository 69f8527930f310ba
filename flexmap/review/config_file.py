"""Reads `.flexmap.toml`, and says where it is wrong."""

from __future__ import annotations

import os
import re
import stat
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from flexmap.review.config import LARGEST, Config, ConfigError, Ignore
from flexmap.review.toml_places import Places
from flexmap.sources import patterns
from flexmap.sources.content import read

_LONGEST_LINE = 4_000
"""Characters of a line: the standard library takes quadratic time for a key of many parts."""

_REF = re.compile(r"VF[0-9]+|dynamic", re.IGNORECASE)
_ADDRESS = re.compile(
    r"https?://(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?"
    r"(?:/[a-z0-9._~!$&+,;=:@%/-]*)?",
    re.IGNORECASE,
)
_PLACE = re.compile(r"(.*) \(at line ([0-9]+), column ([0-9]+)\)", re.DOTALL)


def read_config(path: Path) -> Config:
    """The configuration in a file; raises `ConfigError` with every problem and its place."""
    text = _text(path)
    reader = _Reader(path, text)
    config = reader.config(_parsed(path, text))
    if reader.problems:
        raise ConfigError(*(_at(path, place, said) for place, said in sorted(reader.problems)))
    return config


def site_address(text: str) -> str:
    """The address in front of the entries' own, as it is given; nothing stays nothing.

    Raises `ValueError` with a sentence when it is not an address of a site.
    """
    if text and not _ADDRESS.fullmatch(text):
        raise ValueError(
            f"{_shown(text)} is not the address of a site; write it as https://host/path, "
            "without a name of a user, ? and #"
        )
    return text


def _text(path: Path) -> str:
    """The text of the file, which is opened only when it is a file."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise ConfigError(f"{_name(path)}: not a regular file")
        content = read(str(path), LARGEST)
    except OSError as error:
        raise ConfigError(f"{_name(path)}: {error.strerror}") from None
    if content == "huge":
        raise ConfigError(f"{_name(path)}: larger than {LARGEST:,} bytes")
    if isinstance(content, str):
        raise ConfigError(f"{_name(path)}: {content}")
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        place = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        raise ConfigError(_at(path, place, "not UTF-8; save the file as UTF-8")) from None


def _parsed(path: Path, text: str) -> dict[str, Any]:
    """What the text holds, as the standard library reads it."""
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > _LONGEST_LINE:
            said = f"longer than {_LONGEST_LINE:,} characters; write one item of a list a line"
            raise ConfigError(_at(path, (number, 1), said))
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ConfigError(f"{_name(path)}: nested too deeply") from None
    except (ValueError, OverflowError) as error:
        found = _PLACE.fullmatch(str(error))
        if found:
            raise ConfigError(_at(path, (int(found[2]), int(found[3])), found[1])) from None
        raise ConfigError(f"{_name(path)}: {error}") from None


class _Reader:
    """Reads the values, and keeps what is wrong with them."""

    def __init__(self, path: Path, text: str) -> None:
        self.problems: list[tuple[tuple[int, int], str]] = []
        self._path = path
        self._places = Places(text)

    def config(self, record: dict[str, Any]) -> Config:
        """The configuration, as far as it is right."""
        self._keys(record, ("exclude", "ignore", "site"))
        ignores = record.get("ignore", [])
        if not _is_list(ignores, dict):
            self._wrong("write each ignore as a table: [[ignore]]", "ignore")
            ignores = []
        return Config(
            ignores=tuple(self._ignore(item, n) for n, item in enumerate(ignores)),
            exclude=tuple(self._patterns(record, "exclude")),
            site=self._site(record.get("site", "")),
        )

    def _ignore(self, item: dict[str, Any], number: int) -> Ignore:
        at = ("ignore", number)
        self._keys(item, ("paths", "reason", "refs", "until"), *at)
        if not item.get("paths") and not item.get("refs"):
            self._wrong("an ignore names paths, refs or both", *at)
        until = item.get("until")
        if until is not None and type(until) is not date:
            self._wrong("until is a date without quotes, such as 2027-01-31", *at, "until")
            until = None
        return Ignore(
            refs=frozenset(self._refs(item, *at)),
            reason=self._reason(item, *at),
            path=_name(self._path),
            line=self._places.of(*at)[0],
            paths=tuple(self._patterns(item, "paths", *at)) or ("*",),
            until=until,
        )

    def _reason(self, item: dict[str, Any], *at: str | int) -> str:
        reason = item.get("reason", "")
        if not isinstance(reason, str):
            self._wrong("reason is a text in quotes", *at, "reason")
        elif not reason.strip():
            self._wrong("an ignore needs a reason, a text that says why it is fine", *at, "reason")
        return str(reason).strip()

    def _refs(self, item: dict[str, Any], *at: str | int) -> Iterator[str]:
        for number, ref in enumerate(self._texts(item, "refs", *at)):
            if _REF.fullmatch(ref):
                yield ref.upper()
            else:
                said = f"{_shown(ref)} is not a reference; write one such as 'VF018', or 'dynamic'"
                self._wrong(said, *at, "refs", number)

    def _patterns(self, item: dict[str, Any], key: str, *at: str | int) -> Iterator[str]:
        for number, pattern in enumerate(self._texts(item, key, *at)):
            try:
                patterns.check(pattern)
            except ValueError as error:
                said = f"the pattern {_shown(pattern)} is wrong: {error}"
                self._wrong(said, *at, key, number)
            else:
                yield pattern

    def _site(self, site: object) -> str:
        if not isinstance(site, str):
            self._wrong("site is a text in quotes, such as 'https://host/path'", "site")
            return ""
        try:
            return site_address(site)
        except ValueError as error:
            self._wrong(str(error), "site")
            return ""

    def _texts(self, item: dict[str, Any], key: str, *at: str | int) -> list[str]:
        texts = item.get(key, [])
        if _is_list(texts, str):
            return texts  # type: ignore[no-any-return]  # looked at in the line before
        self._wrong(f"{key} is a list of texts, such as ['…']", *at, key)
        return []

    def _keys(self, item: dict[str, Any], known: Sequence[str], *at: str | int) -> None:
        for key in item:
            if key not in known:
                said = f"unknown key {_shown(key)}; known keys: {', '.join(known)}"
                self._wrong(said, *at, key)

    def _wrong(self, said: str, *path: str | int) -> None:
        self.problems.append((self._places.of(*path), said))


def _is_list(value: object, kind: type) -> bool:
    return isinstance(value, list) and all(isinstance(item, kind) for item in value)


def _at(path: Path, place: tuple[int, int], said: str) -> str:
    return f"{_name(path)}:{place[0]}:{place[1]}: {said}"


def _name(path: Path) -> str:
    name = os.fspath(path)
    return name if name.isprintable() else _shown(name)


def _shown(text: str) -> str:
    """A text of the file in quotes, cut when it is long, without what moves a terminal's cursor."""
    return repr(text if len(text) <= 60 else text[:59] + "…")
