"""`flexmap lsp`: an editor is told what a review finds, over standard input and output."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.workspace import PositionCodec
from pytest_lsp import LanguageClient, client_capabilities, make_test_lsp_client

from flexmap.cli import main
from flexmap.editor.diagnostics import Document, actions
from flexmap.editor.documents import Reviewer, language_of
from flexmap.review.run import Settings
from flexmap.sources.languages import languages
from tests.review_cases import mapping

SITE = "https://flexmap.example/docs"
LINE = "az vmss deallocate -g rg -n web --instance-ids 3\n"
Told = Callable[[LanguageClient, str], Awaitable[None]]


def serve(mapping_file: Path, root: Path, told: Told) -> None:
    """Starts the server as an editor does, tells it things, and ends it."""

    async def talk() -> None:
        client = make_test_lsp_client()
        await client.start_io(
            sys.executable, "-m", "flexmap", "lsp", "--stdio", "--mapping", str(mapping_file),
            "--site", SITE,
        )  # fmt: skip
        try:
            await client.initialize_session(
                types.InitializeParams(
                    capabilities=client_capabilities("visual-studio-code"),
                    root_uri=root.as_uri(),
                )
            )
            await told(client, (root / "stop.sh").as_uri())
            await client.shutdown_session()
        finally:
            await client.stop()

    asyncio.run(talk())


def opened(client: LanguageClient, uri: str, text: str, language: str = "shellscript") -> None:
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(
            types.TextDocumentItem(uri=uri, language_id=language, version=1, text=text)
        )
    )


def test_an_editor_is_told_what_a_review_finds(
    mapping_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same places, messages and severities; the code leads to the entry."""
    text = f"echo 'Grüße 🎉'; {LINE}"
    (tmp_path / "stop.sh").write_text(text, encoding="utf-8")
    main(["review", str(tmp_path), "--mapping", str(mapping_file), "--format", "json"])
    (review,) = json.loads(capsys.readouterr().out)["findings"]

    async def told(client: LanguageClient, uri: str) -> None:
        opened(client, uri, text)
        await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        (found,) = client.diagnostics[uri]
        assert found.message == review["message"]
        assert found.severity == types.DiagnosticSeverity.Error
        assert found.source == "flexmap"
        assert found.code_description is not None
        assert found.code_description.href.startswith(f"{SITE}/entries/vmss-")
        # The picture counts as two in the units of the protocol, and as one in a report.
        assert found.range.start.character == review["column"]
        hover = await client.text_document_hover_async(
            types.HoverParams(types.TextDocumentIdentifier(uri), found.range.start)
        )
        assert hover is not None
        shown = str(hover.contents)
        assert review["title"] in shown
        assert "data 1." in shown

    serve(mapping_file, tmp_path, told)


def test_what_is_typed_is_reviewed_and_can_be_replaced(mapping_file: Path, tmp_path: Path) -> None:
    """The text of the action is that of the review; once it stands there, nothing is found."""

    async def told(client: LanguageClient, uri: str) -> None:
        opened(client, uri, "echo hello\n")
        await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        assert not client.diagnostics[uri]
        typed(client, uri, 2, LINE)
        await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        (found,) = client.diagnostics[uri]
        offered = await client.text_document_code_action_async(
            types.CodeActionParams(
                types.TextDocumentIdentifier(uri),
                found.range,
                types.CodeActionContext(diagnostics=[found]),
            )
        )
        assert offered is not None
        replace, ignore = offered
        assert isinstance(replace, types.CodeAction)
        assert isinstance(ignore, types.CodeAction)
        assert replace.title.startswith("Replace with az vm deallocate")
        assert ignore.title.startswith("Ignore VF")
        for action in (replace, ignore):
            version = 3 if action is replace else 4
            typed(client, uri, version, edited(LINE, action, uri))
            await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
            assert not client.diagnostics[uri], action.title

    serve(mapping_file, tmp_path, told)


def typed(client: LanguageClient, uri: str, version: int, text: str) -> None:
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(
            types.VersionedTextDocumentIdentifier(version=version, uri=uri),
            [types.TextDocumentContentChangeWholeDocument(text=text)],
        )
    )


def edited(text: str, action: types.CodeAction, uri: str) -> str:
    """The text after the action; every edit here is within one line."""
    assert action.edit is not None
    assert action.edit.changes is not None
    (edit,) = action.edit.changes[uri]
    lines = text.splitlines(keepends=True)
    start, end = edit.range.start, edit.range.end
    assert start.line == end.line
    line = lines[start.line]
    lines[start.line] = line[: start.character] + str(edit.new_text) + line[end.character :]
    return "".join(lines)


def test_the_configuration_holds_once_it_is_saved(mapping_file: Path, tmp_path: Path) -> None:
    """Excluded files have no findings; one that is wrong is told."""

    async def told(client: LanguageClient, uri: str) -> None:
        opened(client, uri, LINE)
        await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        assert len(client.diagnostics[uri]) == 1
        config = tmp_path / ".flexmap.toml"
        config.write_text("exclude = 3\n")
        saved = types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(config.as_uri()))
        client.text_document_did_save(saved)
        await client.wait_for_notification(types.WINDOW_SHOW_MESSAGE)
        assert ".flexmap.toml:1:1: exclude is a list of texts" in client.messages[-1].message
        config.write_text('exclude = ["*.sh"]\n')
        client.text_document_did_save(saved)
        await until(client, uri, 0)

    serve(mapping_file, tmp_path, told)


async def until(client: LanguageClient, uri: str, count: int) -> None:
    """Waits until a document has as many diagnostics."""
    while len(client.diagnostics[uri]) != count:
        await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)


@pytest.mark.parametrize(
    ("path", "identifier", "text", "language"),
    [
        ("a.sh", "plaintext", "", "shell"),
        ("untitled:1", "shellscript", "", "shell"),
        ("Untitled-1", "typescriptreact", "", "tsx"),
        ("Untitled-1", "terraform", "", "terraform"),
        ("Untitled-1", "jsonc", "", "json"),
        ("deploy", "", "#!/bin/bash\n", "shell"),
        ("notes", "plaintext", "hello", None),
        ("c:\\work\\main.bicep", "", "", "bicep"),
    ],
)
def test_the_language_is_told_by_name_then_by_the_editor(
    path: str, identifier: str, text: str, language: str | None
) -> None:
    """A new text has no name yet."""
    assert language_of(path, identifier, text) == language


SAMPLES = {
    "shell": ("a.sh", LINE),
    "powershell": ("a.ps1", "Stop-AzVmss -ResourceGroupName rg -VMScaleSetName w -InstanceId 3\n"),
    "python": ("a.py", "from azure.mgmt.compute import ComputeManagementClient\n"
               "c = ComputeManagementClient(k, s)\n"
               "c.virtual_machine_scale_set_vms.begin_reimage_all('g', 'w', '3')\n"),
    "batch": ("a.cmd", LINE),
    "dockerfile": ("Dockerfile", f"FROM x\nRUN {LINE}"),
    "make": ("Makefile", f"all:\n\t{LINE}"),
    "yaml": ("a.yml", f"steps:\n- script: |\n    {LINE}"),
}  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
def test_an_ignore_that_is_offered_works(name: str) -> None:
    """In every language that has comments, the comment above the line covers it."""
    path, text = SAMPLES[name]
    reviewer = Reviewer(mapping(), Settings())
    document = Document(
        uri="file:///a", lines=text.splitlines(keepends=True), codec=PositionCodec(),
        findings=reviewer.findings(path, "", text),
    )  # fmt: skip
    whole = types.Range(types.Position(0, 0), types.Position(99, 0))
    offered = [a for a in actions(document, whole, name) if a.title.startswith("Ignore")]
    assert offered
    for action in offered:
        changed = edited(text, action, "file:///a")
        before = {f.main.ref for f in document.findings if f.main}
        after = {f.main.ref for f in reviewer.findings(path, "", changed) if f.main}
        assert len(after) < len(before), changed


def test_every_language_with_comments_says_how_one_begins() -> None:
    """JSON has none, and in a document a comment depends on the block that it stands in."""
    without = {name for name, rule in languages().items() if "comment" not in rule}
    assert without == {"json", "markdown"}


def test_without_the_extra_it_says_what_to_install(
    mapping_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a line, and with the exit code for what could not run."""
    for name in [n for n in sys.modules if n.startswith("flexmap.editor")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "lsprotocol", None)
    assert main(["lsp", "--mapping", str(mapping_file)]) == 2
    assert "pip install 'flexmap[lsp]'" in capsys.readouterr().err
