"""`flexmap convert`: the template of a Uniform set as that of a Flexible one."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from flexmap.commands import CLEAN, FINDINGS, NOTHING
from flexmap.convert.templates import Converted, Converter
from flexmap.failure import Failure
from flexmap.mapping import Mapping
from flexmap.output import say, write
from flexmap.review.fixes import Fixed, Fixes, patch, write_fixes
from flexmap.review.run import LARGEST
from flexmap.sources.content import read

HELP = "make the template of a Flexible set"


def add(parser: argparse.ArgumentParser) -> None:
    """Gives the parser the arguments of the command."""
    parser.add_argument("paths", nargs="+", metavar="FILE", help="ARM JSON, Bicep or Terraform")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--diff", action="store_true", help="print a patch, which is the default")
    way.add_argument("--write", action="store_true", help="write the files")
    way.add_argument("--output", metavar="FILE", help="write the result of one file there")


def run(arguments: argparse.Namespace, mapping: Mapping) -> int:
    """Converts; 0 when every set is whole, 1 when something is left to do, 3 without a set."""
    if arguments.output and len(arguments.paths) > 1:
        raise Failure("--output takes the result of one file; use --write for several")
    converter = Converter(mapping)
    done = [_converted(converter, path) for path in arguments.paths]
    for one in done:
        for line in _told(one):
            say(f"{one.path}: {line}")
    _write(done, arguments)
    if not any(one.sets or one.notes for one in done):
        say("nothing to convert: no Uniform set is declared in these files")
        return NOTHING
    return CLEAN if all(one.whole or not (one.sets or one.notes) for one in done) else FINDINGS


def _converted(converter: Converter, path: str) -> Converted:
    content = read(path, LARGEST)
    if isinstance(content, str):
        raise Failure(f"{path}: {content}")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Failure(f"{path}: it is not UTF-8; save it as UTF-8 first") from error
    converted = converter.convert(path, content)
    if converted is None:
        raise Failure(f"{path}: it is no template; those are .json, .bicep and .tf files")
    return converted


def _told(one: Converted) -> Iterator[str]:
    """What was done, what was left out, and what is left to do."""
    yield from (f"converted: {name}" for name in one.sets)
    yield from (f"left out: {item}" for item in one.left_out)
    yield from (f"left out, to be replaced by you: {item}" for item in one.to_do)
    yield from (f"left as it is: {note}" for note in one.notes)
    for finding in one.left:
        yield f"line {finding.place.line} of the result still stops: {finding.message}"
    yield from (f"step {number}: {step}" for number, step in enumerate(one.steps, 1))


def _write(done: list[Converted], arguments: argparse.Namespace) -> None:
    files = tuple(
        Fixed(path=one.path, before=one.before, after=one.after, count=len(one.sets))
        for one in done
        if one.sets
    )
    fixes = Fixes(files=files, open_=0, refused=())
    if arguments.write:
        try:
            write_fixes(fixes)
        except OSError as error:
            raise Failure(f"{error.filename}: cannot be written ({error.strerror})") from error
    elif arguments.output:
        write(done[0].after.decode("utf-8"), str(Path(arguments.output)), "template")
    else:
        write("".join(patch(fixes)))
