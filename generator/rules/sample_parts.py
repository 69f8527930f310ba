"""What is read back out of a sample: request, command line, call in Python."""

from __future__ import annotations

import ast
import json
import re
import shlex
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from generator.samples import THEN

_PARAMETER = re.compile(r"(?<![\w\"'])-[A-Z]\w*")
_ASSIGNED = re.compile(r"\$\w+ = ([A-Z]\w+-Az\w+.*)$")
_INNER = re.compile(r"\$\([^)]*\)")
_SHELL_QUOTED = re.compile(r"'[^']*'|\"[^\"\\]*\"")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'|@\{[^}]*\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request as its sample writes it; `body` is None when there is none."""

    method: str
    path: str
    query: dict[str, str]
    body: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandLine:
    """A command and the options that its sample gives it."""

    name: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PythonCall:
    """A call on the client: its name, and its arguments as values."""

    name: str
    arguments: tuple[Any, ...]
    keywords: tuple[str, ...]


def read_request(code: str) -> Request:
    """The last request of a REST sample; raises `ValueError` when it is none."""
    code = code.rpartition(f"{THEN}\n")[2]
    head, _, rest = code.partition("\n")
    method, _, address = head.partition(" ")
    path, _, query = address.removeprefix("https://").partition("?")
    body = rest.partition("\n\n")[2]
    return Request(
        method=method,
        path="/" + path.partition("/")[2],
        query=dict(unquote(part).partition("=")[::2] for part in query.split("&")),
        body=json.loads(body) if body else None,
    )


def read_command(code: str) -> CommandLine:
    """The command of an Azure CLI sample; raises `ValueError` for a quote that does not end."""
    line = _INNER.sub("0", code.partition("\n")[2] if code.startswith("id=") else code)
    words = _words(line)
    count = next((n for n, word in enumerate(words) if word.startswith("-")), len(words))
    options = tuple(word for word in words if re.fullmatch(r"--[a-z][a-z-]*|-[a-z]", word))
    return CommandLine(name=" ".join(words[:count]), options=options)


def _dotted(node: ast.expr) -> str:
    """The name as it was written; empty for anything else than a name with dots."""
    if isinstance(node, ast.Name):
        return node.id
    before = _dotted(node.value) if isinstance(node, ast.Attribute) else ""
    return f"{before}.{node.attr}" if before and isinstance(node, ast.Attribute) else ""


def _words(line: str) -> list[str]:
    """The words as a shell takes them; what is in quotes is of no matter, so it is `0`.

    Bodies are in quotes, and taking them apart letter by letter is what costs the time.
    """
    bare = _SHELL_QUOTED.sub("0", line)
    if "'" in bare or '"' in bare or "\\" in bare:
        return shlex.split(line)
    return bare.split()


def read_cmdlet(code: str) -> CommandLine:
    """The last command of a PowerShell sample."""
    return _cmdlet(code.splitlines()[-1])


def read_cmdlets_before(code: str) -> tuple[CommandLine, ...]:
    """The commands of a PowerShell sample whose results the last one takes."""
    lines = (_ASSIGNED.match(line) for line in code.splitlines()[:-1])
    return tuple(_cmdlet(line[1]) for line in lines if line)


def _cmdlet(line: str) -> CommandLine:
    bare = _QUOTED.sub("0", line)
    return CommandLine(name=bare.split(" ")[0], options=tuple(_PARAMETER.findall(bare)))


def read_call(code: str) -> PythonCall:
    """The last call of a Python sample; raises `ValueError` when it has none on the client."""
    calls = read_calls(code)
    if not calls:
        raise ValueError("no call on the client")
    return calls[-1]


def read_calls(code: str) -> tuple[PythonCall, ...]:
    """The calls on the client in their order; a variable in one is its name."""
    calls = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call):
            name = _dotted(node.func)
            if name.startswith("client."):
                call = PythonCall(
                    name=name.removeprefix("client."),
                    arguments=tuple(_value(value) for value in node.args),
                    keywords=tuple(keyword.arg or "" for keyword in node.keywords),
                )
                calls.append((node.lineno, call))
    return tuple(call for _, call in sorted(calls, key=lambda pair: pair[0]))


def _value(node: ast.expr) -> Any:
    return node.id if isinstance(node, ast.Name) else ast.literal_eval(node)
