"""The folder of the built site: a new one is made next to it and takes its place when whole."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.site.swap import swap


class SiteError(Exception):
    """The site was not built; the message says why and the earlier site is as it was."""


@contextlib.contextmanager
def replacing(site: Path, sources: Sequence[Path]) -> Iterator[Path]:
    """A folder to build the next site in, which takes the place of `site` after the block.

    When the block raises, the folder goes and the earlier site stays. `sources` are what the
    site is made from. Raises SiteError where no site may be, or the disk refuses.
    """
    site = site.absolute()
    _refuse_unsafe(site, sources)
    building = _beside(site, "building", os.getpid())
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        recover(site)
        building.mkdir()
        yield building
        swap(building, site, _beside(site, "old", os.getpid()))
    except OSError as error:
        raise SiteError(f"cannot build {site}: {error}") from error
    finally:
        shutil.rmtree(building, ignore_errors=True)


def recover(site: Path) -> None:
    """Undoes what a killed run left: an earlier site put aside, half-built folders.

    Folders of runs that are still alive are left to them. Raises OSError.
    """
    site = site.absolute()
    for aside in _leftovers(site, "old"):
        if not site.exists():
            aside.rename(site)
        else:
            shutil.rmtree(aside)
    for building in _leftovers(site, "building"):
        shutil.rmtree(building)


def _beside(site: Path, what: str, process: int) -> Path:
    return site.parent / f".{site.name}.{what}-{process}"


def _leftovers(site: Path, what: str) -> list[Path]:
    """Folders of runs that have ended, the newest first."""
    folders = [
        path
        for path in site.parent.glob(f".{site.name}.{what}-*")
        if not _is_alive(path.name.rpartition("-")[2])
    ]
    return sorted(folders, key=lambda path: path.stat().st_mtime, reverse=True)


def _is_alive(process: str) -> bool:
    """Whether another process of that id runs; our own folders are leftovers as well."""
    if not process.isdecimal() or int(process) == os.getpid():
        return False
    try:
        os.kill(int(process), 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True


def _refuse_unsafe(site: Path, sources: Sequence[Path]) -> None:
    """The site's folder is replaced as a whole, so it must be a site, or nothing yet."""
    place = site.resolve()
    if any(path.resolve().is_relative_to(place) for path in sources):
        raise SiteError(f"{site} holds the sources of the site; give a folder of its own")
    if site.is_symlink() or (site.exists() and not site.is_dir()):
        raise SiteError(f"{site} is not a folder; remove it or give another one")
    if site.is_dir() and any(site.iterdir()) and not (site / "sitemap.xml").is_file():
        raise SiteError(f"{site} has files in it but no built site; give another folder")
