"""Several processes build one site, and nobody can tell from what they leave."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import mkdocs_shares
from generator.children import Child, ChildError, at_work
from generator.mkdocs_run import run
from generator.mkdocs_shares import share_out
from generator.site import SiteError, build_site
from generator.site_memory import SiteMemory
from tests.test_site_build import bytes_of, many_pages, write_pages


@pytest.fixture(params=[1, 3])
def processes(request, monkeypatch) -> int:
    """How many processes build, few pages being enough for several."""
    monkeypatch.setattr(mkdocs_shares, "AT_LEAST", 2)
    monkeypatch.setattr(mkdocs_shares, "processes", lambda: request.param)
    return int(request.param)


def built(config: Path, docs: Path, site: Path, memory: SiteMemory | None = None) -> None:
    build_site(config=config, docs=docs, site=site, date="2026-01-31", memory=memory)


def test_several_processes_give_the_bytes_of_one(tmp_path, monkeypatch) -> None:
    """How many processors a machine has shows in no page."""
    monkeypatch.setattr(mkdocs_shares, "AT_LEAST", 2)
    config, docs, _ = many_pages(tmp_path)
    for count in (1, 2, 4):
        monkeypatch.setattr(mkdocs_shares, "processes", lambda count=count: count)
        built(config, docs, tmp_path / f"by-{count}")
    first = bytes_of(tmp_path / "by-1")
    assert len(first) > 10
    assert bytes_of(tmp_path / "by-2") == first
    assert bytes_of(tmp_path / "by-4") == first


@pytest.mark.usefixtures("processes")
def test_several_processes_build_upon_an_earlier_site(tmp_path) -> None:
    """What `serve` shows after a template was saved is what a whole build would."""
    config, docs, site = many_pages(tmp_path)
    memory = SiteMemory()
    built(config, docs, site, memory)
    write_pages(docs, "New words")
    built(config, docs, site, memory)
    built(config, docs, tmp_path / "whole")
    assert "New words" in (site / "p3" / "index.html").read_text(encoding="utf-8")
    assert bytes_of(site) == bytes_of(tmp_path / "whole")


@pytest.mark.usefixtures("processes")
def test_every_dead_link_is_told_whoever_comes_across_it(tmp_path) -> None:
    """A strict build counts the warnings of all processes, and ends for any of them."""
    config, docs, site = many_pages(tmp_path)
    for number in range(10):
        with (docs / f"p{number}" / "index.md").open("a") as page:
            page.write(f"\n[gone](gone{number}.md)\n\n[none](index.md#none{number})\n")
    with pytest.raises(SiteError) as failed:
        built(config, docs, site)
    for number in range(10):
        assert str(failed.value).count(f"link 'gone{number}.md'") == 1
        assert str(failed.value).count(f"link 'index.md#none{number}'") == 1
    assert "Aborted with 20 warnings in strict mode!" in str(failed.value)
    assert not site.exists()


@pytest.mark.usefixtures("processes")
def test_a_fault_in_the_theme_is_told_once(tmp_path) -> None:
    """A broken template breaks every share in the same way."""
    config, docs, site = many_pages(tmp_path)
    theme = tmp_path / "theme"
    theme.mkdir()
    (theme / "main.html").write_text("{% nothing %}")
    with config.open("a") as file:
        file.write("theme: {name: material, font: false, custom_dir: theme}\n")
    with pytest.raises(SiteError) as failed:
        built(config, docs, site)
    assert "unknown tag 'nothing'" in str(failed.value)


def test_a_process_that_is_killed_ends_the_build(tmp_path, monkeypatch, processes) -> None:
    """The machine may run out of memory; half a site is none."""
    if processes == 1:
        pytest.skip("one process has no children")
    config, docs, site = many_pages(tmp_path)
    built(config, docs, site)
    before = bytes_of(site)
    write_pages(docs, "New words")
    monkeypatch.setattr(mkdocs_shares, "run", _killed_in_children(run, os.getpid()))
    with pytest.raises(SiteError, match="a process ended early, with code -9"):
        built(config, docs, site)
    assert bytes_of(site) == before


def _killed_in_children(build, parent):
    def killed(*given, **more):
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return build(*given, **more)

    return killed


@pytest.mark.usefixtures("processes")
def test_a_build_that_fails_has_not_written_to_the_site_that_is_read(tmp_path) -> None:
    """Files of the next site may be those of this one, until it is written to them."""
    config, docs, site = many_pages(tmp_path)
    (docs / "kept.txt").write_text("old")
    (docs / "own.css").write_text("a { color: red; }")
    memory = SiteMemory()
    built(config, docs, site, memory)
    before = bytes_of(site)
    write_pages(docs, "New words")
    (docs / "kept.txt").write_text("new")
    (docs / "own.css").write_text("a { color: blue; }")
    (docs / "p9" / "index.md").write_text("# Nine\n\n[gone](gone.md)\n")
    with pytest.raises(SiteError, match=r"gone\.md"):
        built(config, docs, site, memory)
    assert bytes_of(site) == before


def test_a_file_saved_without_a_change_is_written_beside_the_one_that_is_read(tmp_path) -> None:
    """Its time is new, so MkDocs copies it again, and must not do so into the earlier site."""
    config, docs, site = many_pages(tmp_path)
    (docs / "kept.txt").write_text("old")
    memory = SiteMemory()
    built(config, docs, site, memory)
    with (site / "kept.txt").open() as reader:
        inode = os.fstat(reader.fileno()).st_ino
        later = (site / "kept.txt").stat().st_mtime + 10
        os.utime(docs / "kept.txt", (later, later))
        write_pages(docs, "New words")
        built(config, docs, site, memory)
        assert (site / "kept.txt").stat().st_ino != inode


@given(st.dictionaries(st.text(max_size=4), st.integers(0, 1000)), st.integers(1, 5))
def test_every_page_is_in_one_share_and_none_has_much_more(sizes, count) -> None:
    """The longest share decides how long it takes."""
    shares = share_out(sizes, count)
    assert len(shares) == count
    assert sorted(page for share in shares for page in share) == sorted(sizes)
    loads = [sum(sizes[page] for page in share) for share in shares]
    assert max(loads) <= sum(loads) / count + max(sizes.values(), default=0)


def test_a_child_sends_what_it_makes_and_is_gone_after_the_block() -> None:
    """Whoever leaves the block, by whatever way, leaves no process behind."""
    with at_work([lambda send: send("a"), _endless]) as children:
        first, second = children
        assert first.receive() == "a"
        with pytest.raises(ChildError, match="ended early, with code 0"):
            first.receive()
        assert second.process.is_alive()
    assert [_alive(child) for child in children] == [False, False]


def _endless(_) -> None:
    signal.pause()


def _alive(child: Child) -> bool:
    return child.process.exitcode is None
