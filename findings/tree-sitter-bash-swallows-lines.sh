#!/usr/bin/env bash
# pkg:pypi/tree-sitter-bash@0.25.1 with pkg:pypi/tree-sitter@0.26.1, on 2026-12-01: lines that become
# words of another command, without an error in the tree.
#
# Guess: what the grammar cannot parse becomes an ERROR node, so that a tree without one is right.
# Seen:
#   `a | b | c`, two more lines, and a line that redirects: all of them are arguments of `c`.
#   `[ $? -eq 0 ]` as a line of its own, a command that redirects, and a later `[ … ]`: everything up
#     to the last `]` is one test_command.
# has_error is false in both. A `;` at the end of the first line, or `test` for `[`, keeps them apart.
#
# Exits with 1 when that changes. Needs python 3.11.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet tree-sitter==0.26.1 tree-sitter-bash==0.25.1
cat >try.py <<'PYTHON'
import tree_sitter_bash
from tree_sitter import Language, Parser

parser = Parser(Language(tree_sitter_bash.language()))


def shown(what: str, text: str) -> None:
    root = parser.parse(text.encode()).root_node
    at = text.index("stop")
    node = root.descendant_for_byte_range(at, at + 4)
    while node is not None and node.type != "command":
        node = node.parent
    apart = node is not None and node.start_byte == at
    print(what, "error" if root.has_error else "no error", "apart" if apart else "taken in")


shown("pipeline", "a | b | c\nstop x\nls > f\n")
shown("pipeline;", "a | b | c;\nstop x\nls > f\n")
shown("test", "[ $? -eq 0 ] || exit\nls > f\nstop x\n[ $x -eq 0 ]\n")
shown("test by name", "test $? -eq 0 || exit\nls > f\nstop x\ntest $x -eq 0\n")
PYTHON
venv/bin/python try.py >seen
cat seen
diff seen - <<'END'
pipeline no error taken in
pipeline; no error apart
test no error taken in
test by name no error apart
END
