"""Why a document is a hit, and the passage that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from ...pipeline import symbol
from ...pipeline.model import Record, Span, page_of
from ...pipeline.vietnamese import fold, folded_words
from ..holdings import Held
from ..query import abbreviations, numbers
from ..query.tree import Beginning, Form, Has, NumberRun, Property, Query, Quoted, Row, Through, Words
from .retrieval import Hit
from .snippet import LENGTH, Snippet, Wanted, cut


class Why(StrEnum):
    """What of a document matched, as a person is told."""

    NUMBER = "number"
    CITES = "cites"
    CHAIN = "chain"  # cites what is asked for through other documents
    TITLE = "title"
    TEXT = "text"
    PARTLY = "partly"  # not all that was asked for is in it


@dataclass(frozen=True, slots=True)
class Explanation:
    """`page` (1-based) is where the snippet was taken from."""

    why: tuple[Why, ...]
    snippet: Snippet
    page: int


class Explainer:
    """Tells of documents that are held what of them matches a query."""

    def __init__(self, query: Query) -> None:
        self._asked = tuple(tuple(map(_folded, spellings)) for spellings in _spellings(query))
        self._wanted = Wanted.of(rows(query))
        self._runs = tuple(_runs(query))
        self._numbers = {run.compact for _, run in self._runs}
        self._own = self._numbers.union(_values(query, Property.NUMBER))
        self._serials = _values(query, Property.SERIAL)
        cited = (value.split("/", 1)[1] for value in _values(query, Property.REFERENCE))
        through = {leaf.target for leaf in query.wanted() if isinstance(leaf, Through)}
        self._cited = self._numbers.union(cited, through)
        self._reached = [Why.CHAIN] if through else []

    def explain(self, held: Held, hit: Hit) -> Explanation:
        own, cited = self._own_places(held.record), self._cited_places(held.record)
        numbered = own or cited
        snippet = cut(held.text, self._wanted, numbered, _looked_at(held.text, numbered, hit.passage))
        shown = snippet.start + (snippet.highlights[0][0] if snippet.highlights else 0)
        why = [Why.NUMBER] if own else [*([Why.CITES] if cited else self._reached), *self._worded(held, snippet)]
        return Explanation(
            why=tuple(why) + ((Why.PARTLY,) if self._is_partly(held.record, hit) else ()),
            snippet=snippet,
            page=page_of(held.record.text.page_starts, shown),
        )

    def _own_places(self, record: Record) -> list[Span]:
        """Where the document's own number stands, if that is asked for."""
        number = record.number
        if number is None or not (self._own or self._serials):
            return []
        found = self._own.intersection(numbers.borne(number, record.kind))
        return [number.span] if found or symbol.compact(number.serial) in self._serials else []

    def _cited_places(self, record: Record) -> list[Span]:
        """Where documents are cited that are asked for, under whatever relation."""
        if not self._cited:
            return []
        found = []
        for reference in record.references:
            number, name = reference.number, reference.name
            keys = numbers.looked_up(number.canonical) if number else (folded_words(name or ""),)
            if self._cited.intersection(keys):
                found.append(number.span if number else reference.span)
        return found

    def _is_partly(self, record: Record, hit: Hit) -> bool:
        """Does it lack words that are no part of a number it bears or cites? Who bears a number needs no other."""
        if not hit.lacks:
            return False
        borne = numbers.borne(record.number, record.kind) if record.number else ()
        cited = {key for each in record.references if each.number for key in numbers.looked_up(each.number.canonical)}
        if any(run.form is not Form.SHORT and run.compact in borne for _, run in self._runs):
            return False
        said = {fold(word) for bag, run in self._runs if run.compact in cited.union(borne) for word in bag.said_by(run)}
        return bool(hit.lacks - said)

    def _worded(self, held: Held, snippet: Snippet) -> Iterator[Why]:
        title = f" {folded_words(held.document.title or '')} "
        if self._asked and all(any(row in title for row in spellings) for spellings in self._asked):
            yield Why.TITLE
        if snippet.words_found:
            yield Why.TEXT


def _looked_at(text: str, numbered: list[Span], passage: Span | None) -> Span:
    """Where the words asked for are shown: near the numbers, else in the best passage."""
    if numbered:
        start, end = min(numbered)[0], max(numbered)[1]
        return max(start - LENGTH, 0), min(end + LENGTH, len(text))
    return passage or (0, len(text))


def _runs(query: Query) -> Iterator[tuple[Words, NumberRun]]:
    return ((leaf, run) for leaf in query.wanted() if isinstance(leaf, Words) for run in leaf.runs)


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


def _folded(row: Row) -> str:
    """Words in a row as they stand among the folded words of a title, between blanks."""
    folded = f" {' '.join(map(fold, row))}"
    return folded[:-1] if folded.endswith("*") else f"{folded} "
