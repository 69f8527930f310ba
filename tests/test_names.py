"""Names in the clients: from the collected files into the mapping, its JSON and its pages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from flexmap.mapping import Client, Endpoint, Name, Verification, encode
from generator.pages import environment, pages
from generator.surface.names import NameBook, names_of
from generator.surface.operations import Operation
from tests.sample_mapping import sample_mapping
from tests.sample_parts import BASE, alternative, entry
from tests.test_check_golden import GOLDEN

TEMPLATES = Path(__file__).parent.parent / "templates" / "pages"
ENDPOINT = Endpoint(method="POST", path=f"{BASE}/virtualMachineScaleSets/{{name}}/walk")


def operation(**changes) -> Operation:
    values: dict[str, Any] = {
        "id": "Sets_Walk",
        "group": "Sets",
        "method": ENDPOINT.method,
        "path": ENDPOINT.path,
        "api_version": "2030-01-01",
        "query": (),
        "body": "",
        "body_optional": False,
        "python": "sets.begin_walk",
    }
    return Operation(**(values | changes))


def named(*names: Name, nameless: tuple[str, ...] = (), **changes) -> tuple[Name, ...]:
    book = NameBook(
        operations={"Sets_Walk": operation(**changes)},
        names={"Sets_Walk": names},
        nameless={"Sets_Walk": frozenset(nameless)},
    )
    return names_of("Sets_Walk", ENDPOINT, book)


def cli(name: str, **changes) -> Name:
    return Name(client=Client.AZURE_CLI, name=name, exact=True, **changes)


def test_an_operation_that_was_not_collected_has_its_request_only() -> None:
    """Nothing is said of clients that nobody looked at."""
    book = NameBook(operations={}, names={}, nameless={})
    (rest,) = names_of("Nat_Put", ENDPOINT, book)
    assert (rest.client, rest.verified) == (Client.REST, None)
    assert names_of(None, None, book) == ()


def test_names_stand_in_the_order_of_the_clients_the_purpose_first() -> None:
    """What only passes by an operation stands after what is made for it."""
    python = Name(client=Client.PYTHON, name="walk", exact=True)
    found = named(python, cli("az set create", within=True), cli("az set walk"))
    assert [name.name for name in found[1:]] == ["az set walk", "az set create", "walk"]


def test_where_there_is_no_command_the_line_sends_the_request() -> None:
    """Method, whole address, API version, and what else the operation needs."""
    rest, cli_line, shell_line = named(
        nameless=("azure-cli", "powershell", "dotnet"), query=("platform",), body="Walk"
    )
    target = f"{ENDPOINT.path}?api-version=2030-01-01&platform={{platform}}"
    assert rest.command
    assert cli_line.name == (
        f'az rest --method post --url "https://management.azure.com{target}" --body @body.json'
    )
    assert shell_line.name == (
        f"Invoke-AzRestMethod -Method POST -Path '{target}' -Payload (Get-Content body.json -Raw)"
    )
    for line in (cli_line, shell_line):
        assert not line.command
        assert line.note
        assert line.note.startswith("No c")
        assert line.note.endswith("The body is a `Walk` as JSON.")


def test_a_body_that_is_optional_is_left_out_of_the_line() -> None:
    """The note says how to add it."""
    _, line = named(nameless=("azure-cli",), body="Walk", body_optional=True)
    assert "--body" not in line.name
    assert line.note == (
        "No command of its own; `az rest` sends the request."
        " It may have a body, `--body @body.json`: a `Walk` as JSON."
    )


def test_flags_are_in_the_json_only_when_they_say_something() -> None:
    """Absent means absent: within, deprecated and command are there when they matter."""
    names = (
        cli("az a", verified=Verification.PACKAGE),
        cli("az b", within=True, note="On the way."),
        cli("az c", deprecated=True),
        cli("az d", command=False),
    )
    sample = sample_mapping().entries[0]
    way = alternative("Sets_Walk", names=names)
    made = entry(99, "vmss-walk", sample.flexible.verdict, alternatives=(way,))
    assert encode(made)["flexible"]["alternatives"][0]["names"] == [
        {"client": "azure-cli", "name": "az a", "exact": True, "verified": "package"},
        {
            "client": "azure-cli", "name": "az b", "exact": True,
            "note": "On the way.", "within": True,
        },
        {"client": "azure-cli", "name": "az c", "exact": True, "deprecated": True},
        {"client": "azure-cli", "name": "az d", "exact": True, "command": False},
    ]  # fmt: skip


@pytest.fixture(scope="module")
def base():
    """The pages of the golden base, whose small surface is like the real one."""
    from generator.building.check import authored_schemas
    from generator.building.mapping import build_model
    from generator.reading.files import read_folder
    from generator.reading.loading import load

    loaded = load(read_folder(GOLDEN / "base"), authored_schemas())
    return pages(build_model(loaded.documents), [], environment(TEMPLATES))


def test_a_page_shows_name_condition_and_how_it_is_known(base) -> None:
    """A row a client; deprecated spellings with their name; clients without one at the end."""
    page = base["entries/set-start/index.md"].replace("<wbr>", "")
    assert (
        '<th scope="row">Azure CLI</th> <td data-label="Name"><code>az vmss start</code></td>'
        ' <td data-label="Makes this call">Always.</td>'
    ) in page
    assert "Deprecated: <code>virtualMachineScaleSets.beginStart</code>." in page
    assert 'how-we-know/#verification_read">Sources</a>' in page
    assert "<p>No name is known in: Go, .NET, Java, Ansible.</p>" in page
    assert '<td data-label="Name">No cmdlet</td>' in page
    words = re.sub(r"</?span[^>]*>", "", page)
    assert "<pre><code>Invoke-AzRestMethod -Method POST -Path &#39;/subscriptions/" in words


def test_the_method_page_counts_the_names(base) -> None:
    """How many each client has, how each is known, and what is not verified."""
    page = base["how-we-know/index.md"]
    assert (
        '<tr><th scope="row">JavaScript</th> <td data-label="On scale sets">1 of 1</td>'
        ' <td data-label="Of all collected">1 of 2</td> <td data-label="Looked for, none">0</td>'
        ' <td data-label="Package">2</td>'
    ) in page
    assert "<p>Nothing: packages confirm every operation and every name.</p>" in page
