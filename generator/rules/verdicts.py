"""Rules about verdicts: the answer fits what is given with it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.reading.documents import Documents
from generator.reading.problems import Problem
from generator.rules.registry import rule

NEEDS_CAVEAT = ("partial", "composed", "none")
"""Verdicts that say "not quite": the reader has to be told what is missing."""


@rule("verdict-has-support")
def verdict_has_support(documents: Documents) -> Iterator[Problem]:
    """A verdict that no live claim argues for is a guess; `unknown` is the honest word."""
    for document in documents.content():
        verdict = document.value["flexible"]["verdict"]
        supported = sorted(
            {
                claim["supports"]
                for claim in document.value["claims"]
                if "supports" in claim and "withdrawn" not in claim
            }
        )
        if verdict != "unknown" and verdict not in supported:
            message = f"no live claim supports {verdict!r}"
            hint = f"claims support: {', '.join(supported) or 'nothing'}; or write unknown"
            path = ("flexible", "verdict")
            yield document.problem(path, "verdict-has-support", message, hint)


@rule("verdict-has-caveat")
def verdict_has_caveat(documents: Documents) -> Iterator[Problem]:
    """Where something is missing on Flexible, the entry says what and what to do."""
    for document in documents.content():
        verdict = document.value["flexible"]["verdict"]
        if verdict in NEEDS_CAVEAT and not document.value["caveats"]:
            message = f"the verdict {verdict!r} needs at least one caveat"
            hint = "say what is missing and what to do"
            yield document.problem(("caveats",), "verdict-has-caveat", message, hint)


@rule("one-preferred-alternative")
def one_preferred_alternative(documents: Documents) -> Iterator[Problem]:
    """`replaced` promises one other call, so exactly one is preferred; never two elsewhere."""
    for document in documents.content():
        flexible = document.value["flexible"]
        preferred = sum(item.get("preferred", False) for item in flexible["alternatives"])
        path = ("flexible", "alternatives")
        if flexible["verdict"] == "replaced" and preferred != 1:
            message = f"`replaced` needs exactly one preferred alternative, there are {preferred}"
        elif preferred > 1:
            message = f"at most one alternative is preferred, there are {preferred}"
        else:
            continue
        hint = "write `preferred: true` on one"
        yield document.problem(path, "one-preferred-alternative", message, hint)


@rule("alternative-fits-verdict")
def alternative_fits_verdict(documents: Documents) -> Iterator[Problem]:
    """`composed` promises calls to make, `none` that there are none to prefer."""
    for document in documents.content():
        flexible = document.value["flexible"]
        path = ("flexible", "alternatives")
        if flexible["verdict"] == "composed" and not flexible["alternatives"]:
            message, hint = "`composed` names no alternative", "list the calls or the query"
        elif flexible["verdict"] == "none" and any(
            item.get("preferred") for item in flexible["alternatives"]
        ):
            message = "`none` has a preferred alternative"
            hint = "remove `preferred`, or change the verdict"
        else:
            continue
        yield document.problem(path, "alternative-fits-verdict", message, hint)
