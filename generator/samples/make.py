"""Samples of one operation in every client that samples are made for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from flexmap.mapping import Client, Sample
from generator.samples.book import SUBSCRIPTION, Mode, SampleBook
from generator.samples.layout import layout
from generator.samples.python import python_call
from generator.surface.names import HOST
from generator.surface.operations import Operation

THEN = "### Then, with the rest of the answer as it is:"
"""Between two requests of a sample, in the form that tools for such files know."""

_NAME_OPTIONS = {"--name", "-Name"}
_INNER = re.compile(r"\$\([^)]*\)")
_OPEN = "{" + SUBSCRIPTION + "}"


def samples_of(operation: Operation, mode: Mode, book: SampleBook) -> tuple[Sample, ...]:
    """The samples of an operation as `make_samples` makes them, made once a book."""
    key = operation.id, mode
    if key not in book.samples:
        book.samples[key] = tuple(make_samples(operation, mode, book))
    return book.samples[key]


def make_samples(operation: Operation, mode: Mode, book: SampleBook) -> Iterator[Sample]:
    """One sample a client, in the order of the clients.

    Where a client has no command of its own, or none that does it shortly, its sample is the
    line that sends the request. A cmdlet whose parameters were not read has no sample.
    """
    body = sample_body(operation, mode, book)
    yield Sample(client=Client.REST, language="http", code=_rest(operation, body, mode, book))
    for client in (Client.AZURE_CLI, Client.POWERSHELL):
        code = _command(operation, client, body, mode, book)
        if code:
            language = "bash" if client is Client.AZURE_CLI else "powershell"
            yield Sample(client=client, language=language, code=code)
    if operation.id in book.signatures:
        code = python_call(operation, body, mode, book)
        yield Sample(client=Client.PYTHON, language="python", code=code)


def sample_body(operation: Operation, mode: Mode, book: SampleBook) -> Any:
    """The body of the sample as a value, or None; raises `ValueError` when it is not JSON."""
    text = book.bodies.get((operation.id, mode))
    if text is None:
        return None
    listed = ", ".join(json.dumps(item) for item in book.instances[mode])
    return json.loads(" ".join(book.filled(text, mode, listed).split()))


def sample_path(operation: Operation, mode: Mode, book: SampleBook) -> str:
    """The path with its query; the subscription stays open.

    A `$` is encoded too, since a shell would take what follows for a variable.
    """
    query = "".join(f"&{name}={{{name}}}" for name in operation.query)
    asked = "".join(
        f"&{quote(name)}={quote(' '.join(value.split()), safe='/{}')}"
        for name, value in book.queries.get(operation.id, {}).items()
    )
    text = f"{operation.path}?api-version={operation.api_version}{query}{asked}"
    return book.filled(text, mode)


def _rest(operation: Operation, body: Any, mode: Mode, book: SampleBook) -> str:
    request = f"{operation.method} {HOST}{sample_path(operation, mode, book)}"
    if body is not None:
        request += f"\nContent-Type: application/json\n\n{layout(body)}"
    reading = book.readings.get(operation.id)
    first = book.operations.get(reading.operation) if reading else None
    return f"{_rest(first, None, mode, book)}\n\n{THEN}\n{request}" if first else request


def _command(operation: Operation, client: Client, body: Any, mode: Mode, book: SampleBook) -> str:
    """A command with the options it needs, or the line that sends the request; may be empty."""
    choice = book.choice(operation.id, client)
    names = book.names.get((operation.id, client.value), ())
    if choice.request or not (choice.name or names):
        return _request(operation, client, body, mode, book)
    name = choice.name or names[0]
    if name not in book.needs:
        return ""
    several = _listed(client, book.instances[mode])
    extra = _instance(
        client, book.filled(" ".join(choice.extra.split()), mode, several), mode, book
    )
    given = set(_INNER.sub("", extra).split())
    words = [name]
    for option in book.needs[name]:
        if option not in given:
            value = _option_value(option, operation, client, mode, book)
            if value:
                words += [option, value]
    before = [book.filled(line, mode) for line in choice.before]
    return "\n".join([*before, " ".join([*words, *([extra] if extra else [])])])


def _option_value(
    option: str, operation: Operation, client: Client, mode: Mode, book: SampleBook
) -> str:
    """The value of an option; empty for a switch and for what nothing is known of."""
    if option in _NAME_OPTIONS:
        parts = [part[1:-1] for part in operation.path.split("/") if part.startswith("{")]
        named = [part for part in parts if part not in ("instanceId", SUBSCRIPTION)]
        return book.value(named[-1], mode) or ""
    name = book.options.get(option, "")
    if name == "instanceIds":
        return _listed(client, book.instances[mode])
    value = book.value(name, mode) or ""
    return f'"{value}"' if client is Client.POWERSHELL and name == "instanceId" else value


def _listed(client: Client, instances: tuple[str, ...]) -> str:
    if client is Client.POWERSHELL:
        return ", ".join(f'"{item}"' for item in instances)
    return " ".join(instances)


def _instance(client: Client, text: str, mode: Mode, book: SampleBook) -> str:
    """PowerShell takes an id of digits for a number unless it is in quotes."""
    if client is not Client.POWERSHELL:
        return text
    first = book.instances[mode][0]
    return text.replace(f"-InstanceId {first}", f'-InstanceId "{first}"')


def _request(operation: Operation, client: Client, body: Any, mode: Mode, book: SampleBook) -> str:
    """The line that sends the request; each client has its own way to name the subscription."""
    path, payload = sample_path(operation, mode, book), layout(body)
    if client is Client.AZURE_CLI:
        line = f'az rest --method {operation.method.lower()} --url "{path}"'
        if body is None:
            return line
        if _OPEN in payload:  # it is filled in the address only
            line = f"id=$(az account show --query id --output tsv)\n{line}"
            payload = payload.replace(_OPEN, "'\"$id\"'")
        return f"{line} --body '{payload}'"
    line = f'Invoke-AzRestMethod -Method {operation.method} -Path "{path}"'
    if body is not None and _OPEN in payload:
        line = f'$body = @"\n{payload}\n"@\n{line} -Payload $body'
    elif body is not None:
        line = f"$body = '{payload}'\n{line} -Payload $body"
    if _OPEN not in line:
        return line
    return f"$id = (Get-AzContext).Subscription.Id\n{line}".replace(_OPEN, "$id")
