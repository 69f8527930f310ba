"""Groovy: the scripts that steps of Jenkins run, and code that calls the Java libraries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flexmap.readers.embedded import CMDLET, COMMAND
from flexmap.readers.groovy_as_java import as_java
from flexmap.readers.occurrences import UNKNOWN, Argument, Confidence, Occurrence, Sent, value_of
from flexmap.readers.regions import Region
from flexmap.rules import rules
from flexmap.sources.languages import needles
from flexmap.syntax.groovy import Kind, Token, tokens
from flexmap.values import dataclass

_PUT_IN = re.compile(rb"\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
_ESCAPE = re.compile(rb"\\(.)", re.DOTALL)
_INSIDE_WORD = re.compile(rb"(?<=[^\s(|&;])\\\$([\w{(])")
"""A variable that Groovy does not put in, with something of the same word before it."""

_AZ_FIRST = re.compile(rb"\s*(?:sudo\s+)?az(?:\.cmd)?\s+(?:vmss|rest)\b")
_FAR = 80
"""Tokens before a string in which the step is looked for that it belongs to."""


@dataclass(frozen=True, slots=True)
class _Script:
    """A text that is run: the tokens from the first to behind the last, and its language."""

    first: int
    behind: int
    language: str
    confidence: Confidence


def read(source: bytes) -> Iterator[Occurrence | Region]:
    """The scripts in a Groovy file, and its code as Java where that mentions scale sets."""
    found = list(tokens(source))
    yield from _plugin_steps(found)
    scripts = list(_scripts(found))
    for script in scripts:
        part = found[script.first : script.behind]
        yield Region(
            text=_text(source, part), language=script.language, start=part[0].start,
            confidence=script.confidence,
        )  # fmt: skip
    if any(token.kind is Kind.WORD and _is_name(token.text) for token in found):
        taken = {n for script in scripts for n in range(script.first, script.behind)}
        # A command in another text, such as the name of a stage, is none.
        taken |= {
            n
            for n, token in enumerate(found)
            if _speaks(_content(token).decode("utf-8", "replace"))
        }
        yield Region(text=as_java(source, found, taken), language="java")


def _plugin_steps(found: Sequence[Token]) -> Iterator[Occurrence]:
    """The steps of Jenkins' plug-in for scale sets, which calls the older Java library."""
    steps: dict[str, list[str]] = rules("groovy")["plugin_steps"]
    for at, token in enumerate(found):
        operations = steps.get(_word(token))
        if operations:
            yield Occurrence(
                start=token.start, end=token.end, client="java", name=_word(token),
                sends=tuple(Sent(operation=operation) for operation in operations),
                arguments=tuple(_instance_ids(found[at + 1 : at + _FAR])), hidden=("",),
            )  # fmt: skip


def _instance_ids(behind: Sequence[Token]) -> Iterator[Argument]:
    """The ids that a step of the plug-in is given, as a text with commas."""
    for at, token in enumerate(behind[:-2]):
        ended = token.kind is Kind.NEWLINE and at > 0 and behind[at - 1].text not in (b",", b"(")
        if ended or token.text in (b";", b"}"):
            return
        value = behind[at + 2]
        if token.text == b"instanceIds" and value.kind is Kind.STRING:
            text = _content(value).decode("utf-8", "replace")
            put_in = value.is_template and "$" in text
            yield Argument(
                wire="instanceIds", typed="instanceIds", start=token.start, end=value.end,
                value=UNKNOWN if put_in else value_of([word.strip() for word in text.split(",")]),
                shown=f"instanceIds: {value.text.decode('utf-8', 'replace')}",
            )  # fmt: skip


def _is_name(word: bytes) -> bool:
    lowered = word.lower()
    return any(needle in lowered for needle in needles())


def _scripts(found: Sequence[Token]) -> Iterator[_Script]:
    """The texts that are run: one string, several joined by `+`, or the words of a list."""
    at = 0
    while at < len(found):
        behind = at + 1
        if found[at].kind is Kind.STRING:
            joined, listed = _joined(found, at), _listed(found, at)
            behind = max(joined, listed)
            if listed > joined:
                yield _Script(
                    first=at, behind=listed, language="shell", confidence=Confidence.EXACT
                )
            elif (run := _run(found, at, joined)) is not None:
                yield _Script(at, joined, *run)
        at = behind


def _joined(found: Sequence[Token], at: int) -> int:
    """Behind the last part of a text that is put together: strings and names, with `+` between."""
    while at + 2 < len(found) and found[at + 1].text == b"+":
        after = found[at + 2]
        if after.kind is Kind.NEWLINE and at + 3 < len(found):
            after, at = found[at + 3], at + 1
        if after.kind not in (Kind.STRING, Kind.WORD):
            break
        at = _member(found, at + 2)
    return at + 1


def _listed(found: Sequence[Token], at: int) -> int:
    """Behind the last of several strings with commas between, when the first is the program."""
    head = _content(found[at])
    if head.decode("utf-8", "replace") not in rules("groovy")["programs"]:
        return at
    while at + 2 < len(found) and found[at + 1].text == b",":
        step = 3 if found[at + 2].kind is Kind.NEWLINE and at + 3 < len(found) else 2
        if found[at + step].kind not in (Kind.STRING, Kind.WORD):
            break
        at = _member(found, at + step)
    return at + 1


def _member(found: Sequence[Token], at: int) -> int:
    """The last token of a name with its members, such as `config.name`."""
    while at + 2 < len(found) and found[at + 1].text in (b".", b"?."):
        at += 2
    return at


def _content(token: Token) -> bytes:
    size = len(token.quote)
    return token.text[size : len(token.text) - size]


def _run(found: Sequence[Token], at: int, behind: int) -> tuple[str, Confidence] | None:
    """The language of a string that is run, and how sure that is; None for any other string."""
    text = b" ".join(_content(token) for token in found[at:behind] if token.kind is Kind.STRING)
    shown = text.decode("utf-8", "replace")
    speaks = _speaks(shown)
    step = _step(found, at) if speaks or _is_name(text) else None
    if step:
        return step, Confidence.EXACT
    if not speaks:
        return None
    if {_word(token) for token in found[max(0, at - 2) : at]} & {*rules("groovy")["text"]}:
        return None
    language = "powershell" if CMDLET.search(shown) else "shell"
    if _is_executed(found, behind):
        return language, Confidence.EXACT
    begins = _AZ_FIRST.match(text) is not None or language == "powershell"
    kept = at > 0 and found[at - 1].text in (b"=", b":", b"return")
    return (language, Confidence.LIKELY) if kept and begins else None


def _speaks(text: str) -> bool:
    """Whether a text holds a command of scale sets."""
    return COMMAND.search(text) is not None or CMDLET.search(text) is not None


def _is_executed(found: Sequence[Token], behind: int) -> bool:
    """Whether `.execute()` is behind a string."""
    words = [_word(token) for token in found[behind : behind + 2]]
    return len(words) == 2 and words[0] == "." and words[1] in rules("groovy")["runs"]


def _step(found: Sequence[Token], at: int) -> str | None:
    """The language of the step whose script a string is: the first argument, or `script:`."""
    known = rules("groovy")
    steps: dict[str, str] = known["steps"]
    before = at - 1
    if before >= 0 and found[before].text == b":":
        if before < 1 or _word(found[before - 1]) not in known["keys"]:
            return None
        for token in reversed(found[max(0, before - _FAR) : before]):
            if token.text in (b";", b"{", b"}"):
                break
            if _word(token) in steps:
                return steps[_word(token)]
        return "shell"
    if before >= 1 and found[before].text == b",":
        options: dict[str, str] = known["options"]
        return options.get(_content(found[before - 1]).decode("utf-8", "replace"))
    while before >= 0 and found[before].text == b"(":
        before -= 1
    return steps.get(_word(found[before])) if before >= 0 else None


def _word(token: Token) -> str:
    return token.text.decode("utf-8", "replace") if token.kind is not Kind.STRING else ""


def _text(source: bytes, part: Sequence[Token]) -> bytes:
    """The script as long as it is written, from the first string to the last.

    What is between the strings becomes spaces, and a name that is put in a variable.
    """
    start = part[0].start
    text = bytearray(b" " * (part[-1].end - start))
    for token in part:
        if token.kind is Kind.STRING:
            begin, end = token.inner
            text[begin - start : end - start] = _unescaped(source[begin:end], token)
        elif token.kind is Kind.WORD and token.start - 1 > start:
            text[token.start - 1 - start : token.end - start] = b"$" + token.text
    return bytes(text)


def _unescaped(text: bytes, token: Token) -> bytes:
    """The text of a string as it is meant, byte for byte; `${a.b}` becomes `${a_b}`."""
    if token.is_template:
        text = _PUT_IN.sub(lambda match: b"${" + _plain(match[0][2:-1]) + b"}", text)
    if token.quote == b"$/":
        return text.replace(b"$$", b" $").replace(b"$/", b" /")
    if token.quote == b"/":
        return text.replace(b"\\/", b" /")
    return _ESCAPE.sub(_escape, _INSIDE_WORD.sub(_variable, text))


def _plain(inner: bytes) -> bytes:
    """What is put in as the name of a variable of the same length."""
    return re.sub(rb"\W", b"_", inner)


def _variable(match: re.Match[bytes]) -> bytes:
    """A variable of the shell inside a word, which stays one word: `/\\$A/` becomes `/$_A/`."""
    return {b"{": b"${_", b"(": b"$( "}.get(match[1], b"$_" + match[1])


def _escape(match: re.Match[bytes]) -> bytes:
    meant = {b"n": b"\n", b"t": b"\t", b"r": b" "}.get(match[1], match[1])
    return match[0] if match[1] == b"\n" else b" " + meant
