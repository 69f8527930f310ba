#!/bin/sh
# Makes the virtual environment and installs what requirements.lock names, hash for hash.
# Usage: PYTHON=python3 scripts/ensure_venv.sh FOLDER
# Exit code 2 with the reason when that cannot be done.
set -eu

venv=$1
python=${PYTHON:-python3}

fail() {
  printf 'setup: %s\n' "$@" >&2
  exit 2
}

# Debian ships Python without venv, and a small image without Python at all.
install_from_debian() {
  command -v apt-get >/dev/null 2>&1 || fail "$1 is missing" "install $1 and try again"
  [ "$(id -u)" = 0 ] || fail "$1 is missing" "run: sudo apt-get install $1"
  echo "setup: installing $1" >&2
  export DEBIAN_FRONTEND=noninteractive
  if ! { apt-get update -qq && apt-get install -yqq --no-install-recommends "$1" >/dev/null; }; then
    fail "$1 could not be installed" "the lines above say why"
  fi
}

new_enough() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

command -v "$python" >/dev/null 2>&1 || install_from_debian python3
new_enough "$python" || fail \
  "$("$python" --version 2>&1) is too old, Python 3.11 or newer is needed" \
  "name another one: make setup PYTHON=/path/to/python3"

# A system upgrade can take the interpreter away from under the environment.
if ! new_enough "$venv/bin/python" || ! "$venv/bin/python" -c 'import pip' 2>/dev/null; then
  "$python" -c 'import ensurepip' 2>/dev/null || install_from_debian python3-venv
  "$python" -m venv --clear "$venv" ||
    fail "no virtual environment could be made in $venv" "the lines above say why"
fi

"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
  --require-hashes --requirement requirements.lock ||
  fail "the packages in requirements.lock could not be installed" "the lines above say why"
