"""One line of the report: a place in a repository, and what has to be done there."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from flexmap.overview.effort import Effort, effort_of
from flexmap.overview.owners import Owners
from flexmap.review.conditions import Class
from flexmap.review.findings import Finding
from flexmap.review.run import Review
from flexmap.values import dataclass


class State(StrEnum):
    """What is known of a place, worst first."""

    STOPS = "stops"
    DIFFERS = "differs"
    FINE = "fine"
    UNREAD = "unread"


WORDS = {
    State.STOPS: "stops",
    State.DIFFERS: "works differently",
    State.FINE: "fine",
    State.UNREAD: "not read",
}
"""The states in words."""

_STATES = {Class.STOPS: State.STOPS, Class.DIFFERS: State.DIFFERS, Class.FINE: State.FINE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A place, or a file that was not read; that has no line, call, reference or client.

    `path` goes from the root of the repository on. `fingerprint` stays the same when lines move.
    """

    repository: str
    path: str
    line: int = 0
    column: int = 0
    state: State
    effort: Effort
    client: str = ""
    call: str = ""
    ref: str = ""
    title: str = ""
    url: str = ""
    says: str
    instead: str = ""
    owners: tuple[str, ...] = ()
    fingerprint: str = ""

    @property
    def place(self) -> str:
        """Path and line."""
        return f"{self.path}:{self.line}" if self.line else self.path


def items(repository: str, review: Review, owners: Owners) -> Iterator[Item]:
    """The places of a review by path and line, then the files that were not read."""
    for finding in review.shown(same=True):
        yield _item(repository, finding, owners)
    unread = [(item.path, item.reason) for item in review.skipped]
    unread += [(item.path, item.reason) for item in review.unread]
    for path, reason in sorted(unread):
        yield Item(
            repository=repository, path=path, state=State.UNREAD, effort=Effort.READ,
            says=reason, owners=owners.of(path), fingerprint=path,
        )  # fmt: skip


def _item(repository: str, finding: Finding, owners: Owners) -> Item:
    place, main = finding.place, finding.main
    return Item(
        repository=repository,
        path=place.path,
        line=place.line,
        column=place.column,
        state=_STATES[finding.cls],
        effort=effort_of(finding),
        client=finding.client,
        call=finding.name or finding.snippet,
        ref=main.ref if main else "",
        title=main.title if main else "",
        url=finding.url,
        says=finding.message,
        instead=finding.replacement.text if finding.replacement else "",
        owners=owners.of(place.path),
        fingerprint=finding.fingerprint,
    )
