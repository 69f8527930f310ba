#!/usr/bin/env bash
# pkg:pypi/tree-sitter-dockerfile@0.2.0, on 2026-11-30, asked by pip 23.2.1.
#
# Guess: like the other grammars, it has wheels for Linux, macOS and Windows on the usual processors.
# Seen: it has two, for Linux on x86-64 and for macOS on Apple silicon, and no source archive. Linux
# on ARM, musl, macOS on Intel and Windows find no version at all; pip then says that only 0.0.0a1
# exists. Whatever depends on 0.2.0 cannot be installed there, by a build from source neither.
#
# Exits with 1 when that changes, so that the limit can be lifted.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
changed=0

has_file() {
  case $1 in
    source) set -- --no-binary :all: ;;
    *) set -- --only-binary :all: --python-version 3.13 --platform "$1" ;;
  esac
  python3 -I -m pip download --quiet --disable-pip-version-check --no-deps --dest "$folder" "$@" \
    tree-sitter-dockerfile==0.2.0 >"$folder/log" 2>&1
}

expect() {
  seen=none
  if has_file "$2"; then
    seen=there
  elif ! grep -q "No matching distribution found" "$folder/log"; then
    cat "$folder/log"
    echo "pip could not ask for $2"
    exit 2
  fi
  echo "$2: $seen"
  [ "$seen" = "$1" ] || changed=1
}

expect there manylinux_2_17_x86_64
expect there macosx_11_0_arm64
expect none manylinux_2_17_aarch64
expect none musllinux_1_2_x86_64
expect none macosx_10_13_x86_64
expect none win_amd64
expect none source
exit "$changed"
