"""The search of the site without its pages: its scripts in Node.js, or else in a browser."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "docs" / "assets" / "search"
SCRIPTS = ("minisearch", "words", "typos", "known", "errors", "lookups", "asks", "engine")

_START = "globalThis.flexmapSearch = {};"
# MiniSearch looks for a loader of modules first, which Node.js has and a page has not.
_ALONE = "((module, exports, define) => {{ {text} }})()"


class SiteSearch:
    """Answers queries as the site does, from the script of its index."""

    def __init__(self, index: str, request: Any) -> None:
        texts = [(FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS]
        library, *own = texts
        self._script = "\n".join([_START, _ALONE.format(text=library), *own, index])
        self._request = request

    def run(self, function: str, *given: Any) -> Any:
        """What a function of JavaScript returns, for arguments that JSON can hold."""
        if shutil.which("node"):
            return self._in_node(function, given)
        page = self._request.getfixturevalue("browser").new_page()
        try:
            page.evaluate(f"() => {{ {self._script} }}")
            return page.evaluate(f"(given) => ({function})(...given)", list(given))
        finally:
            page.close()

    def _in_node(self, function: str, given: Sequence[Any]) -> Any:
        call = f"const made = ({function})(...{json.dumps(given)});"
        source = f"{self._script}\n{call}\nprocess.stdout.write(JSON.stringify(made));"
        done = subprocess.run(
            ["node", "-"], input=source, capture_output=True, text=True, check=True
        )
        return json.loads(done.stdout)
