"""Rules about claims: every statement is founded, and every foundation is used."""

from __future__ import annotations

from collections.abc import Iterator

from generator.documents import Document, Documents
from generator.problems import Problem, did_you_mean
from generator.rules.registry import rule
from generator.yaml_text import Path


@rule("claim-exists")
def claim_exists(documents: Documents) -> Iterator[Problem]:
    """A caveat, an error or an inference that cites nothing is a guess."""
    for document in documents.content():
        known = [claim["id"] for claim in document.value["claims"]]
        for path, cited in _citations(document):
            if cited not in known:
                message = f"there is no claim {cited!r} in this entry"
                hint = did_you_mean(cited, known)
                yield document.problem(path, "claim-exists", message, hint)


@rule("claim-is-used")
def claim_is_used(documents: Documents) -> Iterator[Problem]:
    """A claim that carries neither verdict, caveat, error nor inference is noise."""
    for document in documents.content():
        cited = {claim_id for _, claim_id in _citations(document)}
        for index, claim in enumerate(document.value["claims"]):
            if claim["id"] not in cited and "supports" not in claim:
                message = f"nothing uses the claim {claim['id']!r}"
                hint = "give it `supports`, or name it in a caveat or an error"
                yield document.problem(("claims", index, "id"), "claim-is-used", message, hint)


@rule("inferred-names-its-claims")
def inferred_names_its_claims(documents: Documents) -> Iterator[Problem]:
    """An inference can be checked only when it says what it follows from."""
    for document in documents.content():
        for index, claim in enumerate(document.value["claims"]):
            path = ("claims", index, "strength")
            inferred, code = claim["strength"] == "inferred", "inferred-names-its-claims"
            if inferred != ("from" in claim):
                message = "`from` goes with strength inferred, and only with it"
                hint = "name the claims that it follows from, or change the strength"
                yield document.problem(path, code, message, hint)
            elif inferred == ("source" in claim):
                message = "a claim has a source, or is inferred from other claims"
                yield document.problem(path, code, message, "keep one of source and from")
            elif claim["id"] in claim.get("from", ()):
                message = "a claim does not follow from itself"
                yield document.problem(path, code, message, "name other claims")


@rule("observed-in-a-package")
def observed_in_a_package(documents: Documents) -> Iterator[Problem]:
    """Observed means read in a release or seen in a recorded run, never in a document."""
    sources = documents.single("sources")
    if sources is None:
        return
    for document in documents.content():
        for index, claim in enumerate(document.value["claims"]):
            source = sources.get(claim.get("source"))
            if claim["strength"] == "observed" and source and not _observable(source):
                message = f"{claim['source']!r} is a document: it states, it does not show"
                hint = "use `stated`, or cite the package or the recording"
                path = ("claims", index, "strength")
                yield document.problem(path, "observed-in-a-package", message, hint)


def _observable(source: dict[str, str]) -> bool:
    """Whether the source is code or a recording, which is read at a release or a commit."""
    return "purl" in source or source["date_kind"] in ("commit", "release", "thread")


def _citations(document: Document) -> Iterator[tuple[Path, str]]:
    """Every claim id that is named in the entry, with its place."""
    for key, inner in (("caveats", "claims"), ("errors", "claims"), ("claims", "from")):
        for index, item in enumerate(document.value[key]):
            for position, cited in enumerate(item.get(inner, ())):
                yield (key, index, inner, position), cited
