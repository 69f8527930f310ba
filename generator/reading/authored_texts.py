"""Every text of an authored file, by its kind: prose, code, or words unchanged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.reading.yaml_text import Path, Value
from generator.text.prose import PROSE_KEYS, Span, spans


class AuthoredText(NamedTuple):
    """A text with its key path; code is quoted unchanged, such as a query or an error.

    `spans` is prose taken apart, and empty for every other text.
    """

    path: Path
    text: str
    is_code: bool
    spans: tuple[Span, ...]


def authored_texts(value: Value, *, titles_are_prose: bool) -> Iterator[AuthoredText]:
    """Every text of a value in file order; titles of sources are quoted, so no prose."""
    for path, text in _texts(value):
        key = path[-1] if path else ""
        is_code = key in _CODE_KEYS and _is_code(path)
        is_prose = not is_code and key in PROSE_KEYS and (titles_are_prose or key != "title")
        yield AuthoredText(path, text, is_code, spans(text) if is_prose else ())


def is_fragment(path: Path) -> bool:
    """Whether the text is code that shows what to write for a property or to run in a plan."""
    places = (("flexible", "write"), ("plan", "steps"))
    return path[:2] in places and path[-1] == "code"


_CODE_KEYS = frozenset({"query", "code", "text", "pattern"})


def _is_code(path: Path) -> bool:
    """Whether the text is a query, an expression, a fragment, or an error as it was printed."""
    if path[-1] == "pattern":
        return len(path) == 2  # in a row of words.yml; elsewhere it is the id of a pattern
    printed = len(path) == 3 and path[0] == "errors" and path[2] == "text"
    return path[-1] == "query" or printed or is_fragment(path)


def _texts(value: Value) -> list[tuple[Path, str]]:
    texts: list[tuple[Path, str]] = []
    _gather(value, (), texts)
    return texts


def _gather(value: Value, path: Path, texts: list[tuple[Path, str]]) -> None:
    """Adds every text below a value to `texts`, which is quicker than generators in generators."""
    if isinstance(value, str):
        texts.append((path, value))
        return
    items: Iterable[tuple[str | int, Value]] = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for key, item in items:
        _gather(item, (*path, key), texts)
