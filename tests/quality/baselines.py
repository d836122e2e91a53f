"""What the usual tools say of two documents: a share of common word 5-grams, or of character 5-grams.

The shares are exact: MinHash only estimates them, so it can be no better. Text is taken as these tools take it, in
lower case with the blanks made one; figures are not masked.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from cancu.index.duplicates.paper import Paper
from cancu.pipeline.identity import same_number

Grams = npt.NDArray[np.uint64]
_LENGTH = 5
_WORDS, _CHARACTERS = 0.7, 0.4
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
NAMES = ("MinHash of word 5-grams, 0.7", "character 5-grams, 0.4", "equal number and character 5-grams, 0.4")


def same(here: Paper, there: Paper) -> frozenset[str]:
    """Names of the tools that take the two for one document."""
    alike = characters(here.text, there.text) >= _CHARACTERS
    one, other = here.record.number, there.record.number
    numbered = bool(one and other and same_number(one.canonical) == same_number(other.canonical))
    said = (words(here.text, there.text) >= _WORDS, alike, alike and numbered)
    return frozenset(name for name, yes in zip(NAMES, said, strict=True) if yes)


def words(here: str, there: str) -> float:
    """Jaccard of the word 5-grams."""
    return _jaccard(_word_grams(here), _word_grams(there))


def characters(here: str, there: str) -> float:
    """Jaccard of the character 5-grams."""
    return _jaccard(_character_grams(here), _character_grams(there))


def _jaccard(one: Grams, other: Grams) -> float:
    common = np.intersect1d(one, other, assume_unique=True).size
    return common / max(1, one.size + other.size - common)


@lru_cache(maxsize=400)
def _word_grams(text: str) -> Grams:
    return _grams(np.array([hash(word) & 0xFFFFFFFFFFFFFFFF for word in text.lower().split()], dtype=np.uint64))


@lru_cache(maxsize=400)
def _character_grams(text: str) -> Grams:
    codes = " ".join(text.lower().split()).encode("utf-32-le", "surrogatepass")
    return _grams(np.frombuffer(codes, dtype=np.uint32).astype(np.uint64))


def _grams(items: Grams) -> Grams:
    """Each run of five items as one number, sorted, none twice."""
    size = max(0, items.size - _LENGTH + 1)
    hashed = np.zeros(size, dtype=np.uint64)
    for at in range(_LENGTH):
        hashed = (hashed ^ items[at : at + size]) * _FACTOR
        hashed ^= hashed >> np.uint64(29)
    return np.unique(hashed)
