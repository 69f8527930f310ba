"""PowerShell: cmdlets with their switches, splatted tables, the Azure CLI, and REST calls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tree_sitter import Node

from flexmap.readers.addresses import LONGEST, Address, address, sent
from flexmap.readers.command_line import Word, option
from flexmap.readers.context import Context
from flexmap.readers.occurrences import Confidence, Mode, Occurrence
from flexmap.readers.options import Given, Values, choose
from flexmap.readers.requests import request
from flexmap.readers.shell import command_text, line
from flexmap.rules import rules
from flexmap.syntax import grammar
from flexmap.syntax.lost_lines import lost_lines

_AZ_TEXT = re.compile(r"\s*(?:&\s*)?az(?:\.cmd)?\s+(?:vmss|rest)\b", re.IGNORECASE)
_MOST_KEYS = 200
"""Keys of a table that can be splatted; no cmdlet has as many parameters."""

Tables = dict[str, set[str]]
"""The keys of each table that a variable holds."""


def read(context: Context, source: bytes) -> Iterator[Occurrence]:
    """The calls of a PowerShell script."""
    root = grammar.parse("powershell", source)
    found = list(grammar.matches("powershell", root))
    tables = _tables(found, source)
    addresses: list[Address] = []
    lines: list[list[Word]] = []
    for match in found:
        for node in match.get("command", []):
            words = _line_words(node, source)
            lines += [words] if words else []
            yield from _command(context, node, source, tables, words)
        if "bind.value" in match:
            yield from _assigned(context, match["bind.value"][0], source)
            kept = _kept(context, match["bind.name"][0], match["bind.value"][0], source)
            addresses += [kept] if kept else []
    yield from sent(addresses, lines)
    if context.whole:
        for offset, text in lost_lines(root, source, "powershell"):
            for hit in read(context.part(), text):
                yield hit.at_most(Confidence.LIKELY).moved(offset)


def _line_words(node: Node, source: bytes) -> list[Word]:
    """The words of a command, its name first; none when the name is computed."""
    name = node.child_by_field_name("command_name")
    if name is None:
        return []
    return [_word(name, source), *_words(node.child_by_field_name("command_elements"), source)]


def _kept(context: Context, target: Node, value: Node, source: bytes) -> Address | None:
    """The address in a string or a table that a variable takes; not what a command returns."""
    if value.end_byte - value.start_byte > 4 * LONGEST:
        return None
    text = source[value.start_byte : value.end_byte].decode("utf-8", "replace")
    name = source[target.start_byte : target.end_byte].decode("utf-8", "replace")
    if not text.lstrip().startswith(("'", '"', "@{", "@'", '@"', "(", "[")):
        return None
    around = text if text.lstrip().startswith(("@{", "[")) else ""
    name = re.sub(r"^\[.*?\]\s*", "", name).strip().lstrip("$")
    return address(context, name, text, value.start_byte, value.end_byte, around)


def _command(
    context: Context, node: Node, source: bytes, tables: Tables, words: list[Word]
) -> Iterator[Occurrence]:
    if not words:
        return
    called = (words[0].literal or "").strip("\"'")
    candidates = context.commands.cmdlet(called)
    if candidates is None:
        yield from _other(context, words, source)
        return
    line_options = _given(words[1:], tables)
    line_options.pipeline = _from_pipeline(node)
    chosen = choose(candidates, line_options)
    mode = context.mode(_mode_word(words))
    yield Occurrence(
        start=words[0].start,
        end=words[0].end,
        client="powershell",
        name=candidates[0][0].name,
        sends=chosen.sends,
        open=chosen.open,
        mode=mode,
        why="" if mode is Mode.UNKNOWN else "the command says so",
    )


def _other(context: Context, words: list[Word], source: bytes) -> Iterator[Occurrence]:
    """A command that is no cmdlet of the mapping: `az`, a REST call, or one that evaluates text."""
    program = (words[0].literal or "").lower()
    if program in rules("shell")["programs"]:
        yield from line(context, words)
        return
    yield from request(context, words)
    if program in rules("shell")["evaluators"]:
        for word in words[1:]:
            if context.deeper and _AZ_TEXT.match(word.text.strip("\"'")):
                text = source[word.start + 1 : word.end - 1]
                yield from command_text(context, text, word.start + 1, Confidence.EXACT)


def _assigned(context: Context, node: Node, source: bytes) -> Iterator[Occurrence]:
    """A string with an `az` command that a variable takes, to be run later."""
    if source[node.start_byte : node.start_byte + 1] not in (b'"', b"'"):
        return
    text = source[node.start_byte : node.end_byte]
    bare = text.strip()
    if bare[-1:] == bare[:1] and _AZ_TEXT.match(bare[1:].decode("utf-8", "replace")):
        start = node.start_byte + text.index(bare[:1]) + 1
        yield from command_text(context, bare[1:-1], start, Confidence.LIKELY)


def _words(elements: Node | None, source: bytes) -> list[Word]:
    """The words after a command's name; `-Switch:value` is one word."""
    words: list[Word] = []
    glued = False
    for child in elements.named_children if elements is not None else ():
        if child.type == "command_argument_sep":
            glued = source[child.start_byte : child.end_byte] == b":"
        elif child.type not in ("redirection", "comment"):
            word = _word(child, source)
            if glued and words:
                before = words.pop()
                word = replace(word, text=f"{before.text}:{word.text}", start=before.start)
            words.append(word)
            glued = False
    return words


def _word(node: Node, source: bytes) -> Word:
    text = source[node.start_byte : node.end_byte].decode("utf-8", "replace")
    hidden = "$" in text and not text.startswith("'")
    return Word(
        text=text,
        literal=None if hidden or text.startswith("@") else text.strip("\"'"),
        start=node.start_byte,
        end=node.end_byte,
        loose=bool(re.fullmatch(r"\$[\w:.]+|\$\(.*\)", text, re.DOTALL)),
    )


def _given(words: list[Word], tables: Tables) -> Given:
    """PowerShell's options: `-Name value`, `-Switch`, `-Name:value`, and splatted tables."""
    found = Given()
    current: Values | None = None
    for word in words:
        text = word.text
        if text.startswith("@") and re.fullmatch(r"@\w+", text):
            keys = tables.get(text[1:].lower())
            found.hidden = found.hidden or keys is None
            for key in sorted(keys or ()):
                found.options.setdefault(f"-{key}", Values(words=[None]))
            current = None
        elif re.fullmatch(r"-[A-Za-z]\w*:?.*", text, re.DOTALL) and not text.startswith("-$"):
            name, colon, value = text.partition(":")
            if value.lower() == "$false":
                current = None
                continue
            current = found.options.setdefault(name, Values())
            if colon and value:
                current.words.append(value)
                current = None
        elif current is not None:
            values = text.split(",") if "," in text else [text]
            current.words += [None if "$" in value else value for value in values]
            current = None
        else:
            found.loose.append(word.literal)
    return found


def _from_pipeline(node: Node) -> bool:
    """Whether something stands before the command in its pipeline."""
    pipeline = node.parent
    return pipeline is not None and pipeline.start_byte < node.start_byte


def _mode_word(words: list[Word]) -> str | None:
    word = option(words, rules("shell")["mode_option"])
    return word.literal if word else None


def _tables(found: list[grammar.Match], source: bytes) -> Tables:
    """The keys of the tables that variables hold: literals, and keys that are set later."""
    tables: Tables = {}
    unknown: set[str] = set()
    for match in found:
        if "bind.name" not in match:
            continue
        name, value = match["bind.name"][0], match["bind.value"][0]
        target = source[name.start_byte : name.end_byte].decode("utf-8", "replace").strip().lower()
        member = re.fullmatch(r"\$(\w+)(?:\.(\w+)|\[[\"'](\w+)[\"']\])", target)
        plain = re.fullmatch(r"(?:\[[\w.]+\]\s*)?\$(\w+)", target)
        if member:
            tables.setdefault(member[1], set()).add(member[2] or member[3])
        elif plain:
            keys = _keys(value, source)
            if keys is None:
                unknown.add(plain[1])
            else:
                tables.setdefault(plain[1], set()).update(keys)
    return {
        name: keys
        for name, keys in tables.items()
        if name not in unknown and len(keys) <= _MOST_KEYS
    }


def _keys(node: Node, source: bytes) -> set[str] | None:
    """The keys of a hash literal, or None when the value is something else."""
    while node.type != "hash_literal_expression":
        if node.named_child_count != 1:
            return None
        child = grammar.nth(node, 0)
        if child is None:
            return None
        node = child
    keys: set[str] = set()
    for body in node.named_children:
        for entry in body.named_children:
            key = grammar.nth(entry, 0) if entry.type == "hash_entry" else None
            if key is not None:
                keys.add(
                    source[key.start_byte : key.end_byte]
                    .decode("utf-8", "replace")
                    .strip("\"' ")
                    .lower()
                )
    return keys
