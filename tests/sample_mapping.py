"""A small mapping for tests: every verdict, a dispute, a concept, a moved id, hostile text."""

from __future__ import annotations

from dataclasses import replace

from flexmap.mapping import (
    Category,
    Client,
    ClientNames,
    Decision,
    Endpoint,
    Entry,
    ErrorText,
    Kind,
    Moved,
    Name,
    Observation,
    ObservedError,
    Parameter,
    Parameters,
    Plan,
    PlanStep,
    PlanWay,
    Recording,
    Rename,
    Severity,
    Strength,
    Uniform,
    Unverified,
    Verdict,
    Verification,
)
from generator.building.mapping import counts
from generator.reference import (
    ArticleSection,
    Command,
    CommandKind,
    NameSource,
    NamingNotes,
    Reference,
)
from tests.sample_parts import (
    BASE,
    HOSTILE,
    alternative,
    caveat,
    claim,
    entry,
    row,
    sources,
    vocabulary,
)
from tests.sample_properties import hostile_property, property_entry

__all__ = ["HOSTILE", "mapping_of", "sample_mapping"]


def sample_mapping() -> Reference:
    """Ten entries in two categories, one moved id, two article sections."""
    calls = [same(), replaced(), composed(), partial(), none(), unknown(), concept(), hostile()]
    return mapping_of([*calls, property_entry(), hostile_property()])


def mapping_of(entries: list[Entry]) -> Reference:
    """A mapping of the given entries with the sample's lists around them."""
    moved = (
        moved_record("old-id", entries[0].id, "Renamed.", ref="VF900"),
        moved_record("older-id", entries[0].id, HOSTILE),
    )
    return Reference(
        format="1.0",
        data_version="1.2.3",
        date="2026-11-23",
        api_version="2026-04-01",
        checked_against=("pkg:pypi/azure-mgmt-compute@39.0.0",),
        licence="CC-BY-4.0",
        counts=counts(entries, moved, len(sources())),
        vocabulary=vocabulary(),
        sources=sources(),
        categories=(
            Category(id="power", title="Power", description="Starting and stopping, `az` too."),
            Category(id="other", title="Other", description=HOSTILE),
        ),
        article=(
            ArticleSection(section="Lifecycle", rows=(row(1), row(2), row(3))),
            ArticleSection(section=f"Section {HOSTILE}", rows=(row(4), row(5))),
        ),
        records=(*entries, *moved),
        clients=(client_names(),),
        setups=(),
        naming={
            Client.POWERSHELL: NamingNotes(
                rule=HOSTILE,
                exceptions=(HOSTILE,),
                notes=(HOSTILE,),
                sources=(NameSource(repository=HOSTILE, path=HOSTILE, commit=HOSTILE),),
            )
        },
        commands=commands(),
        recordings=recordings(),
        observations=observations(),
        unverified=(
            Unverified(what="argument", name="azurerm_new.thing", reason="It is `newer`."),
            Unverified(what="property", name=HOSTILE, reason=HOSTILE),
        ),
    )


def moved_record(moved_id: str, to: str, why: str, ref: str | None = None) -> Moved:
    """What stays of an id that was renamed."""
    return Moved(
        kind=Kind.MOVED,
        id=moved_id,
        ref=ref,
        url=f"entries/{moved_id}/",
        json_url=f"entries/{moved_id}.json",
        to=to,
        why=why,
        since="1.1.0",
    )


def recordings() -> dict[str, Recording]:
    """One in a repository and one in a package, of hostile names."""
    run = Recording(
        repository=f"a/{HOSTILE}",
        path=HOSTILE,
        commit="f" * 40,
        date="2024-08-26",
        dated_by="answers",
    )
    package = Recording(
        purl=f"pkg:pypi/{HOSTILE}", path=HOSTILE, date="2021-02-20", dated_by="commit"
    )
    return {"run": run, "package": package}


def observations() -> tuple[Observation, ...]:
    """Answers in both modes, one of hostile text, an error and a deployment."""
    start = "VirtualMachineScaleSets_Start"
    refused = ObservedError(code=HOSTILE, text=HOSTILE)
    return (
        Observation(
            id="run/1",
            recording="run",
            at=1,
            operation=start,
            mode="flexible",
            shown_by="answer",
            api_version="2024-07-01",
            status=202,
            final="succeeded",
            note=f"It is `seen`. {HOSTILE}",
        ),
        Observation(
            id="package/2",
            recording="package",
            at=2,
            operation=start,
            mode="uniform",
            shown_by="left-out",
            status=409,
            error=refused,
        ),
        Observation(
            id="run/3",
            recording="run",
            at=3,
            operation="VirtualMachineScaleSets_Get",
            mode="flexible",
            shown_by=HOSTILE,
            deployment=True,
            final=HOSTILE,
            keys=("zones", HOSTILE),
            nulls=("zones",),
        ),
    )


def commands() -> tuple[Command, ...]:
    """A command with an entry, ones without, and one that sends nothing; hostile text in two."""
    other = Endpoint(method="GET", path="/providers/Microsoft.Network/networkInterfaces")
    cli = Client.AZURE_CLI
    return (
        Command(
            client=cli,
            name="az vmss start",
            kind=CommandKind.SENDS,
            operations=("VirtualMachineScaleSets_Start", "GalleryImages_Get"),
        ),
        Command(client=cli, name="az vmss nic list", kind=CommandKind.SENDS, requests=(other,)),
        Command(client=cli, name="az vmss show-default", kind=CommandKind.LOCAL),
        Command(
            client=cli,
            name=f"az vmss zone {HOSTILE}",
            kind=CommandKind.SENDS,
            operations=(HOSTILE,),
            requests=(Endpoint(method="GET", path=HOSTILE),),
        ),
        Command(client=Client.POWERSHELL, name="Set-AzVmssUefi", kind=CommandKind.LOCAL),
        Command(client=Client.POWERSHELL, name="Get-AzVmssSecret", kind=CommandKind.UNREAD),
        Command(client=Client.POWERSHELL, name="Invoke-AzRestMethod", kind=CommandKind.GENERIC),
    )


def client_names() -> ClientNames:
    """A client whose names were read in sources of a package of hostile name."""
    return ClientNames(
        client=Client.POWERSHELL,
        package=HOSTILE,
        operations=2,
        named=1,
        without=1,
        scale_set_operations=1,
        scale_set_named=1,
        scale_set_without=0,
        verified={Verification.READ: 1},
    )


def same() -> Entry:
    """The call stays; client names, a hidden alternative of the same operation twice."""
    names = (
        Name(client=Client.AZURE_CLI, name="az vmss start", exact=False, note="without `--ids`"),
        Name(client=Client.PYTHON, name="virtual_machine_scale_sets.begin_start", exact=True),
    )
    uniform = Uniform(
        operation="VirtualMachineScaleSets_Start",
        endpoint=Endpoint(method="POST", path=f"{BASE}/virtualMachineScaleSets/{{name}}/start"),
        names=names,
        samples=(),
    )
    twice = (alternative("VirtualMachines_Start"), alternative("VirtualMachines_Start"))
    return entry(1, "vmss-start", Verdict.SAME, uniform=uniform, alternatives=twice)


def replaced() -> Entry:
    """One other call, disputed, with all kinds of parameters, claims and an error."""
    parameters = Parameters(
        renamed=(Rename(from_="instanceId", to="vmName", note="a `name`"),),
        added=(Parameter(name="hibernate", note=None),),
        dropped=(Parameter(name="instanceIds", note="one call each"),),
    )
    return entry(
        2,
        "vmss-vm-power-off",
        Verdict.REPLACED,
        disputed=True,
        alternatives=(
            alternative("VirtualMachines_Other"),
            alternative("VirtualMachines_PowerOff", preferred=True, parameters=parameters),
        ),
        caveats=(
            caveat("gentle-note", Severity.NOTE),
            caveat("hard-break", Severity.BREAKING, claims=("article", "package", "derived")),
        ),
        claims=(
            claim("article", supports=Verdict.COMPOSED),
            claim("package", supports=Verdict.REPLACED, source="package-1.0", as_of="2026-10-15"),
            claim("gone", supports=Verdict.NONE, as_of="2021-10", withdrawn="Later pages differ."),
            claim(
                "derived",
                source=None,
                strength=Strength.INFERRED,
                from_=("article", "package"),
                as_of="2026",
            ),
        ),
        errors=(
            ErrorText(code="BadParameter", text="instanceId must be a number", claims=("article",)),
            ErrorText(code=None, text="two\n\nlines", claims=("derived",)),
        ),
        related=("vmss-start", "old-id"),
        strongest_severity=Severity.BREAKING,
    )


def composed() -> Entry:
    """A query of a service."""
    query = "resources\n| where type =~ 'microsoft.compute/virtualmachines'\n\n| project name"
    service = alternative(
        service="Azure Resource Graph", endpoint=None, query=query, preferred=True, docs=None
    )
    return entry(
        3,
        "vmss-list",
        Verdict.COMPOSED,
        alternatives=(service,),
        caveats=(caveat("slow-index", Severity.BEHAVIOUR),),
        seed_rows=(3, 4),
    )


def partial() -> Entry:
    """Links between entries, to a caveat, and to an id that moved."""
    prose = "See [the break](vmss-vm-power-off#hard-break), [`old`](old-id) and `vm[0]`."
    return entry(
        4,
        "vmss-reimage",
        Verdict.PARTIAL,
        headline=prose,
        basis=prose,
        caveats=(caveat("some-rest", Severity.BEHAVIOUR),),
        alternatives=(alternative("VirtualMachines_Reimage"),),
    )


def none() -> Entry:
    """Nothing does this."""
    return entry(
        5, "vmss-reimage-all", Verdict.NONE, caveats=(caveat("nothing-left", Severity.BREAKING),)
    )


def unknown() -> Entry:
    """No claim supports the verdict."""
    claims = (claim("article"),)
    return entry(6, "vmss-walk", Verdict.UNKNOWN, claims=claims, strength=None)


def concept() -> Entry:
    """A feature that is no call."""
    uniform = Uniform(
        how="Set `protect`.",
        docs="https://learn.example/p",
        names=(
            Name(client=Client.AZURE_CLI, name="az vmss protect show", exact=True,
                 verified=Verification.PACKAGE),
        ),
        requests=(Endpoint(method="GET", path="/subscriptions/{s}/protection"),),
        samples=(),
    )  # fmt: skip
    return entry(
        7,
        "instance-protection",
        Verdict.PARTIAL,
        kind=Kind.CONCEPT,
        uniform=uniform,
        caveats=(caveat("no-flag", Severity.NOTE),),
    )


def hostile() -> Entry:
    """Text that tries to be markup in every field that holds text."""
    parameters = Parameters(
        renamed=(Rename(from_=HOSTILE, to=HOSTILE, note=HOSTILE),),
        added=(Parameter(name=HOSTILE, note=HOSTILE),),
        dropped=(Parameter(name=HOSTILE, note=HOSTILE),),
    )
    names = (
        Name(client=Client.AZURE_CLI, name=HOSTILE, exact=True, note=HOSTILE, command=False),
        Name(client=Client.AZURE_CLI, name=HOSTILE, exact=False, note=HOSTILE, within=True),
        Name(client=Client.POWERSHELL, name=HOSTILE, exact=False, note=HOSTILE),
        Name(client=Client.POWERSHELL, name=HOSTILE, exact=True, deprecated=True),
    )
    return entry(
        8,
        "hostile-words",
        Verdict.REPLACED,
        title=HOSTILE,
        category="other",
        summary=HOSTILE,
        keywords=(HOSTILE,),
        uniform=Uniform(how=HOSTILE, requests=(), names=names, samples=()),
        kind=Kind.CONCEPT,
        headline=HOSTILE,
        basis=HOSTILE,
        disputed=True,
        alternatives=(
            alternative(
                service=HOSTILE,
                endpoint=None,
                how=HOSTILE,
                query=f"```\n</code></pre>\n{HOSTILE}\n````\n\n{HOSTILE}",
                preferred=True,
                parameters=parameters,
                names=names,
            ),
        ),
        caveats=(
            caveat(
                "hostile-caveat", Severity.BREAKING, title=HOSTILE, text=HOSTILE, action=HOSTILE
            ),
        ),
        claims=(
            claim("article", supports=Verdict.REPLACED, source="hostile-page", says=HOSTILE),
            claim("other-side", supports=Verdict.SAME, says=HOSTILE),
            claim("gone", withdrawn=HOSTILE),
        ),
        errors=(ErrorText(code=HOSTILE, text=f"{HOSTILE}\n\n```\n{HOSTILE}", claims=("article",)),),
        plan=hostile_plan(),
        related=("vmss-start",),
    )


def hostile_plan() -> Plan:
    """Two steps and a decision whose every text tries to be markup."""
    see = ("vmss-start", "hostile-words#hostile-caveat")
    first = PlanStep(
        id="begin", title=HOSTILE, text=HOSTILE, check=HOSTILE, back=HOSTILE, see=see,
        ways=(
            PlanWay(client=Client.AZURE_CLI, code=HOSTILE),
            PlanWay(client=Client.BICEP, code=f"```\n</code></pre>\n{HOSTILE}"),
        ),
    )  # fmt: skip
    last = replace(first, id="end", ways=(), see=(), claims=("article",), no_return=True)
    decision = Decision(title=HOSTILE, becomes="blocks", text=HOSTILE, claims=("article",), see=see)
    return Plan(steps=(first, last), decisions=(decision,))
