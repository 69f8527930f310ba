"""Builders with defaults, so that a test names only what it looks at."""

from __future__ import annotations

from typing import Any

from flexmap.mapping import (
    Alternative,
    Caveat,
    Claim,
    Client,
    DateKind,
    Endpoint,
    Entry,
    Flexible,
    Kind,
    Outcome,
    Parameters,
    Severity,
    Source,
    Strength,
    Term,
    Unchanged,
    Uniform,
    Verdict,
    Verification,
)
from generator.reference import ArticleRow

HOSTILE = (
    "<script>alert(1)</script> a | b {{ x }} {% x %} *a* _b_ **c** ~~~ # h &amp; \" ' \\ $x$ "
    "[x](javascript:alert(1)) ![i](//e.example/i.png) [y]: z --8<-- :smile: ++a++ { #i .c } ```"
)
"""Text that would be markup in HTML, Markdown, a table, a template or an extension."""

BASE = "/subscriptions/{subscriptionId}/resourceGroups/{group}/providers/Microsoft.Compute"


def vocabulary() -> dict[str, tuple[Term, ...]]:
    """Every closed list with short titles."""
    lists = {
        "verdict": [verdict.value for verdict in Verdict],
        "severity": [severity.value for severity in Severity],
        "outcome": [outcome.value for outcome in Outcome],
        "strength": [strength.value for strength in Strength],
        "kind": [kind.value for kind in Kind],
        "client": [client.value for client in Client],
        "date_kind": [kind.value for kind in DateKind],
        "verification": [word.value for word in Verification],
    }
    return {
        name: tuple(
            Term(id=word, title=f"{word.capitalize()} {name} word", definition=f"What `{word}` is.")
            for word in words
        )
        for name, words in lists.items()
    }


def sources() -> dict[str, Source]:
    """Sources with an address, with a purl, and with a hostile title."""
    page: dict[str, Any] = {
        "publisher": "Microsoft",
        "date_kind": DateKind.PAGE_STAMP,
        "licence": "MIT",
    }
    return {
        "article-2022": Source(
            title="The article",
            url="https://learn.example/article?view=a&b=c",
            date="2022-11-22",
            date_note="bulk `ms.date`",
            **page,
        ),
        "hostile-page": Source(
            title=HOSTILE,
            url="https://learn.example/hostile",
            date="2024",
            date_note=HOSTILE,
            **page,
        ),
        "package-1.0": Source(
            title="The package",
            publisher="Example",
            purl="pkg:pypi/package@1.0",
            date="2026-10-15",
            date_kind=DateKind.RELEASE,
            licence="MIT",
        ),
    }


def row(number: int) -> ArticleRow:
    """A row of the article."""
    return ArticleRow(row=number, uniform=f"Uniform words {number}", flexible="Single VM API")


def claim(claim_id: str, supports: Verdict | None = None, **changes: Any) -> Claim:
    """A claim with defaults for what a test does not look at."""
    values: dict[str, Any] = {
        "source": "article-2022",
        "says": f"What {claim_id} says, with `code`.",
        "strength": Strength.STATED,
        "as_of": "2022-11-22",
        "from_": (),
        "withdrawn": None,
    }
    return Claim(id=claim_id, supports=supports, **(values | changes))


def caveat(caveat_id: str, severity: Severity, **changes: Any) -> Caveat:
    """A caveat with defaults for what a test does not look at."""
    values: dict[str, Any] = {
        "title": f"Caveat {caveat_id}",
        "text": "Text with `code` and [a link](vmss-start).",
        "action": "See [the docs](https://learn.example/docs).",
        "claims": ("article",),
    }
    return Caveat(id=caveat_id, severity=severity, **(values | changes))


def alternative(operation: str | None = None, **changes: Any) -> Alternative:
    """An alternative: an operation, or by its changes a service."""
    values: dict[str, Any] = {
        "endpoint": Endpoint(method="POST", path=f"{BASE}/virtualMachines/{{vmName}}/start"),
        "service": None,
        "docs": "https://learn.example/rest",
        "how": "Call it once per VM.",
        "query": None,
        "preferred": False,
        "parameters": Parameters(renamed=(), added=(), dropped=()),
        "names": (),
        "samples": (),
    }
    return Alternative(operation=operation, **(values | changes))


def entry(number: int, entry_id: str, verdict: Verdict, **changes: Any) -> Entry:
    """An entry; `changes` may also set fields of `flexible`."""
    action = entry_id.rpartition("-")[2]
    claims = changes.get("claims", (claim("article", supports=verdict),))
    flexible = {
        name: changes.pop(name, default)
        for name, default in (
            ("headline", f"Headline of {entry_id} with `code`."),
            ("basis", "Follows the article."),
            ("alternatives", ()),
            ("disputed", False),
            ("strength", Strength.STATED),
            ("how", None),
            ("write", ()),
            ("only", False),
            ("samples", ()),
            ("unchanged", Unchanged(outcome=Outcome.UNKNOWN)),
        )
    }
    values: dict[str, Any] = {
        "kind": Kind.OPERATION,
        "url": f"entries/{entry_id}/",
        "json_url": f"entries/{entry_id}.json",
        "title": f"Title of {entry_id}",
        "category": "power",
        "summary": f"Summary of {entry_id}.",
        "keywords": (f"az vmss {action}",),
        "uniform": Uniform(
            operation=f"VirtualMachineScaleSets_{action.capitalize()}",
            endpoint=Endpoint(
                method="POST", path=f"{BASE}/virtualMachineScaleSets/{{vmScaleSetName}}/{action}"
            ),
            docs="/site-relative/",
            names=(),
            samples=(),
        ),
        "flexible": Flexible(verdict=verdict, **flexible),
        "caveats": (),
        "claims": claims,
        "errors": (),
        "seed_rows": (number,) if number <= 4 else (),
        "related": (),
        "since": "1.0.0",
        "strongest_severity": None,
    }
    return Entry(id=entry_id, ref=f"VF{number:03}", **(values | changes))
