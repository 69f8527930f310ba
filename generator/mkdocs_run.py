"""One run of MkDocs in this process, with a memory of earlier ones, and what it logs."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig

from generator.site_memory import Anchors, MemoryPlugin, OnePagePlugin, SiteMemory


def run(
    config: MkDocsConfig, memory: SiteMemory, changed: frozenset[str] | None
) -> dict[str, Anchors]:
    """Lets MkDocs build, upon an earlier site unless `changed` is None; the pages' anchors."""
    plugin = MemoryPlugin(memory, changed)
    _run(config, plugin, dirty=changed is not None)
    return plugin.anchors


def run_one(config: MkDocsConfig, memory: SiteMemory, file: str) -> None:
    """Lets MkDocs build the page of one file into an empty folder."""
    _run(config, OnePagePlugin(memory, frozenset({file})), dirty=True)


def _run(config: MkDocsConfig, plugin: MemoryPlugin, *, dirty: bool) -> None:
    config.plugins["flexmap/memory"] = plugin
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config, dirty=dirty)
    finally:
        config.plugins.on_shutdown()


@contextlib.contextmanager
def log_lines() -> Iterator[list[str]]:
    """Collects MkDocs' warnings and errors, which it logs and does not raise."""
    lines: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: lines.append(  # type: ignore[method-assign]
        f"{record.levelname}: {record.getMessage()}"
    )
    logger, build_logger = logging.getLogger("mkdocs"), logging.getLogger(build.__module__)
    logger.addHandler(handler)
    build_logger.addFilter(_is_not_about_dirty)
    try:
        yield lines
    finally:
        logger.removeHandler(handler)
        build_logger.removeFilter(_is_not_about_dirty)


def _is_not_about_dirty(record: logging.LogRecord) -> bool:
    """MkDocs warns that a dirty build misses things, which would end a strict one."""
    return "'dirty' build" not in record.getMessage()
