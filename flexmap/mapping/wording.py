"""The verdicts in words, as every command and report says them."""

from __future__ import annotations

from flexmap.mapping.vocabulary import Verdict

WORDS = {
    Verdict.SAME: "documented for Flexible too",
    Verdict.REPLACED: "on Flexible another call is documented instead",
    Verdict.COMPOSED: "on Flexible several calls are documented instead",
    Verdict.PARTIAL: "documented for Flexible in part",
    Verdict.NONE: "documented for Uniform only",
    Verdict.UNKNOWN: "no source says what happens to it on Flexible",
}
"""The verdicts in words that promise no more than the sources do."""

IN_SOME_USES = "in some uses"
"""What is added to a severity that no use has without a condition."""
