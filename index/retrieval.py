"""Answers a query from an index: opens the levels of its matches, orders each, and counts what is found."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from ..pipeline.model import Span
from . import matching, ranking
from .clause import All, Any, Clause, Not, Order, Search, Term
from .engine import Facets, Found, Index
from .fields import FACETS
from .frequencies import Frequencies
from .matching import Levels
from .query import Query
from .ranking import Ranked

MANY = 20_000  # documents: to count what more of them cite takes longer than all else
COSTLY = ("cited",)
WINDOW = 75  # of the engine's best are put in order by their passages


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found. `passage` is where in its text the most is found; `partly`: it lacks words of the query."""

    id: str
    score: float
    passage: Span | None
    partly: bool


@dataclass(frozen=True, slots=True)
class Results:
    """`total` documents match; `hits` are those of the page asked for; facets count all that match."""

    total: int
    hits: tuple[Hit, ...]
    facets: Facets

    @property
    def in_vain(self) -> bool:
        """Is there nothing that has all that was asked for?"""
        return not self.total or (bool(self.hits) and all(hit.partly for hit in self.hits))


def search(index: Index, query: Query) -> Results:
    """The page of hits that is asked for. Raises `IndexUnavailable`."""
    weights, rows = matching.weighed(query), matching.rows(query)
    known = Frequencies.ask(index, [*weights, *ranking.terms(rows)])
    asked = _Asked(index, query.order, matching.rank(weights, known), rows, known)
    levels = matching.levels(query, known)
    where = _opened(index, levels)
    total = 0
    ranked: list[Ranked] = []
    for level in _apart(levels.number, where, query.order):
        found, page = asked.page(level, max(query.offset - total, 0), query.limit - len(ranked))
        ranked += page
        total += found
    whole = _whole(index, levels, where, [each.id for each in ranked])
    hits = tuple(Hit(each.id, each.score, each.passage, each.id not in whole) for each in ranked)
    every = Any((levels.number, where)) if levels.number else where
    return Results(total, hits, _facets(index, every, total))


def _opened(index: Index, levels: Levels) -> Clause:
    """What is searched for: what matches wholly, and as much as is wanted of what matches in part."""
    where = levels.whole
    for level in levels.wider:
        if level.below is not None and index.search(Search(where, size=0)).total >= level.below:
            break
        where = Any((where, level.where))
    return where


def _whole(index: Index, levels: Levels, where: Clause, ids: Sequence[str]) -> Container[str]:
    """Those of the hits that match wholly."""
    if where is levels.whole or not ids:
        return ids
    wanted = Any((levels.whole, levels.number)) if levels.number else levels.whole
    these = Any(tuple(Term("id", id) for id in ids))
    return {each.id for each in index.search(Search(All((these, wanted)), size=len(ids))).candidates}


def _apart(number: Clause | None, where: Clause, order: Order) -> tuple[Clause, ...]:
    """What comes before all others, and the rest; by date all are alike."""
    if number is None:
        return (where,)
    return (number, All((where, Not(number)))) if order is Order.RANK else (Any((number, where)),)


def _facets(index: Index, where: Clause, total: int) -> Facets:
    """What the matches have in common. `cited` has many values a document: broad queries go without it."""
    names = [name for name in FACETS if total <= MANY or name not in COSTLY]
    return index.facets(where, names)


@dataclass(frozen=True, slots=True)
class _Asked:
    """An index, and how what it finds is ranked."""

    index: Index
    order: Order
    rank: tuple[Clause, ...]
    rows: tuple[matching.Row, ...]
    known: Frequencies

    def page(self, where: Clause, first: int, size: int) -> tuple[int, list[Ranked]]:
        """How many documents match, and a page of them: the best of the engine's in our order, then in its own."""
        if self.order is not Order.RANK or first >= WINDOW:
            found = self._found(where, first, size)
            return found.total, ranking.rescored(found.candidates, self.rows, self.known)
        found = self._found(where, 0, WINDOW)
        page = ranking.order(found.candidates, self.rows, self.known)[first : first + size]
        if (rest := first + size - WINDOW) > 0 and found.total > WINDOW:
            page += ranking.rescored(self._found(where, WINDOW, rest).candidates, self.rows, self.known)
        return found.total, page

    def _found(self, where: Clause, first: int, size: int) -> Found:
        return self.index.search(Search(where, self.rank, self.order, first, size))
