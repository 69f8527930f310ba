"""Settings that hold for every test, and the real site, built once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from generator.check import check
from generator.publish import publish

ROOT = Path(__file__).parent.parent

# Tests are never timed, and a run on another machine tries the same examples.
settings.register_profile(
    "flexmap", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("flexmap")


@pytest.fixture(scope="session")
def mapping():
    """The real data, which has no problems."""
    checked = check(ROOT / "data")
    assert checked.problems == ()
    return checked.mapping


@pytest.fixture(scope="session")
def site(mapping, tmp_path_factory) -> Path:
    """The real site; the checkout stays as it is."""
    target = tmp_path_factory.mktemp("built") / "site"
    publish(mapping, root=ROOT, docs=ROOT / "docs", site=target, in_place=False)
    return target


@pytest.fixture(scope="session")
def mapping_json(site):
    """What people download."""
    return json.loads((site / "mapping.json").read_text())
