"""Worker processes: each takes batches of files; one that a parser crashes is replaced."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any

from flexmap.review.file import File, Limits, Result, look_safely
from flexmap.sources.content import Skipped
from flexmap.syntax import limit
from flexmap.values import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flexmap.readers.scanner import Scanner

MOST_JOBS = 64
"""Processes that are started at most, however many are asked for."""

_BATCH = 128
"""Files that are sifted in one go."""

_FEW = 16
"""Files that are parsed in one go."""

_LOOK_UP = 1.0
"""Seconds after which a worker without work looks whether its parent is still there."""


def _worker(connection: Connection, scanner: Scanner | None, limits: Limits, parent: int) -> None:
    """Takes batches until it is ended; answers for each, and at each file that was skipped."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its workers itself
    sys.setrecursionlimit(20_000)
    limit.prepare(parent)
    try:
        while True:
            while not connection.poll(_LOOK_UP):
                if os.getppid() != parent:
                    return
            _answer(connection, scanner, limits, connection.recv())
    except (EOFError, OSError):
        return  # the parent has ended


def _answer(
    connection: Connection, scanner: Scanner | None, limits: Limits, batch: Sequence[File]
) -> None:
    """Sends results with the number of files of the batch that are done by then.

    What most files give goes out together: findings of one entry share its texts.
    """
    waiting = Result()
    for number, file in enumerate(batch, 1):
        result = look_safely(scanner, file, limits, sift=scanner is None)
        waiting.take(result)
        if result.skipped or number == len(batch):
            connection.send((number, waiting))
            waiting = Result()


@dataclass(slots=True)
class _Slot:
    """A worker with the batch it is at, and how many files of it are done."""

    process: Any
    connection: Connection
    number: int
    batch: Sequence[File] = ()
    done: int = 0


class Pool:
    """Runs the workers, which end with this process.

    `scanner` makes what they read with, once there is a file to read.
    """

    def __init__(self, scanner: Callable[[], Scanner], jobs: int, limits: Limits) -> None:
        method = "fork" if sys.platform == "linux" else "spawn"
        self._context = multiprocessing.get_context(method)
        self._make, self._limits = scanner, limits
        self._scanner: Scanner | None = None
        self._jobs = min(jobs or cores(), MOST_JOBS)
        self._slots: list[_Slot] = []

    def run(self, files: Sequence[File], *, sifted: bool = False) -> Iterator[Result]:
        """The results, in the order in which they come.

        First all files are sifted unless they were, then those worth parsing go out by language,
        so that not every process prepares the parser and the queries of every language. Other
        workers parse: they start with what reading takes, which sifting does without.
        """
        worth: list[tuple[str, File]] = [("", file) for file in files] if sifted else []
        try:
            for result in self._work([] if sifted else files, _BATCH):
                worth += result.worth
                result.worth.clear()
                yield result
            self._end()
            if worth:
                self._scanner = self._make()
            worth.sort(key=lambda pair: (pair[0], pair[1].shown))
            yield from self._work([file for _, file in worth], _FEW)
        finally:
            self._end()

    def _end(self) -> None:
        for slot in self._slots:
            slot.process.kill()
            slot.process.join(5)
            slot.connection.close()
        self._slots.clear()

    def _work(self, files: Sequence[File], most: int) -> Iterator[Result]:
        """Gives the files out in batches."""
        size = max(1, min(most, len(files) // (self._jobs * 4) + 1))
        batches = deque(files[at : at + size] for at in range(0, len(files), size))
        while len(self._slots) < self._jobs and batches:
            self._start(len(self._slots), batches)
        while any(slot.batch for slot in self._slots):
            yield from self._turn(batches)

    def _turn(self, batches: deque[Sequence[File]]) -> Iterator[Result]:
        """Takes what the workers have to tell."""
        by_connection = {slot.connection: slot for slot in self._slots if slot.batch}
        for ready in wait(list(by_connection)):
            slot = by_connection[ready]  # type: ignore[index]  # only connections were waited for
            try:
                slot.done, result = slot.connection.recv()
            except (EOFError, OSError):
                yield self._lost(slot, batches)
                continue
            yield result
            if slot.done == len(slot.batch):
                self._give(slot, batches)

    def _lost(self, slot: _Slot, batches: deque[Sequence[File]]) -> Result:
        """Replaces a worker that has ended, and finds the file that it ended at.

        What the worker had not answered for goes out again, file by file: the one that ends
        its worker alone is the one to name.
        """
        slot.process.join(5)
        slot.connection.close()
        self._slots.remove(slot)
        left = slot.batch[slot.done :]
        result = Result()
        if len(left) == 1:
            result.skipped.append(Skipped(left[0].shown, _why(slot.process.exitcode, self._limits)))
        else:
            batches.extendleft([file] for file in left)
        if batches:
            self._start(slot.number, batches)
        return result

    def _give(self, slot: _Slot, batches: deque[Sequence[File]]) -> None:
        """Gives the worker its next batch, or lets it wait without one.

        One half of the workers takes from the front and the other from the back, so that
        two of them seldom prepare the parser of the same language.
        """
        slot.batch, slot.done = (), 0
        if batches:
            slot.batch = batches.pop() if slot.number % 2 else batches.popleft()
            try:
                slot.connection.send(slot.batch)
            except OSError:
                return  # it has ended, which `_turn` finds out

    def _start(self, number: int, batches: deque[Sequence[File]]) -> None:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(  # type: ignore[attr-defined]  # every context has it
            target=_worker, args=(theirs, self._scanner, self._limits, os.getpid()), daemon=True
        )
        process.start()
        theirs.close()
        slot = _Slot(process, ours, number)
        self._slots.append(slot)
        self._give(slot, batches)


def _why(code: int | None, limits: Limits) -> str:
    """What the exit code of a worker says about the file that it ended at."""
    if code == -getattr(signal, "SIGXCPU", 0):
        return f"took longer than {limits.seconds:g} s of processor time"
    if code == -getattr(signal, "SIGKILL", 0):
        return "the system ended the parser, most likely for lack of memory"
    return f"the parser crashed ({_name(code)})"


def _name(code: int | None) -> str:
    try:
        return signal.Signals(-(code or 0)).name
    except ValueError:
        return f"exit code {code}"


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
