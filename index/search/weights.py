"""What ranks the documents that match a query, and how much each of it counts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from ...pipeline.vietnamese import fold
from ..clause import Boost, Clause, Term
from ..fields import pairs_of
from ..frequencies import Frequencies
from ..query.tree import Leaf, Query, Quoted, Row, Words
from .matching import terms

# What a match is worth, times BM25; flat around these values. `tests/quality/retrieval.py` measures them.
WORD = 0.5
PAIR = 1.0
EXACT = 0.35  # what was typed with marks comes first where it stands with these marks
TITLE = 0.5

MANY = 1_000  # documents: a big archive
_POSTINGS = 100_000  # places in the lists of an index that may be read for a query besides those of its words


def rows(query: Query) -> tuple[Row, ...]:
    """The words to rank by, folded, those together that belong together."""
    return tuple(tuple(map(fold, leaf.words)) for leaf in query.wanted() if isinstance(leaf, Words | Quoted))


def weighed(query: Query) -> dict[Term, float]:
    """The terms that may rank documents, and how much each counts."""
    return {term: weight for leaf in query.wanted() for term, weight in _weighed(leaf)}


def _weighed(leaf: Leaf) -> Iterator[tuple[Term, float]]:
    if not isinstance(leaf, Words | Quoted):
        return
    folded = tuple(map(fold, leaf.words))
    pairs = pairs_of(folded)
    yield from ((term, WORD) for term in terms("folded", folded))
    yield from ((term, PAIR) for term in terms("pairs", pairs))
    yield from ((term, TITLE) for term in terms("title_pairs", pairs))
    yield from ((term, EXACT) for term in terms("exact", leaf.words) if term.value not in folded)


def rank(weights: dict[Term, float], known: Frequencies) -> tuple[Clause, ...]:
    """What documents are ranked by. In a big archive, what is in most of them is not read to tell them apart."""
    common = known.documents / 2 if known.documents > MANY else known.documents
    chosen = set(affordable(tuple(term for term in weights if known[term] <= common), known))
    return tuple(Boost(term, weight) for term, weight in weights.items() if term in chosen and known[term])


def affordable(terms: tuple[Term, ...], known: Frequencies, most: int = _POSTINGS) -> tuple[Term, ...]:
    """The rarest terms, which tell most, as far as their lists have no more than so many places; one at least."""
    rising = tuple(sorted(terms, key=lambda term: (known[term], term.field, term.value)))
    read = accumulate(known[term] for term in rising)
    return rising[: max(sum(postings <= most for postings in read), 1)]
