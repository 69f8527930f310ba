"""Writes the stylesheets of a built site anew, without what the site does not use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.lighten import lighter, squeezed, used

_SHEETS = "assets/stylesheets"
_NO_MARKUP = {"lunr", "vendor"}
"""Folders of scripts that make no markup: languages of the search, and the parsers."""


def lighten_styles(site: Path, theme: Iterable[Path]) -> None:
    """Replaces the stylesheets in `site`, those of the theme and the site's own.

    Those of the theme are read from the theme's folders and not from the site, which may
    have been built upon an earlier one: there they lack what only new pages use. Raises
    OSError.
    """
    originals = {
        path.name: path for folder in theme for path in sorted((folder / _SHEETS).glob("*.css"))
    }
    places = [path for path in sorted((site / _SHEETS).glob("*.css")) if path.name in originals]
    use = used(_texts(site.rglob("*.html")), _texts(_scripts(site)))
    own = [path for path in site.rglob("*.css") if path not in places]
    texts = {path.name: originals[path.name].read_text(encoding="utf-8") for path in places}
    for path in own:
        path.write_text(squeezed(path.read_text(encoding="utf-8")), encoding="utf-8")
    for name, text in lighter(texts, _texts(own), use).items():
        (site / _SHEETS / name).write_text(text, encoding="utf-8")


def _scripts(site: Path) -> Iterator[Path]:
    return (path for path in site.rglob("*.js") if _NO_MARKUP.isdisjoint(path.parts))


def _texts(paths: Iterable[Path]) -> Iterator[str]:
    return (path.read_text(encoding="utf-8", errors="replace") for path in paths)
