#!/bin/sh
# Writes the two locks from pyproject.toml: one exact version and its hashes a package, for every
# system and every Python we allow, and no index address.
#   requirements.lock         what the project is built and tested with
#   requirements-review.lock  what the command needs and its build, in the same versions
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
compile() {
  lock=$1
  shift
  cp "$lock" "$folder/$lock" 2>/dev/null || true
  "$folder/venv/bin/uv" pip compile --quiet --universal --python-version 3.11 \
    --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header \
    --output-file "$folder/$lock" "$@"
}

compile requirements.lock --all-extras "$@" pyproject.toml
"$python" - >"$folder/review.in" <<'END'
import tomllib

with open("pyproject.toml", "rb") as file:
    pyproject = tomllib.load(file)
print(*pyproject["project"]["dependencies"], *pyproject["build-system"]["requires"], sep="\n")
END
# What both hold is constrained to one version: the command runs with what it was tested with.
compile requirements-review.lock --only-binary :all: --constraint "$folder/requirements.lock" \
  "$@" "$folder/review.in"

for lock in requirements.lock requirements-review.lock; do
  cmp -s "$folder/$lock" "$lock" || cp "$folder/$lock" "$lock"
done
