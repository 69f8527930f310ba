"""What becomes of a call: python lookup.py mapping.json "az vmss deallocate"

Takes an operation id, a reference such as VF018, or a name in any client.
"""

import json
import sys
from pathlib import Path


def entries_of(mapping, words):
    """The entries that the words name; a moved id is no entry."""
    for entry in mapping["entries"]:
        if entry["kind"] == "moved":
            continue
        uniform = entry["uniform"]
        names = {entry["id"], entry["ref"], uniform.get("operation")}
        names.update(name["name"] for name in uniform["names"] if not name.get("within"))
        if words in names:
            yield entry


def main(path, words):
    mapping = json.loads(Path(path).read_text(encoding="utf-8"))
    for entry in entries_of(mapping, words):
        flexible = entry["flexible"]
        disputed = ", disputed" if flexible["disputed"] else ""
        print(f"{entry['ref']} {flexible['verdict']}{disputed}: {flexible['headline']}")
        for caveat in entry["caveats"]:
            print(f"- {caveat['severity']}: {caveat['title']}")


main(*sys.argv[1:])
