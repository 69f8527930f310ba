#!/usr/bin/env bash
# pkg:npm/%40microsoft/sarif-multitool@5.7.0, on 2026-12-01: a list of rule kinds needs its own program.
#
# Guess: `sarif-multitool validate log.sarif --rule-kind "Sarif;Gh"` runs the rules of GitHub, too.
# Seen on Linux: the npm command hands its arguments to a shell without quotes, so that the documented
#   semicolon ends the command: the rules of SARIF alone run, then "Gh: not found" and exit code 127.
#   The program inside the package, called by itself, runs both: GH2012 for a rule without a
#   fullDescription. Installed with --ignore-scripts it has to be made executable first.
#
# Exits with 1 when that changes. Needs node 20 and npm on Linux on x86-64.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --ignore-scripts --no-fund --no-audit @microsoft/sarif-multitool@5.7.0 >/dev/null
program=node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
chmod u+x "$program"
cat >log.sarif <<'JSON'
{
  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
  "version": "2.1.0",
  "runs": [{
    "tool": {"driver": {
      "name": "tool", "version": "1.0.0", "informationUri": "https://example.org/",
      "rules": [{"id": "A1", "name": "Name", "shortDescription": {"text": "Short."}, "help": {"text": "Help."}}]
    }},
    "results": []
  }]
}
JSON
code=0
node_modules/.bin/sarif-multitool validate log.sarif --rule-kind "Sarif;Gh" --output npm.sarif >npm.txt 2>&1 || code=$?
"$program" validate log.sarif --rule-kind "Sarif;Gh" --output own.sarif >own.txt 2>&1 || true
echo "npm command: exit code $code, $(grep -c 'GH2012' npm.txt || true) lines with GH2012"
echo "own program: $(grep -c 'GH2012' own.txt || true) lines with GH2012"
[ "$code" = 127 ] && grep -q 'Gh: not found' npm.txt && ! grep -q GH2012 npm.txt && grep -q GH2012 own.txt
