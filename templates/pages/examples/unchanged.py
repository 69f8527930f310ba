"""What happens to unchanged code: python unchanged.py mapping.json "az vmss start"

Takes a name in any client, and lists the conditions under which more has to change.
"""

import json
import sys
from pathlib import Path


def outcome(entry, name):
    """What happens to a call of that name where no condition holds."""
    unchanged = entry["flexible"]["unchanged"]
    clients = {item["client"] for item in entry["uniform"]["names"] if item["name"] == name}
    for item in unchanged.get("clients", []):
        if item["name"] == name if "name" in item else item["client"] in clients:
            return item["outcome"]
    return unchanged["outcome"]


def main(path, name):
    mapping = json.loads(Path(path).read_text(encoding="utf-8"))
    entries = {entry["id"]: entry for entry in mapping["entries"]}
    for entry_id in mapping["names"].get(name, []):
        entry = entries[entry_id]
        print(f"{entry['ref']} {entry['title']}: {outcome(entry, name)}")
        for caveat in entry["caveats"]:
            for condition in caveat.get("when", []):
                if condition.get("name", name) == name:
                    print(f"- {caveat['severity']}: {caveat['title']}: {json.dumps(condition)}")


main(*sys.argv[1:])
