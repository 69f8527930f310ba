"""Makes a data folder of any size from the real one: copies of the entries with new ids."""

from __future__ import annotations

import copy
import re
import shutil
import sys
from pathlib import Path
from typing import Any

from bench.many_surface import add_operations, add_resources, add_samples
from bench.yaml_files import read, write

_TARGET = re.compile(r"\]\((?!https://)([a-z0-9-]+)")


def make_many(data: Path, target: Path, count: int) -> None:
    """Writes `count` entries to a new folder `target`, all of which pass every rule.

    Entry number n is a copy of the real entry n modulo their number, so the mix of kinds is
    the real one; ids, references, operations, resources, paths and links carry the number of
    the round. The collected files get what the copies name, so that copies have the names in
    the clients that the real entries have.
    """
    target.mkdir(parents=True)
    for path in data.glob("*.yml"):
        shutil.copyfile(path, target / path.name)
    (target / "entries").mkdir()
    real = [read(path) for path in sorted((data / "entries").glob("*.yml"))]
    real = [entry for entry in real if entry["kind"] != "moved"]
    copies = []
    for number in range(count):
        turn, index = divmod(number, len(real))
        whole = (turn + 1) * len(real) <= count
        entry = _copy(real[index], number, turn, whole)
        copies.append((real[index]["uniform"], entry["uniform"]))
        write(target / "entries" / f"{entry['id']}.yml", entry)
    shutil.copytree(data / "surface", target / "surface")
    shutil.copytree(data / "observations", target / "observations")
    add_operations(target / "surface", copies)
    add_resources(target, copies)
    add_samples(target, copies)


def _copy(real: dict[str, Any], number: int, turn: int, whole: bool) -> dict[str, Any]:
    """A copy; the last round may lack entries, so its links stay in the first round."""
    linked = turn if whole else 0
    entry: dict[str, Any] = _relink(copy.deepcopy(real), linked)
    entry["id"] = _id(real["id"], turn)
    entry["ref"] = f"VF{number + 1:03}"
    entry["asks"] = [f"{ask} {turn}" for ask in real.get("asks", ())]
    entry["related"] = [_id(related, linked) for related in real["related"]]
    uniform = entry["uniform"]
    if turn and "operation" in uniform:
        uniform["operation"] += _letters(turn)
        uniform["endpoint"]["path"] += f"/{_letters(turn)}"
    if turn and "property" in uniform:
        uniform["property"]["resource"] += _letters(turn)
    if turn:  # one entry a request, and a request has to be one that a command sends
        uniform.pop("requests", None)
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


if __name__ == "__main__":
    make_many(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
