"""Runs axe-core in a page that is open in a browser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

# The package has no types.
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
"""Every page is checked in both, since contrast differs."""
OPTIONS: dict[str, Any] = {
    "resultTypes": ["violations"],
    # Off by default in axe, and looked at by Lighthouse.
    "rules": {"target-size": {"enabled": True}},
}


COLOURS = ("color-contrast", "link-in-text-block")
"""The rules about colours that axe has on by default."""


def violations(page: Page, script: str | None = None, rules: Sequence[str] = ()) -> list[str]:
    """What axe finds in the page as it is now: rule, weight and places, a line each.

    `script` is the text of another axe-core than the one that the Python package brings;
    `rules` are the ones that are meant, if not all are.
    """
    axe = Axe(script) if script else Axe()
    options = OPTIONS | ({"runOnly": {"type": "rule", "values": list(rules)}} if rules else {})
    return [
        f"{found['id']} ({found['impact']}): {found['help']}, at {_places(found['nodes'])}"
        for found in axe.run(page, options=options).response["violations"]
    ]


def _places(nodes: list[dict[str, list[str]]]) -> str:
    return "; ".join(" ".join(map(str, node["target"])) for node in nodes)
