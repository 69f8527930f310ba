"""What many rules ask of the documents, worked out for the first that asks."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from generator.documents import Documents

Result = TypeVar("Result")


def once(function: Callable[[Documents], Result]) -> Callable[[Documents], Result]:
    """The function with its result kept beside the documents, and let go with them.

    All who ask are given the same value, so nobody may change it.
    """
    key = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def asked(documents: Documents) -> Result:
        if key not in documents.derived:
            documents.derived[key] = function(documents)
        return cast("Result", documents.derived[key])

    return asked
