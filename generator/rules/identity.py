"""Rules about ids, references and moved entries: what keeps a citation alive."""

from __future__ import annotations

from collections.abc import Iterator

from generator.reading.documents import Document, Documents
from generator.reading.problems import Problem, did_you_mean
from generator.rules.registry import rule


@rule("id-is-file-name")
def id_is_file_name(documents: Documents) -> Iterator[Problem]:
    """Anyone who knows the id knows the file and the page's address."""
    for document in documents.entries:
        if document.value["id"] != document.stem:
            hint = f"write {document.stem!r}, or rename the file"
            message = f"the id {document.value['id']!r} differs from the file's name"
            yield document.problem(("id",), "id-is-file-name", message, hint)


@rule("ref-is-unique")
def ref_is_unique(documents: Documents) -> Iterator[Problem]:
    """A reference that is cited in a review leads to one entry, permanent."""
    first: dict[str, Document] = {}
    for document in documents.entries:
        ref = document.value.get("ref")
        if ref in first:
            message = f"{ref} is taken by {first[ref].path}"
            hint = f"the next free one is {_free(documents)}"
            yield document.problem(("ref",), "ref-is-unique", message, hint)
        elif ref:
            first[ref] = document


@rule("moved-in-one-hop")
def moved_in_one_hop(documents: Documents) -> Iterator[Problem]:
    """A reader who follows an old id lands on a real entry after one hop."""
    for document in documents.of_kind("moved"):
        target = document.value["to"]
        if target in documents.broken:
            continue
        if target not in documents.by_id:
            hint = did_you_mean(target, [entry.stem for entry in documents.content()])
            message = f"there is no entry {target!r}"
        elif documents.by_id[target].value["kind"] == "moved":
            hint = "name the entry where the way ends"
            message = f"{target!r} has itself moved"
        else:
            continue
        yield document.problem(("to",), "moved-in-one-hop", message, hint)


@rule("anchors-are-unique")
def anchors_are_unique(documents: Documents) -> Iterator[Problem]:
    """A link to a caveat or a claim on a page leads to one place."""
    for document in documents.content():
        for key in ("caveats", "claims"):
            seen: set[str] = set()
            for index, item in enumerate(document.value[key]):
                if item["id"] in seen:
                    message = f"{item['id']!r} is used twice in {key}"
                    path = (key, index, "id")
                    yield document.problem(path, "anchors-are-unique", message, "rename one")
                seen.add(item["id"])


def _free(documents: Documents) -> str:
    """The lowest reference above all that were given."""
    used = [int(d.value["ref"][2:]) for d in documents.entries if "ref" in d.value]
    return f"VF{max(used, default=0) + 1:03}"
