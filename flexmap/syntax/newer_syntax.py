"""Syntax that a grammar does not know yet, as syntax of the same length that it knows.

Only the tree is made from it: every place and every text stays that of the file. Each rule
looks at a bounded piece of text, so that the cost grows with the text. What each grammar
lacks was seen with the releases of `requirements.lock`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_PLACEHOLDER = re.compile(rb"(?<=[\s=:/\"'])<([A-Za-z][\w.-]{0,60})>(?=[\s\"'/;,)]|\Z)")
"""A name to fill in; a shell would read from it and write into what follows."""

_FUNSUB = re.compile(rb"\$\{(?=[ \t\n|])([^{}]{0,2000}?;[ \t\n]{0,200})\}")
"""A command whose output is instead, without a process of its own (bash 5.3)."""

_TEST = re.compile(rb"(?<![^\s;&|({!`])\[(?=[ \t])")
"""The command `[`: the grammar reads on to the next `]`, without an error, where a command in
between redirects its output. Under another name it is a command like any other."""

_PIPE_BOTH = re.compile(rb"(?<!\|)\|&(?!&)")
"""A pipe that takes errors too."""

_PIPE = re.compile(rb"(?<!\|)\|(?!\|)")
_LONG_PIPELINE = 2
"""Pipes of a pipeline whose end the grammar can overlook."""

_DOCUMENT = re.compile(rb"(?<!<)<<-?[ \t]{0,9}[\"'\\]?(\w{1,80})")
"""The beginning of a here-document, with the word that ends it."""

_GOES_ON = re.compile(rb"(?:[\\|&;({),]|\b(?:then|do|else|in))[ \t\r]{0,40}\Z")
"""The end of a line behind which a command continues, or none has to end."""

_COMMENT = re.compile(rb"[ \t]#")
_MARK = b"\x00;"
"""Represents the end of a line; no text that is parsed holds it."""

_EXPONENT = re.compile(
    rb"(?<=[\s=(\[,:?*/+-])\d{1,40}(?:\.\d{1,40})?[eE][+-]?\d{1,10}(?=[\s,)\]}]|\Z)"
)
_CONDITIONAL_TARGET = re.compile(
    rb"^([ \t]*[\w.()\[\]]{1,200})\?\.(?=[\w.?]{1,200}\s{0,40}(?:[-+*/%&|^]|<<|>>|\?\?)?=(?![=>]))",
    re.MULTILINE,
)
"""An assignment to a member of what may be null (C# 14)."""

_LAMBDA = re.compile(rb"\([\w\s,]{1,200}\)(?=\s{0,40}=>)")
_MODIFIER = re.compile(rb"\b(?:out|ref|in|scoped)\s(?=\s{0,40}\w{1,200}\s{0,40}[,)])")
"""A parameter without a type that is handed back (C# 14)."""

_TYPE = re.compile(rb"^[ \t]*(?:param|type|output)\b[^\n=]{0,400}", re.MULTILINE)
_NULLABLE_ITEM = re.compile(rb"(?<=\w)\?(?=[ \t]{0,40}[,\]])")
"""An item of a tuple that may be null (Bicep)."""

_PREFIXES = re.compile(rb"(?<=\n\t)[-+@][-+@ \t]{1,40}(?=[^-+@ \t\n])")
"""Several marks in front of a command of Make."""


_FILLED_IN = re.compile(rb"\{\{[^{}\n]{0,300}\}\}")
"""A value that Helm, Jinja or another engine puts in."""

_FILL_LINE = re.compile(
    rb"^[ \t]{0,200}(?:\{\{[^{}\n]{0,300}\}\}|\{%[^%\n]{0,300}%\})[ \t\r]{0,40}$", re.MULTILINE
)
"""A line that holds only a step of such an engine: a condition, a loop, an inclusion."""


_BLANK_FIRST = re.compile(
    rb"(?<=[|>])(?P<head>[-+\d]{0,3}[ \t]{0,40}\r?\n)"
    rb"(?P<blank>(?:[ \t]{1,400}\r?\n){1,9})(?P<indent>[ \t]{0,200})(?=\S)"
)
"""Lines of spaces before the first line of a block scalar."""


def known_syntax(grammar: str, source: bytes) -> bytes:
    """The text as the grammar can parse it, byte for byte at the same places."""
    rewrite = _REWRITES.get(grammar)
    return rewrite(source) if rewrite else source


def _bash(source: bytes) -> bytes:
    source = _without_templates(source)
    source = _PLACEHOLDER.sub(lambda match: b"_" + match[1] + b"_", source)
    source = _TEST.sub(b"t", source)
    source = _with_ends(_PIPE_BOTH.sub(b"| ", source))
    return _FUNSUB.sub(lambda match: b"$(" + match[1] + b")", source)


def _with_ends(source: bytes) -> bytes:
    """The text with a mark at the end of each pipeline of three commands or more.

    Without one, the grammar takes the lines behind it in as words of its last command, up to
    the next one that redirects its output or continues with `&&`.
    """
    if source.count(b"|") < _LONG_PIPELINE:
        return source
    lines = source.split(b"\n")
    pipes, document = 0, b""
    for index, line in enumerate(lines[:-1]):
        if document:
            document = b"" if line.strip() == document else document
            continue
        pipes += len(_PIPE.findall(line))
        begins = _DOCUMENT.search(line)
        document = begins[1] if begins else b""
        if not document and _GOES_ON.search(line):
            continue
        if pipes >= _LONG_PIPELINE and not document:
            lines[index] = _ended(line, lines[index + 1])
        pipes = 0
    return _joined(lines)


def _ended(line: bytes, after: bytes) -> bytes:
    """The line with a mark before its comment, or with `_MARK` where the end of the line is."""
    comment = _COMMENT.search(line)
    if line.lstrip().startswith(b"#") or after.lstrip().startswith(b";;"):
        return line
    if comment:
        return line[: comment.start()] + b";" + line[comment.start() + 1 :]
    return line + _MARK


def _joined(lines: list[bytes]) -> bytes:
    """The lines as one text, where `_MARK` represents the end of a line."""
    return b"\n".join(lines).replace(_MARK + b"\n", b";")


def _c_sharp(source: bytes) -> bytes:
    source = _CONDITIONAL_TARGET.sub(lambda match: match[1] + b" .", source)
    return _LAMBDA.sub(lambda match: _MODIFIER.sub(_blank, match[0]), source)


def _bicep(source: bytes) -> bytes:
    return _TYPE.sub(lambda match: _NULLABLE_ITEM.sub(b" ", match[0]), source)


def _hcl(source: bytes) -> bytes:
    return _EXPONENT.sub(lambda match: b"1" * len(match[0]), source)


def _make(source: bytes) -> bytes:
    return _PREFIXES.sub(lambda match: b"@".ljust(len(match[0])), source)


def _without_templates(source: bytes) -> bytes:
    """The text with plain words instead of what a template engine fills in."""
    if b"{{" not in source and b"{%" not in source:
        return source
    source = _FILL_LINE.sub(_blank, source)
    return _FILLED_IN.sub(lambda match: b"_" * len(match[0]), source)


def _yaml(source: bytes) -> bytes:
    known = _without_templates(source)
    return known if known is source else _BLANK_FIRST.sub(_with_marks, known)


def _with_marks(match: re.Match[bytes]) -> bytes:
    """Each space line with a mark where the scalar's text begins; YAML takes no longer one."""
    width = len(match["indent"])
    lines = match["blank"].split(b"\n")
    marked = [
        line[:width] + b"#" + line[width + 1 :] if len(line) > width else line for line in lines
    ]
    return match["head"] + b"\n".join(marked) + match["indent"]


def _json(source: bytes) -> bytes:
    return _FILLED_IN.sub(lambda match: b"1" * len(match[0]), _FILL_LINE.sub(_blank, source))


def _blank(match: re.Match[bytes]) -> bytes:
    return b" " * len(match[0])


_REWRITES: dict[str, Callable[[bytes], bytes]] = {
    "bash": _bash, "c_sharp": _c_sharp, "bicep": _bicep, "hcl": _hcl, "make": _make,
    "yaml": _yaml, "json": _json,
}  # fmt: skip
