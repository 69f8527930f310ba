"""Elements of a page as text: what comes in is escaped, what these functions return is markup."""

from __future__ import annotations

from html import escape

from flexmap.escape import terminal

_EMPTY = frozenset(("meta", "input"))


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


def element(tag: str, /, *children: str, **attributes: str | float | bool) -> Markup:
    """An element; `class_` and `for_` set the attributes without the underscore.

    Control and direction characters in text are spelled out, as on a terminal.
    """
    start = f"<{tag}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    if tag in _EMPTY:
        return Markup(start)
    return Markup(f"{start}{''.join(map(markup, children))}</{tag}>")


def markup(child: str) -> str:
    """The child as markup."""
    return child if isinstance(child, Markup) else escape(terminal(child))


def _attribute(key: str, value: str | float | bool) -> str:
    name = key.rstrip("_").replace("_", "-")
    if isinstance(value, bool):
        return f" {name}" if value else ""
    return f' {name}="{escape(terminal(str(value)))}"'
