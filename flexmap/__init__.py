"""What becomes of each Uniform scale-set call on a Flexible set: the mapping, and a review of code.

`flexmap.load()` returns the mapping as frozen objects; `flexmap.review` finds calls in code.
"""

from __future__ import annotations

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
