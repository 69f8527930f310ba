"""Rules about names that have to exist elsewhere in the data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.reading.documents import Documents
from generator.reading.problems import Problem, did_you_mean
from generator.rules.registry import rule


@rule("category-exists")
def category_exists(documents: Documents) -> Iterator[Problem]:
    """An entry in no category could not be browsed to."""
    categories = documents.single("categories")
    if categories is None:
        return
    known = [category["id"] for category in categories]
    for document in documents.content():
        category = document.value["category"]
        if category not in known:
            message = f"there is no category {category!r}"
            hint = did_you_mean(category, known)
            yield document.problem(("category",), "category-exists", message, hint)


@rule("category-is-listed-once")
def category_is_listed_once(documents: Documents) -> Iterator[Problem]:
    """Two categories of one id would share one page."""
    categories = documents.single("categories")
    if categories is None:
        return
    counts = Counter(category["id"] for category in categories)
    for index, category in enumerate(categories):
        if counts[category["id"]] > 1:
            message = f"{category['id']!r} is listed {counts[category['id']]} times"
            document = documents.singles["categories"]
            path = (index, "id")
            yield document.problem(path, "category-is-listed-once", message, "keep one")


@rule("category-is-used")
def category_is_used(documents: Documents) -> Iterator[Problem]:
    """An empty category page promises something that is not there."""
    if not documents.complete:
        return
    used = {document.value["category"] for document in documents.content()}
    document = documents.singles["categories"]
    for index, category in enumerate(document.value):
        if category["id"] not in used:
            message = f"no entry is in the category {category['id']!r}"
            yield document.problem((index, "id"), "category-is-used", message, "remove it")


@rule("related-exists")
def related_exists(documents: Documents) -> Iterator[Problem]:
    """A reader who follows "related" must land on another entry that is still there."""
    known = [document.stem for document in documents.content()]
    there = {*known, *documents.broken}
    for document in documents.content():
        for index, related in enumerate(document.value["related"]):
            path = ("related", index)
            if related == document.stem:
                message, hint = "an entry is not related to itself", "remove it"
            elif related not in there:
                message, hint = f"there is no entry {related!r}", did_you_mean(related, known)
            else:
                continue
            yield document.problem(path, "related-exists", message, hint)


@rule("source-exists")
def source_exists(documents: Documents) -> Iterator[Problem]:
    """A claim without a document behind it cannot be checked."""
    sources = documents.single("sources")
    if sources is None:
        return
    for document in documents.content():
        for index, claim in enumerate(document.value["claims"]):
            source = claim.get("source")
            if source is not None and source not in sources:
                message = f"there is no source {source!r}"
                hint = did_you_mean(source, list(sources))
                yield document.problem(("claims", index, "source"), "source-exists", message, hint)


@rule("source-is-used")
def source_is_used(documents: Documents) -> Iterator[Problem]:
    """The list of sources says what the mapping rests on, and nothing else."""
    if not documents.complete:
        return
    used = {
        claim.get("source")
        for document in documents.content()
        for claim in document.value["claims"]
    }
    document = documents.singles["sources"]
    for source in document.value:
        if source not in used:
            hint = "cite it in a claim or remove it"
            message = f"no claim cites {source!r}"
            yield document.problem((source,), "source-is-used", message, hint)
