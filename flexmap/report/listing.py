"""What a report shows: the review, what of it is listed, and where its entries are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flexmap import __version__
from flexmap.escape import web_address
from flexmap.mapping import Severity
from flexmap.mapping.address import page_address
from flexmap.review.run import Review
from flexmap.values import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flexmap.review.findings import Finding

_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


def tool_version() -> str:
    """The version of the package, installed or not."""
    return __version__


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """A path that is missing, or a file that was not looked at or not read, with the reason.

    `what` says which of these it is. What is missing weighs more than the others.
    """

    what: str
    path: str
    reason: str | None = None

    @property
    def missing(self) -> bool:
        """Whether there is no such path, so that it is no file of the checkout."""
        return self.reason is None

    @property
    def severity(self) -> Severity:
        """How much it weighs."""
        return Severity.BREAKING if self.missing else Severity.BEHAVIOUR

    @property
    def said(self) -> str:
        """What it is and why, without its path."""
        return self.what if self.missing else f"{self.what}: {self.reason}"

    @property
    def message(self) -> str:
        """The same with its path."""
        place = f"{self.what}: {self.path}"
        return place if self.missing else f"{place}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A review with the findings to list; `site` is the address in front of the entries'."""

    review: Review
    findings: Sequence[Finding]
    site: str = ""

    def address(self, url: str) -> str:
        """The address of an entry."""
        return web_address(page_address(self.site, url))

    def link(self, finding: Finding) -> str:
        """The whole address of what the finding's message is about; empty without a site."""
        return self.address(finding.url) if self.site and finding.url else ""

    def linked(self, text: str) -> str:
        """Text of the mapping with whole addresses in its links; without a site, no links."""
        return _LINK.sub(self._linked, text)

    def _linked(self, match: re.Match[str]) -> str:
        words, target = match[1], match[2]
        if "://" in target:
            return f"[{words}]({web_address(target)})"
        name, hash_mark, caveat = target.partition("#")
        entry = next((e for e in self.review.mapping.entries if name in (e.id, e.ref)), None)
        if not self.site or entry is None:
            return words
        return f"[{words}]({self.address(entry.url + hash_mark + caveat)})"

    @property
    def stamp(self) -> str:
        """Which tool and which data this comes from."""
        return f"flexmap {tool_version()}, {self.review.mapping.stamp}"

    def count(self, severity: Severity) -> int:
        """How many listed findings have the severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def unseen(self) -> Iterator[Unseen]:
        """What is missing, then what was not looked at, then what was not read."""
        review = self.review
        yield from (Unseen(what="not there", path=path) for path in review.missing)
        for item in review.skipped:
            yield Unseen(what="not looked at", path=item.path, reason=item.reason)
        for unread in review.unread:
            yield Unseen(what="not read", path=unread.path, reason=unread.reason)

    def summary(self) -> list[str]:
        """The counts, one sentence each; what is zero is left out."""
        review = self.review
        by = ", ".join(f"{self.count(s)} {s}" for s in Severity if self.count(s))
        sentences = [
            f"{counted(len(self.findings), 'finding')}{f' ({by})' if by else ''}"
            f" in {counted(review.files, 'file')}."
        ]
        sentences += self._classes()
        if review.same:
            sentences.append(
                f"{counted(review.same, 'place')} fine on Flexible as written; --same lists them."
            )
        if review.flexible:
            sentences.append(f"{counted(review.flexible, 'set')} declared Flexible already.")
        if review.ignored:
            sentences.append(f"{counted(review.ignored, 'finding')} covered by ignores.")
        if review.known:
            sentences.append(f"{counted(review.known, 'finding')} known from the baseline.")
        if review.gone:
            gone = counted(review.gone, "entry", "entries")
            sentences.append(f"{gone} of the baseline no longer found.")
        if review.untouched:
            sentences.append(
                f"{counted(review.untouched, 'finding')} on lines that did not change."
            )
        if review.ignored_files:
            count = counted(review.ignored_files, "file or folder", "files and folders")
            sentences.append(f"{count} left out by .gitignore or exclude.")
        if review.skipped:
            sentences.append(f"{counted(len(review.skipped), 'file')} not looked at.")
        if review.unread:
            unread = len(review.unread)
            sentences.append(
                f"{counted(unread, 'file')} with names of scale-set calls {_was(unread)} not read"
                f"{' in full' if all(item.parts for item in review.unread) else ''}."
            )
        return sentences

    def _classes(self) -> list[str]:
        """How many places stop on a Flexible set, and how many work differently."""
        stops = sum(finding.stops for finding in self.findings)
        differs = sum(finding.differs for finding in self.findings)
        counts = [f"{stops} stop{'s' if stops == 1 else ''}"] if stops else []
        if differs:
            counts.append(f"{differs} work{'s' if differs == 1 else ''} differently")
        return [f"On a Flexible set {' and '.join(counts)}."] if counts else []


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def counted(count: int, word: str, words: str = "") -> str:
    """The count with its word, in the plural where it is not one."""
    return f"{count} {word if count == 1 else words or word + 's'}"
