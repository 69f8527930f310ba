"""What changed from version to version, as pages tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flexmap.mapping import Caveat, Entry
from generator.pages.site import Site
from generator.versions import Action, Change, Diff, Part

_PARTS = {Part.TEXT: "wording"}
_FIRST = (Action.REMOVED, Action.MOVED, Action.ADDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsItem:
    """One entry that a version touched; `entry` is absent when it was removed.

    `words` tell all that changed. `caveats` are those that came with the version and are still
    there, and `others` tell the rest, which may be nothing.
    """

    id: str
    ref: str
    entry: Entry | None
    words: str
    caveats: tuple[Caveat, ...]
    others: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsView:
    """A data version: `counts` of entries in words; nothing but the entries when it is the first.

    `items` are empty for the first version, in which everything is new.
    """

    version: str
    date: str
    first: bool
    counts: str
    items: tuple[NewsItem, ...]


def news_views(site: Site, diffs: Sequence[Diff]) -> tuple[NewsView, ...]:
    """The versions, newest first as `diffs` are."""
    return tuple(_news(diff, site) for diff in diffs)


def _news(diff: Diff, site: Site) -> NewsView:
    first = not diff.old
    touched = _touched(diff)
    return NewsView(
        version=diff.new,
        date=diff.date,
        first=first,
        counts=_counts(touched),
        items=() if first else tuple(_item(item, site) for item in sorted(touched, key=_rank)),
    )


def _touched(diff: Diff) -> list[list[Change]]:
    """The changes of each entry together, in the order of the diff; other parts are left out."""
    found: dict[str, list[Change]] = {}
    for change in diff.changes:
        if change.part not in (Part.VOCABULARY, Part.CATEGORY, Part.SOURCE):
            found.setdefault(change.id, []).append(change)
    return list(found.values())


def _rank(changes: Sequence[Change]) -> tuple[int, str]:
    """What readers need first: entries removed, moved or new, then other verdicts."""
    whole = next((change.action for change in changes if change.part is Part.ENTRY), None)
    if whole:
        return _FIRST.index(whole), changes[0].ref
    other = any(change.part is Part.VERDICT for change in changes)
    return len(_FIRST) + (not other), changes[0].ref


def _counts(touched: Sequence[Sequence[Change]]) -> str:
    """`3 entries added, 1 changed`, in the order of the actions."""
    actions = Counter(
        next((change.action for change in changes if change.part is Part.ENTRY), Action.CHANGED)
        for changes in touched
    )
    words = [f"{actions[action]} {action}" for action in Action if actions[action]]
    if not words:
        return "No entry changed"
    noun = "entry" if words[0].startswith("1 ") else "entries"
    number, _, action = words[0].partition(" ")
    return ", ".join([f"{number} {noun} {action}", *words[1:]])


def _item(changes: Sequence[Change], site: Site) -> NewsItem:
    first = changes[0]
    entry = site.mapping.by_id.get(first.id)
    came = {c.name for c in changes if c.part is Part.CAVEAT and c.action is Action.ADDED}
    caveats = tuple(caveat for caveat in entry.caveats if caveat.id in came) if entry else ()
    named = {caveat.id for caveat in caveats}
    others = [c for c in changes if c.part is not Part.CAVEAT or c.name not in named]
    return NewsItem(
        id=first.id,
        ref=first.ref,
        entry=entry,
        words=_told(changes, site),
        caveats=caveats,
        others=_told(others, site),
    )


def _told(changes: Iterable[Change], site: Site) -> str:
    return "; ".join(dict.fromkeys(_words(change, site) for change in changes))


def _words(change: Change, site: Site) -> str:
    if change.part is Part.ENTRY:
        return f"moved to {change.new}" if change.action is Action.MOVED else str(change.action)
    if change.part is Part.VERDICT and change.old and change.new:
        old, new = (site.term("verdict", word).title for word in (change.old, change.new))
        return f"verdict changed from {old} to {new}"
    part = _PARTS.get(change.part, str(change.part))
    return f"{part} {change.action}"
