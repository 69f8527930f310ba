"""The page that a reader has open, built before the rest when a save changes many pages.

A template of the entries changes every entry, and building them all takes longer than
somebody who writes should wait. The one page that was asked for last is shown as it will be
while the others are built. Nothing on the disk changes for it: when the rest cannot be
built, it is forgotten, and the last good site stays whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

FEW = 8
"""Pages that are built at once, since a first look costs what some pages do."""


def _nobody() -> None:
    """Nobody is looking."""


@dataclass(slots=True, kw_only=True)
class FirstLook:
    """What builder and server tell each other; addresses are below the site's root.

    `page` is the address that was asked for last, `pages` holds the first looks by address,
    and `ready` is called when there is one.
    """

    page: str = ""
    pages: dict[str, bytes] = field(default_factory=dict)
    ready: Callable[[], None] = _nobody

    def source(self, changed: frozenset[str] | None) -> str | None:
        """The file of the page to build first, or None when it gains nothing.

        `changed` are the files that a build has to look at, None when that is all of them.
        """
        file = f"{self.page}index.md"
        if changed is not None and (len(changed) <= FEW or file not in changed):
            return None
        return file

    def show(self, file: str, html: bytes) -> None:
        """Lets the server show the page of a file until `forget`."""
        self.pages = {file.removesuffix("index.md"): html}
        self.ready()

    def forget(self) -> None:
        """The site on the disk is what counts again."""
        self.pages = {}
