"""Which options choose the operation of a command: the hand-kept file, joined to the names.

The file is `data/surface/hand/options.yml`; what it says goes into `mapping.json` as `when`
beside the client's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.yaml_text import Value, parse

STATES = ("present", "absent", "one", "several", "all", "id")
"""The states that an option can be in."""

_KEYS = {"client", "name", "spellings", "positions", "sends"}
Key = tuple[str, str, str]
"""A client, its name, and the operation."""


class OptionsError(Exception):
    """The file cannot be right; the text says where and what is allowed there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The options that select one operation of a command: one of `options` has to hold."""

    options: tuple[Mapping[str, str], ...]
    spellings: Mapping[str, str]
    positions: tuple[str, ...]

    def record(self) -> dict[str, Any]:
        """The condition as it stands in `mapping.json`; what is empty is left out."""
        record: dict[str, Any] = {"options": [dict(option) for option in self.options]}
        if self.spellings:
            record["spellings"] = dict(self.spellings)
        if self.positions:
            record["positions"] = list(self.positions)
        return record


def read_options(path: Path) -> dict[Key, When]:
    """The conditions by client, name and operation; raises `OptionsError` with a place."""
    shown = f"{path.parent.name}/{path.name}"
    try:
        parsed = parse(shown, path.read_bytes())
    except OSError as error:
        raise OptionsError(f"{shown}: {error.strerror}; it is kept by hand") from None
    if parsed.problems:
        first = parsed.problems[0]
        raise OptionsError(f"{shown}:{first.place.line}: {first.message}")
    commands = parsed.value.get("commands") if isinstance(parsed.value, dict) else None
    if not isinstance(commands, list):
        raise OptionsError(f"{shown}: a list 'commands' is missing")
    found: dict[Key, When] = {}
    for number, command in enumerate(commands):
        place = parsed.places.get(("commands", number))
        for key, when in _command(command, f"{shown}:{place.line if place else 1}"):
            if found.setdefault(key, when) is not when:
                raise OptionsError(f"{shown}: {key[1]} has {key[2]} twice")
    return found


def _command(command: Value, place: str) -> Iterator[tuple[Key, When]]:
    if not isinstance(command, dict) or not {"client", "name", "sends"} <= set(command) <= _KEYS:
        raise OptionsError(f"{place}: a command has the keys {sorted(_KEYS)}")
    sends, spellings = command["sends"], command.get("spellings", {})
    positions = command.get("positions", [])
    if not (isinstance(sends, dict) and isinstance(spellings, dict)):
        raise OptionsError(f"{place}: sends and spellings are mappings")
    if not isinstance(positions, list):
        raise OptionsError(f"{place}: positions is a list")
    for operation, options in sends.items():
        yield (
            (str(command["client"]), str(command["name"]), operation),
            When(
                options=tuple(_option(option, place) for option in _list(options, place)),
                spellings={key: str(value) for key, value in spellings.items()},
                positions=tuple(str(value) for value in positions),
            ),
        )


def _list(options: Value, place: str) -> list[Value]:
    if not isinstance(options, list) or not options:
        raise OptionsError(f"{place}: an operation needs a list of conditions")
    return options


def _option(option: Value, place: str) -> dict[str, str]:
    if not isinstance(option, dict) or not option or not set(option.values()) <= set(STATES):
        raise OptionsError(f"{place}: a condition gives options one of the states {STATES}")
    return {key: str(value) for key, value in option.items()}


def add_options(record: dict[str, Any], options: Mapping[Key, When]) -> dict[str, Any]:
    """The record of the mapping with `when` beside the names that have a condition.

    Every condition has to find its name: one that finds none raises `OptionsError`,
    because then the command would be read without it. Names that the record does not
    hold because their operation has no entry are no fault.
    """
    unused = set(options)
    for entry in record["entries"]:
        for operation, names in _places(entry):
            for name in names:
                key = (name["client"], name["name"], operation)
                unused.discard(key)
                if key in options:
                    name["when"] = options[key].record()
    covered = {entry.get("uniform", {}).get("operation") for entry in record["entries"]}
    lost = sorted(key for key in unused if key[2] in covered)
    if lost:
        shown = "; ".join(f"{name} ({client}) for {operation}" for client, name, operation in lost)
        raise OptionsError(f"options.yml: the mapping has no such name: {shown}")
    return record


def _places(entry: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Each operation that the entry names, with its list of names."""
    uniform = entry.get("uniform", {})
    if "operation" in uniform:
        yield uniform["operation"], uniform.get("names", [])
    for alternative in entry.get("flexible", {}).get("alternatives", []):
        if "operation" in alternative:
            yield alternative["operation"], alternative.get("names", [])
