"""Names of arguments in the code of a client, and what they are called in the request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import field
from functools import lru_cache

from flexmap.mapping import Fill, Mapping
from flexmap.mapping.renamed import Renamed, renamed
from flexmap.values import dataclass

_PARAMETERS = {"expand": "$expand", "filter": "$filter", "select": "$select"}
"""Parameters whose name in a request has a mark in front that no client writes."""


@lru_cache(maxsize=4096)
def canonical(name: str) -> str:
    """A wire name or a path in the one form in which those of all clients are compared.

    Cases, underscores, the marks of lists and the level `properties` differ between clients, so
    that `properties` itself is a complete model.
    """
    if name.startswith(("-", "$")):
        return name.lower()
    steps = name.replace("[]", "").replace("_", "").lower().split(".")
    return ".".join(step for step in steps if step != "properties")


def is_below(path: str, parent: str) -> bool:
    """Whether a canonical path is the other one or lies below it."""
    return not parent or path == parent or path.startswith(f"{parent}.")


def parents(path: str) -> Iterator[str]:
    """Every canonical path that the path is below, as `is_below` has it: itself and nothing too."""
    yield path
    while "." in path:
        path = path.rpartition(".")[0]
        yield path
    if path:
        yield ""


def by_rule(option: str) -> str:
    """What an option is called in the request when no table says so: in camel case."""
    words = option.lstrip("-")
    first, *others = words.split("-") if "-" in words else [words[:1].lower() + words[1:]]
    plain = first + "".join(word[:1].upper() + word[1:] for word in others)
    return _PARAMETERS.get(plain.lower(), plain)


def parameter(name: str) -> str:
    """What a parameter of a method is called in the request."""
    words = name.lstrip("@").split("_")
    plain = words[0][:1].lower() + words[0][1:] + "".join(w[:1].upper() + w[1:] for w in words[1:])
    return _PARAMETERS.get(plain.lower(), plain)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A wire name that an option fills; `words` are sent instead of what is written."""

    wire: str
    words: tuple[str, ...] | None = None


@dataclass(slots=True)
class Wires:
    """What the options, keys and arguments of each client fill, out of the mapping."""

    fills: dict[tuple[str, str], list[Fill]] = field(default_factory=dict)
    """By client and command or resource type, in lower case."""

    def knows(self, client: str, name: str) -> bool:
        """Whether anything is known of the call or the resource type."""
        return (client, name.lower()) in self.fills

    def of(self, client: str, name: str) -> list[Fill]:
        """What is known of a call or a resource type."""
        return self.fills.get((client, name.lower()), [])

    def option(
        self, client: str, name: str, option: str, words: tuple[str | None, ...], mode: str
    ) -> list[Filled]:
        """What an option of a command fills; by the common rule where nothing is known.

        What is sent for a set of the other mode only is filled under no wire name, so that the
        option itself can still be asked for. A mode that is not visible counts as Flexible.
        """
        wanted = option.lower()
        found = [fill for fill in self.of(client, name) if fill.option.lower() == wanted]
        fits = [fill for fill in found if _is_sent(fill, mode)]
        sent = [filled for fill in fits for filled in _filled(fill, words)]
        if found and not fits:
            return [Filled(wire="")]
        return sent or ([] if found else [Filled(wire=by_rule(option))])

    def argument(
        self, resource: str, path: str, word: str | None, client: str = "terraform"
    ) -> list[Filled]:
        """What an argument of a Terraform resource fills, or a parameter of an Ansible module.

        Nothing where it is not known.
        """
        found = [fill for fill in self.of(client, resource) if fill.option == path]
        return [filled for fill in found for filled in _filled(fill, (word,))]

    def renamed(self, resource: str, path: str) -> Renamed | None:
        """The name of an argument of Terraform in the other line of the provider."""
        return renamed(self.of("terraform", resource), path)

    def fillable(self, client: str, name: str) -> frozenset[str]:
        """The wire names that can be given to it, as canonical paths."""
        return frozenset(canonical(fill.wire) for fill in self.of(client, name))

    def options(self, client: str, name: str) -> Iterator[str]:
        """The options that the tables name."""
        yield from dict.fromkeys(fill.option for fill in self.of(client, name))


def _is_sent(fill: Fill, mode: str) -> bool:
    """Whether the client sends it for a set of the mode."""
    return fill.mode in (None, "uniform" if mode == "uniform" else "flexible")


def _filled(fill: Fill, words: tuple[str | None, ...]) -> Iterator[Filled]:
    """What is sent for what is given; each of several values can be sent as another one."""
    if fill.value is not None:
        yield Filled(wire=fill.wire, words=(fill.value,))
    elif not fill.values:
        yield Filled(wire=fill.wire)
    else:
        sent = [fill.values.get((word or "").lower(), fill.values.get("*", word or ""))
                for word in (words or ("",)) if word is not None]  # fmt: skip
        if not sent:
            yield Filled(wire=fill.wire)
        yield from (Filled(wire=fill.wire, words=(word,)) for word in dict.fromkeys(sent))


def wires(mapping: Mapping) -> Wires:
    """The tables of a mapping, and what its entries say about Terraform."""
    made = Wires()
    for call in mapping.calls:
        for name in call.names:
            made.fills.setdefault((call.client, name.lower()), []).extend(call.fills)
    for resource, fill in _arguments(mapping):
        have = made.fills.setdefault(("terraform", resource), [])
        if all(known.option != fill.option for known in have):
            have.append(fill)
    return made


def _arguments(mapping: Mapping) -> Iterator[tuple[str, Fill]]:
    for entry in mapping.entries:
        target = entry.uniform.property
        if target is None:
            continue
        written: Iterable[str] = entry.uniform.arguments or ()
        own = [argument for write in entry.flexible.write for argument in write.arguments]
        for argument in [*written, *(a for a in own if _is_named_alike(a, target.path))]:
            resource, _, path = argument.partition(".")
            yield resource, Fill(option=path, wire=target.path)


def _is_named_alike(argument: str, path: str) -> bool:
    """Whether an argument of the Flexible resource is the property, and not one next to it."""
    last = canonical(path).rpartition(".")[2]
    steps = [re.sub(r"(_id|_base64)$", "", step).replace("_", "") for step in argument.split(".")]
    return last in steps
