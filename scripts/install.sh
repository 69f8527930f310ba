#!/usr/bin/env bash
# Installs flexmap into a virtual environment of its own, for the Action and other pipelines.
# Usage: scripts/install.sh FOLDER, a folder that is not there yet; needs Python 3.11 or newer.
# Exit code 2 with the reason when that cannot be done.
#
# It is called in a checkout that a stranger filled. So Python runs isolated (-I), which keeps the
# current folder and PYTHONPATH out of the module path, every package has a digest in
# requirements-review.lock, and nothing is built but flexmap itself.
set -eu
unset CDPATH

fail() {
  printf 'install: %s\n' "$@" >&2
  exit 2
}

if [ "$#" != 1 ] || [ -z "$1" ]; then fail "name the folder to install into, and nothing else"; fi
case $1 in
  /*) venv=$1 ;;
  *) venv=$PWD/$1 ;;
esac
if [ -e "$venv" ] || [ -L "$venv" ]; then
  fail "$venv is there already" "name a folder that is not, so that nothing in it is used"
fi
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# venv and pip start processes that are not all isolated; these find no variable of Python either.
for name in "${!PYTHON@}"; do unset "$name"; done
# Of pip's variables those stay that say how an index is reached; the lock checks what it sends.
for name in "${!PIP_@}"; do
  case $name in
    PIP_INDEX_URL | PIP_EXTRA_INDEX_URL | PIP_NO_INDEX | PIP_FIND_LINKS) ;;
    PIP_CERT | PIP_CLIENT_CERT | PIP_TRUSTED_HOST | PIP_PROXY) ;;
    PIP_DEFAULT_TIMEOUT | PIP_RETRIES | PIP_CACHE_DIR | PIP_NO_CACHE_DIR) ;;
    *) unset "$name" ;;
  esac
done
# Nor does any of them start in the checkout.
cd /

python3 -I -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  fail "python3 has to be Python 3.11 or newer" "set one up in a step before, such as actions/setup-python"
python3 -I -m venv "$venv" ||
  fail "no virtual environment could be made in $venv" "the lines above say why"

install() {
  "$venv/bin/python" -I -m pip install --quiet --disable-pip-version-check --no-input --no-deps "$@"
}
install --require-hashes --only-binary :all: --requirement "$root/requirements-review.lock" ||
  fail "the packages in requirements-review.lock could not be installed" "the lines above say why"
install --no-index --no-build-isolation "$root" ||
  fail "flexmap could not be built" "the lines above say why"
