"""Small static pages that lead from a reference or an old id to the entry."""

from __future__ import annotations

import jinja2

from generator.pages.site import Site, root
from generator.text.prose import plain


def redirects(site: Site, environment: jinja2.Environment) -> dict[str, str]:
    """The redirect pages: path below `docs/` to HTML."""
    template = environment.get_template("redirect.html.j2")
    made: dict[str, str] = {}
    for entry in site.mapping.entries:
        address = f"r/{entry.ref.lower()}/"
        made[f"{address}index.html"] = template.render(
            title=f"{entry.ref}: {plain(entry.title)}",
            href=root(address) + entry.url,
            root=root(address),
            why="",
        )
    for moved in site.mapping.moved:
        addresses = [moved.url] + ([f"r/{moved.ref.lower()}/"] if moved.ref else [])
        for address in addresses:
            made[f"{address}index.html"] = template.render(
                title=plain(site.entry(moved.id).title),
                href=root(address) + site.ids[moved.id],
                root=root(address),
                why=plain(moved.why),
            )
    return made
