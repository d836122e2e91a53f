"""The second stage of ranking: the best candidates of an engine reordered by what stands close together in them.

An engine scores whole documents; which words stand in one clause it does not know. So a document is stored with a
`Sketch`, its syllables as 16-bit hashes and the bounds of its passages, and the candidates are scored again by their
best passage, by the one that starts with most of the query, and by the neighbours of the query that stand near each
other. Measured on 520 questions about laws.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, compress, pairwise
from operator import sub
from typing import Any, Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from ...pipeline.model import Span
from ...pipeline.vietnamese import Memory
from ..clause import Term
from ..engine import Candidate
from ..fields import pair, pairs_of
from ..frequencies import Frequencies
from ..query.tree import Row

NEAR = 8  # syllables: neighbours in the query that stand no farther apart count as near
LEAD = 8  # syllables: a heading or clause says what it is about with its first words, definitions do above all
_PASSAGE_WEIGHT = 1.0
_LEAD_WEIGHT = 0.5  # flat from 0.4 to 1
_NEAR_WEIGHT = 1.0
_K1, _B = 1.2, 0.5  # BM25 of a passage
_USUAL_PASSAGE = 40.0  # syllables

_ROW = 4  # bytes of a passage in the bounds
_WIDEST = 0xFFFF

_Array = NDArray[Any]


_HASHES = Memory(lambda syllable: crc32(syllable.encode()) & 0xFFFF)


@dataclass(frozen=True, slots=True)
class Sketch:
    """The folded syllables of a text and its passages, at two bytes a syllable.

    `syllables`: uint16 hashes. `bounds`: for every passage two uint16, its syllables and its characters; one ends
    where the next starts, the first starts with the text. Both little-endian.
    """

    syllables: bytes
    bounds: bytes

    @classmethod
    def build(cls, syllables: Sequence[str], starts: Sequence[int], passages: Sequence[Span]) -> Self:
        """`starts` are the offsets of the syllables in the text, `passages` its passages in order."""
        hashes = np.fromiter(map(_HASHES.__getitem__, syllables), "<u2", len(syllables))
        offsets = [0, *(start for start, _ in passages[1:])]
        first = [*np.searchsorted(np.asarray(starts, np.int64), offsets).tolist(), len(syllables)]
        counts = list(map(sub, first[1:], first))
        widths = list(map(sub, [*offsets[1:], passages[-1][1] if passages else 0], offsets))
        return cls(hashes.tobytes(), np.asarray([*_rows(counts, widths)], "<u2").tobytes())

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        """What `pack` made, or nothing of a document that has none."""
        if not packed:
            return cls.build((), (), ())
        end = 4 + _ROW * int.from_bytes(packed[:4], "little")
        return cls(packed[end:], packed[4:end])

    def pack(self) -> bytes:
        """As an engine stores it."""
        return (len(self.bounds) // _ROW).to_bytes(4, "little") + self.bounds + self.syllables


def _rows(counts: Sequence[int], widths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Bounds; thousands of blanks after a passage, too many for a uint16, become passages without a syllable."""
    for count, width in zip(counts, widths, strict=True):
        yield count, min(width, _WIDEST)
        for done in range(_WIDEST, width, _WIDEST):
            yield 0, min(width - done, _WIDEST)


@dataclass(frozen=True, slots=True)
class Ranked:
    """`passage` is the best one, a span of the text with the blanks after it; None where nothing matched.

    `whole`: one passage has every syllable of the query. `missing` are those that the document has nowhere.
    """

    id: str
    score: float
    passage: Span | None
    whole: bool
    missing: frozenset[str]


def order(found: Sequence[Candidate], rows: Sequence[Row], known: Frequencies) -> list[Ranked]:
    """The best first: those with the whole query in one passage, then by score, equal ones by id."""
    return sorted(rescored(found, rows, known), key=lambda ranked: (not ranked.whole, -ranked.score, ranked.id))


def terms(rows: Iterable[Row]) -> Iterator[Term]:
    """Those whose frequencies `order` and `rescored` have to know."""
    for row in rows:
        yield from (Term("folded", word) for word in row)
        yield from (Term("pairs", each) for each in pairs_of(row))


def rescored(found: Sequence[Candidate], rows: Sequence[Row], known: Frequencies) -> list[Ranked]:
    """The candidates in their order, with scores rounded to three decimals.

    `rows` are the folded syllables of the query that belong together.
    """
    if not found:
        return []
    wanted = _Wanted.of(rows, known)
    shelf = _Shelf.of([Sketch.unpack(candidate.sketch) for candidate in found])
    words = _Places.of(shelf, wanted)
    pairs = words.pairs(wanted)
    syllables = _counts(words, shelf, wanted.idf)
    worth = _bm25(shelf, syllables, wanted.idf) + _bm25(shelf, _counts(pairs, shelf, wanted.pair_idf), wanted.pair_idf)
    best = _first_best(worth, shelf)
    lead = _leading(words, shelf, wanted.idf) + _leading(pairs, shelf, wanted.pair_idf)
    more = _PASSAGE_WEIGHT * worth[best] + _LEAD_WEIGHT * np.maximum.reduceat(lead, shelf.first_passage)
    more += _NEAR_WEIGHT * _nearness(shelf, wanted, words)
    there = syllables > 0
    whole, missing = _whole(shelf, there).tolist(), _missing(shelf, there, wanted)
    columns = (more.tolist(), (worth[best] > 0).tolist(), shelf.spans(best), whole, missing)
    return [
        Ranked(candidate.id, round(candidate.score + bonus, 3), span if anything else None, *rest)
        for candidate, bonus, anything, span, *rest in zip(found, *columns, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Syllables and pairs of a query by number. `pair[a, b]` is the number of the pair, -1 where there is none."""

    syllables: tuple[str, ...]  # one for each hash
    hashes: _Array
    pair: _Array
    idf: _Array
    pair_idf: _Array
    near_idf: _Array  # of a pair, the mean of its syllables'

    @classmethod
    def of(cls, rows: Sequence[Row], known: Frequencies) -> Self:
        syllables = list(dict.fromkeys(chain.from_iterable(rows)))
        by_hash: dict[int, int] = {}  # two syllables of one hash are one here: none is missed
        number = {syllable: by_hash.setdefault(_HASHES[syllable], len(by_hash)) for syllable in syllables}
        pairs = list(dict.fromkeys(chain.from_iterable(map(pairwise, rows))))
        table = np.full((len(by_hash), len(by_hash)), -1, np.int32)
        for at, (first, second) in enumerate(pairs):
            table[number[first], number[second]] = at
        idf = np.zeros(len(by_hash))
        idf[list(number.values())] = [known.idf(Term("folded", syllable)) for syllable in syllables]
        one = {at: syllable for syllable, at in reversed(number.items())}
        return cls(
            syllables=tuple(one[at] for at in range(len(by_hash))),
            hashes=np.array(list(by_hash), np.intp),
            pair=table,
            idf=idf,
            pair_idf=np.array([known.idf(Term("pairs", pair(*each))) for each in pairs], float),
            near_idf=np.array([(idf[number[first]] + idf[number[second]]) / 2 for first, second in pairs], float),
        )


@dataclass(frozen=True, slots=True)
class _Shelf:
    """All sketches in one row: the passages of document `d` start with `first_passage[d]`."""

    syllables: _Array
    first_passage: _Array
    document: _Array  # of each passage
    length: _Array  # of each passage, in syllables
    start: _Array  # of each passage, in characters
    end: _Array

    @classmethod
    def of(cls, sketches: Sequence[Sketch]) -> Self:
        rows = np.frombuffer(b"".join(sketch.bounds for sketch in sketches), "<u2").reshape(-1, 2).astype(np.int64)
        counts = np.array([len(sketch.bounds) // _ROW for sketch in sketches])
        first = np.cumsum(counts) - counts
        document = np.repeat(np.arange(len(sketches)), counts)
        before = np.cumsum(rows[:, 1]) - rows[:, 1]
        start = before - before[first][document]
        return cls(
            syllables=np.frombuffer(b"".join(sketch.syllables for sketch in sketches), "<u2"),
            first_passage=first,
            document=document,
            length=rows[:, 0],
            start=start,
            end=start + rows[:, 1],
        )

    def spans(self, passages: _Array) -> list[Span]:
        return list(zip(self.start[passages].tolist(), self.end[passages].tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class _Places:
    """Where syllables or pairs of a query stand: which one, in which passage, its place in the row, if at its start.

    Places are spread by `NEAR` from passage to passage: what is near in places is in one passage.
    """

    which: _Array
    passage: _Array
    place: _Array
    leads: _Array  # is it, whole, among the first `LEAD` syllables of its passage?

    @classmethod
    def of(cls, shelf: _Shelf, wanted: _Wanted) -> Self:
        numbers = np.full(1 << 16, -1, np.int16)
        numbers[wanted.hashes] = np.arange(len(wanted.hashes))
        which = numbers[shelf.syllables]
        place = np.flatnonzero(which >= 0)
        passage = np.repeat(np.arange(len(shelf.length)), shelf.length)[place]
        leads = place - (np.cumsum(shelf.length) - shelf.length)[passage] < LEAD
        return cls(which[place].astype(np.intp), passage, place + NEAR * passage, leads)

    def pairs(self, wanted: _Wanted) -> Self:
        """The pairs of the query that stand in a row."""
        first = np.flatnonzero(np.diff(self.place) == 1)
        which = wanted.pair[self.which[first], self.which[first + 1]]
        first, which = first[which >= 0], which[which >= 0]
        return type(self)(which, self.passage[first], self.place[first], self.leads[first + 1])


def _counts(places: _Places, shelf: _Shelf, idf: _Array) -> _Array:
    """How often each stands in each passage."""
    shape = len(shelf.length), len(idf)
    counts: _Array = np.bincount(places.passage * shape[1] + places.which, minlength=shape[0] * shape[1])
    return counts.reshape(shape)


def _bm25(shelf: _Shelf, counts: _Array, idf: _Array) -> _Array:
    """BM25 of each passage; how rare words are is counted in documents."""
    norm = _K1 * (1 - _B + _B * shelf.length / _USUAL_PASSAGE)
    scores: _Array = (counts / (counts + norm[:, None])) @ ((_K1 + 1) * idf)
    return scores


def _leading(places: _Places, shelf: _Shelf, idf: _Array) -> _Array:
    """How much of the query each passage starts with."""
    there = np.zeros((len(shelf.length), len(idf)), bool)
    there[places.passage[places.leads], places.which[places.leads]] = True
    scores: _Array = there @ idf
    return scores


def _whole(shelf: _Shelf, there: _Array) -> _Array:
    """For each document, whether one of its passages has all of the query.

    All in the document is no such sign: a long one has any word somewhere, and put first it harmed questions.
    """
    whole: _Array = np.logical_or.reduceat(there.all(axis=1), shelf.first_passage)
    return whole if there.shape[1] else np.zeros_like(whole)


def _missing(shelf: _Shelf, there: _Array, wanted: _Wanted) -> list[frozenset[str]]:
    """The syllables of the query that each document has nowhere."""
    somewhere = np.logical_or.reduceat(there, shelf.first_passage, axis=0)
    return [frozenset(compress(wanted.syllables, row)) for row in (~somewhere).tolist()]


def _nearness(shelf: _Shelf, wanted: _Wanted, found: _Places) -> _Array:
    """For each document, how much of the query has its neighbours near each other in some passage, in any order."""
    either = np.maximum(wanted.pair, wanted.pair.T)
    near = np.zeros((len(shelf.first_passage), len(wanted.pair_idf)), bool)
    here = np.arange(len(found.place))
    for step in range(1, NEAR + 1):
        here = here[: np.searchsorted(here, len(found.place) - step)]
        here = here[found.place[here + step] - found.place[here] <= NEAR]
        pair = either[found.which[here], found.which[here + step]]
        near[shelf.document[found.passage[here[pair >= 0]]], pair[pair >= 0]] = True
    scores: _Array = (near * wanted.near_idf).sum(axis=1)
    return scores


def _first_best(worth: _Array, shelf: _Shelf) -> _Array:
    """The best passage of each document, the first of equal ones."""
    most = np.maximum.reduceat(worth, shelf.first_passage)
    best = np.flatnonzero(worth == most[shelf.document])
    chosen: _Array = best[np.searchsorted(shelf.document[best], np.arange(len(most)))]
    return chosen
