"""Worker processes: each takes batches of files; one that hangs on a file is ended."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any

from flexmap.review import ignores
from flexmap.review.content import Skipped, clean, is_wide, read
from flexmap.review.findings import Finding, findings
from flexmap.review.languages import by_first_line, by_name
from flexmap.review.scan import Scanner, may_match

File = tuple[str, str]
"""A path as it is shown, and as it is opened."""

_BATCH = 128


@dataclass(slots=True, kw_only=True)
class Result:
    """What came out of some files."""

    findings: list[Finding] = field(default_factory=list)
    ignores: list[ignores.Ignore] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    files: int = 0
    parsed: int = 0
    bytes: int = 0

    def take(self, other: Result) -> None:
        """Adds what came out of other files."""
        self.findings += other.findings
        self.ignores += other.ignores
        self.notices += other.notices
        self.skipped += other.skipped
        self.files += other.files
        self.parsed += other.parsed
        self.bytes += other.bytes


def look_at(scanner: Scanner, file: File, largest: int, starting: Callable[[], None]) -> Result:
    """The result of one file; `starting` is called when it is worth parsing."""
    shown, path = file
    result = Result()
    language = by_name(os.path.basename(path))
    content = read(path, largest)
    if isinstance(content, str):
        result.skipped.append(Skipped(shown, content))
        return result
    language = language or by_first_line(content)
    if language is None:
        return result
    result.files, result.bytes = 1, len(content)
    if not (may_match(content) or is_wide(content)):
        return result
    text = clean(content)
    if isinstance(text, str):
        result.skipped.append(Skipped(shown, text))
        return result
    starting()
    result.parsed = 1
    result.findings = findings(scanner.mapping, shown, language, text, scanner.scan(text, language))
    if b"flexmap:" in text:
        result.ignores, result.notices = ignores.comments(shown, text)
    return result


def _safely(scanner: Scanner, file: File, largest: int, starting: Callable[[], None]) -> Result:
    """The same; a fault of ours in one file does not end the review of the others."""
    try:
        return look_at(scanner, file, largest, starting)
    except (RecursionError, MemoryError):
        return Result(files=1, skipped=[Skipped(file[0], "too deeply nested")])
    except Exception as error:
        reason = f"could not be read: {type(error).__name__}: {error}"
        return Result(files=1, skipped=[Skipped(file[0], reason)])


def _worker(connection: Connection, scanner: Scanner, largest: int) -> None:
    """Takes batches until an empty one comes; tells before it parses a file, and after a batch."""
    sys.setrecursionlimit(20_000)
    while batch := connection.recv():
        result = Result()
        for index, file in enumerate(batch):
            found = _safely(scanner, file, largest, lambda at=index: connection.send((at, None)))  # type: ignore[misc]
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
