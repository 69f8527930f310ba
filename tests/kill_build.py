"""Builds a small site in children of this process, and ends each before another step.

    python -m tests.kill_build FOLDER

A child counts what it is about to do to files, and ends itself before the nth of these steps
as a kill would. For each moment this prints a line of JSON: what the site was after the kill,
and what lay beside it after the next build.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from generator import publish as publishing
from generator.publish import publish
from tests.sample_mapping import sample_mapping

SIZES = (0, 300, 3_000, 30_000)
"""Bytes at which a file that is being written ends the build; the last is for the archive alone."""

_STEPS = {
    "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate",
    "os.utime", "os.chmod", "ctypes.dlsym",
}  # fmt: skip
"""Audit events that change files; `ctypes.dlsym` comes just before the swap."""

CONFIG = """\
site_name: Small
strict: true
theme: {name: null, custom_dir: theme}
plugins: []
"""
PAGE = "<!doctype html><title>{{ page.title }}</title><body>{{ page.content }}</body>"


def make_project(folder: Path) -> None:
    """What a builder reads: a theme of one template, and a page written by hand."""
    for name, text in {
        "mkdocs.yml": CONFIG,
        "theme/main.html": PAGE,
        "theme/404.html": "<body>no</body>",
        "docs/hand.md": "# Hand\n",
        "docs/assets/x.js": "1;\n" * 2_000,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def build(folder: Path, words: str) -> None:
    """Builds the site with pages that hold the words."""
    names = ("index.md", "a/index.md", "x.txt")
    files = {name: f"# {words}\n\n{_noise(words + name)}" for name in names}
    vars(publishing)["render"] = lambda *_: files  # it does not matter what is rendered
    publish(
        sample_mapping(), root=folder, docs=folder / "docs", site=folder / "site", in_place=True
    )


def _noise(seed: str) -> str:
    """Text that no archive makes much smaller."""
    return "".join(f"{hashlib.sha256(f'{seed}{n}'.encode()).hexdigest()}\n" for n in range(300))


def state(folder: Path) -> str:
    """A digest of everything in the site; empty when there is none."""
    files = sorted(path for path in (folder / "site").rglob("*") if path.is_file())
    found = [(path.as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()) for path in files]
    return hashlib.sha256(repr(found).encode()).hexdigest() if found else ""


def leftovers(folder: Path) -> list[str]:
    """What lies beside the project's own files."""
    own = {"mkdocs.yml", "theme", "docs", "site", ".build"}
    return sorted({path.name for path in folder.iterdir()} - own)


def count_steps(act: Callable[[int], None]) -> None:
    """Calls `act` with the number of each step, before it is taken."""
    taken = 0

    def heard(event: str, given: tuple[Any, ...]) -> None:
        nonlocal taken
        writes = event == "open" and given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if writes or event in _STEPS:
            taken += 1
            act(taken)

    sys.addaudithook(heard)


def in_child(work: Callable[[], None]) -> int:
    """Runs the work in a child; the signal that ended it, or its exit code as a negative."""
    child = os.fork()
    if not child:
        try:
            work()
        except BaseException as error:
            print(repr(error), file=sys.stderr)
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status)


def killed_at(folder: Path, words: str, moment: int) -> Callable[[], None]:
    """A build that ends before a step."""

    def act(taken: int) -> None:
        if taken == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    def work() -> None:
        count_steps(act)
        build(folder, words)

    return work


def killed_at_size(folder: Path, words: str, size: int) -> Callable[[], None]:
    """A build that ends in the middle of writing a file larger than that."""

    def work() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        full_disk(folder, words, size)()

    return work


def full_disk(folder: Path, words: str, size: int) -> Callable[[], None]:
    """A build to which the system refuses larger files, as a full disk does."""

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        build(folder, words)

    return work


def steps_of(folder: Path, words: str) -> int:
    """How many steps a whole build takes upon an earlier one."""
    reading, writing = os.pipe()

    def work() -> None:
        number = 0

        def act(taken: int) -> None:
            nonlocal number
            number = taken

        count_steps(act)
        build(folder, words)
        os.write(writing, str(number).encode())

    assert in_child(work) == 0
    os.close(writing)
    with os.fdopen(reading) as pipe:
        return int(pipe.read())


def main(folder: Path) -> None:
    """Kills a build at each moment, then builds once more."""
    make_project(folder)
    whole = {}
    for words in ("new", "old"):
        assert in_child(partial(build, folder, words)) == 0
        whole[words] = state(folder)
    steps = steps_of(folder, "new")
    works = [(f"step {n}", killed_at(folder, "new", n)) for n in range(1, steps + 1)]
    for size in SIZES:
        works.append((f"byte {size}", killed_at_size(folder, "new", size)))
        works.append((f"full at {size}", full_disk(folder, "new", size)))
    names = {digest: words for words, digest in whole.items()}
    for moment, work in works:
        assert in_child(partial(build, folder, "old")) == 0
        assert state(folder) == whole["old"]
        ended = in_child(work)
        after = names.get(state(folder), "neither")
        assert in_child(partial(build, folder, "new")) == 0
        healed = state(folder) == whole["new"] and not leftovers(folder)
        print(json.dumps({"moment": moment, "ended": ended, "site": after, "healed": healed}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
