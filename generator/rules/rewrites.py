"""Rules about `data/rewrites.yml`, by which the review writes the command for a VM."""

from __future__ import annotations

from collections.abc import Iterator

from generator.reading.documents import Documents
from generator.reading.problems import Problem, did_you_mean
from generator.rules.registry import rule


@rule("rewrite-options-exist")
def rewrite_options_exist(documents: Documents) -> Iterator[Problem]:
    """A command or an option that the client lacks would make a line that does not run."""
    document, calls = documents.singles.get("rewrites"), documents.surface("calls")
    if document is None or calls is None:
        return
    known = {call["command"]: call.get("options", ()) for call in calls["commands"]}
    for index, value in enumerate(document.value):
        for side in ("call", "to"):
            if value[side] not in known:
                message = f"there is no command {value[side]!r}"
                hint = did_you_mean(value[side], sorted(known))
                yield document.problem((index, side), "rewrite-options-exist", message, hint)
        for key, side in (("set", "call"), ("instance", "call"), ("name", "to")):
            options = known.get(value[side], ())
            if options and value[key] not in options:
                message = f"{value[side]} has no option {value[key]!r}"
                hint = did_you_mean(value[key], sorted(options))
                yield document.problem((index, key), "rewrite-options-exist", message, hint)
        for old, new in value.get("renamed", {}).items():
            for option, side in ((old, "call"), (new, "to")):
                if option not in known.get(value[side], (option,)):
                    message = f"{value[side]} has no option {option!r}"
                    hint = did_you_mean(option, sorted(known[value[side]]))
                    path = (index, "renamed", old)
                    yield document.problem(path, "rewrite-options-exist", message, hint)


@rule("rewrite-is-an-alternative")
def rewrite_is_an_alternative(documents: Documents) -> Iterator[Problem]:
    """A command is only put instead of another where an entry says that it does the job."""
    document, names = documents.singles.get("rewrites"), documents.surface("names")
    if document is None or names is None or not documents.complete:
        return
    sent: dict[str, set[str]] = {}
    for item in names["operations"]:
        for name in item["names"]:
            sent.setdefault(name["name"], set()).add(item["id"])
    pairs = {
        (entry.value["uniform"].get("operation"), alternative.get("operation"))
        for entry in documents.content()
        for alternative in entry.value["flexible"].get("alternatives", ())
    }
    for index, value in enumerate(document.value):
        ours, theirs = sent.get(value["call"], set()), sent.get(value["to"], set())
        if not any((one, other) in pairs for one in ours for other in theirs):
            message = f"no entry gives {value['to']} instead of {value['call']}"
            hint = "name it in an alternative of the entry, or remove the rewrite"
            yield document.problem((index, "to"), "rewrite-is-an-alternative", message, hint)
