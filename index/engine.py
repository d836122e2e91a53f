"""What every full-text engine promises, and the values it exchanges. `tests/contract/test_index.py` holds it to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from .query import Query


class Why(StrEnum):
    """What of a document matched, as a person is told."""

    NUMBER = "number"
    CITES = "cites"
    TITLE = "title"
    TEXT = "text"
    PARTLY = "partly"  # no document has all the words; this one has some


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """A document as an engine needs it: original spelling; numbers as `symbol.compact`."""

    id: str
    text: str
    title: str | None = None
    number: str | None = None
    cites: tuple[str, ...] = ()
    kind: str | None = None
    kind_code: str | None = None
    issuer: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Delete:
    id: str


Change = IndexedDocument | Delete


@dataclass(frozen=True, slots=True)
class Hit:
    id: str
    score: float
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """`total` documents match; `hits` are those of the page asked for; facets count all that match."""

    total: int
    hits: tuple[Hit, ...]
    kinds: tuple[FacetValue, ...]
    years: tuple[FacetValue, ...]


class Index(Protocol):
    """A full-text index. All methods raise `IndexUnavailable` when it cannot answer, and nothing else."""

    def apply(self, changes: Sequence[Change]) -> None:
        """Add, replace or delete documents, in order; all is searchable when this returns."""

    def search(self, query: Query) -> Results:
        """Documents by score, equal ones by id."""

    def count(self) -> int:
        """How many documents there are."""

    def clear(self) -> None:
        """Forget every document."""

    def close(self) -> None:
        """Let go of files and locks."""
