"""Verifying: what newer releases change, told by kind, and nothing on disk is touched."""

from __future__ import annotations

import hashlib
import shutil
from functools import partial
from pathlib import Path

import pytest

from generator.cli import main
from generator.collect import CollectError, Verification, as_markdown, as_text, collect, verify
from generator.collect.download import Ended
from generator.collect.report import MAX_MARKDOWN
from tests.fixtures_collect import build
from tests.fixtures_collect.build import Workplace, tarball, wheel


class Registry:
    """What the clients bring when they are asked for the newest release."""

    def __init__(self, place: Workplace, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(place.packages, folder)
        self.commands: list[list[str]] = []

    def release(self, name: str, content: bytes, version: str = "9.1.0") -> None:
        (self.folder / build.FILES[name]).unlink()
        (self.folder / build.FILES[name].replace("9.0.0", version)).write_bytes(content)

    def __call__(self, command) -> Ended:
        self.commands.append(list(command))
        npm = "--pack-destination" in command
        name = command[-1].removesuffix("@latest")
        into = Path(command[command.index("--pack-destination" if npm else "--dest") + 1])
        stem = build.FILES[name].partition("9.0.0")[0]
        (found,) = self.folder.glob(f"{stem}*")
        shutil.copyfile(found, into / found.name)
        return Ended(code=0, stderr="")


@pytest.fixture
def place(tmp_path) -> Workplace:
    made = build.workplace(tmp_path)
    collect(made.packages, made.out, lambda _: None, run=build.no_client)
    return made


@pytest.fixture
def registry(place, tmp_path) -> Registry:
    return Registry(place, tmp_path / "registry")


def run(place: Workplace, registry) -> Verification:
    return verify(place.packages, place.out, lambda _: None, run=registry)


def sdk_with(*changes: tuple[str, str]) -> bytes:
    texts = build.sdk()
    for old, new in changes:
        assert old in texts[build.OPERATIONS]
        texts[build.OPERATIONS] = texts[build.OPERATIONS].replace(old, new)
    return wheel(texts)


def test_nothing_new_is_no_change(place, registry) -> None:
    """Each package is asked for without a version, and is the one that is listed."""
    found = run(place, registry)
    assert not found.changed
    assert as_text(found).count("is the newest release") == len(build.FILES)
    asked = {command[-1] for command in registry.commands}
    assert {"azure-mgmt-compute", "azure-cli", "@azure/arm-compute@latest"} <= asked
    assert all("--ignore-requires-python" in c for c in registry.commands if "pip" in c)


def test_a_changed_path_and_a_changed_sentence_are_told(place, registry) -> None:
    """What a caller and what a reader would notice, each under its heading."""
    registry.release(
        "azure-mgmt-compute",
        sdk_with(
            ("{vmScaleSetName}/deallocate", "{vmScaleSetName}/release"),
            ("orchestration mode only", "orchestration mode alone"),
        ),
    )
    text = as_text(run(place, registry))
    assert "azure-mgmt-compute 9.0.0 -> 9.1.0\n" in text
    assert (
        "azure-mgmt-compute: Operations (1)\n  ~ VirtualMachineScaleSets_Deallocate: POST" in text
    )
    assert "Sentences about modes (2)" in text
    assert "+ VirtualMachineScaleSets_Deallocate hibernate: Works with Flexible" in text
    assert "    file: azure_mgmt_compute-9.1.0-py3-none-any.whl\n" in text


def test_a_removed_operation_does_not_stop_it(place, registry) -> None:
    """Hand-kept names that point to it are work to do, with their place; nothing is written."""
    before = place.files()
    registry.release("azure-mgmt-compute", sdk_with(("def list(", "def list_all(")))
    found = run(place, registry)
    text = as_text(found)
    assert "~ GET /subscriptions" in text
    assert "VirtualMachineScaleSets_List -> VirtualMachineScaleSets_ListAll" in text
    assert "hand/go.yml:4: no package has an operation 'VirtualMachineScaleSets_List'" in text
    assert found.changed
    assert place.files() == before


def test_commands_and_spellings_are_told(place, registry) -> None:
    """A command that is gone, a condition that is another, a spelling that is new."""
    cli = build.cli()
    cli[build.CUSTOM] = cli[build.CUSTOM].replace("hibernate is None", "hibernate")
    registry.release("azure-cli", wheel(cli))
    javascript = build.javascript()
    name = f"{build.DIST}classic/virtualMachineScaleSets/index.d.ts"
    assert "beginDeallocateAndWait" in javascript[name]
    javascript[name] = javascript[name].replace("beginDeallocateAndWait", "beginDeallocateAndSit")
    registry.release("@azure/arm-compute", tarball(javascript))
    text = as_text(run(place, registry))
    assert "azure-cli: What commands send, and when (2)" in text
    assert "~ az vmss deallocate sends VirtualMachineScaleSetVMs_Deallocate: instance_ids" in text
    assert "data/surface/hand: To do by hand (1)" in text
    assert "+ virtualMachineScaleSets.beginDeallocateAndSit" in text
    assert "- virtualMachineScaleSets.beginDeallocateAndWait" in text


def test_a_new_api_version_is_one_line(place, registry) -> None:
    """It concerns hundreds of operations alike."""
    registry.release("azure-mgmt-compute", sdk_with(('"2030-01-01"', '"2031-01-01"')))
    text = as_text(run(place, registry))
    assert "  ~ 4 operations: 2030-01-01 -> 2031-01-01\n" in text


def test_a_release_without_a_difference_is_a_change_too(place, registry) -> None:
    """The listing is behind, which a maintainer wants to know."""
    registry.release("azure-cli", wheel(build.cli() | {"x.txt": "new"}))
    found = run(place, registry)
    assert found.changed
    assert found.sections == ()


def test_the_markdown_is_safe_and_not_too_long(place, registry) -> None:
    """An issue takes 65,536 characters; code with backticks stays code."""
    sentences = " ".join(f"For Flexible orchestration see `number {n}`." for n in range(4000))
    registry.release("azure-mgmt-compute", sdk_with(("Works with", f"{sentences} Works with")))
    text = as_markdown(run(place, registry))
    assert MAX_MARKDOWN - 500 < len(text) <= MAX_MARKDOWN
    assert text.endswith("prints the whole.)\n")
    assert "- ``+ VirtualMachineScaleSets_Deallocate" in text
    assert "```yaml\n  - purl: pkg:pypi/azure-mgmt-compute@9.1.0\n" in text


# Failures


def test_a_released_file_that_changed_is_refused(place, registry) -> None:
    """Under one version there is one file."""
    registry.release("azure-cli", wheel(build.cli() | {"x.txt": "new"}), version="9.0.0")
    with pytest.raises(CollectError, match="a released file must not change"):
        run(place, registry)


def test_an_older_release_is_refused(place, registry) -> None:
    """A client that is set to older versions would tell that things are gone."""
    registry.release("@azure/arm-compute", tarball(build.javascript()), version="8.10.0")
    with pytest.raises(CollectError, match=r"brought 8\.10\.0, which is older"):
        run(place, registry)


def test_a_network_that_is_down_ends_with_2(place, monkeypatch, capsys) -> None:
    """Never the code for "nothing new" when it could not look."""
    down = Ended(code=1, stderr="ERROR: no route to host\n")
    monkeypatch.setattr("generator.cli.verify", partial(verify, run=lambda _: down))
    options = ["--data", str(place.out.parent), "--packages", str(place.packages)]
    assert main(["verify", *options]) == 2
    printed = capsys.readouterr()
    assert "the newest azure-mgmt-compute: pip could not download it" in printed.err
    assert "no route to host" in printed.err
    assert printed.out == ""


def test_a_file_of_another_package_is_refused(place) -> None:
    """What a client brings has to be what it was asked for."""

    def client(command) -> Ended:
        Path(command[command.index("--dest") + 1], "other-9.1.0-py3-none-any.whl").touch()
        return Ended(code=0, stderr="")

    with pytest.raises(
        CollectError, match=r"other-9\.1\.0-py3-none-any\.whl is not a file of that"
    ):
        run(place, client)


@pytest.mark.parametrize(("new", "code"), [(False, 0), (True, 1)])
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_the_command_ends_with_1_when_there_is_news(
    place, registry, monkeypatch, capsys, new: bool, code: int, form: str
) -> None:
    """0 nothing new, 1 news; both forms go to stdout, the talk to stderr."""
    if new:
        registry.release("azure-cli", wheel(build.cli() | {"x.txt": "new"}))
    monkeypatch.setattr("generator.cli.verify", partial(verify, run=registry))
    options = ["--data", str(place.out.parent), "--packages", str(place.packages)]
    assert main(["verify", "--format", form, *options]) == code
    printed = capsys.readouterr()
    assert ("azure-cli 9.0.0 -> 9.1.0" in printed.out) == new
    assert printed.err.startswith("downloading the newest azure-mgmt-compute\n")


def test_what_was_downloaded_is_kept(place, registry) -> None:
    """Collect finds it there when the listing names it."""
    content = wheel(build.cli() | {"x.txt": "new"})
    registry.release("azure-cli", content)
    run(place, registry)
    (path,) = place.packages.glob("azure_cli-9.1.0*")
    assert hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256(content).digest()
