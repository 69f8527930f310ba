"""A command line as words: what is written out, what a variable hides, and the options."""

from __future__ import annotations

from collections.abc import Sequence

from flexmap.readers.options import Given, Values
from flexmap.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word; `text` as written, `literal` its value, or None when a variable is in it.

    `loose` when it is an unquoted variable, which may represent several words or none.
    """

    text: str
    literal: str | None
    start: int
    end: int
    loose: bool = False

    @property
    def is_option(self) -> bool:
        """Whether the word names an option; a negative number does not."""
        value = self.literal or ""
        return len(value) > 1 and value[0] == "-" and not value[1].isdigit()


def given(words: Sequence[Word]) -> Given:
    """The options on the line with their values, and the words before the first option."""
    found = Given()
    current: Values | None = None
    for word in words:
        if word.is_option and word.literal:
            name, _, value = word.literal.partition("=")
            current = found.options.setdefault(name, Values())
            if value:
                current.words.append(value)
        elif current is None:
            found.loose.append(word.literal)
            found.hidden = found.hidden or word.loose
        elif word.loose:
            found.hidden = found.hidden or bool(current.words)
            current.words.append(word.literal)
            current.more = True
        else:
            current.words.append(word.literal)
    return found


def option(words: Sequence[Word], names: Sequence[str]) -> Word | None:
    """The word that is the value of one of the options, as `--url X`, `--url=X` or `-uX`."""
    for index, word in enumerate(words):
        value = (word.literal or word.text).lower()
        if value in names and index + 1 < len(words):
            return words[index + 1]
        head, equals, _ = value.partition("=")
        if equals and head in names:
            return word
    return None
