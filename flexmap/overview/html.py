"""The report as one page: it loads nothing, works from disk and without its script, and prints."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files

from flexmap.mapping.address import page_address
from flexmap.overview.chart import MOST as MOST_BARS
from flexmap.overview.chart import chart
from flexmap.overview.effort import MOST_HOURS, TERMS, Effort
from flexmap.overview.items import WORDS, Item, State
from flexmap.overview.markup import Markup, element
from flexmap.overview.overview import WAVES, Overview
from flexmap.overview.tally import Tally
from flexmap.overview.trend import Trend
from flexmap.report.listing import counted

_MOST_FILES = 50
_MOST_PLACES = 400
"""Rows of a table; the CSV and the JSON have them all."""

_TITLE = "Moving to Flexible orchestration"
_MORE = "more are in the CSV and the JSON."


def report(overview: Overview) -> str:
    """The page. Its policy lets it use its own styles and script alone."""
    style, script = _text("report.css"), _text("report.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}';"
        " base-uri 'none'; form-action 'none'"
    )
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", _TITLE),
        element("style", Markup(style)),
    )
    body = element(
        "body",
        element("main", *_sections(overview)),
        element("footer", element("p", overview.stamp)),
        element("script", Markup(script)),
    )
    return f"<!doctype html>\n{element('html', head, body, lang='en')}\n"


def _text(name: str) -> str:
    return (files("flexmap.overview") / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _sections(overview: Overview) -> Iterator[Markup]:
    yield element("h1", _TITLE)
    yield from _head(overview)
    yield from _trend(overview.trend)
    yield element("h2", "By repository", id="repositories")
    yield element(
        "div", chart(overview.by_repository), class_="scroll", tabindex=0, role="group",
        aria_label="Chart",
    )  # fmt: skip
    bars = sum(bool(row.places) for row in overview.by_repository)
    if bars > MOST_BARS:
        yield element("p", f"The chart shows the {MOST_BARS} repositories with the most hours.")
    yield from _table("Repository", overview.by_repository, overview)
    yield from _plan(overview)
    yield from _blocking(overview)
    yield from _effort(overview)
    for title, word, rows in (
        ("By owner", "Owner", overview.by_owner),
        ("By entry", "Entry", overview.by_entry),
        ("By client", "Client", overview.by_client),
        ("By file", "File", overview.by_file),
    ):
        if rows:
            yield element("h2", title)
            yield from _table(word, rows, overview, most=_MOST_FILES)
    yield from _unread(overview)
    yield from _places(overview)


def _head(overview: Overview) -> Iterator[Markup]:
    """The totals, and what could not be looked at."""
    total = overview.total
    looked = counted(len(overview.repositories) - len(overview.problems), "repository",
                     "repositories")  # fmt: skip
    yield element(
        "p",
        f"{looked} with {counted(overview.files, 'file')} looked at: "
        f"{counted(total.places, 'place')}, about ",
        _hours(total, overview, "strong"),
        " hours. The hours are assumptions: change them in the table of ",
        element("a", "effort", href="#effort"),
        ".",
    )
    yield element(
        "dl",
        *(
            element("div", element("dt", WORDS[state]), element("dd", str(total.states[state])),
                    class_=state.value)
            for state in State
        ),
        class_="totals",
    )  # fmt: skip
    if overview.problems:
        yield element("h2", "Not looked at")
        yield element(
            "ul",
            *(element("li", element("code", r.name), f": {r.problem}") for r in overview.problems),
        )
    notes = [(r.name, note) for r in overview.repositories for note in r.notes]
    if notes:
        rows = (element("li", element("code", name), f": {note}") for name, note in notes)
        yield element("details", element("summary", counted(len(notes), "remark")),
                      element("ul", *rows))  # fmt: skip


def _trend(trend: Trend | None) -> Iterator[Markup]:
    if trend is None:
        return
    yield element("h2", "Since the older report")
    yield element(
        "p",
        f"{counted(len(trend.new), 'place')} new, {trend.gone} gone. "
        f"The older report has data {trend.data_version}.",
    )
    head = ["Repository", *(WORDS[state].capitalize() for state in State)]
    rows = [
        [change.name, *(_step(change.before[state], change.now[state]) for state in State)]
        for change in (trend.total, *trend.repositories)
    ]
    yield _grid(head, rows)


def _step(before: int, now: int) -> str:
    sign = f" ({now - before:+d})" if now != before else ""
    return f"{before} → {now}{sign}"


def _table(
    word: str, rows: Sequence[Tally], overview: Overview, most: int = 1_000_000
) -> Iterator[Markup]:
    head = [word, *(WORDS[state].capitalize() for state in State), "Hours"]
    yield _grid(
        head,
        [
            [
                _name(row, overview),
                *(_number(count) for count in row.states.values()),
                _hours(row, overview, "span"),
            ]
            for row in rows[:most]
        ],
    )
    if len(rows) > most:
        yield element("p", f"{len(rows) - most} {_MORE}")


def _name(row: Tally, overview: Overview) -> str:
    if row.url and overview.site:
        return element("a", row.name, href=page_address(overview.site, row.url))
    return overview.clients.get(row.name, row.name)


def _hours(row: Tally, overview: Overview, tag: str) -> Markup:
    """The hours, with the counts from which the script computes them again."""
    counts = " ".join(str(row.efforts[effort]) for effort in Effort)
    return element(tag, f"{row.hours(overview.hours):g}", class_="number", data_counts=counts)


def _number(count: int) -> Markup:
    return element("span", str(count), class_="number")


def _grid(head: Sequence[str], rows: Sequence[Sequence[str]], form: str = "") -> Markup:
    """A table that scrolls in its own box on a narrow screen; the first column names the row."""
    first = element("tr", *(element("th", word, scope="col") for word in head))
    body = (
        element("tr", element("th", row[0], scope="row"),
                *(element("td", cell) for cell in row[1:]))
        for row in rows
    )  # fmt: skip
    table = element("table", element("thead", first), element("tbody", *body))
    return element(
        "div", table, class_=f"scroll {form}".strip(), tabindex=0, role="group", aria_label=head[0]
    )


def _plan(overview: Overview) -> Iterator[Markup]:
    yield element("h2", "The plan")
    yield element("ol", *(
        element("li", element("strong", step.title), " ",
                f"({counted(step.places, 'place')}, {step.hours:g} h). ", *_code(step.text))
        for step in overview.steps
    ))  # fmt: skip
    yield element("h3", "Which repositories first")
    yield element("ul", *(
        element("li", WAVES[wave], " ", _names(names))
        for wave, names in overview.waves.items() if names
    ))  # fmt: skip


def _names(names: Sequence[str]) -> Markup:
    return element("span", *(
        part for n, name in enumerate(names) for part in ((", ",) if n else ()) + (
            element("code", name),)
    ))  # fmt: skip


def _code(text: str) -> Iterator[str]:
    """The pieces of a text, those in backticks as code."""
    for number, piece in enumerate(text.split("`")):
        yield element("code", piece) if number % 2 else piece


def _blocking(overview: Overview) -> Iterator[Markup]:
    yield element("h2", "What blocks", id="blocks")
    rows = overview.blocking
    if not rows:
        yield element("p", "Nothing that the sources know of.")
        return
    yield element("p", "No source names an operation that does these on a Flexible set.")
    where = {
        row.name: sorted({
            item.repository for item in overview.of(Effort.REDESIGN)
            if f"{item.ref} {item.title}" == row.name
        })
        for row in rows
    }  # fmt: skip
    yield _grid(
        ["Entry", "Places", "Repositories"],
        [
            [
                _name(row, overview),
                _number(row.places),
                element("span", ", ".join(where[row.name]), class_="text"),
            ]
            for row in rows
        ],
    )


def _effort(overview: Overview) -> Iterator[Markup]:
    yield element("h2", "Effort", id="effort")
    yield element("p", "Change an hour, and every sum on this page follows.", class_="script")
    counts: Mapping[Effort, int] = overview.total.efforts
    rows = [
        [
            term.title,
            element(
                "input", type="number", min=0, max=MOST_HOURS, step="any", data_effort=effort.value,
                value=f"{overview.hours[effort]:g}", aria_label=f"Hours for: {term.title}",
            ),
            _number(counts[effort]),
            element("span", *_code(term.means), class_="text"),
        ]
        for effort, term in TERMS.items()
    ]  # fmt: skip
    yield _grid(["Class", "Hours each", "Places", "Means"], rows)


def _unread(overview: Overview) -> Iterator[Markup]:
    unread = [item for item in overview.items if item.state is State.UNREAD]
    yield element("h2", "Not read", id="unread")
    if not unread:
        yield element("p", "Every file in a known language was read in full.")
        return
    yield element("p", "Calls in these files are in no count.")
    yield _grid(
        ["File", "Why"],
        [[f"{item.repository}: {item.path}", item.says] for item in unread[:_MOST_PLACES]],
    )
    if len(unread) > _MOST_PLACES:
        yield element("p", f"{len(unread) - _MOST_PLACES} {_MORE}")


def _places(overview: Overview) -> Iterator[Markup]:
    """Every place with something to do, folded by repository."""
    yield element("h2", "Every place")
    groups: dict[str, list[Item]] = {}
    for item in overview.items:
        if item.effort is not Effort.NOTHING and item.state is not State.UNREAD:
            groups.setdefault(item.repository, []).append(item)
    for name, items in groups.items():
        rows = [_row(item, overview) for item in items[:_MOST_PLACES]]
        more = len(items) - len(rows)
        yield element(
            "details",
            element("summary", f"{name}: {counted(len(items), 'place')}"),
            _grid(["Place", "Call", "On a Flexible set", "What to know", "Owner"], rows, "wide"),
            *([element("p", f"{more} {_MORE}")] if more else []),
        )


def _row(item: Item, overview: Overview) -> list[str]:
    call = element("code", item.call)
    if item.url and overview.site:
        address = page_address(overview.site, item.url)
        link = element("a", item.ref, href=address)
        call = element("span", link, " ", call)
    elif item.ref:
        call = element("span", item.ref, " ", call)
    what = element("span", *_code(item.says))
    return [item.place, call, f"{WORDS[item.state]}: {TERMS[item.effort].title.lower()}", what,
            ", ".join(item.owners)]  # fmt: skip
