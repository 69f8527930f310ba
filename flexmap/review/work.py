"""Worker processes: each takes batches of files; one that hangs on a file is ended."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from typing import Any

from flexmap.review.content import Skipped
from flexmap.review.look import File, Result, safely
from flexmap.review.scan import Scanner

_BATCH = 128
"""Files that are sifted in one go."""

_FEW = 16
"""Files that are parsed in one go."""


def _worker(connection: Connection, scanner: Scanner, largest: int) -> None:
    """Takes batches until it is ended; tells before it parses a file, and after a batch."""
    sys.setrecursionlimit(20_000)

    def tell(index: int) -> None:
        connection.send((index, None))

    while task := connection.recv():
        sift, batch = task
        result = Result()
        for index, file in enumerate(batch):
            found = safely(scanner, file, largest, partial(tell, index), sift=sift)
            if found.parsed or found.skipped:
                result.take(found)
                connection.send((index, result))
                result = Result()
            else:
                result.take(found)
        connection.send((len(batch), result))


@dataclass(slots=True)
class _Slot:
    """A worker with the batch it is at, the next file of it, and since when it parses."""

    process: Any
    connection: Connection
    batch: Sequence[File]
    number: int = 0
    at: int = 0
    since: float = 0.0


class Pool:
    """Runs the workers; `limit` is the time in seconds that one file may take."""

    def __init__(self, scanner: Scanner, jobs: int, largest: int, limit: float) -> None:
        method = "fork" if sys.platform == "linux" else "spawn"
        self._context = multiprocessing.get_context(method)
        self._scanner, self._jobs, self._largest, self._limit = scanner, jobs, largest, limit
        self._sift = True

    def run(self, files: Sequence[File]) -> Iterator[Result]:
        """The results, in the order in which they come.

        First all files are sifted, then those worth parsing go out by language, so that
        not every process prepares the parser and the queries of every language.
        """
        size = max(1, min(_BATCH, len(files) // (self._jobs * 4) + 1))
        slots: list[_Slot] = []
        worth: list[tuple[str, File]] = []
        try:
            for result in self._work(slots, True, _cut(files, size)):
                worth += result.worth
                result.worth.clear()
                yield result
            by_language = [file for _, file in sorted(worth)]
            size = max(1, min(_FEW, len(by_language) // (self._jobs * 4) + 1))
            yield from self._work(slots, False, _cut(by_language, size))
        finally:
            for slot in slots:
                slot.process.kill()
                slot.process.join(5)

    def _work(
        self, slots: list[_Slot], sift: bool, batches: deque[Sequence[File]]
    ) -> Iterator[Result]:
        """Gives all batches out, to the processes that there are and new ones; the results."""
        self._sift = sift
        for slot in slots:
            self._next(slot, batches)
        while len(slots) < self._jobs and batches:
            slots.append(self._start(self._pick(len(slots), batches), len(slots)))
        while any(slot.batch for slot in slots):
            yield from self._turn(slots, batches)

    def _pick(self, number: int, batches: deque[Sequence[File]]) -> Sequence[File]:
        """The next batch: from the front for one half of the processes, from the back else."""
        return batches.pop() if number % 2 else batches.popleft()

    def _turn(self, slots: list[_Slot], batches: deque[Sequence[File]]) -> Iterator[Result]:
        """Takes what the workers have to tell, and ends those that take too long."""
        by_connection = {slot.connection: slot for slot in slots}
        for ready in wait(list(by_connection), timeout=0.2):
            slot = by_connection[ready]  # type: ignore[index]  # only connections were waited for
            try:
                index, result = slot.connection.recv()
            except (EOFError, OSError):
                yield self._lost(slot, slots, batches, "the parser ended unexpectedly")
                continue
            if result is None:
                slot.at, slot.since = index, time.monotonic()
                continue
            yield result
            slot.at, slot.since = index + 1, 0.0
            if index == len(slot.batch):
                self._next(slot, batches)
        now = time.monotonic()
        for slot in [s for s in slots if s.since and now - s.since > self._limit]:
            yield self._lost(slot, slots, batches, f"took longer than {self._limit:g} s")

    def _lost(
        self, slot: _Slot, slots: list[_Slot], batches: deque[Sequence[File]], reason: str
    ) -> Result:
        """Ends a worker, and leaves the rest of its batch to the others."""
        slot.process.kill()
        slots.remove(slot)
        if not slot.batch:
            return Result()
        shown = slot.batch[min(slot.at, len(slot.batch) - 1)][0]
        rest = slot.batch[slot.at + 1 :]
        if rest:
            batches.append(rest)
        if batches:
            slots.append(self._start(self._pick(slot.number, batches), slot.number))
        return Result(files=1, skipped=[Skipped(shown, reason)])

    def _next(self, slot: _Slot, batches: deque[Sequence[File]]) -> None:
        """Gives the process its next batch, or lets it wait without one."""
        slot.batch, slot.at, slot.since = (), 0, 0.0
        if batches:
            slot.batch = self._pick(slot.number, batches)
            slot.connection.send((self._sift, slot.batch))

    def _start(self, batch: Sequence[File], number: int) -> _Slot:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(  # type: ignore[attr-defined]  # every context has it
            target=_worker, args=(theirs, self._scanner, self._largest), daemon=True
        )
        process.start()
        theirs.close()
        ours.send((self._sift, batch))
        return _Slot(process, ours, batch, number)


def _cut(files: Sequence[File], size: int) -> deque[Sequence[File]]:
    return deque(files[at : at + size] for at in range(0, len(files), size))


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
