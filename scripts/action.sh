#!/usr/bin/env bash
# The step of action.yml: installs flexmap beside everything else and runs the review.
# Inputs are the variables FLEXMAP_PATHS, _FORMAT, _FAIL_ON, _OUTPUT, _SITE_URL and _ACTION.
set -u

venv=${RUNNER_TEMP:-/tmp}/flexmap-venv
python3 -m venv "$venv" &&
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$FLEXMAP_ACTION" || {
  echo "::error::flexmap could not be installed; the lines above say why"
  exit 2
}

read -r -a paths <<<"$FLEXMAP_PATHS"
options=(--format "$FLEXMAP_FORMAT" --fail-on "$FLEXMAP_FAIL_ON" --no-progress)
if [ -n "$FLEXMAP_OUTPUT" ]; then options+=(--output "$FLEXMAP_OUTPUT"); fi

"$venv/bin/flexmap" review "${options[@]}" -- "${paths[@]}"
code=$?
echo "exit-code=$code" >>"${GITHUB_OUTPUT:-/dev/null}"
exit "$code"
