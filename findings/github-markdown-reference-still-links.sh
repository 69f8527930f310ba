#!/usr/bin/env bash
# In GitHub's Markdown a character reference or a backslash does not keep an address from a link.
#
# One would think that `name&#64;host.example` and `name\@host.example` are plain text.
# pkg:pypi/cmarkgfm@2025.10.22, which wraps GitHub's own cmark-gfm, looks for addresses of mail
# after it has read references and escapes, and makes a link of all three; only code is left
# alone. For an address of the web, the reference does keep it from a link. Seen on 2026-11-30:
#   name@host.example: link
#   name&#64;host.example: link
#   name\@host.example: link
#   `name@host.example`: no link
#   http://host.example: link
#   http&#58;//host.example: no link
# GitHub looks for mentions later still, in the HTML, and leaves code alone there too
# (github/cmark-gfm issue 389). So text of others is quoted as code, not escaped.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet cmarkgfm==2025.10.22

seen=$("$folder/venv/bin/python" - <<'PYTHON'
from cmarkgfm import github_flavored_markdown_to_html as read

for text in (
    "name@host.example",
    "name&#64;host.example",
    "name\\@host.example",
    "`name@host.example`",
    "http://host.example",
    "http&#58;//host.example",
):
    print(f"{text}: {'link' if '<a ' in read(text) else 'no link'}")
PYTHON
)
echo "$seen"
test "$seen" = "name@host.example: link
name&#64;host.example: link
name\\@host.example: link
\`name@host.example\`: no link
http://host.example: link
http&#58;//host.example: no link"
