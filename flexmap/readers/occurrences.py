"""What a reader found at one place, before the mapping says what happens to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import IntEnum, StrEnum

from flexmap.mapping.renamed import Renamed
from flexmap.values import dataclass


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
    """What is at the place.

    A call sends an operation; a dynamic one takes the operation's name from a variable; a
    declaration describes a set, and a property is written in one. A pattern is something else
    that caveats mention, such as the path of an instance in a text.
    """

    CALL = "call"
    DYNAMIC = "dynamic"
    DECLARATION = "declaration"
    PROPERTY = "property"
    PATTERN = "pattern"


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


class Form(StrEnum):
    """What is known of the value of an argument.

    A `present` one has a value of which only its parts matter, such as an object; the value of
    an `unknown` one is not visible.
    """

    TEXT = "text"
    NUMBER = "number"
    LIST = "list"
    PRESENT = "present"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value as far as the code shows it: its words, of which None is one not visible.

    An option without a value has no words.
    """

    form: Form
    words: tuple[str | None, ...] = ()

    @property
    def known(self) -> bool:
        """Whether all of it is visible."""
        return self.form in (Form.TEXT, Form.NUMBER, Form.LIST) and None not in self.words


UNKNOWN = Value(form=Form.UNKNOWN)
"""A value that is not visible."""

PRESENT = Value(form=Form.PRESENT)
"""A value of which only the parts matter."""


def value_of(words: Iterable[str | None]) -> Value:
    """The value that consists of the words; an unknown one when there is only one, unknown."""
    given = tuple(words)
    if len(given) != 1:
        return Value(form=Form.LIST if given else Form.TEXT, words=given)
    (word,) = given
    if word is None:
        return UNKNOWN
    number = word.isascii() and word.isdigit()
    return Value(form=Form.NUMBER if number else Form.TEXT, words=given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """What is given to a call or written in a model, with its place as byte offsets.

    `wire` is the name of the parameter in the request, such as `instanceIds` or `$expand`, or
    the path of the property from the root of the resource; empty where it is not known.
    `typed` is the name in the code, such as `--instance-ids`, and `shown` the name with its
    value as written there. One argument of a client that fills several wire names is there
    once for each. `renamed` is its name in another line of the Terraform provider.
    """

    wire: str
    typed: str
    value: Value = UNKNOWN
    shown: str = ""
    start: int = 0
    end: int = 0
    renamed: Renamed | None = None

    def moved(self, offset: int) -> Argument:
        """The same in the file that holds the text as a part, which begins at `offset`."""
        return replace(self, start=self.start + offset, end=self.end + offset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A word of a command line with its place; `literal` is None when a variable is in it."""

    text: str
    literal: str | None
    start: int
    end: int

    def moved(self, offset: int) -> Piece:
        """The same in the file that holds the text as a part, which begins at `offset`."""
        return replace(self, start=self.start + offset, end=self.end + offset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One place in a file, as byte offsets, and the operations that it can send.

    `open` tells that the code leaves open which of the operations it is. `entry` is set
    instead of operations when a property was found. `why` tells how the mode is known.

    `arguments` are those that the reader could see. `hidden` are the paths below which there
    can be more, an empty one for everything. In a `whole` model, as in a template or the body
    of a PUT, what is not there is left out; a change leaves it as it is. `fillable` are the
    canonical paths that the client is known to be able to give, None for all. `resource` is the
    type of the resource that the place is about, `patterns` the ids of the patterns that it
    shows, and `names` what else the call or the type is named, such as with its client.
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
    arguments: tuple[Argument, ...] = ()
    hidden: tuple[str, ...] = ("",)
    whole: bool = False
    api_version: str = ""
    fillable: frozenset[str] | None = None
    resource: str = ""
    patterns: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    declared: tuple[tuple[int, int], ...] = ()
    """Where the mode is declared, when that is not at the place itself."""
    line: tuple[Piece, ...] = ()
    """The words of a command line, where another line can be put instead."""
    stated: bool = False
    """Whether the user states the mode of the set that is named there."""

    def moved(self, offset: int) -> Occurrence:
        """The same hit in the file that holds the text as a part, which begins at `offset`."""
        return replace(
            self,
            start=self.start + offset,
            end=self.end + offset,
            arguments=tuple(argument.moved(offset) for argument in self.arguments),
            line=tuple(piece.moved(offset) for piece in self.line),
        )

    def at_most(self, confidence: Confidence) -> Occurrence:
        """The same hit, no more certain than `confidence`."""
        return replace(self, confidence=min(self.confidence, confidence))

    def spanning(self, start: int) -> Occurrence:
        """The same hit, beginning earlier: at the command that holds it."""
        return replace(self, start=start)

    def placed(self, start: int, end: int) -> Occurrence:
        """The same hit at another place, where its arguments are then, too."""
        arguments = tuple(replace(item, start=start, end=end) for item in self.arguments)
        return replace(self, start=start, end=end, arguments=arguments, line=())
