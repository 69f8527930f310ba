"""Templates compiled by an earlier run, for those that have not changed since.

Compiling the templates of the pages takes longer than rendering every entry. As Python does
with its own modules, the code is kept in files that anybody may delete at any time.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

FOLDER = Path(__file__).resolve().parent.parent / ".build" / "templates"
COMPILERS = ("jinja2", "markupsafe", "mkdocs", "mkdocs-material")
"""The packages that decide what a template is compiled to."""


class CompiledTemplates(FileSystemBytecodeCache):
    """Keeps the code of templates in a folder, by their text and by what else decides it.

    Where the folder cannot be written nothing is kept, and what cannot be read is compiled.
    """

    def __init__(self, folder: Path = FOLDER, modules: Iterable[Path] = ()) -> None:
        """`modules` are the Python files that make the environment and its filters."""
        super().__init__(str(folder), "%s.cache")
        self.folder = folder
        self.context = fingerprint(modules)

    def get_source_checksum(self, source: str) -> str:
        """Differs also where the same text would be compiled to something else."""
        return super().get_source_checksum(self.context + source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives the code of the same text, if there is any that is whole."""
        with contextlib.suppress(Exception):  # whatever reading bytes at random may raise
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the code in the place of that of an earlier text."""
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)


def fingerprint(modules: Iterable[Path]) -> str:
    """A short name for the versions of the compilers and the content of our modules."""
    found = hashlib.sha256(repr([(name, version(name)) for name in COMPILERS]).encode())
    for module in sorted(modules):
        found.update(module.read_bytes())
    return found.hexdigest()
