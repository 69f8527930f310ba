"""The whole site, built by MkDocs and by Zensical from the same tree, navigation as shipped."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILDERS = {
    "mkdocs": ("mkdocs", "build", "--quiet"),
    "zensical": ("zensical", "build", "--clean"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What one builder needed for a tree: seconds by the clock and of all processors, bytes of
    memory at its peak, and the pages that it made.

    `failed` says why there is no site; the figures then count up to the end of the builder.
    """

    builder: str
    entries: int
    seconds: float
    busy: float
    peak: int
    pages: int
    failed: str = ""


def print_sites(sources: Mapping[int, Path], folder: Path) -> None:
    """Builds each data folder, given by its number of entries, and prints a line a build.

    Everything is written below `folder` and left there.
    """
    print("entries  builder   seconds  busy s  ms/page  peak MB  pages")
    for entries, data in sources.items():
        tree = folder / f"tree-{entries}"
        _make_tree(data, tree)
        for builder in BUILDERS:
            print(_line(_build(builder, tree, entries)), flush=True)


def _make_tree(data: Path, tree: Path) -> None:
    """Writes what the builders read into a new folder."""
    make_docs(data, tree / ".build" / "docs")
    shutil.copytree(ROOT / "templates", tree / "templates")
    shutil.copy(ROOT / "mkdocs.yml", tree)


def make_docs(data: Path, docs: Path) -> None:
    """Assembles the hand-written pages and those of a data folder in a new folder.

    Another process does it: the peak of a process is never below that of the one that
    started it.
    """
    command = [sys.executable, "-m", "bench.child", str(data), str(docs)]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def _build(builder: str, folder: Path, entries: int) -> Build:
    """One build in a process of its own, the start of Python included on both sides."""
    command = [sys.executable, "-m", *BUILDERS[builder]]
    started = time.perf_counter()
    with (folder / "said").open("w+", encoding="utf-8") as said:
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - started
        said.seek(0)
        failed = said.read().strip()[-200:] if process.returncode else ""
    pages = sum(1 for _ in (folder / "site").rglob("index.html"))
    if (folder / "site").exists():
        (folder / "site").rename(folder / f"site-{builder}")
    return Build(
        builder=builder,
        entries=entries,
        seconds=seconds,
        busy=used.ru_utime + used.ru_stime,
        peak=used.ru_maxrss * 1024,
        pages=pages,
        failed=failed,
    )


def _line(build: Build) -> str:
    each = f"{1000 * build.busy / build.pages:7.2f}" if build.pages else "      -"
    return (
        f"{build.entries:7}  {build.builder:8}  {build.seconds:7.2f}  {build.busy:6.2f}  {each}"
        f"  {build.peak / 1e6:7.0f}  {build.pages:5}"
    ) + (f"  failed: {build.failed}" if build.failed else "")
