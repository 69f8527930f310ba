"""How requests of different packages are told to be the same operation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_PARAMETER = re.compile(r"\{[^{}]*\}")

Key = tuple[str, str]


def request_key(method: str, path: str) -> Key:
    """What two requests share when they call one operation.

    Parameter names differ between packages, and so does the case of fixed parts.
    """
    return method.upper(), _PARAMETER.sub("{}", path).lower().rstrip("/")


def by_request(operations: Iterable[tuple[str, str, str]]) -> Mapping[Key, str]:
    """Operation ids by request, of id, method and path; raises `ValueError` on a clash."""
    operation_ids: dict[Key, str] = {}
    for operation, method, path in operations:
        key = request_key(method, path)
        if operation_ids.setdefault(key, operation) != operation:
            raise ValueError(f"{operation_ids[key]} and {operation} are both {method} {path}")
    return operation_ids
