"""What is asked of a full-text engine, in terms that belong to no engine: a small algebra of clauses.

A clause says which documents match; ranked by (`Search.rank`), it also says how well. Values are tokens as the
normaliser makes them: an engine compares them byte by byte and knows nothing of Vietnamese.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Term:
    """Documents whose `field` has this token; ranked, BM25 (k1 = 1.2, b = 0.75)."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """Documents whose `field`, one of keys or `id`, has one of these values, of which there may be thousands."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Documents whose `field`, one with positions, has these two or more tokens in a row."""

    field: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prefix:
    """Documents whose `field` has a token that starts so."""

    field: str
    start: str


@dataclass(frozen=True, slots=True)
class Range:
    """Documents whose number in `field` lies between `low` and `high`, both included."""

    field: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class All:
    """Documents that match each; every document if there is none."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Documents that match `at_least` so many; none if there are fewer clauses."""

    clauses: tuple[Clause, ...]
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class Not:
    """Documents that do not match."""

    clause: Clause


@dataclass(frozen=True, slots=True)
class Boost:
    """The same documents, ranked `factor` times as high."""

    clause: Clause
    factor: float


@dataclass(frozen=True, slots=True)
class Constant:
    """The same documents, all ranked with this score."""

    clause: Clause
    score: float


Clause = Term | OneOf | Phrase | Prefix | Range | All | Any | Not | Boost | Constant
EVERYTHING = All(())


class Order(StrEnum):
    """How hits are ordered; equal ones by id, documents without a date last."""

    RANK = "rank"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Search:
    """Documents that match `where`, scored by the sum of what they match of `rank`; hits `[first, first + size)`."""

    where: Clause
    rank: tuple[Clause, ...] = ()
    order: Order = Order.RANK
    first: int = 0
    size: int = 10
