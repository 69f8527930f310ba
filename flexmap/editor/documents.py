"""The review of a text in an editor."""

from __future__ import annotations

from flexmap.mapping import Mapping
from flexmap.review.config import Config
from flexmap.review.findings import Finding
from flexmap.review.reading import Scanner
from flexmap.review.run import Settings, review_text
from flexmap.sources.languages import by_first_line, by_name, fence
from flexmap.sources.patterns import Patterns, from_here

LARGEST = 1_000_000
"""Bytes of a text that is reviewed while the user types."""

_IDS = {
    "shellscript": "shell",
    "bat": "batch",
    "javascriptreact": "javascript",
    "typescriptreact": "tsx",
    "dockercompose": "yaml",
    "azure-pipelines": "yaml",
    "ansible": "yaml",
    "makefile": "make",
    "kusto": "kql",
    "markdown": "markdown",
}
"""The identifiers of the protocol and of editors that no fence has."""


def language_of(path: str, identifier: str, text: str) -> str | None:
    """The language of a document: by its name, by what the editor calls it, by its first line."""
    name = path.replace("\\", "/").rpartition("/")[2]
    named = by_name(name) or _IDS.get(identifier) or fence(identifier)
    return named or by_first_line(text[:200].encode())


class Reviewer:
    """Reviews texts with one scanner, which keeps its parsers.

    `settings` say how; a path that their configuration excludes has no findings.
    """

    def __init__(self, mapping: Mapping, settings: Settings) -> None:
        self.mapping, self.settings = mapping, settings
        self._scanner = Scanner(mapping)
        self._exclude = Patterns.of_texts(settings.config.exclude)

    @property
    def config(self) -> Config:
        """What `.flexmap.toml` says."""
        return self.settings.config

    def findings(self, path: str, identifier: str, text: str) -> tuple[Finding, ...]:
        """The findings of a document that a review lists, by place."""
        language = language_of(path, identifier, text)
        if language is None or (self._exclude and self._exclude.cover(from_here(path))):
            return ()
        content = text.encode("utf-8", "surrogatepass")
        done = review_text(self._scanner, path, language, content, self.settings)
        return tuple(done.shown())
