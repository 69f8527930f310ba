"""From the mapping to the built site: pages next to the hand-written ones, then the swap."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.site.mkdocs_build import build_whole
from generator.reference import Reference
from generator.site.materials import read_materials
from generator.site.offline import pack
from generator.versions.releases import Released
from generator.site.render import render
from generator.site.folder import replacing
from generator.site.styles import lighten_styles
from generator.site.write import assemble


def publish(
    mapping: Reference, *, root: Path, docs: Path, site: Path, released: Sequence[Released] = ()
) -> None:
    """Builds the site as it is published; at any failure the earlier site stays as it was.

    The pages are assembled in `docs`, a folder of the build's own, from those that are
    rendered and the hand-written ones of `root`. Raises `RenderError`, `PublishedError`,
    `WriteError`, `SiteError` or `OfflineError`.
    """
    config, by_hand = root / "mkdocs.yml", root / "docs"
    assemble(by_hand, docs, render(mapping, read_materials(config), released))
    with replacing(site, (config, by_hand, docs)) as building:
        build_whole(config, docs, building, mapping.date)
        lighten_styles(building)
        pack(building)
