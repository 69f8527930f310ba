"""The arguments of the Terraform provider: which of its collected lines know which of them."""

from __future__ import annotations

from typing import Any

from generator.surface.properties import NEWER, Unknown, unknown_resource


def resources(surface: dict[str, Any]) -> tuple[str, ...]:
    """The resources of all lines; `surface` is the value of `data/surface/arguments.yml`."""
    found = (item["resource"] for line in surface["lines"] for item in line["resources"])
    return tuple(dict.fromkeys(found))


def unknown_argument(surface: dict[str, Any], argument: str) -> Unknown | None:
    """Why no line of the Terraform provider has such an argument, or None when one has."""
    resource, _, path = argument.partition(".")
    known = [of_line for line in surface["lines"] for of_line in _arguments(line, resource)]
    if not known:
        return unknown_resource(resource, resources(surface))
    if any(path in of_line for of_line in known):
        return None
    lines = " and ".join(line["provider"] for line in surface["lines"])
    have = "have" if len(surface["lines"]) > 1 else "has"
    return Unknown(
        message=f"{lines} {have} no {path!r} in {resource}",
        word=path,
        known=tuple(dict.fromkeys(name for of_line in known for name in of_line)),
        otherwise=NEWER,
    )


def versions_of(surface: dict[str, Any] | None, argument: str) -> tuple[str, ...]:
    """The versions that have an argument, such as `azurerm 5.10.0`.

    Empty when all have it that know its resource, or when none does.
    """
    resource, _, path = argument.partition(".")
    having: list[str] = []
    lacking = False
    for line in surface["lines"] if surface else ():
        for known in _arguments(line, resource):
            if path in known:
                having.append(line["provider"])
            else:
                lacking = True
    return tuple(having) if lacking else ()


def _arguments(line: dict[str, Any], resource: str) -> list[list[str]]:
    """The arguments of the resource in a line, or nothing when the line was not read for it."""
    return [item["arguments"] for item in line["resources"] if item["resource"] == resource]
