"""The results as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clients.runs import Result

_WIDTH = 160


def report(results: Sequence[Result], more: Sequence[str]) -> str:
    """Counts by client and kind, then what is wrong or was not run, each with its reason."""
    kinds = dict.fromkeys((result.client, result.kind) for result in results)
    lines = [_counts(*kind, results) for kind in kinds]
    for result in results:
        if result.faults:
            lines += ["", *_told(result)]
    return "\n".join([*lines, *(["", *more] if more else [])])


def _counts(client: str, kind: str, results: Sequence[Result]) -> str:
    own = [result for result in results if (result.client, result.kind) == (client, kind)]
    wrong = sum(bool(result.faults) and result.ran for result in own)
    not_run = sum(not result.ran for result in own)
    right = len(own) - wrong - not_run
    return f"{client:10} {kind:8} {len(own):4}: right {right}, wrong {wrong}, not run {not_run}"


def _told(result: Result) -> Iterator[str]:
    yield f"{result.client}: {result.what}"
    yield f"  {' '.join(result.code.split())[:_WIDTH]}"
    for fault in result.faults:
        yield f"  - {fault[: 4 * _WIDTH]}"
