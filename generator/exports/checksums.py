"""Checksums of the exported files, as `sha256sum -c` reads them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

PATH = "SHA256SUMS"
"""Where the checksums are, below the site's root; the paths in it start there too."""


def checksums(files: Mapping[str, str]) -> str:
    """One line a file, by path: the SHA-256 of its UTF-8 bytes, two spaces, the path."""
    known: dict[str, str] = {}  # the mapping is there twice, and is most of it
    for text in files.values():
        if text not in known:
            known[text] = hashlib.sha256(text.encode()).hexdigest()
    return "".join(f"{known[files[path]]}  {path}\n" for path in sorted(files))
