#!/usr/bin/env bash
# GitHub's Markdown renderer opens no code span with more than 80 backticks.
#
# CommonMark sets no limit to the backticks around a code span, so a fence that is one longer than
# the longest run inside is thought to hold any text. pkg:pypi/cmarkgfm@2025.10.22, which wraps
# GitHub's own cmark-gfm, reads 80 backticks as a fence and 81 as text: what stands between them is
# then Markdown. pkg:pypi/markdown-it-py@4.3.0 reads both as code. Seen on 2026-11-30:
#   cmark-gfm:   80 backticks: code, 81 backticks: text
#   markdown-it: 80 backticks: code, 81 backticks: code
# Whoever quotes text of others as code has to bound the runs inside it.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet cmarkgfm==2025.10.22 markdown-it-py==4.3.0

seen=$("$folder/venv/bin/python" - <<'PYTHON'
from cmarkgfm import github_flavored_markdown_to_html
from markdown_it import MarkdownIt

readers = {"cmark-gfm": github_flavored_markdown_to_html, "markdown-it": MarkdownIt().render}
for name, read in readers.items():
    kinds = [
        f"{count} backticks: {'code' if '<code>' in read('`' * count + 'a' + '`' * count) else 'text'}"
        for count in (80, 81)
    ]
    print(f"{name}: {', '.join(kinds)}")
PYTHON
)
echo "$seen"
test "$seen" = "cmark-gfm: 80 backticks: code, 81 backticks: text
markdown-it: 80 backticks: code, 81 backticks: code"
