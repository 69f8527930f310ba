"""What does an entry's job on a Flexible set, by the name that each client has for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flexmap.mapping.model import Entry, Name
from flexmap.mapping.replacements import replacements
from flexmap.mapping.vocabulary import Client, Kind, Verdict


def preferred_commands(entry: Entry) -> dict[Client, str]:
    """The first name in each client of the call or property that does the job.

    That is what `replacements` gives, or the Uniform side itself where the verdict is `same`.
    A property has its path, and the first argument to write in Terraform.
    """
    written = {Client(w.client): w.arguments[0] for w in entry.flexible.write if w.arguments}
    return first_commands(_names(entry)) | written


def first_commands(names: Iterable[Name]) -> dict[Client, str]:
    """The first of the names in each client.

    A name that is deprecated, or has another purpose and also sends the request, is passed
    over, and so is a line that only sends the request. A client without another is left out.
    """
    commands: dict[Client, str] = {}
    for name in names:
        if name.command and not name.within and not name.deprecated:
            commands.setdefault(Client(name.client), name.name)
    return commands


def _names(entry: Entry) -> Sequence[Name]:
    own = entry.uniform.names if entry.flexible.verdict is Verdict.SAME else ()
    if entry.kind is Kind.PROPERTY:
        # Its arguments are those of the resource types for Uniform sets.
        own = tuple(name for name in own if name.client != Client.TERRAFORM)
    return own or [item.name for item in replacements(entry)]
