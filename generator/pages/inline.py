"""Prose fields as inline HTML and as words of a heading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.text.escaping import attribute, code, markdown, text
from generator.text.prose import Code, Link, Span, spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """What links may lead to, as seen from one page.

    `root` is the way from the page to the site's root, `ids` the address of each entry
    below the root.
    """

    root: str
    ids: Mapping[str, str]

    def href(self, target: str) -> str | None:
        """The address for a link's target, or None when the target is not known."""
        if target.startswith("https://"):
            return target
        if target.startswith("/") and not target.startswith("//"):
            return self.root + target[1:]
        entry, hash_, anchor = target.partition("#")
        address = self.ids.get(entry)
        return None if address is None else f"{self.root}{address}{hash_}{anchor}"


def html(prose: str, targets: Targets) -> str:
    """The prose as inline HTML for a block of raw HTML."""
    if "`" not in prose and "[" not in prose:
        return text(prose)
    return "".join(_html(span, targets) for span in spans(prose))


def heading(prose: str) -> str:
    """The prose as words of a Markdown heading: code stays code, links lose their target."""
    return "".join(_heading(span) for span in spans(prose))


def _html(span: Span, targets: Targets) -> str:
    if isinstance(span, Code):
        return f"<code>{code(span.text)}</code>"
    if isinstance(span, Link):
        href = targets.href(span.target)
        if href is None:
            return text(f"[{span.text}]({span.target})")
        return f'<a href="{attribute(href)}">{text(span.text)}</a>'
    return text(span.text)


def _heading(span: Span) -> str:
    words = markdown(span.text)
    return f"<code>{words}</code>" if isinstance(span, Code) else words
