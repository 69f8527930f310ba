"""The formats of a review: text for people, the others for tools."""

from __future__ import annotations

from collections.abc import Callable

from flexmap.report import azdo, github, json_report, markdown, sarif, text
from flexmap.report.listing import Listing

Reporter = Callable[[Listing], str]

REPORTERS: dict[str, Reporter] = {
    "text": text.report,
    "json": json_report.report,
    "sarif": sarif.report,
    "github": github.report,
    "azdo": azdo.report,
    "markdown": markdown.report,
}
"""Every format by its name."""

__all__ = ["REPORTERS", "Listing", "Reporter"]
