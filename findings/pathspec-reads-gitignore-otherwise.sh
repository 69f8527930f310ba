#!/usr/bin/env bash
# What pathspec 1.1.1, "utility library for gitignore style pattern matching", makes of patterns
# that git takes: other answers for sets with names, for two stars behind a prefix, for a slash in
# a set and for letters of two bytes, and an error for the whole file where git passes over one
# line. Exits 1 when git or pathspec answers otherwise than seen on 2026-11-30 with git 2.39.5.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pathspec==1.1.1 # pkg:pypi/pathspec@1.1.1
cat >"$work/ask.py" <<'PY'
import sys

from pathspec import GitIgnoreSpec

try:
    spec = GitIgnoreSpec.from_lines(open(".gitignore", encoding="utf-8").read().splitlines())
    print("ignored" if spec.match_file(sys.argv[1]) else "kept")
except Exception as error:
    print(f"error {type(error).__name__}")
PY
git init --quiet "$work/tree"
cd "$work/tree"

failed=0
expect() { # lines of the .gitignore, path, what git says, what pathspec says
  printf '%s\n' "$1" >.gitignore
  git=$(git check-ignore --no-index --quiet "./$2" && echo ignored || echo kept)
  other=$("$work/venv/bin/python" -W ignore "$work/ask.py" "$2")
  printf '%-22s %-12s git: %-8s pathspec: %s\n' "${1//$'\n'/ + }" "$2" "$git" "$other"
  [ "$git" = "$3" ] && [ "$other" = "$4" ] || failed=1
}
git --version
"$work/venv/bin/python" -c 'from importlib.metadata import version; print("pathspec", version("pathspec"))'
expect '[[:digit:]].log' 1.log ignored kept
expect '/foo**/bar' foobar ignored kept
expect '/foo**/bar' foo1/2/bar ignored kept
expect '[a/b]c' ac ignored kept
expect 'd\/e' d/e ignored 'error GitIgnorePatternError'
expect '?.txt' é.txt kept ignored
expect $'*.log\nx\\' a.log ignored 'error GitIgnorePatternError'
exit $failed
