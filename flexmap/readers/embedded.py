"""Code inside other files: Markdown fences, YAML pipelines, Makefiles and Dockerfiles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from tree_sitter import Node

from flexmap.readers.http_requests import REQUEST
from flexmap.readers.regions import Region
from flexmap.rules import rules
from flexmap.sources.languages import by_first_line, by_name, fence
from flexmap.syntax import grammar

COMMAND = re.compile(
    r"\baz(?:\.cmd)?\s+(?:vmss|rest)\b|\baz\s+resource\s+(?:invoke-action|list|show|delete|update)\b"
)
CMDLET = re.compile(r"\b\w+-Az(?:ureRm)?Vmss\w*|\bInvoke-(?:Az)?Rest(?:Method)?\b", re.IGNORECASE)
_FIRST_COMMAND = re.compile(r"^[ \t]*(?:\w+=\"?\$\()?az\s+(?:vmss|rest)\s", re.MULTILINE)
_FIRST_CMDLET = re.compile(
    r"^[ \t]*(?:\$\w+\s*=\s*)?(?:[A-Z]\w+-Az(?:ureRm)?Vmss\w*|\$\w+\s*=\s*\(?az\s)", re.MULTILINE
)
_SAYS_SET = re.compile(r"virtualMachineScaleSets/|virtual_?machine_?scale_?set_?", re.IGNORECASE)
_SAYS_POWERSHELL = re.compile(
    r"\b(?:shell|scriptType|interpreter)\s*:\s*['\"]?(pwsh|pscore|ps|powershell)\b"
)
_PROMPT = re.compile(
    rb"^[ \t]*(?:\$|>|PS(?: [^>\n]{0,80})?>|[\w.@~:/-]{1,40}[$#])(?=[ \t])", re.MULTILINE
)

_MAKE_COMMAND = re.compile(
    rb"(?:^[ \t]{0,40}(?:export[ \t]{1,9})?[\w.-]{1,200}[ \t]{0,40}(?:!=|[:?+]{0,3}=)[ \t]{0,40}"
    rb"|\$\(shell[ \t]{1,40}"
    rb"|\$\(call[ \t]{1,9}[\w.-]{1,80}[ \t]{0,9},(?:[^,()\n]{0,80},){0,5}[ \t]{0,40})"
    rb"(?P<command>(?:az|\$\([A-Z_][A-Z0-9_]{0,40}\))[ \t]{1,40}(?:vmss|rest)\b"
    rb"(?:\\\r?\n|[^\n()]|\([^\n()]{0,400}\)){0,4000})",
    re.MULTILINE,
)
"""A command that a variable or a function of Make holds, or that a function gets."""

_POWERSHELL = re.compile(rb"[\s\[\"']*(?:pwsh|powershell)(?:\.exe)?\b")
"""A program that reads PowerShell."""

_MAKE_DEFINED = re.compile(
    rb"^define[ \t]{1,9}[^\n]{1,200}\n(?P<body>(?:(?!endef\b)[^\n]{0,2000}\n){0,400})endef\b",
    re.MULTILINE,
)
"""Lines that a variable of Make holds."""

_MAKE_PROGRAM = re.compile(
    rb"^[ \t]{0,40}(?P<name>[A-Za-z_]\w{0,80})[ \t]{0,40}[:?]{0,3}=[ \t]{0,40}"
    rb"(?P<value>az(?:[ \t]{1,9}vmss)?)[ \t\r]{0,40}$",
    re.MULTILINE,
)
"""A variable of Make that holds the program, or the program and the group."""

_MARKS = re.compile(rb"\A[-+@ \t]+")
"""What is in front of a command of Make and is none of it."""

_SCRIPTS = frozenset(("shell", "powershell", "python", "javascript"))
"""Languages of scripts that a file of another kind holds whole."""

_NEAR = 20
"""Keys behind one of a mapping that are looked at."""


def read_markdown(source: bytes) -> Iterator[Region]:
    """The fenced code of a document, each in the language that its fence names or shows."""
    root = grammar.parse("markdown", source)
    for match in grammar.matches("markdown", root):
        content = match.get("fence.content", match.get("fence.unnamed", []))[0]
        code = _blanked(content, source, "block_continuation")
        if "fence.language" in match:
            named = match["fence.language"][0]
            language = fence(source[named.start_byte : named.end_byte].decode("utf-8", "replace"))
        elif any(child.type == "info_string" for child in match["fence"][0].named_children):
            continue  # it is matched with its name
        else:
            language = None
        language = language or _shown(code)
        if language != "http" and REQUEST.search(code):
            yield Region(text=code, language="http", start=content.start_byte)
        if language:
            text = _without_prompts(code, language)
            yield Region(text=text, language=language, start=content.start_byte)


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


def read_make(source: bytes) -> Iterator[Region]:
    """The recipes of a Makefile, and the commands in its variables and functions."""
    root = grammar.parse("make", source)
    spans = [
        (node.start_byte, node.end_byte)
        for match in grammar.matches("make", root)
        for node in match.get("shell", [])
    ]
    spans += [match.span("command") for match in _MAKE_COMMAND.finditer(source)]
    spans += [match.span("body") for match in _MAKE_DEFINED.finditer(source)]
    programs = b"".join(b"%s='%s'\n" % match.groups() for match in _MAKE_PROGRAM.finditer(source))
    for start, end in spans:
        text = _MARKS.sub(lambda m: b" " * len(m[0]), source[start:end].replace(b"$$", b" $"))
        text = re.sub(rb"\$\(([A-Z_][A-Za-z0-9_]*)\)", lambda m: b"${" + m[1] + b"}", text)
        yield Region(text=programs + text, language="shell", start=start - len(programs))


def read_dockerfile(source: bytes) -> Iterator[Region]:
    """The commands of a Dockerfile, as shell, as PowerShell or as a list of words."""
    root = grammar.parse("dockerfile", source)
    language = "shell"
    for match in grammar.matches("dockerfile", root):
        for node in match.get("speaks", []):
            named = source[node.start_byte : node.end_byte]
            language = "powershell" if _POWERSHELL.search(named) else "shell"
        for node in match.get("shell", []):
            text = source[node.start_byte : node.end_byte]
            yield Region(text=text, language=language, start=node.start_byte)
        for node in match.get("document", []):
            before = node.prev_named_sibling
            reader = source[before.start_byte : before.end_byte] if before else b""
            shell = "powershell" if _POWERSHELL.match(reader) else language
            # The last line is the mark of the end.
            text = source[node.start_byte : node.end_byte].rpartition(b"\n")[0]
            yield Region(text=text, language=shell, start=node.start_byte)
        for node in match.get("words", []):
            text = re.sub(rb"[\[\],]", b" ", source[node.start_byte : node.end_byte])
            yield Region(text=text, language="shell", start=node.start_byte)


def read_yaml(source: bytes) -> Iterator[Region]:
    """The scripts of a pipeline, and the REST paths of any YAML."""
    root = grammar.parse("yaml", source)
    keys = rules("shell")
    shells: dict[int, bool] = {}
    for match in grammar.matches("yaml", root):
        for node in match.get("scalar", []):
            text = source[node.start_byte : node.end_byte]
            shown = text.decode("utf-8", "replace")
            if not (COMMAND.search(shown) or CMDLET.search(shown) or _SAYS_SET.search(shown)):
                continue
            key = _key_of(node, source)
            language = _file_language(key, text) or (
                _script_language(key, shown, node, source, shells)
                if key in keys["script_keys"]
                else None
            )
            if language:
                plain = _plain(text, node.type)
                yield Region(text=plain, language=language, start=node.start_byte)
        for node in match.get("list", []):
            yield from _word_list(node, source)


def _file_language(key: str, text: bytes) -> str | None:
    """The language of a script under the name of its file, as a ConfigMap holds it."""
    if b"\n" not in text:
        return None
    named = by_name(key) if "." in key else None
    language = named or by_first_line(text.partition(b"\n")[2].lstrip())
    return language if language in _SCRIPTS else None


def _word_list(node: Node, source: bytes) -> Iterator[Region]:
    """The command whose words are the items of a list; `args` continue with those of `command`."""
    items = _words_of(node, source)
    if not items or _word(items[0], source) not in ("az", "az.cmd", "az.exe"):
        return
    items += _words_of(_value_beside(node, source, "command", "args"), source)
    text = bytearray(b" " * (items[-1].end_byte - items[0].start_byte))
    for item in items:
        at = item.start_byte - items[0].start_byte
        text[at : at + item.end_byte - item.start_byte] = source[item.start_byte : item.end_byte]
    yield Region(text=bytes(text), language="shell", start=items[0].start_byte)


def _words_of(node: Node | None, source: bytes) -> list[Node]:
    """The plain items of a list in code order; none when an item is a list or a mapping."""
    if node is not None and node.type in ("block_node", "flow_node"):
        node = next((child for child in node.named_children if "sequence" in child.type), None)
    items = node.named_children if node is not None else []
    nodes = [_scalar(item, source) for item in items if item.type != "comment"]
    return [item for item in nodes if item is not None] if all(nodes) else []


def _scalar(node: Node, source: bytes) -> Node | None:
    """The scalar in an item of a list, if it is one on a line."""
    while node.type in ("block_sequence_item", "flow_node", "block_node"):
        inner = node.named_children
        if len(inner) != 1:
            return None
        node = inner[0]
    one_line = b"\n" not in source[node.start_byte : node.end_byte]
    return node if one_line and node.type.endswith("_scalar") else None


def _value_beside(node: Node, source: bytes, key: str, wanted: str) -> Node | None:
    """The value of another key of the mapping in which the list has a key, when it comes later."""
    pair = node.parent
    while pair is not None and pair.type in ("block_node", "flow_node"):
        pair = pair.parent
    if pair is None or not pair.type.endswith("_pair") or _key(pair, source) != key:
        return None
    after = pair.next_named_sibling
    for _ in range(_NEAR):
        if after is None:
            break
        if _key(after, source) == wanted:
            return after.child_by_field_name("value")
        after = after.next_named_sibling
    return None


def _key(pair: Node, source: bytes) -> str:
    key = pair.child_by_field_name("key")
    return _word(key, source) if key is not None else ""


def _word(node: Node, source: bytes) -> str:
    """What a scalar says, in lower case."""
    text = source[node.start_byte : node.end_byte].decode("utf-8", "replace")
    return text.strip("\"'").lower()


def _script_language(
    key: str, text: str, node: Node, source: bytes, shells: dict[int, bool]
) -> str:
    """PowerShell when the key, a neighbour or the text says so, else shell.

    `shells` keeps what each mapping of the file says.
    """
    if key in rules("shell")["powershell_keys"] or CMDLET.search(text):
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
            return _word(key, source)
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
