"""What changed between two states of the mapping, and which version that asks for.

Pure: records in, changes and texts out. `generator.versions.releases` reads the released files.
"""

from generator.versions.compare import Action, Change, Diff, Part, compare
from generator.versions.levels import Level, bump, needed, too_small
from generator.versions.reports import FORMATS, diff_record
from generator.versions.schemas import narrowings

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
