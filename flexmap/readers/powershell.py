"""PowerShell: cmdlets with their switches, splatted tables, the Azure CLI, and REST calls."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tree_sitter import Node

from flexmap.readers.addresses import LONGEST, Address, address, sent
from flexmap.readers.command_line import Word
from flexmap.readers.context import Context
from flexmap.readers.line_arguments import Option, Variables, powershell_arguments, word_of
from flexmap.readers.occurrences import Confidence, Kind, Mode, Occurrence
from flexmap.readers.options import Given, Values, choose
from flexmap.readers.requests import request
from flexmap.readers.shell import command_text, line, telling
from flexmap.rules import rules
from flexmap.syntax import grammar
from flexmap.syntax.lost_lines import lost_lines

_AZ_TEXT = re.compile(r"\s*(?:&\s*)?az(?:\.cmd)?\s+(?:vmss|rest)\b", re.IGNORECASE)
_LONGEST_RANGE = 400
"""Characters of what a loop runs through that are looked at."""

_HANDED = re.compile(
    rb"(?:&\s{0,9})?az(?:\.cmd|\.exe)?\s{1,9}[@$]|start-process\b[^\n]{0,200}[@$]", re.IGNORECASE
)
"""A command whose words are in a variable."""

_MOST_KEYS = 200
"""Keys of a table that can be splatted; no cmdlet has as many parameters."""

Tables = dict[str, dict[str, str]]
"""The keys of each table that a variable holds, with the texts of their values."""


def read(context: Context, source: bytes) -> Iterator[Occurrence]:
    """The calls of a PowerShell script."""
    root = grammar.parse("powershell", source)
    found = list(grammar.matches("powershell", root))
    tables = _tables(found, source)
    context = context.with_variables(_literals(found, source))
    addresses: list[Address] = []
    lines: list[list[Word]] = []
    tells = telling().search
    for match in found:
        for node in match.get("command", []):
            start, end = node.start_byte, node.end_byte
            if not tells(source, start, end) and not _HANDED.match(source, start, end):
                continue
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
        yield from _part_of_a_model(context, called, words, tables)
        yield from _other(context, words, source)
        return
    line_options = _given(words[1:], tables)
    line_options.pipeline = _from_pipeline(node)
    chosen = choose(candidates, line_options)
    name = candidates[0][0].name
    wires = context.names.wires
    positions = [p for n, _ in candidates if n.when for p in n.when.positions]
    given = list(_options(words[1:], tables, positions, context.variables))
    mode = context.mode(word_of(given, rules("shell")["mode_option"]))
    yield Occurrence(
        start=words[0].start,
        end=words[0].end,
        client="powershell",
        name=name,
        sends=chosen.sends,
        open=chosen.open,
        mode=mode,
        why="" if mode is Mode.UNKNOWN else "the command says so",
        arguments=tuple(powershell_arguments(wires, name, given, mode.value)),
        hidden=("",) if line_options.hidden or line_options.pipeline else (),
        fillable=wires.fillable("powershell", name) or None,
        whole=name.lower().startswith(("new-", "set-", "add-")),
    )


def _part_of_a_model(
    context: Context, called: str, words: list[Word], tables: Tables
) -> Iterator[Occurrence]:
    """A cmdlet that sends nothing and writes a part of the set's model, or begins one."""
    known = rules("shell")["model_cmdlets"]
    name = next((item for item in known if item.lower() == called.lower()), None)
    if name is None:
        return
    wires = context.names.wires
    given = list(_options(words[1:], tables, (), context.variables))
    mode = context.mode(word_of(given, rules("shell")["mode_option"]))
    yield Occurrence(
        start=words[0].start, end=words[0].end, client="powershell", name=name,
        kind=Kind.DECLARATION, mode=mode,
        why="" if mode is Mode.UNKNOWN else "the command says so",
        arguments=tuple(powershell_arguments(wires, name, given, mode.value)),
        hidden=("",) if _given(words[1:], tables).hidden else (),
        fillable=wires.fillable("powershell", name), whole=name == known[0],
        resource=rules("templates")["resource"],
    )  # fmt: skip


def _options(
    words: Sequence[Word], tables: Tables, positions: Sequence[str], variables: Variables
) -> Iterator[Option]:
    """The parameters of a line with their values; those of a splatted table too."""
    current: Option | None = None
    loose = list(dict.fromkeys(positions))
    for word in words:
        splat = re.fullmatch(r"@(\w+)", word.text)
        name = re.fullmatch(r"(-[A-Za-z]\w*)(?::(.*))?", word.text, re.DOTALL)
        if splat:
            for key, text in tables.get(splat[1].lower(), {}).items():
                values = _values(text, variables)
                yield Option(f"-{key}", word.start, word.end, values, [text])
        elif name:
            if current:
                yield current
            current = Option(name[1], word.start, word.end)
            loose = [p for p in loose if p.lower() != name[1].lower()]
        elif current is None and loose:
            option = loose.pop(0)
            yield Option(option, word.start, word.end, _values(word.text, variables), [word.text])
        if name and name[2] and current:
            current.texts.append(name[2])
            if name[2].lower() != "$false":
                yield _filled_with(current, _values(name[2], variables))
            current = None
        elif not name and not splat and current:
            current.texts.append(word.text)
            current.end = word.end
            yield _filled_with(current, _values(word.text, variables))
            current = None
    if current:
        yield current


def _filled_with(option: Option, words: list[str | None]) -> Option:
    """The parameter with the values that are behind it."""
    option.words = words
    return option


_ITEM = re.compile(r"\s*(?:\"([^\"$]*)\"|'([^']*)'|(\$(?:true|false))|([^\s,\"'$@(){}]+))\s*")


def _values(text: str, variables: Variables) -> list[str | None]:
    """The literals of a value: a word, or a list of them with or without `@( )`."""
    held = re.fullmatch(r"\$(\w+)", text.strip())
    if held and held[1].lower() in variables:
        text = variables[held[1].lower()]
    inner = re.fullmatch(r"@\((.*)\)", text.strip(), re.DOTALL)
    words: list[str | None] = []
    for item in (inner[1] if inner else text).split(","):
        match = _ITEM.fullmatch(item)
        found = next((part for part in match.groups() if part is not None), None) if match else None
        words.append(found.lstrip("$") if found is not None else None)
    return words


_HELD = re.compile(
    r"(?:@\()?\s*(?:\"[^\"$]*\"|'[^']*'|\d+)(?:\s*,\s*(?:\"[^\"$]*\"|'[^']*'|\d+))*\s*\)?"
)


def _literals(found: Sequence[grammar.Match], source: bytes) -> dict[str, str]:
    """The variables that are given a literal or a list of them, and nothing else."""
    held: dict[str, str | None] = {}
    for match in found:
        if "bind.name" not in match:
            continue
        name, value = match["bind.name"][0], match["bind.value"][0]
        target = source[name.start_byte : name.end_byte].decode("utf-8", "replace").strip().lower()
        plain = re.fullmatch(r"(?:\[[\w.\[\]]+\]\s*)?\$(\w+)", target)
        if plain:
            text = source[value.start_byte : value.end_byte].decode("utf-8", "replace").strip()
            word = text if len(text) < 2_000 and _HELD.fullmatch(text) else None
            held[plain[1]] = word if held.get(plain[1], word) == word else None
    for counter, number in _counted(found, source):
        held.setdefault(counter, number)
    return {name: word for name, word in held.items() if word is not None}


_COUNTED = re.compile(r"@?\(?\s*[\"']?(\d+)[\"']?\s*(?:\.\.|,|\)).*", re.DOTALL)
"""What a loop counts through: a range, or a list that begins with a number."""

_EACH = re.compile(rb"\|\s{0,40}(?:%|foreach(?:-object)?\b)", re.IGNORECASE)
_EACH_NUMBER = re.compile(
    rb"(?m)^[ \t]{0,200}\(?(\d{1,9})\.\.[^|\n]{1,200}\|\s{0,40}(?:%|foreach(?:-object)?\b)",
    re.IGNORECASE,
)


def _counted(found: Sequence[grammar.Match], source: bytes) -> Iterator[tuple[str, str]]:
    """The variables that loops count with, each with its first number."""
    for match in found:
        if "count.name" in match:
            text = _text(match["count.value"][0], source).strip()
            number = _COUNTED.fullmatch(text) if len(text) < _LONGEST_RANGE else None
            if number:
                yield _text(match["count.name"][0], source).lower().lstrip("$"), number[1]
    numbers = _EACH_NUMBER.findall(source)
    if numbers and len(numbers) == len(_EACH.findall(source)):
        yield "_", numbers[0].decode()


def _other(context: Context, words: list[Word], source: bytes) -> Iterator[Occurrence]:
    """A command that is not a cmdlet of the mapping: `az`, a REST call, or evaluated text."""
    program = (words[0].literal or "").lower()
    if program in rules("shell")["programs"]:
        yield from line(context, [item for word in words for item in _items(context, word)])
        return
    if program == "start-process" and context.deeper:
        rest = [word for word in words[1:] if word.text.lower() not in _OF_START]
        yield from line(context.inside(), [item for word in rest for item in _items(context, word)])
    yield from request(context, words)
    if program in rules("shell")["evaluators"]:
        for word in words[1:]:
            if context.deeper and _AZ_TEXT.match(word.text.strip("\"'")):
                text = source[word.start + 1 : word.end - 1]
                yield from command_text(context, text, word.start + 1, Confidence.EXACT)


_OF_START = ("-filepath", "-argumentlist", "-args", "-wait", "-nonewwindow", "-passthru")
"""Parameters of Start-Process that are among the words of the command."""


def _items(context: Context, word: Word) -> Iterator[Word]:
    """The words that an argument hands on: those of a list, or of a text with a whole line."""
    name = re.fullmatch(r"[@$](\w+)", word.text)
    text = context.variables.get(name[1].lower(), word.text) if name else word.text
    listed = re.fullmatch(r"@?\((.*)\)", text.strip(), re.DOTALL)
    if listed is None and "," not in text and not text.lstrip("\"'").startswith("vmss "):
        yield word
        return
    for item in re.findall(r"\"[^\"]*\"|'[^']*'|[^\s,]+", listed[1] if listed else text):
        bare = item.strip("\"'")
        for part in bare.split() if bare.startswith("vmss ") else [bare]:
            yield replace(word, text=part, literal=None if "$" in part else part, loose=False)


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
    """Whether something is before the command in its pipeline."""
    pipeline = node.parent
    return pipeline is not None and pipeline.start_byte < node.start_byte


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
            key = member[2] or member[3]
            text = source[value.start_byte : value.end_byte].decode("utf-8", "replace")
            tables.setdefault(member[1], {})[key] = text.strip()
        elif plain:
            keys = _keys(value, source)
            if keys is None:
                unknown.add(plain[1])
            else:
                tables.setdefault(plain[1], {}).update(keys)
    return {
        name: keys
        for name, keys in tables.items()
        if name not in unknown and len(keys) <= _MOST_KEYS
    }


def _text(node: Node, source: bytes) -> str:
    return source[node.start_byte : node.end_byte].decode("utf-8", "replace")


def _keys(node: Node, source: bytes) -> dict[str, str] | None:
    """The keys of a hash literal with their values, or None when the value is something else."""
    while node.type != "hash_literal_expression":
        if node.named_child_count != 1:
            return None
        child = grammar.nth(node, 0)
        if child is None:
            return None
        node = child
    keys: dict[str, str] = {}
    for body in node.named_children:
        for entry in body.named_children:
            key = grammar.nth(entry, 0) if entry.type == "hash_entry" else None
            if key is not None:
                value = grammar.nth(entry, -1) or key
                keys[_text(key, source).strip("\"' ")] = _text(value, source).strip()
    return keys
