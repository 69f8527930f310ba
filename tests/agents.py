"""What the agents of GitHub and Azure Pipelines obey in the output of a step, as they read it.

Written after the sources of actions/runner (ActionCommand.cs of 2026-08-17) and of
microsoft/azure-pipelines-agent (Command.cs of 2026-08-21). Both compare text as .NET does, so
that characters which show nothing are passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from unicodedata import category

GITHUB = frozenset(
    ("add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "notice",
     "remove-matcher", "save-state", "set-env", "set-output", "stop-commands", "warning")
)  # fmt: skip
"""The commands that GitHub's runner knows; a line with another is only printed."""

_PASSED_OVER = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command as an agent understands it."""

    name: str
    data: str
    properties: dict[str, str] = field(default_factory=dict)


def lines(output: str) -> list[str]:
    """The output as .NET's reader splits it."""
    return re.split(r"\r\n|\r|\n", output)


def github(line: str) -> Command | None:
    """The command that GitHub's runner takes the line for, in its new or its old style."""
    return _github_new(line) or _github_old(line)


def _github_new(line: str) -> Command | None:
    rest = _compared(line).lstrip()
    head, mark, data = rest[2:].partition("::")
    name, _, pairs = head.partition(" ")
    if not rest.startswith("::") or not mark or name.lower() not in GITHUB:
        return None
    signs = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}
    found = dict(pair.split("=", 1) for pair in pairs.strip().split(",") if "=" in pair)
    message = _decoded(data, {"%0D": "\r", "%0A": "\n", "%25": "%"})
    properties = {key: _decoded(value, signs) for key, value in found.items()}
    return Command(name=name, data=message, properties=properties)


def _github_old(line: str) -> Command | None:
    match = re.search(r"##\[([^\] ]*)[^\]]*\](.*)", _compared(line), re.DOTALL)
    known = match is not None and match[1].lower() in GITHUB
    return Command(name=match[1], data=match[2]) if match and known else None


def azdo(line: str) -> Command | None:
    """The command that the agent of Azure Pipelines takes the line for, wherever it begins."""
    match = re.search(r"##vso\[([^\]]*)\](.*)", _compared(line), re.DOTALL)
    if match is None:
        return None
    name, _, pairs = match[1].partition(" ")
    if len([part for part in name.split(".") if part]) != 2:
        return None
    signs = {"%3B": ";", "%0D": "\r", "%0A": "\n", "%5D": "]", "%AZP25": "%"}
    found = dict(pair.split("=", 1) for pair in pairs.split(";") if "=" in pair)
    properties = {key: _decoded(value, signs) for key, value in found.items()}
    return Command(name=name, data=_decoded(match[2], signs), properties=properties)


def azdo_warns(line: str) -> bool:
    """Whether the agent says that the line looks like a command."""
    return azdo(line) is None and "##vso" in _compared(line)


def azdo_format(line: str) -> str | None:
    """The format, such as `error`, that the log of Azure Pipelines shows the line in."""
    match = re.search(r"##\[(\w+)\]", _compared(line))
    return match[1] if match else None


def _decoded(text: str, signs: dict[str, str]) -> str:
    for sign, meant in signs.items():
        text = text.replace(sign, meant)
    return text


def _compared(line: str) -> str:
    seen = (char for char in line if category(char) != "Cf" and (char in "\t " or char >= " "))
    return _PASSED_OVER.sub("", "".join(seen))
