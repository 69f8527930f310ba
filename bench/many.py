"""Makes a data folder of any size from the real one: copies of the entries with new ids."""

from __future__ import annotations

import copy
import re
import shutil
from pathlib import Path
from typing import Any

import yaml

_TARGET = re.compile(r"\]\((?!https://)([a-z0-9-]+)")


def make_many(data: Path, target: Path, count: int) -> None:
    """Writes `count` entries to a new folder `target`, all of which pass every rule.

    Entry number n is a copy of the real entry n modulo their number; ids, references,
    operations, paths and links carry the number of the round.
    """
    target.mkdir(parents=True)
    for path in data.glob("*.yml"):
        shutil.copyfile(path, target / path.name)
    (target / "entries").mkdir()
    real = [_read(path) for path in sorted((data / "entries").glob("*.yml"))]
    real = [entry for entry in real if entry["kind"] != "moved"]
    for number in range(count):
        turn, index = divmod(number, len(real))
        whole = (turn + 1) * len(real) <= count
        entry = _copy(real[index], number, turn, whole)
        text = yaml.dump(entry, Dumper=yaml.CSafeDumper, sort_keys=False, width=100)
        (target / "entries" / f"{entry['id']}.yml").write_text(text, encoding="utf-8")


def _read(path: Path) -> dict[str, Any]:
    value: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return value


def _copy(real: dict[str, Any], number: int, turn: int, whole: bool) -> dict[str, Any]:
    """A copy; the last round may lack entries, so its links stay in the first round."""
    linked = turn if whole else 0
    entry: dict[str, Any] = _relink(copy.deepcopy(real), linked)
    entry["id"] = _id(real["id"], turn)
    entry["ref"] = f"VF{number + 1:03}"
    entry["related"] = [_id(related, linked) for related in real["related"]]
    for side in (entry["uniform"], *entry["flexible"]["alternatives"]):
        if turn and "operation" in side:
            side["operation"] += _letters(turn)
            side["endpoint"]["path"] += f"/{_letters(turn)}"
    return entry


def _relink(value: Any, turn: int) -> Any:
    if isinstance(value, str):
        return _TARGET.sub(lambda match: f"]({_id(match[1], turn)}", value)
    if isinstance(value, list):
        return [_relink(item, turn) for item in value]
    if isinstance(value, dict):
        return {key: _relink(item, turn) for key, item in value.items()}
    return value


def _id(real: str, turn: int) -> str:
    return f"{real}-{turn}" if turn else real


def _letters(number: int) -> str:
    """The number in letters, since operations have no digits."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number)).capitalize()
