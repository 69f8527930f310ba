"""What a rule is, and the list of all of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.reading.documents import Documents
from generator.reading.problems import Problem

Check = Callable[[Documents], Iterator[Problem]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A check that a schema cannot hold; `reason` says why readers need it."""

    code: str
    reason: str
    check: Check


_rules: dict[str, Rule] = {}


def rule(code: str) -> Callable[[Check], Check]:
    """Registers a check under a code; its docstring is the reason shown to contributors.

    Raises `ValueError` when the code is taken or the docstring is missing.
    """

    def register(check: Check) -> Check:
        reason = inspect.getdoc(check)
        if code in _rules or not reason:
            raise ValueError(f"the rule {code!r} is registered twice or gives no reason")
        _rules[code] = Rule(code=code, reason=" ".join(reason.split()), check=check)
        return check

    return register


def all_rules() -> tuple[Rule, ...]:
    """Every registered rule, by code."""
    return tuple(_rules[code] for code in sorted(_rules))
