"""Where a published schema allows less than before, so that a reader's code may break."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_FORMS = ("type", "const", "pattern", "format", "$ref")


def narrowings(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """The places where a key or value that readers could count on was removed or has another form.

    A key that is no longer required counts too: it may be absent now.
    """
    return tuple(sorted(_narrowed("", old, new)))


def _narrowed(place: str, old: Any, new: Any) -> Iterator[str]:
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        return
    yield from (f"{place}/{form}" for form in _FORMS if form in old and old[form] != new.get(form))
    for key in ("enum", "required"):
        gone = [item for item in old.get(key, ()) if item not in new.get(key, old[key])]
        yield from (f"{place}/{key}/{item}" for item in gone)
    if "required" in old and "required" not in new:
        yield f"{place}/required"
    for group in ("properties", "$defs"):
        before, after = old.get(group, {}), new.get(group, {})
        for name, value in before.items():
            if name not in after:
                yield f"{place}/{group}/{name}"
            else:
                yield from _narrowed(f"{place}/{group}/{name}", value, after[name])
    if "items" in old:
        yield from _narrowed(f"{place}/items", old["items"], new.get("items", {}))
