"""What git knows of a checkout, without running a program that the checkout names.

Files of the work tree are never given to git: to compare one it would run the filters that the
repository's own configuration names. Commits and the index hold all that is asked for here.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from flexmap.failure import Failure
from flexmap.values import dataclass

_TIME = 120
"""Seconds that git may take for one answer."""

_BLOBS = 50
"""Files whose content is asked for in one go."""

_SAFE = (
    "--no-pager", "--no-optional-locks", "--literal-pathspecs",
    "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}",
    "-c", "protocol.allow=never", "-c", "core.quotePath=false",
)  # fmt: skip
"""What keeps git from running hooks, monitors and transports of the repository's configuration."""

_ENVIRONMENT = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
_FETCH = "git fetch origin {}"
_DEEPEN = "git fetch --unshallow origin, or with actions/checkout fetch-depth: 0"


class GitError(Failure):
    """Git is not there or cannot tell; the text says what to do about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """A checkout by its topmost folder."""

    top: str

    def base(self, ref: str) -> str:
        """The commit from which the current one and `ref` went apart; raises `GitError`."""
        theirs, ours = self._commit(ref), self._commit("HEAD")
        if not ours:
            raise GitError("--changed-since: the repository has no commit yet")
        if not theirs:
            raise GitError(f"--changed-since: no commit {ref!r} is known here; {self._fetch(ref)}")
        done = _run(["merge-base", theirs, ours], self.top)
        found = done.stdout.decode().strip()
        if done.returncode or not found:
            raise GitError(
                f"--changed-since: {ref!r} and the current commit have no common one here; "
                + (f"the clone is shallow: {_DEEPEN}" if self._is_shallow() else "name another one")
            )
        return found

    def _commit(self, ref: str) -> str:
        asked = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}"]
        done = _run(asked, self.top)
        return "" if done.returncode else done.stdout.decode().strip()

    def _fetch(self, ref: str) -> str:
        remote, slash, branch = ref.partition("/")
        name = branch if slash and remote == "origin" else ref
        if self._is_shallow():
            return f"the clone is shallow: {_DEEPEN}"
        return f"write origin/main or a commit, or fetch it: {_FETCH.format(name)}"

    def _is_shallow(self) -> bool:
        done = _run(["rev-parse", "--is-shallow-repository"], self.top)
        return done.stdout.strip() == b"true"

    def files(self, commit: str) -> dict[str, str]:
        """The ids of the contents that a commit has, by path from the top."""
        listed = _answer(["ls-tree", "-r", "-z", "--full-tree", commit], self.top)
        found = {}
        for line in listed.split(b"\0"):
            about, _, path = line.partition(b"\t")
            mode, _, rest = about.partition(b" ")
            if mode.startswith(b"10"):  # a file; no link and no other repository
                found[os.fsdecode(path)] = rest.split(b" ")[1].decode()
        return found

    def renamed(self, commit: str) -> dict[str, str]:
        """The older paths of files that were moved since a commit, staged ones too."""
        asked = ["diff-index", "--cached", "-z", "--name-status", "--diff-filter=R", "-M",
                 "--no-ext-diff", "--no-textconv", commit, "--"]  # fmt: skip
        parts = _answer(asked, self.top).split(b"\0")
        return {os.fsdecode(new): os.fsdecode(old)
                for old, new in zip(parts[1::3], parts[2::3], strict=False)}  # fmt: skip

    def contents(self, ids: Sequence[str]) -> Iterator[bytes | None]:
        """The contents of the ids in turn; None for one that a partial clone lacks."""
        for at in range(0, len(ids), _BLOBS):
            asked = "".join(f"{name}\n" for name in ids[at : at + _BLOBS]).encode()
            yield from _contents(_answer(["cat-file", "--batch"], self.top, asked))


def _contents(answer: bytes) -> Iterator[bytes | None]:
    """What `git cat-file --batch` writes: a line about each content, then the content."""
    at = 0
    while at < len(answer):
        end = answer.index(b"\n", at)
        about = answer[at:end].split(b" ")
        at = end + 1
        if len(about) != len((b"id", b"type", b"size")):
            yield None
            continue
        size = int(about[2])
        yield answer[at : at + size]
        at += size + 1


def repository(path: str) -> Repository:
    """The checkout that a file or folder is in; raises `GitError` when it is in none."""
    folder = path if Path(path).is_dir() else os.path.split(path)[0] or "."
    done = _run(["rev-parse", "--show-toplevel"], folder)
    top = os.fsdecode(done.stdout.removesuffix(b"\n"))
    if done.returncode or not top:
        said = done.stderr.decode("utf-8", "replace").strip()
        if "dubious ownership" in said:
            raise GitError(f"--changed-since: git does not trust the checkout of {path!r}, which "
                           "another user owns; see git's safe.directory")  # fmt: skip
        raise GitError(f"--changed-since: {path!r} is in no checkout of git")
    return Repository(top=os.path.realpath(top))


def _answer(arguments: Sequence[str], folder: str, given: bytes = b"") -> bytes:
    done = _run(arguments, folder, given)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[-1] if said else f"exit code {done.returncode}"
        raise GitError(f"--changed-since: git {arguments[0]} failed: {reason}")
    return done.stdout


def _run(
    arguments: Sequence[str], folder: str, given: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """The end of one run of git in a folder."""
    command = ["git", *_SAFE, "-C", folder, *arguments]
    try:
        return subprocess.run(  # nosec B607 # the git on the PATH is meant
            command, input=given, capture_output=True, check=False, timeout=_TIME,
            env=os.environ | _ENVIRONMENT,
        )  # fmt: skip
    except FileNotFoundError:
        raise GitError("--changed-since needs git, which is not installed") from None
    except (OSError, ValueError) as error:
        raise GitError(f"--changed-since: git cannot be run: {error}") from None
    except subprocess.TimeoutExpired:
        raise GitError(f"--changed-since: git took longer than {_TIME} s") from None
