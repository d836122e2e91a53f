"""Answers a query from an index: opens the levels of its matches, orders each, and counts what is found."""

from __future__ import annotations

from dataclasses import dataclass

from ..pipeline.model import Span
from . import matching, ranking
from .clause import All, Any, Clause, Not, Order, Search
from .engine import Candidate, Facets, Index
from .fields import FACETS
from .matching import Level
from .query import Query
from .ranking import Ranked

MANY = 20_000  # documents: to count what more of them cite takes longer than all else
COSTLY = ("cited",)
WINDOW = 100  # of the engine's best are put in order by their passages


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found. `passage` is where in its text the most is found; `partly`: not all of the query is in it."""

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


def search(index: Index, query: Query) -> Results:
    """The page of hits that is asked for. Raises `IndexUnavailable`."""
    asked = _Asked(index, query)
    hits: list[Hit] = []
    opened: list[Clause] = []
    total = 0
    for level in _levels(query):
        if level.below is not None and total >= level.below:
            break
        where = All((level.where, *map(Not, opened))) if opened else level.where
        first, size = max(query.offset - total, 0), query.limit - len(hits)
        found, ranked = asked.page(where, first, size)
        hits += [Hit(each.id, each.score, each.passage, level.below is not None) for each in ranked]
        opened.append(level.where)
        total += found
    return Results(total, tuple(hits), _facets(index, Any(tuple(opened)), total))


def _facets(index: Index, where: Clause, total: int) -> Facets:
    """What the matches have in common. `cited` has many values a document: broad queries go without it."""
    names = [name for name in FACETS if total <= MANY or name not in COSTLY]
    return index.facets(where, names)


def _levels(query: Query) -> tuple[Level, ...]:
    """By date, all that match wholly are alike."""
    levels = matching.levels(query)
    if query.order is Order.RANK:
        return levels
    whole = Level(Any(tuple(level.where for level in levels if level.below is None)))
    return (whole, *(level for level in levels if level.below is not None))


class _Asked:
    """A query with what all its levels are ranked by."""

    def __init__(self, index: Index, query: Query) -> None:
        self._index = index
        self._order = query.order
        self._rank = matching.rank(query)
        self._ranker = ranking.Ranker(index, query)

    def page(self, where: Clause, first: int, size: int) -> tuple[int, list[Ranked]]:
        """How many documents match, and a page of them: the best of the engine's in our order, then in its own."""
        if self._order is not Order.RANK or first >= WINDOW:
            total, found = self._found(where, first, size)
            return total, self._ranker.score(found)
        total, found = self._found(where, 0, WINDOW)
        page = self._ranker.order(found)[first : first + size]
        if (rest := first + size - WINDOW) > 0 and total > WINDOW:
            page += self._ranker.score(self._found(where, WINDOW, rest)[1])
        return total, page

    def _found(self, where: Clause, first: int, size: int) -> tuple[int, tuple[Candidate, ...]]:
        found = self._index.search(Search(where, self._rank, self._order, first, size))
        return found.total, found.candidates
