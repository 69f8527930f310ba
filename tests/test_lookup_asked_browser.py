"""What people bring to the search of the site: pasted errors, plain questions, commands, names."""

from __future__ import annotations

import pytest

from bench.search import found_for, open_search
from tests.test_lookup_errors import PASTED

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def asked(browser, address):
    """A page whose search is open."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    open_search(page, address)
    yield page
    page.close()


@pytest.mark.parametrize("pasted", PASTED)
def test_a_pasted_error_is_found_in_the_search(asked, mapping, pasted: str) -> None:
    """The first result is the entry that the error is about, whatever stands around it."""
    wanted = next(entry.id for entry in mapping.entries if entry.ref == PASTED[pasted])
    assert found_for(asked, pasted)[0] == wanted


ASKED = {
    "how to detect whether a scale set is flexible": {"property-orchestration-mode"},
    "az vmss list-instance-connection-info": {
        "load-balancer-nat-pool", "network-interfaces-of-instances",
    },
    "az vmss identity remove": {"property-identity"},
    "az vmss lifecycle-hook add": {"property-lifecycle-hooks-profile"},
    "tag one instance of a scale set": {"vmss-vm-update"},
    "elastic pool": {"service-fabric-and-aks"},
    "ansible inventory include_vmss_resource_groups flexible": {"vmss-vm-list"},
    "inventory shows scale set instances twice": {"vmss-list", "vmss-list-all"},
    "enableVmssFlex": {"service-fabric-and-aks"},
    "AZURE_ENABLE_VMSS_FLEX": {"service-fabric-and-aks"},
}  # fmt: skip


@pytest.mark.parametrize("query", ASKED)
def test_a_plain_question_leads_to_its_entry(asked, query: str) -> None:
    """Also a command that an entry is about and does not send, and a name in a long text."""
    assert found_for(asked, query)[0] in ASKED[query]
