"""Lets several processes build the pages of one site, each of them a share.

Turning Markdown into HTML is most of a build, and one page needs nothing of another but its
title, which `nav` gives, and its anchors, which are compared at the end. This process builds
a share as well, and everything that is no page.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.structure.files import Files

from generator.children import Child, ChildError, Send, at_work, processes
from generator.mkdocs_run import Said, log, log_again, run
from generator.site_memory import Anchors, MemoryPlugin, SiteMemory, SomePagesPlugin

AT_LEAST = 24
"""Pages of a share; fewer take less time than a process needs for what comes before pages."""


class ShareError(MkDocsException):
    """A share could not be built; the message is what MkDocs said there last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How the build of a share has ended; `failure` is empty when it is whole."""

    said: tuple[Said, ...]
    failure: str


def build_pages(
    config: MkDocsConfig, memory: SiteMemory, changed: frozenset[str] | None, pages: Iterable[str]
) -> dict[str, Anchors]:
    """Lets MkDocs build, upon an earlier site unless `changed` is None; the pages' anchors.

    `pages` are the files of all pages below `docs/`. Raises what MkDocs raises.
    """
    wanted = sorted(page for page in pages if changed is None or page in changed)
    docs, count = Path(config.docs_dir), min(processes(), len(wanted) // AT_LEAST)
    sizes = {page: (docs / page).stat().st_size for page in wanted} if count > 1 else {}
    _, *others = share_out(sizes, max(1, count))
    with at_work([partial(_build_share, config, memory, share) for share in others]) as children:
        plugin = _SharingPlugin(memory, changed, frozenset().union(*others), children)
        run(config, plugin, dirty=changed is not None or bool(others))
    return plugin.anchors


def share_out(sizes: dict[str, int], count: int) -> list[frozenset[str]]:
    """As many shares as asked for that take about as long, since most of it goes by size.

    The largest comes first and goes to who has least, which is never more than a third worse
    than the best (Graham, Bounds on multiprocessing timing anomalies, 1969).
    """
    shares: list[set[str]] = [set() for _ in range(count)]
    loads = [0] * count
    for page in sorted(sizes, key=lambda page: (-sizes[page], page)):
        least = loads.index(min(loads))
        shares[least].add(page)
        loads[least] += sizes[page]
    return [frozenset(share) for share in shares]


class _SharePlugin(SomePagesPlugin):  # type: ignore[no-untyped-call]
    """Tells the anchors of the share as soon as its pages are read."""

    def __init__(self, memory: SiteMemory, share: frozenset[str], send: Send) -> None:
        super().__init__(memory, share)
        self.send = send

    def on_env(self, env: jinja2.Environment, *, files: Files, **more: Any) -> jinja2.Environment:
        """Sends the anchors, for which the process with the rest may be waiting."""
        env = super().on_env(env, files=files, **more)
        self.send(self.anchors)
        return env


class _SharingPlugin(MemoryPlugin):  # type: ignore[no-untyped-call]
    """Leaves the shares of children to them, and takes in what they tell."""

    def __init__(
        self,
        memory: SiteMemory,
        changed: frozenset[str] | None,
        elsewhere: frozenset[str],
        children: Sequence[Child],
    ) -> None:
        super().__init__(memory, changed)
        self.elsewhere = elsewhere
        self.children = children
        self.to_come = 0

    def on_files(self, files: Files, **more: Any) -> None:
        """Files that children build count as built."""
        self.leave(file for file in files if file.src_uri in self.elsewhere)
        if self.changed is not None:
            self.changed -= self.elsewhere
        super().on_files(files, **more)

    def on_env(self, env: jinja2.Environment, *, files: Files, **_: Any) -> jinja2.Environment:
        """The pages of this share are read; those of the others can wait until all are built."""
        self.files = files
        self.to_come = sum(file.is_modified() for file in files.documentation_pages())
        env.bytecode_cache = self.memory.templates
        if not self.to_come:
            self._gather()
        return env

    def on_post_page(self, output: str, **_: Any) -> str:
        """After the last page MkDocs compares the anchors of all."""
        self.to_come -= 1
        if not self.to_come:
            self._gather()
        return output

    def on_post_build(self, **_: Any) -> None:
        """Waits until all shares are built; MkDocs counts the warnings after this."""
        for child in self.children:
            _take(_received(child, Outcome))

    def _gather(self) -> None:
        for child in self.children:
            self.known |= _received(child, dict)
        self.gather(self.files)


def _received(child: Child, kind: type) -> Any:
    try:
        received = child.receive()
    except ChildError as error:
        raise ShareError(str(error)) from error
    if not isinstance(received, kind):
        _take(received)
    return received


def _take(outcome: Outcome) -> None:
    for said in outcome.said:
        log_again(said)
    if outcome.failure:
        raise ShareError(outcome.failure)


def _build_share(
    config: MkDocsConfig, memory: SiteMemory, share: frozenset[str], send: Send
) -> None:
    """What a child does. It is not strict, and compares no anchors: it has not all of them."""
    config.strict = False
    config.validation.links.anchors = logging.DEBUG
    config.theme.static_templates.clear()
    failure = ""
    with log() as said:
        try:
            run(config, _SharePlugin(memory, share, send), dirty=True)
        except (Abort, MkDocsException) as error:
            failure = str(error)
        except Exception as error:
            failure = f"{type(error).__name__}: {error}"
    send(Outcome(said=tuple(said), failure=failure))
