"""The site as `serve` shows it: built whole once, then only where a save has changed it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from generator.site.mkdocs_build import build_changed, build_whole
from generator.reference import Reference
from generator.site.materials import read_materials
from generator.site.offline import NAME as ARCHIVE
from generator.site.offline import pack
from generator.versions.releases import Released
from generator.site.render import render
from generator.site.folder import replacing
from generator.site.write import assemble

Frame: TypeAlias = dict[str, bytes]
"""What every page depends on: the files of the theme, the configuration, the pages' names."""


@dataclass(slots=True, kw_only=True)
class Preview:
    """Builds the site of a checkout again and again.

    Its styles are those of the theme as shipped, and its archive that of the last whole build:
    making either again takes longer than a save should.
    """

    root: Path
    docs: Path
    site: Path
    _built: tuple[Frame, tuple[int, int]] | None = field(default=None, init=False)
    """What the site was built with, and which folder it is."""

    def build(self, mapping: Reference, released: Sequence[Released]) -> None:
        """Builds the site again; at any failure the earlier one stays as it was.

        Raises `RenderError`, `PublishedError`, `WriteError`, `SiteError` or `OfflineError`.
        """
        config, by_hand, date = self.root / "mkdocs.yml", self.root / "docs", mapping.date
        assemble(by_hand, self.docs, render(mapping, read_materials(config), released))
        with replacing(self.site, (config, by_hand, self.docs)) as building:
            frame = self._frame(date)
            if self._built == (frame, identity(self.site)):
                shutil.copytree(self.site, building, copy_function=_link, dirs_exist_ok=True)
                build_changed(config, self.docs, building, date)
            else:
                build_whole(config, self.docs, building, date)
                _keep_archive(self.site, building)
        self._built = frame, identity(self.site)

    def _frame(self, date: str) -> Frame:
        theme = (self.root / "templates" / "theme").rglob("*")
        files = [self.root / "mkdocs.yml", *sorted(path for path in theme if path.is_file())]
        names = sorted(path.relative_to(self.docs).as_posix() for path in self.docs.rglob("*"))
        return {
            "date": date.encode(),
            "pages": "\n".join(names).encode(),
            **{str(path): path.read_bytes() for path in files},
        }


def identity(folder: Path) -> tuple[int, int]:
    """Tells a folder from one that another run has put into its place; zeros for none."""
    try:
        status = folder.stat()
    except OSError:
        return 0, 0
    return status.st_ino, status.st_ctime_ns


def _link(source: str, target: str) -> None:
    """Links a file, which takes no time, or copies it on a file system without links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _keep_archive(site: Path, building: Path) -> None:
    if (site / ARCHIVE).is_file():
        shutil.copy2(site / ARCHIVE, building / ARCHIVE)
    else:
        pack(building)
