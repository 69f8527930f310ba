"""What a schema cannot hold: one small named rule each, with the reason for it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.reading.documents import Documents
from generator.reading.problems import Problem
from generator.rules import (  # noqa: F401  # imported for the rules that they register
    addresses,
    article,
    claims,
    conditions,
    fragments,
    identity,
    options,
    preferred_commands,
    properties,
    prose,
    references,
    sample_sends,
    samples,
    surface_names,
    surface_operations,
    unchanged,
    unverified,
    verdicts,
    verified,
    vocabulary,
    wire_names,
)
from generator.rules.registry import Rule, all_rules

__all__ = ["RULES", "Rule", "rule_problems"]

RULES: tuple[Rule, ...] = all_rules()


def rule_problems(documents: Documents) -> Iterator[Problem]:
    """What every rule finds in documents that follow their schemas."""
    for rule in RULES:
        yield from rule.check(documents)
