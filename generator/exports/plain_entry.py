"""An entry as plain Markdown: the answer, the caveats and the evidence, for readers of text."""

from __future__ import annotations

from collections.abc import Iterator

from flexmap.mapping import Alternative, Caveat, Claim, Client, Entry, Mapping, Name, Parameters
from flexmap.mapping.evidence import claims_against, claims_for
from flexmap.mapping.observations import of_entry, sentence
from flexmap.mapping.vocabulary import FRAGMENT_LANGUAGES
from flexmap.mapping.wording import IN_SOME_USES
from generator.text.escaping import fence
from generator.text.prose import Code, Link, Span, plain, spans


def text_url(entry: Entry) -> str:
    """Where the text is, below the site's root.

    It ends in `.txt` although it is Markdown: both site builders make a page of every
    `.md` file, and hosts serve `.txt` as text.
    """
    return f"entries/{entry.id}.txt"


def plain_entry(entry: Entry, mapping: Mapping) -> str:
    """The whole entry in Markdown; links to other entries lead to their texts."""
    return "\n".join(_lines(entry, mapping)) + "\n"


def _lines(entry: Entry, mapping: Mapping) -> Iterator[str]:
    flexible = entry.flexible
    verdict = mapping.term("verdict", flexible.verdict)
    disputed = ", sources disagree" if flexible.disputed else ""
    yield f"# {entry.ref}: {plain(entry.title)}"
    yield ""
    yield f"Verdict: {verdict.title} (`{verdict.id}`{disputed}). {_say(flexible.headline, mapping)}"
    yield ""
    yield f"{verdict.title} means: {_say(verdict.definition, mapping)}"
    yield from _unchanged(entry, mapping)
    yield from _uniform(entry, mapping)
    yield from _flexible(entry, mapping)
    yield from _caveats(entry, mapping)
    yield from _errors(entry)
    yield from _evidence(entry, mapping)
    yield from _seen(entry, mapping)
    yield from _about(entry, mapping)


def _unchanged(entry: Entry, mapping: Mapping) -> Iterator[str]:
    """What happens to code that is left as it is, and the clients in which it is otherwise."""
    unchanged = entry.flexible.unchanged
    if unchanged is None:
        return
    term = mapping.term("outcome", unchanged.outcome)
    yield from ("", f"Unchanged code: {term.title} (`{term.id}`). {_say(term.definition, mapping)}")
    for client in unchanged.clients:
        place = client.name or mapping.term("client", client.client).title
        yield f"- Otherwise in `{place}`: {mapping.term('outcome', client.outcome).title}"


def _uniform(entry: Entry, mapping: Mapping) -> Iterator[str]:
    uniform = entry.uniform
    yield from ("", "## On Uniform", "", _say(entry.summary, mapping))
    if uniform.how:
        yield from ("", _say(uniform.how, mapping))
    yield ""
    if uniform.operation and uniform.endpoint:
        yield f"- Operation: `{uniform.operation}`"
        yield f"- Endpoint: `{uniform.endpoint.method} {uniform.endpoint.path}`"
    yield from (f"- Request: `{item.method} {item.path}`" for item in uniform.requests or ())
    if uniform.property:
        yield f"- Property: `{uniform.property.path}` of `{uniform.property.resource}`"
    yield from (f"- Terraform argument: `{argument}`" for argument in uniform.arguments or ())
    yield from _names(uniform.names, mapping)


def _seen(entry: Entry, mapping: Mapping) -> Iterator[str]:
    """Recorded answers of the service, the newest of each operation, mode and status."""
    newest = {
        (row.operation, row.mode, row.status): row for row in reversed(of_entry(mapping, entry))
    }
    if newest:
        yield from ("", "## Seen in runs", "")
    for row in reversed(newest.values()):
        note = f". {_say(row.note, mapping)}" if row.note else ""
        address = mapping.recordings[row.recording].address
        yield f"- {plain(sentence(mapping, row))}{note} (<{address}>)"


def _names(names: tuple[Name, ...], mapping: Mapping) -> Iterator[str]:
    """Names of the call; those with another purpose are left to the page."""
    for name in names:
        if name.client != Client.REST and not name.within:
            note = f" ({_say(name.note, mapping)})" if name.note else ""
            yield f"- {name.client}: `{name.name}`{note}"


def _flexible(entry: Entry, mapping: Mapping) -> Iterator[str]:
    flexible = entry.flexible
    yield from ("", "## On Flexible", "", _say(flexible.headline, mapping))
    if flexible.how:
        yield from ("", _say(flexible.how, mapping))
    for alternative in flexible.alternatives:
        yield from _alternative(alternative, mapping)
    for write in flexible.write:
        title = mapping.term("client", write.client).title
        yield from ("", f"### {title}", "", _say(write.text, mapping))
        yield from (f"- Argument: `{argument}`" for argument in write.arguments)
        if write.code:
            yield from ("", fence(write.code, FRAGMENT_LANGUAGES[write.client]))


def _alternative(alternative: Alternative, mapping: Mapping) -> Iterator[str]:
    preferred = " (preferred)" if alternative.preferred else ""
    title = alternative.title
    yield from ("", f"### {title}{preferred}", "", _say(alternative.how, mapping))
    if alternative.endpoint:
        yield from ("", f"- Endpoint: `{alternative.endpoint.method} {alternative.endpoint.path}`")
    yield from _parameters(alternative.parameters, mapping)
    yield from _names(alternative.names, mapping)
    if alternative.query:
        yield from ("", fence(alternative.query, "kusto"))


def _parameters(parameters: Parameters, mapping: Mapping) -> Iterator[str]:
    for rename in parameters.renamed:
        yield f"- Parameter `{rename.from_}` is now `{rename.to}`{_note(rename.note, mapping)}"
    for word, items in (("added", parameters.added), ("dropped", parameters.dropped)):
        for item in items:
            yield f"- Parameter `{item.name}` {word}{_note(item.note, mapping)}"


def _note(note: str | None, mapping: Mapping) -> str:
    return f": {_say(note, mapping)}" if note else ""


def _caveats(entry: Entry, mapping: Mapping) -> Iterator[str]:
    yield from ("", "## Caveats")
    if not entry.caveats:
        yield from ("", "None known.")
    for caveat in entry.caveats:
        yield from _caveat(caveat, mapping)


def _caveat(caveat: Caveat, mapping: Mapping) -> Iterator[str]:
    severity = mapping.term("severity", caveat.severity)
    yield from ("", f"### {plain(caveat.title)} ({caveat.id})", "")
    yield f"{severity.title}{_reach(caveat, mapping)}. {_say(caveat.text, mapping)}"
    yield from ("", f"What to do: {_say(caveat.action, mapping)}")
    yield from ("", f"Claims: {', '.join(caveat.claims)}")


def _reach(caveat: Caveat, mapping: Mapping) -> str:
    """Whether every use meets the caveat, or only those that fulfil a condition."""
    if caveat.always:
        return f", to every use: {_say(caveat.always.rstrip('.'), mapping)}"
    return f", {IN_SOME_USES}" if caveat.when else ""


def _errors(entry: Entry) -> Iterator[str]:
    if entry.errors:
        yield from ("", "## Errors seen")
    for error in entry.errors:
        code = f"{error.code}: " if error.code else ""
        yield from ("", fence(f"{code}{error.text}", "text"))


def _evidence(entry: Entry, mapping: Mapping) -> Iterator[str]:
    yield from ("", "## Evidence", "", _say(entry.flexible.basis, mapping), "")
    for title, claims in (
        ("For the verdict", claims_for(entry.claims, entry.verdict)),
        ("Against it", claims_against(entry.claims, entry.verdict)),
    ):
        if claims:
            yield f"{title}: {', '.join(claim.id for claim in claims)}."
    yield ""
    for claim in sorted(entry.claims, key=lambda claim: claim.as_of, reverse=True):
        yield _claim(claim, mapping)


def _claim(claim: Claim, mapping: Mapping) -> str:
    supports = f", supports {claim.supports}" if claim.supports else ""
    words = f"- {claim.id} ({claim.as_of}, {claim.strength}{supports}): {_say(claim.says, mapping)}"
    if claim.source:
        source = mapping.sources[claim.source]
        words += f" Source: {source.title}, {source.publisher}, {source.date}, "
        words += f"{source.address}."
    if claim.from_:
        words += f" Follows from {', '.join(claim.from_)}."
    return f"{words} Withdrawn: {_say(claim.withdrawn, mapping)}" if claim.withdrawn else words


def _about(entry: Entry, mapping: Mapping) -> Iterator[str]:
    yield from ("", "## About", "")
    yield (
        f"Flexmap {entry.ref}, data {mapping.data_version} of {mapping.date}, "
        f"api-version {mapping.api_version}, CC BY 4.0. "
        f"Page: /{entry.url} JSON: /{entry.json_url}"
    )


def _say(prose: str, mapping: Mapping) -> str:
    """The prose in Markdown, as seen from the folder of the entries."""
    if "[" not in prose:  # code is written here as there
        return prose
    return "".join(_span(span, mapping) for span in spans(prose))


def _span(span: Span, mapping: Mapping) -> str:
    if isinstance(span, Code):
        return f"`{span.text}`"
    if isinstance(span, Link):
        return f"[{span.text}]({_target(span.target, mapping)})"
    return span.text


def _target(target: str, mapping: Mapping) -> str:
    """The address of a link; that of an entry, a caveat in it or a moved id is its text."""
    if target.startswith("https://"):
        return target
    if target.startswith("/"):
        return f"..{target}"
    id_ = target.partition("#")[0]
    moved = {item.id: item.to for item in mapping.moved}
    return f"{moved.get(id_, id_)}.txt"
