"""What every page needs to know about the whole site."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from dataclasses import dataclass

from flexmap.mapping import Entry, Term
from generator.pages.inline import Targets
from generator.reference import ArticleRow, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The mapping with the look-ups that pages share.

    `ids` gives the address of every id, moved ones included, below the site's root.
    `address` is the site's own address, or empty when it is not known; `repository` is where
    its source is kept, and `branch` the way from there to a file to edit.
    """

    mapping: Reference
    terms: Dictionary[tuple[str, str], Term]
    ids: Dictionary[str, str]
    carriers: Dictionary[int, tuple[Entry, ...]]
    rows: Dictionary[int, ArticleRow]
    address: str
    repository: str = ""
    branch: str = ""

    def term(self, vocabulary: str, term_id: str) -> Term:
        """The word of a closed list; raises KeyError for a word that is not in it."""
        return self.terms[vocabulary, term_id]

    def entry(self, entry_id: str) -> Entry:
        """The entry of that id, or the one that a moved id represents."""
        found = self.mapping.by_id.get(entry_id)
        if found is not None:
            return found
        moved = next(moved for moved in self.mapping.moved if moved.id == entry_id)
        return self.mapping.by_id[moved.to]

    def targets(self, address: str) -> Targets:
        """What links on the page at `address` may lead to."""
        return Targets(root=root(address), ids=self.ids)

    def full(self, address: str) -> str:
        """An address below the site's root in full, or empty when the site's is not known."""
        return f"{self.address}{address}" if self.address else ""


def site(mapping: Reference, address: str = "", repository: str = "", branch: str = "") -> Site:
    """The look-ups of a mapping; `address` is where it is published and `repository`
    where it is kept, if known, each with a slash at its end.
    """
    ids = {entry.id: entry.url for entry in mapping.entries}
    ids |= {moved.id: ids.get(moved.to, moved.url) for moved in mapping.moved}
    return Site(
        mapping=mapping,
        terms={
            (name, term.id): term for name, terms in mapping.vocabulary.items() for term in terms
        },
        ids=ids,
        carriers=_carriers(mapping),
        rows={row.row: row for section in mapping.article for row in section.rows},
        address=address,
        repository=repository,
        branch=branch,
    )


def root(address: str) -> str:
    """The way from a page to the site's root: `entries/x/` gives `../../`."""
    return "../" * address.count("/")


def _carriers(mapping: Reference) -> dict[int, tuple[Entry, ...]]:
    found: dict[int, list[Entry]] = {}
    for entry in mapping.entries:
        for row in entry.seed_rows:
            found.setdefault(row, []).append(entry)
    return {row: tuple(entries) for row, entries in found.items()}
