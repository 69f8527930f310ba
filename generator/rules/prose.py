"""Rules about text: it reads the same in HTML, Markdown, tables and templates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from generator.reading.authored_texts import is_fragment
from generator.reading.documents import Documents
from generator.reading.problems import Problem, did_you_mean
from generator.rules.addresses import address_fault
from generator.rules.registry import rule
from generator.text.prose import Link, Text

_FORBIDDEN = (
    (("<",), re.compile(r"</?[A-Za-z!?]"), "HTML", "name the tag in words"),
    (
        ("javascript:", "vbscript:", "data:text/"),
        re.compile(r"javascript:|vbscript:|data:text/", re.IGNORECASE),
        "a script address",
        "cut it",
    ),
    (
        ("{{", "{%", "{#"),
        re.compile(r"\{\{|\{%|\{#"),
        "a template mark",
        "write it with a space between, or in words",
    ),
    (
        ("|",),
        re.compile(r"\|"),
        "a table-breaking `|`",
        "use words, or a code field such as `query`",
    ),
)
"""What is in it in small letters, which is looked for first; its form, name and hint."""


@rule("text-is-clean")
def text_is_clean(documents: Documents) -> Iterator[Problem]:
    """Invisible characters hide what a text says, and differ from what a search finds."""
    for document, (path, text, is_code, _) in documents.texts:
        if is_code and is_fragment(path):
            continue
        if text.isprintable() and text == text.strip():
            continue
        fault = hidden(text, lines_allowed=path[-1] == "query")
        if fault:
            hint = "retype the text; only `query` and `code` have several lines"
            yield document.problem(path, "text-is-clean", f"the text has {fault}", hint)


@rule("text-is-not-markup")
def text_is_not_markup(documents: Documents) -> Iterator[Problem]:
    """Text from data is never HTML, a script, a template or a table cell's end."""
    for document, items in documents.by_document:
        texts = [item for item in items if not item.is_code]
        whole = "\n".join(item.text for item in texts).lower()
        for marks, form, name, hint in _FORBIDDEN:
            if not any(mark in whole for mark in marks):
                continue
            for item in texts:
                if form.search(item.text):
                    message = f"the text has {name}"
                    yield document.problem(item.path, "text-is-not-markup", message, hint)


@rule("prose-is-well-formed")
def prose_is_well_formed(documents: Documents) -> Iterator[Problem]:
    """A lone backtick or half a link would be printed unchanged."""
    for document, item in documents.texts:
        if "`" not in item.text and "](" not in item.text:
            continue
        rest = "".join(span.text for span in item.spans if isinstance(span, Text))
        if "`" in rest:
            message, hint = "a backtick is not closed", "close the code, on the same line"
        elif "](" in rest:
            message, hint = "a link is not complete", "write [words](entry-id) or an https address"
        else:
            continue
        yield document.problem(item.path, "prose-is-well-formed", message, hint)


@rule("prose-link-resolves")
def prose_link_resolves(documents: Documents) -> Iterator[Problem]:
    """A link in a text leads to an entry, to one of its caveats, or to an https address."""
    for document, item in documents.texts:
        for span in item.spans:
            if isinstance(span, Link):
                for message, hint in link_faults(documents, span.target):
                    yield document.problem(item.path, "prose-link-resolves", message, hint)


def link_faults(documents: Documents, target: str) -> Iterator[tuple[str, str]]:
    """Why a link to an entry, a caveat or an address has no target, each with a hint."""
    if ":" in target or target.startswith("/"):
        fault = address_fault(target)
        if fault:
            yield f"{target!r}: {fault}", "use https, or the id of an entry"
        return
    entry, _, anchor = target.partition("#")
    if entry in documents.broken:
        return
    target_entry = documents.by_id.get(entry)
    if target_entry is None or target_entry.value["kind"] == "moved":
        known = [document.stem for document in documents.content()]
        yield f"there is no entry {entry!r}", did_you_mean(entry, known)
    elif "#" in target:
        anchors = [caveat["id"] for caveat in target_entry.value["caveats"]]
        if anchor not in anchors:
            yield f"{entry!r} has no caveat {anchor!r}", did_you_mean(anchor, anchors)


def hidden(text: str, *, lines_allowed: bool) -> str | None:
    """What is in the text that a reader does not see, or None."""
    if text != text.strip():
        return "spaces at its ends"
    if text.isprintable():
        return None
    for character in text:
        if character == "\n" and lines_allowed:
            continue
        category = unicodedata.category(character)
        if category in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp"):
            return f"the invisible character U+{ord(character):04X}"
    return None
