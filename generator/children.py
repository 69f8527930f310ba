"""Work that goes on in processes beside this one, each of which sends back what it made.

A child is a fork: it has all that its parent has at that moment, and needs nothing sent to it.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

MOST = 8
"""Processes that are worth it: what one has to do before its share grows with none of them."""

Send = Callable[[Any], None]
Work = Callable[[Send], None]
"""What a child does: it is given the function that sends a value to the parent."""


class ChildError(Exception):
    """A child has ended without sending what was awaited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A process at work."""

    process: BaseProcess
    connection: Connection

    def receive(self) -> Any:
        """The next value that the child has sent; raises `ChildError` when none will come."""
        try:
            return self.connection.recv()
        except (EOFError, OSError) as error:
            self.process.join()
            raise ChildError(f"a process ended early, with code {self.process.exitcode}") from error


def processes() -> int:
    """How many processes work at once here: one where no child can be made by forking."""
    if not sys.platform.startswith("linux"):
        return 1
    return min(MOST, len(os.sched_getaffinity(0)))


@contextlib.contextmanager
def at_work(works: Sequence[Work]) -> Iterator[list[Child]]:
    """A child for each piece of work; none outlives the block."""
    children: list[Child] = []
    try:
        for work in works:
            children.append(_start(work))
        yield children
    finally:
        for child in children:
            child.process.kill()
            child.process.join()
            child.connection.close()


def _start(work: Work) -> Child:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(work, theirs), daemon=True)
    process.start()
    theirs.close()  # so that the end of the child is the end of the pipe
    return Child(process=process, connection=ours)


def _run(work: Work, connection: Connection) -> None:
    """The child. Ctrl-C is its parent's to handle, who ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    work(connection.send)
