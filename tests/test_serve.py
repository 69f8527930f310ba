"""`make serve` as a contributor meets it: save, see the page; save nonsense, read why."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from generator.site.serve import WATCHED

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 120.0  # seconds until a test gives up; how fast it is, is measured elsewhere


@dataclass
class Served:
    """A served copy of the checkout, and what its terminal has said."""

    root: Path
    port: int
    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)

    def page(self, path: str) -> str:
        with urllib.request.urlopen(
            f"http://127.0.0.1:{self.port}/{path}", timeout=PATIENCE
        ) as answer:
            page = str(answer.read().decode())
        # What the server adds for the live reload, the number of the build in it, is no content.
        return page.replace(f" '{name_of(script_of(page))}'", "").split("livereload(")[0]

    def status(self, path: str) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}") as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    def answers(self) -> bool:
        try:
            return bool(self.page(""))
        except OSError:
            return False

    def until(self, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not holds():
            assert self.process.poll() is None, self.said
            assert time.monotonic() < end, self.said
            time.sleep(0.05)

    def has_said(self, words: str) -> bool:
        return any(words in line for line in self.said)

    def edit(self, path: str, old: str, new: str) -> None:
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")


def script_of(page: str) -> str:
    return page.rpartition("<script>")[2].partition("</script>")[0]


def name_of(script: str) -> str:
    """How a policy names a script."""
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Iterator[Served]:
    root = tmp_path_factory.mktemp("served") / "checkout"
    for name in ("data", "docs", "templates", "generator", "flexmap"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "pyproject.toml"):
        shutil.copy(ROOT / name, root)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "generator", "serve", "--port", str(port)]
    process = subprocess.Popen(
        command, cwd=root, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(root), "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    made = Served(root=root, port=port, process=process)
    threading.Thread(target=_listen, args=(made,), daemon=True).start()
    made.until(lambda: made.has_said("serving on"))
    made.until(made.answers)  # it says so just before it listens
    yield made
    process.terminate()
    assert process.wait(timeout=PATIENCE) == 0


def _listen(served: Served) -> None:
    assert served.process.stderr
    for line in served.process.stderr:
        served.said.append(line)


ENTRY = "data/entries/vmss-deallocate.yml"
PAGE = "entries/vmss-deallocate/"


def test_a_saved_entry_template_and_document_reach_the_page(served) -> None:
    """The three things that people edit are all watched."""
    served.edit(ENTRY, "title: Deallocate instances", "title: Put to sleep the instances")
    served.until(lambda: "Put to sleep the instances" in served.page(PAGE))
    served.edit("templates/pages/entry.md.j2", "<p>On {{", "<p>With {{")
    served.until(lambda: "With Uniform: " in served.page(PAGE))
    served.edit("docs/contribute/index.md", "\n## ", "\nA new line of the guide.\n\n## ")
    served.until(lambda: "A new line of the guide." in served.page("contribute/"))


def test_a_bad_save_says_why_and_keeps_the_last_good_site(served) -> None:
    """A reader never sees the mistake of a writer."""
    before = served.page("entries/vmss-vm-start/")
    served.edit("data/entries/vmss-vm-start.yml", "kind: operation", "kind: operatoin")
    served.until(lambda: served.has_said("not rebuilt; the last good site stays"))
    served.until(lambda: served.has_said("vmss-vm-start.yml:2:1: error[unknown-value]"))
    assert served.page("entries/vmss-vm-start/") == before
    served.edit("data/entries/vmss-vm-start.yml", "kind: operatoin", "kind: operation")


def test_a_broken_template_is_named_without_a_traceback(served) -> None:
    """What went wrong stands in the terminal: file, line and what the engine says."""
    served.said.clear()
    served.edit("templates/pages/category.md.j2", "{% for ", "{% frr ")
    served.until(lambda: served.has_said("not rebuilt; the last good site stays"))
    assert served.has_said("category.md.j2:")
    assert not served.has_said("Traceback")
    served.edit("templates/pages/category.md.j2", "{% frr ", "{% for ")


def test_the_vocabulary_the_theme_and_the_configuration_reach_every_page(served) -> None:
    """They stand on pages whose own source has not changed, so all are built again."""
    served.edit("data/vocabulary.yml", "title: Several steps", "title: A few steps")
    served.until(lambda: "A few steps" in served.page("verdicts/composed/"))
    served.edit(
        "templates/theme/main.html", "{% block extrahead %}", "{% block extrahead %}<!--x-->"
    )
    served.until(lambda: "<!--x-->" in served.page("contribute/"))
    served.edit("mkdocs.yml", "Contribute:\n", "Take part:\n")
    served.until(lambda: "Take part" in served.page(PAGE))


def test_a_page_comes_and_goes(served) -> None:
    """What is deleted is no longer served, also where it was built by an earlier run."""
    guide = served.root / "docs" / "guide.md"
    guide.write_text("# A guide\n", encoding="utf-8")
    served.edit("mkdocs.yml", "not_in_nav: |\n", "not_in_nav: |\n  /guide.md\n")
    served.until(lambda: served.status("guide/") == 200)
    assert "A guide" in served.page("guide/")
    guide.unlink()
    served.edit("mkdocs.yml", "not_in_nav: |\n  /guide.md\n", "not_in_nav: |\n")
    served.until(lambda: served.status("guide/") == 404)


def test_a_bad_page_keeps_the_last_good_site(served) -> None:
    """A dead link of the page that is saved is found, whatever else is built."""
    before = served.page("contribute/")
    served.said.clear()
    served.edit("docs/contribute/index.md", "\n## ", "\n[nowhere](missing.md)\n\n## ")
    served.until(lambda: served.has_said("not rebuilt; the last good site stays"))
    assert served.has_said("missing.md")
    assert not served.has_said("Traceback")
    assert served.page("contribute/") == before
    served.edit("docs/contribute/index.md", "\n[nowhere](missing.md)\n\n## ", "\n## ")


def test_what_is_built_is_not_what_is_watched(served) -> None:
    """A build that wrote to a watched folder would start the next one."""
    watched = [served.root / name for name in WATCHED]
    for made in (served.root / "site", served.root / ".build"):
        assert made.is_dir()
        assert not [path for path in watched if made.is_relative_to(path)]
    assert not (served.root / "docs" / "index.md").exists()


def test_the_policy_of_a_page_lets_the_script_run_that_reloads_it(served) -> None:
    """A page that is refused its script shows what was there before the save."""
    address = f"http://127.0.0.1:{served.port}/{PAGE}"
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        page = str(answer.read().decode())
    script = script_of(page)
    assert "livereload(" in script
    assert f"'{name_of(script)}'" in page.partition("Content-Security-Policy")[2].partition(">")[0]
