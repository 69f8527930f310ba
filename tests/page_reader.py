"""What a browser makes of a page: for tests that look at pages as readers do."""

from __future__ import annotations

import posixpath
from html.parser import HTMLParser

import markdown  # type: ignore[import-untyped]

EXTENSIONS = ["admonition", "attr_list", "md_in_html", "tables", "toc", "pymdownx.superfences"]
"""Those of `mkdocs.yml` that decide what is markup."""


class Reader(HTMLParser):
    """What a browser makes of a page: tags, ids, links and words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words = ""
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if "pre" not in self.open and tag != "wbr":
            self.tags.append((tag, tuple(name for name, _ in attrs)))
        values = dict(attrs)
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        if values.get("http-equiv") == "refresh":
            self.links.append((values["content"] or "").partition("url=")[2])
        if tag not in ("wbr", "br", "meta", "link", "hr", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def read(path: str, text: str) -> Reader:
    """The page as the builders make it; redirects are HTML already."""
    if path.endswith(".html"):
        return Reader(text)
    body = text.split("\n---\n", 1)[1]
    return Reader(markdown.markdown(body, extensions=EXTENSIONS))


def address_of(path: str) -> str:
    """The address of a page of `docs/`, with directory addresses."""
    if path.endswith("index.md"):
        return path.removesuffix("index.md")
    return path.removesuffix("index.html") if path.endswith(".html") else path[:-3] + "/"


def resolve(page: str, link: str) -> tuple[str, str]:
    """Where a relative link of a page leads: an address below the root, and an anchor."""
    target, _, anchor = link.partition("#")
    if not target:
        return address_of(page), anchor
    base = page if target.endswith(".md") else address_of(page) + "x"
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(base), target))
    if target.endswith(".md"):
        return address_of(joined), anchor
    return ("" if joined == "." else joined + "/" * target.endswith("/")), anchor
