"""What a look-up gives."""

from __future__ import annotations

from flexmap.mapping import Entry, Name
from flexmap.values import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flexmap.review.findings import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The entries that a key names, the first one first, and what the review says of it.

    There are `findings` when the key is a line of code with more than a name, a type of resource,
    or a command that stops. `command` is the command or cmdlet that the key is.
    """

    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...] = ()
    command: Name | None = None
