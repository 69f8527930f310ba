"""Problems as text for people, JSON for tools, or GitHub workflow commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flexmap import escape
from generator.reading.problems import Problem

Reporter = Callable[[Sequence[Problem]], str]


def as_text(problems: Sequence[Problem]) -> str:
    """One line per problem, `path:line:col: error[code] message`, its hint indented below."""
    lines = []
    for problem in problems:
        place = problem.place
        lines.append(
            f"{place.path}:{place.line}:{place.column}: error[{problem.code}] {problem.message}"
        )
        if problem.hint:
            lines.append(f"    hint: {problem.hint}")
    return "".join(f"{escape.terminal(line)}\n" for line in lines)


def as_json(problems: Sequence[Problem]) -> str:
    """An object with a list `problems`; empty when all is well."""
    rows = [
        {
            "path": problem.place.path,
            "line": problem.place.line,
            "column": problem.place.column,
            "level": "error",
            "code": problem.code,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    return escape.as_json({"problems": rows})


def as_github(problems: Sequence[Problem]) -> str:
    """Workflow commands that GitHub shows next to the changed lines."""
    return "".join(
        f"::error file={escape.github_property(problem.place.path)},line={problem.place.line},"
        f"col={problem.place.column},title={escape.github_property(problem.code)}::"
        + escape.github_data(
            f"{problem.message} ({problem.hint})" if problem.hint else problem.message
        )
        + "\n"
        for problem in problems
    )


REPORTERS: dict[str, Reporter] = {"text": as_text, "json": as_json, "github": as_github}
