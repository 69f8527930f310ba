"""The report as JSON, which a later report is compared with."""

from __future__ import annotations

from typing import Any

from flexmap.escape import as_json
from flexmap.mapping.address import page_address
from flexmap.overview.effort import TERMS
from flexmap.overview.items import Item
from flexmap.overview.overview import Overview
from flexmap.overview.repositories import Repository
from flexmap.overview.tally import Tally
from flexmap.overview.trend import FORMAT, KIND, Change, Trend


def report(overview: Overview) -> str:
    """One JSON object; keys keep their order."""
    return as_json({
        "format": FORMAT,
        "kind": KIND,
        "tool": {"name": "flexmap", "version": overview.tool},
        "data": dict(overview.data),
        "efforts": {
            effort.value: {"title": term.title, "hours": overview.hours[effort]}
            for effort, term in TERMS.items()
        },
        "total": _tally(overview.total, overview),
        "repositories": _repositories(overview),
        "owners": [_tally(one, overview) for one in overview.by_owner],
        "clients": [_tally(one, overview) for one in overview.by_client],
        "entries": [_tally(one, overview) for one in overview.by_entry],
        "files": [_tally(one, overview) for one in overview.by_file],
        "blocking": [one.name for one in overview.blocking],
        "waves": {wave.value: list(names) for wave, names in overview.waves.items()},
        "steps": [
            {"title": s.title, "text": s.text, "places": s.places, "hours": s.hours}
            for s in overview.steps
        ],
        "places": [_item(item, overview) for item in overview.items],
        "trend": _trend(overview.trend) if overview.trend else None,
    })  # fmt: skip


def _repositories(overview: Overview) -> list[dict[str, Any]]:
    """Each repository with its counts, or with its problem."""
    known = {repository.name: repository for repository in overview.repositories}
    return [
        *(_repository(known[one.name], one, overview) for one in overview.by_repository),
        *({"name": one.name, "problem": one.problem} for one in overview.problems),
    ]


def _repository(repository: Repository, one: Tally, overview: Overview) -> dict[str, Any]:
    counts = _tally(one, overview)
    more = {"ignored": repository.ignored, "notes": list(repository.notes)}
    return {"name": counts.pop("name"), "files": repository.files, **counts, **more}


def _tally(one: Tally, overview: Overview) -> dict[str, Any]:
    return {
        "name": one.name,
        "states": {state.value: count for state, count in one.states.items()},
        "efforts": {effort.value: count for effort, count in one.efforts.items()},
        "hours": one.hours(overview.hours),
    }


def _item(item: Item, overview: Overview) -> dict[str, Any]:
    return {
        "repository": item.repository,
        "path": item.path,
        "line": item.line,
        "column": item.column,
        "state": item.state.value,
        "effort": item.effort.value,
        "hours": overview.hours[item.effort],
        "client": item.client,
        "call": item.call,
        "ref": item.ref,
        "title": item.title,
        "url": page_address(overview.site, item.url) if item.url else "",
        "says": item.says,
        "instead": item.instead,
        "owners": list(item.owners),
        "fingerprint": item.fingerprint,
    }


def _trend(trend: Trend) -> dict[str, Any]:
    return {
        "data_version": trend.data_version,
        "total": _change(trend.total),
        "repositories": [_change(change) for change in trend.repositories],
        "new": [
            {"repository": item.repository, "path": item.path, "line": item.line}
            for item in trend.new
        ],
        "gone": trend.gone,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "name": change.name,
        "before": {state.value: count for state, count in change.before.items()},
        "now": {state.value: count for state, count in change.now.items()},
    }
