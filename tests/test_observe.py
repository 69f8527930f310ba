"""Recorded runs: three forms are read alike, the mode is shown or the row is left out."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.collect import CollectError
from generator.collect.download import Ended
from generator.collect.observe import observe
from generator.collect.observe.answers import error, keys, nulls, scrub
from generator.collect.observe.recordings import read_recording
from generator.collect.observe.rows import Request, rows
from generator.collect.observe.run import operation_requests

GUID = "12345678-abcd-abcd-abcd-1234567890ab"
GROUP = f"https://management.azure.com/subscriptions/{GUID}/resourceGroups/rg/providers"
SETS = f"{GROUP}/Microsoft.Compute/virtualMachineScaleSets"
VERSION = "?api-version=2024-07-01"
DATE = "Mon, 26 Aug 2024 08:47:23 GMT"
SURFACE = Path(__file__).parent.parent / "data" / "surface"


def call(
    method: str, url: str, status: int, answer: Any = None, sent: Any = None, **headers: str
) -> dict[str, Any]:
    """An exchange as the tests write it."""
    return {
        "method": method,
        "url": url + VERSION,
        "sent": sent,
        "status": status,
        "answer": answer,
        "headers": {"Date": DATE, **headers},
    }


def text_of(body: Any) -> str:
    return "" if body is None else json.dumps(body)


def as_vcr(calls: Sequence[dict[str, Any]]) -> str:
    """As VCR.py writes it."""
    interactions = [
        {
            "request": {"method": one["method"], "uri": one["url"], "body": text_of(one["sent"])},
            "response": {
                "status": {"code": one["status"], "message": "OK"},
                "headers": {name.lower(): [value] for name, value in one["headers"].items()},
                "body": {"string": text_of(one["answer"])},
            },
        }
        for one in calls
    ]
    return yaml.safe_dump({"interactions": interactions, "version": 1})


def as_go_vcr(calls: Sequence[dict[str, Any]]) -> str:
    """As go-vcr writes it."""
    interactions = [
        {
            "id": number,
            "request": {"method": one["method"], "url": one["url"], "body": text_of(one["sent"])},
            "response": {
                "status": f"{one['status']} OK",
                "code": one["status"],
                "headers": {name: [value] for name, value in one["headers"].items()},
                "body": text_of(one["answer"]),
            },
        }
        for number, one in enumerate(calls)
    ]
    return yaml.safe_dump({"version": 2, "interactions": interactions})


def as_proxy(calls: Sequence[dict[str, Any]]) -> str:
    """As the test proxy of the Azure SDKs writes it, which keeps JSON as JSON."""
    entries = [
        {
            "RequestUri": one["url"],
            "RequestMethod": one["method"],
            "RequestBody": one["sent"],
            "StatusCode": one["status"],
            "ResponseHeaders": one["headers"],
            "ResponseBody": one["answer"],
        }
        for one in calls
    ]
    return json.dumps({"Entries": entries, "Variables": {}})


FORMS = {"vcr": as_vcr, "go-vcr": as_go_vcr, "proxy": as_proxy}


@pytest.fixture(scope="module")
def requests() -> tuple[Request, ...]:
    return operation_requests(SURFACE)


def a_set(mode: str | None = "Flexible", **properties: Any) -> dict[str, Any]:
    shown = {"orchestrationMode": mode} if mode else {}
    return {"name": "one", "properties": {**shown, "provisioningState": "Creating", **properties}}


POLL = f"https://management.azure.com/subscriptions/{GUID}/operations/7"
RUN = [
    call("PUT", f"{SETS}/one", 201, a_set(), **{"Azure-AsyncOperation": POLL}),
    call("GET", POLL, 200, {"status": "InProgress"}),
    call("GET", POLL, 200, {"status": "Succeeded"}),
    call("GET", f"{SETS}/one/virtualMachines", 200, {"value": [{"name": "a", "zones": [None]}]}),
    call("POST", f"{SETS}/one/deallocate", 202, None, {"instanceIds": ["a"]}, Location=POLL),
    call("GET", f"{SETS}/one/instanceView", 404, {"error": {"code": "NotFound", "message": GUID}}),
    call("GET", f"{GROUP}/Microsoft.Network/virtualNetworks/net", 200, {"name": "net"}),
]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_rows(form: str, requests: tuple[Request, ...]) -> None:
    """Status, final state, mode, keys and error; other services are no business of ours."""
    exchanges = read_recording("run", FORMS[form](RUN))
    assert {one.day for one in exchanges} == {"2024-08-26"}
    assert rows(exchanges, requests) == [
        {
            "at": 0,
            "operation": "VirtualMachineScaleSets_CreateOrUpdate",
            "mode": "flexible",
            "shown_by": "answer",
            "api_version": "2024-07-01",
            "status": 201,
            "final": "succeeded",
            "keys": ["name", "properties.orchestrationMode", "properties.provisioningState"],
        },
        {
            "at": 3,
            "operation": "VirtualMachineScaleSetVMs_List",
            "mode": "flexible",
            "shown_by": "recording",
            "api_version": "2024-07-01",
            "status": 200,
            "keys": ["value[].name", "value[].zones"],
            "nulls": ["value[].zones"],
        },
        {
            "at": 4,
            "operation": "VirtualMachineScaleSets_Deallocate",
            "mode": "flexible",
            "shown_by": "recording",
            "api_version": "2024-07-01",
            "status": 202,
            "final": "unread",
        },
        {
            "at": 5,
            "operation": "VirtualMachineScaleSets_GetInstanceView",
            "mode": "flexible",
            "shown_by": "recording",
            "api_version": "2024-07-01",
            "status": 404,
            "error": {"code": "NotFound", "text": "…"},
        },
    ]


def modes(requests: tuple[Request, ...], *calls: dict[str, Any]) -> list[tuple[Any, Any]]:
    made = rows(read_recording("run", as_proxy(calls)), requests)
    return [(row["mode"], row["shown_by"]) for row in made]


def test_a_set_whose_answers_leave_the_mode_out_is_uniform(requests: tuple[Request, ...]) -> None:
    get = call("GET", f"{SETS}/one", 200, a_set(None))
    start = call("POST", f"{SETS}/one/start", 202)
    assert modes(requests, get, start) == [("uniform", "left-out")] * 2


def test_without_an_answer_on_the_set_nothing_shows_its_mode(
    requests: tuple[Request, ...],
) -> None:
    assert modes(requests, call("POST", f"{SETS}/one/start", 202)) == []
    assert modes(requests, call("GET", SETS, 404, {"error": {"code": "NotFound"}})) == []


def test_the_request_shows_the_mode_where_no_answer_does(requests: tuple[Request, ...]) -> None:
    put = call("PUT", f"{SETS}/one", 400, {"error": {"code": "Bad"}}, a_set())
    assert modes(requests, put) == [("flexible", "request")]


def test_a_list_has_a_mode_when_its_items_share_one(requests: tuple[Request, ...]) -> None:
    same = call("GET", SETS, 200, {"value": [a_set("Uniform"), a_set("Uniform")]})
    mixed = call("GET", SETS, 200, {"value": [a_set("Uniform"), a_set()]})
    assert modes(requests, same, mixed) == [("uniform", "answer")]


def test_a_vm_counts_when_it_names_its_set(requests: tuple[Request, ...]) -> None:
    vm = f"{GROUP}/Microsoft.Compute/virtualMachines/one"
    member = {"properties": {"virtualMachineScaleSet": {"id": "x"}}}
    calls = call("GET", vm, 200, member), call("GET", vm, 200, {"properties": {}})
    assert modes(requests, *calls) == [("flexible", "member")]


def test_a_version_that_was_written_in_later_is_not_believed(
    requests: tuple[Request, ...],
) -> None:
    """The address of an operation repeats the version that the service was asked with."""
    older = f"{POLL}?api-version=2023-09-01"
    put = call("PUT", f"{SETS}/one", 201, a_set(), **{"Azure-AsyncOperation": older})
    get = call("GET", f"{SETS}/one", 200, a_set())
    made = rows(read_recording("run", as_proxy([get, put])), requests)
    assert [row["api_version"] for row in made] == ["2023-09-01", "2023-09-01"]
    same = call("PUT", f"{SETS}/one", 201, a_set(), **{"Azure-AsyncOperation": POLL + VERSION})
    made = rows(read_recording("run", as_proxy([get, same])), requests)
    assert [row["api_version"] for row in made] == ["2024-07-01", "2024-07-01"]


def test_of_an_answer_only_keys_are_kept() -> None:
    """A key that one item has counts; it is null only where every item says so."""
    answer = {"value": [{"id": "x", "zones": [None]}, {"zones": ["1"], "plan": None}]}
    assert keys(answer) == ["value[].id", "value[].plan", "value[].zones"]
    assert nulls(answer) == ["value[].plan"]
    assert keys(None) == keys({"error": {"code": "x"}}) == keys([]) == []


def test_an_error_names_nobody() -> None:
    """What is quoted, ids, addresses and paths become an ellipsis."""
    text = f"VM 'mine' of {GUID} at /subscriptions/x/y, 10.0.0.1, a.b@example.com"
    assert scrub(text) == "VM '…' of … at …, …, …"
    assert error({"error": {"code": "Bad", "message": ""}}) == {"code": "Bad"}
    assert error({"error": "no"}) == error("no") == {}


@pytest.mark.parametrize("text", ["", "{", "[]", "interactions: [1]", '{"Entries": [{}]}'])
def test_another_form_is_told(text: str) -> None:
    with pytest.raises(CollectError, match="run: not a recording of a known form"):
        read_recording("run", text)


# The files


def package(*recordings: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("thing-1.0/setup.py", "")
        for number, text in enumerate(recordings):
            archive.writestr(f"thing-1.0/tests/recordings/test_{number}.json", text)
    return made.getvalue()


def quiet(line: str) -> None:
    """What is said while reading is not looked at."""
    assert line


def workplace(folder: Path, head: str) -> Path:
    data = folder / "data"
    (data / "observations").mkdir(parents=True)
    (data / "surface").symlink_to(SURFACE)
    (data / "observations" / "thing.yml").write_text(f"{head}\nread: '2026-12-01'\n", "utf-8")
    return data


def pinned(folder: Path, content: bytes) -> Path:
    digest = hashlib.sha256(content).hexdigest()
    return workplace(folder, f"purl: pkg:pypi/thing@1.0\nfile: thing-1.0.zip\nsha256: '{digest}'")


def test_a_package_is_downloaded_by_its_hash_and_read(tmp_path: Path) -> None:
    """pip compares the hash before it runs the package's setup."""
    content = package(as_proxy(RUN), as_proxy(RUN[-1:]))
    data, asked = pinned(tmp_path, content), []

    def pip(command: Sequence[str]) -> Ended:
        asked.append(Path(command[command.index("--requirement") + 1]).read_text("utf-8"))
        (Path(command[-1]) / "thing-1.0.zip").write_bytes(content)
        assert "--require-hashes" in command
        return Ended(code=0, stderr="")

    packages = tmp_path / "packages"
    assert observe(data, packages, {}, quiet, run=pip) == ("thing.yml",)
    digest = hashlib.sha256(content).hexdigest()
    assert asked == [f"thing==1.0 --hash=sha256:{digest}\n"]
    written = yaml.safe_load((data / "observations/thing.yml").read_text("utf-8"))
    (recording,) = written["recordings"]
    assert (recording["id"], recording["date"]) == ("thing-test-0", "2024-08-26")
    assert recording["dated_by"] == "answers"
    assert len(recording["rows"]) == 4
    assert GUID not in (data / "observations/thing.yml").read_text("utf-8")
    assert observe(data, packages, {}, quiet, run=pip) == ()
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (package(), "no answer on a scale set was found"),
        (b"no zip", "not a source package as zip"),
        (None, "the sha256 of thing-1.0.zip is"),
    ],
)
def test_a_package_of_another_kind_changes_nothing(
    tmp_path: Path, content: bytes | None, fault: str
) -> None:
    data = pinned(tmp_path, content or b"the right one")
    before = (data / "observations/thing.yml").read_text("utf-8")
    (tmp_path / "thing-1.0.zip").write_bytes(content or b"a damaged one")
    with pytest.raises(CollectError, match=fault):
        observe(data, tmp_path, {}, quiet)
    assert (data / "observations/thing.yml").read_text("utf-8") == before


def test_a_failed_download_is_told(tmp_path: Path) -> None:
    data = pinned(tmp_path, b"x")
    with pytest.raises(CollectError, match=r"pip could not download it \(no network\)"):
        observe(data, tmp_path, {}, quiet, run=lambda _: Ended(code=1, stderr="no network\n"))


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=test", "-c", "user.email=test@example.com")
    command = ("git", "-C", str(folder), *identity, *arguments)
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def test_a_checkout_is_read_at_its_commit(tmp_path: Path) -> None:
    """Without dates in the answers the day of the commit stands for the run."""
    clone = tmp_path / "clone"
    clone.mkdir()
    undated = [{**one, "headers": {}} for one in RUN]
    (clone / "run.yaml").write_text(as_go_vcr(undated), "utf-8")
    git(clone, "init", "-q")
    git(clone, "add", "run.yaml")
    git(clone, "commit", "-q", "-m", "x")
    commit = git(clone, "rev-parse", "HEAD")
    head = f"repository: a/b\ncommit: '{commit}'\ndate: '2025-01-02'\npaths: [run.yaml]"
    data, said = workplace(tmp_path, head), list[str]()
    assert observe(data, tmp_path, {}, said.append) == ()
    assert said == ["left observations/thing.yml: name a clone with --checkout a/b=DIR"]
    (clone / "run.yaml").write_text("changed since", "utf-8")
    assert observe(data, tmp_path, {"a/b": clone}, quiet) == ("thing.yml",)
    (recording,) = yaml.safe_load((data / "observations/thing.yml").read_text())["recordings"]
    assert (recording["date"], recording["dated_by"]) == ("2025-01-02", "commit")
    assert recording["commit"] == commit


def test_a_checkout_without_the_commit_is_told(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    head = f"repository: a/b\ncommit: {'f' * 40}\npaths: [run.yaml]"
    with pytest.raises(CollectError, match=r"has no run\.yaml at f+; fetch that commit"):
        observe(workplace(tmp_path, head), tmp_path, {"a/b": tmp_path}, quiet)
