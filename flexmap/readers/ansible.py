"""Ansible: what the modules of a playbook send, and what an inventory lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from flexmap.mapping.commands import Candidates
from flexmap.readers.addresses import LONGEST
from flexmap.readers.ansible_tasks import Task, bare, tasks
from flexmap.readers.context import Context
from flexmap.readers.occurrences import Argument, Confidence, Form, Kind, Mode, Occurrence, value_of
from flexmap.readers.options import Given, Values, choose
from flexmap.readers.requests import path_hit
from flexmap.readers.rest_paths import SET
from flexmap.readers.wire import Filled, Wires
from flexmap.rules import Rules, rules

_SET = "azure_rm_virtualmachinescaleset"
_MODE = "properties.orchestrationMode"


def read(context: Context, source: bytes) -> Iterator[Occurrence]:
    """The calls of the modules in a playbook, and what an inventory lists."""
    if b"azure_rm" not in source and SET.encode() not in source.lower():
        return
    known = rules("ansible")
    for task in tasks(source):
        method = known["requests"].get(bare(task.name))
        shown = known["patterns"].get(bare(task.name))
        if shown and _shows(source, task, shown):
            yield Occurrence(
                start=task.at.start_byte, end=task.at.end_byte, client="ansible",
                name=bare(task.name), kind=Kind.PATTERN, patterns=(shown["pattern"],),
            )  # fmt: skip
        elif method:
            yield from _request(context, source, task, method)
        elif candidates := context.commands.module(task.name):
            yield _module(context, task, candidates)


def _shows(source: bytes, task: Task, shown: Rules) -> bool:
    """Whether the task makes something that caveats mention, by the text of an argument."""
    given = [a for a in task.arguments if a.wire.partition(".")[0] == shown.get("argument")]
    texts = (_address(source, argument) for argument in given)
    absent = any(a.wire == "state" and _word(a) == "absent" for a in task.arguments)
    wanted = shown.get("text", "")
    return not absent and (not wanted or any(re.search(wanted, t, re.IGNORECASE) for t in texts))


def _module(context: Context, task: Task, candidates: Candidates) -> Occurrence:
    """The operations that the parameters of a module choose."""
    name, wires = candidates[0][0].name, context.names.wires
    chosen = choose(candidates, _given(task))
    arguments = tuple(_translated(wires, name, task.arguments))
    said = next((a for a in arguments if a.wire == _MODE and a.value.words), None)
    mode = context.mode(said.value.words[0]) if said and name == _SET else Mode.UNKNOWN
    return Occurrence(
        start=task.at.start_byte, end=task.at.end_byte, client="ansible", name=name,
        sends=chosen.sends, open=chosen.open, mode=mode,
        why="" if mode is Mode.UNKNOWN else "the task says so",
        arguments=arguments, hidden=("",) if task.hidden else (), whole=name == _SET,
        fillable=wires.fillable("ansible", name) or None,
    )  # fmt: skip


def _given(task: Task) -> Given:
    """The parameters as the conditions of names see them."""
    options: dict[str, Values] = {}
    for argument in task.arguments:
        if "." not in argument.wire:
            seen = argument.value.form not in (Form.PRESENT, Form.UNKNOWN)
            words: list[str | None] = list(argument.value.words) if seen else [None]
            options[argument.wire] = Values(words=words)
    return Given(options=options, hidden=task.hidden)


def _translated(wires: Wires, name: str, given: Sequence[Argument]) -> Iterator[Argument]:
    """Each parameter under the wire names that it fills; without one under none.

    A switch that is off sends nothing where only its other position sends something.
    """
    for argument in given:
        path = argument.wire.replace("[]", "")
        word = argument.value.words[0] if len(argument.value.words) == 1 else None
        for fill in wires.argument(name, path, word, "ansible") or [Filled(wire="")]:
            if fill.words == ("false",) and word == "false":
                continue
            value = argument.value if fill.words is None else value_of(fill.words)
            yield replace(argument, wire=fill.wire, value=value)


def _request(context: Context, source: bytes, task: Task, method: str) -> Iterator[Occurrence]:
    """The request of a module for resources of any kind: by its address or by its parts."""
    given = {a.wire: a for a in task.arguments if "[]" not in a.wire}
    address = given.get("url")
    text = _address(source, address) if address else "".join(_path(given, task.arguments))
    found = context.paths.find(text)
    verb = _word(given["method"]).upper() if "method" in given else method
    verb = "DELETE" if _word(given.get("state")) == "absent" else verb
    hit = path_hit(found, verb, task.at.start_byte, task.at.end_byte) if found else None
    if hit is not None:
        body = list(_body(task.arguments))
        yield replace(
            hit, name=bare(task.name), arguments=(*hit.arguments, *body),
            hidden=() if body and not task.hidden else hit.hidden,
            api_version=_word(given.get("api_version")) or hit.api_version,
            whole=bool(body) and verb == "PUT", confidence=Confidence.EXACT,
        )  # fmt: skip


def _body(given: Sequence[Argument]) -> Iterator[Argument]:
    """The properties in the body of a request, from the root of the resource."""
    for argument in given:
        if argument.wire.startswith("body."):
            yield replace(argument, wire=argument.wire.removeprefix("body."))


def _word(argument: Argument | None) -> str:
    """The value of an argument that has one, and nothing where it is not visible."""
    words = argument.value.words if argument else ()
    return words[0] or "" if len(words) == 1 else ""


def _address(source: bytes, argument: Argument) -> str:
    """The address as it is written, with what is put into it; it can begin on the next line."""
    behind = source[argument.end : argument.end + LONGEST].decode("utf-8", "replace")
    lines = behind.partition(":")[2].split("\n")
    folded = lines[0].strip()[:1] in (">", "|")
    return _word(argument) or "".join(lines[folded : folded + 1]).strip()


def _path(words: Mapping[str, Argument], given: Sequence[Argument]) -> Iterator[str]:
    """The path that the module makes of provider, type, name and the parts below."""
    provider = _word(words.get("provider")).lower()
    kind = _word(words.get("resource_type"))
    if provider.removeprefix("microsoft.") != "compute" or not kind:
        return
    group = "/resourceGroups/{g}" if "resource_group" in words else ""
    yield f"/subscriptions/{{s}}{group}/providers/Microsoft.Compute/{kind}"
    if "resource_name" in words:
        yield "/{name}"
        for part in given:
            if part.wire in ("subresource[].type", "subresource[].name"):
                yield f"/{_word(part) or '{part}'}"
