"""Shell: commands of the Azure CLI, REST calls, and strings that hold a command."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from tree_sitter import Node

from flexmap.mapping import Name
from flexmap.readers.addresses import Address, address, sent
from flexmap.readers.command_line import Word, given, option
from flexmap.readers.context import Context
from flexmap.readers.line_arguments import cli_arguments, options, word_of
from flexmap.readers.occurrences import Confidence, Kind, Mode, Occurrence, Piece
from flexmap.readers.options import choose
from flexmap.readers.patterns import of_query
from flexmap.readers.requests import request
from flexmap.rules import rules
from flexmap.sources.languages import needles
from flexmap.syntax import grammar
from flexmap.syntax.lost_lines import lost_lines

_STRINGS = {"string", "raw_string", "ansi_c_string", "translated_string"}
_PUT_IN = {"simple_expansion", "expansion", "command_substitution", "process_substitution"}
_COMMAND = re.compile(r"\baz(?:\.cmd)?\s+(?:vmss|rest)\b", re.IGNORECASE)
_FED = re.compile(
    r"\b(bash|sh|zsh|ssh|su|eval)\b|>\s*[^\s>]+\.(sh|azcli)\b|>\s*\"?\$\{?\w*(?i:script|sh)\b"
)
_FIRST_LINE = re.compile(rb"\s*#!.{0,80}\b(?:ba|z|k|da)?sh\b")
_GROUP = re.compile(rb"\"?(?:\$|\w+\s+vmss\s)")
"""A command whose program is in a variable, or a function in front of the group's name."""

_HEAD = 2_000
"""Bytes before a here-document in which the command that it feeds is looked for."""


def read(context: Context, source: bytes) -> Iterator[Occurrence]:
    """The calls of a shell script."""
    root = grammar.parse("bash", source)
    addresses: list[Address] = []
    lines: list[list[Word]] = []
    speaks, tells = _speaks().search, telling().search
    found = list(grammar.matches("bash", root))
    context = context.with_variables(_literals(found, source)).with_wrappers(_wrappers(source))
    for match in found:
        for node in match.get("command", []):
            start, end = node.start_byte, node.end_byte
            if not (speaks(source, start, end) and tells(source, start, end)) and not (
                _GROUP.match(source, start, end)
            ):
                continue
            lines.append(_line_words(node, source))
            yield from _command(context, node, source, lines[-1])
        for node in match.get("bind.value", []):
            if node.type in _STRINGS:
                yield from _string(context, node, source, Confidence.LIKELY)
            name, value = _text(match["bind.name"][0], source), _text(node, source)
            kept = address(context, name, value, node.start_byte, node.end_byte)
            addresses += [kept] if kept else []
        for node in match.get("heredoc", []):
            if context.deeper and _feeds_a_shell(node, source):
                text = source[node.start_byte : node.end_byte]
                inner = replace(context, depth=context.depth + 1)
                yield from (hit.moved(node.start_byte) for hit in read(inner, text))
    yield from sent(addresses, lines)
    if context.whole:
        for offset, text in lost_lines(root, source, "bash"):
            for hit in read(context.part(), text):
                yield hit.at_most(Confidence.LIKELY).moved(offset)


def _literals(found: Sequence[grammar.Match], source: bytes) -> dict[str, str]:
    """The variables that are given a literal, and nothing else, by name in lower case."""
    held: dict[str, str | None] = {}
    for match in found:
        for name, value in zip(match.get("bind.name", []), match.get("bind.value", []),
                               strict=False):  # fmt: skip
            word = _literal(value, _text(value, source))
            key = _text(name, source).lower()
            held[key] = word if held.get(key, word) == word else None
        for name in match.get("count.name", []):
            values = [_text(value, source) for value in match.get("count.value", [])]
            number = _counted(values)
            if number is not None:
                held.setdefault(_text(name, source).lower(), number)
    return {name: word for name, word in held.items() if word is not None}


_COUNTED = re.compile(
    r"(\d+)|\{(\d+)\.\.[^{}]+\}|(?:\$\(|`)\s*seq(?:\s+-\S+)*\s+(\d+)?.*", re.DOTALL
)
"""What a loop counts through: a number, a range, or the output of `seq`."""


def _counted(values: Sequence[str]) -> str | None:
    """The first number of a loop that takes numbers only, or None."""
    numbers = [_COUNTED.fullmatch(value) for value in values]
    first = numbers[0] if numbers else None
    if first is None or not all(numbers):
        return None
    return first[1] or first[2] or first[3] or "1"


_WRAPPER = re.compile(
    rb"\b(?P<name>[A-Za-z_][\w-]{0,80})[ \t]{0,9}\(\)\s{0,9}\{[^{}]{0,400}?\baz"
    rb"(?P<group>[ \t]{1,9}vmss)?[ \t]{1,9}\"\$[@*]\""
)
"""A function of the script that hands its words to the command."""


def _wrappers(source: bytes) -> dict[str, tuple[str, ...]]:
    """The words that functions of a script put in front of theirs, by the function's name."""
    if b'"$@"' not in source and b'"$*"' not in source:
        return {}
    return {
        match["name"].decode().lower(): ("az", "vmss") if match["group"] else ("az",)
        for match in _WRAPPER.finditer(source)
    }


@cache
def _speaks() -> re.Pattern[bytes]:
    """What a command line must hold to be worth taking apart: a program that the rules name."""
    known = rules("shell")
    words = {*known["programs"], *known["evaluators"], *known["http"], *known["actions"]}
    heads = sorted({re.escape(word.split()[0]) for word in words})
    return re.compile(rf"(?:{'|'.join(heads)})".encode(), re.IGNORECASE)


@cache
def telling() -> re.Pattern[bytes]:
    """What a command line must hold to be a call: a part of a name, or what sends requests."""
    known = rules("shell")
    sending = {name.split()[-1] for kind in ("http", "actions") for name in known[kind]}
    words = [re.escape(word) for word in (*needles(), *(word.encode() for word in sorted(sending)))]
    return re.compile(b"|".join(words), re.IGNORECASE)


def _text(node: Node, source: bytes) -> str:
    return source[node.start_byte : node.end_byte].decode("utf-8", "replace")


def _line_words(node: Node, source: bytes) -> list[Word]:
    """The words of a command, without what is redirected or assigned in front of it.

    The grammar ends a word before its second variable, as in `/$a/b/$c/d`: parts that touch
    are one word, whose value no one knows.
    """
    left_out = ("variable_assignment", "file_redirect", "herestring_redirect", "comment")
    words: list[Word] = []
    for child in node.named_children:
        if child.type not in left_out:
            word = _word(child, source)
            glued = words and words[-1].end == word.start
            words.append(_glued(words.pop(), word) if glued else word)
    return words


def _glued(first: Word, second: Word) -> Word:
    """The word that the grammar takes apart at the second variable of an unquoted address."""
    text = first.text + second.text
    return Word(text=text, literal=None, start=first.start, end=second.end)


def _command(
    context: Context, node: Node, source: bytes, words: list[Word]
) -> Iterator[Occurrence]:
    yield from line(context, words)
    if not words:
        return
    program = (words[0].literal or "").rpartition("/")[2].lower()
    if program not in rules("shell")["evaluators"]:
        return
    if context.deeper and _POWERSHELL.search(source, node.start_byte, node.end_byte):
        yield from _cmdlets(context, node, source)
    for child in node.named_children[1:]:
        if child.type in _STRINGS:
            yield from _string(context, child, source, Confidence.EXACT)


_POWERSHELL = re.compile(
    rb"\b(?:pwsh|powershell)(?:\.exe)?\s(?:[^\n;|]{0,400}?\s)?-c(?:ommand)?\s{1,9}(?P<code>[^\n]{0,9}\S)",
    re.IGNORECASE,
)
"""A program that reads PowerShell, up to the code that it gets."""


def _cmdlets(context: Context, node: Node, source: bytes) -> Iterator[Occurrence]:
    """The calls of PowerShell code that a command of the shell holds."""
    from flexmap.readers import powershell

    match = _POWERSHELL.search(source, node.start_byte, node.end_byte)
    if match is None:
        return
    start = match.start("code")
    code = source[start : node.end_byte].lstrip()
    start = node.end_byte - len(code)
    if code[:1] in (b'"', b"'") and code.rstrip().endswith(code[:1]):
        code, start = code.rstrip()[1:-1], start + 1
    for hit in powershell.read(context.inside(), code):
        yield hit.moved(start)


def line(
    context: Context, words: Sequence[Word], *, pipeline: bool = False
) -> Iterator[Occurrence]:
    """The calls that one command line makes; shell and PowerShell share it."""
    known = rules("shell")
    words = _unfolded(context, words)
    at = _program(words, known["programs"])
    if at is None:
        yield from request(context, words)
        return
    if any((word.literal or "").lower() in known["text"] for word in words[:1]) and at > 0:
        return
    sure = all((word.literal or "-").lower() in known["prefixes"] or _harmless(word)
               for word in words[:at])  # fmt: skip
    sure = sure and not (at == 0 and _runs_group(context, words))
    confidence = Confidence.EXACT if sure else Confidence.LIKELY
    rest = words[at + 1 :]
    while rest and (rest[0].loose or (rest[0].literal or "").startswith("--")):
        rest = rest[1:]
    if rest and (rest[0].literal or "").lower() == "vmss":
        yield from _vmss(context, words[at], rest, confidence, pipeline)
    else:
        yield from request(context, words[at:], confidence)


def _unfolded(context: Context, words: Sequence[Word]) -> Sequence[Word]:
    """The line with what its first word represents: a variable, or a function of the script."""
    first = words[0] if words else None
    if first is None:
        return words
    if _runs_group(context, words):
        return [replace(first, literal="az", loose=False), *words[1:]]
    if first.literal is None:
        name = _VARIABLE.fullmatch(first.text)
        put_in = context.variables.get(name[1].lower(), "").split() if name else []
        if put_in[:1] != ["az"]:
            return words
    else:
        put_in = list(context.wrappers.get(first.literal.lower(), ()))
    if not put_in:
        return words
    return [*(replace(first, text=word, literal=word, loose=False) for word in put_in), *words[1:]]


_VARIABLE = re.compile(r"\"?\$\{?(\w+)\}?\"?")
_RUNNER = re.compile(r"(?:\w+[_-])?az(?!ure)\w{0,9}(?:[_-]\w+)?", re.IGNORECASE)
"""A variable or a function of another file whose name says that it runs the program."""


def _runs_group(context: Context, words: Sequence[Word]) -> bool:
    """Whether the group follows a name of this or another file that represents the program."""
    if len(words) < 2 or (words[1].literal or "").lower() != "vmss":
        return False
    variable = _VARIABLE.fullmatch(words[0].text)
    name = variable[1] if variable else words[0].literal or ""
    known = context.variables if variable else (*context.wrappers, "az")
    return name.lower() not in known and bool(_RUNNER.fullmatch(name))


def _program(words: Sequence[Word], programs: Sequence[str]) -> int | None:
    for index, word in enumerate(words):
        name = (word.literal or "").replace("\\", "/").rpartition("/")[2].lower()
        if name in programs:
            return index
    return None


def _harmless(word: Word) -> bool:
    """A word before the program that is an option, a number or a name of a shell function."""
    return bool(re.fullmatch(r"-.*|\d+\w?|\w+=.*", word.literal or "-"))


def _vmss(
    context: Context,
    program: Word,
    words: Sequence[Word],
    confidence: Confidence,
    pipeline: bool,
) -> Iterator[Occurrence]:
    """`az vmss …`: the operations that the options choose, or a name that is in a variable."""
    literals = [(word.literal or "").lower() for word in words]
    if {"-h", "--help"} & set(literals):
        return
    found = context.commands.command(["az", *literals])
    if found is None:
        second = words[1] if len(words) > 1 else None
        third = words[2] if len(words) > 2 else None
        group = second is not None and context.commands.is_group(("az", "vmss", literals[1]))
        hidden = third if group else second
        if hidden is not None and hidden.literal is None:
            yield Occurrence(
                start=program.start, end=hidden.end, client="azure-cli",
                name=f"az vmss {hidden.text}", kind=Kind.DYNAMIC, open=True,
                confidence=Confidence.EXACT,
            )  # fmt: skip
        return
    length, candidates = found
    rest = words[length - 1 :]
    line_options = given(rest)
    line_options.pipeline = pipeline
    chosen = choose(candidates, line_options)
    filled = list(options(rest, context.variables))
    mode = context.mode(word_of(filled, rules("shell")["mode_option"]))
    name = candidates[0][0].name
    wires = context.names.wires
    yield Occurrence(
        start=program.start,
        end=words[length - 2].end,
        client="azure-cli",
        name=name,
        sends=chosen.sends,
        open=chosen.open,
        confidence=confidence,
        mode=mode,
        why="" if mode is Mode.UNKNOWN else "the command says so",
        arguments=tuple(cli_arguments(wires, name, filled, mode.value)),
        hidden=("",) if line_options.hidden else (),
        fillable=wires.fillable("azure-cli", name) or None,
        whole=_is_whole(candidates),
        patterns=tuple(_of_query(name, rest)),
        line=tuple(_piece(word) for word in (program, *words)),
    )


def _piece(word: Word) -> Piece:
    return Piece(text=word.text, literal=word.literal, start=word.start, end=word.end)


def _of_query(name: str, words: Sequence[Word]) -> Iterator[str]:
    """The patterns that the query of a command shows."""
    query = option(words, ("--query",))
    if query is not None and query.literal:
        yield from of_query(name, query.literal.removeprefix("--query="))


def _is_whole(candidates: Sequence[tuple[Name, str]]) -> bool:
    """Whether the command writes all of a resource: what is left out is then not there."""
    return any(n.name.endswith((" create", " set")) and not n.within for n, _ in candidates)


def _word(node: Node, source: bytes) -> Word:
    text = _text(node, source)
    return Word(
        text=text,
        literal=_literal(node, text),
        start=node.start_byte,
        end=node.end_byte,
        loose=node.type in ("simple_expansion", "expansion", "command_substitution")
        or (node.type == "string" and "[@]" in text)
        or (node.type == "concatenation" and _holds_put_in(node) and '"' not in text[:1]),
    )


def _literal(node: Node, text: str) -> str | None:
    if _holds_put_in(node) or "{{" in text:
        return None
    if node.type == "command_name" and text[:1] in "\"'":
        return text.strip("\"'")
    if node.type in ("command_name", "word", "number"):
        return re.sub(r"\\(.)", r"\1", text) if "\\" in text else text
    if node.type in _STRINGS:
        return text.lstrip("$")[1:-1]
    return re.sub(r"[\"']", "", text)


def _holds_put_in(node: Node) -> bool:
    if node.type in _PUT_IN:
        return True
    return node.named_child_count > 0 and any(map(_holds_put_in, node.named_children))


def _string(
    context: Context, node: Node, source: bytes, confidence: Confidence
) -> Iterator[Occurrence]:
    """A string whose text is a command."""
    text = source[node.start_byte + 1 : node.end_byte - 1]
    if context.deeper and _COMMAND.search(text.decode("utf-8", "replace")):
        yield from command_text(context, text, node.start_byte + 1, confidence)


def command_text(
    context: Context, text: bytes, offset: int, confidence: Confidence
) -> Iterator[Occurrence]:
    """The calls of a command that is held in a string, at most as sure as `confidence`."""
    inner = context.inside()
    for hit in read(inner, text.replace(b'\\"', b' "').replace(b"\\n", b" \n")):
        yield hit.at_most(confidence).moved(offset)


def _feeds_a_shell(node: Node, source: bytes) -> bool:
    """Whether the text goes to a shell or into a script, or says itself that it is one."""
    if _FIRST_LINE.match(source, node.start_byte):
        return True
    statement = node.parent
    while statement is not None and statement.type not in ("redirected_statement", "program"):
        statement = statement.parent
    if statement is None or statement.type == "program":
        return False
    start = max(statement.start_byte, node.start_byte - _HEAD)
    return bool(_FED.search(source[start : node.start_byte].decode("utf-8", "replace")))
