"""One text in one language: every hit in it, sorted and without repetitions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flexmap.mapping import Mapping
from flexmap.review import embedded, powershell, shell, templates
from flexmap.review.context import Context, Names, names, set_ids
from flexmap.review.hits import Hit, Kind, Mode
from flexmap.review.languages import languages, stems
from flexmap.review.sdk import Reader


def scan_text(context: Context, source: bytes, language: str) -> Iterator[Hit]:
    """The hits of a text; `language` is a name of `flexmap/rules/languages.json`."""
    rule = languages()[language]
    for reader in rule["reads"]:
        if reader == "shell":
            yield from shell.read(context, source)
        elif reader == "powershell":
            yield from powershell.read(context, source)
        elif reader == "sdk":
            yield from Reader(context, source, rule["grammar"], rule.get("rules", language)).read()
        elif reader == "arm":
            yield from templates.read_arm(context, source)
            yield from embedded.read_json_strings(context, source)
        elif reader == "bicep":
            yield from templates.read_bicep(context, source)
        elif reader == "terraform":
            yield from templates.read_terraform(context, source)
        elif reader == "yaml":
            yield from embedded.read_yaml(context, source)
        elif rule["grammar"] == "markdown":
            yield from embedded.read_markdown(context, source)
        elif rule["grammar"] == "make":
            yield from embedded.read_make(context, source)
        else:
            yield from embedded.read_dockerfile(context, source)


def may_match(content: bytes) -> bool:
    """Whether the content holds a word of which every name holds one; cheap, before parsing."""
    lowered = content.lower()
    for stem, words in stems():
        if stem in lowered and (stem in words or any(word in lowered for word in words)):
            return True
    return False


class Scanner:
    """Scans texts with one mapping; making one costs what reading the names costs."""

    def __init__(self, mapping: Mapping) -> None:
        self.mapping = mapping
        self._names: Names = names(mapping)

    def scan(self, content: bytes, language: str) -> list[Hit]:
        """The hits in the content, by place; one place is there once.

        Places are byte offsets. A set that the file itself declares in one mode only gives
        its mode to the calls of the file.
        """
        context = Context(names=self._names, set_ids=set_ids(content.decode("utf-8", "replace")))
        best: dict[tuple[int, str], Hit] = {}
        for hit in scan_text(context, content, language):
            key = (hit.end, hit.entry)
            have = best.get(key)
            if have is None or (hit.confidence, -hit.start) > (have.confidence, -have.start):
                best[key] = hit
        found = sorted(best.values(), key=lambda hit: (hit.start, hit.end, hit.entry))
        return list(_with_mode(found))


def _with_mode(hits: list[Hit]) -> Iterator[Hit]:
    """Calls take the mode of the sets that the same file declares, when those agree."""
    declared = {hit.mode for hit in hits if hit.mode is not Mode.UNKNOWN}
    alone = declared.pop() if len(declared) == 1 else Mode.UNKNOWN
    for hit in hits:
        if (
            hit.kind in (Kind.CALL, Kind.DYNAMIC)
            and hit.mode is Mode.UNKNOWN
            and alone is not Mode.UNKNOWN
        ):
            why = f"every set that this file declares is {alone.value}"
            yield replace(hit, mode=alone, why=why)
        else:
            yield hit
