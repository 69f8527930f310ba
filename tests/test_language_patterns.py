"""A pattern that holds in any code is looked for in every language of code."""

from __future__ import annotations

import pytest

from flexmap.sources.languages import languages
from tests.review_cases import found

PATH = "/virtualMachineScaleSets/web/virtualMachines/0"
LINES = {
    "shell": "ID=$SET{}", "batch": "set ID=%SET%{}", "powershell": "$id = \"$set{}\"",
    "bicep": "var id = '{}'", "terraform": 'locals {{ id = "{}" }}',
}  # fmt: skip
CODE = [
    name
    for name, rule in languages().items()
    if {"sdk", "shell", "powershell", "bicep", "terraform"}.intersection(rule["reads"])
]


@pytest.mark.parametrize("language", CODE)
def test_the_path_of_an_instance_is_found_in_every_language_of_code(language: str) -> None:
    """The languages come from the readers: no list of them has to be kept."""
    text = LINES.get(language, 'id = set + "{}"').format(PATH)
    patterns = {
        match.entry for finding in found(text.encode(), language) for match in finding.matches
    }
    assert patterns, text
