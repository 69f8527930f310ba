"""Reads `mapping.json`, and says what is wrong with one that it cannot use."""

from __future__ import annotations

import gc
import json
from pathlib import Path

from flexmap.failure import Failure
from flexmap.mapping.at_hand import at_hand
from flexmap.mapping.codec import DecodeError, decode
from flexmap.mapping.model import Mapping

FORMAT = "1"
"""The major version of the format that is read here."""

_PACKAGE = Path(__file__).resolve().parent.parent
_SHOWN = 10
"""As many faults of a document are shown."""


class MappingError(Failure):
    """The mapping cannot be used; the text says which file, why, and how to fix it."""


def load(path: Path | str | None = None) -> Mapping:
    """The mapping in the file, or without one the mapping that is available.

    That is the one of the built site in a clone, else the one that came with the package.
    Raises `MappingError` when the file is not there or is not a mapping of a known format.
    """
    built = _at_hand()
    chosen = Path(path) if path else built
    try:
        content = chosen.read_bytes()
    except OSError as error:
        hint = "name another one with --mapping FILE" if path else "name one with --mapping FILE"
        if not path and _is_clone():
            hint = f"make it with `make site`, or {hint}"
        raise MappingError(f"{chosen}: {error.strerror or error}; {hint}") from None
    if chosen == built or _is_same(chosen, built):  # it was checked when it was built
        made = at_hand(content, lambda error: _wrong(content, chosen, error))
        if made is not None and _major(made.format) == FORMAT:
            return made
    return parse(_text(content, chosen), str(chosen))


def _text(content: bytes, path: Path) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise MappingError(f"{path}: not UTF-8") from None


def _wrong(content: bytes, path: Path, error: Exception) -> MappingError:
    """The error with everything that is wrong in the document, of which a part was met."""
    try:
        parse(_text(content, path), str(path))
    except MappingError as whole:
        return whole
    return MappingError(f"{path}: {error}")


def _is_same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False


def parse(text: str, shown: str = "mapping") -> Mapping:
    """The mapping that the JSON text holds; raises `MappingError` when it holds none."""
    collecting = gc.isenabled()
    gc.disable()  # nothing made here is garbage, and looking for some takes a third of the time
    try:
        return _parsed(text, shown)
    finally:
        if collecting:
            gc.enable()


def _parsed(text: str, shown: str) -> Mapping:
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise MappingError(f"{shown}: not JSON: {error}") from None
    if not isinstance(record, dict) or "entries" not in record:
        raise MappingError(f"{shown}: no mapping: the key 'entries' is missing")
    found = str(record.get("format", ""))
    if _major(found) != FORMAT:
        hint = f"this version of flexmap reads format {FORMAT}.x; upgrade flexmap or the mapping"
        raise MappingError(f"{shown}: format {found!r}; {hint}")
    try:
        return decode(Mapping, record)
    except DecodeError as error:
        raise MappingError(f"{shown}: not as the published schema says:{_listed(error)}") from None


def _major(version: str) -> str:
    return version.partition(".")[0]


def _listed(error: DecodeError) -> str:
    lines = str(error).splitlines()
    more = [f"and {len(lines) - _SHOWN} more"] if len(lines) > _SHOWN else []
    return "".join(f"\n  {line}" for line in [*lines[:_SHOWN], *more])


def _at_hand() -> Path:
    built = _PACKAGE.parent / "site" / "mapping.json"
    return built if _is_clone() and built.is_file() else _PACKAGE / "data" / "mapping.json"


def _is_clone() -> bool:
    """Whether the package is next to the site's own source."""
    return (_PACKAGE.parent / "mkdocs.yml").is_file()
