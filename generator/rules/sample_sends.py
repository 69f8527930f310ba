"""The rule that a sample's options choose the operation that it is shown for."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping

from flexmap.mapping import Client, When
from generator.reading.documents import Documents
from generator.reading.problems import Problem
from generator.rules.examples import reportable_examples
from generator.rules.registry import rule
from generator.rules.sample_parts import read_cmdlet, read_command
from generator.surface.name_options import conditions

_PARAMETER = re.compile(r"(?<![\w\"'])(-[A-Z]\w*)")

Given = Mapping[str, tuple[str, ...]]
"""The options of a line, each with its values."""


@rule("sample-sends-its-operation")
def sample_sends_its_operation(documents: Documents) -> Iterator[Problem]:
    """One command can send several operations: `az vmss reimage` with ids wipes data disks too."""
    options_of = conditions(documents)
    for client, read in ((Client.AZURE_CLI, read_command), (Client.POWERSHELL, read_cmdlet)):
        for example, problem in reportable_examples(
            documents, client, "sample-sends-its-operation"
        ):
            name = read(example.sample.code).name
            when = options_of.get((client.value, name, example.operation.id))
            if when and not _holds(when, _given(client, example.sample.code)):
                yield problem(f"with these options {name!r} sends another operation", _hint(when))


def _given(client: Client, code: str) -> Given:
    """The options of a command line with their values; a value of a cmdlet ends at a comma."""
    line = code.splitlines()[-1]
    if client is Client.POWERSHELL:
        _, *parts = _PARAMETER.split(line)
        return {
            name.lower(): tuple(one.strip().strip("\"'") for one in text.split(",") if one.strip())
            for name, text in zip(parts[::2], parts[1::2], strict=True)
        }
    options: dict[str, tuple[str, ...]] = {}
    last = ""
    for word in shlex.split(line):
        if word.startswith("--"):
            last = word
            options[last] = ()
        elif last:
            options[last] = (*options[last], word)
    return options


def _holds(when: When, given: Given) -> bool:
    spelled = {short.lower(): long for short, long in when.spellings.items()}
    full = {spelled.get(name, name).lower(): values for name, values in given.items()}
    return any(
        all(_state(full.get(option.lower()), state) for option, state in condition.items())
        for condition in when.options
    )


def _state(values: tuple[str, ...] | None, state: str) -> bool:
    if values is None or state == "absent":
        return values is None and state == "absent"
    alone = len(values) == 1
    return {
        "present": True,
        "one": alone,
        "several": len(values) > 1,
        "all": values == ("*",),
        "id": alone and values != ("*",),
    }[state]


def _hint(when: When) -> str:
    alternatives = [
        " and ".join(f"{option} {state}" for option, state in one.items()) for one in when.options
    ]
    return f"it sends this one with {', or '.join(alternatives)}; else write `request: true`"
