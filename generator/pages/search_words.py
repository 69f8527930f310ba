"""The words that lead to an entry in the search and that its page need not show.

Material's search knows the text of a page only, not front matter or attributes. These
words therefore stand in an element with the `hidden` attribute: both builders index it,
while browsers and screen readers pass over it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.model import Client, Endpoint, Entry, Name, Property

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_EDGES = re.compile(r"(?<!\S)['\"`(]+|[.,:;'\"`)]+(?!\S)")
_PLACEHOLDER = re.compile(r"\{[^}]*\}")
_PLURAL_IDS = re.compile(r"(?<=VM)s(?=_|$)")


def search_words(entry: Entry) -> tuple[str, ...]:
    """Keywords, ids, names and errors of an entry, and their parts; each phrase once."""
    seen: dict[str, None] = {}
    for phrase in _phrases(entry):
        seen.setdefault(" ".join(phrase.split()).lower())
    return tuple(phrase for phrase in seen if phrase)


def split_name(name: str) -> str:
    """A camel-case name as separate words: `VirtualMachines_PowerOff` has four."""
    return " ".join(_HUMP.sub(" ", _PLURAL_IDS.sub("", name).replace("_", " ")).split())


def _phrases(entry: Entry) -> Iterator[str]:
    """Errors come without the quotes and full stops that cling to words in the index."""
    yield entry.ref
    yield entry.id
    yield from entry.keywords
    yield from _operation(entry.uniform.operation, entry.uniform.endpoint)
    yield from _property(entry.uniform.property)
    yield from _arguments(entry.uniform.arguments)
    for write in entry.flexible.write:
        yield from _arguments(write.arguments)
    for alternative in entry.flexible.alternatives:
        yield from _operation(alternative.operation, alternative.endpoint)
        yield from _names(alternative.names)
        yield alternative.service or ""
    if entry.uniform.property is None:  # those of a property are its path and its arguments
        yield from _names(entry.uniform.names)
    for error in entry.errors:
        yield error.code or ""
        yield _EDGES.sub(" ", error.text)


def _operation(operation: str | None, endpoint: Endpoint | None) -> Iterator[str]:
    if operation:
        yield operation
        yield operation.rpartition("_")[2]
        yield split_name(operation)
    if endpoint:
        last = _PLACEHOLDER.sub("", endpoint.path).rstrip("/").rpartition("/")[2]
        yield last
        yield split_name(last)


def _names(names: Iterable[Name]) -> Iterator[str]:
    """What the clients say for this call. REST says the path, which is on the page already."""
    for name in names:
        if name.client != Client.REST and name.command and not name.within:
            yield name.name
            yield split_name(name.name.rpartition(".")[2])


def _property(target: Property | None) -> Iterator[str]:
    """The path as it is and without `[]`, its last name, and the words of that."""
    if target:
        yield target.path
        yield target.path.replace("[]", "")
        last = target.path.replace("[]", "").rpartition(".")[2]
        yield last
        yield split_name(last)


def _arguments(arguments: Iterable[str]) -> Iterator[str]:
    """Terraform arguments whole, without their resource, and their last name."""
    for argument in arguments:
        yield argument
        yield argument.partition(".")[2]
        yield argument.rpartition(".")[2]
