"""What the texts tell of an identity that could not be read, or only from one of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from ...pipeline.model import IssueDate, Number, Record
from ...pipeline.organisation import province_of
from ...pipeline.vietnamese import fold, folded_words, is_folded_syllable
from ...pipeline.vocabulary import body_codes, kind_codes
from .alignment import Alignment, Sort, Stretch, has_figure, same_figures
from .identity import Agreement, Identity

_Stated = Number | IssueDate | None


def settled(found: Identity, here: Record, there: Record, alignment: Alignment) -> Identity:
    """What the texts tell where number, date or issuer of one document could not be read: does it stand there as it
    does in the other? Is the place another one?"""
    number, date, issuer = found.fields
    if _is_confirmed(number, here.number, there.number, alignment):
        number = Agreement.SAME
    if _is_confirmed(date, here.date, there.date, alignment):
        date = Agreement.SAME
    if issuer in (Agreement.OPEN, Agreement.HARMED) and (
        _is_placed(here, alignment, 0) or _is_placed(there, alignment, 1)
    ):
        issuer = Agreement.SAME
    if _is_elsewhere(here, alignment, 0) or _is_elsewhere(there, alignment, 1):
        issuer = Agreement.OTHER
    return Identity(number, date, issuer)


def _is_placed(record: Record, alignment: Alignment, side: int) -> bool:
    """Does the place of signing, where it first stands, stand in the other text too?"""
    place = next(_standing(folded_words(record.place or "").split(), alignment, side), None)
    return place is not None and all(stretch.sort is Sort.EQUAL for stretch in place)


def _is_elsewhere(record: Record, alignment: Alignment, side: int) -> bool:
    """Do other words stand where it names its place? What noise makes of words are none."""
    return any(
        stretch.sort is Sort.SUBSTITUTED and all(map(is_folded_syllable, chain(*alignment.words(stretch))))
        for place in _places(record)
        for stretches in _standing(place.split(), alignment, side)
        for stretch in stretches
    )


def _standing(words: list[str], alignment: Alignment, side: int) -> Iterator[tuple[Stretch, ...]]:
    """The stretches in which words stand, each time that they do."""
    folded = (alignment.here, alignment.there)[side].folded
    starts = [(stretch.here, stretch.there)[side][0] for stretch in alignment.stretches]
    for at in range(len(folded) if words else 0):
        if folded[at] != words[0] or folded[at : at + len(words)] != words:
            continue
        first, last = bisect_right(starts, at) - 1, bisect_left(starts, at + len(words))
        yield tuple(each for each in alignment.stretches[max(0, first) : last] if _has(each, side, at, at + len(words)))


def _has(stretch: Stretch, side: int, first: int, last: int) -> bool:
    start, end = (stretch.here, stretch.there)[side]
    return start < last and first < end


def _places(record: Record) -> set[str]:
    named = (record.place, province_of(record.issuer.name if record.issuer else None, record.place))
    return {folded_words(name) for name in named if name}


def _is_confirmed(found: Agreement, here: _Stated, there: _Stated, alignment: Alignment) -> bool:
    """Does what one document states of itself stand in the other too? Of what both state and one misreads, exactly."""
    if found not in (Agreement.OPEN, Agreement.HARMED):
        return False
    exactly = found is Agreement.HARMED
    return _stands(here, alignment, 0, exactly) or _stands(there, alignment, 1, exactly)


def _stands(stated: _Stated, alignment: Alignment, side: int, exactly: bool) -> bool:
    """Each figure of it as it is, and of a number each letter, marks aside."""
    if stated is None:
        return False
    words = (alignment.here, alignment.there)[side]
    first, last = (bisect_left(words.starts, at) for at in stated.span)
    found: dict[int, Stretch] = {}
    for stretch in alignment.stretches:
        start, end = (stretch.here, stretch.there)[side]
        found |= dict.fromkeys(range(max(start, first), min(end, last)), stretch)
    if first == last or len(found) < last - first:
        return False
    if exactly:
        return all(alignment.marked(stretch)[0] == alignment.marked(stretch)[1] for stretch in found.values())
    figures = (found[at] for at in range(first, last) if has_figure(words.folded[at]))
    letters = isinstance(stated, IssueDate) or all(_is_code(alignment, each) for each in found.values())
    return letters and all(_is_read(alignment, stretch) for stretch in figures)


def _is_code(alignment: Alignment, stretch: Stretch) -> bool:
    """Are these words of a number the same but for one letter, and no two codes? `K-HĐND` may be of two bodies."""
    if stretch.sort is not Sort.HARMED or stretch.edits > 1:
        return stretch.sort is Sort.EQUAL
    one, other = (set(words) & _known_codes() for words in alignment.words(stretch))
    return one == other or not (one and other)


@lru_cache
def _known_codes() -> frozenset[str]:
    return frozenset(map(fold, (*kind_codes(), *body_codes())))


def _is_read(alignment: Alignment, stretch: Stretch) -> bool:
    """Is a figure the same, may it be by letters that look like it?"""
    one, other = map("".join, alignment.words(stretch))
    return stretch.sort is Sort.EQUAL or (stretch.sort is Sort.HARMED and same_figures(one, other))
