"""The one kind of error that a person can do something about."""

from __future__ import annotations


class Failure(Exception):
    """What was asked for cannot be done; the text says why, and what can."""
