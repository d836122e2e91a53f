"""Why a document is a hit, and the passage that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from ..pipeline import symbol
from ..pipeline.model import Record, Span, page_of
from ..pipeline.vietnamese import fold, folded_words
from . import abbreviations, numbers
from .holdings import Held
from .query import Beginning, Has, NumberRun, Property, Query, Quoted, Words
from .retrieval import Hit
from .snippet import Snippet, cut

Row = tuple[str, ...]


class Why(StrEnum):
    """What of a document matched, as a person is told."""

    NUMBER = "number"
    CITES = "cites"
    TITLE = "title"
    TEXT = "text"
    PARTLY = "partly"  # not all that was asked for is in it


@dataclass(frozen=True, slots=True)
class Explanation:
    """`page` (1-based) is where the snippet was taken from."""

    why: tuple[Why, ...]
    snippet: Snippet
    page: int


def explain(held: Held, query: Query, hit: Hit) -> Explanation:
    """What of a document that is held matches the query."""
    own, cited = _own(held.record, query), _cited(held.record, query)
    wanted = tuple(dict.fromkeys(rows(query)))
    numbered = own or cited
    passage = (0, len(held.text)) if numbered or hit.passage is None else hit.passage
    snippet = cut(held.text, wanted, numbered, passage)
    shown = snippet.start + (snippet.highlights[0][0] if snippet.highlights else 0)
    why = [Why.NUMBER] if own else [*([Why.CITES] if cited else []), *_worded(held, query, snippet)]
    return Explanation(
        why=tuple(why) + ((Why.PARTLY,) if hit.partly else ()),
        snippet=snippet,
        page=page_of(held.record.text.page_starts, shown),
    )


def _own(record: Record, query: Query) -> list[Span]:
    """Where the document's own number stands, if that is asked for."""
    number = record.number
    if number is None:
        return []
    asked = {run.compact for run in _runs(query)} | set(_values(query, Property.NUMBER))
    serials = _values(query, Property.SERIAL)
    found = asked.intersection(numbers.borne(number, record.kind)) or symbol.compact(number.serial) in serials
    return [number.span] if found else []


def _cited(record: Record, query: Query) -> list[Span]:
    """Where documents are cited that are asked for, under whatever relation."""
    asked = {run.compact for run in _runs(query)}
    asked.update(value.split("/", 1)[1] for value in _values(query, Property.REFERENCE))
    if not asked:
        return []
    found = []
    for reference in record.references:
        number, name = reference.number, reference.name
        if asked.intersection(numbers.looked_up(number.canonical) if number else (folded_words(name or ""),)):
            found.append(number.span if number else reference.span)
    return found


def _runs(query: Query) -> Iterator[NumberRun]:
    return chain.from_iterable(leaf.runs for leaf in query.wanted() if isinstance(leaf, Words))


def _values(query: Query, property: Property) -> tuple[str, ...]:
    return tuple(leaf.value for leaf in query.wanted() if isinstance(leaf, Has) and leaf.property is property)


def rows(query: Query) -> Iterator[Row]:
    """The words and phrases to be shown, in every spelling; a last `*` stands for any ending."""
    return chain.from_iterable(_spellings(query))


def _spellings(query: Query) -> Iterator[tuple[Row, ...]]:
    """Each word and phrase asked for, in the spelling typed and in others."""
    if query.number is not None:
        return
    for leaf in query.wanted():
        match leaf:
            case Words(words):
                folded = tuple(map(fold, words))
                for position, word in enumerate(words):
                    yield (word,), *abbreviations.others(folded, position)
            case Quoted(words):
                yield words, *abbreviations.spellings(tuple(map(fold, words)))[1:]
            case Beginning(start):
                yield ((f"{start}*",),)


def _worded(held: Held, query: Query, snippet: Snippet) -> Iterator[Why]:
    title = f" {folded_words(held.document.title or '')} "
    asked = list(_spellings(query))
    if asked and all(any(_stands(row, title) for row in spellings) for spellings in asked):
        yield Why.TITLE
    if snippet.words_found:
        yield Why.TEXT


def _stands(row: Row, text: str) -> bool:
    folded = " ".join(map(fold, row))
    return f" {folded[:-1]}" in text if folded.endswith("*") else f" {folded} " in text
