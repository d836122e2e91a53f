"""Documents that are like one: those that have most of the pairs of words that tell it from others."""

from __future__ import annotations

import math
from collections import Counter

from ..clause import All, Any, Boost, Not, Search, Term
from ..engine import Candidate, Index, IndexedDocument

_ASKED = 400  # of the most frequent pairs of the document: the index is asked how rare they are
_TELLING = 40  # pairs that tell it from others best
_SHARED = 0.2  # of these a document has to have


def similar(index: Index, document: IndexedDocument, first: int, size: int) -> tuple[int, tuple[Candidate, ...]]:
    """How many documents are like this one, and a page of them, the most alike first."""
    telling = _telling(index, document)
    terms = tuple(term for term, _ in telling)
    shared = Any(terms, at_least=max(1, math.ceil(_SHARED * len(terms))))
    where = All((shared, Not(Term("id", document.id))))
    found = index.search(Search(where, tuple(Boost(term, weight) for term, weight in telling), first=first, size=size))
    return found.total, found.candidates


def _telling(index: Index, document: IndexedDocument) -> list[tuple[Term, float]]:
    """The pairs with the highest tf·idf (Spärck Jones 1972), those that stand nowhere else left out."""
    counts = Counter(str(document.fields.get("pairs", "")).split(" ")).most_common(_ASKED)
    terms = [Term("pairs", pair) for pair, _ in counts]
    known = index.frequencies(terms)
    weighed = [
        (term, (1 + math.log(count)) * known.idf(term))
        for (_, count), term in zip(counts, terms, strict=True)
        if known[term] > 1
    ]
    highest = sorted(weighed, key=lambda each: (-each[1], each[0].value))[:_TELLING]
    return [(term, round(weight, 3)) for term, weight in highest]
