"""The harness that runs samples and claims through released clients, without these clients."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from clients import __main__ as command
from clients.cases import cases, judge_case, shortened, unlike
from clients.compare import differences, faults
from clients.environment import LOCKS, PACKAGES, ROOT, Environment, environment, requirements
from clients.inside.answers import HOST, SUBSCRIPTION, Scene, answer, laid_over
from clients.inside.answers import Request as Asked
from clients.judge import Known, judge, known_differences, no_longer_needed
from clients.report import report
from clients.runs import CannotRunError, Outcome, Request, Result, Run, Sample
from clients.samples import read_request, samples, setup

COMPUTE = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/mygroup/providers/Microsoft.Compute"
SET = f"{COMPUTE}/virtualMachineScaleSets/myset"
REST = """PATCH https://management.azure.com/subscriptions/{subscriptionId}/a/b?api-version=1&%24expand=c
Content-Type: application/json

{"tags": {"id": "/subscriptions/{subscriptionId}"}}"""


def outcome(*requests, code=0, out="", err=""):
    return Outcome(code=code, requests=requests, out=out, err=err)


def sample(expected, code="az vmss do", client="azure-cli"):
    run = Run(client=client, code=code, mode="Uniform")
    return Sample(entry="vmss-do", place="on Uniform", run=run, expected=expected)


def mapping(code="az vmss delete", rest=f"DELETE https://management.azure.com{SET}?api-version=1"):
    both = [{"client": "azure-cli", "code": code}, {"client": "rest", "code": rest}]
    return {
        "setups": [{"client": "python", "code": "import x"}],
        "entries": [
            {
                "id": "vmss-delete",
                "claims": [{"id": "one"}],
                "uniform": {"samples": both},
                "flexible": {"alternatives": [{"operation": "Some_Thing", "samples": both}]},
            }
        ],
    }


# What an entry says


def test_a_sample_in_rest_is_read():
    """The query without the api-version, the body, and the subscription of the runs."""
    assert read_request(REST) == Request(
        method="PATCH",
        path=f"/subscriptions/{SUBSCRIPTION}/a/b",
        query={"$expand": "c"},
        body={"tags": {"id": f"/subscriptions/{SUBSCRIPTION}"}},
    )


def test_the_last_of_two_requests_counts():
    """A sample that reads first is for what it writes."""
    first = "GET https://management.azure.com/a?api-version=1"
    assert read_request(f"{first}\n\n### Then, with the rest of the answer as it is:\n{REST}").body


def test_every_place_of_an_entry_has_its_samples():
    """The Uniform side and the alternatives, each with the mode of the set that it meets."""
    found = samples(mapping())
    assert [(one.place, one.run.mode, one.expected.path) for one in found] == [
        ("on Uniform", "Uniform", SET),
        ("alternative Some_Thing", "Flexible", SET),
    ]
    assert setup(mapping(), "python") == "import x"


def test_a_sample_without_a_request_cannot_be_compared():
    """It is said which one, and not passed over."""
    value = mapping()
    del value["entries"][0]["uniform"]["samples"][1]
    with pytest.raises(CannotRunError, match="vmss-delete, on Uniform"):
        samples(value)


# What was sent beside that


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        (Request(method="POST", path=SET), "it sends POST .*myset, expected PUT"),
        (Request(method="PUT", path=f"{SET}2"), "expected PUT"),
        (Request(method="PUT", path=SET, body={"a": 2}), "body a is 2, expected 1"),
        (Request(method="PUT", path=SET, body={}), "body a is not sent, expected 1"),
        (Request(method="PUT", path=SET, body={"a": 1, "b": 0}), "body b is sent too: 0"),
        (Request(method="PUT", path=SET, body={"a": 1}, query={"x": "y"}), "query x is sent too"),
    ],
)
def test_a_wrong_request_is_said_to_differ(sent, fault):
    """Method, path, query and body count."""
    found = list(faults(sample(Request(method="PUT", path=SET, body={"a": 1})), outcome(sent)))
    assert re.search(fault, str(found[0]))


def test_what_was_read_and_comes_back_is_no_difference():
    """A command that reads before it writes sends the rest as it was."""
    read = Request(method="GET", path=SET, answer={"a": 0, "old": {"x": [1]}, "etag": "1"})
    sent = Request(method="PUT", path=SET, body={"a": 1, "old": {"x": [1]}})
    expected = sample(Request(method="PUT", path=SET, body={"a": 1}))
    assert list(faults(expected, outcome(read, sent))) == []
    changed = replace(sent, body={"a": 1, "old": {"x": [2]}})
    assert [str(fault) for fault in faults(expected, outcome(read, changed))] == [
        "body old is sent too: {'x': [2]}"
    ]


def test_a_set_in_the_template_of_a_deployment_counts():
    """`az vmss create` sends no request on the set itself."""
    item = {"type": "Microsoft.Compute/virtualMachineScaleSets", "name": "myset", "location": "w"}
    body = {"properties": {"template": {"resources": [item | {"apiVersion": "1"}]}}}
    sent = Request(method="PUT", path="/x/deployments/y", body=body)
    expected = sample(Request(method="PUT", path=SET, body={"location": "w"}))
    assert list(faults(expected, outcome(sent))) == []
    elsewhere = replace(expected.expected, body={"location": "elsewhere"})
    assert list(faults(sample(elsewhere), outcome(sent)))


def test_a_write_beside_the_expected_one_is_told():
    """A sample does what its entry says, and nothing else."""
    wanted = Request(method="DELETE", path=SET)
    more = Request(method="POST", path=f"{SET}/start")
    (fault,) = faults(sample(wanted), outcome(wanted, more))
    assert "it writes POST" in str(fault)


def test_an_exit_code_is_told_with_the_error():
    """A command that stops for a question is not right."""
    wanted = Request(method="DELETE", path=SET)
    found = faults(sample(wanted), outcome(code=1, err="WARNING: a\nERROR: Cancelled.\n"))
    assert next(str(fault) for fault in found) == "it ends with 1: ERROR: Cancelled."


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON)
def test_equal_bodies_do_not_differ(body):
    """Nothing is invented, whatever the body is."""
    one = Request(method="PUT", path="/a", body=body)
    assert list(differences(one, one, None)) == []
    assert list(unlike(body, body)) == []


# Known differences


KNOWN = known_differences([{"name": "az vmss do", "where": ["query x*"], "why": "a default"}])


def test_a_known_difference_is_right_for_its_command_alone():
    """What is accepted of one command is not accepted of another."""
    sent = outcome(Request(method="PUT", path=SET, query={"xy": "1"}))
    wanted = Request(method="PUT", path=SET)
    used: set[Known] = set()
    assert judge(sample(wanted), sent, KNOWN, used).faults == ()
    assert used == set(KNOWN)
    assert judge(sample(wanted, "az vmss do-more"), sent, KNOWN, used).faults


def test_a_known_difference_that_nothing_shows_is_told():
    """The list does not outlive its reasons."""
    (told,) = no_longer_needed(KNOWN, set())
    assert "az vmss do" in told
    assert no_longer_needed(KNOWN, set(KNOWN)) == ()


def test_a_client_that_broke_before_it_sent_was_not_run():
    """A fault of the harness does not count as one of the sample."""
    broken = outcome(code=70, err="Traceback (most recent call last):\nKeyError: 'a'")
    result = judge(sample(Request(method="PUT", path=SET)), broken, (), set())
    assert (result.ran, result.faults) == (False, ("not run: KeyError: 'a'",))


# Cases


def case(**keys):
    listed = {"short": {"set": "--name myset"}, "cases": [{"azure-cli": "az x {set}", **keys}]}
    return cases(listed, mapping())[0]


def test_a_case_is_filled_and_its_claims_are_there():
    """A case about a claim that is gone is told, as is a key that nobody knows."""
    assert case(claims=["vmss-delete#one"], code=0).run.code == "az x --name myset"
    with pytest.raises(CannotRunError, match="vmss-delete#two"):
        case(claims=["vmss-delete#two"], code=0)
    with pytest.raises(CannotRunError, match="sens"):
        case(sens=[])
    with pytest.raises(CannotRunError, match=r"nothing of .*sends.* is expected"):
        case(mode="Uniform")


@pytest.mark.parametrize(
    ("keys", "fault"),
    [
        ({"sends": ["GET virtualMachineScaleSets/myset", "PUT *"]}, None),
        ({"sends": ["PUT *"]}, "it sends GET"),
        ({"writes": ["PUT virtualMachineScaleSets/myset?a=b"]}, None),
        ({"writes": []}, "expected nothing"),
        ({"body": {"a": {"b": 1, "c": None}}}, None),
        ({"body": {"a": {"b": None}}}, "body.a.b is 1, expected null"),
        ({"body": {"a": {"d": [1]}}}, "body.a.d is .1, 2., expected .1."),
        ({"api-version": "2"}, None),
        ({"api-version": "3"}, "its api-version is 2"),
        ({"says": ["two words"]}, None),
        ({"says": ["other"]}, "it does not print 'other'"),
        ({"hides": ["two words"]}, "it prints 'two words'"),
        ({"code": 1}, "it ends with 0, expected 1"),
    ],
)
def test_what_a_case_expects_is_looked_at(keys, fault):
    """Each key finds its fault, and none where there is none."""
    body = {"a": {"b": 1, "d": [1, 2]}}
    sent = outcome(
        Request(method="GET", path=SET),
        Request(method="PUT", path=SET, query={"a": "b"}, body=body, api_version="2"),
        out="two\n   words",
    )
    found = judge_case(case(**keys), sent).faults
    assert not found if fault is None else re.search(fault, found[0])


def test_a_path_is_shortened_whatever_its_case():
    """Some commands write the provider in small letters."""
    lower = SET.replace("Microsoft.Compute", "microsoft.compute")
    assert shortened(Request(method="GET", path=lower)) == "GET virtualMachineScaleSets/myset"


# The list of cases, the locks and the answers


def test_every_case_is_about_a_claim_of_the_data():
    """A claim that is withdrawn or gone takes its cases along."""
    claims = {
        f"{value['id']}#{claim['id']}"
        for path in (ROOT / "data/entries").glob("*.yml")
        for value in [yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)]
        for claim in value.get("claims", ())
        if "withdrawn" not in claim
    }
    listed = yaml.safe_load((ROOT / "clients/cases.yml").read_text(encoding="utf-8"))["cases"]
    assert listed
    assert [item for item in listed if not item.get("claims")] == []
    assert {claim for item in listed for claim in item["claims"]} <= claims


@pytest.mark.parametrize("client", sorted(PACKAGES))
def test_a_lock_is_for_the_pinned_release(client):
    """One place names the versions; the lock is exact, hashed, and names no index."""
    listing = (ROOT / "data/surface/packages.yml").read_text(encoding="utf-8")
    text = (LOCKS / f"{client}.lock").read_text(encoding="utf-8")
    assert f"{requirements(client, listing)[0]} \\\n" in text
    assert text.count("--hash=sha256:") >= text.count("==") > 1
    assert "://" not in text


def test_a_lock_for_another_version_is_told(tmp_path, monkeypatch):
    """Nothing is installed that the data is not about."""
    (tmp_path / "python.lock").write_text("azure-mgmt-compute==1.0.0 \\\n")
    monkeypatch.setattr("clients.environment.LOCKS", tmp_path)
    with pytest.raises(CannotRunError, match=r"run `python -m clients.lock`"):
        environment("python", tmp_path)


@pytest.mark.parametrize(
    ("method", "path", "status", "key"),
    [
        ("GET", SET, 200, "properties"),
        ("GET", f"{COMPUTE}/virtualMachineScaleSets", 200, "value"),
        ("GET", f"{SET}/virtualMachines", 200, "value"),
        ("GET", f"{SET}/virtualMachines/0", 200, "instanceId"),
        ("GET", f"{SET}/instanceView", 200, "statuses"),
        ("GET", f"{SET}/skus", 200, "value"),
        ("GET", f"{COMPUTE}/images/any", 404, "error"),
        ("PATCH", SET, 200, "sku"),
        ("POST", f"{SET}/migrateVMAvailabilityZone", 202, None),
    ],
)
def test_an_answer_fits_its_request(method, path, status, key):
    """A list for a type, a resource for a name, nothing for what is not there."""
    given = answer(Asked(method=method, host=HOST, path=path, query={}, body={}), Scene())
    assert given.status == status
    assert key is None or key in given.body


def test_a_change_is_laid_over_the_canned_answer():
    """A case shows a set that lacks a property, or a service that refuses."""
    gone = {"of": "GET /myset", "body": {"properties": {"orchestrationMode": None}}}
    refused = {"of": "POST /start", "status": 409, "body": {"error": {"code": "No"}}}
    scene = Scene(changes=[gone, refused])
    read = answer(Asked(method="GET", host=HOST, path=SET, query={}), scene)
    assert "orchestrationMode" not in read.body["properties"]
    assert read.body["properties"]["platformFaultDomainCount"] == 1
    post = answer(Asked(method="POST", host=HOST, path=f"{SET}/start", query={}), scene)
    assert (post.status, post.body) == (409, {"error": {"code": "No"}})
    assert laid_over({"a": {"b": 1}}, {"a": {"c": 2}}) == {"a": {"b": 1, "c": 2}}


TRY = """
import json, requests, socket
from clients.inside import wire
from clients.inside.answers import Scene
kept = wire.cut(Scene())
body = requests.put("https://management.azure.com/a/b?c=%24d", json={"x": 1}).json()
try:
    socket.create_connection(("127.0.0.1", 9))
    reached = True
except OSError:
    reached = False
print(json.dumps([kept[0]["path"], kept[0]["query"], kept[0]["body"], body["x"], reached]))
"""


def test_nothing_leaves_the_process():
    """Requests are kept and answered, and no other way to the network is open."""
    done = subprocess.run([sys.executable, "-c", TRY], cwd=ROOT, stdout=subprocess.PIPE, check=True)
    assert json.loads(done.stdout) == ["/a/b", {"c": "$d"}, {"x": 1}, 1, False]


# The command


def result(*found, ran=True):
    return Result(kind="samples", client="python", what="a, b", code="x\ny", faults=found, ran=ran)


def test_the_report_counts_and_says_what_is_wrong():
    """Right, wrong and not run, then each fault below its sample."""
    text = report([result(), result("it is"), result("not run: it is", ran=False)], ["more"])
    assert text.splitlines()[0] == "python     samples     3: right 1, wrong 1, not run 1"
    assert "\npython: a, b\n  x y\n  - it is\n" in text
    assert text.endswith("\nmore")


@pytest.mark.parametrize(("sent", "code"), [("DELETE", 0), ("POST", 1)])
def test_the_exit_code_says_whether_all_is_right(tmp_path, monkeypatch, capsys, sent, code):
    """0 when everything is as the data says, 1 when something is not."""
    path = tmp_path / "mapping.json"
    path.write_text(json.dumps(mapping()))
    place = Environment(client="azure-cli", python=tmp_path, release="x")
    monkeypatch.setattr(command, "environment", lambda *_: place)
    monkeypatch.setattr(
        command, "_listed", lambda name: {"short": {}, "cases": []} if name[0] == "c" else []
    )
    monkeypatch.setattr(
        command,
        "outcomes",
        lambda runs, *_: tuple(outcome(Request(method=sent, path=SET)) for _ in runs),
    )
    monkeypatch.setattr(sys, "argv", ["clients", "--mapping", str(path)])
    assert command.main() == code
    assert "azure-cli  samples     2" in capsys.readouterr().out


def test_the_exit_code_is_two_when_it_could_not_look(tmp_path, monkeypatch, capsys):
    """A missing mapping is said on standard error, without a traceback."""
    monkeypatch.setattr(sys, "argv", ["clients", "--mapping", str(tmp_path / "none.json")])
    assert command.main() == 2
    assert "none.json cannot be read" in capsys.readouterr().err
