"""Answers a query from an index: opens the levels of its matches, orders each, and counts what is found."""

from __future__ import annotations

from dataclasses import dataclass

from ...pipeline.model import Span
from ..clause import All, Any, Clause, Not, Order, Search
from ..engine import Facets, Found, Index
from ..fields import FACETS
from ..frequencies import Frequencies
from ..query.tree import Query, Row
from . import levels, ranking, weights
from .levels import Levels
from .ranking import Ranked

MANY = 10_000  # documents: to count what more of them cite takes longer than all else
COSTLY = ("cited",)
WINDOW = 50  # of the engine's best are put in order by their passages


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found. `passage` is where in its text the most is found; `lacks` are words that are not in it."""

    id: str
    score: float
    passage: Span | None
    lacks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Results:
    """`total` documents match; `hits` are those of the page asked for; facets count all that match.

    `in_vain`: none of them has all that was asked for.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Facets
    in_vain: bool


def search(index: Index, query: Query) -> Results:
    """The page of hits that is asked for. Raises `IndexUnavailable`."""
    weighed, rows = weights.weighed(query), weights.rows(query)
    known = index.frequencies(tuple(dict.fromkeys((*weighed, *ranking.terms(rows), *levels.numbers(query)))))
    asked = _Asked(index, query.order, weights.rank(weighed, known), rows, known)
    understood = levels.with_known_numbers(query, known)
    meant = levels.of(understood, known)
    first = meant.number if query.order is Order.RANK else None  # by date all are alike
    borne = asked.page(first, query.offset, query.limit) if first else _Page(0, [])
    where, others = _others(asked, meant, borne, query)
    ranked = [*borne.ranked, *others.ranked]
    hits = tuple(Hit(each.id, each.score, each.passage, levels.lacking(query, each.missing)) for each in ranked)
    total = borne.total + others.total
    numbered = levels.numbered(understood)
    in_vain = not total or (bool(hits) and all(hit.lacks - numbered for hit in hits))
    return Results(total, hits, _facets(index, _either(where, meant.number), total), in_vain)


def _others(asked: _Asked, meant: Levels, borne: _Page, query: Query) -> tuple[Clause, _Page]:
    """What is searched for besides a number, and the page of it: as much of what matches in part as is wanted."""
    where, page = meant.whole, None
    first, size = max(query.offset - borne.total, 0), query.limit - len(borne.ranked)
    for level in meant.wider:
        if level.below is not None:
            page = page or asked.page(_rest(where, meant.number, query.order), first, size)
            if borne.total + page.total >= level.below:
                break
        where, page = Any((where, level.where)), None
    return where, page or asked.page(_rest(where, meant.number, query.order), first, size)


def _rest(where: Clause, number: Clause | None, order: Order) -> Clause:
    """What matches but for those that bear the number, which come before; by date with them."""
    if number is None or order is not Order.RANK:
        return _either(where, number)
    return All((where, Not(number)))


def _either(where: Clause, number: Clause | None) -> Clause:
    return Any((number, where)) if number else where


def _facets(index: Index, where: Clause, total: int) -> Facets:
    """What the matches have in common. `cited` has many values a document: broad queries go without it."""
    names = [name for name in FACETS if total <= MANY or name not in COSTLY]
    return index.facets(where, names)


@dataclass(frozen=True, slots=True)
class _Page:
    """How many documents match, and those of the page."""

    total: int
    ranked: list[Ranked]


@dataclass(frozen=True, slots=True)
class _Asked:
    """An index, and how what it finds is ranked."""

    index: Index
    order: Order
    rank: tuple[Clause, ...]
    rows: tuple[Row, ...]
    known: Frequencies

    def page(self, where: Clause, first: int, size: int) -> _Page:
        """A page of what matches: the best of the engine's in our order, then in its own."""
        if self.order is not Order.RANK or first >= WINDOW or not size:
            return self._page(where, first, size)
        found = self._found(where, 0, WINDOW)
        ranked = ranking.order(found.candidates, self.rows, self.known)[first : first + size]
        if (rest := first + size - WINDOW) > 0 and found.total > WINDOW:
            ranked += self._page(where, WINDOW, rest).ranked
        return _Page(found.total, ranked)

    def _page(self, where: Clause, first: int, size: int) -> _Page:
        found = self._found(where, first, size)
        return _Page(found.total, ranking.rescored(found.candidates, self.rows, self.known))

    def _found(self, where: Clause, first: int, size: int) -> Found:
        return self.index.search(Search(where, self.rank, self.order, first, size))
