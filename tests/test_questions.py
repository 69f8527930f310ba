"""Questions as people ask them: the hit rates of the site's search and of the command's."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from flexmap.lookup.ranking import Ranking
from generator.pages.search_index import search_index
from tests import questions, review_cases
from tests.questions import Answered
from tests.site_search import SiteSearch

PARTS = ("develop", "held-out")
FLOORS = {"develop": (0.95, 0.98), "held-out": (0.87, 0.95)}
"""The least shares: the right entry at the first place, and among the first three."""

REFUSED_AT_LEAST, REFUSED_WRONGLY_AT_MOST = 0.7, 0.06
"""The shares of which the site says that no entry covers them: without an answer, and with."""

_ASK = """(texts) => texts.map((text) => {
  const { hits, nothing } = flexmapSearch.search(text);
  return [hits.filter(({ item }) => item.verdict).map(({ item }) => item.id), nothing];
})"""


@pytest.fixture(scope="module")
def answers(request) -> dict[str, Sequence[Answered]]:
    """Every question with what each of the two searches answers."""
    asked = questions.read()
    mapping = review_cases.mapping()
    (index,) = search_index(mapping, {}).values()
    of_site = SiteSearch(index, request).run(_ASK, [question.text for question in asked])
    ranking = Ranking(mapping)
    made = [ranking.search(question.text) for question in asked]
    of_command = [([entry.id for entry in found.entries], found.nothing) for found in made]
    return {
        name: [
            Answered(question=question, found=tuple(ids), said_none=nothing)
            for question, (ids, nothing) in zip(asked, found, strict=True)
        ]
        for name, found in (("site", of_site), ("command", of_command))
    }


@pytest.mark.parametrize("name", ["site", "command"])
@pytest.mark.parametrize("part", FLOORS)
def test_the_right_entry_comes_first(answers, name: str, part: str) -> None:
    """At the first place, and among the first three, as often as was reached before."""
    of_part = [answer for answer in answers[name] if answer.question.part == part]
    first, three = FLOORS[part]
    missed = [(answer.question.text, answer.found[:2]) for answer in of_part
              if answer.question.expected and not answer.among(1)]  # fmt: skip
    assert questions.share(of_part, 1) >= first, missed
    assert questions.share(of_part, 3) >= three, missed


@pytest.mark.parametrize("name", ["site", "command"])
@pytest.mark.parametrize("part", PARTS)
def test_it_says_when_no_entry_speaks_of_a_question(answers, name: str, part: str) -> None:
    """Seven in ten of those without an answer, and hardly one of those with one."""
    of_part = [answer for answer in answers[name] if answer.question.part == part]
    missed = [answer.question.text for answer in of_part
              if bool(answer.question.expected) == answer.said_none]  # fmt: skip
    assert questions.refused(of_part) >= REFUSED_AT_LEAST, missed
    assert questions.refused_wrongly(of_part) <= REFUSED_WRONGLY_AT_MOST, missed


def test_every_entry_is_found_by_what_people_ask(request) -> None:
    """Each has three questions or more, and each of these leads to it first."""
    mapping = review_cases.mapping()
    (index,) = search_index(mapping, {}).values()
    asks = [(ask, entry.id) for entry in mapping.entries for ask in entry.asks]
    assert all(3 <= len(entry.asks) <= 6 for entry in mapping.entries)
    found = SiteSearch(index, request).run(_ASK, [ask for ask, _ in asks])
    wrong = [(ask, id_, ids[:2]) for (ask, id_), (ids, _) in zip(asks, found, strict=True)
             if ids[:1] != [id_]]  # fmt: skip
    assert wrong == []


def test_the_questions_are_of_use() -> None:
    """155 that differ, a third of them held out; every expected entry is there."""
    asked = questions.read()
    assert len({question.text.lower() for question in asked}) == len(asked) == 155
    assert sum(question.part == "held-out" for question in asked) == 52
    assert {question.part for question in asked} == set(PARTS)
    assert sum(not question.expected for question in asked) == 25
    ids = {entry.id for entry in review_cases.mapping().entries}
    assert {id_ for question in asked for id_ in question.expected} <= ids
