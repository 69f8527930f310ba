"""Rules about the article: none of its rows is lost."""

from __future__ import annotations

from collections.abc import Iterator

from generator.reading.documents import Documents
from generator.reading.problems import Problem
from generator.rules.registry import rule


@rule("article-row-is-carried")
def article_row_is_carried(documents: Documents) -> Iterator[Problem]:
    """Anyone who comes from the article finds each of its rows again."""
    if not documents.complete:
        return
    carried = {row for document in documents.content() for row in document.value["seed_rows"]}
    article = documents.singles["article"]
    for index, section in enumerate(article.value):
        for position, row in enumerate(section["rows"]):
            if row["row"] not in carried:
                message = f"no entry names row {row['row']} in `seed_rows`"
                path = (index, "rows", position, "row")
                hint = "add it to the entry that answers it"
                yield article.problem(path, "article-row-is-carried", message, hint)


@rule("article-row-exists")
def article_row_exists(documents: Documents) -> Iterator[Problem]:
    """An entry cannot answer a row that the article does not have."""
    article = documents.single("article")
    if article is None:
        return
    rows = {row["row"] for section in article for row in section["rows"]}
    for document in documents.content():
        for index, row in enumerate(document.value["seed_rows"]):
            if row not in rows:
                message = f"the article has no row {row}"
                hint = f"known: {min(rows)} to {max(rows)}"
                path = ("seed_rows", index)
                yield document.problem(path, "article-row-exists", message, hint)


@rule("article-row-is-numbered-once")
def article_row_is_numbered_once(documents: Documents) -> Iterator[Problem]:
    """A row number means one row."""
    article = documents.single("article")
    if article is None:
        return
    seen: set[int] = set()
    for index, section in enumerate(article):
        for position, row in enumerate(section["rows"]):
            if row["row"] in seen:
                message = f"row {row['row']} is there twice"
                path = (index, "rows", position, "row")
                document = documents.singles["article"]
                yield document.problem(path, "article-row-is-numbered-once", message, "number it")
            seen.add(row["row"])
