"""What another line of the Terraform provider calls an argument."""

from __future__ import annotations

from collections.abc import Iterable

from flexmap.mapping.model import ClientCall, Fill
from flexmap.mapping.vocabulary import Client
from flexmap.values import dataclass

_TURNED = {"true": "false", "false": "true"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """The name of an argument in another `line` of the provider, such as `azurerm 5`.

    `own` is the name that was asked for; both are without the blocks that they share. `turned`
    tells that what is true under one name is false under the other.
    """

    own: str
    line: str
    name: str
    turned: bool

    @property
    def words(self) -> str:
        """What to write there, in prose."""
        turned = " with the opposite value" if self.turned else ""
        return f"in {self.line} write `{self.name}` for `{self.own}`{turned}"


def line_of(version: str) -> str:
    """The line that a version of the provider is of: `azurerm 5` of `azurerm 5.10.0`."""
    return version.partition(".")[0]


def fills_of(calls: Iterable[ClientCall], client: Client, name: str) -> list[Fill]:
    """What the options of one command or resource type fill."""
    return [
        fill for call in calls if call.client == client and name in call.names
        for fill in call.fills
    ]  # fmt: skip


def renamed(fills: Iterable[Fill], option: str) -> Renamed | None:
    """The other name of an argument that one line has and another has not, or None.

    `fills` are those of one resource type: what fills the same property is the same argument.
    """
    known = list(fills)
    for own in (fill for fill in known if fill.option == option and fill.versions):
        for other in known:
            there = [v for v in other.versions if v not in own.versions]
            if other.option != option and other.wire == own.wire and there:
                turned = _is_turned(own) is not _is_turned(other)
                short = _without_shared_blocks(own.option, other.option)
                line = line_of(there[-1])
                return Renamed(own=short[0], line=line, name=short[1], turned=turned)
    return None


def argument_note(calls: Iterable[ClientCall], argument: str) -> str:
    """Which lines of the provider have `resource.argument`, in prose; empty when all have it."""
    resource, _, option = argument.partition(".")
    known = fills_of(calls, Client.TERRAFORM, resource)
    versions = [v for fill in known if fill.option == option for v in fill.versions]
    lines = " and ".join(dict.fromkeys(map(line_of, versions)))
    other = renamed(known, option)
    return f"{lines}; {other.words}" if other else lines


def _without_shared_blocks(one: str, other: str) -> tuple[str, str]:
    """Two names of arguments without the blocks that both are in."""
    first, second = one.split("."), other.split(".")
    while len(first) > 1 and len(second) > 1 and first[0] == second[0]:
        first, second = first[1:], second[1:]
    return ".".join(first), ".".join(second)


def _is_turned(fill: Fill) -> bool:
    return dict(fill.values) == _TURNED
