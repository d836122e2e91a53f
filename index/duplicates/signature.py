"""The signature of a text: a sample of its shingles, by which texts that share much are found.

A shingle is ten letters in a row, without marks, figures, blanks and signs: neither the layout of a page nor a number
read badly changes it. It is in the sample if its hash is small, whatever stands around, so what a part of a text has in
its sample the whole has too. Two of them that stand near each other are a band, rare enough to look texts up by.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ...pipeline.vietnamese import fold
from ...pipeline.vocabulary import rows

# Of what this module does to a text: signatures of another recipe cannot be compared, and are made anew.
RECIPE = 2

_Numbers: TypeAlias = NDArray[np.uint64]
_Places: TypeAlias = NDArray[np.intp]

_LETTERS = 10  # of a shingle: .73 of them survive one character in ten read badly, of five .89, but any text has those
_FEWEST = 64  # shingles; a text with less says too little
_FEWEST_SAMPLES = 3  # different ones; a page with its motto and nothing else leaves two
_SHORT = 1_000  # shingles; of a shorter text more are taken, or of a letter of one paragraph nothing would be left
_SPARSE, _DENSE = 48, 8  # one shingle of so many is in the sample
_APART = 30  # letters at least; nearer ones are of one phrase: two to four times as many files would share the band
_HASHES = 1 << 32
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio: spreads what is alike over all numbers
_HALF, _FOLD = np.uint64(32), np.uint64(23)  # shifts; the hash is the upper half of a product
_BITS = np.uint32(5)  # of a letter


@dataclass(frozen=True, slots=True)
class Signature:
    """Of one text; both rows ascend, and have each number once.

    `samples` are the hashes of shingles below 2^32 / `rate`; texts are looked up by `bands`, of 32 bits with a sign. A
    short text has the bands of its own sample and those of a sparse one, by which longer texts know it.
    """

    samples: tuple[int, ...]
    bands: tuple[int, ...]
    rate: int


def sign(text: str) -> Signature | None:
    """The signature of a text; None if it says too little to tell it from others. Marks may be composed or not."""
    hashes = _hashes(text)
    if len(hashes) < _FEWEST:
        return None
    rate = _DENSE if len(hashes) < _SHORT else _SPARSE
    places = _sampled(hashes, rate)
    samples = tuple(sorted(set(hashes[places].tolist())))
    if len(samples) < _FEWEST_SAMPLES:
        return None
    bands = _bands(hashes, places)
    if rate != _SPARSE:
        bands |= _bands(hashes, _sampled(hashes, _SPARSE))
    return Signature(samples, tuple(sorted(bands)), rate) if bands else None


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many different samples two signatures have in common, and how many the smaller and both together have."""

    common: int
    smaller: int
    together: int

    @property
    def resemblance(self) -> float:
        """Estimate of the share of all shingles of two texts that stand in both (Jaccard)."""
        return self.common / max(1, self.together)

    @property
    def contained(self) -> float:
        """Estimate of the share of the shingles of the smaller text that stand in the other."""
        return self.common / max(1, self.smaller)


def overlap(one: Signature, other: Signature) -> Overlap:
    """Two signatures beside each other, at the rate of the sparser one."""
    rate = max(one.rate, other.rate)
    here, there = set(_thinned(one, rate)), set(_thinned(other, rate))
    common = len(here & there)
    return Overlap(common, min(len(here), len(there)), len(here) + len(there) - common)


def resemblance(one: Signature, other: Signature) -> float:
    """Estimate of the share of all shingles of two texts that stand in both."""
    return overlap(one, other).resemblance


def _thinned(signature: Signature, rate: int) -> tuple[int, ...]:
    if signature.rate == rate:
        return signature.samples
    return tuple(sample for sample in signature.samples if sample < _HASHES // rate)


def _bands(hashes: _Numbers, places: _Places) -> set[int]:
    """Each shingle of the sample with the next one that stands far enough from it."""
    partners = np.searchsorted(places, places + _APART)
    paired = partners < len(places)
    one, other = hashes[places[paired]], hashes[places[partners[paired]]]
    mixed = (one * _SPREAD ^ other) * _SPREAD >> _HALF
    return set(mixed.astype(np.uint32).view(np.int32).tolist())


def _sampled(hashes: _Numbers, rate: int) -> _Places:
    """Where the shingles of the sample stand."""
    places = np.flatnonzero(hashes < _HASHES // rate)
    small, usual = hashes[places], _boilerplate()
    kept: _Places = places[usual[np.searchsorted(usual, small)] != small]
    return kept


def _hashes(text: str) -> _Numbers:
    """A number below 2^32 of each shingle, in the order of the text."""
    codes = _letter_codes().take(np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2"))
    one = np.frombuffer(codes.tobytes().translate(None, b"\0"), np.uint8).astype(np.uint32)
    if len(one) < _LETTERS:
        return np.empty(0, np.uint64)
    two = one[:-1] << _BITS | one[1:]
    four = (two[:-2] << (2 * _BITS) | two[2:]).astype(np.uint64)
    eight = four[:-4] << (4 * _BITS) | four[4:]
    ten = eight[:-2] << (2 * _BITS) | two[8:]
    hashes: _Numbers = (ten ^ ten >> _FOLD) * _SPREAD >> _HALF
    return hashes


@lru_cache
def _letter_codes() -> NDArray[np.uint8]:
    """1 to 26 for the letters by their bare form, 0 for every other character of 16 bits."""
    codes = np.frombuffer(fold("".join(map(chr, range(1 << 16)))).encode("utf-16-le", "surrogatepass"), "<u2")
    return np.where((codes >= ord("a")) & (codes <= ord("z")), codes - (ord("a") - 1), 0).astype(np.uint8)


@lru_cache
def _boilerplate() -> _Numbers:
    """Hashes of what stands in any document, in order; a last one is greater than all, for the search in them."""
    found = [_hashes(row["words"]) for row in rows("boilerplate")]
    return np.append(np.unique(np.concatenate(found)), np.uint64(_HASHES))
