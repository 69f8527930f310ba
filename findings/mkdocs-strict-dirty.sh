#!/usr/bin/env bash
# pkg:pypi/mkdocs@1.6.1: `mkdocs build --strict --dirty` can never succeed, because the warning
# that every dirty build gives counts as one; and a dirty build says nothing of a link that died
# in a page which it does not build again.
#
# Seen on 2026-11-30 with Python 3.11:
#   mkdocs build --strict          exit 0
#   mkdocs build --strict --dirty  exit 1, "Aborted with 1 warnings in strict mode!"
#   an anchor is taken away, then
#   mkdocs build --dirty           exit 0, no word of the link to it
#   mkdocs build --strict          exit 1, names the link
#
# Needs Python and pip. Fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet mkdocs==1.6.1
mkdir docs
printf '# One\n\n## Part\n' > docs/index.md
printf '# Other\n\n[There](index.md#part)\n' > docs/other.md
printf 'site_name: x\nplugins: []\nvalidation: {links: {anchors: warn}}\n' > mkdocs.yml

venv/bin/mkdocs build --quiet --strict
if venv/bin/mkdocs build --strict --dirty > dirty.txt 2>&1; then
  echo "changed: a strict dirty build succeeds" >&2
  exit 1
fi
grep -q "Aborted with 1 warnings in strict mode" dirty.txt

sleep 1 # file times are what a dirty build goes by
printf '# One\n\n## Another part\n' > docs/index.md
venv/bin/mkdocs build --dirty > again.txt 2>&1
if grep -q "#part" again.txt; then
  echo "changed: a dirty build names a link of a page that it does not build" >&2
  exit 1
fi
if venv/bin/mkdocs build --strict > whole.txt 2>&1; then
  echo "changed: a whole build passes over the dead link" >&2
  exit 1
fi
grep -q "#part" whole.txt
echo "as described"
