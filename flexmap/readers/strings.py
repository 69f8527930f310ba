"""Strings of programs: REST paths with the method around them, and commands that are run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tree_sitter import Node

from flexmap.readers.command_line import Word
from flexmap.readers.context import Context
from flexmap.readers.occurrences import Confidence, Occurrence, Sent
from flexmap.readers.requests import path_hit
from flexmap.readers.rest_paths import SET
from flexmap.readers.word_lists import GROUP, PROGRAMS, WordLists, unquoted
from flexmap.rules import Rules
from flexmap.syntax.grammar import Parents

_COMMAND = re.compile(r"[\s\"'`@$frbFRB]*\(?(?:sudo\s+)?az(?:\.cmd)?\s+(?:vmss|rest)\b")
_ARGUMENTS = re.compile(r"[\s\"'`@$frbFRB]*vmss(?:\s+[a-z]+(?:-[a-z]+)*){1,3}\s+--?\w")
"""A line of words without the program, as a process gets it."""

_PATHISH = re.compile(
    r"virtualmachine(?:scalesets)?/|virtualmachines/|/delete\b|/manualupgrade\b"
    r"|/(?:virtualmachines|instanceview|extensions|skus|deallocate|restart|start|poweroff|reimage"
    r"|reimageall|redeploy|performmaintenance|osrollingupgrade)\?api-?version",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"[\"'.](GET|PUT|POST|PATCH|DELETE)[\"'(]|HttpMethod\.?(GET|PUT|POST|PATCH|DELETE)"
    r"|(?:Method|http\.Method|HttpMethod)\.?(Get|Put|Post|Patch|Delete)\b"
    r"|\.(get|put|post|patch|delete)(?:Async|_request|Request|JSON|FromJson\w*|AsJson\w*)?\("
    r"|\.(get|delete)_?by_?id\("
    r"|\b\w*_(get|put|post|patch|delete)\(|\b(?:do|http|send|rest|arm|azure)_?(Get|Put|Post|Patch|Delete)(?:\b|_)",
    re.IGNORECASE,
)
_HTTP = re.compile(
    r"request|response|_by_id|ByI[dD]\b|\bsend|fetch|http|axios|\burl\b|\buri\b|urlopen|rest|curl|endpoint|session|\.(get|post|put|patch|delete)\(",
    re.IGNORECASE,
)
_GETS = re.compile(r"(?:\b|_)(?:get|list|fetch|query|collect|load)[A-Z_]\w{0,80}\s?[(\[<]")
"""A function that gets something by a path, such as `getAll(path)` or `fetch_list(path)`."""

_ADDRESS = re.compile(r"(?:path|url|uri|endpoint|address)\Z", re.IGNORECASE)
"""The name of a variable that holds an address, and no id or type."""

_MOCKED = re.compile(r"HandleFunc|\bnock\b|\bmock\w*|\bmux\b|\bstub\w*|WireMock", re.IGNORECASE)
_CHAINED = re.compile(r"[^;]*?\)\s*\.(?:get|put|post|patch|delete)\(")
"""A request that is sent on the path that a call before it names."""

_FILTER = re.compile(
    r"\bresourceType\s{1,9}eq\s{1,9}[\\\"']{0,4}(?P<type>Microsoft\.Compute/virtualMachineScaleSets)"
    r"(?![/\w])",
    re.IGNORECASE,
)
_CALL = re.compile(r"call|invocation|creation|new_expression")
_STATEMENT = re.compile(
    r"statement|declaration|assignment|declarator|^pair$|return|^command$|field_definition"
)
_CHECKS = frozenset(("assert", "expect", "should", "mock", "nock", "when", "given"))
"""Words of functions that compare a text and send nothing."""

_MANY = 4_000
"""Characters around a string that are looked at."""

_END = 1_000
"""Bytes at the start and at the end of what is called that are looked at."""

_LONGEST_NAME = 200
"""Characters of the name of a variable."""

_FAR = 12_000
"""Characters behind a string in which its variable may be used, when it is assigned again there."""


class Strings:
    """Reads the strings of one file."""

    def __init__(self, context: Context, source: bytes, parents: Parents, rules: Rules) -> None:
        self._context = context
        self._source = source
        self._parent = parents.of
        self._rules = rules
        self._texts = frozenset(name.lower() for name in rules["text_functions"])
        self._seen: set[tuple[int, int]] = set()
        self._wholes: dict[int, Node] = {}
        self._statements: dict[int, Node | None] = {}
        self._used: dict[int, list[str]] = {}
        self._lists = WordLists(context, source, parents.root, self._is_text)

    def read(self, node: Node) -> Iterator[Occurrence]:
        """The calls that the string holds, or that it is a part of."""
        text = self._text(node)
        bare = unquoted(text)
        if bare == GROUP or bare in PROGRAMS:
            yield from self._lists.read(node)
        elif _COMMAND.match(text):
            yield from self._command(node, text)
        elif _ARGUMENTS.match(text):
            yield from self._line(node, text)
        elif SET in text.lower() or _PATHISH.search(text):
            yield from self._filter(node, text)
            yield from self._path(node)

    def _filter(self, node: Node, text: str) -> Iterator[Occurrence]:
        """The filter of a list of resources of any type that lets the type of sets through."""
        match = _FILTER.search(text)
        operation = self._context.paths.list(match["type"]) if match else None
        if operation and not self._is_text(node) and not self._is_documentation(node):
            yield Occurrence(
                start=node.start_byte, end=node.end_byte, client="rest", name="resourceType eq",
                sends=(Sent(operation=operation),), confidence=Confidence.LIKELY,
            )  # fmt: skip

    def _line(self, node: Node, text: str) -> Iterator[Occurrence]:
        """The words of a command that a process gets in one string."""
        if self._context.deeper and not self._is_text(node) and not self._is_documentation(node):
            word = Word(text=text, literal=None, start=node.start_byte, end=node.end_byte)
            for hit in self._lists.line(word):
                yield hit.at_most(Confidence.LIKELY)

    def _command(self, node: Node, text: str) -> Iterator[Occurrence]:
        """A command in a string; text for people is none."""
        if not self._context.deeper or self._is_text(node):
            return
        from flexmap.readers.shell import command_text

        head = len(re.match(r"[\s\"'`@$frbFRB(]*", text)[0])  # type: ignore[index]  # matches always
        body = self._source[node.start_byte + head : node.end_byte]
        body = body.rstrip().rstrip(b"\"'`").ljust(len(body))
        body = re.sub(rb"(?<![$\\])\{[^{}]*\}", lambda m: b"$" + b"x" * (len(m[0]) - 1), body)
        for hit in command_text(self._context, body, node.start_byte + head, Confidence.LIKELY):
            yield replace(hit, line=())  # values are put into the words

    def _path(self, node: Node) -> Iterator[Occurrence]:
        if self._is_text(node) or self._is_documentation(node):
            return
        whole = self._whole(node)
        span = (whole.start_byte, whole.end_byte)
        if span in self._seen:
            return
        self._seen.add(span)
        joined = whole != node or whole.type in self._rules["concatenations"]
        text = self._joined(whole) if joined else self._text(node)
        around = self._around(whole)
        if _MOCKED.search(around) or any(_MOCKED.search(use) for use in self._uses(whole)):
            return
        settish = bool(re.search(r"vmss|scale_?set", around, re.IGNORECASE))
        found = self._context.paths.find(unquoted(text), set_id=settish)
        if found is None:
            return
        if not (found.called or found.addressed or self._sent(whole, listing=found.listing)):
            return
        verbs = set(self._verbs(whole, around))
        method = verbs.pop() if len(verbs) == 1 else ""
        hit = path_hit(found, method, node.start_byte, node.end_byte)
        if hit:
            certain = found.called or (found.addressed and method)
            yield hit.at_most(Confidence.EXACT if certain else Confidence.LIKELY)

    def _sent(self, node: Node, *, listing: bool) -> bool:
        """Whether the string goes to a function that sends requests.

        A list of something is not an id that could be meant for anything else, so there the
        words next to the variable that holds it are enough.
        """
        receiving = self._receiving(node)
        if _HTTP.search(receiving):
            return True
        if receiving.lower().endswith("path"):
            after = self._source[node.end_byte : node.end_byte + _MANY].decode("utf-8", "replace")
            if _CHAINED.match(after):
                return True
        gets = listing and _ADDRESS.search(self._variable(node)) is not None
        return any(
            _VERB.search(use) or (listing and _HTTP.search(use)) or (gets and _GETS.search(use))
            for use in self._uses(node)
        )

    def _receiving(self, node: Node) -> str:
        """The name of the function that the string is an argument of, or nothing."""
        parent = self._parent(node)
        for _ in range(3):
            if parent is None or _STATEMENT.search(parent.type):
                return ""
            for field in ("function", "constructor", "name"):
                name = parent.child_by_field_name(field)
                if name is not None and "list" not in parent.type and _CALL.search(parent.type):
                    return self._ends(name)
            parent = self._parent(parent)
        return ""

    def _verbs(self, node: Node, around: str) -> Iterator[str]:
        """The HTTP methods in the statement, or where the variable with the string is used."""
        inside = self._text(node)
        found = [v for m in _VERB.finditer(around.replace(inside, '""')) for v in m.groups() if v]
        if not found:
            found = [
                v for use in self._uses(node) for m in _VERB.finditer(use) for v in m.groups() if v
            ]
        yield from (verb.upper() for verb in found)

    def _uses(self, node: Node) -> list[str]:
        """The lines after the string that use the variable, before it is assigned again.

        Where there is none, as between two branches, those behind the next assignment count.
        """
        if node.id not in self._used:
            self._used[node.id] = self._find_uses(node)
        return self._used[node.id]

    def _variable(self, node: Node) -> str:
        """The name of the variable that takes the string, or nothing."""
        statement = self._statement(node)
        if statement is None:
            return ""
        start = max(statement.start_byte, node.start_byte - _MANY)
        return _assigned(self._source[start : node.start_byte].decode("utf-8", "replace"))

    def _find_uses(self, node: Node) -> list[str]:
        name = self._variable(node)
        after = self._source[node.end_byte : node.end_byte + _FAR].decode("utf-8", "replace")
        if not name or name not in after:
            return []
        again = re.search(rf"\n[^\n(]*\b{name}\s*:?=(?!=)", after)
        before = _lines_with(name, after[: again.start()]) if again else []
        return before or _lines_with(name, after[:_MANY])

    def _around(self, node: Node) -> str:
        """The text of the statement that the string is in."""
        statement = self._statement(node) or node
        start = max(statement.start_byte, node.start_byte - _MANY)
        end = min(statement.end_byte, node.end_byte + _MANY)
        return self._source[start:end].decode("utf-8", "replace")

    def _whole(self, node: Node) -> Node:
        """The whole expression that a string is put together in; found once for all its parts."""
        joins = self._rules["concatenations"]
        whole, passed = node, [node.id]
        while (parent := self._parent(whole)) is not None and parent.type in joins:
            if parent.type in (
                "list",
                "array",
                "argument_list",
                "arguments",
                "argument",
            ) and not self._is_join(parent):
                break
            operator = parent.child_by_field_name("operator")
            if (
                joins[parent.type]
                and operator is not None
                and self._text(operator) != joins[parent.type]
            ):
                break
            whole = self._wholes.get(parent.id, parent)
            passed.append(whole.id)
        self._wholes |= dict.fromkeys(passed, whole)
        return whole

    def _joined(self, whole: Node) -> str:
        """The text of an expression, values as placeholders, as far as a path can be long."""
        pieces: list[str] = []
        length = 0
        for piece in self._pieces(whole):
            pieces.append(piece)
            length += len(piece)
            if length > _FAR:
                break
        return "".join(pieces)

    def _is_join(self, node: Node) -> bool:
        """Whether a list or arguments go to a function that joins them."""
        call = self._parent(node)
        while call is not None and call.type in ("argument_list", "arguments", "argument"):
            call = self._parent(call)
        function = call.child_by_field_name("function") if call is not None else None
        if function is None and call is not None:
            function = call.child_by_field_name("name")
        name = self._ends(function).rpartition(".")[2] if function is not None else ""
        return name in self._rules["joins"] and name not in (
            "format",
            "Sprintf",
            "Format",
            "formatted",
        )

    def _pieces(self, whole: Node) -> Iterator[str]:
        waiting = [whole]
        while waiting:
            node = waiting.pop()
            if "string" in node.type and node.type not in ("concatenated_string",):
                yield unquoted(self._text(node))
            elif node.type in self._rules["concatenations"]:
                waiting += reversed(node.named_children)
            else:
                yield "${" + re.sub(r"\W", "", self._text(node)) + "}"

    def _is_text(self, node: Node) -> bool:
        """Whether the string goes to people: printed, logged, raised, or an argument's help."""
        parent = self._parent(node)
        child: Node = node
        for _ in range(6):
            if parent is None or (_STATEMENT.search(parent.type) and parent.type != "pair"):
                return False
            name = parent.child_by_field_name("function") or parent.child_by_field_name(
                "constructor"
            )
            name = name or parent.child_by_field_name("name") or parent.child_by_field_name("type")
            called = (
                "call" in parent.type
                or "invocation" in parent.type
                or "creation" in parent.type
                or parent.type == "new_expression"
            )
            if called and name is not None and name != child:
                words = re.split(r"\W+", self._ends(name).strip().lower())
                if "shlex" in words:  # takes a command apart, to be run
                    return self._is_text(parent)
                return words[-1] in self._texts or bool(_CHECKS & set(words))
            child, parent = parent, self._parent(parent)
        return False

    def _is_documentation(self, node: Node) -> bool:
        """A string that is a statement of its own is a comment."""
        parent = self._parent(node)
        return parent is not None and parent.type == "expression_statement"

    def _statement(self, node: Node) -> Node | None:
        """The statement around a node; found once for all nodes passed to reach it."""
        passed: list[int] = []
        parent: Node | None = node
        while parent is not None and parent.id not in self._statements:
            passed.append(parent.id)
            parent = self._parent(parent)
            if parent is not None and _STATEMENT.search(parent.type):
                break
        else:
            parent = self._statements[parent.id] if parent is not None else None
        self._statements |= dict.fromkeys(passed, parent)
        return parent

    def _ends(self, node: Node) -> str:
        """The text of a node, of a long one its start and its end.

        What is called can be a chain of calls that ends here.
        """
        start, end = node.start_byte, node.end_byte
        if end - start <= 2 * _END:
            return self._text(node)
        pieces = (self._source[start : start + _END], self._source[end - _END : end])
        return " ".join(piece.decode("utf-8", "replace") for piece in pieces)

    def _text(self, node: Node) -> str:
        return self._source[node.start_byte : node.end_byte].decode("utf-8", "replace")


def _assigned(head: str) -> str:
    """The name that takes what is behind the text, in an assignment or a table, or nothing."""
    before, equals, after = head.rpartition("=")
    found = re.search(r"[A-Za-z_]\w*\Z", before.removesuffix(":").rstrip()[-_LONGEST_NAME:])
    if equals and found:
        return found[0]
    in_table = re.search(r"\b([A-Za-z_]\w*)\s*:", after)
    return in_table[1] if in_table else ""


def _lines_with(name: str, text: str) -> list[str]:
    """The lines that hold a name, each with the line behind it."""
    longer = r"(?!\}?/\w|\s{0,9}\+\s{0,9}[\"'`]/)"  # there it is the head of another path
    holds = re.compile(rf"\b{name}\b{longer}").search
    lines, found, at = text.split("\n"), list[str](), 0
    while at < len(lines):
        if holds(lines[at]):
            found.append("\n".join(lines[at : at + 2]))
            at += 1
        at += 1
    return found
