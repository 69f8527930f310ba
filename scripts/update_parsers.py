"""Fetches what the page check/ runs code with: Python for browsers, and the parsers.

The page runs the package of the command, so that the two cannot come to differ. Pyodide is
CPython compiled to WebAssembly; web-tree-sitter is the parser library, of the minor version
that the command's binding has inside, and the grammars are those of requirements.lock: tests
hold them together. Everything is served from here, as published; large WebAssembly lies
packed with gzip, so that no host need compress it, and modules end in `.js`, which every host
knows.

Run `python -m scripts.update_parsers` after a change of a version and its integrity below. It
needs npm. Two grammars have no WebAssembly on npm: `scripts/compile_parsers.py` makes them.
"""

# ruff: noqa: E501 -- digests are as long as they are.
from __future__ import annotations

import gzip
import hashlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path

from scripts.npm_archive import WrongArchive, files_of

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "assets" / "check" / "vendor"
LICENCES = "licences"


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A released archive: npm's digest of it, and the files taken from it with their new names."""

    name: str
    version: str
    integrity: str
    files: dict[str, str]

    @property
    def spec(self) -> str:
        """The package as npm names it."""
        return f"{self.name}@{self.version}"


def grammar(name: str, version: str, digest: str, *grammars: str) -> Package:
    """A package of grammars, each a file of WebAssembly, and their licence."""
    short = name.rpartition("tree-sitter-")[2]
    files = {f"tree-sitter-{item}.wasm": f"tree-sitter-{item}.wasm.gz" for item in grammars}
    files["LICENSE"] = f"{LICENCES}/tree-sitter-{short}.txt"
    return Package(name=name, version=version, integrity=f"sha512-{digest}", files=files)


PACKAGES = (
    Package(
        name="pyodide", version="314.0.7",
        integrity="sha512-0YvXxEhfEdpLfb/XkM2BFAeMROq0iMUX2bzzH9pOttyMcWkwq+HbE5uyuGD82LN7y2q+SNvi/6V5JEsOlD2R1A==",
        files={
            "pyodide.mjs": "pyodide.js",
            "pyodide.asm.mjs": "pyodide.asm.js",
            "pyodide.asm.wasm": "pyodide.asm.wasm.gz",
            "python_stdlib.zip": "python_stdlib.zip",
        },
    ),
    Package(
        name="web-tree-sitter", version="0.26.13",
        integrity="sha512-5bUZ7vbQ1kcondet96wzP974+JfCZDeQ7bTpacICm2nnvHpa5cO0ByRsoMcAhUP+743vpkb4m0BFlVSm+Ye9VA==",
        files={
            "web-tree-sitter.js": "web-tree-sitter.js",
            "web-tree-sitter.wasm": "web-tree-sitter.wasm.gz",
            "LICENSE": f"{LICENCES}/web-tree-sitter.txt",
        },
    ),
    grammar("tree-sitter-bash", "0.25.1", "7hMytuYIMoXOq24yRulgIxthE9YmggZIOHCyPTTuJcu6EU54tYD+4G39cUb28kxC6jMf/AbPfWGLQtgPTdh3xw==", "bash"),
    grammar("tree-sitter-bicep", "1.1.0", "TBEuZy+0QlXN9oXTuzkgQTvMv8UFC2gNqkZNEdC51srhC6JeZhpEv0hcXtt0i+FE/XirZCy89bw3/orJYChyQA==", "bicep"),
    grammar("tree-sitter-c-sharp", "0.23.5", "xJGOeXPMmld0nES5+080N/06yY6LQi+KWGWV4LfZaZe6srJPtUtfhIbRSN7EZN6IaauzW28v6W4QHFwmeUW6HQ==", "c_sharp"),
    grammar("tree-sitter-go", "0.25.0", "APBc/Dq3xz/e35Xpkhb1blu5UgW+2E3RyGWawZSCNcbGwa7jhSQPS8KsUupuzBla8PCo8+lz9W/JDJjmfRa2tw==", "go"),
    grammar("@tree-sitter-grammars/tree-sitter-hcl", "1.2.0", "2bVnOojkkdMLevp0G4v3ksbNoOQFc/Pt9GAdWX4i3aykVyI+CkktE1hsF/XAeUQFjwgGrVZnEyeCll5oD7Ibfg==", "hcl"),
    grammar("tree-sitter-java", "0.23.5", "Yju7oQ0Xx7GcUT01mUglPP+bYfvqjNCGdxqigTnew9nLGoII42PNVP3bHrYeMxswiCRM0yubWmN5qk+zsg0zMA==", "java"),
    grammar("tree-sitter-javascript", "0.25.0", "1fCbmzAskZkxcZzN41sFZ2br2iqTYP3tKls1b/HKGNPQUVOpsUxpmGxdN/wMqAk3jYZnYBR1dd/y/0avMeU7dw==", "javascript"),
    grammar("tree-sitter-json", "0.24.8", "Tc9ZZYwHyWZ3Tt1VEw7Pa2scu1YO7/d2BCBbKTx5hXwig3UfdQjsOPkPyLpDJOn/m1UBEWYAtSdGAwCSyagBqQ==", "json"),
    grammar("tree-sitter-make", "1.1.1", "szHESi1wObt07uM5a5mwkMjbLHOcgiS5G2YQjU8O+Tfv9RylQBA0umV25lf6gSOefwTsPBnTJGn4SFFdHAVwMg==", "make"),
    grammar("tree-sitter-powershell", "0.26.4", "5RwNW/qN/cKArZY0znvTOG+OWSau7Agel5K0A8KQ5Nubw/4SyZ5KC02RKCaYcA2ur5UQ8esyxe9+6yXup2MXkw==", "powershell"),
    grammar("tree-sitter-python", "0.25.0", "eCmJx6zQa35GxaCtQD+wXHOhYqBxEL+bp71W/s3fcDMu06MrtzkVXR437dRrCrbrDbyLuUDJpAgycs7ncngLXw==", "python"),
    grammar("tree-sitter-typescript", "0.23.2", "e04JUUKxTT53/x3Uq1zIL45DoYKVfHH4CZqwgZhPg5qYROl5nQjV+85ruFzFGZxu+QeFVbRTPDRnqL9UbU4VeA==", "typescript", "tsx"),
    grammar("@tree-sitter-grammars/tree-sitter-yaml", "0.7.1", "AynBwkIoQCTgjDR33bDUp9Mqq+YTco0is3n5hRApMqG9of/6A4eQsfC1/uSEeHSUyMQSYawcAWamsexnVpIP4Q==", "yaml"),
)  # fmt: skip

OTHER_VERSIONS = {
    # The lock has 0.7.2, which npm never got; its parser is the same, made by a newer tool.
    "tree-sitter-yaml": "0.7.1",
}
"""Grammars whose version is not that of requirements.lock, and why they may differ."""

COMPILED = {"tree-sitter-markdown": "0.5.4", "tree-sitter-dockerfile": "0.2.0"}
"""What scripts/compile_parsers.py makes, with the version of its sources."""

WRITTEN = tuple(f"{LICENCES}/{name}.txt" for name in ("pyodide", *COMPILED))
"""Licences that no archive of npm has; they were copied by hand, and are checked like the rest."""

DIGESTS: dict[str, str] = json.loads((FOLDER / "digests.json").read_text(encoding="utf-8"))
"""SHA-256 of each file before it was packed; a test compares what is checked in."""


def main() -> int:
    """Writes every file and the digests; 1 when an archive is not the one that is pinned."""
    digests = {name: digest for name, digest in DIGESTS.items() if _is_compiled(name)}
    digests |= {name: _digest(content_of(FOLDER / name)) for name in WRITTEN}
    try:
        for package in PACKAGES:
            found = files_of(package.spec, package.integrity, package.files)
            digests |= {name: store(name, content) for name, content in found.items()}
    except WrongArchive as error:
        print(error, file=sys.stderr)
        return 1
    write_digests(digests)
    return 0


def store(name: str, content: bytes) -> str:
    """Writes a file, packed when its name says so; the digest of what it was before."""
    path = FOLDER / name
    path.parent.mkdir(exist_ok=True)
    # Without a time, so that the same content gives the same bytes.
    path.write_bytes(gzip.compress(content, 9, mtime=0) if name.endswith(".gz") else content)
    return _digest(content)


def content_of(path: Path) -> bytes:
    """A stored file as it was before it was packed."""
    content = path.read_bytes()
    return gzip.decompress(content) if path.suffix == ".gz" else content


def _is_compiled(name: str) -> bool:
    return name.removesuffix(".wasm.gz") in COMPILED


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def write_digests(digests: dict[str, str]) -> None:
    """Writes the list of digests, sorted by name."""
    text = json.dumps(digests, indent=2, sort_keys=True) + "\n"
    (FOLDER / "digests.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
