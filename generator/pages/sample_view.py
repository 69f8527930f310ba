"""Samples of calls as an entry's page shows them: before and after, one client at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flexmap.mapping import Alternative, Client, Entry, Sample, Term, Verdict
from flexmap.mapping.replacements import COMMAND_LINES, replacements
from generator.pages.site import Site

FIRST = Client.AZURE_CLI
"""The client that is shown until a reader chooses another."""


_CLIENTS = tuple(Client)  # going through an enumeration is slow


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRow:
    """The samples of one client; an empty text where there is none."""

    client: Term
    first: bool
    before: str
    after: str
    setup: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplesView:
    """Samples side by side; `group` is the name that the choice of the client has.

    `after_title` says what is on the right. With `same` the right side is the left one.
    """

    group: str
    after_title: str
    same: bool
    rows: tuple[SampleRow, ...]


def before_and_after(entry: Entry, preferred: Alternative | None, site: Site) -> SamplesView:
    """The Uniform call, and the same call or the preferred alternative on Flexible.

    Where neither is known to work, or the preferred way is not a call, the right side is empty. A
    client that has a named command for another alternative, and only a request for the preferred
    one, shows the command.
    """
    flexible = entry.flexible
    after, title = flexible.samples, "After: the same call on Flexible"
    if flexible.verdict is not Verdict.SAME:
        named = _named(entry, preferred) if preferred and preferred.samples else {}
        after = tuple(named.get(s.client, s) for s in preferred.samples) if preferred else ()
        title = f"After: {preferred.operation} on Flexible" if preferred and after else ""
        title += ", or a command that does the job" if named else ""
    before = entry.uniform.samples if entry.uniform.operation else ()
    return _view("before_and_after", title, before, after if before else (), site)


def _named(entry: Entry, preferred: Alternative) -> dict[str, Sample]:
    """The samples of other alternatives that run a command where the preferred one has none."""
    if entry.verdict is Verdict.COMPOSED:
        return {}
    return {
        sample.client: sample
        for item in replacements(entry)
        if item.client in COMMAND_LINES and item.name.command
        if item.alternative is not preferred
        for sample in item.alternative.samples
        if sample.client == item.client
    }


def alternative_samples(samples: Sequence[Sample], anchor: str, site: Site) -> SamplesView:
    """The samples of one alternative, on the right side."""
    return _view(anchor, "On Flexible", (), samples, site)


def _view(
    group: str, title: str, before: Sequence[Sample], after: Sequence[Sample], site: Site
) -> SamplesView:
    if not before and not after:
        return SamplesView(group=group, after_title=title, same=False, rows=())
    left = {sample.client: sample.code for sample in before}
    right = {sample.client: sample.code for sample in after}
    setups = {setup.client: setup.code for setup in site.mapping.setups}
    clients = [client for client in _CLIENTS if client in left or client in right]
    first = FIRST if FIRST in clients else next(iter(clients), None)
    return SamplesView(
        group=group,
        after_title=title,
        same=bool(left) and left == right,
        rows=tuple(
            SampleRow(
                client=site.term("client", client),
                first=client is first,
                before=left.get(client, ""),
                after=right.get(client, ""),
                setup=setups.get(client, ""),
            )
            for client in clients
        ),
    )
