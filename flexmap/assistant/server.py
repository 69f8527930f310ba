"""The tools and resources of the server, over standard input and output; it only reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from flexmap import __version__
from flexmap.assistant.answers import Answers
from flexmap.failure import Failure

_ABOUT = (
    "What happens to Azure scale-set calls, written for Uniform orchestration, on a"
    " Flexible set. Every answer carries the version of the data; statements have dated sources."
    " A verdict of unknown means that no source says it: do not guess."
)
_READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)


def server(answers: Answers) -> MCPServer:
    """A server that gives these answers."""
    made = MCPServer("flexmap", instructions=_ABOUT, version=__version__, log_level="ERROR")

    @made.tool(annotations=_READS)
    def look_up(key: str) -> dict[str, Any]:
        """The entries for a name: an id such as VF002, an operation, a command line, a
        cmdlet, a method, a REST path, a property, a Terraform argument or a pasted error."""
        return _told(lambda: answers.look_up(key))

    @made.tool(annotations=_READS)
    def search(words: str) -> dict[str, Any]:
        """The entries for a question in plain words, the best first. `nothing_fits` tells that
        no entry covers it."""
        return _told(lambda: answers.search(words))

    @made.tool(annotations=_READS)
    def review(text: str, language: str = "", name: str = "") -> dict[str, Any]:
        """The scale-set calls and settings in a text and what happens to each on a Flexible set,
        with the replacement. Give the language or the name of the file."""
        return _told(lambda: answers.review(text, language, name))

    @made.tool(annotations=_READS)
    def cite(reference: str, style: str = "markdown") -> dict[str, Any]:
        """A sentence on an entry (VF002) or one of its caveats (VF002#caveat) with its newest
        source, date and address. Styles: markdown, plain, html."""
        return _told(lambda: answers.cite(reference, style))

    @made.resource("flexmap://entries", mime_type="text/plain")
    def entries() -> str:
        """Every entry in a line: reference, verdict, title, operation."""
        return answers.contents()

    @made.resource("flexmap://entries/{reference}", mime_type="text/plain")
    def entry(reference: str) -> str:
        """An entry: the answer, what to call instead, caveats and sources."""
        return answers.page(reference)

    return made


def _told(answer: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The answer; what cannot be done is an error that the assistant can read."""
    try:
        return answer()
    except Failure as error:
        raise ToolError(str(error)) from error
