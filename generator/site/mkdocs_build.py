"""Builds pages with MkDocs: all of them, strictly, or those that have changed.

MkDocs runs in this process, through the functions that its own command line calls, and is
changed in nothing.
"""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.structure.files import get_files

from generator.site.folder import SiteError

_ABOUT_DIRTY = "A 'dirty' build is being performed"
"""How the warning begins that MkDocs gives of every build of a part."""


def build_whole(config: Path, docs: Path, site: Path, date: str) -> None:
    """Builds every page of `docs` into `site`; a dead link or anchor is an error.

    `date` is the date of the data (ISO); it replaces the clock, so that the same input
    gives the same bytes, unless the environment sets SOURCE_DATE_EPOCH. Raises SiteError with
    what MkDocs said.
    """
    with _environment(date), _explained():
        loaded = load_config(str(config), docs_dir=str(docs), site_dir=str(site), strict=True)
        _run(loaded, dirty=False)


def build_changed(config: Path, docs: Path, site: Path, date: str) -> None:
    """Builds the pages again that are newer than what `site` has of them.

    `site` is as an earlier build of the same pages has left it, and its files may be linked
    to those of another folder, which stay as they are. What MkDocs warns of is an error, but
    it looks at no link of a page that is not built again. Raises SiteError.
    """
    with _environment(date), _explained() as messages:
        loaded = load_config(str(config), docs_dir=str(docs), site_dir=str(site), strict=False)
        _unlink_what_is_written(loaded)
        _run(loaded, dirty=True)
        if any(not text.startswith(_ABOUT_DIRTY) for text in messages):
            raise SiteError(_message(messages, ""))


def _run(config: MkDocsConfig, *, dirty: bool) -> None:
    config.plugins.on_startup(command="build", dirty=dirty)
    try:
        build(config, dirty=dirty)
    finally:
        config.plugins.on_shutdown()


def _unlink_what_is_written(config: MkDocsConfig) -> None:
    """Removes the files that MkDocs will write: it writes into a file that is there, and so into every
    link to it.
    """
    site = Path(config.site_dir)
    written = {site / name for name in (*config.theme.static_templates, "sitemap.xml.gz")}
    written |= {Path(file.abs_dest_path) for file in get_files(config) if file.is_modified()}
    for path in written:
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def _explained() -> Iterator[list[str]]:
    """Turns whatever MkDocs, a template or a plugin raises into a SiteError with its log."""
    with _logged() as messages:
        try:
            yield messages
        except (Abort, MkDocsException) as error:
            # Abort is a SystemExit too, which must not end the program here.
            raise SiteError(_message(messages, str(error))) from error
        except (OSError, SiteError):
            raise
        except Exception as error:
            raise SiteError(_message(messages, f"{type(error).__name__}: {error}")) from error


@contextlib.contextmanager
def _logged() -> Iterator[list[str]]:
    """Collects MkDocs' warnings and errors, which it logs and does not raise."""
    handler, logger = _Collector(logging.WARNING), logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield handler.texts
    finally:
        logger.removeHandler(handler)


class _Collector(logging.Handler):
    """Keeps the texts of what is logged."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())


def _message(messages: list[str], last: str) -> str:
    warnings = [text for text in messages if not text.startswith(_ABOUT_DIRTY)]
    return "\n".join(["the site could not be built:", *warnings, last.strip()]).rstrip()


@contextlib.contextmanager
def _environment(date: str) -> Iterator[None]:
    """MkDocs reads the time of the build, and Material whether to advertise, from here."""
    ours = {"SOURCE_DATE_EPOCH": _epoch(date), "NO_MKDOCS_2_WARNING": "1"}
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


def _epoch(date: str) -> str:
    """Midnight UTC of the date as seconds, or what the environment says."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return given
    try:
        return str(int(datetime.fromisoformat(date).replace(tzinfo=UTC).timestamp()))
    except ValueError as error:
        raise SiteError(f"{date!r} is not a date; write it as 2026-01-31") from error
