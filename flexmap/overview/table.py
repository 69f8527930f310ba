"""The report as CSV: a row a place, for a spreadsheet."""

from __future__ import annotations

import csv
import io

from flexmap.escape import terminal
from flexmap.mapping.address import page_address
from flexmap.overview.overview import Overview

COLUMNS = (
    "repository", "path", "line", "state", "effort", "hours", "owners", "client", "call",
    "ref", "title", "url", "says", "instead",
)  # fmt: skip

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def report(overview: Overview) -> str:
    """A heading and a row a place; lines end as RFC 4180 says."""
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    for item in overview.items:
        url = page_address(overview.site, item.url) if item.url else ""
        rows.writerow([
            _cell(item.repository), _cell(item.path), item.line or "", item.state.value,
            item.effort.value, overview.hours[item.effort], _cell(" ".join(item.owners)),
            item.client, _cell(item.call), item.ref, _cell(item.title), url, _cell(item.says),
            _cell(item.instead),
        ])  # fmt: skip
    return text.getvalue()


def _cell(text: str) -> str:
    """Text of others, in which a spreadsheet sees no formula."""
    shown = terminal(text)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
