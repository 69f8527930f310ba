"""Collected facts as questions: does the management package know this property?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator.reading.problems import did_you_mean

_CHOSEN = (
    "if a package has it, add it to `resources` in data/surface/packages.yml and collect, "
    "else list it in data/unverified.yml"
)
NEWER = "if it is newer than the package, list it in data/unverified.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """What a package does not know: the word that is wrong, and those that it has there."""

    message: str
    word: str = ""
    known: tuple[str, ...] = ()
    otherwise: str

    @property
    def hint(self) -> str:
        """How to fix it; looks for the closest word, which exceptions never ask for."""
        guess = did_you_mean(self.word, self.known) if self.known else ""
        return f"{guess}; {self.otherwise}" if guess else self.otherwise


def unknown_property(surface: dict[str, Any], resource: str, path: str) -> Unknown | None:
    """Why the management package has no such property, or None when it has.

    `surface` is the value of `data/surface/properties.yml`, whose models are walked along `path`.
    """
    collected = _resource(surface, resource)
    if collected is None:
        known = tuple(item["resource"] for item in surface["resources"])
        return unknown_resource(resource, known)
    kind, steps = collected["model"], path.split(".")
    for number, step in enumerate(steps, 1):
        properties = surface["models"].get(kind, {})
        name = step.partition("[")[0]
        if name not in properties:
            where = ".".join(steps[: number - 1]) or resource
            return Unknown(
                message=f"{surface['purl']} has no {name!r} in {where}",
                word=name,
                known=tuple(properties),
                otherwise=NEWER,
            )
        kind = properties[name]
        wanted = name if number == len(steps) else name + "[]" * kind.count("[]")
        if step != wanted:
            return Unknown(
                message=f"{step!r} is written {wanted!r} here",
                otherwise="[] follows a list, except at the end of the path",
            )
        kind = kind.replace("[]", "")
    return None


def _resource(surface: dict[str, Any], resource: str) -> dict[str, Any] | None:
    return next((item for item in surface["resources"] if item["resource"] == resource), None)


def unknown_resource(resource: str, known: tuple[str, ...]) -> Unknown:
    """Why nothing is known of a resource: it is none of those that were collected."""
    return Unknown(
        message=f"the resource {resource!r} is not among the collected ones",
        word=resource,
        known=known,
        otherwise=_CHOSEN,
    )
