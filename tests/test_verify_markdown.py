"""The report that the weekly workflow puts into an issue: texts of packages stay text there."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from generator.collect.report import as_markdown
from generator.collect.verification import Difference, Section, Verification

WORDS = st.text(st.sampled_from("a `@#[]<>!|-\n\r\t\u2028\x1b:1.")) | st.text()


@given(WORDS, WORDS, WORDS)
def test_a_text_of_a_package_stays_in_its_code_span(what: str, before: str, after: str) -> None:
    """No mention, link, image or heading in an issue comes out of a package."""
    difference = Difference(sign="~", what=what, before=before, after=after)
    section = Section(package="azure-cli", title="commands", differences=(difference,))
    found = Verification(packages=(), sections=(section,))
    lines = as_markdown(found).splitlines()
    assert len(lines) == 4, lines
    span = re.fullmatch(r"- (`+)( ?)(.*)\2\1", lines[3])
    assert span is not None
    assert span[1] not in re.findall("`+", span[3])
