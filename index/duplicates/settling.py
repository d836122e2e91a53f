"""What the texts tell of an identity that could not be read, or only from one of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from rapidfuzz.distance import Levenshtein

from ...pipeline.model import IssueDate, Number, Record
from ...pipeline.organisation import province_of
from ...pipeline.vietnamese import fold, folded_words, is_folded_syllable
from ...pipeline.vocabulary import body_codes, kind_codes
from .alignment import Alignment, Sort, Stretch, figures, has_figure, other_figures, same_figures
from .identity import Agreement, Identity, are_of_two_provinces, are_signed_elsewhere, is_year

_DECADE = 2  # figures

_Stated = Number | IssueDate | None


def settled(found: Identity, here: Record, there: Record, alignment: Alignment, is_noisy: bool) -> Identity:
    """What the texts tell where number, date or issuer of one document could not be read: does it stand there as it
    does in the other? Is the place another one? `is_noisy`: are letters misread all over?"""
    number, date, issuer = found.fields
    numbers = _stated_as((here.number, there.number), alignment)
    if any(_is_confirmed(number, pieces, is_noisy, _is_number) for pieces in numbers):
        number = Agreement.SAME
    dates = _stated_as((here.date, there.date), alignment)
    if any(_is_confirmed(date, pieces, is_noisy, _is_date) for pieces in dates):
        date = Agreement.SAME
    if date is Agreement.SAME and any(map(_is_denied, dates)):
        date = Agreement.HARMED
    if _is_of_one_issuer(issuer, here, there, alignment, is_noisy):
        issuer = Agreement.SAME
    if any(_is_elsewhere(record, alignment, side) for side, record in enumerate((here, there))):
        issuer = Agreement.OTHER
    return Identity(number, date, issuer)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of one text and what stands in their place in the other: word by word where they are as many."""

    own: str
    other: str
    is_exact: bool  # marks too
    is_joined: bool = False  # of several words: one text has another number of them

    @property
    def is_misprint(self) -> bool:
        return Levenshtein.distance(self.own, self.other) <= 1


def _pieces(alignment: Alignment, side: int, first: int, last: int) -> Iterator[_Piece]:
    """In place of words `first` until before `last` of one text."""
    for stretch in alignment.stretches:
        start, end = (stretch.here, stretch.there)[side]
        if start >= last:
            break
        if end <= first:
            continue
        (own, other), (marked, there) = (
            _turned(alignment.words(stretch), side),
            _turned(alignment.marked(stretch), side),
        )
        if len(own) != len(other):
            yield _Piece("".join(own), "".join(other), is_exact=False, is_joined=True)
            continue
        for at in range(max(first, start) - start, min(last, end) - start):
            yield _Piece(own[at], other[at], is_exact=marked[at] == there[at])


def _turned(words: tuple[Sequence[str], Sequence[str]], side: int) -> tuple[Sequence[str], Sequence[str]]:
    return words[side], words[1 - side]


# Number and date.


def _stated_as(stated: tuple[_Stated, _Stated], alignment: Alignment) -> list[list[_Piece]]:
    """What stands in the other text in place of the number or date of each, if it states one."""
    return [
        list(_pieces(alignment, side, *(bisect_left(words.starts, at) for at in printed.span)))
        for side, (printed, words) in enumerate(zip(stated, (alignment.here, alignment.there), strict=True))
        if printed is not None
    ]


def _is_confirmed(
    found: Agreement, pieces: Sequence[_Piece], is_noisy: bool, is_it: Callable[[Sequence[_Piece]], bool]
) -> bool:
    """Does what one document states of itself stand in the other too? Where both state it, noise alone excuses a
    letter, and HD and HĐ are two."""
    if not pieces or found not in (Agreement.OPEN, Agreement.HARMED):
        return False
    marks = any(piece.own == piece.other and not piece.is_exact for piece in pieces)
    if found is Agreement.HARMED and (marks or not is_noisy):
        return all(piece.is_exact for piece in pieces)
    return is_it(pieces)


def _is_denied(pieces: Sequence[_Piece]) -> bool:
    """Do other figures stand in the other text where this one states its date? Then that date is from elsewhere."""
    return any(other_figures(piece.own, piece.other) and not _is_year(piece) for piece in pieces if not piece.is_joined)


def _is_date(pieces: Sequence[_Piece]) -> bool:
    printed = [piece for piece in pieces if has_figure(piece.own)]
    return bool(printed) and all(_is_read(piece) or _is_year(piece) for piece in printed)


def _is_number(pieces: Sequence[_Piece]) -> bool:
    """Its figures, a year among them, and its letters but for one."""
    serial, *rest = pieces
    slips = [piece for piece in rest if piece.own != piece.other and not _is_year(piece)]
    return _is_read(serial) and len(slips) <= 1 and all(map(_is_code, slips))


def _is_code(piece: _Piece) -> bool:
    """Is this the same but for one letter, and not two codes that are in use? `K-HĐND` may be of two bodies."""
    known = _known_codes()
    return piece.is_misprint and not (piece.own in known and piece.other in known) and _has_same_figures(piece)


@lru_cache
def _known_codes() -> frozenset[str]:
    return frozenset(map(fold, (*kind_codes(), *body_codes())))


def _is_read(piece: _Piece) -> bool:
    """Are the figures the same, may it be by letters that look like them? A letter may stand for the sign between two
    words."""
    if piece.is_joined:
        return piece.is_misprint and _has_same_figures(piece)
    return piece.own == piece.other or same_figures(piece.own, piece.other)


def _has_same_figures(piece: _Piece) -> bool:
    return figures(piece.own) == figures(piece.other)


def _is_year(piece: _Piece) -> bool:
    """Is one a year and the other none, with the same last two figures? `225` and `8025` are 2025, `202` may be any."""
    one, other = figures(piece.own), figures(piece.other)
    return is_year(one) != is_year(other) and one[-_DECADE:] == other[-_DECADE:]


# The issuer.


def _is_of_one_issuer(found: Agreement, here: Record, there: Record, alignment: Alignment, is_noisy: bool) -> bool:
    """Does the name of the issuer, or the place of signing, where it first stands, stand in the other text too?"""
    if found is Agreement.SAME or are_of_two_provinces(here, there) or are_signed_elsewhere(here, there):
        return found is Agreement.SAME
    for side, record in enumerate((here, there)):
        name = _first(record.issuer.name if record.issuer else None, alignment, side)
        if name and all(_is_name(piece, is_noisy) for piece in name):
            return True
        place = _first(record.place, alignment, side)
        if found is not Agreement.OTHER and place and all(piece.own == piece.other for piece in place):
            return True
    return False


def _first(name: str | None, alignment: Alignment, side: int) -> list[_Piece]:
    words = folded_words(name or "").split()
    at = next(_places_of(words, (alignment.here, alignment.there)[side].folded), None)
    return [] if at is None else list(_pieces(alignment, side, at, at + len(words)))


def _is_name(piece: _Piece, is_noisy: bool) -> bool:
    """Is it the same, or one letter off and no word of the language? Where there is noise, letters make other words."""
    if piece.own == piece.other or not piece.is_misprint:
        return piece.own == piece.other
    return is_noisy or not (is_folded_syllable(piece.own) and is_folded_syllable(piece.other))


def _is_elsewhere(record: Record, alignment: Alignment, side: int) -> bool:
    """Do other words stand where it names its place? What noise makes of words are none."""
    return any(
        stretch.sort is Sort.SUBSTITUTED and all(map(is_folded_syllable, chain(*alignment.words(stretch))))
        for place in _places(record)
        for stretches in _standing(place.split(), alignment, side)
        for stretch in stretches
    )


def _places(record: Record) -> set[str]:
    named = (record.place, province_of(record.issuer.name if record.issuer else None, record.place))
    return {folded_words(name) for name in named if name}


def _standing(words: list[str], alignment: Alignment, side: int) -> Iterator[tuple[Stretch, ...]]:
    """The stretches in which words stand, each time that they do."""
    starts = [(stretch.here, stretch.there)[side][0] for stretch in alignment.stretches]
    for at in _places_of(words, (alignment.here, alignment.there)[side].folded):
        first, last = bisect_right(starts, at) - 1, bisect_left(starts, at + len(words))
        yield tuple(each for each in alignment.stretches[max(0, first) : last] if _has(each, side, at, at + len(words)))


def _places_of(words: list[str], folded: list[str]) -> Iterator[int]:
    first = words[0] if words else None
    starts = [at for at, word in enumerate(folded) if word == first]
    return (at for at in starts if folded[at : at + len(words)] == words)


def _has(stretch: Stretch, side: int, first: int, last: int) -> bool:
    start, end = (stretch.here, stretch.there)[side]
    return start < last and first < end
