"""One run of MkDocs in this process, with a memory of earlier ones, and what it logs."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig

from generator.site_memory import MemoryPlugin


@dataclass(frozen=True, slots=True)
class Said:
    """A warning or an error that MkDocs has logged."""

    level: int
    text: str

    def __str__(self) -> str:
        return f"{logging.getLevelName(self.level)}: {self.text}"


def run(config: MkDocsConfig, plugin: MemoryPlugin, *, dirty: bool) -> None:
    """Lets MkDocs build with the plugin taking part; `dirty` leaves what has not changed."""
    config.plugins["flexmap/memory"] = plugin
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config, dirty=dirty)
    finally:
        config.plugins.on_shutdown()


@contextlib.contextmanager
def log() -> Iterator[list[Said]]:
    """Collects MkDocs' warnings and errors, which it logs and does not raise."""
    said: list[Said] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(  # type: ignore[method-assign]
        Said(record.levelno, record.getMessage())
    )
    logger, build_logger = logging.getLogger("mkdocs"), logging.getLogger(build.__module__)
    logger.addHandler(handler)
    build_logger.addFilter(_is_not_about_dirty)
    try:
        yield said
    finally:
        logger.removeHandler(handler)
        build_logger.removeFilter(_is_not_about_dirty)


def log_again(said: Said) -> None:
    """Logs what another process was told, so that a strict build here counts it."""
    logging.getLogger("mkdocs").log(said.level, "%s", said.text)


def _is_not_about_dirty(record: logging.LogRecord) -> bool:
    """MkDocs warns that a dirty build misses things, which would end a strict one."""
    return "'dirty' build" not in record.getMessage()
