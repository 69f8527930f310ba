"""`flexmap report`: what is to be done in many repositories, on one page."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from importlib import import_module

from flexmap.commands import CLEAN, COULD_NOT_RUN, NOTHING
from flexmap.commands.review import jobs
from flexmap.failure import Failure
from flexmap.mapping import Mapping
from flexmap.output import clear_progress, on_terminal, say, show_progress, write
from flexmap.overview.effort import Effort, hours_with
from flexmap.overview.overview import Overview
from flexmap.overview.repositories import Folder, folders, repositories
from flexmap.overview.trend import read_older, trend
from flexmap.report.listing import tool_version
from flexmap.review.run import LARGEST, TIME_LIMIT, Settings

HELP = "count what is to be done in repositories"

FORMATS = {"html": "html", "markdown": "markdown", "csv": "table", "json": "record"}
"""The formats, each with the module that writes it."""


def add(parser: argparse.ArgumentParser) -> None:
    """Gives the parser the arguments of the command."""
    parser.add_argument("paths", nargs="+", metavar="PATH",
                        help="repositories, or folders that hold checkouts")  # fmt: skip
    parser.add_argument("--format", choices=tuple(FORMATS), default="html")
    parser.add_argument("--output", metavar="FILE", help="write the report there, not to stdout")
    parser.add_argument("--compare", metavar="OLD", help="the JSON of an older report")
    parser.add_argument(
        "--hours", action="append", default=[], metavar="CLASS=HOURS",
        help=f"hours for each place of a class ({', '.join(Effort)}); repeatable",
    )  # fmt: skip
    parser.add_argument("--jobs", type=jobs, default=0, help="processes; 0 is one per core")
    parser.add_argument("--today", type=date.fromisoformat, default=None, metavar="DATE",
                        help="the day for the end dates of ignores")  # fmt: skip
    parser.add_argument("--no-progress", action="store_true", help="no progress bar on a terminal")


def run(arguments: argparse.Namespace, mapping: Mapping) -> int:
    """Writes the report; 0, or 2 when a repository could not be looked at, 3 without a file."""
    hours = hours_with(arguments.hours)
    older = read_older(arguments.compare) if arguments.compare else None
    overview = _overview(arguments, mapping, hours)
    if older:
        overview = replace(overview, trend=trend(older, overview.items))
    form = import_module(f"flexmap.overview.{FORMATS[arguments.format]}")
    write(form.report(overview), arguments.output, arguments.format)
    for one in overview.problems:
        say(f"error: {one.name}: {one.problem}")
    if overview.problems:
        return COULD_NOT_RUN
    if not overview.files:
        say("nothing to look at: no repository has a file in a known language")
        return NOTHING
    return CLEAN


def _overview(
    arguments: argparse.Namespace, mapping: Mapping, hours: dict[Effort, float]
) -> Overview:
    settings = Settings(
        jobs=arguments.jobs,
        largest=LARGEST,
        time_limit=TIME_LIMIT,
        today=arguments.today or date.today(),
    )
    shown = on_terminal() and not arguments.no_progress
    bar = partial(show_progress, what="repositories") if shown else None
    done = tuple(repositories(mapping, _folders(arguments.paths), settings, bar))
    if bar:
        clear_progress()
    return Overview(
        stamp=f"flexmap {tool_version()}, {mapping.stamp}",
        tool=tool_version(),
        data=mapping.data,
        site=arguments.site,
        repositories=done,
        clients={term.id: term.title for term in mapping.vocabulary["client"]},
        items=tuple(item for repository in done for item in repository.items),
        hours=hours,
    )  # fmt: skip


def _folders(paths: Sequence[str]) -> tuple[Folder, ...]:
    if "" in paths:
        raise Failure("a path is empty; write . for this folder")
    return folders(paths)
