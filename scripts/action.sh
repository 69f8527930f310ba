#!/usr/bin/env bash
# The step of action.yml: installs flexmap into a folder of its own, then runs the review.
# action_review.py reads the inputs, which are the variables FLEXMAP_*.
set -u

finish() {
  echo "exit-code=$1" >>"${GITHUB_OUTPUT:-/dev/null}"
  exit "$1"
}

scripts=$(CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")" && pwd) || finish 2
# A new folder each time: what is left or planted in the one for temporary files is not used.
scratch=$(mktemp -d "${RUNNER_TEMP:-${TMPDIR:-/tmp}}/flexmap.XXXXXX") || finish 2
trap 'rm -rf "$scratch"' EXIT

if ! "$scripts/install.sh" "$scratch/venv"; then
  echo "::error::flexmap could not be installed; the lines above say why"
  finish 2
fi
"$scratch/venv/bin/python" -I -X utf8 "$scripts/action_review.py" "$scratch"
finish $?
