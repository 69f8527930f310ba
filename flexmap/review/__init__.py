"""Finds scale-set calls in code and says what the mapping says about each."""

from __future__ import annotations

from flexmap.readers.scanner import Scanner
from flexmap.review.config import Config, ConfigError, Ignore, read_config
from flexmap.review.findings import Confidence, Finding, Kind, Match, Mode, Place
from flexmap.review.run import NothingToLookAt, Review, Settings, review

__all__ = [
    "Confidence",
    "Config",
    "ConfigError",
    "Finding",
    "Ignore",
    "Kind",
    "Match",
    "Mode",
    "NothingToLookAt",
    "Place",
    "Review",
    "Scanner",
    "Settings",
    "read_config",
    "review",
]
