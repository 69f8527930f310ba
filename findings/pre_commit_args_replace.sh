#!/usr/bin/env bash
# pkg:pypi/pre-commit@4.7.0, on 2026-11-30.
#
# Guess: `args` of a user are added to those that the hook's manifest gives, so a `--` at the end of
# the manifest's `args` keeps names of files from being taken for options.
# Seen: a user's `args` replace the manifest's, and the names come right behind them, as git has
# them. The `--` is gone as soon as somebody sets an option, and nothing says so. Only a `--` at the
# end of `entry` stays; then `args` stand behind it.
#
# Exits with 1 when that changes. It needs git.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export PRE_COMMIT_HOME=$folder/home GIT_CONFIG_GLOBAL=/dev/null
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.com
export GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.com

python3 -I -m venv "$folder/venv"
"$folder/venv/bin/python" -I -m pip install --quiet --disable-pip-version-check pre-commit==4.7.0

mkdir "$folder/hooks" "$folder/code"
cd "$folder/hooks"
git init --quiet
cat >.pre-commit-hooks.yaml <<'END'
- {id: in-args, name: in-args, entry: echo SEEN, args: [--], language: system, verbose: true}
- {id: in-entry, name: in-entry, entry: echo SEEN --, language: system, verbose: true}
END
git add . && git commit --quiet --message hooks

cd "$folder/code"
git init --quiet
cat >.pre-commit-config.yaml <<END
repos:
  - repo: $folder/hooks
    rev: $(git -C "$folder/hooks" rev-parse HEAD)
    hooks:
      - {id: in-args}
      - {id: in-args, args: [--strict]}
      - {id: in-entry}
      - {id: in-entry, args: [--strict]}
END
echo text >./--name
git add . && git add -- ./--name
"$folder/venv/bin/pre-commit" run --files ./--name 2>"$folder/err" | sed -n 's/^SEEN/echo/p' >"$folder/seen"
cat "$folder/seen"
diff "$folder/seen" - <<'END'
echo -- --name
echo --strict --name
echo -- --name
echo -- --strict --name
END
