"""What does an entry's job on a Flexible set, by the name that each client has for it."""

from __future__ import annotations

from collections.abc import Sequence

from flexmap.mapping.model import Entry, Name
from flexmap.mapping.replacements import replacements
from flexmap.mapping.vocabulary import Client, Kind, Verdict


def preferred_commands(entry: Entry) -> dict[Client, str]:
    """The first name in each client of the call or property that does the job.

    That is what `replacements` gives, or the Uniform side itself where the verdict is `same`.
    A property has its path, and the first argument to write in Terraform. A name that is
    deprecated, or has another purpose and also sends the request, is passed over, and so is a
    line that only sends the request. A client without another name is left out.
    """
    commands: dict[Client, str] = {}
    for write in entry.flexible.write:
        if write.arguments:
            commands[Client(write.client)] = write.arguments[0]
    for name in _names(entry):
        if name.command and not name.within and not name.deprecated:
            commands.setdefault(Client(name.client), name.name)
    return commands


def _names(entry: Entry) -> Sequence[Name]:
    own = entry.uniform.names if entry.flexible.verdict is Verdict.SAME else ()
    if entry.kind is Kind.PROPERTY:
        # Its arguments are those of the resource types for Uniform sets.
        own = tuple(name for name in own if name.client != Client.TERRAFORM)
    return own or [item.name for item in replacements(entry)]
