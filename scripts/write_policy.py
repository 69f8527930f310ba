"""Writes the theme's element with the content security policy: python -m scripts.write_policy

The policy names each inline script of the theme by its hash, so it is written again when one
of them changes; a test says when. It is a file, and no step of the build, so that a plain
`mkdocs build` and the other site builder have it too.
"""

from __future__ import annotations

from generator.pages.hosting import policy
from generator.site.materials import TEMPLATES, inline_scripts

PATH = TEMPLATES / "theme" / "partials" / "policy.html"


def element() -> str:
    """The element, with a line break at its end."""
    whole = policy(inline_scripts())
    return f'<meta http-equiv="Content-Security-Policy" content="{whole}">\n'


if __name__ == "__main__":
    PATH.write_text(element(), encoding="utf-8")
