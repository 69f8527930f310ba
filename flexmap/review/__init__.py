"""Finds scale-set calls in code and says what the mapping says about each.

The names are imported when they are first used: a report without findings needs few of them.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flexmap.readers.scanner import Scanner
    from flexmap.review.config import Config, ConfigError, Ignore, read_config
    from flexmap.review.findings import Confidence, Finding, Kind, Match, Mode, Place
    from flexmap.review.run import NothingToLookAt, Review, Settings, review

__all__ = [
    "Confidence",
    "Config",
    "ConfigError",
    "Finding",
    "Ignore",
    "Kind",
    "Match",
    "Mode",
    "NothingToLookAt",
    "Place",
    "Review",
    "Scanner",
    "Settings",
    "read_config",
    "review",
]

_MODULES = {
    "flexmap.readers.scanner": ("Scanner",),
    "flexmap.review.config": ("Config", "ConfigError", "Ignore", "read_config"),
    "flexmap.review.findings": ("Confidence", "Finding", "Kind", "Match", "Mode", "Place"),
    "flexmap.review.run": ("NothingToLookAt", "Review", "Settings", "review"),
}
"""Where each name is defined."""


if not TYPE_CHECKING:  # a type checker sees the imports above, and what is not there

    def __getattr__(name: str) -> object:
        """A public name, out of the module that defines it; see PEP 562."""
        for module, names in _MODULES.items():
            if name in names:
                return getattr(import_module(module), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
