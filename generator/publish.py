"""From the mapping to the built site: pages beside the hand-written ones, then the swap."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from generator.model import Mapping
from generator.offline import NAME as ARCHIVE
from generator.offline import pack
from generator.releases import Released
from generator.render import render
from generator.site import build_site, site_address
from generator.site_memory import SiteMemory
from generator.write import LIST, WriteError, write_files


def publish(
    mapping: Mapping,
    *,
    root: Path,
    docs: Path,
    site: Path,
    in_place: bool,
    released: Sequence[Released] = (),
    offline: bool = True,
    memory: SiteMemory | None = None,
) -> None:
    """Builds the site; at any failure the earlier site stays as it was.

    `in_place` writes the pages into `docs`; otherwise into a copy of its hand-written
    part, so that a build of other data leaves the checkout alone. With the `memory` of an
    earlier build in place, only pages that changed are built again. Without `offline` an
    archive that is there already stays as it is. Raises `RenderError`, `PublishedError`,
    `WriteError`, `SiteError` or `OfflineError`.
    """
    config, date = root / "mkdocs.yml", mapping.release.date
    add = partial(_add_archive, site=site, anew=offline)
    files = render(mapping, released, site_address(config))
    if in_place:
        write_files(docs, files)
        build_site(config=config, docs=docs, site=site, date=date, memory=memory, add=add)
    else:
        with tempfile.TemporaryDirectory(prefix="flexmap-docs-") as folder:
            copy = Path(folder) / "docs"
            copy_hand_written(docs, copy)
            write_files(copy, files)
            build_site(config=config, docs=copy, site=site, date=date, add=add)


def _add_archive(building: Path, *, site: Path, anew: bool) -> None:
    """Puts the archive into the site that is built: packed anew, or that of the earlier site."""
    if anew or not (site / ARCHIVE).is_file():
        pack(building)
    elif not (building / ARCHIVE).is_file():  # where it is, it is that of the earlier site
        shutil.copy2(site / ARCHIVE, building / ARCHIVE)


def copy_hand_written(docs: Path, copy: Path) -> None:
    """The folder without what a render has written to it; raises `WriteError`."""
    try:
        listing = docs / LIST
        made = set(listing.read_text(encoding="utf-8").splitlines()) if listing.exists() else set()
        for path in sorted(docs.rglob("*")):
            relative = path.relative_to(docs)
            if path.is_file() and relative.as_posix() not in made and path.name[0] != ".":
                (copy / relative).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy / relative)
    except OSError as error:
        raise WriteError(f"cannot copy {docs}: {error.strerror or error}") from error
