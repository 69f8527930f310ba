"""Whatever stands in names, code and error texts, every format stays what it is."""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import pairwise
from unicodedata import category
from urllib.parse import unquote_to_bytes

import jsonschema_rs
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from flexmap import escape
from flexmap.mapping import Severity
from flexmap.readers.occurrences import Confidence, Kind, Mode
from flexmap.report import REPORTERS, Listing
from flexmap.review.findings import Finding, Match, Place
from flexmap.review.run import Review
from flexmap.sources.content import Skipped
from tests import agents
from tests.review_cases import ROOT, mapping

TOKENS = (
    "::error::stop", "::stop-commands::x", "::add-mask::a", "::set-output name=a::b",
    "##vso[task.complete result=Succeeded;]done", "##vso[task.setvariable variable=a]b",
    "##[error]x", "##[add-matcher]m.json", "##[group]g", "##vso", "#", "##", "[", "vso[", ":", "::",
    "\n", "\r", "\r\n", "\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\t", " ", "\xa0", "\u3000",
    "\x1b[31m", "\x1b]0;title\x07", "\x9b2J", "\x00", "\x08", "\x7f", "\u202e", "\u2066", "\u200f",
    "\u200b", "\u200d", "\ufeff", "\xad", "\u034f", "\ufe0f", "\U000e0041", "\udc80", "\udcff",
    "\ud83d", "\ude00", "`", "``", "`" * 90, "|", "\\|", "\\", "\\\\|", "](http://x.example)",
    "[a](http://x.example)", "![a](http://x.example/a.png)", "[a](1)", "[a]: http://x.example",
    "<http://x.example>", "http://x.example", "www.x.example", "@octocat", "#12", "GH-12",
    "octocat/hello#1", "deadbeef", "<img src=x onerror=a()>", "<!--", "-->", "</sub>", "&#64;a",
    "&lt;", "*a*", "_a_", "~~a~~", "$a$", "# a", "- a", "1. a", "> a", "===", "---", ":tada:",
    "{0}", "{", "}", "%", "%0A", "%25", "%AZP25", "%3B", ";", "]", ",", "=", "plain words",
    "é", "日本",
)  # fmt: skip
"""What some format obeys, and what some reader of names takes for more than a name."""

CHARACTERS = st.one_of(
    st.characters(),
    st.characters(categories=["Cc", "Cf", "Zl", "Zp", "Zs", "Mn", "Cs"]),
    st.sampled_from("`|\\[](){}<>#:;,@!%&*_~-"),
)
TOKEN = st.sampled_from(TOKENS)
TEXTS = st.lists(st.one_of(TOKEN, TOKEN, CHARACTERS), max_size=8).map("".join)
NAMES = TEXTS.map(lambda text: text.replace("\x00", "")).filter(bool)


def match() -> Match:
    """What the mapping says of one operation."""
    entry = mapping().entry("VF002")
    assert entry is not None
    return Match(
        operation=entry.operation, within=False, ref=entry.ref, entry=entry.id, title=entry.title,
        verdict=entry.verdict, severity=entry.strongest_severity or Severity.NOTE,
        headline=entry.headline, url=entry.url,
    )  # fmt: skip


@st.composite
def finding(draw: st.DrawFn) -> Finding:
    """A finding of any kind, in which everything that comes from the code is hostile."""
    kind = draw(st.sampled_from((Kind.CALL, Kind.DYNAMIC, Kind.DECLARATION)))
    name = draw(NAMES)
    return Finding(
        place=Place(path=draw(NAMES), line=draw(st.integers(1, 9)), column=1, end_line=9,
                    end_column=4),
        language="shell", kind=kind, client="azure-cli",
        name=f"a/b/{name}" if kind is Kind.DECLARATION else name,
        confidence=Confidence.EXACT, open=False, mode=draw(st.sampled_from(Mode)), why=draw(TEXTS),
        matches=() if kind is Kind.DYNAMIC else (match(),), snippet=draw(TEXTS), fingerprint="f",
        ignored=draw(st.one_of(st.just(""), TEXTS)),
    )  # fmt: skip


def listing(
    findings: list[Finding], skipped: list[Skipped], missing: list[str], notices: list[str]
) -> Listing:
    """What the command hands to a format."""
    review = Review(
        mapping=mapping(), findings=tuple(findings), notices=tuple(notices),
        skipped=tuple(skipped), missing=tuple(missing), files=3, parsed=3, bytes=9,
        ignored_files=0, other_files=0,
    )  # fmt: skip
    shown = tuple(found for found in findings if not found.ignored)
    return Listing(review=review, findings=shown, site="https://x.example")


LISTINGS = st.builds(
    listing,
    st.lists(finding(), max_size=3),
    st.lists(st.builds(Skipped, NAMES, TEXTS), max_size=2),
    st.lists(NAMES, max_size=2),
    st.lists(TEXTS, max_size=2),
)


def hidden(text: str) -> set[str]:
    """The characters of a text that a reader does not see, its line ends aside."""
    kinds = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    return {char for char in text if category(char) in kinds and char != "\n"}


def obeyed(output: str) -> list[str]:
    """The lines that an agent takes for a command, or warns of."""
    return [
        line
        for line in agents.lines(output)
        if agents.github(line) or agents.azdo(line) or agents.azdo_warns(line)
    ]


# One property a format


@settings(max_examples=300)
@given(LISTINGS)
def test_the_text_report_has_nothing_that_a_terminal_or_an_agent_obeys(shown: Listing) -> None:
    """People read it on a terminal, and pipelines print it."""
    out = REPORTERS["text"](shown)
    out.encode()
    assert not hidden(out)
    assert not obeyed(out)
    assert not [line for line in agents.lines(out) if agents.azdo_format(line)]
    review = shown.review
    blocks = sum(5 if found.main else 4 for found in shown.findings)
    ends = [*shown.summary(), *review.skipped, *review.missing, *review.notices, shown.stamp]
    assert len(out.splitlines()) == blocks + len(ends)


@settings(max_examples=300)
@given(LISTINGS)
def test_github_understands_each_line_as_the_command_that_is_meant(shown: Listing) -> None:
    """The runner reads back path and message, and no other command."""
    out = REPORTERS["github"](shown)
    out.encode()
    assert not hidden(out)
    assert out.splitlines() == agents.lines(out)[:-1]
    commands = [agents.github(line) for line in out.splitlines()]
    assert None not in commands
    review = shown.review
    found = [command for command in commands if command is not None]
    assert [c.properties.get("file", "") for c in found] == [
        *(visible(f.place.path) for f in shown.findings),
        *("" for _ in review.missing),
        *(visible(item.path) for item in review.skipped),
        *("" for _ in review.notices),
        "",
    ]
    messages = [f"{f.message}{address(f, shown)}" for f in shown.findings]
    messages += [f"not there: {path}" for path in review.missing]
    messages += [f"not looked at: {item.path}: {item.reason}" for item in review.skipped]
    messages += [*review.notices, " ".join([*shown.summary(), shown.stamp])]
    assert [c.data for c in found] == [visible(message) for message in messages]
    assert {c.name for c in found} <= {"error", "warning", "notice"}
    assert not [line for line in out.splitlines() if agents.azdo(line) or agents.azdo_warns(line)]


@settings(max_examples=300)
@given(LISTINGS)
def test_azure_understands_each_line_as_the_command_that_is_meant(shown: Listing) -> None:
    """The agent reads back path and message, and no other command."""
    out = REPORTERS["azdo"](shown)
    out.encode()
    assert not hidden(out)
    assert out.splitlines() == agents.lines(out)[:-1]
    review = shown.review
    issues = len(shown.findings) + len(review.missing) + len(review.skipped)
    lines = out.splitlines()
    commands = [agents.azdo(line) for line in lines[:issues]]
    found = [command for command in commands if command is not None]
    assert [c.name for c in found] == ["task.logissue"] * issues
    paths = [f.place.path for f in shown.findings] + ["" for _ in review.missing]
    paths += [item.path for item in review.skipped]
    assert [c.properties.get("sourcepath", "") for c in found] == [visible(p) for p in paths]
    messages = [f"{f.message}{address(f, shown)}" for f in shown.findings]
    messages += [f"not there: {path}" for path in review.missing]
    messages += [f"not looked at: {item.path}: {item.reason}" for item in review.skipped]
    assert [c.data for c in found] == [visible(message) for message in messages]
    formats = ["debug"] * len(review.notices) + ["section"]
    assert [agents.azdo_format(line) for line in lines[issues:]] == formats
    for line in lines[issues:]:
        assert line.startswith("##[")
        assert agents.azdo(line) is None
        assert not agents.azdo_warns(line)
        assert agents.azdo_format(line[3:]) is None


@settings(max_examples=300)
@given(LISTINGS)
def test_markdown_keeps_its_shape_and_all_that_is_hostile_is_code(shown: Listing) -> None:
    """Rows and cells are those of the findings, and no text is read as anything more."""
    out = REPORTERS["markdown"](shown)
    out.encode()
    assert not hidden(out)
    assert not obeyed(out)
    tokens = MarkdownIt("commonmark").enable("table").parse(out)
    rows, notes = table(tokens), [t for t in tokens if t.type == "list_item_open"]
    review = shown.review
    assert [len(row) for row in rows] == ([4] * (1 + len(rows[1:])) if rows else [])
    assert len(rows[1:]) == len(shown.findings)
    assert len(notes) == len(review.skipped) + len(review.missing) + len(review.notices)
    assert [t.tag for t in tokens if t.type == "heading_open"] == ["h3"]
    for line in out.splitlines():
        if line.startswith("| "):
            assert len(re.findall(r"(?<!\\)\|", line)) == 5
    for row, found in zip(rows[1:], shown.findings, strict=True):
        assert code(row[0]) == ticked(f"{found.place.path}:{found.place.line}")
    assert not re.search("`{81}", out), "GitHub's renderer opens no code with so many"
    inline = [child for token in tokens for child in token.children or ()]
    assert {t.type for t in inline} <= KNOWN
    assert {t.content for t in inline if t.type == "html_inline"} == {"<sub>", "</sub>"}
    links = [str(t.attrGet("href")) for t in inline if t.type == "link_open"]
    assert links == [shown.address(f.main.url) for f in shown.findings if f.main]
    assert not [t.content for t in inline if t.type == "text" and REFERENCE.search(t.content)]


@settings(max_examples=300)
@given(LISTINGS)
def test_sarif_is_valid_and_its_messages_link_nowhere(shown: Listing) -> None:
    """Viewers find no link and no placeholder, and code hosts the very path."""
    out = REPORTERS["sarif"](shown)
    out.encode()
    assert not hidden(out)
    assert not obeyed(out)
    log = json.loads(out)
    schema().validate(log)
    (run,) = log["runs"]
    review = shown.review
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert len(run["results"]) == len(review.findings)
    assert len(notes) == len(review.missing) + len(review.skipped) + len(review.notices)
    reasons = [s["justification"] for r in run["results"] for s in r.get("suppressions", ())]
    assert not hidden("".join(reasons))
    for item in [*run["results"], *notes]:
        text = item["message"]["text"]
        assert not hidden(text)
        assert not re.search(r"\[[^\]]*\]\([^)]+\)", text), "as the viewer of VS Code finds links"
        assert not re.search("[{}]", text.replace("{{", "").replace("}}", ""))
    paths = sorted(found.place.path for found in review.findings)
    places = [item["locations"][0]["physicalLocation"] for item in run["results"]]
    uris = [place["artifactLocation"]["uri"] for place in places]
    assert sorted(map(path_of, uris)) == sorted(map(raw, paths))


@settings(max_examples=300)
@given(LISTINGS)
def test_json_reads_back_what_was_found(shown: Listing) -> None:
    """Programs get names and texts as they are; half a character alone is spelled out."""
    out = REPORTERS["json"](shown)
    out.encode()
    assert not hidden(out)
    assert not obeyed(out)
    record = json.loads(out)
    assert [item["path"] for item in record["findings"]] == [
        whole(found.place.path) for found in shown.findings
    ]
    for key in ("name", "snippet", "message"):
        assert [item[key] for item in record["findings"]] == [
            whole(getattr(found, key)) for found in shown.findings
        ]
    review = shown.review
    assert record["skipped"] == [
        {"path": whole(item.path), "reason": whole(item.reason)} for item in review.skipped
    ]
    assert record["missing"] == [whole(path) for path in review.missing]
    assert record["notices"] == [whole(notice) for notice in review.notices]


# What the properties compare with

KNOWN = {"text", "code_inline", "link_open", "link_close", "html_inline"}
REFERENCE = re.compile(
    r"@\w|#\d|GH-\d|://|www\.|\w@\w|\b[0-9a-f]{7,}\b|&#?\w+;|[\[\]<>*~|$]", re.IGNORECASE
)
"""What a code host makes something of after it has read the Markdown."""


def visible(text: str) -> str:
    """The text as every format for people shows it, `::` at the beginning aside."""
    return escape.terminal(f"a{text}")[1:]


def address(found: Finding, shown: Listing) -> str:
    return f" {shown.address(found.main.url)}" if found.main else ""


def whole(text: str) -> str:
    return re.sub("[\ud800-\udfff]", lambda m: visible(m[0]), text)


def raw(path: str) -> bytes:
    try:
        content = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        content = path.encode("utf-8", "surrogatepass")
    return content.removeprefix(b"./")


def path_of(uri: str) -> bytes:
    return unquote_to_bytes(uri.removeprefix("file://"))


def table(tokens: list[Token]) -> list[list[Token]]:
    """The cells of each row, as their inline tokens."""
    rows: list[list[Token]] = []
    for token, following in pairwise(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("td_open", "th_open"):
            rows[-1].append(following)
    return rows


def code(cell: Token) -> str:
    """The only code span of a cell."""
    (span,) = list(cell.children or [])
    assert span.type == "code_inline"
    return span.content


def ticked(text: str) -> str:
    """The text as a code span holds it; a renderer takes no more than so many backticks."""
    return re.sub("`{9,}", lambda m: "\\x60" * len(m[0]), visible(text)).strip() or " "


@cache
def schema() -> jsonschema_rs.Validator:
    text = (ROOT / "tests" / "vendored" / "sarif-2.1.0.json").read_text(encoding="utf-8")
    return jsonschema_rs.validator_for(
        json.loads(text.replace("-[a-zA-Z]{2}]?$", "-[a-zA-Z]{2}?$"))
    )
