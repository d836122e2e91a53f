"""What may be written short: `LĐLĐ` is `Liên đoàn Lao động`.

Applied to queries and not to documents, so that a new entry needs no reindex.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ..pipeline.vietnamese import fold, folded_words
from ..pipeline.vocabulary import rows

Row = tuple[str, ...]
_MOST_SPELLINGS = 8  # of one phrase


def others(words: Row, position: int) -> Iterator[Row]:
    """The other forms, folded, of the short form that stands at this position, or of the long one it is part of."""
    for start, end, other in _found(words):
        if start <= position < end:
            yield other


def spellings(words: Row) -> tuple[Row, ...]:
    """A phrase of folded words in every spelling, as it was typed first."""
    spelled = [words]
    for start, end, other in reversed(tuple(_found(words))):
        spelled += [(*row[:start], *other, *row[end:]) for row in spelled if row[start:end] == words[start:end]]
    return tuple(spelled[:_MOST_SPELLINGS])


def _found(words: Row) -> Iterator[tuple[int, int, Row]]:
    """Short and long forms in words, from left to right: where, and the other form."""
    start = 0
    while start < len(words):
        for length in range(min(_longest(), len(words) - start), 0, -1):
            if other := _forms().get(words[start : start + length]):
                yield start, start + length, other
                start += length - 1
                break
        start += 1


@lru_cache
def _forms() -> dict[Row, Row]:
    pairs = [((fold(row["short"]),), tuple(folded_words(row["long"]).split())) for row in rows("abbreviations")]
    return dict(pairs) | {long: short for short, long in pairs}


@lru_cache
def _longest() -> int:
    return max(map(len, _forms()))
