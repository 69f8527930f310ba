"""The little markup that prose fields know: `code` and [words](target), nothing else."""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias

PROSE_KEYS = frozenset({
    "action", "back", "basis", "check", "date_note", "definition", "description", "flexible",
    "headline", "how", "note", "says", "summary", "text", "title", "uniform", "why", "withdrawn",
})  # fmt: skip
"""Keys whose text is prose. An error's `text` is not: it is quoted as it was printed."""

# The spans are tuples because there are ten thousands of them: a frozen dataclass takes three
# times as long to make.
_SPAN = re.compile(r"`(?P<code>[^`\n]+)`|\[(?P<words>[^\[\]\n]+)\]\((?P<target>[^()\s]+)\)")


class Text(NamedTuple):
    """Words unchanged."""

    text: str


class Code(NamedTuple):
    """What was between backticks."""

    text: str


class Link(NamedTuple):
    """Words that lead to an entry, a caveat of an entry (`id#caveat`) or an https address."""

    text: str
    target: str


Span: TypeAlias = Text | Code | Link


def spans(prose: str) -> tuple[Span, ...]:
    """The prose taken apart, in order; joined again, the texts are what a reader sees.

    The words of a link are plain text: `code` in them is not looked for.
    """
    if "`" not in prose and "[" not in prose:
        return (Text(prose),) if prose else ()
    result: list[Span] = []
    end = 0
    for match in _SPAN.finditer(prose):
        if match.start() > end:
            result.append(Text(prose[end : match.start()]))
        if match["code"] is not None:
            result.append(Code(match["code"]))
        else:
            result.append(Link(match["words"], match["target"]))
        end = match.end()
    if end < len(prose):
        result.append(Text(prose[end:]))
    return tuple(result)


def plain(prose: str) -> str:
    """The words alone, for CSV cells, feeds, titles and citations."""
    if "`" not in prose and "[" not in prose:
        return prose
    return "".join(span.text for span in spans(prose))
