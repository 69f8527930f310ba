"""Lists of clients and languages that stand in a schema, a page or a stylesheet as well.

Code takes them from `flexmap.mapping.vocabulary` and `flexmap/rules/languages.json`. What cannot
be derived is compared here, so that a new client or language cannot be forgotten.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from flexmap.mapping.vocabulary import (
    CALL_CLIENTS,
    NAMED_CLIENTS,
    PROPERTY_CLIENTS,
    WRITING_CLIENTS,
    Client,
)
from flexmap.sources.languages import languages
from generator.collect.hand import CLIENTS as KEPT_BY_HAND

ROOT = Path(__file__).parent.parent
SCHEMAS = (*sorted(ROOT.glob("data/schema/*.json")), ROOT / "templates/exports/mapping.schema.json")
SAMPLED = (Client.REST, Client.AZURE_CLI, Client.POWERSHELL, Client.PYTHON)
"""The clients that samples are made for, by hand in `generator/samples/`."""

COMMANDS = (Client.AZURE_CLI, Client.POWERSHELL)
"""The clients that have commands."""

PLANNED = (*COMMANDS, *WRITING_CLIENTS)
"""The clients in which a step of a plan is shown."""

GROUPS = (
    tuple(Client), CALL_CLIENTS, NAMED_CLIENTS, PROPERTY_CLIENTS, WRITING_CLIENTS, SAMPLED, PLANNED,
)  # fmt: skip

OPTIONS = (*COMMANDS, Client.ANSIBLE)
"""The clients whose options choose the operation."""


def text_of(path: str) -> str:
    """A file of the repository."""
    return (ROOT / path).read_text(encoding="utf-8")


def lists_of_clients(schema: Any, path: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each closed list of a schema that has a client in it, with its place."""
    if isinstance(schema, dict):
        words = tuple(map(str, schema.get("enum", ())))
        if set(words) & {Client.AZURE_CLI, Client.ARM}:
            yield path, words
        for key, value in schema.items():
            yield from lists_of_clients(value, f"{path}/{key}")


def titles() -> dict[str, str]:
    """What readers call each client."""
    vocabulary = yaml.safe_load(text_of("data/vocabulary.yml"))
    return {term["id"]: term["title"] for term in vocabulary["client"]}


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_a_schema_lists_a_whole_group_of_clients(path: Path) -> None:
    """A schema that lacks one of a group refuses what the others publish."""
    chosen = {"options.schema.json": OPTIONS, "entry.schema.json": COMMANDS}.get(path.name)
    allowed = (*GROUPS, chosen) if chosen else GROUPS
    for place, words in lists_of_clients(json.loads(path.read_text(encoding="utf-8"))):
        assert words in allowed, place


def test_every_client_has_its_page_in_the_navigation() -> None:
    """In the order of the enumeration, under the title of the vocabulary."""
    pages = re.findall(r"^ +- (.+): clients/(.+)/index\.md$", text_of("mkdocs.yml"), re.M)
    assert [client for _, client in pages] == list(Client)
    assert {client: title for title, client in pages} == titles()


def test_the_stylesheet_shows_the_samples_of_each_client() -> None:
    """A client that the choice offers and the stylesheet lacks would show nothing."""
    chosen = re.findall(r'\[value="([\w-]+)"\]:checked\)', text_of("docs/assets/entry.css"))
    assert chosen == [*SAMPLED, *WRITING_CLIENTS]


def test_contributing_names_the_clients_that_are_kept_by_hand() -> None:
    """Whoever corrects a name has to know whether a file here or a package is wrong."""
    match = re.search(
        r"that people edit, apart from the listing: names of ([^:]*?), each",
        text_of("CONTRIBUTING.md"),
    )
    assert match
    assert sorted(re.split(r", | and ", match[1])) == sorted(titles()[c] for c in KEPT_BY_HAND)


@pytest.mark.parametrize("path", ["README.md", "docs/review/index.md"])
def test_the_documents_name_every_language_that_is_read(path: str) -> None:
    """A language that no document names is one that nobody knows we read."""
    paragraphs = [
        part for part in text_of(path).split("\n\n") if "PowerShell" in part and "Bicep" in part
    ]
    assert paragraphs
    for name, language in languages().items():
        # With or without JSX, it is TypeScript to a reader.
        title = language["title"].partition(" with ")[0]
        assert re.search(rf"(?<!\w){re.escape(title)}", paragraphs[0], re.I), name
