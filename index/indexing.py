"""A document as the full-text index takes it: the facts of its record, and its text as tokens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..pipeline import symbol
from ..pipeline.model import Reference
from ..pipeline.organisation import level_of
from ..pipeline.vietnamese import Memory, Words, folded_words, words
from .engine import IndexedDocument, Value
from .fields import date_number
from .holdings import Held
from .mentions import completed
from .query import numbers
from .query.tree import ANY_RELATION, Area, Property, reference
from .search.passages import passages
from .search.ranking import Sketch

MAX_WORD = 60  # characters; what is longer is no word, and engines limit their tokens


@dataclass(frozen=True, slots=True)
class Facts:
    """What is indexed of a document, as it is printed. `numbers` are `symbol.compact`, `refs` as `reference` makes."""

    id: str
    text: str
    title: str | None = None
    numbers: tuple[str, ...] = ()
    serial: str | None = None
    refs: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    kind: str | None = None
    kind_code: str | None = None
    issuer: str | None = None
    issuer_names: tuple[str, ...] = ()  # others of its, and the body above it
    level: str | None = None
    place: str | None = None
    signer: str | None = None
    recipients: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    date: str | None = None


def document(held: Held) -> IndexedDocument:
    """A document that is held, for the index."""
    return indexed(facts(held))


def facts(held: Held) -> Facts:
    """What the record tells. A body is counted by its full name where the table of bodies has it."""
    known, record = held.document, held.record
    issuer = record.issuer
    organisation = issuer.organisation if issuer else None
    full = completed(record)
    return Facts(
        id=known.id,
        text=held.text,
        title=known.title,
        numbers=numbers.borne(record.number, record.kind) if record.number else (),
        serial=symbol.compact(record.number.serial) if record.number else None,
        refs=tuple(dict.fromkeys(key for pair in zip(record.references, full, strict=True) for key in _keys(*pair))),
        cited=tuple(dict.fromkeys(filter(None, map(_called, full)))),
        kind=known.kind,
        kind_code=known.kind_code,
        issuer=organisation.name if organisation else known.issuer,
        issuer_names=tuple(filter(None, (issuer.name, issuer.parent))) if issuer else (),
        level=level_of(issuer) if issuer else None,
        place=known.place,
        signer=record.signer.name if record.signer else None,
        recipients=record.recipients,
        targets=tuple(dict.fromkeys(target.surface for target in record.targets)),
        date=known.date,
    )


def _called(cited: Reference) -> str | None:
    """A number as people write it, or the name of a law."""
    return cited.number.canonical if cited.number else cited.name


def _keys(own: Reference, full: Reference) -> Iterator[str]:
    """A reference under any relation, and under its own where it is this document that stands in it."""
    relations = {ANY_RELATION} if own.source else {ANY_RELATION, own.relation.value}
    forms = numbers.looked_up(full.number.canonical) if full.number else (_folded(full.name or ""),)
    return (reference(relation, form) for relation in sorted(relations) for form in forms if form)


def indexed(facts: Facts) -> IndexedDocument:
    """The fields of a document, in `fields.FIELDS`; what it has nothing of is left out."""
    fields: dict[str, Value | None] = {
        **_text(facts.text),
        **_title(facts.title or ""),
        Area.ISSUER: " ".join(dict.fromkeys(map(_folded, (facts.issuer or "", *facts.issuer_names)))),
        Area.SIGNER: _folded(facts.signer or ""),
        Area.PLACE: _folded(facts.place or ""),
        Area.TARGET: " ".join(map(_folded, facts.targets)),
        Area.RECIPIENT: " ".join(map(_folded, facts.recipients)),
        Property.NUMBER: facts.numbers,
        Property.SERIAL: _some(facts.serial),
        Property.REFERENCE: facts.refs,
        Property.KIND: tuple(map(_folded, filter(None, (facts.kind, facts.kind_code)))),
        **{name: _some(getattr(facts, name)) for name in ("kind", "issuer", "level", "place", "signer")},
        "cited": facts.cited,
        "year": _some(facts.date and facts.date[:4]),
        "date": date_number(facts.date, "0") if facts.date else None,
    }
    return IndexedDocument(facts.id, {name: value for name, value in fields.items() if value})


def _some(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _title(title: str) -> dict[str, Value]:
    tokens = _tokens(words(title, MAX_WORD))
    return {f"title_{name}": tokens[name] for name in ("folded", "pairs")}


def _text(text: str) -> dict[str, Value]:
    """The text as tokens, and the sketch of its passages."""
    found = words(text, MAX_WORD)
    return {**_tokens(found), "sketch": Sketch.build(found.folded, found.starts, passages(text)).pack()}


def _tokens(found: Words) -> dict[str, Value]:
    """Words that have marks, words without marks, and pairs of neighbours: strings for engines that split at blanks."""
    marked = [one for one, plain in zip(found.marked, found.folded, strict=True) if one != plain]
    # Each word twice, so that of "a a_b b_c c" all is there but the first and the last: half the time of `pairwise`.
    twice = "_".join(map(_TWICE.__getitem__, found.folded))
    pairs = twice[twice.find(" ") + 1 : max(twice.rfind(" "), 0)]
    return {"exact": " ".join(marked), "folded": " ".join(found.folded), "pairs": pairs}


_TWICE = Memory(lambda word: f"{word} {word}")
_folded = lru_cache(20_000)(folded_words)  # names of bodies, places and people come again and again
