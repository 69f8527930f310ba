"""Results of samples: right, wrong with the reason, or not run."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from clients.compare import Difference, faults, last_line
from clients.runs import Outcome, Result, Sample

_NOT_RUN = "Traceback (most recent call last):"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A difference that is as it should be: `where` are patterns, `why` says why it is fine."""

    name: str
    where: tuple[str, ...]
    why: str

    def covers(self, sample: Sample, difference: Difference) -> bool:
        """Whether it is about this difference of this sample."""
        words = sample.run.code.partition("\n")[0] if self.name.startswith("az ") else ""
        starts = f"{words} ".startswith(f"{self.name} ")
        return starts and any(fnmatchcase(difference.where, item) for item in self.where)


def known_differences(value: Any) -> tuple[Known, ...]:
    """The list of `differences.yml`."""
    return tuple(
        Known(name=item["name"], where=tuple(item["where"]), why=item["why"]) for item in value
    )


def judge(sample: Sample, outcome: Outcome, known: tuple[Known, ...], used: set[Known]) -> Result:
    """The result of a sample; what it needed of the known differences is added to `used`."""
    what = f"{sample.entry}, {sample.place}"
    if _NOT_RUN in outcome.err and not outcome.requests:
        return _result(sample, what, (f"not run: {last_line(outcome.err)}",), ran=False)
    found: list[str] = []
    for fault in faults(sample, outcome):
        covering = (
            next((item for item in known if item.covers(sample, fault)), None)
            if isinstance(fault, Difference)
            else None
        )
        if covering:
            used.add(covering)
        else:
            found.append(str(fault))
    return _result(sample, what, tuple(found), ran=True)


def _result(sample: Sample, what: str, found: tuple[str, ...], *, ran: bool) -> Result:
    client, code = sample.run.client, sample.run.code
    return Result(kind="samples", client=client, what=what, code=code, faults=found, ran=ran)


def no_longer_needed(known: tuple[Known, ...], used: set[Known]) -> tuple[str, ...]:
    """A sentence for each known difference that nothing shows any more."""
    return tuple(
        f"differences.yml: {item.name}, {', '.join(item.where)}: no sample differs so any more"
        for item in known
        if item not in used
    )
