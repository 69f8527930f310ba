"""The processor time that one file may take; time that other programs take does not count."""

from __future__ import annotations

import contextlib
import math
import os
import signal
import sys
import time
from collections.abc import Iterator
from types import FrameType

try:
    import resource
except ImportError:  # Windows, or a page
    _HAS_LIMITS = False
else:
    _HAS_LIMITS = True

_TICK = 0.1
"""Seconds of processor time after which the timer looks again."""

_GRACE = 2
"""Seconds past the limit after which the system ends a process that answers no signal."""

_PR_SET_PDEATHSIG = 1
_HAS_TIMER = hasattr(signal, "setitimer")


class TooSlow(BaseException):
    """The file took more processor time than it may; no error that a reader may swallow."""


class _Deadline:
    """When the current file has to be done, in seconds of this process's processor time."""

    at = math.inf
    parent = 0


def check() -> bool:
    """False, which tells a parser to continue; raises `TooSlow` past the limit."""
    if time.process_time() >= _Deadline.at:
        raise TooSlow
    return False


def prepare(parent: int) -> None:
    """Makes this worker process obey `limited`, and end when its parent has ended."""
    _Deadline.parent = parent
    _end_with_parent(parent)
    if _HAS_TIMER:
        signal.signal(signal.SIGPROF, _tick)
    if _HAS_LIMITS:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end_with_parent(parent: int) -> None:
    """On Linux the system ends this process with its parent, wherever native code is by then.

    See prctl(2). Elsewhere the timer and the waiting for work look for the parent.
    """
    if sys.platform == "linux":
        import ctypes  # here, since no other process needs it

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


@contextlib.contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raises `TooSlow` when what runs inside takes more processor time than that.

    A timer raises it between two steps of Python, and a parser asks `check` as it continues.
    Native code that does neither is ended with its process, soon after, by the system. Timer
    and system are for a worker alone: they would end a process that did not `prepare` for them.
    """
    _Deadline.at = time.process_time() + seconds
    if _Deadline.parent:
        _set_timer(min(seconds, _TICK))
        _set_hard_limit(seconds)
    try:
        yield
    finally:
        _Deadline.at = math.inf
        if _Deadline.parent:
            _set_timer(0)


def _tick(number: int, frame: FrameType | None) -> None:
    del number, frame
    if os.getppid() != _Deadline.parent:
        os._exit(1)
    check()


def _set_timer(first: float) -> None:
    if _HAS_TIMER:
        signal.setitimer(signal.ITIMER_PROF, first, _TICK if first else 0)


def _set_hard_limit(seconds: float) -> None:
    if not _HAS_LIMITS or math.isinf(seconds):
        return
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = int(time.process_time() + seconds) + _GRACE
    if most != resource.RLIM_INFINITY:
        wanted = min(wanted, most)
    resource.setrlimit(resource.RLIMIT_CPU, (wanted, most))
