"""Compiles the two grammars that are not on npm as WebAssembly, from the sources given.

The compiler is Zig, which PyPI has as a wheel: `pip install ziglang==0.13.0` into an
environment of its own, and run this with its Python. The sources, in one folder each:

- Markdown: `parser.c` and `tree_sitter/` as in `pkg:pypi/tree-sitter-markdown@0.5.4`, which is
  the release of the command; it lacks `scanner.c`, taken from commit 5cdc549 of
  https://github.com/tree-sitter-grammars/tree-sitter-markdown. Both know the same tokens, and
  400 documents gave the same trees as the command's parser.
- Dockerfile: `src/` of tag v0.2.0 of https://github.com/camdencheek/tree-sitter-dockerfile.

    python -m scripts.compile_parsers markdown FOLDER
    python -m scripts.compile_parsers dockerfile FOLDER

The same sources give the same bytes, in whatever folder they are; the digest is printed, and a
test holds it. web-tree-sitter links what this makes: a shared library in WebAssembly, whose C
functions it has itself.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.update_parsers import DIGESTS, store, write_digests

_TARGET = ("-target", "wasm32-wasi", "-mcpu=generic", "-fPIC", "-Os", "-fvisibility=hidden")
_LINK = ("--experimental-pic", "-shared", "--no-entry", "--strip-all", "--allow-undefined")


def main(name: str, sources: str) -> int:
    """Compiles one grammar and stores it with its digest."""
    zig = [sys.executable, "-m", "ziglang"]
    with tempfile.TemporaryDirectory() as folder:
        objects: list[str] = []
        for source in sorted(Path(sources).glob("*.c")):
            target = Path(folder) / f"{source.stem}.o"
            compile_one = [
                "cc",
                *_TARGET,
                "-DNDEBUG",
                f"-I{sources}",
                "-c",
                str(source),
                "-o",
                str(target),
            ]
            subprocess.run([*zig, *compile_one], check=True)
            objects.append(str(target))
        made = Path(folder) / "grammar.wasm"
        export = f"--export-if-defined=tree_sitter_{name}"
        subprocess.run([*zig, "wasm-ld", *_LINK, export, "-o", str(made), *objects], check=True)
        digest = store(f"tree-sitter-{name}.wasm.gz", made.read_bytes())
    write_digests(DIGESTS | {f"tree-sitter-{name}.wasm.gz": digest})
    print(f"{name}: {digest}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
