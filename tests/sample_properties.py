"""Sample entries of properties: one that has no equivalent, and one of hostile text."""

from __future__ import annotations

from flexmap.mapping import Client, Entry, Kind, Name, Property, Severity, Uniform, Verdict, Write
from tests.sample_parts import HOSTILE, caveat, entry

SET = "Microsoft.Compute/virtualMachineScaleSets"
PATH = "properties.virtualMachineProfile.networkProfile.networkInterfaceConfigurations[].name"


def property_entry() -> Entry:
    """A property with code for ARM and Terraform, and no code for Bicep."""
    arguments = ("azurerm_linux_virtual_machine_scale_set.network_interface.name",)
    return entry(
        9,
        "property-interface-name",
        Verdict.NONE,
        kind=Kind.PROPERTY,
        uniform=uniform(PATH, arguments, "Names the `interface`."),
        how="Nobody asks for [a name](vmss-start).",
        write=(
            write(Client.ARM, "Leave it out.", code='"properties": {\n\n  "a": ["{", "<b>"]\n}'),
            write(Client.BICEP, "Leave it out of the `resource`."),
            write(
                Client.TERRAFORM,
                "Another argument.",
                code="sku_name = 1",
                arguments=("azurerm_orchestrated_virtual_machine_scale_set.sku_name",),
            ),
        ),
        caveats=(
            caveat("gentle-note", Severity.NOTE),
            caveat("first-break", Severity.BREAKING),
            caveat("second-break", Severity.BREAKING),
        ),
        strongest_severity=Severity.BREAKING,
    )


def hostile_property() -> Entry:
    """Text that tries to be markup in every field that only properties have."""
    code = f"```\n</code></pre>\n{HOSTILE}\n````\n\n{HOSTILE}"
    return entry(
        10,
        "property-hostile",
        Verdict.SAME,
        kind=Kind.PROPERTY,
        category="other",
        uniform=uniform(HOSTILE, (HOSTILE,), HOSTILE),
        how=HOSTILE,
        write=(
            write(Client.ARM, HOSTILE, code=code),
            write(Client.BICEP, HOSTILE, code=code),
            write(Client.TERRAFORM, HOSTILE, arguments=(HOSTILE, HOSTILE)),
        ),
    )


def uniform(path: str, arguments: tuple[str, ...], how: str) -> Uniform:
    """The Uniform side of a property, its names as the model builds them."""
    return Uniform(
        how=how,
        names=(
            Name(client=Client.ARM, name=path, exact=True),
            *(Name(client=Client.TERRAFORM, name=name, exact=True) for name in arguments),
        ),
        property=Property(resource=SET, path=path),
        arguments=arguments,
        samples=(),
    )


def write(
    client: Client, text: str, arguments: tuple[str, ...] = (), code: str | None = None
) -> Write:
    """What to write in one client."""
    return Write(client=client, text=text, arguments=arguments, code=code)
