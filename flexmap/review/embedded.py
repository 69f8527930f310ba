"""Code inside other files: Markdown fences, YAML pipelines, Makefiles, Dockerfiles, notebooks."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from tree_sitter import Node

from flexmap.review import grammar
from flexmap.review.context import Context
from flexmap.review.hits import Confidence, Hit
from flexmap.review.languages import fence

_COMMAND = re.compile(r"\baz(?:\.cmd)?\s+(?:vmss|rest)\b|\baz\s+resource\s+invoke-action\b")
_CMDLET = re.compile(r"\b\w+-Az(?:ureRm)?Vmss\w*|\bInvoke-(?:Az)?Rest(?:Method)?\b", re.IGNORECASE)
_FIRST_COMMAND = re.compile(r"^[ \t]*(?:\w+=\"?\$\()?az\s+(?:vmss|rest)\s", re.MULTILINE)
_FIRST_CMDLET = re.compile(
    r"^[ \t]*(?:\$\w+\s*=\s*)?(?:[A-Z]\w+-Az(?:ureRm)?Vmss\w*|\$\w+\s*=\s*\(?az\s)", re.MULTILINE
)
_PATH = re.compile(r"virtualMachineScaleSets/", re.IGNORECASE)
_SAYS_POWERSHELL = re.compile(
    r"\b(?:shell|scriptType|interpreter)\s*:\s*['\"]?(pwsh|pscore|ps|powershell)\b"
)
_MAGIC = re.compile(r"\s*(?:%%(?:bash|sh|script bash)|#!(?:azcli|pwsh|powershell|csharp))")
_ESCAPED = re.compile(r"^([ \t]*)!", re.MULTILINE)
"""A line of a notebook that goes to the shell."""

_ESCAPED_AZ = re.compile(r"^[ \t]*![ \t]*az\s", re.MULTILINE)
_PROMPT = re.compile(
    rb"^[ \t]*(?:\$|>|PS(?: [^>\n]{0,80})?>|[\w.@~:/-]{1,40}[$#])(?=[ \t])", re.MULTILINE
)


def read_markdown(context: Context, source: bytes) -> Iterator[Hit]:
    """The fenced code of a document, each in the language that its fence names or shows."""
    from flexmap.review.scan import scan_text

    root = grammar.parse("markdown", source)
    for match in grammar.matches("markdown", root):
        if not context.deeper:
            continue
        content = match.get("fence.content", match.get("fence.unnamed", []))[0]
        code = _blanked(content, source, "block_continuation")
        if "fence.language" in match:
            named = match["fence.language"][0]
            language = fence(source[named.start_byte : named.end_byte].decode("utf-8", "replace"))
        elif any(child.type == "info_string" for child in match["fence"][0].named_children):
            language = None
        else:
            language = _shown(code)
        if language:
            text = _without_prompts(code, language)
            for hit in scan_text(context.inside(), text, language):
                yield hit.moved(content.start_byte)


def _shown(text: bytes) -> str | None:
    """The language of code without a name: that of a line which begins with a command."""
    plain = _PROMPT.sub(lambda match: b" " * len(match[0]), text).decode("utf-8", "replace")
    if _FIRST_CMDLET.search(plain):
        return "powershell"
    return "shell" if _FIRST_COMMAND.search(plain) else None


def _without_prompts(text: bytes, language: str) -> bytes:
    """A shown session with its prompts blanked out, byte for byte."""
    if language not in ("shell", "powershell", "batch"):
        return text
    return _PROMPT.sub(lambda match: b" " * len(match[0]), text)


def _blanked(node: Node, source: bytes, kind: str) -> bytes:
    """The node's text with its children of one kind blanked out, byte for byte."""
    text = bytearray(source[node.start_byte : node.end_byte])
    for child in node.children:
        if child.type == kind:
            at = child.start_byte - node.start_byte
            text[at : at + child.end_byte - child.start_byte] = b" " * (
                child.end_byte - child.start_byte
            )
    return bytes(text)


def read_make(context: Context, source: bytes) -> Iterator[Hit]:
    """The recipes of a Makefile."""
    root = grammar.parse("make", source)
    for match in grammar.matches("make", root):
        for node in match.get("shell", []):
            text = source[node.start_byte : node.end_byte].replace(b"$$", b" $")
            text = re.sub(rb"\$\(([A-Z_][A-Za-z0-9_]*)\)", lambda m: b"${" + m[1] + b"}", text)
            yield from _script(context, text, node.start_byte, "shell")


def read_dockerfile(context: Context, source: bytes) -> Iterator[Hit]:
    """The commands of a Dockerfile, as shell or as a list of words."""
    root = grammar.parse("dockerfile", source)
    for match in grammar.matches("dockerfile", root):
        for node in match.get("shell", []):
            yield from _script(
                context, source[node.start_byte : node.end_byte], node.start_byte, "shell"
            )
        for node in match.get("words", []):
            text = re.sub(rb"[\[\],]", b" ", source[node.start_byte : node.end_byte])
            yield from _script(context, text, node.start_byte, "shell")


def read_yaml(context: Context, source: bytes) -> Iterator[Hit]:
    """The scripts of a pipeline, and the REST paths of any YAML."""
    root = grammar.parse("yaml", source)
    keys = grammar.rules("shell")
    shells: dict[int, bool] = {}
    for match in grammar.matches("yaml", root):
        for node in match.get("scalar", []):
            text = source[node.start_byte : node.end_byte]
            shown = text.decode("utf-8", "replace")
            if not (_COMMAND.search(shown) or _CMDLET.search(shown) or _PATH.search(shown)):
                continue
            key = _key_of(node, source)
            if key in keys["script_keys"]:
                language = _script_language(key, shown, node, source, shells)
                yield from _script(context, _plain(text, node.type), node.start_byte, language)


def _script_language(
    key: str, text: str, node: Node, source: bytes, shells: dict[int, bool]
) -> str:
    """PowerShell when the key, a neighbour or the text says so, else shell.

    `shells` keeps what each mapping of the file says.
    """
    if key in grammar.rules("shell")["powershell_keys"] or _CMDLET.search(text):
        return "powershell"
    around = node.parent
    while around is not None and around.type not in ("block_mapping", "flow_mapping"):
        around = around.parent
    if around is None:
        return "shell"
    if around.id not in shells:
        shown = source[around.start_byte : around.end_byte].decode("utf-8", "replace")
        shells[around.id] = _SAYS_POWERSHELL.search(shown) is not None
    return "powershell" if shells[around.id] else "shell"


def _key_of(node: Node, source: bytes) -> str:
    """The key of the pair that the scalar is the value of, through lists, in lower case."""
    parent: Node | None = node.parent
    child: Node = node
    while parent is not None:
        if parent.type in ("block_mapping_pair", "flow_pair"):
            key = parent.child_by_field_name("key")
            if key is None or key == child:
                return ""
            return (
                source[key.start_byte : key.end_byte]
                .decode("utf-8", "replace")
                .strip("\"'")
                .lower()
            )
        if parent.type in ("block_mapping", "flow_mapping"):
            return ""
        child, parent = parent, parent.parent
    return ""


def _plain(text: bytes, kind: str) -> bytes:
    """The scalar as a script of the same length: without the header, folded as YAML folds."""
    if kind == "block_scalar":
        head, newline, body = text.partition(b"\n")
        if head.startswith(b">"):
            body = _folded(body)
        return b" " * len(head) + newline + body
    if kind in ("double_quote_scalar", "single_quote_scalar"):
        inner = text[1:-1].replace(b"\\n", b" \n").replace(b'\\"', b' "')
        return b" " + inner + b" "
    return text.replace(b"\n", b" ")


def _folded(body: bytes) -> bytes:
    """Lines of one indentation become one line; an empty or deeper line stays a line."""
    lines = body.split(b"\n")
    first = next((line for line in lines if line.strip()), b"")
    indent = len(first) - len(first.lstrip())
    pieces = lines[:1]
    for line, after in pairwise(lines):
        deeper = len(after) - len(after.lstrip()) > indent
        kept = not after.strip() or not line.strip() or deeper
        pieces += [b"\n" if kept else b" ", after]
    return b"".join(pieces)


def _script(context: Context, text: bytes, offset: int, language: str) -> Iterator[Hit]:
    from flexmap.review.scan import scan_text

    if context.deeper:
        for hit in scan_text(context.inside(), text, language):
            yield hit.moved(offset)


def read_json_strings(context: Context, source: bytes) -> Iterator[Hit]:
    """Scripts in strings of a JSON file: deployment scripts, extensions, notebooks."""
    shown = source.decode("utf-8", "replace")
    if not (_COMMAND.search(shown) or _CMDLET.search(shown) or '"cells"' in shown):
        return
    root = grammar.parse("json", source)
    wanted = {name.lower() for name in grammar.rules("templates")["script_properties"]}
    wanted |= set(grammar.rules("shell")["script_keys"])
    for match in grammar.matches("json", root):
        for node in match.get("string", []):
            text = source[node.start_byte : node.end_byte]
            shown = text.decode("utf-8", "replace")
            if not (_COMMAND.search(shown) or _CMDLET.search(shown)):
                continue
            key = _json_key(node, source)
            if key == "source":
                continue
            if key in wanted:
                language = "powershell" if _CMDLET.search(shown) else "shell"
                plain = text[1:-1].replace(b"\\n", b" \n").replace(b'\\"', b' "')
                for hit in _script(context, plain, node.start_byte + 1, language):
                    yield hit.at_most(Confidence.LIKELY)
    yield from _notebook(context, source)


def _json_key(node: Node, source: bytes) -> str:
    parent = node.parent
    while parent is not None and parent.type == "array":
        parent = parent.parent
    key = (
        parent.child_by_field_name("key") if parent is not None and parent.type == "pair" else None
    )
    if key is None or key == node:
        return ""
    return source[key.start_byte : key.end_byte].decode("utf-8", "replace").strip('"').lower()


def _notebook(context: Context, source: bytes) -> Iterator[Hit]:
    """The code cells of a notebook, put together: each line is a string of its own."""
    if b'"cells"' not in source or b'"cell_type"' not in source:
        return
    from flexmap.review.scan import scan_text

    for lines in _cells(source):
        text = "".join(line for _, line in lines)
        magic = _MAGIC.match(text)
        language = "python"
        if magic:
            language = "powershell" if "p" in magic[0].rpartition("!")[2][:1] else "shell"
            language = "csharp" if "csharp" in magic[0] else language
        elif _ESCAPED_AZ.search(text):
            language = "shell"
            text = _ESCAPED.sub(r"\1 ", text)
        encoded = text.encode()
        ends = [match.start() for match in re.finditer(b"\n", encoded)]
        for hit in scan_text(context.inside(), encoded, language):
            row = bisect_left(ends, hit.start)
            if row < len(lines):
                at, length = lines[row][0], len(json.dumps(lines[row][1])) - 2
                yield hit.placed(at + 1, at + 1 + length)


def _cells(source: bytes) -> Iterator[list[tuple[int, str]]]:
    """The lines of each cell of code, with their offsets."""
    root = grammar.parse("json", source)
    for match in grammar.matches("json", root):
        for node in match.get("object", []):
            fields = {
                _field(pair, source): pair.child_by_field_name("value")
                for pair in node.named_children
                if pair.type == "pair"
            }
            kind, lines = fields.get("cell_type"), fields.get("source")
            if (
                kind is None
                or lines is None
                or source[kind.start_byte : kind.end_byte] != b'"code"'
            ):
                continue
            strings = [item for item in lines.named_children if item.type == "string"]
            yield [(item.start_byte, _value(item, source)) for item in strings]


def _field(pair: Node, source: bytes) -> str:
    key = pair.child_by_field_name("key")
    return (
        source[key.start_byte : key.end_byte].decode("utf-8", "replace").strip('"') if key else ""
    )


def _value(node: Node, source: bytes) -> str:
    try:
        return str(json.loads(source[node.start_byte : node.end_byte]))
    except ValueError:
        return ""
