"""One text in one language: every hit in it, sorted and without repetitions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import accumulate, islice
from typing import TypeAlias

from flexmap.mapping import Mapping
from flexmap.readers import (
    ansible,
    groovy,
    http_requests,
    manifests,
    patterns,
    pipeline_tasks,
    powershell,
    sdk,
    shell,
    templates,
)
from flexmap.readers.context import Context, Names, names, set_ids
from flexmap.readers.embedded import read_dockerfile, read_make, read_markdown, read_yaml
from flexmap.readers.json_strings import read_json_strings
from flexmap.readers.known_sets import KnownSets, with_known
from flexmap.readers.occurrences import Kind, Mode, Occurrence
from flexmap.readers.regions import Region
from flexmap.sources.languages import languages, may_match
from flexmap.syntax.blocks import without_broken
from flexmap.syntax.unparsed import Span, watching
from flexmap.values import dataclass

_DECLARATIONS = 5
"""Places of declarations that a call names at most."""

Reader: TypeAlias = "Callable[[Context, bytes, str], Iterable[Occurrence | Region]]"
"""Takes the context, the text and its language; what it yields comes in any order."""

READERS: dict[str, Reader] = {
    "shell": lambda context, text, _: shell.read(context, text),
    "powershell": lambda context, text, _: powershell.read(context, text),
    "sdk": lambda context, text, language: sdk.read(context, text, language),
    "arm": lambda context, text, _: templates.read_arm(context, text),
    "bicep": lambda context, text, _: templates.read_bicep(context, text),
    "terraform": lambda context, text, _: templates.read_terraform(context, text),
    "json-strings": lambda _context, text, _language: read_json_strings(text),
    "yaml": lambda _context, text, _language: read_yaml(text),
    "pipeline-tasks": lambda _context, text, _language: pipeline_tasks.read(text),
    "ansible": lambda context, text, _: ansible.read(context, text),
    "groovy": lambda _context, text, _language: groovy.read(text),
    "manifests": lambda context, text, _: manifests.read(context, text),
    "http": lambda context, text, _: http_requests.read(context, text),
    "markdown": lambda _context, text, _language: read_markdown(text),
    "make": lambda _context, text, _language: read_make(text),
    "dockerfile": lambda _context, text, _language: read_dockerfile(text),
}
"""The readers by the names that `reads` has in `flexmap/rules/languages.json`."""

_unknown = {name for rule in languages().values() for name in rule["reads"]} - set(READERS)
if _unknown:
    raise ValueError(f"languages.json names unknown readers: {', '.join(sorted(_unknown))}")


def occurrences(context: Context, text: bytes, language: str) -> Iterator[Occurrence]:
    """Everything in a text, also in code of other languages inside it.

    Inside, as in a file, what holds no name is not parsed.
    """
    yield from patterns.read(context, text, language)
    if context.depth and not may_match(text):
        return
    for reader in languages()[language]["reads"]:
        for found in READERS[reader](context, text, language):
            if isinstance(found, Occurrence):
                yield found
            elif context.deeper:
                inner = occurrences(context.inside(), found.text, found.language)
                yield from found.placed(inner)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is in a text: the hits by place, and the spans that could not be parsed."""

    hits: list[Occurrence]
    errors: list[Span]


class Scanner:
    """Scans texts with one mapping; making one costs what reading the names costs.

    `sets` are those whose modes the user states.
    """

    def __init__(self, mapping: Mapping, sets: KnownSets | None = None) -> None:
        self.mapping = mapping
        self._sets = sets or KnownSets()
        self._names: Names = names(mapping)

    def scan(self, content: bytes, language: str) -> list[Occurrence]:
        """The hits in the content, as in `read`."""
        return self.read(content, language).hits

    def read(self, content: bytes, language: str) -> Reading:
        """The hits in the content, by place, and the parts that its grammar could not parse.

        Places are byte offsets; one place is there once. A set that the file itself declares
        in one mode only gives its mode to the calls of the file. Where the grammar fails, the
        text is read again without the blocks at fault, which may have hidden others.
        """
        context = Context(names=self._names, set_ids=set_ids(content.decode("utf-8", "replace")))
        with watching(content) as errors:
            hits = list(occurrences(context, content, language))
        parser = languages()[language].get("grammar", "")
        others = without_broken(parser, content) if errors else None
        if others is not None:
            hits = [*occurrences(context, others, language), *hits]
        return Reading(hits=with_known(_by_place(hits), self._sets, content), errors=errors)


def _by_place(hits: Iterable[Occurrence]) -> list[Occurrence]:
    """The surest hit of each place; of equal ones, the first."""
    best: dict[tuple[int, str], Occurrence] = {}
    for hit in hits:
        key = (hit.end, "".join(hit.patterns) if hit.kind is Kind.PATTERN else hit.entry)
        have = best.get(key)
        if have is None or (hit.confidence, -hit.start) > (have.confidence, -have.start):
            best[key] = hit
    ordered = sorted(best.values(), key=lambda hit: (hit.start, hit.end, hit.entry))
    return list(_with_mode(list(_apart(ordered))))


def _apart(hits: list[Occurrence]) -> Iterator[Occurrence]:
    """The hits, by place, without patterns inside a call: what is said there covers them."""
    calls = [hit for hit in hits if hit.kind is not Kind.PATTERN]
    starts = [hit.start for hit in calls]
    furthest = list(accumulate((hit.end for hit in calls), max))
    for hit in hits:
        before = bisect_right(starts, hit.start)
        inside = before > 0 and hit.start < furthest[before - 1]
        if hit.kind is not Kind.PATTERN or not inside:
            yield hit


def _with_mode(hits: list[Occurrence]) -> Iterator[Occurrence]:
    """Calls take the mode of the sets that the same file declares, when those agree."""
    declared = {hit.mode for hit in hits if hit.mode is not Mode.UNKNOWN}
    alone = declared.pop() if len(declared) == 1 else Mode.UNKNOWN
    sets = (hit for hit in hits if hit.mode is alone and hit.kind is not Kind.PROPERTY)
    places = tuple((hit.start, hit.end) for hit in islice(sets, _DECLARATIONS))
    for hit in hits:
        if (
            hit.kind in (Kind.CALL, Kind.DYNAMIC, Kind.PATTERN)
            and hit.mode is Mode.UNKNOWN
            and alone is not Mode.UNKNOWN
        ):
            why = f"every set that this file declares is {alone.value}"
            yield replace(hit, mode=alone, why=why, declared=places)
        else:
            yield hit
