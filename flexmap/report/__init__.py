"""The formats of a review: text for people, the others for tools."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module

from flexmap.report.listing import Listing

Reporter = Callable[[Listing], str]


def _reported(module: str, listing: Listing) -> str:
    """The report of a format, whose module is imported when someone asks for it."""
    reporter: Reporter = import_module(f"flexmap.report.{module}").report
    return reporter(listing)


REPORTERS: dict[str, Reporter] = {
    "text": partial(_reported, "text"),
    "json": partial(_reported, "json_report"),
    "sarif": partial(_reported, "sarif"),
    "github": partial(_reported, "github"),
    "azdo": partial(_reported, "azdo"),
    "markdown": partial(_reported, "markdown"),
}
"""Every format by its name."""

__all__ = ["REPORTERS", "Listing", "Reporter"]
