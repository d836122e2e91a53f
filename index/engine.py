"""What every full-text engine promises, and the values it exchanges. `tests/contract/test_index.py` holds it to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from .clause import Clause, Search, Term
from .frequencies import Frequencies

Value = str | int | bytes | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """A document as an engine takes it, by `fields.FIELDS`.

    Tokens of one field are a string with single blanks between them, keys and facets a tuple of strings. A field that
    is not there is not in `fields`. `indexing.document` makes one.
    """

    id: str
    fields: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Delete:
    id: str


Change = IndexedDocument | Delete


@dataclass(frozen=True, slots=True)
class Rejected:
    """A document that the engine did not take, and why, in its words."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that matches; `score` is the engine's, `sketch` as it was given (empty if none was)."""

    id: str
    score: float
    sketch: bytes


@dataclass(frozen=True, slots=True)
class Found:
    """`total` documents match; `candidates` are those of the page asked for."""

    total: int
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: str
    count: int


Facets = Mapping[str, tuple[FacetValue, ...]]


class Index(Protocol):
    """A full-text index. All methods raise `IndexUnavailable` when it cannot answer, and nothing else."""

    @property
    def name(self) -> str:
        """The engine and where its index is, without secrets: `embedded`, `elasticsearch http://host:9200/cancu`."""

    def apply(self, changes: Sequence[Change]) -> tuple[Rejected, ...]:
        """Add, replace or delete documents, in order; all but those rejected is searchable when this returns."""

    def rebuild(self, documents: Iterable[IndexedDocument]) -> tuple[Rejected, ...]:
        """Have these documents and no others, whatever state the index is in.

        Until that is done searches see what was there before, as far as it can still be read; if it fails, they go on
        to do so.
        """

    def search(self, search: Search) -> Found:
        """Documents in the order asked for; scores are rounded to 3 decimals, and equal ones ordered by id."""

    def facets(self, where: Clause, names: Sequence[str]) -> Facets:
        """The most frequent values of these of `fields.FACETS` among all that match, and how many have them."""

    def frequencies(self, terms: Sequence[Term]) -> Frequencies:
        """In how many documents each term stands, and how many there are."""

    def count(self) -> int:
        """How many documents there are."""

    def problems(self) -> tuple[str, ...]:
        """What is wrong with the index or its server, each with what to do; never raises."""

    def close(self) -> None:
        """Let go of files, locks and connections."""
