"""What a reader found at one place, before the mapping says what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum


class Confidence(IntEnum):
    """How sure it is that the place is a call, in rising order."""

    POSSIBLE = 1
    LIKELY = 2
    EXACT = 3

    @property
    def word(self) -> str:
        """The word in outputs."""
        return self.name.lower()


class Kind(StrEnum):
    """What stands at the place.

    A call sends an operation; a dynamic one takes the operation's name from a variable; a
    declaration describes a set, and a property is written in one.
    """

    CALL = "call"
    DYNAMIC = "dynamic"
    DECLARATION = "declaration"
    PROPERTY = "property"


class Mode(StrEnum):
    """The orchestration mode that the code declares."""

    UNIFORM = "uniform"
    FLEXIBLE = "flexible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """An operation that a name sends; `within` when the name serves another purpose."""

    operation: str
    within: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One place in a file, as byte offsets, and the operations that it can send.

    `open` tells that the code leaves open which of the operations it is. `entry` is set in
    place of operations when a property was found. `why` tells how the mode is known.
    """

    start: int
    end: int
    client: str
    name: str
    sends: tuple[Sent, ...] = ()
    open: bool = False
    kind: Kind = Kind.CALL
    confidence: Confidence = Confidence.EXACT
    mode: Mode = Mode.UNKNOWN
    why: str = ""
    entry: str = ""

    def moved(self, offset: int) -> Occurrence:
        """The same hit in the file that holds the text as a part, which begins at `offset`."""
        return replace(self, start=self.start + offset, end=self.end + offset)

    def at_most(self, confidence: Confidence) -> Occurrence:
        """The same hit, no surer than `confidence`."""
        return replace(self, confidence=min(self.confidence, confidence))

    def spanning(self, start: int) -> Occurrence:
        """The same hit, beginning earlier: at the command that holds it."""
        return replace(self, start=start)

    def placed(self, start: int, end: int) -> Occurrence:
        """The same hit at another place."""
        return replace(self, start=start, end=end)
