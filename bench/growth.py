"""How the cost of a review grows: twice the findings, ignores, blanks or length of a line.

Each case is a text of a size, read in this process; what counts is the processor time outside
of the parsers, whose own growth is shown beside it. Each size is measured in turn with its
half, so that whatever else the machine does meets both.
"""

from __future__ import annotations

AT_MOST = 2.2
"""Times the cost that twice the size may have."""

LARGEST = 16_000
REPEATS = 3
_FEW = 0.02
"""Seconds below which a measure is mostly noise, and growth is not judged."""
