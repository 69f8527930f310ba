"""What becomes of each Uniform scale-set call on a Flexible set: the mapping, and a review of code.

`flexmap.load()` returns the mapping as frozen objects; `flexmap.review` finds calls in code.
"""

from __future__ import annotations

from flexmap.model import (
    Alternative,
    Caveat,
    Claim,
    Endpoint,
    Entry,
    Mapping,
    Name,
    Property,
    Severity,
    Source,
    Verdict,
    When,
)
from flexmap.reader import MappingError, load

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
    "load",
]
