"""`python -m bench.search`: what the site's search answers, and how fast, in a real browser."""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Page, sync_playwright

from generator.building.check import check
from generator.site.publish import publish
from scripts.ensure_browser import find
from scripts.serving import serving

ROOT = Path(__file__).resolve().parent.parent
QUERIES = ROOT / "tests" / "search"
PARTS = ("tuning", "held-out")
QUESTION_PARTS = ("develop", "held-out")
QUESTIONS_FIRST, QUESTIONS_THREE, QUESTIONS_REFUSED = 0.85, 0.93, 0.7
FIRST_AT_LEAST, THREE_AT_LEAST, MILLISECONDS_AT_MOST = 0.95, 0.99, 100

_OPEN = """() => new Promise((resolve) => {
  document.querySelector(".fm-search").click();
  const wait = () => (globalThis.flexmapSearch?.search ? resolve() : setTimeout(wait, 10));
  wait();
})"""
_ASK = """async (query) => {
  const input = document.querySelector(".fm-dialog__input");
  input.value = query;
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await 0;
  await new Promise((resolve) => setTimeout(resolve));
  return [...document.querySelectorAll("[role=option]")].map((option) => option.pathname);
}"""
_NOTHING = """() => document.querySelector(".fm-dialog__status").matches(".fm-nothing")"""
# From the event of the keystroke to the frame that shows what it found.
_TIME = """async (query) => {
  const input = document.querySelector(".fm-dialog__input");
  const dialog = document.querySelector(".fm-dialog");
  const start = performance.now();
  const done = new Promise((resolve) => new MutationObserver(
    (_, observer) => { observer.disconnect(); resolve(); },
  ).observe(dialog, { childList: true, subtree: true }));
  input.value = query;
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await done;
  dialog.getBoundingClientRect();
  const found = performance.now();
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return [found - start, performance.now() - start];
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What somebody types, and the entries that are a right first answer."""

    text: str
    sort: str
    expected: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A query with the entries that were found, best first."""

    query: Query
    found: tuple[str, ...]

    @property
    def rank(self) -> int | None:
        """The place of the first right entry, from 1, or None."""
        places = [at for at, entry in enumerate(self.found, 1) if entry in self.query.expected]
        return places[0] if places else None


def read_queries(part: str) -> tuple[Query, ...]:
    """The queries of one part, in the order of the file; raises OSError or yaml.YAMLError."""
    text = (QUERIES / f"{part}.yml").read_text(encoding="utf-8")
    sorts: dict[str, list[dict[str, Any]]] = yaml.safe_load(text)
    return tuple(
        Query(text=item["query"], sort=sort, expected=(item["expect"], *item.get("or", ())))
        for sort, items in sorts.items()
        for item in items
    )


def read_questions(part: str) -> tuple[Query, ...]:
    """The questions of one part as people ask them; nothing is expected where none answers."""
    with (QUERIES / "questions.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return tuple(
        Query(
            text=row["query"],
            sort=row["sort"],
            expected=tuple(id_ for id_ in row["expected"].split() if id_ != "-"),
        )
        for row in rows
        if row["part"] == part
    )


def open_search(page: Page, address: str) -> None:
    """Opens the dialog on a page and waits until it can answer."""
    page.goto(address)
    page.evaluate(_OPEN)


def ask(page: Page, queries: Sequence[Query]) -> tuple[Answer, ...]:
    """What the open dialog answers to each query; pages beside the entries do not count."""
    return tuple(Answer(query=query, found=found_for(page, query.text)) for query in queries)


def found_for(page: Page, text: str) -> tuple[str, ...]:
    """The ids of the entries that the open dialog shows for a text, best first."""
    paths: list[str] = page.evaluate(_ASK, text)
    parts = [path.strip("/").removesuffix("/index.html").split("/") for path in paths]
    return tuple(part[-1] for part in parts if part[-2:-1] == ["entries"])


def share(answers: Sequence[Answer], places: int) -> float:
    """The part of the queries whose right entry is among the first `places`."""
    return sum((answer.rank or places + 1) <= places for answer in answers) / len(answers)


def main() -> int:
    """Measures and prints; 0 when the aims are met, 1 when not."""
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("--site", type=Path, help="a built site; without it one is built")
    parser.add_argument("--missed", action="store_true", help="list what did not come first")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = arguments.site or built(Path(folder) / "site")
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        with serving(site) as server:
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            open_search(page, server.address)
            met = [_report(part, page, arguments.missed) for part in PARTS]
            met += [_report_questions(part, page, arguments.missed) for part in QUESTION_PARTS]
            fast = _report_times(page)
        browser.close()
    return 0 if all(met) and fast else 1


def built(site: Path) -> Path:
    """The folder with the site of the real data, built into it."""
    mapping = check(ROOT / "data").mapping
    assert mapping is not None, "`make check` says what is wrong with the data"
    publish(mapping, root=ROOT, docs=site.with_name("docs"), site=site)
    return site


def _report(part: str, page: Page, missed: bool) -> bool:
    answers = ask(page, read_queries(part))
    print(f"{part:14}  queries  first  first three")
    for sort in dict.fromkeys(answer.query.sort for answer in answers):
        _line(sort, [answer for answer in answers if answer.query.sort == sort])
    _line("all", answers)
    for answer in answers if missed else ():
        if answer.rank != 1:
            print(
                f"  {answer.query.sort}: {answer.query.text!r} at {answer.rank}: {answer.found[:3]}"
            )
    met = share(answers, 1) >= FIRST_AT_LEAST and share(answers, 3) >= THREE_AT_LEAST
    print(f"at least {FIRST_AT_LEAST:.0%} and {THREE_AT_LEAST:.0%}: {'yes' if met else 'NO'}\n")
    return met


def _report_questions(part: str, page: Page, missed: bool) -> bool:
    """Like `_report`, for questions; of some the search has to say that no entry answers."""
    asked = read_questions(part)
    answers = ask(page, [question for question in asked if question.expected])
    refused = [(q.text, _is_refused(page, q.text)) for q in asked if not q.expected]
    print(f"{'questions, ' + part:20}  first  first three")
    for sort in dict.fromkeys(answer.query.sort for answer in answers):
        _line(sort, [answer for answer in answers if answer.query.sort == sort])
    _line("all", answers)
    said = sum(nothing for _, nothing in refused) / len(refused)
    print(f"{'no entry':14}  {len(refused):7}  {said:5.1%}")
    for text in [a.query.text for a in answers if a.rank != 1] if missed else ():
        print(f"  {text!r}")
    met = share(answers, 1) >= QUESTIONS_FIRST and share(answers, 3) >= QUESTIONS_THREE
    aims = f"{QUESTIONS_FIRST:.0%}, {QUESTIONS_THREE:.0%} and {QUESTIONS_REFUSED:.0%}"
    print(f"at least {aims}: {'yes' if met and said >= QUESTIONS_REFUSED else 'NO'}\n")
    return met and said >= QUESTIONS_REFUSED


def _is_refused(page: Page, text: str) -> bool:
    """Whether the dialog says that no entry speaks of a question."""
    found_for(page, text)
    return bool(page.evaluate(_NOTHING))


def _line(name: str, answers: Sequence[Answer]) -> None:
    print(f"{name:14}  {len(answers):7}  {share(answers, 1):5.1%}  {share(answers, 3):11.1%}")


def _report_times(page: Page) -> bool:
    """Types every fourth keystroke of each query and times it; prints milliseconds."""
    queries = [query for part in PARTS for query in read_queries(part)]
    typed = [query.text[:end] for query in queries for end in _ends(query.text)]
    times: list[list[float]] = [page.evaluate(_TIME, text) for text in typed]
    print(f"milliseconds from a keystroke, {len(typed)} of them     p50    p95    most")
    for at, name in enumerate(("to the list", "to the next frame drawn")):
        ordered = sorted(time[at] for time in times)
        p50, p95 = (ordered[int(len(ordered) * part)] for part in (0.5, 0.95))
        print(f"{name:46} {p50:6.1f} {p95:6.1f} {ordered[-1]:6.1f}")
    fast = p95 <= MILLISECONDS_AT_MOST
    print(f"p95 at most {MILLISECONDS_AT_MOST} ms: {'yes' if fast else 'NO'}")
    return fast


def _ends(text: str) -> list[int]:
    """Where to stop typing: every fourth letter at first, then the whole."""
    return [*range(1, min(len(text), 24), 4), len(text)]


if __name__ == "__main__":
    sys.exit(main())
