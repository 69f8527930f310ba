"""Fetches MiniSearch into docs/assets/search: the one library of the site's search.

Material's own search was measured first, with the alias words and separators tuned for it:
under half of the queries in tests/search had the right entry first, its index took 152 kB
gzipped where 60 are allowed, it knows nothing of misspellings, and its results cannot show a
verdict. Pagefind loads its index in pieces, which no browser does from a disk. MiniSearch is
one file under the MIT licence, ranks by BM25 with a weight for each field, and lets the site
split words on its own. It is served from here, as published and not shortened, so that anyone
can compare the bytes: pages load it only when someone reaches for the search.

Run `python -m scripts.update_minisearch` after a change of VERSION and INTEGRITY. It needs npm.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from scripts.npm_archive import WrongArchive, files_of

VERSION = "7.2.0"
INTEGRITY = (
    "sha512-"
    "dqT2XBYUOZOiC5t2HRnwADjhNS2cecp9u+TJRiJ1Qp/f5qjkeT5APcGPjHw+bz89Ms8Jp+cG4AlE+QZ/QnDglg=="
)
"""Of the released archive, as npm writes it: the algorithm, then the digest in base64."""

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "assets" / "search"
FILES = {"dist/umd/index.js": "minisearch.js", "LICENSE.txt": "minisearch.txt"}
DIGESTS = {
    "minisearch.js": "03c27931eb603af1d3358579e9885eafdb6a2f5fa9929557b3e77d7e99d06d03",
    "minisearch.txt": "70d37354d6395629fb99edb28cb37a5d356ffa24a48cd02a5def5b83a300a899",
}
"""SHA-256 of each file as it is in the archive; a test compares what is checked in."""


def main() -> int:
    """Writes both files; 1 when the archive is not the one that is pinned."""
    try:
        found = files_of(f"minisearch@{VERSION}", INTEGRITY, FILES)
    except WrongArchive as error:
        print(error, file=sys.stderr)
        return 1
    for name, content in found.items():
        (FOLDER / name).write_bytes(content)
        print(f"{name}: {hashlib.sha256(content).hexdigest()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
