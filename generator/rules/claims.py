"""Rules about claims: every statement has a claim, and every claim is used."""

from __future__ import annotations

from collections.abc import Iterator

from generator.reading.documents import Document, Documents
from generator.reading.problems import Problem, did_you_mean
from generator.reading.yaml_text import Path
from generator.rules.registry import rule


@rule("claim-exists")
def claim_exists(documents: Documents) -> Iterator[Problem]:
    """A caveat, an outcome, an error or an inference that cites nothing is a guess."""
    for document in documents.content():
        known = [claim["id"] for claim in document.value["claims"]]
        for path, cited in _citations(document):
            if cited not in known:
                message = f"there is no claim {cited!r} in this entry"
                hint = did_you_mean(cited, known)
                yield document.problem(path, "claim-exists", message, hint)


@rule("claim-is-used")
def claim_is_used(documents: Documents) -> Iterator[Problem]:
    """A claim that carries neither verdict, outcome, caveat, error, step nor inference is noise."""
    for document in documents.content():
        cited = {claim_id for _, claim_id in _citations(document)}
        for index, claim in enumerate(document.value["claims"]):
            if claim["id"] not in cited and "supports" not in claim:
                message = f"nothing uses the claim {claim['id']!r}"
                hint = "give it `supports`, or name it in a caveat or an error"
                yield document.problem(("claims", index, "id"), "claim-is-used", message, hint)


@rule("inference-has-a-ground")
def inference_has_a_ground(documents: Documents) -> Iterator[Problem]:
    """An inference that follows from itself, even by way of others, proves nothing."""
    for document in documents.content():
        grounds = {claim["id"]: claim.get("from", []) for claim in document.value["claims"]}
        for index, claim in enumerate(document.value["claims"]):
            if claim["id"] in _reached(claim["id"], grounds):
                message = f"{claim['id']!r} follows from itself"
                hint = "name claims that have a source"
                path = ("claims", index, "from")
                yield document.problem(path, "inference-has-a-ground", message, hint)


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


def _reached(start: str, grounds: dict[str, list[str]]) -> set[str]:
    """Every claim that one follows from, directly or by way of others."""
    reached: set[str] = set()
    waiting = list(grounds[start])
    while waiting:
        claim_id = waiting.pop()
        if claim_id not in reached:
            reached.add(claim_id)
            waiting.extend(grounds.get(claim_id, ()))
    return reached


def _citations(document: Document) -> Iterator[tuple[Path, str]]:
    """Every claim id that is named in the entry, with its place."""
    for key, inner in (("caveats", "claims"), ("errors", "claims"), ("claims", "from")):
        for index, item in enumerate(document.value[key]):
            for position, cited in enumerate(item.get(inner, ())):
                yield (key, index, inner, position), cited
    for key in ("steps", "decisions"):
        for index, item in enumerate(document.value.get("plan", {}).get(key, ())):
            for position, cited in enumerate(item.get("claims", ())):
                yield ("plan", key, index, "claims", position), cited
    unchanged = document.value["flexible"].get("unchanged", {})
    for position, cited in enumerate(unchanged.get("claims", ())):
        yield ("flexible", "unchanged", "claims", position), cited
    for index, item in enumerate(unchanged.get("clients", ())):
        for position, cited in enumerate(item["claims"]):
            yield ("flexible", "unchanged", "clients", index, "claims", position), cited
