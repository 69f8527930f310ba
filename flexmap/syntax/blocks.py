"""The text without the blocks that a grammar cannot parse, so that they do not hide the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from flexmap.syntax import grammar
from flexmap.values import dataclass

_LINE = re.compile(rb"[^\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Blocks:
    """Where blocks begin in a language, and what makes one parsable alone."""

    starts: re.Pattern[bytes]
    before: bytes = b""
    behind: bytes = b""


def _at_line(words: str) -> re.Pattern[bytes]:
    return re.compile(f"^(?:{words})".encode(), re.MULTILINE)


_MEMBER = (
    r"(?: {2}| {4}|\t)(?:@|\[|(?:public|private|protected|internal|static|final|async|override)\b)"
)
_SCRIPT = (
    r"(?:export|import|async|function|class|const|let|var|interface|type|abstract|enum|await|@)\b"
)
_BLOCKS = {
    "hcl": _Blocks(starts=_at_line(r"[a-z_]+(?:[ \t]+[\"\w-]+){0,2}[ \t]*\{")),
    "bicep": _Blocks(
        starts=_at_line(
            r"@|(?:param|var|resource|module|output|type|func|metadata|import|using|extension)\b"
        )
    ),
    "python": _Blocks(starts=_at_line(r"(?!(?:else|elif|except|finally)\b)[A-Za-z_@]")),
    "go": _Blocks(starts=_at_line(r"(?:func|type|var|const)\b")),
    "javascript": _Blocks(starts=_at_line(_SCRIPT)),
    "typescript": _Blocks(starts=_at_line(_SCRIPT)),
    "tsx": _Blocks(starts=_at_line(_SCRIPT)),
    "java": _Blocks(starts=_at_line(rf"{_MEMBER}|\}}"), before=b"class A {\n", behind=b"\n}\n"),
    "c_sharp": _Blocks(starts=_at_line(rf"{_MEMBER}|\}}"), before=b"class A {\n", behind=b"\n}\n"),
}
"""The languages in which a block, a statement or a member begins at a known place in a line."""


def without_broken(language_grammar: str, source: bytes) -> bytes | None:
    """The text with spaces instead of each block that does not parse alone.

    Every other byte keeps its place. None when the language has no blocks, or when none or
    all of them are broken. Raises `TooSlow` past the limit of `flexmap.syntax.limit`.
    """
    blocks = _BLOCKS.get(language_grammar)
    if blocks is None:
        return None
    spans = list(_spans(blocks.starts, source))
    broken = [span for span in spans if _is_broken(language_grammar, blocks, source, span)]
    if not broken or len(broken) == len(spans):
        return None
    whole = bytearray(source)
    for start, end in broken:
        whole[start:end] = _LINE.sub(lambda line: b" " * len(line[0]), source[start:end])
    return bytes(whole)


def _spans(starts: re.Pattern[bytes], source: bytes) -> Iterator[tuple[int, int]]:
    """Each block from its first byte to the first of the next one."""
    places = [match.start() for match in starts.finditer(source)]
    yield from pairwise([*places, len(source)])


def _is_broken(
    language_grammar: str, blocks: _Blocks, source: bytes, span: tuple[int, int]
) -> bool:
    text = source[slice(*span)]
    if blocks.before and text.startswith(b"}"):
        return False
    return grammar.parse(language_grammar, blocks.before + text + blocks.behind).has_error
