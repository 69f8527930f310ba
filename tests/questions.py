"""Questions as people ask them, with the entries that answer each, and what a search made of them.

The file `tests/search/questions.tsv` has them: plain questions, pasted errors, pieces of code and
templates, misspelt commands, and questions that no entry answers. The search is developed with
one part; the other part is only measured.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "search" / "questions.tsv"
NOBODY = "-"
"""What stands for the entries of a question that none answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody types; `expected` are the right first answers, none when there is none."""

    text: str
    sort: str
    part: str
    expected: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question with the ids that were found, best first, and whether the search said none."""

    question: Question
    found: tuple[str, ...]
    said_none: bool

    def among(self, places: int) -> bool:
        """Whether a right entry is among the first ones."""
        return any(entry in self.question.expected for entry in self.found[:places])


def read() -> tuple[Question, ...]:
    """Every question, in the order of the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return tuple(
        Question(
            text=row["query"],
            sort=row["sort"],
            part=row["part"],
            expected=tuple(id_ for id_ in row["expected"].split() if id_ != NOBODY),
        )
        for row in rows
    )


def share(answers: Sequence[Answered], places: int) -> float:
    """The share of the questions with an answer whose entry is among the first ones."""
    known = [answer for answer in answers if answer.question.expected]
    return sum(answer.among(places) for answer in known) / len(known)


def refused(answers: Sequence[Answered]) -> float:
    """The share of the questions without an answer of which the search says so."""
    unknown = [answer for answer in answers if not answer.question.expected]
    return sum(answer.said_none for answer in unknown) / len(unknown)


def refused_wrongly(answers: Sequence[Answered]) -> float:
    """The share of the questions with an answer of which the search says that there is none."""
    known = [answer for answer in answers if answer.question.expected]
    return sum(answer.said_none for answer in known) / len(known)
