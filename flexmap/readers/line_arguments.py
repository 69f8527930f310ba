"""The arguments of a command line: its options with their values, under their wire names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from flexmap.readers.command_line import Word
from flexmap.readers.occurrences import Argument, Form, Value, value_of
from flexmap.readers.wire import Filled, Wires, parameter
from flexmap.values import dataclass

Variables = Mapping[str, str]
"""What variables hold that are given a literal once, by name in lower case."""

_PATHS = ("--set", "--add", "--remove")
"""Options of `az … update` whose values are paths of properties."""

_VARIABLE = re.compile(r"[\"']?\$\{?(\w+)\}?[\"']?")
_LONGEST = 20_000


@dataclass(slots=True)
class Option:
    """An option as it is written, and its values."""

    name: str
    start: int
    end: int
    words: list[str | None] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)

    @property
    def shown(self) -> str:
        """The option with its values as written."""
        return " ".join([self.name, *self.texts])


def options(words: Sequence[Word], variables: Variables) -> Iterator[Option]:
    """The options of a line of the Azure CLI, each with the words behind it."""
    current: Option | None = None
    for word in words:
        if word.is_option and word.literal:
            if current:
                yield current
            name, equals, value = word.literal.partition("=")
            current = Option(name, word.start, word.end)
            if equals:
                current.words.append(value)
                current.texts.append(value)
        elif current:
            current.words += _words(word, variables)
            current.texts.append(word.text)
            current.spans.append((word.start, word.end))
            current.end = word.end
    if current:
        yield current


def _words(word: Word, variables: Variables) -> list[str | None]:
    """The values that a word represents; an unquoted variable can represent several."""
    if word.literal is not None:
        return [word.literal]
    match = _VARIABLE.fullmatch(word.text)
    held = variables.get(match[1].lower()) if match else None
    if held is None:
        return [None]
    return list(held.split()) if word.loose else [held]


def word_of(given: Sequence[Option], names: Sequence[str]) -> str | None:
    """The value of the first option of one of the names, in lower case; None when not visible."""
    words = next((option.words for option in given if option.name.lower() in names), [])
    return words[0] if len(words) == 1 else None


def cli_arguments(
    wires: Wires, name: str, given: Sequence[Option], mode: str
) -> Iterator[Argument]:
    """The arguments of a command of the Azure CLI that makes or meets a set of the mode."""
    for option in given:
        if option.name in _PATHS:
            yield from _paths(option)
            continue
        value = value_of(option.words)
        for filled in wires.option("azure-cli", name, option.name, tuple(option.words), mode):
            yield _argument(option, filled, value)


def _argument(option: Option, filled: Filled, value: Value) -> Argument:
    return Argument(
        wire=filled.wire,
        typed=option.name,
        value=value if filled.words is None else value_of(filled.words),
        shown=option.shown,
        start=option.start,
        end=option.end,
    )


def _paths(option: Option) -> Iterator[Argument]:
    """`--set a.b=c` gives a property; the other options change one by parts."""
    for text, (start, end) in zip(option.texts, option.spans, strict=False):
        path, equals, value = text.replace('"', "").replace("'", "").partition("=")
        if not re.fullmatch(r"[A-Za-z][\w.\[\]]*", path):
            continue
        hidden = "$" in value or option.name != "--set" or not equals
        yield Argument(
            wire=re.sub(r"\[\d+\]", "[]", path),
            typed=path,
            value=Value(form=Form.PRESENT) if hidden else value_of([value]),
            shown=f"{option.name} {text}",
            start=start,
            end=end,
        )


def powershell_arguments(
    wires: Wires, name: str, given: Sequence[Option], mode: str
) -> Iterator[Argument]:
    """The arguments of a cmdlet that makes or meets a set of the mode."""
    for option in given:
        value = value_of(option.words)
        for filled in wires.option("powershell", name, option.name, tuple(option.words), mode):
            yield _argument(option, filled, value)


def body_arguments(text: str, start: int, end: int) -> tuple[tuple[Argument, ...], bool]:
    """The properties in the JSON body of a request, and whether all of it is visible."""
    try:
        record = json.loads(text) if len(text) <= _LONGEST else None
    except (ValueError, RecursionError):
        record = None
    if not isinstance(record, dict):
        return (), False
    return tuple(_members(record, "", start, end)), True


def _members(record: object, path: str, start: int, end: int) -> Iterator[Argument]:
    """The values of an object by their paths; objects are there as well as what is in them."""
    if isinstance(record, dict):
        for key, item in record.items():
            if item is not None:
                inner = f"{path}.{key}" if path else str(key)
                yield Argument(
                    wire=inner, typed=inner, value=_value(item), start=start, end=end,
                    shown=f"{key}: {json.dumps(item)}" if not isinstance(item, dict) else key,
                )  # fmt: skip
                yield from _members(item, inner, start, end)
    elif isinstance(record, list):
        for item in record:
            if isinstance(item, dict):
                yield from _members(item, f"{path}[]", start, end)


def _value(item: object) -> Value:
    if isinstance(item, dict):
        return Value(form=Form.PRESENT)
    if isinstance(item, list):
        plain = [_word(one) for one in item if not isinstance(one, dict | list)]
        return Value(form=Form.LIST, words=tuple(plain))
    return value_of([_word(item)])


def _word(item: object) -> str:
    return str(item).lower() if isinstance(item, bool) else str(item)


def named(name: str, value: Value, shown: str, start: int, end: int) -> Argument:
    """An argument of a parameter that is called as in the request, but for its letters."""
    return Argument(
        wire=parameter(name), typed=name, value=value, shown=shown, start=start, end=end
    )
