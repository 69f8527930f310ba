"""The command line: parses, delegates, prints; nothing else prints."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

from generator.building.check import check
from generator.collect import CollectError, as_markdown, as_text, collect, verify
from generator.collect.observe import observe
from generator.exports import PublishedError
from generator.reading.problems import Problem
from generator.reading.reporters import REPORTERS
from generator.reference import Reference
from generator.site.folder import SiteError
from generator.site.materials import read_materials
from generator.site.offline import OfflineError, pack
from generator.site.preview import Preview
from generator.site.publish import publish
from generator.site.render import RenderError, render
from generator.site.serve import ServeError, serve
from generator.site.write import WriteError, Written, assemble, write_files
from generator.versions import FORMATS, compare
from generator.versions.releases import ReleaseError, forbidden, freeze, read_record, read_releases

CLEAN, FINDINGS, COULD_NOT_RUN = 0, 1, 2
ROOT = Path(__file__).resolve().parent.parent
"""The checkout that this runs in."""

DATA, DOCS, SITE = ROOT / "data", ROOT / "docs", ROOT / "site"
ASSEMBLED, PACKAGES = ROOT / ".build" / "docs", ROOT / ".build" / "packages"
VERIFICATIONS = {"text": as_text, "markdown": as_markdown}

FAILURES = (PublishedError, RenderError, WriteError, SiteError, OfflineError)
"""What can go wrong after the data was found good."""

Command = Callable[[argparse.Namespace], int]
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def main(argv: Sequence[str]) -> int:
    """Runs one command; returns 0 when clean, 1 with findings, 2 when it could not run."""
    arguments = _parser().parse_args(argv)
    command: Command = arguments.command
    try:
        return command(arguments)
    except (*FAILURES, CollectError, ReleaseError, ServeError) as error:
        _say(f"error: {error}")
        return COULD_NOT_RUN
    except KeyboardInterrupt:
        _say("stopped")
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m generator", description=__doc__)
    parser.description = "Checks the mapping's data and builds the reference from it."
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    data = argparse.ArgumentParser(add_help=False)
    data.add_argument("--data", type=Path, default=DATA, help="the data folder", metavar="DIR")
    _add_building(commands, data)
    _add_releasing(commands, data)
    _add_serving(commands)
    _add_collecting(commands, data)
    return parser


def _add_building(commands: Commands, data: argparse.ArgumentParser) -> None:
    checking = commands.add_parser("check", parents=[data], help="validate the data")
    checking.add_argument("--format", choices=sorted(REPORTERS), default="text")
    checking.set_defaults(command=_check)

    rendering = commands.add_parser("render", parents=[data], help="write pages and exports")
    rendering.add_argument(
        "--out",
        type=Path,
        help="folder to write; without it .build/docs gets the hand-written pages, too",
        metavar="DIR",
    )
    rendering.set_defaults(command=_render)

    building = commands.add_parser("build", parents=[data], help="render, then build the site")
    building.add_argument("--site", type=Path, default=SITE, help="the site", metavar="DIR")
    building.set_defaults(command=_build)

    packing = commands.add_parser("offline", help="pack a built site for use from a disk")
    packing.add_argument("--site", type=Path, default=SITE, help="the site", metavar="DIR")
    packing.set_defaults(command=_offline)


def _add_releasing(commands: Commands, data: argparse.ArgumentParser) -> None:
    differing = commands.add_parser("diff", help="compare two mapping.json files")
    differing.add_argument("old", type=Path, metavar="OLD")
    differing.add_argument("new", type=Path, metavar="NEW")
    differing.add_argument("--format", choices=sorted(FORMATS), default="text")
    differing.set_defaults(command=_diff)

    releasing = commands.add_parser("release", parents=[data], help="keep the data as released")
    releasing.set_defaults(command=_release)


def _add_serving(commands: Commands) -> None:
    serving = commands.add_parser("serve", help="build, serve, and rebuild on every change")
    serving.add_argument("--port", type=_port, default=8000)
    serving.set_defaults(command=_serve)


def _add_collecting(commands: Commands, data: argparse.ArgumentParser) -> None:
    packages = argparse.ArgumentParser(add_help=False)
    packages.add_argument(
        "--packages", type=Path, default=PACKAGES, help="the downloaded packages", metavar="DIR"
    )
    collecting = commands.add_parser(
        "collect", parents=[data, packages], help="read the Azure packages into data/surface/"
    )
    collecting.set_defaults(command=_collect)

    observing = commands.add_parser(
        "observe", parents=[data, packages], help="read recorded runs into data/observations/"
    )
    observing.add_argument(
        "--checkout",
        type=_checkout,
        action="append",
        default=[],
        help="a clone of a repository that has recordings; may be repeated",
        metavar="OWNER/NAME=DIR",
    )
    observing.set_defaults(command=_observe)

    verifying = commands.add_parser(
        "verify", parents=[data, packages], help="compare data/surface/ with the newest packages"
    )
    verifying.add_argument("--format", choices=sorted(VERIFICATIONS), default="text")
    verifying.set_defaults(command=_verify)


def _check(arguments: argparse.Namespace) -> int:
    checked = check(arguments.data)
    print(REPORTERS[arguments.format](checked.problems), end="")
    if checked.nothing_read:
        return COULD_NOT_RUN
    if checked.mapping is None:
        _say(_count(checked.problems))
        return FINDINGS
    _say(f"{len(checked.mapping.entries)} entries, no problems")
    return CLEAN


def _render(arguments: argparse.Namespace) -> int:
    mapping = _mapping(arguments.data)
    if isinstance(mapping, int):
        return mapping
    files = render(mapping, read_materials(), read_releases(arguments.data))
    if arguments.out is None:
        written = assemble(DOCS, ASSEMBLED, files)
    else:
        written = write_files(arguments.out, files)
    _say(_summary(written))
    return CLEAN


def _build(arguments: argparse.Namespace) -> int:
    mapping = _mapping(arguments.data)
    if isinstance(mapping, int):
        return mapping
    with _assembly(arguments.data) as docs:
        publish(
            mapping,
            root=ROOT,
            docs=docs,
            site=arguments.site,
            released=read_releases(arguments.data),
        )
    _say(f"built {arguments.site}")
    return CLEAN


def _offline(arguments: argparse.Namespace) -> int:
    _say(f"packed {pack(arguments.site)}")
    return CLEAN


def _diff(arguments: argparse.Namespace) -> int:
    diff = compare(read_record(arguments.old), read_record(arguments.new))
    print(FORMATS[arguments.format](diff), end="")
    return FINDINGS if diff.changes else CLEAN


def _release(arguments: argparse.Namespace) -> int:
    mapping = _mapping(arguments.data)
    if isinstance(mapping, int):
        return mapping
    released = read_releases(arguments.data)
    materials = read_materials()
    files = render(mapping, materials, released)
    record, schema = json.loads(files["mapping.json"]), json.loads(materials.schema)
    refused = forbidden(released, record, schema)
    for change in refused:
        _say(f"{change.action} {change.part} {change.id} {change.name}".rstrip())
    if refused:
        _say(f"{record['data_version']} is too small a step for this; raise it in release.yml")
        return FINDINGS
    print(FORMATS["markdown"](compare(released[-1].record if released else None, record)), end="")
    _say(f"kept {freeze(arguments.data, record['data_version'], files)}")
    return CLEAN


def _serve(arguments: argparse.Namespace) -> int:
    preview = Preview(root=ROOT, docs=ASSEMBLED, site=SITE)
    serve(root=ROOT, port=arguments.port, rebuild=partial(_rebuild, preview))
    return CLEAN


def _collect(arguments: argparse.Namespace) -> int:
    result = collect(arguments.packages, arguments.data / "surface", _say)
    for change in result.changes:
        print(change)
    for review in result.reviews:
        print(f"review {review}")
    print(f"{len(result.changes)} changes" if result.changes else "nothing changed")
    return CLEAN


def _observe(arguments: argparse.Namespace) -> int:
    changed = observe(arguments.data, arguments.packages, dict(arguments.checkout), _say)
    print("\n".join(f"changed {name}" for name in changed) if changed else "nothing changed")
    return CLEAN


def _verify(arguments: argparse.Namespace) -> int:
    verification = verify(arguments.packages, arguments.data / "surface", _say)
    print(VERIFICATIONS[arguments.format](verification), end="")
    return FINDINGS if verification.changed else CLEAN


def _rebuild(preview: Preview) -> str:
    """Builds the site again; returns what went wrong, or an empty text."""
    checked = check(DATA)
    if checked.mapping is None:
        return REPORTERS["text"](checked.problems) + _count(checked.problems)
    try:
        preview.build(checked.mapping, read_releases(DATA))
    except (*FAILURES, ReleaseError) as error:
        return f"error: {error}"
    return ""


@contextlib.contextmanager
def _assembly(data: Path) -> Iterator[Path]:
    """The folder to assemble pages in; other data than that of the checkout gets one of its own."""
    if data.resolve() == DATA:
        yield ASSEMBLED
        return
    with tempfile.TemporaryDirectory(prefix="flexmap-docs-") as folder:
        yield Path(folder) / "docs"


def _mapping(data: Path) -> Reference | int:
    """The mapping of a folder, or the exit code after its problems were printed."""
    checked = check(data)
    if checked.mapping is not None:
        return checked.mapping
    sys.stderr.write(REPORTERS["text"](checked.problems))
    _say(_count(checked.problems) + "; nothing was written")
    return COULD_NOT_RUN if checked.nothing_read else FINDINGS


def _checkout(text: str) -> tuple[str, Path]:
    repository, _, folder = text.partition("=")
    if "/" not in repository or not folder:
        raise argparse.ArgumentTypeError(f"{text!r} is not OWNER/NAME=DIR")
    return repository, Path(folder)


def _port(text: str) -> int:
    port = int(text)
    if not 1 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"{port} is not a port: 1 to 65535")
    return port


def _count(problems: Sequence[Problem]) -> str:
    return f"{len(problems)} problem{'' if len(problems) == 1 else 's'}"


def _summary(written: Written) -> str:
    return f"{len(written.changed)} files written, {len(written.removed)} removed"


def _say(text: str) -> None:
    print(text, file=sys.stderr)
