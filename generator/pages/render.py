"""From a mapping to the text of every page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import jinja2

from flexmap.mapping import Category, Entry
from generator.pages import client_names, inline
from generator.pages.check_view import check_view
from generator.pages.client_view import ClientView, client_views
from generator.pages.compare_view import compare_view
from generator.pages.coverage_view import coverage_view
from generator.pages.entry_view import entry_view
from generator.pages.home_view import home_view
from generator.pages.hosting import Hosting, hosting_files
from generator.pages.news_view import news_views
from generator.pages.observation_view import observations_view
from generator.pages.open_view import dispute_views, questions_view
from generator.pages.pieces import PIECES
from generator.pages.plan_view import plan_view
from generator.pages.property_view import checklist
from generator.pages.redirects import redirects
from generator.pages.site import Site, root, site
from generator.pages.table_view import article_views, category_view, rows, verdict_groups
from generator.pages.verdict_view import VerdictView, verdict_views
from generator.reference import Reference
from generator.text import escaping
from generator.text.prose import plain
from generator.versions import Diff

ARTICLE_SOURCE = "article-2022"
"""The source that the page of the article's sections is about, when it is cited."""

NOWHERE = Hosting()
"""A site of which nothing is known but its pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleText:
    """A rule of the checks as the contributor guide shows it."""

    code: str
    reason: str


@lru_cache(maxsize=1)  # a template that is saved is read again, the others stay compiled
def environment(folder: Path) -> jinja2.Environment:
    """The templates of a folder with one filter for each context of a value.

    Automatic escaping is off because pages are Markdown; a value that passes through no
    filter is an error of the template, and the tests feed hostile text to find it.
    """
    made = jinja2.Environment(  # nosec B701 # see above
        loader=jinja2.FileSystemLoader(folder, encoding="utf-8"),
        undefined=jinja2.StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(
        text=escaping.text,
        attribute=escaping.attribute,
        code=escaping.code,
        cell=escaping.cell,
        markdown=escaping.markdown,
        front=escaping.front,
        fence=escaping.fence,
        plain=plain,
        heading=inline.heading,
        prose=_prose,
        href=_href,
        **PIECES,
    )
    return made


def pages(
    mapping: Reference,
    rules: Sequence[RuleText],
    environment: jinja2.Environment,
    site_address: str = "",
    repository: str = "",
    branch: str = "",
    diffs: Sequence[Diff] = (),
    hosting: Hosting = NOWHERE,
    checker_bytes: int = 0,
) -> dict[str, str]:
    """Every generated page and the script of names: path below `docs/` to text.

    `site_address` is where the site is published, `repository` where its source is kept and
    `branch` the way from there to a file to edit. Without them citations name no address, and
    nothing leads to the source. `diffs` are the changes of each data version, newest first,
    `hosting` is what the page for hosts tells, and `checker_bytes` the size of what the page
    that checks code counts while it loads. Raises jinja2.TemplateError for a faulty template.
    """
    whole = site(mapping, site_address, repository, branch)
    made: dict[str, str] = {}
    for job in _jobs(whole, rules, diffs, hosting, checker_bytes):
        made[job.path] = environment.get_template(job.template).render(
            job.values,
            site=whole,
            root=root(job.address),
            targets=whole.targets(job.address),
        )
    made[client_names.PATH] = client_names.names_script(mapping.entries)
    made.update(redirects(whole, environment))
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """A page to render: where it goes, from which template, and what the template shows."""

    path: str
    address: str
    template: str
    values: dict[str, object]


def _jobs(
    whole: Site,
    rules: Sequence[RuleText],
    diffs: Sequence[Diff],
    hosting: Hosting,
    checker_bytes: int,
) -> Iterator[_Job]:
    mapping = whole.mapping
    groups = verdict_groups(mapping.entries, whole)
    disputed = rows((entry for entry in mapping.entries if entry.flexible.disputed), whole)
    answers: dict[str, object] = {"groups": groups, "disputed": disputed}
    article: dict[str, object] = {
        "sections": article_views(whole),
        "source": mapping.sources.get(ARTICLE_SOURCE),
    }
    news = news_views(whole, diffs)
    clients = client_views(whole)
    home: dict[str, object] = {"groups": groups, "view": home_view(whole, news), "clients": clients}
    yield _Job(path="index.md", address="", template="home.md.j2", values=home)
    yield from (_category(category, whole) for category in mapping.categories)
    yield from (_entry(entry, whole) for entry in mapping.entries)
    yield from (_verdict(view) for view in verdict_views(whole))
    yield from (_client(view) for view in clients)
    yield _single("disputes", {"disputes": dispute_views(whole)})
    yield _single("unknowns", {"view": questions_view(whole)})
    yield _single("changes", {"versions": news})
    yield _single("compare", {"view": compare_view(whole), "groups": groups})
    yield _single("check", {"view": check_view(checker_bytes)})
    yield _single("properties", {"checklist": checklist(whole)})
    yield _single("move", {"plan": plan_view(whole)})
    yield _single("article", article)
    first = mapping.entries[0] if mapping.entries else None
    yield _single("downloads", {"first": first, "versions": news})
    yield _single("hosting", {"hosting": hosting, "files": hosting_files(hosting)})
    yield _single("how-we-know", answers)
    yield _single("observations", {"view": observations_view(whole)})
    yield _single("style", {})
    yield _single("coverage", {"view": coverage_view(whole)})
    yield _single("rules", {"rules": sorted(rules, key=lambda rule: rule.code)})


def _single(name: str, values: dict[str, object]) -> _Job:
    return _Job(
        path=f"{name}/index.md", address=f"{name}/", template=f"{name}.md.j2", values=values
    )


def _category(category: Category, whole: Site) -> _Job:
    return _Job(
        path=f"categories/{category.id}/index.md",
        address=f"categories/{category.id}/",
        template="category.md.j2",
        values={"view": category_view(category, whole)},
    )


def _verdict(view: VerdictView) -> _Job:
    return _Job(
        path=f"verdicts/{view.verdict.id}/index.md",
        address=f"verdicts/{view.verdict.id}/",
        template="verdict.md.j2",
        values={"view": view},
    )


def _client(view: ClientView) -> _Job:
    return _Job(
        path=f"clients/{view.client.id}/index.md",
        address=f"clients/{view.client.id}/",
        template="client.md.j2",
        values={"view": view},
    )


def _entry(entry: Entry, whole: Site) -> _Job:
    return _Job(
        path=f"entries/{entry.id}/index.md",
        address=entry.url,
        template="entry.md.j2",
        values={"view": entry_view(entry, whole)},
    )


@jinja2.pass_context
def _prose(context: jinja2.runtime.Context, value: str) -> str:
    """Prose as inline HTML, its links as seen from the page that is being rendered."""
    return inline.html(value, context["targets"])


@jinja2.pass_context
def _href(context: jinja2.runtime.Context, address: str) -> str:
    """An https or site-relative address for an attribute, as seen from the page."""
    return escaping.attribute(context["targets"].href(address) or "")
