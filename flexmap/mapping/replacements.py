"""What to call instead: for each client the first named command that does the job."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flexmap.mapping.model import Alternative, Entry, Name
from flexmap.mapping.vocabulary import Client, Verdict
from flexmap.values import dataclass

COMMAND_LINES = (Client.AZURE_CLI, Client.POWERSHELL)
"""Clients whose samples show whether a command does the job, or only a request does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """A command or method of a client, and the alternative that it belongs to."""

    client: Client | str
    name: Name
    alternative: Alternative


def replacements(entry: Entry) -> list[Replacement]:
    """The command or method of each client, by client in the order of the alternatives.

    The preferred alternative is asked first. A client that only has requests gets the line of
    the first one that sends it; one whose paths are all that it has is left out. Where several
    calls are needed together, there is one for each of them.
    """
    ordered = sorted(entry.flexible.alternatives, key=lambda item: not item.preferred)
    clients = dict.fromkeys(name.client for item in ordered for name in item.names)
    if entry.verdict is Verdict.COMPOSED:
        choices = [[alternative] for alternative in ordered]
    else:
        choices = [ordered]
    found = (
        _first(client, choice) for client in clients if client != Client.REST for choice in choices
    )
    return [item for item in found if item]


def _first(client: Client | str, choice: Sequence[Alternative]) -> Replacement | None:
    for accept in (_does_the_job, _sends_it):
        for alternative in choice:
            for name in accept(client, alternative):
                return Replacement(client=client, name=name, alternative=alternative)
    return None


def _does_the_job(client: Client | str, alternative: Alternative) -> Iterator[Name]:
    """The named commands that the alternative's sample runs, or for a library all of them."""
    codes = [sample.code for sample in alternative.samples if sample.client == client]
    for name in alternative.names:
        if name.client != client or name.within or name.deprecated or not name.command:
            continue
        if client not in COMMAND_LINES or any(_runs(code, name.name) for code in codes):
            yield name


def _runs(code: str, command: str) -> bool:
    return bool(re.search(rf"(?<![\w-]){re.escape(command)}(?![\w-])", code))


def _sends_it(client: Client | str, alternative: Alternative) -> Iterator[Name]:
    yield from (name for name in alternative.names if name.client == client and not name.within)
