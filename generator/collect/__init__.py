"""Reads released Azure packages into `data/surface/`.

Nothing of a package is imported or run: wheels and npm packages are read in memory, as
syntax trees and text. The page generator never imports this package; it reads the files
that are written here.
"""

from generator.collect.changes import Change
from generator.collect.packages import CollectError
from generator.collect.report import as_markdown, as_text
from generator.collect.run import CollectResult, collect, surface_texts
from generator.collect.verification import Verification, verify

__all__ = [
    "Change",
    "CollectError",
    "CollectResult",
    "Verification",
    "as_markdown",
    "as_text",
    "collect",
    "surface_texts",
    "verify",
]
