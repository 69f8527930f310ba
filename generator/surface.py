"""Collected facts as questions: does a package know this property or this argument?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.problems import did_you_mean

_CHOSEN = (
    "if a package has it, add it to `resources` in data/surface/packages.yml and collect, "
    "else list it in data/unverified.yml"
)
_NEWER = "if it is newer than the package, list it in data/unverified.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """What a package does not know, and how to mend that."""

    message: str
    hint: str


def unknown_property(surface: dict[str, Any], resource: str, path: str) -> Unknown | None:
    """Why the management package has no such property, or None when it has.

    `surface` is the value of `data/surface/properties.yml`, whose models are walked along `path`.
    """
    models = {item["resource"]: item["model"] for item in surface["resources"]}
    if resource not in models:
        return Unknown(
            message=f"the resource {resource!r} is not among the collected ones",
            hint=_hint(resource, list(models), _CHOSEN),
        )
    kind, steps = models[resource], path.split(".")
    for number, step in enumerate(steps, 1):
        properties = surface["models"].get(kind, {})
        name = step.partition("[")[0]
        if name not in properties:
            where = ".".join(steps[: number - 1]) or resource
            return Unknown(
                message=f"{surface['purl']} has no {name!r} in {where}",
                hint=_hint(name, list(properties), _NEWER),
            )
        kind = properties[name]
        wanted = name if number == len(steps) else name + "[]" * kind.count("[]")
        if step != wanted:
            return Unknown(
                message=f"{step!r} is written {wanted!r} here",
                hint="[] follows a list, except at the end of the path",
            )
        kind = kind.replace("[]", "")
    return None


def unknown_argument(surface: dict[str, Any], argument: str) -> Unknown | None:
    """Why the Terraform provider has no such argument, or None when it has.

    `surface` is the value of `data/surface/arguments.yml`.
    """
    resource, _, path = argument.partition(".")
    known = {item["resource"]: item["arguments"] for item in surface["resources"]}
    if resource not in known:
        return Unknown(
            message=f"the resource {resource!r} is not among the collected ones",
            hint=_hint(resource, list(known), _CHOSEN),
        )
    if path in known[resource]:
        return None
    return Unknown(
        message=f"{surface['provider']} has no {path!r} in {resource}",
        hint=_hint(path, known[resource], _NEWER),
    )


def _hint(word: str, known: Sequence[str], otherwise: str) -> str:
    guess = did_you_mean(word, known)
    return f"{guess}; {otherwise}" if guess else otherwise
