"""The commands: a module each, which is imported when its command is asked for.

Each has `HELP`, `add(parser)`, which gives the parser the arguments, and `run(arguments, mapping)`,
which returns the exit code and raises `Failure` when it could not run.
"""

from __future__ import annotations

COMMANDS = ("review", "report", "convert", "show", "search", "cite", "lsp", "mcp")
"""Every command, in the order of the help; its module has its name."""

CLEAN, FINDINGS, COULD_NOT_RUN, NOTHING = 0, 1, 2, 3
"""The exit codes."""
