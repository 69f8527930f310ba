"""The real data against the real surface: nothing is missing, nothing is made up."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from jsonschema_rs import Draft202012Validator

from flexmap.mapping import Client, Kind, Verification
from generator.building.check import authored_schemas
from generator.building.mapping import build_model
from generator.collect.hand import CLIENTS, read_hand
from generator.collect.model_surface import PROVIDERS
from generator.reading.documents import Documents
from generator.reading.files import read_folder
from generator.reading.loading import load
from generator.reading.yaml_text import parse
from generator.reference import Reference
from generator.rules.surface_names import unknown_names
from generator.surface.operations import Operation, operations

DATA = Path(__file__).parent.parent / "data"
GROUPS = {
    "VirtualMachineScaleSets": 27,
    "VirtualMachineScaleSetVMs": 18,
    "VirtualMachineScaleSetExtensions": 5,
    "VirtualMachineScaleSetVMExtensions": 5,
    "VirtualMachineScaleSetVMRunCommands": 5,
    "VirtualMachineScaleSetVMDiagnosticRunCommands": 5,
    "VirtualMachineScaleSetRollingUpgrades": 4,
    "VirtualMachineScaleSetLifeCycleHookEvents": 3,
}
"""The groups of scale sets and how many operations each has in 39.0.0."""


@pytest.fixture(scope="module")
def documents() -> Documents:
    return load(read_folder(DATA), authored_schemas()).documents


@pytest.fixture(scope="module")
def mapping(documents) -> Reference:
    """The mapping, whatever other rules may say of the data."""
    return build_model(documents)


@pytest.fixture(scope="module")
def known(documents) -> dict[str, Operation]:
    return dict(operations(documents.surface("operations")))


def test_the_surface_has_72_operations_on_scale_sets(known) -> None:
    """The number that the issue counts, group by group."""
    counts = Counter(item.group for item in known.values() if item.on_scale_sets)
    assert counts == GROUPS
    assert counts.total() == 72


def test_every_operation_has_one_entry_and_no_entry_is_made_up(mapping: Reference, known) -> None:
    """72 of 72, method and path equal to the letter, in both directions."""
    entries = [entry.uniform for entry in mapping.entries if entry.kind is Kind.OPERATION]
    ours = {uniform.operation: uniform.endpoint for uniform in entries}
    assert len(ours) == len(entries)
    packages = {key: item for key, item in known.items() if item.on_scale_sets}
    assert set(ours) == set(packages)
    for operation, endpoint in ours.items():
        assert endpoint is not None
        assert (endpoint.method, endpoint.path) == (
            packages[operation].method,
            packages[operation].path,
        )


def test_every_alternative_is_in_the_package_or_on_the_list(mapping: Reference, known) -> None:
    """What to call instead has been read out of the package as well."""
    listed = {item.name for item in mapping.unverified if item.what == "operation"}
    for entry in mapping.entries:
        for alternative in entry.flexible.alternatives:
            if alternative.operation and alternative.operation not in listed:
                assert alternative.endpoint is not None
                found = known[alternative.operation]
                assert f"{alternative.endpoint.method} {alternative.endpoint.path}" == found.request


def test_every_operation_has_its_names(mapping: Reference) -> None:
    """Python, JavaScript, Go and Java name all; the CLI and PowerShell name it or say how else."""
    everywhere = {Client.REST, Client.PYTHON, Client.JAVASCRIPT, Client.GO, Client.JAVA}
    everywhere |= {Client.AZURE_CLI, Client.POWERSHELL}
    for entry in mapping.entries:
        if entry.kind is Kind.OPERATION:
            own = {name.client for name in entry.uniform.names if not name.within}
            assert own >= everywhere, entry.id
            for name in entry.uniform.names:
                assert name.exact or name.note, (entry.id, name.name)


def test_a_line_that_sends_the_request_can_be_sent(mapping: Reference, known) -> None:
    """Method, whole address and API version; a body where the operation takes none without."""
    lines = 0
    for entry in mapping.entries:
        for name in entry.uniform.names:
            if not name.command:
                lines += 1
                operation = known[entry.uniform.operation]
                assert f"{operation.path}?api-version={operation.api_version}" in name.name
                needs = bool(operation.body) and not operation.body_optional
                assert ("body.json" in name.name) == needs
                verb = operation.method
                assert f" {verb.lower() if name.client == 'azure-cli' else verb} " in name.name
    assert lines == 34 + 30


def test_the_names_by_client_are_counted(mapping: Reference) -> None:
    """How many of the 72 each client names: the figures of the closing note."""
    named = {c.client: (c.scale_set_named, c.scale_set_without) for c in mapping.clients}
    assert named == {
        "azure-cli": (38, 34),
        "powershell": (42, 30),
        "python": (72, 0),
        "javascript": (72, 0),
        "go": (72, 0),
        "dotnet": (66, 6),
        "java": (72, 0),
        "ansible": (16, 54),
    }
    for client in mapping.clients:
        assert client.scale_set_operations == 72
        words = set(client.verified)
        if client.purl:
            assert Verification.PACKAGE in words
        else:
            assert Verification.PACKAGE not in words
            assert mapping.naming[client.client].sources


def test_no_name_is_unknown(documents) -> None:
    """0 names that neither a package nor the list knows; commands in texts included."""
    listed = {item["name"] for item in documents.single("unverified") if item["what"] == "name"}
    assert {name for _, _, name in unknown_names(documents)} == listed


def test_the_hand_kept_files_are_in_the_joined_one(documents, known) -> None:
    """Whoever edits a hand-kept file has to collect."""
    hand = read_hand(DATA / "surface" / "hand", known)
    assert hand.stale == ()
    joined = documents.surface("names")["operations"]
    ours = {(o["id"], n["client"], n["name"]) for o in joined for n in o["names"]}
    kept = {(name.operation, name.client, name.name) for name in hand.names}
    assert kept == {item for item in ours if item[1] in CLIENTS}
    none = {(o["id"], client) for o in joined for client in o.get("none", ())}
    for client in CLIENTS:
        assert {o for o, c in none if c == client} == hand.nameless[client]


def test_the_versions_are_those_of_the_listing(documents) -> None:
    """One place names the versions; the files, the names and the release follow it."""
    listing = (DATA / "surface" / "packages.yml").read_text(encoding="utf-8")
    collected = ("operations", "commands", "spellings", "properties")
    surfaces = [*map(documents.surface, collected), *documents.surface("arguments")["lines"]]
    for surface in surfaces:
        assert f"purl: {surface['purl']}\n" in listing
    assert {line["name"] for line in documents.surface("arguments")["lines"]} == set(PROVIDERS)
    for client in documents.surface("names")["clients"]:
        assert "purl" not in client or f"purl: {client['purl']}\n" in listing


def test_the_listing_follows_its_schema() -> None:
    """Editors complete it, and what they accept is what collect reads."""
    path = DATA / "surface" / "packages.yml"
    schema = json.loads((DATA / "schema" / "packages.schema.json").read_text(encoding="utf-8"))
    value = parse(path.name, path.read_bytes()).value
    assert not list(Draft202012Validator(schema).iter_errors(value))
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    assert (path.parent / first.rpartition("=")[2]).resolve().is_file()
