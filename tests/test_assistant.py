"""`flexmap mcp`: an assistant looks up, searches, reviews and cites, over standard input."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from flexmap.assistant.answers import LARGEST, Answers
from flexmap.cli import main
from flexmap.failure import Failure
from flexmap.review.run import Settings
from tests.review_cases import mapping

LINE = "az vmss deallocate -g rg -n web --instance-ids 3\n"


def talk(mapping_file: Path, asked: Callable[[Client], Awaitable[None]]) -> None:
    """Starts the server as an assistant does."""

    async def run() -> None:
        command = ["-m", "flexmap", "mcp", "--mapping", str(mapping_file)]
        async with Client(StdioServerParameters(command=sys.executable, args=command)) as client:
            await asked(client)

    asyncio.run(run())


async def answer(client: Client, tool: str, **arguments: str) -> dict[str, Any]:
    """What a tool answers."""
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result
    made: dict[str, Any] = json.loads(result.content[0].text)  # type: ignore[union-attr]
    return made


def test_an_assistant_gets_what_the_command_prints(
    mapping_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same entries, findings and citations, each with the version of the data."""
    (tmp_path / "a.sh").write_text(LINE)
    main(["review", str(tmp_path), "--mapping", str(mapping_file), "--format", "json"])
    review = json.loads(capsys.readouterr().out)
    main(["cite", "VF002", "--mapping", str(mapping_file)])
    citation = capsys.readouterr().out.strip()

    async def asked(client: Client) -> None:
        tools = (await client.list_tools()).tools
        assert {tool.name for tool in tools} == {"look_up", "search", "review", "cite"}
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)
        told = await answer(client, "review", text=LINE, language="shell")
        assert [f["message"] for f in told["findings"]] == [
            f["message"] for f in review["findings"]
        ]
        assert told["data"] == review["data"]
        assert (await answer(client, "cite", reference="VF002"))["citation"] == citation
        entries = (await answer(client, "look_up", key="az vmss deallocate"))["entries"]
        assert entries[0]["ref"] in {"VF018", "VF002"}
        found = await answer(client, "search", words="how do I restart one instance")
        assert found["entries"][0]["ref"] == "VF010"
        assert not found["nothing_fits"]
        resource = await client.read_resource("flexmap://entries/VF010")
        assert "VF010 Restart one instance" in resource.contents[0].text  # type: ignore[union-attr]
        contents = await client.read_resource("flexmap://entries")
        assert contents.contents[0].text.count("\nVF") > 100  # type: ignore[union-attr]

    talk(mapping_file, asked)


def test_what_cannot_be_done_is_told(mapping_file: Path) -> None:
    """The assistant reads the reason and can ask again; the server goes on."""

    async def asked(client: Client) -> None:
        for tool, arguments, said in (
            ("look_up", {"key": "xyzzy"}, "nothing is called 'xyzzy'"),
            ("review", {"text": "x"}, "name the language; those that are read are shell"),
            ("cite", {"reference": "VF999"}, "VF999"),
            ("cite", {"reference": "VF002", "style": "bibtex"}, "the styles are markdown"),
        ):
            result = await client.call_tool(tool, arguments)
            assert result.is_error
            assert said in result.content[0].text  # type: ignore[union-attr]
        assert (await answer(client, "cite", reference="VF002"))["citation"]

    talk(mapping_file, asked)


def test_a_text_is_read_by_language_name_or_first_line() -> None:
    """As a fence, a file or a script would be."""
    answers = Answers(mapping(), Settings(jobs=1))
    for text, language, name in (
        (LINE, "azurecli", ""),
        (LINE, "", "run.sh"),
        (f"#!/bin/bash\n{LINE}", "", ""),
    ):
        assert len(answers.review(text, language, name)["findings"]) == 1
    with pytest.raises(Failure, match="longer than"):
        answers.review("x" * (LARGEST + 1), "shell")
    with pytest.raises(Failure, match="there is no entry 'VF999'"):
        answers.page("VF999")


def test_without_the_extra_it_says_what_to_install(
    mapping_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a line, and with the exit code for what could not run."""
    monkeypatch.delitem(sys.modules, "flexmap.assistant.server", raising=False)
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    assert main(["mcp", "--mapping", str(mapping_file)]) == 2
    assert "pip install 'flexmap[mcp]'" in capsys.readouterr().err
