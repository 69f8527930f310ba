"""The closed lists of the mapping; `data/vocabulary.yml` defines every word of them.

A newer minor format may add a client, a kind, a way to verify or to date. Fields of these are
`Client | str` and so on, so that an unknown word is kept as text. Verdicts, severities and
strengths decide what a tool does: there an unknown word is an error.
"""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What happens to a Uniform call on a Flexible scale set."""

    SAME = "same"
    REPLACED = "replaced"
    COMPOSED = "composed"
    PARTIAL = "partial"
    NONE = "none"
    UNKNOWN = "unknown"


class Severity(StrEnum):
    """How much a caveat hurts, worst first.

    The worse is the greater one: `max` gives the worst of several, and
    `severity >= threshold` asks whether one is at least as bad.
    """

    BREAKING = "breaking"
    BEHAVIOUR = "behaviour"
    NOTE = "note"

    _weight: int

    def __init__(self, word: str) -> None:
        del word
        self._weight = -len(type(self).__members__)  # those before it are there already

    # All four, because text has them too, by the alphabet.
    def __lt__(self, other: str) -> bool:
        return self._weight < _weight(other)

    def __le__(self, other: str) -> bool:
        return self._weight <= _weight(other)

    def __gt__(self, other: str) -> bool:
        return self._weight > _weight(other)

    def __ge__(self, other: str) -> bool:
        return self._weight >= _weight(other)


def _weight(word: str) -> int:
    return (word if isinstance(word, Severity) else Severity(word))._weight


class Outcome(StrEnum):
    """What happens to code that is left as it is on a Flexible scale set."""

    WORKS = "works"
    DIFFERS = "differs"
    FAILS = "fails"
    UNKNOWN = "unknown"


class Strength(StrEnum):
    """How well a claim is supported, strongest first."""

    OBSERVED = "observed"
    STATED = "stated"
    INFERRED = "inferred"


class Kind(StrEnum):
    """What an entry is about."""

    OPERATION = "operation"
    CONCEPT = "concept"
    PROPERTY = "property"
    MOVED = "moved"


class Client(StrEnum):
    """Through what a call is made or a property is written."""

    REST = "rest"
    AZURE_CLI = "azure-cli"
    POWERSHELL = "powershell"
    PYTHON = "python"
    JAVASCRIPT = "javascript"
    GO = "go"
    DOTNET = "dotnet"
    JAVA = "java"
    ARM = "arm"
    BICEP = "bicep"
    TERRAFORM = "terraform"
    ANSIBLE = "ansible"
    PULUMI = "pulumi"


WRITING_CLIENTS = (Client.ARM, Client.BICEP, Client.TERRAFORM)
"""The clients in which an entry of a property says what to write."""

PROPERTY_CLIENTS = (*WRITING_CLIENTS, Client.PULUMI)
"""The clients in which properties are written."""

FRAGMENT_LANGUAGES: dict[str, str] = dict(
    zip(WRITING_CLIENTS, ("json", "bicep", "hcl"), strict=True)
)
"""What a fragment of a property is marked as, for highlighting and for who copies its source."""

CALL_CLIENTS = tuple(client for client in Client if client not in PROPERTY_CLIENTS)
"""The clients that call operations."""

NAMED_CLIENTS = tuple(client for client in CALL_CLIENTS if client is not Client.REST)
"""The clients that call operations by names of their own."""


class Verification(StrEnum):
    """How a name in a client is known, surest first."""

    PACKAGE = "package"
    READ = "read"
    SAMPLE = "sample"
    RULE = "rule"


class DateKind(StrEnum):
    """How the date of a source was read."""

    PAGE_STAMP = "page-stamp"
    COMMIT = "commit"
    THREAD = "thread"
    RELEASE = "release"


CLOSED_LISTS: dict[str, tuple[str, ...]] = {
    name: tuple(word.value for word in words)
    for name, words in {
        "verdict": Verdict,
        "severity": Severity,
        "outcome": Outcome,
        "strength": Strength,
        "kind": Kind,
        "client": Client,
        "date_kind": DateKind,
        "verification": Verification,
    }.items()
}
"""The words of each closed list by the list's name in `data/vocabulary.yml`."""
