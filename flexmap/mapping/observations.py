"""What the real service was seen to answer: the rows of an entry, and a row in words."""

from __future__ import annotations

from flexmap.mapping.model import Entry, Mapping, Observation, Recording

FLEXIBLE, UNIFORM = "flexible", "uniform"

SHOWN_BY = {
    "answer": "the answer names the mode",
    "recording": "another answer of the recording names the mode",
    "request": "a request of the recording names the mode",
    "member": "the VM names its set",
    "left-out": "answers on the set leave the mode out, as on Uniform sets they did",
}
"""How a recording shows the mode of a set, in words."""

_ENDS = {
    "succeeded": ", ended well",
    "failed": ", failed in the end",
    "unread": ", its end is not in the recording",
}


def of_entry(mapping: Mapping, entry: Entry) -> tuple[Observation, ...]:
    """The rows of the entry's operation and those that its claims cite, Flexible ones first.

    Of the same mode the newest come first.
    """
    cited = {key for claim in entry.claims if not claim.withdrawn for key in claim.observations}
    found = [
        row
        for row in mapping.observations
        if (row.operation == entry.operation and entry.operation) or row.id in cited
    ]
    return tuple(newest_first(mapping, found))


def newest_first(mapping: Mapping, rows: list[Observation]) -> list[Observation]:
    """The rows whose recording is named, Flexible ones first, of the same mode the newest."""
    named = [row for row in rows if row.recording in mapping.recordings]
    by_date = sorted(named, key=lambda row: mapping.recordings[row.recording].date, reverse=True)
    return sorted(by_date, key=lambda row: row.mode != FLEXIBLE)


def day(recording: Recording) -> str:
    """When it was recorded: the day, or that the run is at least as new as it."""
    return recording.date if recording.dated_by == "answers" else f"{recording.date} or before"


def answer_words(row: Observation) -> str:
    """What was answered, such as "202, ended well" or "409 OperationNotAllowed"."""
    if row.deployment:
        return f"made by a deployment{_ENDS.get(row.final or '', '')}"
    status = "no answer" if row.status is None else str(row.status)
    error = f" {row.error.code}" if row.error else ""
    return f"{status}{error}{_ENDS.get(row.final or '', '')}"


def sentence(mapping: Mapping, row: Observation) -> str:
    """The row as one line of text, without its source."""
    recording = mapping.recordings[row.recording]
    version = f", api-version {row.api_version}" if row.api_version else ""
    mode = row.mode.capitalize()
    return f"{row.operation} on a {mode} set, {day(recording)}{version}: {answer_words(row)}"
