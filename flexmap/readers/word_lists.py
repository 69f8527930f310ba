"""Commands whose words are items of a list or arguments of a function, in program languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from tree_sitter import Node

from flexmap.readers.command_line import Word
from flexmap.readers.context import Context
from flexmap.readers.occurrences import Confidence, Occurrence

PROGRAMS = frozenset(("az", "az.cmd", "az.exe"))
GROUP = "vmss"
_PROGRAM = b"az "
_LINE = re.compile(r"(?P<quote>[@$]*[\"'`]*)(?:vmss|rest)\s")
"""A string with the words behind the program."""

_LISTS = frozenset((
    "array", "list", "argument", "implicit_array_creation_expression", "initializer_expression",
    "array_creation_expression", "collection_expression", "composite_literal", "literal_value",
    "literal_element", "array_initializer", "collection_element", "expression_element",
))  # fmt: skip
"""Lists of several languages, whose items are words of the command."""

_RUNS = re.compile(r"az|cli|invoke|run|exec|cmd|command|spawn|call|shell", re.IGNORECASE)
"""The name of a function that gets the words of a command without the program."""

_COMPARES = re.compile(
    r"^\s*(?:match(?:es)?|equals?|same|contains|includes|starts_?with|ends_?with|has_?prefix|compare)\s*$",
    re.IGNORECASE,
)
"""The name of a function that compares a list of words with another and runs neither."""

_TABLES = frozenset(("list", "tuple", "set", "array"))
"""Lists in which lists of words can be side by side."""

_CONTEXT = re.compile(r"\w*(?:ctx|context)\w*(?:\.\w+\(\))?", re.IGNORECASE)
_SHORT_NAME = 80
"""Bytes that an argument which is a context has at most."""

_ADDS = re.compile(r"(?P<list>[\w.]+)\.(?:append|push|Add|add)\Z")
_TAKEN = re.compile(
    rb"(?P<name>[A-Za-z_$][\w.$]{0,200})\s{0,9}(?::[^=\n]{0,80})?:?=(?!=)[^=;\n]{0,80}\Z"
)
"""The variable that takes the list behind the text."""

_HEAD = 300
"""Bytes before a list in which the variable that takes it is looked for."""

_FAR = 12_000
"""Bytes behind a list in which words are added to it."""

_SHORT = 2
"""Words of a list that names no command yet: the program and the group."""

_MOST = 40
"""Places at which a list is used that are looked at."""


class WordLists:
    """Reads the commands of one file that are made of words.

    `is_text` tells whether a string goes to people, so that its words are not a command.
    """

    def __init__(
        self, context: Context, source: bytes, root: Node, is_text: Callable[[Node], bool]
    ) -> None:
        self._context = context
        self._source = source
        self._root = root
        self._is_text = is_text

    def read(self, node: Node) -> Iterator[Occurrence]:
        """The command that begins with the string: the program, or the group without it."""
        parent = node.parent
        if parent is not None and parent.type in ("argument", "literal_element"):
            node, parent = parent, parent.parent
        if not self._context.deeper or parent is None or self._is_text(node):
            return
        if "pair" in parent.type or self._is_compared(parent):  # a key names no command
            return
        if self._is_listed(parent):
            return
        bare = unquoted(self._text(node))
        if bare == GROUP and not self._begins(node, parent):
            return
        words = list(
            self._words(c for c in parent.named_children if c.start_byte >= node.start_byte)
        )
        program = [] if bare in PROGRAMS else [_program(words[0])]
        sure = Confidence.EXACT if bare in PROGRAMS else Confidence.LIKELY
        for whole in self._uses(parent, [*program, *words]):
            for hit in self._command(whole):
                yield hit.at_most(sure)

    def _begins(self, node: Node, parent: Node) -> bool:
        """Whether the group is the first word of a list, or of a function that runs commands."""
        first = next(
            (child for child in parent.named_children if not self._is_left_out(child)), None
        )
        if first != node:
            return False
        called = self._called(parent)
        return not called or bool(_RUNS.search(called) or _ADDS.search(called))

    def _is_left_out(self, node: Node) -> bool:
        """Whether an argument is none of the words: a comment, or the context of a call in Go."""
        short = node.end_byte - node.start_byte < _SHORT_NAME
        return node.type == "comment" or (short and bool(_CONTEXT.fullmatch(self._text(node))))

    def _is_listed(self, words: Node) -> bool:
        """Whether a list without options is one of several, as those that are allowed."""
        outer = words.parent
        if outer is None or outer.type not in _TABLES or words.type not in _TABLES:
            return False
        return not any(unquoted(self._text(word)).startswith("-") for word in words.named_children)

    def _is_compared(self, words: Node) -> bool:
        """Whether a list is only compared with another, so that it runs nothing."""
        outer = words.parent
        if outer is None:
            return False
        if _COMPARES.search(self._called(outer).rpartition(".")[2]):
            return True
        operator = outer.child_by_field_name("operator")
        return outer.type == "comparison_operator" or (
            operator is not None and self._text(operator) in ("==", "===", "!=", "!==")
        )

    def _called(self, parent: Node) -> str:
        """What is called with the arguments, or nothing for a list."""
        if "argument" not in parent.type or parent.parent is None:
            return ""
        return self._source[parent.parent.start_byte : parent.start_byte][-_HEAD:].decode(
            "utf-8", "replace"
        )

    def _command(self, words: list[Word]) -> Iterator[Occurrence]:
        from flexmap.readers.shell import line

        if len(words) > 1 and _LINE.match(words[1].text):
            yield from self.line(words[1])
        elif len(words) > 1 and (words[0].literal or "") in PROGRAMS:
            for hit in line(self._context.inside(), words):
                yield replace(hit, line=())  # the words are items of a list

    def line(self, word: Word) -> Iterator[Occurrence]:
        """A command whose program is alone and whose words are in one string."""
        from flexmap.readers.shell import command_text

        body = self._source[word.start : word.end]
        match = _LINE.match(body.decode("utf-8", "replace"))
        head = len(match["quote"]) if match else 0
        body = body[head:].rstrip(b"\"'`")
        body = re.sub(rb"(?<![$\\])\{[^{}]*\}", lambda m: b"$" + b"x" * (len(m[0]) - 1), body)
        start = word.start + head - len(_PROGRAM)
        for hit in command_text(self._context, _PROGRAM + body, start, Confidence.EXACT):
            yield replace(hit, start=max(hit.start, word.start), line=())

    def _uses(self, parent: Node, words: list[Word]) -> Iterator[list[Word]]:
        """The words with those that are put behind them where the list is used."""
        called = _ADDS.search(self._called(parent))
        name = called["list"].encode() if called else self._taken(parent)
        if not name:
            yield words
            return
        longer = list(self._put_behind(words, name, parent.end_byte))
        yield from longer or [[*words, *self._added(name, parent.end_byte)]]

    def _taken(self, parent: Node) -> bytes:
        match = _TAKEN.search(self._source[max(0, parent.start_byte - _HEAD) : parent.start_byte])
        return match["name"] if match else b""

    def _added(self, name: bytes, at: int) -> Iterator[Word]:
        """The words that later lines add to the list, until it is made again."""
        adds = re.compile(
            rb"\b%(name)s\s{0,9}(?:\+=\s{0,9}|\.(?:append|extend|push|Add|AddRange|add|addAll)\(\s{0,40}"
            rb"|(?P<go>:?=\s{0,9}append\(\s{0,9}%(name)s\s{0,9},\s{0,40})|(?P<anew>:?=(?!=)))"
            % {b"name": re.escape(name)}
        )
        for match in adds.finditer(self._source, at, at + _FAR):
            if match["anew"]:
                return
            yield from self._words(self._nodes_at(match.end()))

    def _nodes_at(self, at: int) -> Iterator[Node]:
        """The value at a place, and the arguments behind it."""
        node = self._root.named_descendant_for_byte_range(at, at + 1)
        if node is None:
            return
        while node.parent is not None and node.parent.start_byte == node.start_byte and (
            node.parent.type not in ("expression_statement", "statement_list")
        ):  # fmt: skip
            node = node.parent
        following: Node | None = node
        while following is not None and following.start_byte >= at:
            yield following
            if node.parent is None or "argument" not in node.parent.type:
                return
            following = following.next_named_sibling

    def _put_behind(self, words: list[Word], name: bytes, at: int) -> Iterator[list[Word]]:
        """The words of each list that is made of this one, placed there when this one is short."""
        uses = re.compile(rb"(?<![\w.])%s(?!\w)" % re.escape(name))
        for count, match in enumerate(uses.finditer(self._source, at, at + _FAR)):
            node = self._root.named_descendant_for_byte_range(match.start(), match.end())
            if node is None or count >= _MOST:
                return
            more = self._behind(node, match)
            if more is not None:
                first = words[0]
                if len(words) <= _SHORT:
                    first = replace(first, start=match.start(), end=match.end())
                yield [first, *words[1:], *more]

    def _behind(self, node: Node, match: re.Match[bytes]) -> list[Word] | None:
        """The words behind a name that a list is made of there; None when none is."""
        parent = node.parent
        if parent is None or node.start_byte != match.start():
            return None
        if "binary" in parent.type and parent.named_children[0] == node:
            right = parent.named_children[-1]
            return list(self._words([right])) if right.type in _LISTS else None
        if "splat" in parent.type or "spread" in parent.type:
            siblings = parent.parent.named_children if parent.parent is not None else []
            return (
                list(self._words(s for s in siblings if s.start_byte > parent.start_byte)) or None
            )
        head = self._source[max(0, parent.start_byte - _HEAD) : parent.start_byte]
        if "argument" in parent.type and head.endswith(b"append"):
            kept = re.search(rb"\b%s\s{0,9}:?=\s{0,9}append\Z" % re.escape(match[0]), head)
            return None if kept else list(self._words(parent.named_children[1:]))
        return None

    def _words(self, nodes: Iterable[Node]) -> Iterator[Word]:
        """The words of values, and of the items of lists among them."""
        for node in nodes:
            if node.type in ("object", "comment"):  # options of the function, behind the list
                continue
            if node.type in _LISTS and node.named_child_count:
                yield from self._words(node.named_children)
            else:
                yield self._word(node)

    def _word(self, node: Node) -> Word:
        text = self._text(node)
        parts = [child.type for child in node.named_children]
        is_plain = "string" in node.type and not any(
            "interpolation" in part or "substitution" in part for part in parts
        )
        spread = any(mark in node.type for mark in ("splat", "spread", "variadic"))
        return Word(
            text=unquoted(text) if is_plain else text, literal=unquoted(text) if is_plain else None,
            start=node.start_byte, end=node.end_byte, loose=spread,
        )  # fmt: skip

    def _text(self, node: Node) -> str:
        return self._source[node.start_byte : node.end_byte].decode("utf-8", "replace")


def unquoted(text: str) -> str:
    """The text of a string without its marks."""
    return re.sub(r"^[@$frbuFRBU]*[\"'`]+", "", text).rstrip("\"'`")


def _program(group: Word) -> Word:
    """The program in front of a group that is without it."""
    return replace(group, text="az", literal="az")
