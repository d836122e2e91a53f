"""How one record names other documents: its mentions, short forms completed, each with its evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..pipeline import symbol
from ..pipeline.model import Record, Reference, Span, page_of
from ..pipeline.vietnamese import folded_words


@dataclass(frozen=True, slots=True)
class Naming:
    """What a text says of a document to tell it from others: `key` of its number, or `name_key` of a law's name."""

    key: str | None
    canonical: str | None
    name_key: str | None
    date: str | None
    kind: str | None
    issuer: str | None


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
    completed = [_completed(record.references, position) for position in range(len(record.references))]
    return tuple(
        _mention(record, text, position, completed)
        for position, reference in enumerate(completed)
        if reference.number is not None or reference.name is not None
    )


def _mention(record: Record, text: str, position: int, completed: list[Reference]) -> Mention:
    own, full = record.references[position], completed[position]
    return Mention(
        position=position,
        target=_naming(full),
        name=full.name,
        title=full.title,
        relation=own.relation.value,
        source=_source(own.source, position, completed),
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
        title=own.title or full.title,
    )


def _naming(reference: Reference) -> Naming:
    number, name = reference.number, reference.name
    return Naming(
        key=number.key if number else None,
        canonical=number.canonical if number else None,
        name_key=folded_words(name) if name and not number else None,
        date=reference.date,
        kind=reference.kind,
        issuer=reference.issuer,
    )


def _source(canonical: str | None, position: int, completed: list[Reference]) -> Naming | None:
    """The mention that `source` means: the nearest before with that number, else the nearest after."""
    if canonical is None:
        return None
    places = [
        other
        for other, reference in enumerate(completed)
        if other != position and reference.number is not None and reference.number.canonical == canonical
    ]
    if not places:
        return Naming(symbol.key(canonical), canonical, None, None, None, None)
    return _naming(completed[min(places, key=lambda other: (other > position, abs(other - position)))])
