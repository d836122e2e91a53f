"""Order of the engine's best hits by their passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..pipeline.model import Span
from .engine import Candidate, Index
from .query import Query


@dataclass(frozen=True, slots=True)
class Ranked:
    id: str
    score: float
    passage: Span | None


class Ranker:
    def __init__(self, index: Index, query: Query) -> None:
        pass

    def score(self, found: Sequence[Candidate]) -> list[Ranked]:
        return [Ranked(each.id, each.score, None) for each in found]

    def order(self, found: Sequence[Candidate]) -> list[Ranked]:
        return self.score(found)
