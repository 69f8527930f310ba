"""The package of the command as the page "Check your code" runs it: one file, made at build."""

from __future__ import annotations

import json
from pathlib import Path

from flexmap.sources.languages import languages

__all__ = ["COUNTED", "PATH", "VENDOR", "bundle", "counted_bytes", "languages"]

PATH = "check/flexmap.json"
"""Where the site has the file."""

ROOT = Path(__file__).resolve().parent.parent.parent
VENDOR = ROOT / "docs" / "assets" / "check" / "vendor"
"""What others made and the page loads; scripts/update_parsers.py fetches it."""

COUNTED = ("pyodide.asm.wasm.gz", "python_stdlib.zip", "web-tree-sitter.wasm.gz")
"""The files whose loading the page shows as it continues."""

_KINDS = (".py", ".json", ".scm")
_SIDE = ("flexmap_check.py", "flexmap_page.py", "tree_sitter.py")
_LEFT_OUT = ("data/", "lookup/", "commands/", "cli.py", "__main__.py")
"""The page has the mapping from the site, no command line and nothing to look up."""


def bundle() -> str:
    """The files by their path as JSON: the package, and the modules that fit it into a page.

    Raises OSError when a file cannot be read.
    """
    folder = ROOT / "flexmap"
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.*")}
    files = {
        f"flexmap/{name}": path.read_text(encoding="utf-8")
        for name, path in sorted(paths.items())
        if path.suffix in _KINDS and not name.startswith(_LEFT_OUT)
    }
    files |= {name: (Path(__file__).parent / name).read_text(encoding="utf-8") for name in _SIDE}
    return json.dumps(files, indent=0) + "\n"


def counted_bytes() -> int:
    """The size of what the page counts while it loads; raises OSError."""
    return sum((VENDOR / name).stat().st_size for name in COUNTED)
