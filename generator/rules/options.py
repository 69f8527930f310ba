"""Rules about `data/options.yml`, which programs read to tell what a command line sends."""

from __future__ import annotations

from collections.abc import Iterator

from generator.reading.documents import Documents
from generator.reading.problems import Problem, did_you_mean
from generator.rules.registry import rule


@rule("option-has-name")
def option_has_name(documents: Documents) -> Iterator[Problem]:
    """A condition of a name that no client has would never be read, and its typing error stays."""
    document, collected = documents.singles.get("options"), documents.surface("names")
    if document is None or collected is None:
        return
    names = {
        (value["client"], value["name"], item["id"])
        for item in collected["operations"]
        for value in item["names"]
    }
    for index, command in enumerate(document.value):
        client, name = command["client"], command["name"]
        operations = sorted(id_ for c, n, id_ in names if (c, n) == (client, name))
        if not operations:
            others = sorted({n for c, n, _ in names if c == client})
            message, hint = f"{client} has no name {name!r}", did_you_mean(name, others)
            yield document.problem((index, "name"), "option-has-name", message, hint)
            continue
        for operation in command["sends"]:
            if operation not in operations:
                message = f"{name} does not send {operation!r}"
                hint = did_you_mean(operation, operations)
                path = (index, "sends", operation)
                yield document.problem(path, "option-has-name", message, hint)


@rule("options-are-listed-once")
def options_are_listed_once(documents: Documents) -> Iterator[Problem]:
    """Of two lists for one command only one would count."""
    document = documents.singles.get("options")
    seen: set[tuple[str, str]] = set()
    if document is None:
        return
    for index, command in enumerate(document.value):
        key = (command["client"], command["name"])
        if key in seen:
            message = f"{key[1]} is there already"
            hint = "merge the two"
            yield document.problem((index, "name"), "options-are-listed-once", message, hint)
        seen.add(key)
