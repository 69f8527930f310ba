"""Tasks of Azure Pipelines that send requests about scale sets."""

from __future__ import annotations

from collections.abc import Iterator

from flexmap.readers.occurrences import Occurrence, Sent
from flexmap.rules import rules
from flexmap.syntax import grammar
from flexmap.syntax.yaml_pairs import key_of, pair_around


def read(source: bytes) -> Iterator[Occurrence]:
    """The steps of a pipeline that run such a task, in whichever version."""
    known = rules("pipelines")["tasks"]
    lowered = source.lower()
    if not any(name.encode() in lowered for name in known):
        return
    root = grammar.parse("yaml", source)
    for match in grammar.matches("yaml", root):
        for node in match.get("scalar", []):
            pair = pair_around(node)
            text = source[node.start_byte : node.end_byte].decode("utf-8", "replace").strip("\"'")
            task = known.get(text.partition("@")[0].lower())
            if task and pair is not None and key_of(pair, source) == "task":
                yield Occurrence(
                    start=node.start_byte, end=node.end_byte, client="rest", name=task["title"],
                    sends=tuple(Sent(operation=operation) for operation in task["operations"]),
                    api_version=task["api_version"],
                )  # fmt: skip
