#!/bin/sh
# Writes requirements.lock from pyproject.toml: one exact version and its hashes a package,
# for every system and every Python we allow, and no index address.
# Usage: scripts/lock.sh PYTHON [--upgrade]; without --upgrade, versions that still fit stay.
# The resolver lives in a folder that is thrown away, so it is no dependency of the project.
set -eu

python=$1
shift
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$python" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check 'uv>=0.13.9,<0.14'

# In that folder first: a failure leaves the earlier lock as it was.
cp requirements.lock "$folder/requirements.lock" 2>/dev/null || true
"$folder/venv/bin/uv" pip compile --quiet --universal --python-version 3.11 --all-extras \
  --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header \
  --output-file "$folder/requirements.lock" "$@" pyproject.toml
cmp -s "$folder/requirements.lock" requirements.lock ||
  cp "$folder/requirements.lock" requirements.lock
