#!/usr/bin/env bash
# One `_headers` file, two hosts, two ways to join rules that fit the same path.
#
# pkg:npm/wrangler@4.86.0 (Cloudflare Pages on this machine) sends both values of a header, joined
# by a comma, and two content security policies both hold: the second cannot allow what the first
# forbids. A line `! Name` in the later rule takes the first value away.
# pkg:npm/%40netlify/headers-parser@10.1.1, which Netlify's tools read the file with, passes over
# such a line without a word, and keeps the rules apart; netlify-cli then lets the later one win.
#
# Seen on 2026-11-30 with Node 20: without `!` "default-src 'none', default-src 'self'", with it
# "default-src 'self'"; two rules and no error from the parser.
#
# Needs npm and curl. Fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund --ignore-scripts wrangler@4.86.0 @netlify/headers-parser@10.1.1
mkdir site
echo 1 > site/plain.js
echo 1 > site/taken.js
cat > site/_headers <<'RULES'
/*
  Content-Security-Policy: default-src 'none'

/plain.js
  Content-Security-Policy: default-src 'self'

/taken.js
  ! Content-Security-Policy
  Content-Security-Policy: default-src 'self'
RULES

cat > parse.mjs <<'CODE'
import { parseAllHeaders } from "@netlify/headers-parser";
const { headers, errors } = await parseAllHeaders({ headersFiles: ["site/_headers"], configHeaders: [], minimal: true });
console.log(errors.length, headers.map((rule) => Object.values(rule.values).join("|")).join("; "));
CODE
parsed=$(node parse.mjs)
[ "$parsed" = "0 default-src 'none'; default-src 'self'; default-src 'self'" ] || {
  echo "changed: the parser says $parsed" >&2
  exit 1
}

WRANGLER_SEND_METRICS=false node node_modules/wrangler/bin/wrangler.js pages dev site \
  --compatibility-date 2026-05-01 --ip 127.0.0.1 --port 18788 > said.txt 2>&1 &
server=$!
until curl --silent --output /dev/null http://127.0.0.1:18788/plain.js; do
  kill -0 "$server" || { cat said.txt >&2; exit 1; }
  sleep 1
done
policy() {
  curl --silent --head "http://127.0.0.1:18788/$1" | tr -d '\r' | sed -n 's/^content-security-policy: //Ip'
}
[ "$(policy plain.js)" = "default-src 'none', default-src 'self'" ] || {
  echo "changed: two rules give $(policy plain.js)" >&2
  exit 1
}
[ "$(policy taken.js)" = "default-src 'self'" ] || {
  echo "changed: with a line that takes the first away, they give $(policy taken.js)" >&2
  exit 1
}
echo "as described"
