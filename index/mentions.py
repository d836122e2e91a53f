"""How one record names other documents: its mentions, short forms completed, each with its evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..pipeline import symbol
from ..pipeline.model import Record, Reference, Span, page_of
from ..pipeline.organisation import is_of_centre, province_named_in, province_of
from ..pipeline.vietnamese import folded_words

_CENTRAL = "central"


@dataclass(frozen=True, slots=True)
class Naming:
    """What a text says of a document to tell it from others: `key` of its number, or `name_key` of a law's name.

    `issuer` is as printed, `body` the full name where the table of bodies has it. `place` is the province of that body,
    or where a local body's is not said ("UBND tỉnh", `12/KH-LĐLĐ`) that of the paper.
    """

    key: str | None
    canonical: str | None
    name_key: str | None
    date: str | None
    kind: str | None
    issuer: str | None
    body: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention as the archive keeps it. `source` is the document that stands in the relation; None: this one."""

    position: int
    target: Naming
    name: str | None
    title: str | None
    relation: str
    source: Naming | None
    span: Span
    evidence_span: Span
    evidence: str
    page: int


def mentions_of(record: Record, text: str) -> tuple[Mention, ...]:
    """The mentions of a record that name something: a number, or a law by its name."""
    full, paper = completed(record), province(record)
    namings = [_naming(reference, paper) for reference in full]
    return tuple(
        _mention(record, text, position, reference, namings)
        for position, reference in enumerate(full)
        if reference.number is not None or reference.name is not None
    )


def completed(record: Record) -> tuple[Reference, ...]:
    """The references of a record, short forms with what the full mention says."""
    return tuple(_completed(record.references, position) for position in range(len(record.references)))


def province(record: Record) -> str | None:
    """The province of the body that issued a paper; of a body of the centre None, wherever it was signed."""
    issuer = record.issuer
    if issuer is None:
        return province_of(record.place)
    if issuer.organisation and issuer.organisation.level == _CENTRAL:
        return None
    meant = issuer.organisation.name if issuer.organisation else None
    return province_of(meant, issuer.name, issuer.parent, record.place)


def _mention(record: Record, text: str, position: int, full: Reference, namings: list[Naming]) -> Mention:
    own = record.references[position]
    return Mention(
        position=position,
        target=namings[position],
        name=full.name,
        title=full.title,
        relation=own.relation.value,
        source=_source(own.source, position, namings),
        span=own.span,
        evidence_span=own.evidence,
        evidence=text[own.evidence[0] : own.evidence[1]],
        page=page_of(record.text.page_starts, own.span[0]),
    )


def _completed(references: tuple[Reference, ...], position: int) -> Reference:
    """The reference with what the full mention says that it repeats; a bare number gives way to the full one."""
    own = references[position]
    if own.same_as is None:
        return own
    seen = {position}
    full = own
    while full.same_as is not None and full.same_as not in seen:
        seen.add(full.same_as)
        full = references[full.same_as]
    return replace(
        own,
        kind=own.kind or full.kind,
        number=full.number or own.number,
        name=full.name or own.name,
        date=own.date or full.date,
        issuer=own.issuer or full.issuer,
        organisation=own.organisation if own.issuer else full.organisation,
        title=own.title or full.title,
    )


def _naming(reference: Reference, paper: str | None) -> Naming:
    number, name, meant = reference.number, reference.name, reference.organisation
    return Naming(
        key=number.key if number else None,
        canonical=number.canonical if number else None,
        name_key=folded_words(name) if name and not number else None,
        date=reference.date,
        kind=reference.kind,
        issuer=reference.issuer,
        body=meant.name if meant else reference.issuer,
        place=_place(reference, paper),
    )


def _place(reference: Reference, paper: str | None) -> str | None:
    """The province of the body that is meant, where it is a local one: as it is named, or spoken of, or the paper's."""
    meant, code = reference.organisation, reference.number.body_code if reference.number else None
    if meant:
        return None if meant.level == _CENTRAL else province_of(meant.name) or paper
    if named := province_of(reference.issuer):
        return named
    is_local = code is not None and is_of_centre(code) is False
    return (province_named_in(reference.title or "") or paper) if is_local else None


def _source(canonical: str | None, position: int, namings: list[Naming]) -> Naming | None:
    """The mention that `source` means: the nearest before with that number, else the nearest after."""
    if canonical is None:
        return None
    places = [other for other, naming in enumerate(namings) if other != position and naming.canonical == canonical]
    if not places:
        return Naming(symbol.key(canonical), canonical, None, None, None, None)
    return namings[min(places, key=lambda other: (other > position, abs(other - position)))]
