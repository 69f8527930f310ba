"""The page that checks code has every member of a syntax node that the readers use."""

from __future__ import annotations

import re
from pathlib import Path

from tree_sitter import Node

from generator.browser.tree_sitter import Node as NodeOfPage

ROOT = Path(__file__).parent.parent


def test_the_page_has_every_member_of_a_node_that_the_readers_use() -> None:
    """A reader that works here works there, too."""
    of_parser = {name for name in dir(Node) if not name.startswith("_")}
    sources = [*ROOT.glob("flexmap/readers/*.py"), *ROOT.glob("flexmap/syntax/*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    used = {name for name in of_parser if re.search(rf"\.{name}\b", text)}
    telling = {name for name in used if "_" in name}  # others are members of other classes, too
    assert "next_named_sibling" in telling
    assert not sorted(telling - set(dir(NodeOfPage)))
