"""The language server: what an editor asks, and what it is told, over standard input and output."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path
from pygls.workspace import TextDocument

from flexmap import __version__
from flexmap.editor.diagnostics import Document, actions, diagnostics, hover
from flexmap.editor.documents import LARGEST, Reviewer, language_of
from flexmap.failure import Failure
from flexmap.mapping import Mapping
from flexmap.review.config import CONFIG, Config, read_config
from flexmap.review.run import Settings

_PAUSE = 0.15
"""Seconds without a key press after which a text is reviewed."""


class Server(LanguageServer):
    """A server with what it knows of each open document."""

    def __init__(self, mapping: Mapping, settings: Settings, site: str) -> None:
        super().__init__("flexmap", __version__)
        self._mapping, self._base, self._own_site = mapping, settings, site
        self._documents: dict[str, Document] = {}
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self.reviewer = Reviewer(mapping, settings)

    @property
    def site(self) -> str:
        """The address in front of the entries' own: that of the command, or the configuration's."""
        return self._own_site or self.reviewer.config.site

    def configure(self) -> None:
        """Reads `.flexmap.toml` in the folder of the workspace; says what is wrong with it."""
        root = self.workspace.root_path
        if root and Path(root).is_dir():
            os.chdir(root)  # as for a review in that folder: its patterns go from there on
        config = Config()
        try:
            config = read_config(Path(CONFIG)) if os.path.lexists(CONFIG) else config
        except Failure as error:
            self.window_show_message(
                types.ShowMessageParams(type=types.MessageType.Error, message=str(error))
            )
        self.reviewer = Reviewer(self._mapping, replace(self._base, config=config))

    def document(self, uri: str) -> Document:
        """The document as it is now, reviewed when it was not yet."""
        text = self.workspace.get_text_document(uri)
        known = self._documents.get(uri)
        if known is None or list(known.lines) != text.lines:
            known = self._reviewed(text)
            self._documents[uri] = known
        return known

    def _reviewed(self, text: TextDocument) -> Document:
        path = to_fs_path(text.uri) or text.uri
        with contextlib.suppress(ValueError):  # another drive
            path = os.path.relpath(path)
        return Document(
            uri=text.uri,
            lines=tuple(text.lines),
            codec=self.workspace.position_codec,
            findings=self.reviewer.findings(path, text.language_id or "", text.source),
        )

    def language(self, uri: str) -> str | None:
        """The language in which a document is read."""
        text = self.workspace.get_text_document(uri)
        return language_of(uri, text.language_id or "", text.source)

    def publish(self, uri: str) -> None:
        """Tells the editor the findings of a document."""
        version = self.workspace.get_text_document(uri).version
        found = diagnostics(self.document(uri), self.site)
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri=uri, version=version, diagnostics=found)
        )

    def publish_soon(self, uri: str) -> None:
        """The same once the user has stopped typing for a moment."""
        waiting = self._waiting.pop(uri, None)
        if waiting:
            waiting.cancel()
        self._waiting[uri] = asyncio.ensure_future(self._publish_later(uri))

    async def _publish_later(self, uri: str) -> None:
        await asyncio.sleep(_PAUSE)
        self._waiting.pop(uri, None)
        self.publish(uri)

    def publish_all(self) -> None:
        """Tells the editor the findings of all open documents again."""
        self._documents.clear()
        for uri in list(self.workspace.text_documents):
            self.publish(uri)

    def forget(self, uri: str) -> None:
        """Leaves out a document that was closed."""
        waiting = self._waiting.pop(uri, None)
        if waiting:
            waiting.cancel()
        self._documents.pop(uri, None)
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri=uri, diagnostics=[])
        )


def server(mapping: Mapping, settings: Settings, site: str = "") -> Server:
    """A server that answers with this mapping."""
    made = Server(mapping, replace(settings, largest=LARGEST), site)
    for feature, answer in _ANSWERS.items():
        made.feature(feature)(answer)
    options = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
    made.feature(types.TEXT_DOCUMENT_CODE_ACTION, options)(_actions)
    made.feature(types.TEXT_DOCUMENT_HOVER)(lambda params: _hover(made, mapping, params))
    return made


def _initialized(ls: Server, _: types.InitializedParams) -> None:
    ls.configure()
    ls.publish_all()


def _opened(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
    ls.publish(params.text_document.uri)


def _changed(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
    ls.publish_soon(params.text_document.uri)


def _saved(ls: Server, params: types.DidSaveTextDocumentParams) -> None:
    """A configuration that is saved holds from now on."""
    if params.text_document.uri.endswith(f"/{CONFIG}"):
        ls.configure()
        ls.publish_all()


def _closed(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
    ls.forget(params.text_document.uri)


def _actions(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    uri = params.text_document.uri
    return actions(ls.document(uri), params.range, ls.language(uri))


def _hover(ls: Server, mapping: Mapping, params: types.HoverParams) -> types.Hover | None:
    return hover(ls.document(params.text_document.uri), params.position, mapping, ls.site)


_ANSWERS: dict[str, Callable[..., None]] = {
    types.INITIALIZED: _initialized,
    types.TEXT_DOCUMENT_DID_OPEN: _opened,
    types.TEXT_DOCUMENT_DID_CHANGE: _changed,
    types.TEXT_DOCUMENT_DID_SAVE: _saved,
    types.TEXT_DOCUMENT_DID_CLOSE: _closed,
}
