"""Where the command writes: reports to standard output or a file, talk to standard error."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from flexmap.failure import Failure

TEXTS = ("text",)
"""Formats for people, which are written in the terminal's encoding; the others are UTF-8."""

_PLAIN = str.maketrans({"…": "..."})
"""What our own sentences and the data use beyond ASCII, for an encoding that lacks it."""


class OutputError(Failure):
    """The report cannot be written where it should go; the text says why."""


def write(text: str, path: str | None = None, format_name: str = "text") -> None:
    """Writes a report to the file, or to standard output when no file is named.

    Raises `OutputError` when not everything could be written, and after a report was written
    with escapes, because the terminal's encoding lacks some of its characters: a name in it is
    then not the name of the file.
    """
    try:
        if path:
            _to_file(text, Path(path))
        else:
            _to_stdout(text, utf8=format_name not in TEXTS)
    except (OSError, ValueError) as error:  # ValueError: the file's name holds a NUL
        if not path:
            _give_up_stdout()
        reason = getattr(error, "strerror", None) or error
        shown = path or "standard output"
        raise OutputError(f"the report cannot be written to {shown}: {reason}") from error


def _to_file(text: str, path: Path) -> None:
    """Writes the file whole or not at all; a link of that name is replaced, not followed.

    Anyone who wrote the reviewed folder may have left a link there. A device or a pipe, such as
    `/dev/stdout`, is written to.
    """
    if path.exists() and not path.is_file():
        path.write_text(text, encoding="utf-8", newline="\n")
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _to_stdout(text: str, *, utf8: bool) -> None:
    if sys.stdout is None:
        raise OutputError("standard output is closed")
    encoding = "utf-8" if utf8 else sys.stdout.encoding or "utf-8"
    escaped = text.encode(encoding, "backslashreplace")
    lacking = escaped.decode(encoding) != text
    if lacking:
        escaped = text.translate(_PLAIN).encode(encoding, "backslashreplace")
    sys.stdout.flush()
    sys.stdout.buffer.write(escaped)
    sys.stdout.buffer.flush()
    if lacking and escaped.decode(encoding) != text.translate(_PLAIN):
        raise OutputError(
            f"the encoding of the terminal, {encoding}, lacks characters of the report, which are"
            " written as escapes; set PYTHONIOENCODING=utf-8 or choose --format json"
        )


def _give_up_stdout() -> None:
    """Discards what is left in buffers, so that Python does not fail to write it when it ends."""
    with contextlib.suppress(OSError, AttributeError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(text: str) -> None:
    """Writes a line to standard error, where that is open, with what could steer it escaped."""
    if sys.stderr is None:
        return
    from flexmap.escape import terminal  # here, since most runs say nothing

    with contextlib.suppress(OSError):
        sys.stderr.write(f"{terminal(text)}\n")
        sys.stderr.flush()


def on_terminal() -> bool:
    """Whether someone reads standard error on a terminal."""
    return sys.stderr is not None and sys.stderr.isatty()


def clear_progress() -> None:
    """Takes the progress bar away."""
    sys.stderr.write("\r\x1b[K")


def show_progress(done: int, total: int, what: str = "files") -> None:
    """Draws a progress bar over the one before it; `what` is counted."""
    width = 30
    filled = width * min(done, total) // max(total, 1)
    sys.stderr.write(f"\r{'#' * filled}{'.' * (width - filled)} {done}/{total} {what}")
    sys.stderr.flush()
