"""Strings of programs: REST paths with the method around them, and commands that are run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from flexmap.readers.command_line import Word
from flexmap.readers.context import Context
from flexmap.readers.occurrences import Confidence, Occurrence
from flexmap.readers.requests import path_hit
from flexmap.readers.rest_paths import SET
from flexmap.rules import Rules

_COMMAND = re.compile(r"[\s\"'`@$frbFRB]*\(?(?:sudo\s+)?az(?:\.cmd)?\s+(?:vmss|rest)\b")
_PROGRAMS = frozenset(("az", "az.cmd", "az.exe"))
_PATHISH = re.compile(
    r"virtualmachine(?:scalesets)?/|virtualmachines/|/delete\b|/manualupgrade\b", re.IGNORECASE
)
_VERB = re.compile(
    r"[\"'.](GET|PUT|POST|PATCH|DELETE)[\"'(]|HttpMethod\.?(GET|PUT|POST|PATCH|DELETE)"
    r"|(?:Method|http\.Method|HttpMethod)\.?(Get|Put|Post|Patch|Delete)\b"
    r"|\.(get|put|post|patch|delete)(?:Async|_request|Request|JSON|FromJson\w*|AsJson\w*)?\("
    r"|\b\w*_(get|put|post|patch|delete)\(|\b(?:do|http|send|rest|arm|azure)_?(Get|Put|Post|Patch|Delete)(?:\b|_)",
    re.IGNORECASE,
)
_HTTP = re.compile(
    r"request|response|\bsend|fetch|http|axios|\burl\b|\buri\b|urlopen|rest|curl|endpoint|session|\.(get|post|put|patch|delete)\(",
    re.IGNORECASE,
)
_MOCKED = re.compile(r"HandleFunc|\bnock\b|\bmock\w*|\bmux\b|\bstub\w*|WireMock", re.IGNORECASE)
_CHAINED = re.compile(r"[^;]*?\)\s*\.(?:get|put|post|patch|delete)\(")
"""A request that is sent on the path that a call before it names."""

_CALL = re.compile(r"call|invocation|creation|new_expression")
_STATEMENT = re.compile(
    r"statement|declaration|assignment|declarator|^pair$|return|^command$|field_definition"
)
_CHECKS = frozenset(("assert", "expect", "should", "mock", "nock", "when", "given"))
"""Words of functions that compare a text and send nothing."""

_MANY = 4_000
"""Characters around a string that are looked at."""

_FAR = 12_000
"""Characters behind a string in which its variable may be used, when it is assigned anew there."""


class Strings:
    """Reads the strings of one file."""

    def __init__(self, context: Context, source: bytes, rules: Rules) -> None:
        self._context = context
        self._source = source
        self._rules = rules
        self._texts = frozenset(name.lower() for name in rules["text_functions"])
        self._seen: set[tuple[int, int]] = set()

    def read(self, node: Node) -> Iterator[Occurrence]:
        """The calls that the string holds, or that it is a part of."""
        text = self._text(node)
        if _unquoted(text) in _PROGRAMS:
            yield from self._words(node)
        elif _COMMAND.match(text):
            yield from self._command(node, text)
        elif SET in text.lower() or _PATHISH.search(text):
            yield from self._path(node)

    def _words(self, node: Node) -> Iterator[Occurrence]:
        """A command whose words are the items of a list, or arguments of a function."""
        parent = node.parent
        if parent is not None and parent.type == "argument":
            node, parent = parent, parent.parent
        if not self._context.deeper or parent is None or parent.named_child_count < 2:
            return
        from flexmap.readers.shell import line

        items = [item for child in parent.named_children if child.start_byte >= node.start_byte
                 for item in self._items(child)]  # fmt: skip
        yield from line(self._context.inside(), items)

    def _items(self, node: Node) -> Iterator[Word]:
        """A word of a command, or those of a list that stands among them."""
        if node.type in ("array", "list", "argument") and node.named_child_count:
            for child in node.named_children:
                yield from self._items(child)
            return
        text = self._text(node)
        plain = "string" in node.type and not any("interpolation" in c.type or "substitution" in
                                                  c.type for c in node.named_children)  # fmt: skip
        yield Word(
            text=_unquoted(text) if plain else text, literal=_unquoted(text) if plain else None,
            start=node.start_byte, end=node.end_byte, loose=not plain and "splat" in node.type,
        )  # fmt: skip

    def _command(self, node: Node, text: str) -> Iterator[Occurrence]:
        """A command in a string; text for people is none."""
        if not self._context.deeper or self._is_text(node):
            return
        from flexmap.readers.shell import command_text

        head = len(re.match(r"[\s\"'`@$frbFRB(]*", text)[0])  # type: ignore[index]  # matches always
        body = self._source[node.start_byte + head : node.end_byte]
        body = re.sub(rb"[\"'`]+\s*$", lambda m: b" " * len(m[0]), body)
        body = re.sub(rb"(?<![$\\])\{[^{}]*\}", lambda m: b"$" + b"x" * (len(m[0]) - 1), body)
        yield from command_text(self._context, body, node.start_byte + head, Confidence.LIKELY)

    def _path(self, node: Node) -> Iterator[Occurrence]:
        if self._is_text(node) or _is_documentation(node):
            return
        whole, text = self._joined(node)
        span = (whole.start_byte, whole.end_byte)
        if span in self._seen:
            return
        self._seen.add(span)
        around = self._around(whole)
        if _MOCKED.search(around) or any(_MOCKED.search(use) for use in self._uses(whole)):
            return
        settish = bool(re.search(r"vmss|scale_?set", around, re.IGNORECASE))
        found = self._context.paths.find(_unquoted(text), set_id=settish)
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

        A list of something is no id that could be meant for anything else, so there the
        words beside the variable that holds it are enough.
        """
        receiving = self._receiving(node)
        if _HTTP.search(receiving):
            return True
        if receiving.lower().endswith("path"):
            after = self._source[node.end_byte : node.end_byte + _MANY].decode("utf-8", "replace")
            if _CHAINED.match(after):
                return True
        return any(_VERB.search(use) or (listing and _HTTP.search(use)) for use in self._uses(node))

    def _receiving(self, node: Node) -> str:
        """The name of the function that the string is an argument of, or nothing."""
        parent: Node | None = node.parent
        for _ in range(3):
            if parent is None or _STATEMENT.search(parent.type):
                return ""
            for field in ("function", "constructor", "name"):
                name = parent.child_by_field_name(field)
                if name is not None and "list" not in parent.type and _CALL.search(parent.type):
                    return self._text(name)
            parent = parent.parent
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

    def _uses(self, node: Node) -> Iterator[str]:
        """The lines after the string that use the variable, before it is assigned anew.

        Where there is none, as between two branches, those behind the next assignment count.
        """
        statement = _statement(node)
        if statement is None:
            return
        head = self._source[statement.start_byte : node.start_byte].decode("utf-8", "replace")
        names = re.findall(r"([A-Za-z_]\w*)\s*(?::?=|:)\s*[^=]*$", head)
        if not names:
            return
        name = re.escape(names[-1])
        after = self._source[node.end_byte : node.end_byte + _FAR].decode("utf-8", "replace")
        again = re.search(rf"\n[^\n(]*\b{name}\s*:?=(?!=)", after)
        use = re.compile(rf"[^\n]*\b{name}\b[^\n]*(?:\n[^\n]*)?")
        before = use.findall(after[: again.start()]) if again else ()
        yield from before or use.findall(after[:_MANY])

    def _around(self, node: Node) -> str:
        """The text of the statement that the string stands in."""
        statement = _statement(node) or node
        start = max(statement.start_byte, node.start_byte - _MANY)
        end = min(statement.end_byte, node.end_byte + _MANY)
        return self._source[start:end].decode("utf-8", "replace")

    def _joined(self, node: Node) -> tuple[Node, str]:
        """The whole expression that a string is put together in, values as placeholders."""
        joins = self._rules["concatenations"]
        whole = node
        while whole.parent is not None and whole.parent.type in joins:
            parent = whole.parent
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
            whole = parent
        return whole, self._text(node) if whole == node else "".join(self._pieces(whole))

    def _is_join(self, node: Node) -> bool:
        """Whether a list or arguments go to a function that joins them."""
        call = node.parent
        while call is not None and call.type in ("argument_list", "arguments", "argument"):
            call = call.parent
        function = call.child_by_field_name("function") if call is not None else None
        if function is None and call is not None:
            function = call.child_by_field_name("name")
        name = self._text(function).rpartition(".")[2] if function is not None else ""
        return name in self._rules["joins"] and name not in (
            "format",
            "Sprintf",
            "Format",
            "formatted",
        )

    def _pieces(self, node: Node) -> Iterator[str]:
        if "string" in node.type and node.type not in ("concatenated_string",):
            yield _unquoted(self._text(node))
        elif node.type in self._rules["concatenations"]:
            for child in node.named_children:
                yield from self._pieces(child)
        else:
            yield "${" + re.sub(r"\W", "", self._text(node)) + "}"

    def _is_text(self, node: Node) -> bool:
        """Whether the string goes to people: printed, logged, raised, or an argument's help."""
        parent: Node | None = node.parent
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
                words = re.split(r"\W+", self._text(name).strip().lower())
                return words[-1] in self._texts or bool(_CHECKS & set(words))
            child, parent = parent, parent.parent
        return False

    def _text(self, node: Node) -> str:
        return self._source[node.start_byte : node.end_byte].decode("utf-8", "replace")


def _statement(node: Node) -> Node | None:
    parent = node.parent
    while parent is not None and not _STATEMENT.search(parent.type):
        parent = parent.parent
    return parent


def _is_documentation(node: Node) -> bool:
    """A string that is a statement of its own is a comment."""
    return node.parent is not None and node.parent.type == "expression_statement"


def _unquoted(text: str) -> str:
    return re.sub(r"^[@$frbuFRBU]*[\"'`]+|[\"'`]+$", "", text)
