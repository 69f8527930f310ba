"""Workers: a limit that load does not change, files that end a worker, and no orphans."""

from __future__ import annotations

import faulthandler
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flexmap.review import file as look
from flexmap.review.file import File, Limits
from flexmap.review.pool import Pool
from flexmap.review.run import Settings, review
from flexmap.syntax import limit
from tests.review_cases import ROOT, mapping, mapping_text, scanner

REPLACED = b"az vmss deallocate -g rg -n web --instance-ids 1\n"
LIMITS = Limits(bytes=5_000_000, seconds=30)


def files(folder: Path, count: int) -> list[File]:
    made = []
    for number in range(count):
        path = folder / f"{number}.sh"
        path.write_bytes(REPLACED)
        made.append(File(path.name, str(path)))
    return made


def run(given: list[File], jobs: int = 2, limits: Limits = LIMITS) -> look.Result:
    total = look.Result()
    for result in Pool(scanner, jobs, limits).run(given):
        total.take(result)
    return total


@contextmanager
def busy(count: int) -> Iterator[None]:
    """So many processes that use all the processor time they get."""
    running = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for process in running:
            process.kill()
            process.wait()


def test_load_changes_no_finding(tmp_path: Path) -> None:
    """The limit counts the processor time of the file alone, not the time on the clock."""
    given = files(tmp_path, 12)
    for file in given[:4]:  # some tenths of a second of work each, of the two that are allowed
        Path(file.path).write_bytes(REPLACED * 1_500)
    quiet = run(given, limits=Limits(bytes=5_000_000, seconds=2))
    with busy(3 * (os.cpu_count() or 1)):
        loaded = run(given, limits=Limits(bytes=5_000_000, seconds=2))
    assert (len(loaded.findings), loaded.skipped) == (len(quiet.findings), [])
    assert quiet.skipped == []


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGKILL, signal.SIGXCPU])
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_ends_its_worker_is_named_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals, jobs: int
) -> None:
    """A parser is native code; the review survives its crash and loses no other file."""
    given = files(tmp_path, 20)
    whole = look.look_at

    def crash(scanner: Any, file: File, *rest: Any, sift: bool) -> look.Result:
        if file.shown in ("3.sh", "11.sh") and not sift:
            faulthandler.disable()
            os.kill(os.getpid(), number)
            time.sleep(60)
        return whole(scanner, file, *rest, sift=sift)

    monkeypatch.setattr(look, "look_at", crash)
    result = run(given, jobs)
    said = {
        signal.SIGSEGV: "the parser crashed (SIGSEGV)",
        signal.SIGKILL: "the system ended the parser, most likely for lack of memory",
        signal.SIGXCPU: "took longer than 30 s of processor time",
    }[number]
    assert sorted((item.path, item.reason) for item in result.skipped) == [
        ("11.sh", said), ("3.sh", said)
    ]  # fmt: skip
    assert result.files == len(result.findings) == 18


def test_a_worker_that_ends_while_it_sifts_loses_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it had not answered for is looked at by another worker."""
    given = files(tmp_path, 20)
    whole = look.look_at

    def crash(scanner: Any, file: File, *rest: Any, sift: bool) -> look.Result:
        if file.shown == "7.sh":
            os.kill(os.getpid(), signal.SIGKILL)
        return whole(scanner, file, *rest, sift=sift)

    monkeypatch.setattr(look, "look_at", crash)
    result = run(given)
    assert [item.path for item in result.skipped] == ["7.sh"]
    assert len(result.findings) == 19


@pytest.mark.parametrize(
    ("fault", "said"),
    [(MemoryError(), "not enough memory"), (RecursionError(), "too deeply nested")],
)
def test_what_a_file_runs_out_of_is_called_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception, said: str
) -> None:
    """Lack of memory is no deep nesting."""

    def fail(*_: object, **__: object) -> look.Result:
        raise fault

    monkeypatch.setattr(look, "look_at", fail)
    assert [item.reason for item in run(files(tmp_path, 1)).skipped] == [said]


def test_the_limit_covers_reading_and_our_own_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not only the parser can take long."""

    def spin(*_: object, **__: object) -> look.Result:
        while True:
            pass

    monkeypatch.setattr(look, "look_at", spin)
    result = run(files(tmp_path, 2), limits=Limits(bytes=100, seconds=0.2))
    assert {item.reason for item in result.skipped} == {"took longer than 0.2 s of processor time"}
    assert len(result.skipped) == 2


def test_outside_of_a_worker_nothing_is_limited() -> None:
    """The page that checks code, and whoever uses the package, set limits of their own."""
    assert limit.check() is False


def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    """Reading a pipe that nobody writes to would never end."""
    os.mkfifo(tmp_path / "a.sh")
    result = run([File("a.sh", str(tmp_path / "a.sh"))])
    assert [item.reason for item in result.skipped] == ["not a regular file"]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_workers_end_with_their_parent(tmp_path: Path, how: signal.Signals) -> None:
    """A run that a pipeline cancels leaves no process behind."""
    mapping = tmp_path / "mapping.json"
    mapping.write_text(mapping_text(), encoding="utf-8")
    (tmp_path / "a.ps1").write_text("$x = vmss" + "(" * 300_000)  # minutes of work
    (tmp_path / "b.ps1").write_text("$x = vmss" + "(" * 300_000)
    command = [sys.executable, "-m", "flexmap", "review", "--mapping", str(mapping), "--jobs", "2",
               "--time-limit", "600", str(tmp_path)]  # fmt: skip
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True
    ) as run:
        workers = wait_for(lambda: found if len(found := of_session(run.pid)) == 3 else None)
        run.send_signal(how)
        run.wait()
    assert run.pid in workers
    wait_for(lambda: not of_session(run.pid))


def of_session(session: int) -> set[int]:
    """The processes of a session that have not ended."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.add(int(stat.parent.name))
    return found


def wait_for(condition: Any) -> Any:
    for _ in range(1_200):
        if value := condition():
            return value
        time.sleep(0.05)
    raise AssertionError("it never came about")


def test_standard_input_survives_a_crash_of_the_parser(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is read in a worker too."""
    from flexmap.review.run import Settings, review_input

    whole = look.look_at

    def crash(*given: Any, sift: bool) -> look.Result:
        if sift:
            return whole(*given, sift=True)
        faulthandler.disable()
        os.kill(os.getpid(), signal.SIGSEGV)
        raise AssertionError

    monkeypatch.setattr(look, "look_at", crash)
    done = review_input(scanner().mapping, REPLACED, "shell", Settings())
    assert [(item.path, item.reason) for item in done.skipped] == [
        ("-", "the parser crashed (SIGSEGV)")
    ]
    assert done.files == 0


def test_a_review_leaves_the_limits_of_its_process(tmp_path: Path) -> None:
    """A program that reviews a file may run on for as long as it could before."""
    (tmp_path / "a.sh").write_text("echo hello\n" * 400_000)  # takes longer than a tick
    before = resource.getrlimit(resource.RLIMIT_CPU)
    settings = Settings(jobs=1, time_limit=5, today=date(2026, 1, 1))
    review(mapping(), [str(tmp_path)], settings)
    assert resource.getrlimit(resource.RLIMIT_CPU) == before
