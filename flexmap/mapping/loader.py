"""Reads `mapping.json`, and says what is wrong with one that it cannot use."""

from __future__ import annotations

import gc
import json
from pathlib import Path

from flexmap.mapping.codec import DecodeError, decode
from flexmap.mapping.model import Mapping

FORMAT = "1"
"""The major version of the format that is read here."""

_PACKAGE = Path(__file__).resolve().parent.parent
_SHOWN = 10
"""As many faults of a document are shown."""


class MappingError(Exception):
    """The mapping cannot be used; the text says which file, why, and how to fix it."""


def load(path: Path | str | None = None) -> Mapping:
    """The mapping in the file, or without one the mapping at hand.

    That is the one of the built site in a clone, else the one that came with the package.
    Raises `MappingError` when the file is not there or is no mapping of a known format.
    """
    chosen = Path(path) if path else _at_hand()
    try:
        text = chosen.read_text(encoding="utf-8")
    except OSError as error:
        hint = "name another one with --mapping FILE" if path else "name one with --mapping FILE"
        if not path and _is_clone():
            hint = f"make it with `make site`, or {hint}"
        raise MappingError(f"{chosen}: {error.strerror or error}; {hint}") from None
    except UnicodeDecodeError:
        raise MappingError(f"{chosen}: not UTF-8") from None
    return parse(text, str(chosen))


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
    if found.partition(".")[0] != FORMAT:
        hint = f"this version of flexmap reads format {FORMAT}.x; upgrade flexmap or the mapping"
        raise MappingError(f"{shown}: format {found!r}; {hint}")
    try:
        return decode(Mapping, record)
    except DecodeError as error:
        raise MappingError(f"{shown}: not as the published schema says:{_listed(error)}") from None


def _listed(error: DecodeError) -> str:
    lines = str(error).splitlines()
    more = [f"and {len(lines) - _SHOWN} more"] if len(lines) > _SHOWN else []
    return "".join(f"\n  {line}" for line in [*lines[:_SHOWN], *more])


def _at_hand() -> Path:
    built = _PACKAGE.parent / "site" / "mapping.json"
    return built if _is_clone() and built.is_file() else _PACKAGE / "data" / "mapping.json"


def _is_clone() -> bool:
    """Whether the package stands beside the site's own source."""
    return (_PACKAGE.parent / "mkdocs.yml").is_file()
