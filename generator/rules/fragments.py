"""Rules about the code that shows what to write for a property or in a plan: it can be pasted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from generator.reading.documents import Document, Documents
from generator.reading.problems import Problem
from generator.reading.yaml_text import Path
from generator.rules.plan import plan_ways
from generator.rules.prose import hidden
from generator.rules.registry import rule

_TEMPLATE = re.compile(r"\{[{%#]")
_PAIRS = {")": "(", "]": "[", "}": "{"}
_QUOTED = {
    "bicep": re.compile(r"'''.*?'''|'(?:\\.|[^'\\\n])*'|//[^\n]*|/\*.*?\*/", re.DOTALL),
    "terraform": re.compile(
        r"<<-?(\w+)\n.*?\n\s*\1\b|\"(?:\\.|[^\"\\\n])*\"|//[^\n]*|#[^\n]*|/\*.*?\*/", re.DOTALL
    ),
}
"""Strings and comments of each language, in which a bracket need not be closed."""

_QUOTE = {"bicep": "'", "terraform": '"'}


@rule("code-is-clean")
def code_is_clean(documents: Documents) -> Iterator[Problem]:
    """Code is copied unchanged, so nothing in it is invisible, and no template mark either."""
    for document, path, _, code in _fragments(documents):
        for message, hint in _faults(code):
            yield document.problem(path, "code-is-clean", message, hint)


@rule("arm-code-is-json")
def arm_code_is_json(documents: Documents) -> Iterator[Problem]:
    """A template with a comma too many is refused before anything is deployed."""
    for document, path, client, code in _fragments(documents):
        if client == "arm":
            fault = _json_fault(code)
            if fault:
                hint = "write JSON, or the members of an object without its braces; no comments"
                yield document.problem(path, "arm-code-is-json", fault, hint)


@rule("code-is-balanced")
def code_is_balanced(documents: Documents) -> Iterator[Problem]:
    """Bicep and Terraform code that lacks a bracket cannot be pasted."""
    for document, path, client, code in _fragments(documents):
        fault = _bracket_fault(client, code) if client in _QUOTED else None
        if fault:
            hint = "close every bracket that is opened, and no other"
            yield document.problem(path, "code-is-balanced", fault, hint)


def _fragments(documents: Documents) -> Iterator[tuple[Document, Path, str, str]]:
    """Every fragment with its document, place and client."""
    for document in documents.of_kind("property"):
        for index, write in enumerate(document.value["flexible"]["write"]):
            if "code" in write:
                path = ("flexible", "write", index, "code")
                yield document, path, write["client"], write["code"]
    yield from plan_ways(documents)


def _faults(code: str) -> Iterator[tuple[str, str]]:
    text = code.removesuffix("\n")
    if _TEMPLATE.search(text):
        yield "the code has a template mark such as `{{`", "put a new line between the braces"
    if text != text.strip("\n") or any(line != line.rstrip() for line in text.split("\n")):
        yield "the code has spaces at the end of a line, or empty lines around it", "cut them"
    fault = hidden(text.strip(), lines_allowed=True)
    if fault:
        yield f"the code has {fault}", "retype it; indent with spaces"


def _json_fault(code: str) -> str | None:
    """Why the code is not JSON, neither as a value nor as members of an object, or None."""
    try:
        json.loads(code if code.lstrip()[:1] in ("{", "[") else f"{{\n{code}\n}}")
    except ValueError as error:
        reason = str(error).partition(": line")[0]
        line = getattr(error, "lineno", 1) - (code.lstrip()[:1] not in ("{", "["))
        return f"the code is not JSON, line {max(line, 1)} of it: {reason}"
    return None


def _bracket_fault(client: str, code: str) -> str | None:
    """The first unmatched bracket outside strings and comments, or None."""
    text = _QUOTED[client].sub(lambda match: "\n" * match[0].count("\n"), code)
    waiting: list[tuple[str, int]] = []
    for number, line in enumerate(text.split("\n"), 1):
        for character in line:
            if character == _QUOTE[client]:
                return f"line {number} of the code has a quote that is not closed"
            if character in "([{":
                waiting.append((character, number))
            elif character in _PAIRS and (not waiting or waiting.pop()[0] != _PAIRS[character]):
                return f"line {number} of the code has an unmatched {character!r}"
    if waiting:
        return f"line {waiting[-1][1]} of the code opens {waiting[-1][0]!r} and does not close it"
    return None
