"""The review against the data: no name is out of its reach, and no rule is without a name."""

from __future__ import annotations

from flexmap.mapping.commands import commands, uniform_names
from flexmap.readers.sdk_names import catalog
from flexmap.rules import rules
from flexmap.sources.languages import languages, may_match, needles
from tests.review_cases import found, mapping

SDKS = sorted({r.get("rules", name) for name, r in languages().items() if "sdk" in r["reads"]})


def test_the_prefilter_keeps_every_name() -> None:
    """A file that is skipped before parsing holds none of the names."""
    for name, _ in uniform_names(mapping()):
        assert may_match(name.name.encode()), name.name
    assert all(word == word.lower() for word in needles())


def test_every_command_and_cmdlet_is_found() -> None:
    """Each name of the mapping that is a command leads to all it can send."""
    known = commands(mapping())
    for name, operation in uniform_names(mapping()):
        if name.client == "azure-cli":
            found_command = known.command(name.name.split())
            assert found_command, name.name
            assert operation in {o for _, o in found_command[1]}, name.name
        elif name.client == "powershell":
            assert operation in {o for _, o in known.cmdlet(name.name) or ()}, name.name


def test_every_sdk_name_fits_a_rule() -> None:
    """A method that no naming rule reads would never be found."""
    for sdk in SDKS:
        table = rules(sdk)
        made = catalog(mapping(), table)
        sent = {
            s.operation
            for methods in made.methods.values()
            for ops in methods.values()
            for s in ops
        }
        wanted = {op for name, op in uniform_names(mapping()) if name.client == table["client"]}
        assert wanted <= sent, (sdk, sorted(wanted - sent))


def test_rules_name_operations_that_have_entries() -> None:
    """An older name that leads to an operation which is gone is a typing error."""
    known = {entry.operation for entry in mapping().entries}
    for sdk in SDKS:
        for methods in rules(sdk).get("extra", {}).values():
            for operations in methods.values():
                assert set(operations) <= known
    for kind in ("resource", "data"):
        for rule in rules("templates")["terraform"][kind].values():
            assert rule.get("operation") in known or {"type", "pattern"} & set(rule)


def test_every_endpoint_is_found_as_a_request() -> None:
    """A path with its method leads to its operation and to no other."""
    for entry in mapping().entries:
        for request in entry.uniform.endpoints():
            if entry.sent():
                path = request.path.replace("{", "${")
                line = f'az rest --method {request.method} --url "{path}?api-version=1"'
                (finding,) = found(line.encode(), "shell")
                assert [m.entry for m in finding.matches] == [entry.id], line
