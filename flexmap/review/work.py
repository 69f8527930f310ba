"""Worker processes: each takes batches of files; one that hangs on a file is ended."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

from flexmap.review.content import Skipped
from flexmap.review.look import File, Result, safely
from flexmap.review.scan import Scanner

_BATCH = 128


def _worker(connection: Connection, scanner: Scanner, largest: int) -> None:
    """Takes batches until an empty one comes; tells before it parses a file, and after a batch."""
    sys.setrecursionlimit(20_000)
    while batch := connection.recv():
        result = Result()
        for index, file in enumerate(batch):
            found = safely(scanner, file, largest, lambda at=index: connection.send((at, None)))  # type: ignore[misc]
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
    at: int = 0
    since: float = 0.0


class Pool:
    """Runs the workers; `limit` is the time in seconds that one file may take."""

    def __init__(self, scanner: Scanner, jobs: int, largest: int, limit: float) -> None:
        method = "fork" if sys.platform == "linux" else "spawn"
        self._context = multiprocessing.get_context(method)
        self._scanner, self._jobs, self._largest, self._limit = scanner, jobs, largest, limit

    def run(self, files: Sequence[File]) -> Iterator[Result]:
        """The results, in the order in which they come."""
        size = max(1, min(_BATCH, len(files) // (self._jobs * 4) + 1))
        batches = [files[at : at + size] for at in range(0, len(files), size)][::-1]
        slots = [self._start(batches.pop()) for _ in range(min(self._jobs, len(batches)))]
        try:
            while slots:
                yield from self._turn(slots, batches)
        finally:
            for slot in slots:
                slot.process.kill()

    def _turn(self, slots: list[_Slot], batches: list[Sequence[File]]) -> Iterator[Result]:
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
                self._next(slot, slots, batches)
        now = time.monotonic()
        for slot in [s for s in slots if s.since and now - s.since > self._limit]:
            yield self._lost(slot, slots, batches, f"took longer than {self._limit:g} s")

    def _lost(
        self, slot: _Slot, slots: list[_Slot], batches: list[Sequence[File]], reason: str
    ) -> Result:
        """Ends a worker, and leaves the rest of its batch to the others."""
        slot.process.kill()
        slots.remove(slot)
        shown = slot.batch[min(slot.at, len(slot.batch) - 1)][0]
        rest = slot.batch[slot.at + 1 :]
        if rest:
            batches.append(rest)
        if batches:
            slots.append(self._start(batches.pop()))
        return Result(files=1, skipped=[Skipped(shown, reason)])

    def _next(self, slot: _Slot, slots: list[_Slot], batches: list[Sequence[File]]) -> None:
        if batches:
            slot.batch, slot.at, slot.since = batches.pop(), 0, 0.0
            slot.connection.send(slot.batch)
        else:
            slot.connection.send([])
            slot.process.join(5)
            slots.remove(slot)

    def _start(self, batch: Sequence[File]) -> _Slot:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(  # type: ignore[attr-defined]  # every context has it
            target=_worker, args=(theirs, self._scanner, self._largest), daemon=True
        )
        process.start()
        theirs.close()
        ours.send(batch)
        return _Slot(process, ours, batch)


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
