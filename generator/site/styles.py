"""A step of the build that writes its stylesheets again, without what the site does not use.

Material ships the styles of every component it has, and they are most of what a reader on a
phone waits for. As shipped, the first views of the comparison and of an entry weigh 96 and
86 kB, and the aim of `make audit` is 80; with this step they weigh 80 and 70 kB.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.site.stylesheets import lighter, squeezed, used

_SHEETS = "assets/stylesheets"
"""Where the theme's stylesheets are; all others are the site's own."""

_NO_MARKUP = {"lunr", "vendor"}
"""Folders of scripts that make no markup: languages of the search, and the parsers."""


def lighten_styles(site: Path) -> None:
    """Replaces the stylesheets of a site that was built as a whole; raises OSError.

    Built upon an earlier site they would lack what only new pages use.
    """
    sheets = sorted((site / _SHEETS).glob("*.css"))
    use = used(_texts(site.rglob("*.html")), _texts(_scripts(site)))
    own = [path for path in site.rglob("*.css") if path not in sheets]
    for path in own:
        path.write_text(squeezed(path.read_text(encoding="utf-8")), encoding="utf-8")
    texts = {path.name: path.read_text(encoding="utf-8") for path in sheets}
    for name, text in lighter(texts, _texts(own), use).items():
        (site / _SHEETS / name).write_text(text, encoding="utf-8")


def _scripts(site: Path) -> Iterator[Path]:
    return (path for path in site.rglob("*.js") if _NO_MARKUP.isdisjoint(path.parts))


def _texts(paths: Iterable[Path]) -> Iterator[str]:
    return (path.read_text(encoding="utf-8", errors="replace") for path in paths)
