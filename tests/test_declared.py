"""Values that a template keeps in a variable, a local or the default of a parameter."""

from __future__ import annotations

import pytest

from tests.review_cases import found

BICEP = """
param count int = {count}
var box = {{ count: count }}
resource set 'Microsoft.Compute/virtualMachineScaleSets@2025-04-01' = {{
  name: 'web'
  zones: ['1']
  properties: {{
    orchestrationMode: 'Flexible'
    platformFaultDomainCount: {value}
  }}
}}
"""
ARM = """{{
  "parameters": {{"count": {{"type": "int", "defaultValue": {count}}}}},
  "variables": {{"count": {count}, "box": {{"count": {count}}}}},
  "resources": [{{
    "type": "Microsoft.Compute/virtualMachineScaleSets", "apiVersion": "2025-04-01",
    "name": "web", "zones": ["1"],
    "properties": {{"orchestrationMode": "Flexible", "platformFaultDomainCount": "[{value}]"}}
  }}]
}}
"""
TERRAFORM = """
variable "count" {{
  default = {count}
}}
locals {{
  count = {count}
  box   = {{ count = {count} }}
}}
resource "azurerm_orchestrated_virtual_machine_scale_set" "web" {{
  zones                       = ["1"]
  platform_fault_domain_count = {value}
}}
"""
WAYS = [
    ("bicep", BICEP, "count"),
    ("bicep", BICEP, "box.count"),
    ("json", ARM, "variables('count')"),
    ("json", ARM, "parameters('count')"),
    ("json", ARM, "variables('box').count"),
    ("terraform", TERRAFORM, "var.count"),
    ("terraform", TERRAFORM, "local.count"),
    ("terraform", TERRAFORM, "local.box.count"),
]


@pytest.mark.parametrize(("language", "text", "value"), WAYS)
def test_the_value_decides(language: str, text: str, value: str) -> None:
    """More than one fault domain in a zone is refused, one is right."""
    assert "VF101#zones-take-one" in anchors(language, text.format(count=3, value=value))
    assert "VF101#zones-take-one" not in anchors(language, text.format(count=1, value=value))


@pytest.mark.parametrize(("language", "text", "value"), WAYS)
def test_an_unknown_name_raises_nothing(language: str, text: str, value: str) -> None:
    """What is not in sight, or is put together, is left open."""
    hidden = value.replace("count", "other")
    assert "VF101#zones-take-one" not in anchors(language, text.format(count=3, value=hidden))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("bicep", "var a = b\nvar b = a\n" + BICEP.format(count=1, value="a")),
        ("terraform", "locals {\n a = local.a\n}\n" + TERRAFORM.format(count=1, value="local.a")),
    ],
)
def test_a_name_that_stands_for_itself_is_left_open(language: str, text: str) -> None:
    assert "VF101#zones-take-one" not in anchors(language, text)


def anchors(language: str, text: str) -> set[str]:
    """The caveats that apply anywhere in a text."""
    return {c.anchor for finding in found(text.encode(), language) for c in finding.caveats}
