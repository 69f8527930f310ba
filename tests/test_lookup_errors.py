"""Pasted errors: one set of rules, which the command and the site's search read alike."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flexmap.lookup import lookup
from flexmap.mapping import ErrorText
from flexmap.mapping.errors import find_errors, known_errors, normal
from flexmap.rules import rules
from generator.pages.search_index import search_index
from tests import review_cases

ROOT = Path(__file__).parent.parent
SCRIPT = ROOT / "docs" / "assets" / "search" / "errors.js"

PASTED = {
    "(InvalidParameter) Virtual Machine Scale Set VM instanceId must be a number.": "VF125",
    "ERROR: usage error: --user-data is not supported for Flex mode": "VF110",
    "Operation 'VirtualMachineScaleSets.instanceView.GET' is not allowed on Virtual Machine Scale "
    "Set 'front'.": "VF001",
    '{"error":{"code":"OperationNotAllowed","message":"Operation \'VMScaleSetVMs.instanceView.GET\''
    " is not allowed on Virtual Machine Scale Set 'web-01'.\"}}": "VF004",
    '"{\\"error\\":{\\"code\\":\\"BadRequest\\",\\"message\\":\\"Operation '
    "'VirtualMachineScaleSets.virtualMachines.GET' is not allowed on Virtual Machine Scale Set "
    "'web'.\\\"}}\"": "VF016",
    "\x1b[31m2026-11-30T10:11:12.1234567Z\x1b[0m [91mERROR: (BadRequest) Operation "
    "'VirtualMachineScaleSets.virtualMachines.GET' is not allowed on Virtual Machine Scale Set "
    "'front'.\r\nCode: BadRequest\x1b]8;;https://x.example\x07link": "VF016",
    "\\u001b[31mStart-AzVmss : Virtual Machine Scale Set VM instanceId must be a number."
    "\\u001b[0m\nAt line:1 char:1": "VF125",
    "Network api version in network profile of virtual machine /subscriptions/"
    "00000000-1111-2222-3333-444444444444/resourceGroups/g/providers/Microsoft.Compute/"
    "virtualMachines/web_1 must be specified if network interface configurations are specified. "
    "CorrelationId: 00000000-1111-2222-3333-444444444444": "VF087",
    'compute.VirtualMachineScaleSetsClient#CreateOrUpdate: Failure sending request: StatusCode=400 '
    '-- Original Error: Code="InvalidParameter" Message="The value \'SystemAssigned\' of parameter '
    "'identity' is not allowed. Allowed values are: UserAssigned, None.\" Target=\"identity\""
    : "VF103",
    "Die Bereitstellung ist fehlgeschlagen: VmssDoesNotSupportAttachingPPGVM (Größe…)": "VF120",
    "vmssdoesnotsupportattachingppgvm": "VF120",
    "No outbound connectivity configured for virtual machine.": "VF075",
    "(BadRequest) Virtual Machine Scale Sets with Flexible Orchestration Mode or Virtual Machines "
    "referencing such Virtual Machine Scale Sets cannot use VM Size 'Standard_B1ls'": "VF131",
    'This command is not available for VMSS in Flex mode. Please use the "az network public-ip '
    'list/show" to retrieve networking information.': "VF133",
    "Status: 400, Error: StorageAccountTypeNotSupported, RequestId 1": "VF082",
    "instanceId must be a number": "VF125",
}  # fmt: skip
"""What was pasted, and the entry that has to be the first one."""

STRANGE = (
    "", " ", "\u2028\u00a0\ud83d\ude00", "\x1b", "\x1b]0;", "[0m[1;31m", "''''", "\\\\\\n",
    "\u0130\u00df", "/subscriptions/", "set '", "12:00:00", "2026-01-01", "e\u0301", "\u2026" * 9,
)  # fmt: skip
"""Texts at the edges of the rules: nothing, half of something, letters outside ASCII."""


@pytest.fixture(scope="module")
def index() -> dict[str, Any]:
    """What the site's search is given."""
    (text,) = search_index(review_cases.mapping(), {}).values()
    record: dict[str, Any] = json.loads(text[len("flexmapSearch.index(") : -3])
    return record


RUN = """(data, inputs) => {
  const { normal, find } = flexmapSearch.pasted(data.errors, data.entries);
  const plain = ({ entry, score }) => [entry, score];
  return inputs.map((text) => [normal(text), find(text).map(plain)]);
}"""


@pytest.fixture(scope="module")
def in_javascript(index, request):
    """Runs the script of the site over inputs, in Node.js where it is there, else in a browser."""
    data = {"errors": index["errors"], "entries": [entry["ref"] for entry in index["entries"]]}
    script = f"globalThis.flexmapSearch = {{}};\n{SCRIPT.read_text(encoding='utf-8')}"
    if shutil.which("node"):
        yield lambda inputs: in_node(script, [data, inputs])
        return
    page = request.getfixturevalue("browser").new_page()
    page.evaluate(f"() => {{ {script} }}")
    yield lambda inputs: page.evaluate(f"(given) => ({RUN})(...given)", [data, inputs])
    page.close()


def in_node(script: str, given: list[Any]) -> Any:
    call = f"const made = ({RUN})(...{json.dumps(given)});"
    source = f"{script}\n{call}\nprocess.stdout.write(JSON.stringify(made));"
    done = subprocess.run(["node", "-"], input=source, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def torn() -> list[str]:
    """Known errors with other text around, in them and left out; the same in every run."""
    dice = random.Random(13)
    noise = ["\x1b[1m", "\\n", "'web'", "{", "2026-11-30T01:02:03Z", "/subscriptions/a/b", "\u00fc"]
    made = []
    for known in known_errors(review_cases.mapping()):
        words = known.text.split(" ")
        for _ in range(3):
            cut = [*words[dice.randrange(len(words)) :], dice.choice(noise)]
            cut.insert(dice.randrange(len(cut)), dice.choice(noise) + "x" * dice.randrange(3))
            made.append(" ".join([*cut, *known.codes[:1]]))
    return made


@pytest.mark.parametrize("pasted", PASTED)
def test_a_pasted_error_leads_to_the_entry_that_it_is_about(pasted: str) -> None:
    """Whatever stands around it."""
    assert find_errors(review_cases.mapping(), pasted)[0].entry.ref == PASTED[pasted]


def test_what_differs_from_one_time_to_the_next_is_left_out() -> None:
    """The same error of two people gives the same words."""
    one = (
        "\x1b[31mERROR 2026-11-30 10:00:00 Operation 'a.GET' is not allowed on Set 'front' "
        "/subscriptions/1/x"
    )
    two = 'ERROR Operation \u2018a.GET\u2019 is not allowed on Set \\"b\\" https://x.example/y'
    assert normal(one) == normal(two)
    assert " ".join(normal(one)) == "error operation a get is not allowed on set"


def test_another_error_is_no_known_one() -> None:
    """Common words and a stranger's error lead nowhere."""
    for text in (
        "",
        "deallocate one",
        "No such file or directory: 'set'",
        "'NoneType' object is not callable",
    ):
        assert find_errors(review_cases.mapping(), text) == []


def test_crashes_that_differ_in_a_name_are_told_apart() -> None:
    """The text of a crash of a client is short, and its last word decides."""
    whole = review_cases.mapping()
    one, two = (
        replace(entry, errors=(ErrorText(text=f"'NoneType' object has no attribute '{name}'",
                                         claims=entry.errors[0].claims),))
        for entry, name in zip([e for e in whole.entries if e.errors], ("mode", "image_reference"),
                               strict=False)
    )  # fmt: skip
    changed = replace(whole, records=(one, two))
    traced = "The command failed. Traceback:\n    mode = x\n'NoneType' object has no attribute "
    assert [hit.entry.ref for hit in find_errors(changed, f"{traced}'mode'")] == [one.ref]
    assert [hit.entry.ref for hit in find_errors(changed, f"{traced}'image_reference'")] == [
        two.ref
    ]


def test_the_site_and_the_command_take_an_error_apart_alike(in_javascript) -> None:
    """The same words, the same entries in the same order, the same scores."""
    inputs = [*PASTED, *STRANGE, *torn()]
    for text, (words, found) in zip(inputs, in_javascript(inputs), strict=True):
        assert words == normal(text), text
        hits = find_errors(review_cases.mapping(), text)
        assert [entry for entry, _ in found] == [hit.entry.ref for hit in hits], text
        assert [score for _, score in found] == pytest.approx([hit.score for hit in hits])


def test_the_rules_mean_the_same_in_both_languages() -> None:
    """No class that Python and ECMAScript read differently, and no group in a replacement."""
    known = rules("errors")
    for pattern, instead in [*known["before"], *known["steps"]]:
        for odd in ("\\d", "\\w", "\\s", "\\Z", "\\A", "(?P", "(?<", "(?i", "\\p"):
            assert odd not in pattern
        assert "$" not in instead
        assert "\\" not in instead


def test_the_site_is_given_the_rules_and_every_error(index) -> None:
    """One list, from the mapping and the rules of the command."""
    assert index["errors"]["rules"]["steps"] == rules("errors")["steps"]
    texts = {error.text for entry in review_cases.mapping().entries for error in entry.errors}
    assert {text for text, _, _ in index["errors"]["known"]} == texts


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("'NoneType' object has no attribute 'mode'", "upgrade-policy"),
        ("'NoneType' object has no attribute 'image_reference'", "vmss-vm-update"),
        ("(BadRequest) Virtual Machine Scale Set with 'Automatic' Upgrade Mode must contain a VM "
         "Profile\nCode: BadRequest", "upgrade-policy"),
    ],
)  # fmt: skip
def test_crashes_of_older_clients_lead_to_the_entry_that_names_them(
    mapping, text: str, entry: str
) -> None:
    """A Flexible answer lacks what the Uniform one had, and older clients read it all the same."""
    assert lookup(mapping, text).entries[0].id == entry
