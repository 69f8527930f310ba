"""`make clients`: 0 when everything is as the data says, 1 when not, 2 when it could not look."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import yaml

from clients.cases import cases, judge_case
from clients.environment import PACKAGES, ROOT, environment
from clients.execute import outcomes
from clients.judge import Known, judge, known_differences, no_longer_needed
from clients.report import report
from clients.runs import CannotRunError, Result
from clients.samples import samples, setup

FOLDER = ROOT / ".build/clients"


def main() -> int:
    """Runs everything and prints what came of it."""
    parser = argparse.ArgumentParser(prog="python -m clients", description=__doc__)
    parser.add_argument("--mapping", type=Path, default=FOLDER / "pages/mapping.json")
    parser.add_argument("--only", choices=sorted(PACKAGES), help="run one client")
    arguments = parser.parse_args()
    try:
        mapping = _mapping(arguments.mapping)
        results, more = _results(mapping, [arguments.only] if arguments.only else list(PACKAGES))
    except CannotRunError as error:
        print(f"clients: {error}", file=sys.stderr)
        return 2
    print(report(results, more))
    return 1 if more or any(result.faults for result in results) else 0


def _mapping(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CannotRunError(f"{path} cannot be read ({error}): run `make clients`") from error


def _results(mapping: Any, clients: list[str]) -> tuple[list[Result], tuple[str, ...]]:
    known = known_differences(_listed("differences.yml"))
    used: set[Known] = set()
    results: list[Result] = []
    for client in clients:
        where = environment(client, FOLDER)
        chosen = [sample for sample in samples(mapping) if sample.run.client == client]
        tried = [case for case in cases(_listed("cases.yml"), mapping) if case.run.client == client]
        runs = [*(sample.run for sample in chosen), *(case.run for case in tried)]
        found = outcomes(runs, where, setup(mapping, client))
        results += [judge(*pair, known, used) for pair in zip(chosen, found, strict=False)]
        results += map(judge_case, tried, found[len(chosen) :])
    return results, no_longer_needed(known, used) if len(clients) == len(PACKAGES) else ()


def _listed(name: str) -> Any:
    return yaml.safe_load((Path(__file__).resolve().parent / name).read_text(encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(main())
