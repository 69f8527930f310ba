"""What changed between two states of the mapping, and which version that asks for.

Pure: records in, changes and texts out. `generator.releases` reads the released files.
"""

from generator.diff.compare import Action, Change, Diff, Part, compare
from generator.diff.levels import Level, bump, needed, too_small
from generator.diff.reports import FORMATS, diff_record
from generator.diff.schemas import narrowings

__all__ = [
    "FORMATS",
    "Action",
    "Change",
    "Diff",
    "Level",
    "Part",
    "bump",
    "compare",
    "diff_record",
    "narrowings",
    "needed",
    "too_small",
]
