"""What may be written short: `LĐLĐ` is `Liên đoàn Lao động`.

Applied to queries and not to documents, so that a new entry needs no reindex.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ...pipeline.vietnamese import folded_words
from ...pipeline.vocabulary import rows
from .tree import Row

_MOST_SPELLINGS = 8  # of one phrase


def others(words: Row, position: int) -> Iterator[Row]:
    """The other forms, folded, of the short form that stands at this position, or of the long one it is part of."""
    for start, end, forms in _found(words):
        if start <= position < end:
            yield from forms


def spellings(words: Row) -> tuple[Row, ...]:
    """A phrase of folded words in every spelling, as it was typed first."""
    spelled = [words]
    for start, end, forms in reversed(_found(words)):
        typed = [row for row in spelled if row[start:end] == words[start:end]]
        spelled += [(*row[:start], *form, *row[end:]) for form in forms for row in typed]
    return tuple(spelled[:_MOST_SPELLINGS])


@lru_cache(64)  # asked again for every word of a query
def _found(words: Row) -> tuple[tuple[int, int, tuple[Row, ...]], ...]:
    """Short and long forms in words, from left to right: where, and the other forms."""
    found, start = [], 0
    while start < len(words):
        end = _end(words, start)
        if end is not None:
            found.append((start, end, _forms()[words[start:end]]))
        start = end or start + 1
    return tuple(found)


def _end(words: Row, start: int) -> int | None:
    """Where the longest form ends that starts here."""
    ends = (start + length for length in _lengths().get(words[start], ()) if start + length <= len(words))
    return next((end for end in ends if words[start:end] in _forms()), None)


@lru_cache
def _forms() -> dict[Row, tuple[Row, ...]]:
    """The other forms of each form: of a long one all short ones, of a short one the long one and the other short."""
    groups: dict[Row, list[Row]] = {}
    for row in rows("abbreviations"):
        long, short = (tuple(folded_words(row[name]).split()) for name in ("long", "short"))
        groups.setdefault(long, [long]).append(short)
    return {form: tuple(other for other in group if other != form) for group in groups.values() for form in group}


@lru_cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """How many words the forms have that start with a word, the longest first."""
    lengths: dict[str, set[int]] = {}
    for form in _forms():
        lengths.setdefault(form[0], set()).add(len(form))
    return {first: tuple(sorted(known, reverse=True)) for first, known in lengths.items()}
