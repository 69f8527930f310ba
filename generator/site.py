"""Builds the site with MkDocs into a folder beside it, then swaps the two folders."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.utils.yaml import yaml_load

from generator.mkdocs_run import Said, log, run
from generator.mkdocs_shares import build_pages
from generator.site_memory import Inputs, SiteMemory, SomePagesPlugin, read_inputs
from generator.styles import lighten_styles
from generator.swap import swap


class SiteError(Exception):
    """The site was not built; the message says why and the earlier site is as it was."""


def _add_nothing(site: Path) -> None:
    """A site of which nothing else is made."""


def build_site(
    *,
    config: Path,
    docs: Path,
    site: Path,
    date: str,
    memory: SiteMemory | None = None,
    add: Callable[[Path], None] = _add_nothing,
) -> None:
    """Builds `site` from `docs`, strictly; the earlier site stays until the new one is whole.

    `date` is the date of the data (ISO); it stands for the clock, so that the same input
    gives the same bytes, unless the environment sets SOURCE_DATE_EPOCH.

    MkDocs runs in this process, through the functions its own command line calls: starting
    it anew costs half a second of the two in which `serve` has to show a saved file. The same
    `memory`, given again and again, saves building pages that have not changed. `add` is given
    the whole site before anybody sees it, for what is made of its files.

    Raises SiteError with what MkDocs said, and what `add` raises.
    """
    site = site.absolute()
    _refuse_unsafe(site, (config, docs))
    epoch = _epoch(date)
    building = _beside(site, "building", os.getpid())
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        recover(site)
        docs, memory = docs.absolute(), memory or SiteMemory()
        with _environment(epoch):
            with _explained():
                loaded = load_config(str(config), docs_dir=str(docs), site_dir=str(building))
                inputs = read_inputs(loaded, config, docs, epoch)
                changed = memory.changed(site, inputs)
            first = memory.look.source(changed) if memory.knows(site) else None
            if first in inputs.sources:
                _look_first(config, docs, building, first, memory)
            _build(loaded, inputs, site, changed, memory, add)
    except OSError as error:
        raise SiteError(f"cannot build {site}: {error}") from error
    finally:
        shutil.rmtree(building, ignore_errors=True)


def site_address(config: Path) -> str:
    """Where the site is published, by its configuration and the environment; else empty.

    Raises SiteError when the configuration cannot be read.
    """
    try:
        with config.open(encoding="utf-8") as file:
            address = yaml_load(file).get("site_url") or ""
    except (OSError, MkDocsException) as error:
        raise SiteError(f"{config}: {error}") from error
    return f"{address.rstrip('/')}/" if address else ""


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


def _build(
    config: MkDocsConfig,
    inputs: Inputs,
    site: Path,
    changed: frozenset[str] | None,
    memory: SiteMemory,
    add: Callable[[Path], None],
) -> None:
    building = Path(config.site_dir)
    config.strict = True
    if changed is not None:
        shutil.copytree(site, building, copy_function=_copier(config))
    pages = [name for name in inputs.sources if name.endswith(".md")]
    with _explained():
        anchors = build_pages(config, memory, changed, pages)
        lighten_styles(building, map(Path, config.theme.dirs))
    add(building)
    swap(building, site, _beside(site, "old", os.getpid()))
    memory.keep(site, inputs, anchors)


def _look_first(config: Path, docs: Path, building: Path, first: str, memory: SiteMemory) -> None:
    """Shows the page that a reader has open as it will be, when many are to be built.

    It is not strict: pages that are not built again yet may link to what is there no more.
    Where it fails, the build that follows fails too and says why.
    """
    try:
        with log():
            loaded = load_config(str(config), docs_dir=str(docs), site_dir=str(building))
            loaded.strict = False
            building.mkdir()
            run(loaded, SomePagesPlugin(memory, frozenset({first})), dirty=True)
            html = (building / first).with_suffix(".html").read_bytes()
    except (Exception, Abort):
        return
    finally:
        shutil.rmtree(building, ignore_errors=True)
    memory.look.show(first, html)


def _copier(config: MkDocsConfig) -> Callable[[str, str], object]:
    """Copies a file of the earlier site into the next one, which is most of its files.

    A hard link will do, and takes no time, unless a build writes to that very file: that would
    write to the site that is being read. What a build writes anew, MemoryPlugin removes first.
    """
    written = {*config.theme.static_templates, "sitemap.xml", "sitemap.xml.gz"}

    def copy(source: str, target: str) -> object:
        path = Path(source)
        if path.suffix != ".css" and path.name not in written:
            with contextlib.suppress(OSError):  # a disk that has no hard links
                os.link(source, target)
                return target
        return shutil.copy2(source, target)

    return copy


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    """Turns whatever MkDocs, a template or a plugin raises into a SiteError with its log."""
    with log() as said:
        try:
            yield
        except (Abort, MkDocsException) as error:
            # Abort is a SystemExit too, which must not end the program here.
            raise SiteError(_message(said, str(error))) from error
        except OSError:
            raise
        except Exception as error:
            raise SiteError(_message(said, f"{type(error).__name__}: {error}")) from error


def _message(said: list[Said], last: str) -> str:
    return "\n".join(["the site could not be built:", *map(str, said), last.strip()])


def _beside(site: Path, what: str, process: int) -> Path:
    return site.parent / f".{site.name}.{what}-{process}"


def _leftovers(site: Path, what: str) -> list[Path]:
    """Folders of runs that have ended, the newest first."""
    found = [
        path
        for path in site.parent.glob(f".{site.name}.{what}-*")
        if not _is_alive(path.name.rpartition("-")[2])
    ]
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)


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


def _refuse_unsafe(site: Path, inputs: tuple[Path, ...]) -> None:
    """The site's folder is replaced as a whole, so it must be a site, or nothing yet."""
    place = site.resolve()
    if any(path.resolve().is_relative_to(place) for path in inputs):
        raise SiteError(f"{site} holds the sources of the site; give a folder of its own")
    if site.is_symlink() or (site.exists() and not site.is_dir()):
        raise SiteError(f"{site} is not a folder; remove it or give another one")
    if site.is_dir() and any(site.iterdir()) and not (site / "sitemap.xml").is_file():
        raise SiteError(f"{site} has files in it but no built site; give another folder")


def _epoch(date: str) -> str:
    """Midnight UTC of the date as seconds, or what the environment says."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return given
    try:
        return str(int(datetime.fromisoformat(date).replace(tzinfo=UTC).timestamp()))
    except ValueError as error:
        raise SiteError(f"{date!r} is not a date; write it as 2026-01-31") from error


@contextlib.contextmanager
def _environment(epoch: str) -> Iterator[None]:
    """MkDocs reads the time of the build, and Material whether to advertise, from here."""
    ours = {"SOURCE_DATE_EPOCH": epoch, "NO_MKDOCS_2_WARNING": "1"}
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
