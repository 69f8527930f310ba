"""The operations of the management API as collected: what rules and names ask of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from generator.reading.documents import Documents

_SCALE_SETS = "VirtualMachineScaleSet"
_VERSION = "api-version"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation; `query` are the parameters that it needs next to the API version.

    `body` is the model that it takes, empty when it takes none.
    """

    id: str
    group: str
    method: str
    path: str
    api_version: str
    query: tuple[str, ...]
    body: str
    body_optional: bool
    python: str

    @property
    def on_scale_sets(self) -> bool:
        """Whether it is in one of the groups whose every operation has an entry."""
        return self.group.startswith(_SCALE_SETS)

    @property
    def request(self) -> str:
        """Method and path."""
        return f"{self.method} {self.path}"


def operations(surface: Any) -> Mapping[str, Operation]:
    """Every operation by id, in the order of the file; none when the file is missing.

    `surface` is the value of `data/surface/azure-mgmt-compute@<version>.yml`.
    """
    return {
        item["id"]: _operation(group["group"], item)
        for group in (surface["groups"] if surface else ())
        for item in group["operations"]
    }


@lru_cache(maxsize=1)
def collected_operations(documents: Documents) -> Mapping[str, Operation]:
    """The operations of the collected package, as `operations` gives them."""
    return operations(documents.surface("operations"))


def _operation(group: str, item: dict[str, Any]) -> Operation:
    parameters = item["parameters"]
    optional = parameters.get("optional", ())
    return Operation(
        id=item["id"],
        group=group,
        method=item["method"],
        path=item["path"],
        api_version=item["api_version"],
        query=tuple(
            name for name in parameters["query"] if name not in optional and name != _VERSION
        ),
        body=parameters.get("body", ""),
        body_optional="body" in optional,
        python=item["python"],
    )
