"""Members of a wheel or an npm package, read in memory and never unpacked to disk."""

from __future__ import annotations

import ast
import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from generator.collect.packages import CollectError

MAX_MEMBER = 60_000_000
"""Bytes of one member; the largest we read is an npm package of 31 million inside a wheel."""

MAX_TOTAL = 400_000_000
"""Bytes of all members together; the largest, the Terraform provider, has 269 million."""

MAX_MEMBERS = 50_000
"""Members of one package; the largest has 4,400."""

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


@dataclass(slots=True)
class Archive:
    """A package's members by name; a member's text is read when it is asked for."""

    label: str
    names: tuple[str, ...]
    _read: Callable[[str], bytes]
    _texts: dict[str, str] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether there is a member of that name."""
        return name in self.names

    def data(self, name: str) -> bytes:
        """A member's bytes; raises `CollectError` when it is missing or too large."""
        if name not in self.names:
            raise changed_shape(self.label, f"there is no {name}")
        return self._read(name)

    def text(self, name: str) -> str:
        """A member's text; raises `CollectError` when it is missing, too large or no text."""
        if name not in self._texts:
            content = self.data(name)
            try:
                self._texts[name] = content.decode("utf-8-sig")
            except UnicodeDecodeError:
                raise changed_shape(self.label, f"{name} is not UTF-8 text") from None
        return self._texts[name]

    def tree(self, name: str) -> ast.Module:
        """A member as a syntax tree; raises `CollectError` when it is not Python."""
        return syntax_tree(self.label, name, self.text(name))


def syntax_tree(label: str, name: str, text: str) -> ast.Module:
    """A module as a tree, nothing of it run; raises `CollectError` for what is not Python."""
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError) as error:  # ValueError: a null byte, before Python 3.12
        line = getattr(error, "lineno", None) or 1
        raise changed_shape(label, f"{name} line {line} is not Python as we know it") from None


def changed_shape(label: str, what: str) -> CollectError:
    """The error for a package that no longer looks as the reader expects."""
    return CollectError(f"{label}: the package changed its shape: {what}; the reader needs fixing")


def read_wheel(label: str, content: bytes) -> Archive:
    """The members of a wheel; raises `CollectError` for what is not a sound zip archive."""
    archive = read_zip(label, content, "a wheel")
    if not any(name.endswith(".dist-info/METADATA") for name in archive.names):
        raise CollectError(f"{label}: a zip archive, but not a wheel: it has no metadata")
    return archive


def read_zip(label: str, content: bytes, what: str) -> Archive:
    """The members of a zip archive; raises `CollectError`, which says `what` it should be."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        sizes = {info.filename: info.file_size for info in archive.infolist()}
    except _BROKEN as error:
        raise CollectError(f"{label}: not {what} ({error}); download it again") from None
    _refuse_bomb(label, len(sizes), sum(sizes.values()))

    def read(name: str) -> bytes:
        try:
            with archive.open(name) as member:
                data = member.read(MAX_MEMBER + 1)
        except (*_BROKEN, RuntimeError) as error:  # RuntimeError: the member is encrypted
            raise CollectError(f"{label}: {name} cannot be read ({error})") from None
        return _bounded(label, name, data)

    return Archive(label=label, names=tuple(sorted(set(sizes))), _read=read)


def read_npm(label: str, content: bytes, wanted: Callable[[str], bool]) -> Archive:
    """The wanted members of an npm package; raises `CollectError` as `read_wheel` does."""
    try:
        members = _tar_members(label, content, wanted)
    except (*_BROKEN, tarfile.TarError) as error:
        raise CollectError(f"{label}: not an npm package ({error}); download it again") from None
    if "package/package.json" not in members:
        raise CollectError(f"{label}: not an npm package: it has no package.json")
    return in_memory(label, members)


def read_jsii(label: str, content: bytes, wanted: Callable[[str], bool]) -> Archive:
    """The wanted members of the npm package in a wheel that jsii made of one.

    The wheel's own modules call that package, so both have the same names. Raises `CollectError`
    as `read_wheel` and `read_npm` do.
    """
    wheel = read_wheel(label, content)
    inner = [name for name in wheel.names if name.endswith(".jsii.tgz")]
    if len(inner) != 1:
        raise changed_shape(label, f"it holds {len(inner)} npm packages, not one")
    return read_npm(label, wheel.data(inner[0]), wanted)


def in_memory(label: str, members: Mapping[str, bytes]) -> Archive:
    """An archive of members that are in memory already."""
    return Archive(label=label, names=tuple(sorted(members)), _read=members.__getitem__)


def _tar_members(label: str, content: bytes, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """A tar file is compressed as a whole, so it is unpacked up to the limit and no further."""
    with gzip.open(io.BytesIO(content)) as stream:
        unpacked = stream.read(MAX_TOTAL + 1)
    _refuse_bomb(label, 0, len(unpacked))
    members: dict[str, bytes] = {}
    with tarfile.open(fileobj=io.BytesIO(unpacked), mode="r:") as archive:
        for number, member in enumerate(archive):
            _refuse_bomb(label, number, 0)
            if member.isreg() and (member.name == "package/package.json" or wanted(member.name)):
                file = archive.extractfile(member)
                data = file.read(MAX_MEMBER + 1) if file else b""
                members[member.name] = _bounded(label, member.name, data)
    return members


def _refuse_bomb(label: str, count: int, total: int) -> None:
    if count > MAX_MEMBERS or total > MAX_TOTAL:
        raise CollectError(
            f"{label}: unpacks to more than {MAX_TOTAL:,} bytes or {MAX_MEMBERS:,} members; "
            "this is not the package it was"
        )


def _bounded(label: str, name: str, data: bytes) -> bytes:
    if len(data) > MAX_MEMBER:
        raise CollectError(f"{label}: {name} unpacks to more than {MAX_MEMBER:,} bytes")
    return data
