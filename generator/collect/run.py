"""The whole collection: read all packages, then write all files or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.collect.archive import changed_shape, read_npm, read_wheel
from generator.collect.call_surface import call_texts
from generator.collect.changes import Change, compare
from generator.collect.cli.surface import cli_surface, read_cli
from generator.collect.download import Runner, package_bytes, run_client
from generator.collect.emit import document
from generator.collect.hand import read_hand
from generator.collect.javascript import Method, is_wanted, javascript_surface, read_methods
from generator.collect.model_surface import model_texts
from generator.collect.names import join
from generator.collect.names_file import names_data
from generator.collect.packages import CollectError, Package, read_packages
from generator.collect.paths import by_request, request_key
from generator.collect.pulumi import PULUMI, pulumi_surface
from generator.collect.sdk.operations import Operation
from generator.collect.sdk.surface import operations_of, read_sdk, sdk_surface
from generator.reading.yaml_text import Value, parse

LISTING = "packages.yml"
NAMES = "names.yml"
PROPERTIES = "pulumi.yml"
SDK, CLI, JAVASCRIPT = "azure-mgmt-compute", "azure-cli", "@azure/arm-compute"

_HEADING = (
    "Collected by `python -m generator collect`; do not edit.",
    "The versions are chosen in packages.yml.",
)
_NAMES_HEADING = (
    *_HEADING,
    "What each client calls each operation, joined from the files of the packages and from hand/.",
    "exact: the name always means this operation; otherwise note says when.",
    "within: the name serves another purpose and also sends this operation.",
)
_PULUMI_HEADING = (
    *_HEADING,
    "The properties of resources of Pulumi's azure-native, as paths in TypeScript and YAML.",
    "In Python each step is in snake case; python has the steps that follow no rule.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectResult:
    """What was collected: differences to the files before, and what a person has to look at."""

    changes: tuple[Change, ...]
    reviews: tuple[str, ...]


def collect(
    packages: Path,
    out: Path,
    log: Callable[[str], None],
    *,
    run: Runner = run_client,
) -> CollectResult:
    """Reads the packages that `out/packages.yml` lists and writes their surface to `out`.

    `packages` is the folder of downloaded package files; what is missing there is
    downloaded into it. Files are written when everything was
    read: after a `CollectError` those on disk are as they were.
    """
    listed = read_packages(out / LISTING)
    contents: dict[str, bytes] = {}
    for package in listed:
        log(f"reading {package.label}")
        contents[package.name] = package_bytes(package, packages, run)
    texts, reviews, stale = surface_texts(listed, contents, out / "hand")
    if stale:
        raise CollectError("\n".join(stale))
    changes = surface_changes(out, listed, texts)
    _write(out, listed, texts)
    return CollectResult(changes=tuple(changes), reviews=tuple(reviews))


def surface_texts(
    listed: Sequence[Package], contents: Mapping[str, bytes], hand: Path
) -> tuple[dict[str, str], list[str], tuple[str, ...]]:
    """The text of every collected file by its name, what has to be reviewed, and what is stale.

    Stale are the hand-kept rows that name an operation of no package. Nothing is written;
    raises `CollectError`.
    """
    sdk, cli, javascript = _required_packages(listed)
    groups, sentences = read_sdk(read_wheel(sdk.label, contents[SDK]))
    operations = operations_of(groups)
    ids = _ids(operations.values(), sdk.label)
    methods = read_methods(read_npm(javascript.label, contents[JAVASCRIPT], is_wanted))
    spelled = _spelled(methods, ids)
    commands = read_cli(read_wheel(cli.label, contents[CLI]), ids)
    by_hand = read_hand(hand, operations)
    methods_by_id = {spelled[m.spelling]: m for m in methods if m.spelling in spelled}
    joined = join(operations, methods_by_id, commands.commands, by_hand)
    purls = {"azure-cli": cli.purl, "python": sdk.purl, "javascript": javascript.purl}
    texts = {
        sdk.surface_file: document(_HEADING, sdk_surface(sdk, groups, sentences)),
        cli.surface_file: document(_HEADING, cli_surface(cli, commands)),
        javascript.surface_file: document(
            _HEADING, javascript_surface(javascript, methods, spelled)
        ),
        NAMES: document(_NAMES_HEADING, names_data(joined, purls)),
        **model_texts(sdk, operations.values(), listed, contents),
        **call_texts(sdk, cli, contents, operations.values()),
        **_pulumi_text(listed, contents),
    }
    misnamed = [
        f"{cli.label}: the class {sent} sends {operation}: one of the two names is wrong"
        for sent, operation in commands.misnamed
        if operation in joined.names
    ]
    return texts, [*joined.reviews, *misnamed], by_hand.stale


def _pulumi_text(listed: Sequence[Package], contents: Mapping[str, bytes]) -> dict[str, str]:
    """The text of the file of Pulumi's properties by its name; raises `CollectError`."""
    package = next((package for package in listed if package.name == PULUMI), None)
    if package is None or not package.resources:
        raise CollectError(f"{LISTING}: {PULUMI} with a list `resources` is missing")
    return {PROPERTIES: document(_PULUMI_HEADING, pulumi_surface(package, contents[PULUMI]))}


def _required_packages(listed: Sequence[Package]) -> tuple[Package, Package, Package]:
    """The Python package, the Azure CLI and the JavaScript package; raises `CollectError`."""
    by_name = {package.name: package for package in listed}
    for name in (SDK, CLI, JAVASCRIPT):
        if name not in by_name:
            raise CollectError(f"{LISTING}: {name} is missing; it is one of the packages we read")
    return by_name[SDK], by_name[CLI], by_name[JAVASCRIPT]


def _ids(operations: Iterable[Operation], label: str) -> Mapping[tuple[str, str], str]:
    """Operation ids by request; raises `CollectError` when two operations send the same."""
    try:
        return by_request((o.id, o.request.method, o.request.path) for o in operations)
    except ValueError as error:
        raise changed_shape(label, str(error)) from None


def _spelled(methods: Sequence[Method], ids: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """Operation ids by JavaScript spelling, of the methods whose request is known."""
    operation_ids: dict[str, str] = {}
    for method in methods:
        operation = ids.get(request_key(method.method, method.path))
        if operation:
            operation_ids[method.spelling] = operation
    return operation_ids


def surface_changes(out: Path, listed: Sequence[Package], texts: Mapping[str, str]) -> list[Change]:
    """The differences between the files on disk and these texts, file by file."""
    changes: list[Change] = []
    stems = {package.surface_file: package.surface_stem for package in listed}
    for name, text in texts.items():
        before = _before(out, name, stems.get(name, ""))
        label = stems.get(name, name)
        changes += compare(label, before, parse(name, text.encode()).value)
    return changes


def _before(out: Path, name: str, stem: str) -> Value | None:
    """The file of the same package as it is on disk, whatever its version; None when none."""
    for path in [out / name, *sorted(out.glob(f"{stem}@*.yml") if stem else ())]:
        try:
            return parse(path.name, path.read_bytes()).value
        except OSError:
            continue
    return None


def _write(out: Path, listed: Sequence[Package], texts: Mapping[str, str]) -> None:
    """Puts every text next to its place first, then all into place; old versions go last."""
    parts: dict[Path, Path] = {}
    try:
        for name, text in texts.items():
            path = out / name
            if not path.is_file() or path.read_bytes() != text.encode():
                parts[path] = out / f".{name}.part"
                parts[path].write_text(text, encoding="utf-8", newline="")
        for path, part in parts.items():
            part.replace(path)
        for package in listed:
            for path in out.glob(f"{package.surface_stem}@*.yml"):
                if path.name not in texts:
                    path.unlink()
    except OSError as error:
        for part in parts.values():
            part.unlink(missing_ok=True)
        raise CollectError(f"cannot write to {out}: {error}") from None
