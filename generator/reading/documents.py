"""The authored files as documents with places, and the collection of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.reading.authored_texts import AuthoredText, authored_texts
from generator.reading.problems import Place, Problem
from generator.reading.yaml_text import Parsed, Path

ENTRY = "entry"
OBSERVATIONS = "observations"
"""The schema and the folder of what the service was seen to answer."""
SINGLES = (
    "article",
    "categories",
    "conversions",
    "options",
    "patterns",
    "release",
    "rewrites",
    "samples",
    "sources",
    "uncovered",
    "unverified",
    "vocabulary",
    "words",
)
"""The files next to `entries/`, each there once."""

SURFACES = ("arguments", "calls", "names", "properties", "pulumi")
"""The collected files below `surface/` that rules check entries against; they need a schema too."""

BY_HAND = ("wire-names",)
"""The file next to them that is kept by hand, since no package tells what is in it."""

PACKAGE_FILES = {
    "azure-arm-compute": "spellings",
    "azure-cli": "commands",
    "azure-mgmt-compute": "operations",
}
"""The collected files with a version in their names, `<stem>@<version>.yml`, and their schemas."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One checked file: `schema` names the schema it follows, `stem` its file name."""

    path: str
    schema: str
    stem: str
    value: Any  # Value by shape; rules index into it after the schema has passed
    parsed: Parsed

    def place(self, *path: str | int) -> Place:
        """Where the key path is, or the nearest enclosing one that is there."""
        places = self.parsed.places
        for length in range(len(path), -1, -1):
            if path[:length] in places:
                return places[path[:length]]
        return Place(path=self.path)

    def problem(self, path: Path, code: str, message: str, hint: str = "") -> Problem:
        """A problem at the place of a key path."""
        return Problem(place=self.place(*path), code=code, message=message, hint=hint)

    def texts(self) -> Iterator[AuthoredText]:
        """Every text in the document, in file order."""
        return authored_texts(self.value, titles_are_prose=self.schema == ENTRY)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Documents:
    """The documents that follow their schemas, and the names of those that do not.

    Rules look at `entries`, `singles`, `surfaces` and `observations` only. `broken` holds the
    stems of the files that are there but wrong, so that a reference to one of them is not
    reported a second time. Two collections are equal only when they are the same one, so that
    what is worked out from one can be kept with `lru_cache(maxsize=1)` for the many rules that
    ask.
    """

    entries: tuple[Document, ...]
    singles: dict[str, Document]
    surfaces: dict[str, Document] = field(default_factory=dict)
    observations: tuple[Document, ...] = ()
    broken: frozenset[str] = frozenset()
    by_id: dict[str, Document] = field(init=False)
    by_document: tuple[tuple[Document, tuple[AuthoredText, ...]], ...] = field(init=False)
    """Every text that people write, found once because many rules ask for them."""
    texts: tuple[tuple[Document, AuthoredText], ...] = field(init=False)
    """The same in one row."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {document.stem: document for document in self.entries})
        authored = (*self.singles.values(), *self.entries, *self.observations)
        by_document = tuple((document, tuple(document.texts())) for document in authored)
        texts = tuple(
            (document, text) for document, of_document in by_document for text in of_document
        )
        object.__setattr__(self, "by_document", by_document)
        object.__setattr__(self, "texts", texts)

    @property
    def complete(self) -> bool:
        """Whether nothing is broken or missing: only then can a rule call something unused."""
        return not self.broken and set(self.singles) == set(SINGLES)

    def of_kind(self, *kinds: str) -> Iterator[Document]:
        """The entry files of the given kinds."""
        return (document for document in self.entries if document.value["kind"] in kinds)

    def content(self) -> Iterator[Document]:
        """The entry files that say something, which are all but the moved ones."""
        return (document for document in self.entries if document.value["kind"] != "moved")

    def single(self, name: str) -> Any:
        """The value of a file next to `entries/`, or None when it is broken or missing."""
        return self.singles[name].value if name in self.singles else None

    def surface(self, name: str) -> Any:
        """The value of a collected file, or None when it is broken or missing."""
        return self.surfaces[name].value if name in self.surfaces else None
