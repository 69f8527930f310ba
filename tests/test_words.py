"""The words of the house: how they are found, and that nothing in the project needs correcting."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.text import words
from generator.text.words import PlainWord
from scripts.words import main, problems, read_table

ROOT = Path(__file__).parent.parent
TABLE = words.Words([
    PlainWord(avoid=("at hand", "of yours"), use="available"),
    PlainWord(avoid=("from 2026 on",), use="from", pattern=r"\bfrom\s+\d{4}\s+on\b"),
])  # fmt: skip


def found(text: str) -> list[str]:
    return [item.words for item in TABLE.in_text(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is at hand.", ["at hand"]),
        ("It is At\n  hand, a set of yours.", ["At hand", "of yours"]),
        ("It is at handrails, near-at hand.", []),
        ("From 2024 on, and from 2025 onwards.", ["From 2024 on"]),
        ("", []),
    ],
)
def test_a_phrase_is_found_whole_in_any_case_and_over_a_line_end(text, expected) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("hide", "text"),
    [
        (words.quoted, 'Run `at hand`; the page says "at hand".'),
        (words.markdown, "```sh\nat hand\n```\nA [link](at-hand) and `at hand`."),
        (words.template, "{# `at hand` #}"),
        (words.python, "at = hand = 1\nfoo(at, hand)\n"),
    ],
)
def test_code_and_quotations_are_not_looked_at(hide, text) -> None:
    hidden = hide(text)
    assert found(hidden) == []
    assert len(hidden) == len(text)
    assert hidden.count("\n") == text.count("\n")


@pytest.mark.parametrize(
    ("hide", "text", "place"),
    [
        (words.quoted, 'The page says "x". It is at hand.', (1, 26)),
        (words.markdown, "# Title\n\nIt is `x`, at hand.\n", (3, 12)),
        (words.python, '"""Doc.\n\nIt is at hand.\n"""\n', (3, 7)),
        (words.python, "x = 1  # at hand\n", (1, 10)),
        (words.python, 'print(f"{x} is at hand")\n', (1, 16)),
        (words.template, '<p title="at hand">', (1, 11)),
    ],
)
def test_a_phrase_is_named_with_its_line_and_column(hide, text, place) -> None:
    (item,) = TABLE.in_text(hide(text))
    assert words.line_and_column(text, item.start) == place


def test_no_file_of_the_project_has_a_word_to_avoid() -> None:
    assert list(problems(ROOT)) == []


def test_a_word_to_avoid_is_printed_with_its_place_and_ends_with_1(
    tmp_path, monkeypatch, capsys
) -> None:
    (tmp_path / "flexmap").mkdir()
    (tmp_path / "flexmap" / "a.py").write_text('"""Does it.\n\nIt is mended.\n"""\n')
    monkeypatch.setattr("scripts.words.ROOT", tmp_path)
    assert main() == 1
    printed = capsys.readouterr().out
    assert printed.startswith("flexmap/a.py:3:7: error[words-are-plain] 'mended'; write: ")


def test_the_page_shows_every_row_of_the_table(site) -> None:
    rows = read_table()
    assert len(rows) >= 60
    page = (site / "style" / "index.html").read_text(encoding="utf-8")
    assert page.count("<tr>") - 1 == len(rows)
    for row in rows:
        assert row.avoid[0] in page.replace("&#39;", "'")
