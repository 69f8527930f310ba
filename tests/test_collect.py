"""Collecting: what is written, what a change looks like, and that a failure writes nothing."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import main
from generator.collect import CollectError, collect
from generator.collect import archive as archive_module
from generator.collect.download import Ended
from generator.reading.yaml_text import parse
from tests.fixtures_collect import build
from tests.fixtures_collect.build import Workplace, tarball, wheel


@pytest.fixture
def place(tmp_path) -> Workplace:
    return build.workplace(tmp_path)


@pytest.fixture
def collected(place) -> Workplace:
    run(place)
    return place


def run(place: Workplace, client=build.no_client):
    return collect(place.packages, place.out, lambda _: None, run=client)


def read(place: Workplace, name: str):
    parsed = parse(name, (place.out / name).read_bytes())
    assert not parsed.problems
    return parsed.value


def surface(place: Workplace, name: str):
    (path,) = place.out.glob(f"{name}@*.yml")
    return read(place, path.name)


def named(place: Workplace, operation: str):
    return next(o["names"] for o in read(place, "names.yml")["operations"] if o["id"] == operation)


# What is written


def test_an_operation_is_told_whole(collected) -> None:
    """Method, path, parameters with kind, body, what is optional, and since when."""
    first, second = surface(collected, "azure-mgmt-compute")["groups"]
    deallocate, listing, _ = first["operations"]
    assert deallocate["id"] == "VirtualMachineScaleSets_Deallocate"
    assert (deallocate["method"], deallocate["kind"]) == ("POST", "long-running")
    assert deallocate["path"].endswith("/virtualMachineScaleSets/{vmScaleSetName}/deallocate")
    assert deallocate["parameters"] == {
        "path": ["subscriptionId", "resourceGroupName", "vmScaleSetName"],
        "query": ["api-version", "hibernate"],
        "body": "InstanceIDs",
        "optional": ["body", "hibernate"],
    }
    assert (listing["kind"], listing["returns"]) == ("paged", "ScaleSet")
    (instance,) = second["operations"]
    assert instance["since"] == "2029-05-01"
    assert instance["parameters"]["since"] == [{"name": "force", "api_version": "2030-01-01"}]


def test_sentences_about_modes_are_kept_with_their_place(collected) -> None:
    """Of the operation, its parameters, and the models that it carries; nobody else's."""
    data = surface(collected, "azure-mgmt-compute")
    assert data["groups"][0]["operations"][0]["mode_sentences"] == [
        {"parameter": "hibernate", "text": "Works with Flexible orchestration mode only."}
    ]
    models = {(m["model"], m.get("property", "")): m for m in data["model_sentences"]}
    assert set(models) == {("InstanceIDs", "instanceIds"), ("Mode", "")}
    ids = models["InstanceIDs", "instanceIds"]
    assert ids["sentences"] == ["For a scale set with Flexible orchestration they are names."]
    assert ids["sent_by"] == ["VirtualMachineScaleSets_Deallocate"]
    assert "VirtualMachineScaleSets_List" in models["Mode", ""]["returned_by"]


def test_a_command_is_told_with_its_conditions(collected) -> None:
    """Which operation a command sends depends on its options, and the file says how."""
    commands = {c["command"]: c for c in surface(collected, "azure-cli")["commands"]}
    assert list(commands) == ["az vmss deallocate", "az vmss list", "az vmss wait"]
    assert commands["az vmss deallocate"]["function"] == "custom.deallocate_vmss"
    condition = "instance_ids and len(instance_ids) == 1 and (hibernate is None)"
    assert commands["az vmss deallocate"]["sends"] == [
        {"operation": "VirtualMachineScaleSetVMs_Deallocate", "when": [condition]},
        {"operation": "VirtualMachineScaleSets_Deallocate", "when": [f"not ({condition})"]},
    ]
    everywhere, group = commands["az vmss list"]["sends"]
    assert everywhere["path"] == (
        "/subscriptions/{subscriptionId}/providers/Microsoft.Compute/virtualMachineScaleSets"
    )
    assert everywhere["when"] == ["not resource_group"]
    assert group == {"operation": "VirtualMachineScaleSets_List", "when": ["resource_group"]}


def test_a_required_option_rules_branches_out(collected) -> None:
    """`if not name` cannot hold for an option that has to be given; a handed function runs."""
    commands = {c["command"]: c for c in surface(collected, "azure-cli")["commands"]}
    sent = [s.get("operation") for s in commands["az vmss wait"]["sends"]]
    assert sent == [None, "VirtualMachineScaleSets_List"]


def test_deprecated_spellings_go_with_their_method(collected) -> None:
    """The JavaScript package has older spellings of long-running methods."""
    instance, group = surface(collected, "azure-arm-compute")["groups"]
    assert instance["group"] == "virtualMachineScaleSetVMs"
    assert group["methods"][1] == {
        "name": "deallocate",
        "kind": "long-running",
        "operation": "VirtualMachineScaleSets_Deallocate",
        "deprecated": ["beginDeallocate", "beginDeallocateAndWait"],
    }


def test_names_are_joined_from_all_sides(collected) -> None:
    """Each client's name, whether it is exact, and when it means the operation."""
    names = named(collected, "VirtualMachineScaleSets_Deallocate")
    assert [(n["client"], n["name"], n["exact"], n["verified"]) for n in names] == [
        ("azure-cli", "az vmss deallocate", False, "package"),
        ("powershell", "Stop-AzVmss", False, "read"),
        ("python", "virtual_machine_scale_sets.begin_deallocate", True, "package"),
        ("javascript", "virtualMachineScaleSets.deallocate", True, "package"),
        ("javascript", "virtualMachineScaleSets.beginDeallocate", True, "package"),
        ("javascript", "virtualMachineScaleSets.beginDeallocateAndWait", True, "package"),
    ]
    assert "`not (instance_ids" in names[0]["note"]
    assert names[1]["note"] == "Without `-StayProvisioned`."
    (cli,) = [
        n for n in named(collected, "VirtualMachineScaleSetVMs_Deallocate")
        if n["client"] == "azure-cli"
    ]  # fmt: skip
    assert cli["note"] == "With one instance id and without hibernating."


def test_a_name_that_serves_another_purpose_comes_last(collected) -> None:
    """`az vmss wait` reads again and again, which is not what a reader looks for."""
    names = [n for n in named(collected, "VirtualMachineScaleSets_List") if "az " in n["name"]]
    assert [(n["name"], n.get("within", False)) for n in names] == [
        ("az vmss list", False),
        ("az vmss wait", True),
    ]


def test_a_command_that_stops_on_flexible_says_so(collected) -> None:
    """People read it in the code, and a rule checks entries against it."""
    names = named(collected, "VirtualMachineScaleSets_List")
    assert [n["name"] for n in names if n.get("stops")] == ["az vmss wait"]


def test_a_hand_kept_name_can_serve_another_purpose(place) -> None:
    """Such a name never means the operation alone, even without a condition."""
    path = place.out / "hand" / "powershell.yml"
    row = "{operation: VirtualMachineScaleSets_List, name: Get-AzX, within: true, verified: read}"
    path.write_text(path.read_text() + f"  - {row}\n")
    run(place)
    (name,) = [n for n in named(place, "VirtualMachineScaleSets_List") if n["name"] == "Get-AzX"]
    assert (name["within"], name["exact"]) == (True, False)
    assert read(place, "names.yml")["operations_named"]["powershell"] == 1  # that of Stop-AzVmss


def test_an_operation_without_a_name_is_told_from_one_nobody_looked_for(place) -> None:
    """Every command of the CLI was read; of the other clients the files say what was."""
    path = place.out / "hand" / "powershell.yml"
    path.write_text(path.read_text() + "none: [VirtualMachineScaleSets_List]\n")
    run(place)
    none = {o["id"]: o.get("none", []) for o in read(place, "names.yml")["operations"]}
    assert none["VirtualMachineScaleSets_List"] == ["powershell"]
    assert none["VirtualMachineScaleSetVMs_Deallocate"] == []


def test_readers_are_told_how_the_names_of_a_client_are_known(collected) -> None:
    """A package by its purl, sources by path and commit."""
    clients = {c["client"]: c for c in read(collected, "names.yml")["clients"]}
    assert clients["python"] == {"client": "python", "purl": "pkg:pypi/azure-mgmt-compute@9.0.0"}
    (source,) = clients["powershell"]["sources"]
    assert source == {"id": "stop", "repository": "x/y", "path": "Stop.cs", "commit": "abc"}


# Again


def test_a_second_time_gives_the_same_bytes_and_no_change(collected) -> None:
    """Nothing in a file depends on the day, the folder or the order of a set."""
    before = collected.files()
    assert run(collected).changes == ()
    assert collected.files() == before


def test_a_new_version_takes_the_place_of_the_old_and_says_what_moved(collected) -> None:
    """The old file goes; the changes name operation, path and sentence."""
    texts = build.sdk()
    texts[build.OPERATIONS] = (
        texts[build.OPERATIONS]
        .replace("{vmScaleSetName}/deallocate", "{vmScaleSetName}/release")
        .replace(
            "Flexible\n         orchestration mode only",
            "Flexible\n         orchestration mode alone",
        )
        .replace("def list(", "def list_all(")
    )
    collected.put("azure-mgmt-compute", wheel(texts), version="9.1.0")
    for path in (collected.out / "hand").glob("*.yml"):  # hand-kept names follow the package
        text = path.read_text().replace(
            "VirtualMachineScaleSets_List\n", "VirtualMachineScaleSets_ListAll\n"
        )
        path.write_text(text)
    changes = [str(change) for change in run(collected).changes]
    assert [p.name for p in collected.out.glob("azure-mgmt-compute@*")] == [
        "azure-mgmt-compute@9.1.0.yml"
    ]
    where = "azure-mgmt-compute: groups / VirtualMachineScaleSets / operations"
    deallocate = f"{where} / VirtualMachineScaleSets_Deallocate"
    assert f"changed {deallocate} / path: " in "\n".join(changes)
    assert f"added {where} / VirtualMachineScaleSets_ListAll" in changes
    assert f"removed {where} / VirtualMachineScaleSets_List" in changes
    assert any(c.startswith(f"removed {deallocate} / mode_sentences") for c in changes)


def test_words_that_no_longer_fit_the_code_are_put_up_for_review(collected) -> None:
    """A hand-kept condition is not repeated when the code says something else now."""
    texts = build.cli()
    texts[build.CUSTOM] = texts[build.CUSTOM].replace("hibernate is None", "hibernate")
    collected.put("azure-cli", wheel(texts))
    (review,) = run(collected).reviews
    assert review.startswith(
        "az vmss deallocate sends VirtualMachineScaleSetVMs_Deallocate under another condition"
    )
    (name, *_) = named(collected, "VirtualMachineScaleSetVMs_Deallocate")
    assert name["note"].startswith("When, in the terms of its code: `instance_ids")


# Failures


def edited(texts: dict[str, str], name: str, old: str, new: str) -> dict[str, str]:
    assert old in texts[name]
    return texts | {name: texts[name].replace(old, new)}


def without(texts: dict[str, str], name: str) -> dict[str, str]:
    return {other: text for other, text in texts.items() if other != name}


def set_sdk(content: Callable[[], bytes]) -> Callable[[Workplace], None]:
    return lambda place: place.put("azure-mgmt-compute", content())


def set_cli(content: Callable[[], bytes]) -> Callable[[Workplace], None]:
    return lambda place: place.put("azure-cli", content())


def set_js(content: Callable[[], bytes]) -> Callable[[Workplace], None]:
    return lambda place: place.put("@azure/arm-compute", content())


def write(name: str, text: str) -> Callable[[Workplace], None]:
    def change(place: Workplace) -> None:
        (place.out / name).write_text(text, "utf-8")

    return change


def sdk_edit(name: str, old: str, new: str) -> Callable[[Workplace], None]:
    return set_sdk(lambda: wheel(edited(build.sdk(), name, old, new)))


def cli_edit(name: str, old: str, new: str) -> Callable[[Workplace], None]:
    return set_cli(lambda: wheel(edited(build.cli(), name, old, new)))


def js_edit(name: str, old: str, new: str) -> Callable[[Workplace], None]:
    return set_js(lambda: tarball(edited(build.javascript(), name, old, new)))


HAND = "hand/go.yml"
ROW = "  - operation: VirtualMachineScaleSets_List\n    name: go.List\n"
FAULTS: dict[str, tuple[Callable[[Workplace], None], str]] = {
    "not a zip": (set_sdk(lambda: b"<html>Not found</html>"), "not a wheel"),
    "cut off": (set_sdk(lambda: wheel(build.sdk())[:-30]), "not a wheel"),
    "zip without metadata": (set_sdk(lambda: wheel(build.sdk(), "")), "not a wheel"),
    "no client": (set_sdk(lambda: wheel(without(build.sdk(), build.CLIENT))), "_client.py"),
    "client without groups": (sdk_edit(build.CLIENT, "Operations(", "Things("), "no operation gr"),
    "group without class": (sdk_edit(build.OPERATIONS, "class Virtual", "class V"), "no class"),
    "no request": (sdk_edit(build.OPERATIONS, "_initial(self", "_first(self"), "no request"),
    "no path": (sdk_edit(build.OPERATIONS, '_url = "/sub', '_url = "sub'), "no method, path"),
    "no api-version": (sdk_edit(build.OPERATIONS, '"2030-01-01"))', "other))"), "api-version"),
    "two of one request": (
        sdk_edit(build.OPERATIONS, "virtualMachines/{instanceId}/", ""),
        "are both POST",
    ),
    "sdk not python": (sdk_edit(build.OPERATIONS, "class Virtual", "class class V"), "Python"),
    "no models": (
        set_sdk(lambda: wheel(without(build.sdk(), "azure/mgmt/compute/models/_models.py"))),
        "_models.py",
    ),
    "not text": (set_cli(lambda: wheel(build.cli()).replace(b"\x03", b"\x02")), "azure-cli"),
    "no commands module": (
        set_cli(lambda: wheel(without(build.cli(), build.COMMANDS))),
        "no module azure.cli.command_modules.vm.commands",
    ),
    "no command table": (cli_edit(build.COMMANDS, "def load_command", "def load"), "load_command"),
    "function gone": (cli_edit(build.CUSTOM, "def deallocate_vmss", "def gone"), "no function"),
    "cli not python": (cli_edit(build.CUSTOM, "def _each", "def def"), "line 4"),
    "nothing sent": (
        set_cli(
            lambda: wheel(
                {n: t.replace("self.ctx)()", "self.ctx)") for n, t in build.cli().items()}
                | {build.CUSTOM: "def deallocate_vmss(cmd): pass\ndef wait_for_vmss(cmd): pass\n"}
                | {f"{build.CLI_FOLDER}operations/vmss.py": "class VMSSList: pass\n"}
            )
        ),
        "no command sends",
    ),
    "not gzip": (set_js(lambda: wheel(build.javascript())), "not an npm package"),
    "no package.json": (
        set_js(lambda: tarball(without(build.javascript(), "package/package.json"))),
        "no package.json",
    ),
    "no groups": (js_edit(build.JS_CLIENT, "readonly", "public"), "no operation groups"),
    "method sends nothing": (js_edit(build.JS_SET, "_listSend", "_lastSend"), "sends nothing"),
    "no listing": (lambda place: (place.out / "packages.yml").unlink(), "packages.yml"),
    "listing not yaml": (write("packages.yml", "packages: ["), "packages.yml:"),
    "listing empty": (write("packages.yml", "packages: []\n"), "list `packages`"),
    "listing without hash": (write("packages.yml", "packages:\n  - purl: x\n"), "package 1"),
    "bad purl": (
        write("packages.yml", "packages:\n  - purl: x\n    file: y\n    sha256: z\n"),
        "pkg:pypi/NAME@VERSION",
    ),
    "package not listed": (
        lambda place: write("packages.yml", "packages:\n" + place.rows()[0])(place),
        "is missing",
    ),
    "no hand-kept file": (lambda place: (place.out / HAND).unlink(), "go.yml"),
    "hand not yaml": (write(HAND, "names:\n\t- x\n"), "go.yml:2"),
    "hand without names": (write(HAND, "client: go\n"), "list 'names'"),
    "unknown operation": (
        write(HAND, "names:\n  - operation: VMs_Fly\n    name: x\n    verified: read\n"),
        "go.yml:2: no package has an operation 'VMs_Fly'",
    ),
    "named and nameless": (
        write(HAND, f"names:\n{ROW}    verified: rule\nnone: [VirtualMachineScaleSets_List]\n"),
        "go.yml:5: 'VirtualMachineScaleSets_List' has a name in this file",
    ),
    "unknown nameless": (
        write(HAND, f"names:\n{ROW}    verified: rule\nnone: [VMs_Fly]\n"),
        "go.yml:5: no package has an operation 'VMs_Fly'",
    ),
    "unknown key": (write(HAND, f"names:\n{ROW}    nmae: x\n"), "unknown keys ['nmae']"),
    "unknown way": (write(HAND, f"names:\n{ROW}    verified: guessed\n"), "read, rule, sample"),
    "unknown source": (
        write(HAND, f"names:\n{ROW}    verified: read\n    source: web\n"),
        "'web' is not in the file's sources",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_failure_is_explained_and_leaves_the_surface(collected, fault: str) -> None:
    """Whatever is wrong, the message names it and the files on disk stay as they were."""
    change, words = FAULTS[fault]
    change(collected)
    before = collected.files()
    with pytest.raises(CollectError) as caught:
        run(collected)
    assert words in str(caught.value)
    assert collected.files() == before


def test_a_changed_file_is_refused(collected) -> None:
    """The hash in the listing decides, also for a package downloaded earlier."""
    (collected.packages / build.FILES["azure-cli"]).write_bytes(wheel(build.sdk()))
    with pytest.raises(CollectError, match="sha256"):
        run(collected)


@pytest.mark.parametrize(("limit", "value"), [("MAX_MEMBER", 300), ("MAX_TOTAL", 900)])
@pytest.mark.parametrize("name", ["azure-mgmt-compute", "@azure/arm-compute"])
def test_a_bomb_is_not_unpacked(place, monkeypatch, limit: str, value: int, name: str) -> None:
    """A package that unpacks to far more than any did before is refused."""
    monkeypatch.setattr(archive_module, limit, value)
    texts = {name: "package/package.json", "x": "y"}
    place.put("azure-mgmt-compute", wheel(build.sdk()))
    assert texts
    with pytest.raises(CollectError, match="unpacks to more than"):
        run(place)


def test_an_error_at_writing_leaves_no_parts(place) -> None:
    """All files are put beside their places before the first is replaced."""
    (place.out / "names.yml").mkdir()
    (place.out / "names.yml" / "x").touch()
    before = place.files()
    with pytest.raises(CollectError, match="cannot write"):
        run(place)
    assert {name for name in place.files() if name.endswith(".part")} == set()
    assert set(before) <= set(place.files())


# Downloads


def absent(place: Workplace, name: str) -> bytes:
    path = place.packages / build.FILES[name]
    content = path.read_bytes()
    path.unlink()
    return content


@pytest.mark.parametrize("name", build.FILES)
def test_what_is_missing_is_downloaded_by_its_client(place, monkeypatch, name: str) -> None:
    """By name and version, into the folder of downloads, where it is found the next time."""
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    content, calls = absent(place, name), []

    def client(command) -> Ended:
        calls.append(command)
        option = "--dest" if "pip" in command else "--pack-destination"
        folder = command[command.index(option) + 1]
        with Path(folder, build.FILES[name]).open("wb") as file:
            file.write(content)
        return Ended(code=0, stderr="")

    run(place, client)
    assert len(calls) == 1
    assert calls[0][-1] in (f"{name}==9.0.0", f"{name}@9.0.0")
    run(place)
    assert [p.name for p in place.packages.iterdir() if p.is_dir()] == []


def test_a_network_that_is_down_is_told_in_the_clients_words(place) -> None:
    """The last line of the client says why; nothing is written."""
    absent(place, "azure-cli")
    with pytest.raises(CollectError, match=r"azure-cli 9.0.0: pip could not .*no route.*network"):
        run(place, lambda _: Ended(code=1, stderr="retrying\nERROR: no route\n\n"))
    assert not list(place.out.glob("*@*"))


def test_a_client_that_hangs_or_brings_something_else_is_told(place) -> None:
    """Neither leaves a file in the folder of downloads."""
    absent(place, "azure-cli")

    def hang(command) -> Ended:
        raise subprocess.TimeoutExpired(command, 1)

    with pytest.raises(CollectError, match="no end after"):
        run(place, hang)
    with pytest.raises(CollectError, match="pip brought nothing, not azure_cli"):
        run(place, lambda _: Ended(code=0, stderr=""))


def test_without_npm_the_message_says_what_to_install(place, monkeypatch) -> None:
    """Only collecting needs npm, and it says so."""
    absent(place, "@azure/arm-compute")
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(CollectError, match=r"npm is not installed; install Node.js"):
        run(place)


# The command


def command(place: Workplace, *options: str) -> int:
    data, packages = str(place.out.parent), str(place.packages)
    return main(["collect", "--data", data, "--packages", packages, *options])


def test_the_command_prints_what_changed(place, capsys) -> None:
    """Each change on a line, then their number; the second time there is none."""
    assert command(place) == 0
    printed = capsys.readouterr()
    assert "added azure-cli: the file" in printed.out
    assert "reading azure-cli 9.0.0" in printed.err
    assert command(place) == 0
    assert capsys.readouterr().out == "nothing changed\n"


def test_the_command_prints_an_error_and_exits_with_2(place, capsys) -> None:
    """2 stands for "could not be done"."""
    (place.out / "packages.yml").unlink()
    assert command(place) == 2
    assert "packages.yml" in capsys.readouterr().err
