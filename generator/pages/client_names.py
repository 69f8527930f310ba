"""What the clients call each operation, as a script that the comparison loads on demand.

The names weigh more than the page may, so they are in a file of their own. It is a script
and not JSON, because a page that is opened from a disk may load scripts and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from flexmap.mapping import Alternative, Client, Entry, Name, Uniform
from flexmap.mapping.vocabulary import CALL_CLIENTS
from generator.pages.compare_view import shown_request
from generator.pages.name_view import NO_NAME
from generator.pages.table_view import short_property
from generator.text.prose import Code, spans

PATH = "compare/names.js"
"""Where the script is, below the site's root."""

VARIABLE = "flexmapNames"
"""The global variable that the script sets."""

Names = dict[str, dict[str, list[list[str]]]]


def names_script(entries: Iterable[Entry]) -> str:
    """The script with the names of every operation that an entry names, of requests, and of
    properties.

    A property has no call that a client's name could take the place of; its names are there
    for the filter.
    """
    entries = tuple(entries)
    names = {**client_names(entries), **_property_names(entries)}
    for entry in entries:
        for request in (entry.uniform.requests or ())[:1]:  # one of them is enough for the filter
            names[Client.AZURE_CLI][shown_request(request)] = _of(
                Client.AZURE_CLI, entry.uniform.names
            )
    text = json.dumps(names, separators=(",", ":"), ensure_ascii=True)
    return f"globalThis.{VARIABLE}={text};\n"


def client_names(entries: Iterable[Entry]) -> Names:
    """By client, then by operation: each name, and when it is meant if that is not always.

    REST is left out, since its names are on the page. An operation without a name is there
    with the reason alone; a client that was not looked at has no item.
    """
    by_operation: dict[str, tuple[Name, ...]] = {}
    for entry in entries:
        sides: list[Uniform | Alternative] = [entry.uniform, *entry.flexible.alternatives]
        for side in sides:
            if side.operation:
                by_operation.setdefault(side.operation, side.names)
    return {
        client.value: {
            operation: found
            for operation, names in by_operation.items()
            if (found := _of(client, names))
        }
        for client in CALL_CLIENTS
        if client is not Client.REST
    }


def _property_names(entries: Iterable[Entry]) -> Names:
    """By client, then by the path as the page shows it: whole paths and arguments."""
    found: Names = {Client.ARM.value: {}, Client.TERRAFORM.value: {}}
    for entry in entries:
        target = entry.uniform.property
        if target:
            shown = short_property(target)
            found[Client.ARM].setdefault(shown, []).append([target.path])
            found[Client.TERRAFORM].setdefault(shown, []).extend(
                [argument] for argument in entry.uniform.arguments or ()
            )
    return found


def _of(client: Client, names: Sequence[Name]) -> list[list[str]]:
    """The names to type; names with another purpose only where there is no other."""
    own = [name for name in names if name.client == client and not name.deprecated]
    typed = [name for name in own if not name.within] or own
    return [_item(name) for name in typed]


def _item(name: Name) -> list[str]:
    """The name and its note; of a line that sends a request its command and why it is there."""
    if not name.command:
        return [
            name.name.partition(" -")[0],
            f"{NO_NAME.get(Client(name.client), 'None')} of its own.",
        ]
    note = "" if name.exact else _words(name.note or "")
    return [name.name, note] if note else [name.name]


def _words(prose: str) -> str:
    """The prose in words; code keeps its backticks, for the script to set it as code."""
    return "".join(
        f"`{span.text}`" if isinstance(span, Code) else span.text for span in spans(prose)
    )
