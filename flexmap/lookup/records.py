"""What the search knows of each entry: all that people may type for it, and no more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from flexmap.lookup.commands import of_command
from flexmap.lookup.models import terraform_types
from flexmap.lookup.uses import entries_of, findings_of
from flexmap.mapping import Client, Endpoint, Entry, Mapping, Name

Record = dict[str, Any]

_FEW = 3
"""A name that no more entries have in their long texts leads to these entries."""

_IDENTIFIER = re.compile(r"\b(?:[A-Za-z0-9]+_\w+|[A-Za-z]*[a-z][A-Z]\w*)\b")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


def records(mapping: Mapping) -> list[Record]:
    """The entries, with what only all of them together tell.

    A record has only the keys that have something to say.
    """
    depths = {entry.id: _identifiers(entry) for entry in mapping.entries}
    known = Counter(word for words in depths.values() for word in words)
    about, types = _about(mapping), _types(mapping)
    return [
        _entry(entry)
        | _filled(
            about=about.get(entry.id, []),
            types=types.get(entry.id, []),
            rare=sorted(word for word in depths[entry.id] if known[word] <= _FEW),
        )
        for entry in mapping.entries
    ]


def needed(name: Name) -> list[str]:
    """The words without which the name means another operation: options that each case asks for."""
    cases = name.when.options if name.when else ()
    given = [[option for option, state in case.items() if state != "absent"] for case in cases]
    common = [option for option in (given or [[]])[0] if all(option in case for case in given)]
    for_all = any("all" in case.values() for case in cases)
    return [option for option in common if option.startswith("-")] + ["*"] * for_all


def plain(prose: str) -> str:
    """The words of prose without its marks."""
    return _LINK.sub(r"\1", prose).replace("`", "")


def _about(mapping: Mapping) -> dict[str, list[str]]:
    """The commands that entries are about though they send another call, by the entry's id."""
    names = {(n.client, n.name): n for e in mapping.entries for n in e.uniform.names if n.within}
    found: dict[str, list[str]] = {}
    for name in names.values():
        for entry in of_command(mapping, name):
            if all((n.client, n.name) != (name.client, name.name) for n in entry.uniform.names):
                found.setdefault(entry.id, []).append(name.name)
    return found


def _types(mapping: Mapping) -> dict[str, list[str]]:
    """The types of Terraform by the id of the entry that is the first answer to each."""
    found: dict[str, list[str]] = {}
    for name in terraform_types(mapping):
        for typed, written in ((name, name), (f"data.{name}", f'data "{name}"')):
            for entry in entries_of(mapping, findings_of(mapping, typed))[:1]:
                found.setdefault(entry.id, []).append(written)
    return found


def _identifiers(entry: Entry) -> set[str]:
    """The names of code in the long texts of an entry."""
    flexible = entry.flexible
    texts = [
        entry.uniform.how,
        flexible.how,
        flexible.basis,
        *(a.how for a in flexible.alternatives),
    ]
    texts += [text for caveat in entry.caveats for text in (caveat.text, caveat.action)]
    texts += [claim.says for claim in entry.claims if not claim.withdrawn]
    return {word for text in texts if text for word in _IDENTIFIER.findall(text)}


_WORD = re.compile(r"[\w$.-]+")


def _entry(entry: Entry) -> Record:
    uniform, alternatives = entry.uniform, entry.flexible.alternatives
    properties = _once(_properties(entry))
    # What is a property is found as one, and would be there twice.
    names = [name for name in uniform.names if _is_typed(name) and name.name not in properties]
    known = {name.name for name in names}
    others = [
        name
        for item in alternatives
        for name in item.names
        if _is_typed(name) and not name.within and name.name not in known
    ]
    weightier = [entry.title, entry.flexible.headline, *entry.keywords, *entry.asks, entry.summary]
    return _filled(
        id=entry.id,
        ref=entry.ref,
        title=plain(entry.title),
        verdict=entry.flexible.verdict.value,
        category=entry.category,
        headline=plain(entry.flexible.headline),
        summary=_new_words([entry.summary], weightier[:-1]),
        keywords=list(entry.keywords),
        asks=list(entry.asks),
        names=_once(
            [
                *filter(None, [uniform.operation]),
                *(name.name for name in names if not name.within and not needed(name)),
            ]
        ),
        properties=properties,
        options=[_with_options(name) for name in names if not name.within and needed(name)],
        within=_once(name.name for name in names if name.within),
        others=_once(
            [
                *filter(None, (item.operation or item.service for item in alternatives)),
                *(name.name for name in others if not needed(name)),
                *(argument for item in entry.flexible.write for argument in item.arguments),
            ]
        ),
        otherOptions=[_with_options(name) for name in others if needed(name)],
        calls=_once(_calls(uniform.endpoints())),
        otherCalls=_once(_calls(item.endpoint for item in alternatives)),
        errors=_once(filter(None, (part for e in entry.errors for part in (e.code, e.text)))),
        caveats=list(filter(None, [_new_words((c.title for c in entry.caveats), weightier)])),
    )


def _new_words(texts: Iterable[str], others: Iterable[str]) -> str:
    """The words of texts that no weightier text of the entry has.

    The others would add weight to the file that pages load, and little to the entry.
    """
    known = {word for text in others for word in _WORD.findall(plain(text).lower())}
    words = (word for text in texts for word in _WORD.findall(plain(text)))
    return " ".join(dict.fromkeys(word for word in words if word.lower() not in known))


def _with_options(name: Name) -> list[str]:
    return [name.name, *needed(name)]


def _is_typed(name: Name) -> bool:
    """Whether the search needs the name: paths are in `calls`, older spellings differ little.

    A path in Pulumi ends as the property does.
    """
    left_out = (Client.REST, Client.PULUMI)
    return name.client not in left_out and name.command and not name.deprecated


def _properties(entry: Entry) -> Iterator[str]:
    """The path of a property and its Terraform arguments."""
    if entry.uniform.property:
        yield entry.uniform.property.path
    yield from entry.uniform.arguments or ()


def _calls(endpoints: Iterable[Endpoint | None]) -> Iterator[str]:
    for endpoint in endpoints:
        if endpoint:
            yield f"{endpoint.method} {endpoint.path}"


def _once(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _filled(**values: Any) -> Record:
    """The keys that have something to say; the script takes a missing one as empty."""
    return {key: value for key, value in values.items() if value}
