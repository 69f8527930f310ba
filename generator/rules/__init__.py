"""What a schema cannot hold: one small named rule each, with the reason for it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from generator.reading.documents import Documents
from generator.reading.problems import Problem
from generator.rules.registry import Rule, all_rules

__all__ = ["RULES", "Rule", "rule_problems"]

for module in iter_modules(__path__):
    import_module(f"{__name__}.{module.name}")  # for the rules that it registers

RULES: tuple[Rule, ...] = all_rules()


def rule_problems(documents: Documents) -> Iterator[Problem]:
    """What every rule finds in documents that follow their schemas."""
    for rule in RULES:
        yield from rule.check(documents)
