"""In how many documents of an index the terms of a query stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from .clause import Term


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How many documents there are, and in how many each term stands; one that was not asked for in none."""

    documents: int
    of_term: Mapping[Term, int]

    def __getitem__(self, term: Term) -> int:
        return min(self.of_term.get(term, 0), self.documents)

    def idf(self, term: Term) -> float:
        """How rare a term is, as BM25 of the engines has it."""
        return log(1 + (self.documents - self[term] + 0.5) / (self[term] + 0.5))
