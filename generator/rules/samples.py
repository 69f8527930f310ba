"""Rules that read samples back and check them against the collected packages.

Samples are made by rule, so a sample that does not fit shows a fault of `data/samples.yml`,
of the rule, or a package that has changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flexmap.mapping import Client
from generator.reading.documents import Documents
from generator.reading.problems import Problem, did_you_mean
from generator.rules.bodies import body_faults
from generator.rules.examples import (
    Example,
    Report,
    examples_of,
    named_operations,
    reportable_examples,
)
from generator.rules.registry import rule
from generator.rules.sample_parts import (
    PythonCall,
    read_calls,
    read_cmdlet,
    read_cmdlets_before,
    read_command,
    read_request,
)
from generator.samples import SampleBook, sample_book
from generator.surface.operations import Operation

REQUESTS = {Client.AZURE_CLI: "az rest", Client.POWERSHELL: "Invoke-AzRestMethod"}
"""The commands that send any request, so they do not name an operation."""

_REST = ("--method", "--url", "--body")


@rule("sample-body-is-json")
def sample_body_is_json(documents: Documents) -> Iterator[Problem]:
    """A body that is not JSON is refused before anything else is looked at."""
    book, document = sample_book(documents), documents.singles.get("samples")
    if book and document:
        for index, item in enumerate(document.value["operations"]):
            operation = book.operations.get(item["id"])
            if operation:
                try:
                    examples_of(operation, book, item.get("entry", ""))
                except ValueError as error:
                    yield document.problem(
                        ("operations", index),
                        "sample-body-is-json",
                        f"the body is not JSON: {error}",
                    )


@rule("sample-is-used")
def sample_is_used(documents: Documents) -> Iterator[Problem]:
    """What is kept for a sample that no entry shows is never looked at again."""
    document = documents.singles.get("samples")
    if document is None or not documents.complete:
        return
    used = named_operations(documents)
    seen: set[tuple[str, str]] = set()
    for index, item in enumerate(document.value["operations"]):
        key = (item["id"], item.get("entry", ""))
        if key not in used or key in seen:
            missing = f"not named by an entry {key[1]!r}" if key[1] else "named by no entry"
            message = f"{key[0]} is {'listed twice' if key in seen else missing}"
            yield document.problem(("operations", index, "id"), "sample-is-used", message)
        seen.add(key)


@rule("sample-reads-first")
def sample_reads_first(documents: Documents) -> Iterator[Problem]:
    """A list that is sent without what was in it drops that, in whatever client."""
    book, document = sample_book(documents), documents.singles.get("samples")
    if book is None or document is None:
        return
    for index, item in enumerate(document.value["operations"]):
        if "first" in item:
            path = ("operations", index, "first")
            first = book.operations.get(item["first"])
            if first is None or first.method != "GET":
                message = f"{item['first']} is not an operation that reads"
                yield document.problem(path, "sample-reads-first", message)
            cli, cmdlet = item.get("azure-cli", {}), item.get("powershell", {})
            if "command" not in cli or cli.get("request") or not cmdlet.get("before"):
                message = "the Azure CLI or PowerShell sends it without reading"
                hint = "name a `command` that does the reading, and what comes `before` the cmdlet"
                yield document.problem(path, "sample-reads-first", message, hint)


@rule("sample-request-fits")
def sample_request_fits(documents: Documents) -> Iterator[Problem]:
    """A request whose body the package does not know is refused or, worse, half obeyed."""
    calls = documents.surface("calls")
    for example, problem in reportable_examples(documents, Client.REST, "sample-request-fits"):
        request, operation = read_request(example.sample.code), example.operation
        if request.method != operation.method or not _fits(operation.path, request.path):
            yield problem(f"{request.method} {request.path} is not {operation.request}", "")
        for name in ("api-version", *operation.query):
            if request.query.get(name, "{").startswith("{"):
                yield problem(f"the query lacks {name}", "add it to `values`")
        taken = calls_keywords(documents, operation.id)
        for name in sorted(set(request.query) - {"api-version", *operation.query, *taken}):
            yield problem(f"the query has no {name!r}", did_you_mean(name, sorted(taken)))
        if request.body is None and operation.body and not operation.body_optional:
            yield problem(f"the request needs a {operation.body}", "add a `body`")
        if request.body is not None and not operation.body:
            yield problem("the request takes no body", "remove the `body`")
        elif request.body is not None:
            for fault in body_faults(request.body, operation.body, calls):
                yield problem(fault.message, fault.hint)


@rule("sample-command-fits")
def sample_command_fits(documents: Documents) -> Iterator[Problem]:
    """A command with an option that it has not, or without one that it needs, does not run."""
    calls, book = documents.surface("calls"), sample_book(documents)
    commands = {item["command"]: item for item in calls["commands"]} if calls else {}
    for example, problem in reportable_examples(documents, Client.AZURE_CLI, "sample-command-fits"):
        line = read_command(example.sample.code)
        if line.name == REQUESTS[Client.AZURE_CLI]:
            needs, takes = _REST[:2], _REST
        else:
            yield from _named(example, line.name, book, problem)
            if line.name not in commands:
                yield problem(f"no command {line.name!r}", did_you_mean(line.name, list(commands)))
                continue
            one = commands[line.name]
            needs, takes = (*one.get("needs", ()), *_answer(one)), one["options"]
        yield from _options(line.options, [(tuple(needs), tuple(takes))], problem)


@rule("sample-cmdlet-fits")
def sample_cmdlet_fits(documents: Documents) -> Iterator[Problem]:
    """PowerShell asks for what is missing and stops at what it does not know."""
    authored, book = documents.single("samples"), sample_book(documents)
    parameter_sets = (
        {item["cmdlet"]: item["sets"] for item in authored["cmdlets"]} if authored else {}
    )
    for example, problem in reportable_examples(documents, Client.POWERSHELL, "sample-cmdlet-fits"):
        line = read_cmdlet(example.sample.code)
        if line.name != REQUESTS[Client.POWERSHELL]:
            yield from _named(example, line.name, book, problem)
        for one in (*read_cmdlets_before(example.sample.code), line):
            sets = [
                (tuple(taken["needs"]), (*taken["needs"], *taken.get("takes", ())))
                for taken in parameter_sets.get(one.name, ())
            ]
            yield from _options(one.options, sets, problem)


@rule("sample-python-fits")
def sample_python_fits(documents: Documents) -> Iterator[Problem]:
    """A call with too few arguments, or one too many, fails before it is sent."""
    book = sample_book(documents)
    for example, problem in reportable_examples(documents, Client.PYTHON, "sample-python-fits"):
        assert book
        *before, call = read_calls(example.sample.code)
        reading = book.of(example.entry).readings.get(example.operation.id)
        first = book.operations.get(reading.operation) if reading else None
        for one in before:
            if first:
                yield from _call_fits(one, first, book, problem)
        yield from _call_fits(call, example.operation, book, problem)


def _call_fits(
    call: PythonCall, operation: Operation, book: SampleBook, problem: Report
) -> Iterator[Problem]:
    signature = book.signatures[operation.id]
    names = list(signature.arguments)
    needed = len(names) - (1 if operation.body_optional else 0)
    if call.name != operation.python:
        yield problem(f"{call.name} is not {operation.python}", "")
    if not needed <= len(call.arguments) <= len(names):
        yield problem(f"{call.name} takes {', '.join(names)}", "")
    for name in call.keywords:
        if name not in signature.keywords:
            yield problem(f"{call.name} has no argument {name!r}", "")
    for value in call.arguments:
        if value == "":
            yield problem(f"an argument of {call.name} has no value", "add it to `values`")


def _answer(command: Mapping[str, Any]) -> tuple[str, ...]:
    """The option that answers a command's question: a script has no one who could."""
    return ("--yes",) if command.get("asks") else ()


def calls_keywords(documents: Documents, operation: str) -> frozenset[str]:
    """The parameters of the query that the Python package takes for an operation."""
    book = sample_book(documents)
    signature = book.signatures.get(operation) if book else None
    return frozenset(signature.keywords.values() if signature else ())


def _fits(template: str, path: str) -> bool:
    """Whether a path is the template with a value for each parameter but the subscription."""
    parts, given = template.split("/"), path.split("/")
    return len(parts) == len(given) and all(
        bool(value) and (value == part or part.startswith("{")) and value != "{instanceId}"
        for part, value in zip(parts[1:], given[1:], strict=True)
        if part != "{subscriptionId}"
    )


def _named(
    example: Example, name: str, book: SampleBook | None, problem: Report
) -> Iterator[Problem]:
    """A command that is not among the names of the operation sends something else."""
    assert book
    key = example.operation.id, str(example.sample.client)
    names = (*book.names.get(key, ()), *book.others.get(key, ()))
    if name not in names:
        yield problem(f"{name!r} is not a name of the operation", did_you_mean(name, list(names)))


def _options(
    given: tuple[str, ...], sets: list[tuple[tuple[str, ...], tuple[str, ...]]], problem: Report
) -> Iterator[Problem]:
    """Options that fit none of the sets; the set that comes closest is reported."""
    faults = [
        (
            [option for option in needs if option not in given],
            [option for option in given if option not in takes],
        )
        for needs, takes in sets
    ]
    if any(not missing and not unknown for missing, unknown in faults):
        return
    if not faults:
        yield problem("its options were not collected", "add it to `cmdlets`, or set `request`")
        return
    missing, unknown = min(faults, key=lambda fault: len(fault[0]) + len(fault[1]))
    if missing:
        yield problem(f"it lacks {', '.join(missing)}", "add to `with`, or to `options`")
    if unknown:
        takes = list(dict.fromkeys(option for _, some in sets for option in some))
        yield problem(f"it has no {', '.join(unknown)}", did_you_mean(unknown[0], takes))
