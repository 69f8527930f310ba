"""What one build of the site can tell the next: only changed pages are built again.

A whole build of the real data takes MkDocs longer than a reader of `serve` should wait. MkDocs
has a "dirty" build for that, which leaves two things undone, and they are done here: it goes
by file times (here by content), and it cannot see dead anchors of pages that it skips. The
result is the same, byte for byte, as that of a whole build, as long as `nav` gives every page
in it a title, which a page that is skipped cannot give.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from generator.compiled import CompiledTemplates
from generator.first_look import FirstLook


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchors:
    """The anchors that a page has, and those it links to: file, anchor, link as written."""

    present: frozenset[str]
    links: dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Fingerprints of what a build reads: `frame` is all that every page depends on."""

    frame: str
    sources: dict[str, str]

    def changed_since(self, earlier: Inputs) -> frozenset[str] | None:
        """The sources with new content, or None when pages may depend on what changed."""
        if self.frame != earlier.frame or self.sources.keys() != earlier.sources.keys():
            return None
        return frozenset(
            path for path, hash_ in self.sources.items() if hash_ != earlier.sources[path]
        )


@dataclass(slots=True, kw_only=True)
class SiteMemory:
    """The last good build of this process; empty before the first one."""

    inputs: Inputs | None = None
    folder: tuple[int, int] | None = None
    anchors: dict[str, Anchors] = field(default_factory=dict)
    templates: CompiledTemplates = field(default_factory=CompiledTemplates)
    look: FirstLook = field(default_factory=FirstLook)

    def changed(self, site: Path, inputs: Inputs) -> frozenset[str] | None:
        """The sources to build again on top of `site`, or None when all must be built."""
        if self.inputs is None or not self.knows(site):
            return None
        return inputs.changed_since(self.inputs)

    def knows(self, site: Path) -> bool:
        """Whether `site` is still what the last good build has left."""
        return self.folder is not None and self.folder == identity(site)

    def keep(self, site: Path, inputs: Inputs, anchors: dict[str, Anchors]) -> None:
        """Remembers the build that `site` now holds."""
        self.inputs, self.anchors, self.folder = inputs, anchors, identity(site)


def _no() -> bool:
    """A file that is not built again."""
    return False


class MemoryPlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Takes part in one build, through MkDocs' own events; changes nothing that is written.

    `changed` are the files to build again, None for all. `known` are the anchors of pages that
    are not built here.
    """

    def __init__(self, memory: SiteMemory, changed: frozenset[str] | None) -> None:
        self.memory = memory
        self.changed = changed
        self.known = dict(memory.anchors)
        self.anchors: dict[str, Anchors] = {}

    def on_files(self, files: Files, **_: Any) -> None:
        """Removes the earlier output of what MkDocs will write, so that it writes new files.

        Those of an earlier build may be the files of the site that is being read.
        """
        if self.changed is None:
            return
        for file in files:
            if file.src_uri in self.changed or file.is_modified():
                Path(file.abs_dest_path).unlink(missing_ok=True)

    def on_env(self, env: jinja2.Environment, *, files: Files, **_: Any) -> jinja2.Environment:
        """All pages are read by now."""
        env.bytecode_cache = self.memory.templates
        self.gather(files)
        return env

    def gather(self, files: Files) -> None:
        """Gives the pages that were skipped the anchors that are known, and notes those of all."""
        for file in self.wanted(files):
            self.anchors[file.src_uri] = self._anchors(file, files)

    def wanted(self, files: Files) -> Iterable[File]:
        """The pages whose anchors are to be gathered."""
        return files.documentation_pages()

    def leave(self, files: Iterable[File]) -> None:
        """MkDocs asks each file whether it has changed, and leaves those that have not."""
        for file in files:
            file.is_modified = _no  # type: ignore[method-assign]

    def _anchors(self, file: File, files: Files) -> Anchors:
        page = file.page
        assert page is not None
        if page.present_anchor_ids is not None:
            links = {to.src_uri: found for to, found in (page.links_to_anchors or {}).items()}
            return Anchors(present=frozenset(page.present_anchor_ids), links=links)
        known = self.known[file.src_uri]
        page.present_anchor_ids = set(known.present)
        page.links_to_anchors = {
            to: found
            for path, found in known.links.items()
            if (to := files.get_file_from_path(path)) is not None
        }
        return known


class SomePagesPlugin(MemoryPlugin):  # type: ignore[no-untyped-call]
    """Lets MkDocs build some pages and nothing else, as if all others were there already."""

    def on_files(self, files: Files, **_: Any) -> None:
        """A file that is not there has changed; others may be written elsewhere just now."""
        wanted = self.changed or frozenset()
        self.leave(file for file in files if file.src_uri not in wanted)
        for file in files:
            if file.src_uri in wanted:
                Path(file.abs_dest_path).unlink(missing_ok=True)

    def wanted(self, files: Files) -> Iterable[File]:
        """The pages that are built here."""
        pages = files.documentation_pages()
        return (file for file in pages if file.src_uri in (self.changed or ()))


def read_inputs(config: MkDocsConfig, config_file: Path, docs: Path, epoch: str) -> Inputs:
    """Fingerprints of everything that decides what a build writes; raises OSError."""
    theme = Path(config.theme.custom_dir) if config.theme.custom_dir else None
    frame = [
        hash_of(config_file.read_bytes()),
        *(sorted(_hashes(theme).items()) if theme else ()),
        *(str(docs), epoch, config.site_url, config.repo_url),
    ]
    return Inputs(frame=hash_of(repr(frame).encode()), sources=_hashes(docs))


def identity(folder: Path) -> tuple[int, int] | None:
    """Tells a folder from one that another run has put into its place."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_ino, status.st_ctime_ns


def hash_of(content: bytes) -> str:
    """A short name for the content."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _hashes(folder: Path) -> dict[str, str]:
    """Content hashes by path; hidden files are no part of a site."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in paths}
    return {
        name: hash_of(path.read_bytes())
        for name, path in named.items()
        if not name.startswith(".") and "/." not in name
    }
