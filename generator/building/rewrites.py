"""The rewrites of the mapping: those of `data/rewrites.yml` with the options that stay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.reading.documents import Documents

CLIENT = "azure-cli"


def rewrites(documents: Documents) -> Iterator[dict[str, Any]]:
    """Each rewrite with the options that both commands have, as the collected calls list them."""
    calls = documents.surface("calls")
    known = {call["command"]: call for call in calls["commands"]} if calls else {}
    for value in documents.single("rewrites") or ():
        call, to = known.get(value["call"], {}), known.get(value["to"], {})
        yield {
            **value,
            "client": CLIENT,
            "kept": (*_shared(value, call, to), *value.get("kept", ())),
            "spellings": dict(call.get("spellings", {})),
        }


def _shared(value: dict[str, Any], call: dict[str, Any], to: dict[str, Any]) -> list[str]:
    """The options of both commands that mean the same, but for those that the rewrite names."""
    ours, theirs = call.get("spellings", {}), to.get("spellings", {})
    named = {value["set"], value["instance"], *value.get("renamed", ())}
    return [
        option
        for option in call.get("options", ())
        if option in to.get("options", ())
        and ours.get(option, option) == theirs.get(option, option)
        and ours.get(option, option) not in named
    ]
