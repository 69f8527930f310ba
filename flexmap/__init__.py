"""What happens to each Uniform scale-set call on a Flexible set: the mapping, and a review of code.

`flexmap.load()` returns the mapping as frozen objects; `flexmap.review` finds calls in code.
The names are imported when they are first used, so that the command line starts without them.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flexmap.mapping import (
        Alternative,
        Caveat,
        Claim,
        Endpoint,
        Entry,
        Mapping,
        MappingError,
        Name,
        Property,
        Severity,
        Source,
        Verdict,
        When,
        load,
    )

__version__ = "0.1.0"
"""The version of the command, as in `pyproject.toml`; the data has its own."""

__all__ = [
    "Alternative",
    "Caveat",
    "Claim",
    "Endpoint",
    "Entry",
    "Mapping",
    "MappingError",
    "Name",
    "Property",
    "Severity",
    "Source",
    "Verdict",
    "When",
    "__version__",
    "load",
]


if not TYPE_CHECKING:  # a type checker sees the imports above, and what is not there

    def __getattr__(name: str) -> object:
        """A public name, out of the module that defines it; see PEP 562."""
        if name in __all__ or name == "mapping":
            # Not `from flexmap import mapping`, which asks this function first.
            mapping = import_module("flexmap.mapping")
            return mapping if name == "mapping" else getattr(mapping, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
