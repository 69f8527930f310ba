"""A call in Python as someone writes it after the client was made."""

from __future__ import annotations

import json
from typing import Any

from generator.samples.book import SUBSCRIPTION, Mode, SampleBook
from generator.samples.layout import PYTHON, WIDTH, layout
from generator.surface.operations import Operation

_BODY = "body"
_NOBODY = "00000000-0000-0000-0000-000000000000"
"""The subscription of the samples in Python, as in their setup."""


def python_call(operation: Operation, body: Any, mode: Mode, book: SampleBook) -> str:
    """The call, its result taken as its kind needs: waited for, walked through or kept."""
    kind = book.kinds[operation.id]
    start, end = {
        "long-running": ("", ".result()"),
        "paged": ("for item in ", ":\n    print(item)"),
    }.get(kind, ("result = ", ""))
    name = f"{start}client.{operation.python}"
    reading = book.readings.get(operation.id)
    lines = reading.lines if reading else ()
    before = "".join(f"{book.filled(line, mode)}\n" for line in lines)
    arguments = list(_arguments(operation, body, mode, book))
    short = f"{name}({', '.join(text for _, text in arguments)}){end}"
    if max(len(line) for line in short.splitlines()) <= WIDTH:
        return _known(before + short)
    broken = "".join(f"    {_long(value, text)},\n" for value, text in arguments)
    return _known(f"{before}{name}(\n{broken}){end}")


def _known(code: str) -> str:
    return code.replace("{" + SUBSCRIPTION + "}", _NOBODY)


def _arguments(
    operation: Operation, body: Any, mode: Mode, book: SampleBook
) -> list[tuple[Any, str]]:
    """Each argument as a value, for what is broken into lines, and as text."""
    signature = book.signatures[operation.id]
    arguments: list[tuple[Any, str]] = []
    for rest in signature.arguments.values():
        if rest == _BODY:
            if operation.id in book.readings:
                arguments.append((None, book.readings[operation.id].variable))
            elif body is not None:
                arguments.append((body, layout(body, PYTHON, -10_000)))
        else:
            arguments.append((None, json.dumps(book.value(rest, mode) or "")))
    for name, rest in signature.keywords.items():
        if rest in operation.query:
            value = book.value(rest, mode) or ""
            arguments.append((None, f"{name}={value if value.isdigit() else json.dumps(value)}"))
        elif rest in book.queries.get(operation.id, {}):
            value = " ".join(book.filled(book.queries[operation.id][rest], mode).split())
            switch = {"true": "True", "false": "False"}.get(value)
            arguments.append((None, f"{name}={switch or json.dumps(value)}"))
    return arguments


def _long(value: Any, text: str) -> str:
    """An argument on a line of its own, or on several when it is a long body."""
    return text if value is None else layout(value, PYTHON, 4, 1)
