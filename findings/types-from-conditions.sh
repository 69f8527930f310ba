#!/bin/sh
# What generators of types make of a JSON Schema in which `kind` chooses the shape of a record.
#
# datamodel-code-generator 0.89.0 (pkg:pypi/datamodel-code-generator@0.89.0) passes over
# if/then/else without a warning: a list of such records is `list[Any]`. From `anyOf` with a
# constant `kind` it makes a union of classes.
# json-schema-to-typescript 16.0.0 (pkg:npm/json-schema-to-typescript@16.0.0) makes objects of
# unknown keys and a union of types. It passes over a `required` that stands beside `allOf`
# without `properties` of its own, where datamodel-code-generator makes the inherited key needed.
#
# Fails when one of these changes. Needs python3, npm and a network.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check datamodel-code-generator==0.89.0
npm install --silent --no-fund --no-audit json-schema-to-typescript@16.0.0 >/dev/null

shapes='"$defs": {
  "base": {"type": "object", "properties": {"kind": {"enum": ["a", "b"]}, "size": {"type": "integer"}},
    "required": ["kind"], "additionalProperties": false},
  "a": {"type": "object", "allOf": [{"$ref": "#/$defs/base"}], "required": ["size"],
    "properties": {"kind": {"const": "a"}}},
  "narrow": {"type": "object", "allOf": [{"$ref": "#/$defs/base"}], "required": ["size"]},
  "b": {"type": "object", "properties": {"kind": {"const": "b"}, "in": {"$ref": "#/$defs/narrow"}},
    "required": ["kind", "in"], "additionalProperties": false}}'
schema() {
  printf '{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Whole", "type": "object",
    "required": ["items"], "properties": {"items": {"type": "array", "items": %s}}, %s}' "$2" "$shapes" >"$1"
}
schema if.json '{"if": {"properties": {"kind": {"const": "a"}}}, "then": {"$ref": "#/$defs/a"}, "else": {"$ref": "#/$defs/b"}}'
schema any.json '{"anyOf": [{"$ref": "#/$defs/a"}, {"$ref": "#/$defs/b"}]}'
for name in if any; do
  venv/bin/datamodel-codegen --input $name.json --input-file-type jsonschema --formatters builtin \
    --output-model-type pydantic_v2.BaseModel --output $name.py 2>$name.err
  node_modules/.bin/json2ts $name.json >$name.ts
done

expect() {
  if ! grep -Eq "$2" "$1"; then
    echo "changed: $1 has no /$2/" >&2
    grep -n "items\|size" "$1" >&2
    exit 1
  fi
}
test ! -s if.err
expect if.py 'items: list\[Any\]'
expect any.py 'items: list\[A \| B\]'
expect if.ts '^  items: \{$'
expect any.ts 'items: \(A \| B\)\[\]'
venv/bin/python -c 'import any as made
assert made.Narrow.model_fields["size"].is_required(), "datamodel-code-generator: size is optional"'
expect any.ts 'size\?: number'
if grep -q 'size: number' any.ts; then
  echo "changed: json-schema-to-typescript takes required beside allOf" >&2
  exit 1
fi
echo "as described: if/then/else gives no types, anyOf with a constant kind gives A | B"
