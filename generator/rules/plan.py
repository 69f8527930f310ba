"""Rules about the plan of a move: its references lead somewhere, its commands exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.reading.documents import Document, Documents
from generator.reading.problems import Problem, did_you_mean
from generator.reading.yaml_text import Path
from generator.rules.prose import link_faults
from generator.rules.registry import rule
from generator.rules.sample_parts import CommandLine, read_cmdlet, read_command

_CONTINUED = {"azure-cli": re.compile(r"\\\n\s*"), "powershell": re.compile(r"`\n\s*")}
"""What ends a line of a command that goes on in the next one."""


class _Known(NamedTuple):
    """What a command takes, and what it needs where that is known."""

    needs: frozenset[str]
    takes: frozenset[str]


@rule("plan-reference-exists")
def plan_reference_exists(documents: Documents) -> Iterator[Problem]:
    """A step rests on entries and caveats, so what it names has to be there."""
    for document in documents.of_kind("concept"):
        for key in ("steps", "decisions"):
            for number, item in enumerate(document.value.get("plan", {}).get(key, ())):
                for index, target in enumerate(item.get("see", ())):
                    for message, hint in link_faults(documents, target):
                        path: Path = ("plan", key, number, "see", index)
                        yield document.problem(path, "plan-reference-exists", message, hint)


@rule("plan-step-is-named-once")
def plan_step_is_named_once(documents: Documents) -> Iterator[Problem]:
    """Two steps of one id would share one anchor, and people link to steps."""
    for document in documents.of_kind("concept"):
        seen: set[str] = set()
        for number, step in enumerate(document.value.get("plan", {}).get("steps", ())):
            if step["id"] in seen:
                path = ("plan", "steps", number, "id")
                message = f"there is another step {step['id']!r}"
                yield document.problem(path, "plan-step-is-named-once", message, "rename one")
            seen.add(step["id"])


@rule("plan-command-fits")
def plan_command_fits(documents: Documents) -> Iterator[Problem]:
    """Readers who move a set paste the commands, and an invented option stops the move."""
    if not {"calls", "wire-names"} <= set(documents.surfaces):
        return
    known = {"azure-cli": _commands(documents), "powershell": _cmdlets(documents)}
    for document, path, client, code in plan_ways(documents):
        for line in _lines(client, code) if client in known else ():
            try:
                read = read_command(line) if client == "azure-cli" else read_cmdlet(line)
            except ValueError as error:
                yield document.problem(path, "plan-command-fits", f"{line!r}: {error}")
                continue
            for message, hint in _faults(read, known[client]):
                yield document.problem(path, "plan-command-fits", message, hint)


def _faults(line: CommandLine, known: dict[str, _Known]) -> Iterator[tuple[str, str]]:
    one = known.get(line.name)
    if one is None:
        yield f"no command {line.name!r} was collected", did_you_mean(line.name, list(known))
        return
    for option in line.options:
        if option not in one.takes:
            yield f"{line.name} has no {option}", did_you_mean(option, sorted(one.takes))
    missing = sorted(one.needs - set(line.options))
    if missing:
        yield f"{line.name} lacks {', '.join(missing)}", "give what the command needs"


def _lines(client: str, code: str) -> Iterator[str]:
    """The commands of a fragment; comments and lines that set a variable are none."""
    for line in _CONTINUED[client].sub("", code).splitlines():
        bare = re.sub(r"^\$?\w+ ?= ?", "", line) if client == "powershell" else line
        if bare.strip() and not bare.startswith("#"):
            yield bare


def _commands(documents: Documents) -> dict[str, _Known]:
    """The commands of the Azure CLI as they were collected."""
    return {
        item["command"]: _Known(
            needs=frozenset([*item.get("needs", ()), *(["--yes"] if item.get("asks") else [])]),
            takes=frozenset(item["options"]),
        )
        for item in documents.surface("calls")["commands"]
    }


def _cmdlets(documents: Documents) -> dict[str, _Known]:
    """The cmdlets with the parameters that were read, in help files or in code.

    Where they were read in code alone, nothing is known of what they need.
    """
    found: dict[str, _Known] = {}
    for client in documents.surface("wire-names")["clients"]:
        for call in client.get("calls", ()) if client["client"] == "powershell" else ():
            fills = call.get("fills", ())
            options = {
                name for fill in fills for name in (fill["option"], *fill.get("aliases", ()))
            }
            for name in call["names"]:
                takes = frozenset({*options, *call.get("positions", ())})
                found[name] = _Known(needs=frozenset(), takes=takes)
    for item in (documents.single("samples") or {"cmdlets": ()})["cmdlets"]:
        sets = item["sets"]
        needs = frozenset.intersection(*(frozenset(one["needs"]) for one in sets))
        listed = {option for one in sets for option in (*one["needs"], *one.get("takes", ()))}
        earlier = found.get(item["cmdlet"])
        known = frozenset(listed) | (earlier.takes if earlier else frozenset())
        found[item["cmdlet"]] = _Known(needs=needs, takes=known)
    return found


def plan_ways(documents: Documents) -> Iterator[tuple[Document, Path, str, str]]:
    """Every fragment of a plan with its document, place and client."""
    for document in documents.of_kind("concept"):
        for number, step in enumerate(document.value.get("plan", {}).get("steps", ())):
            for index, way in enumerate(step.get("ways", ())):
                path: Path = ("plan", "steps", number, "ways", index, "code")
                yield document, path, way["client"], way["code"]
