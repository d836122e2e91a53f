"""What two documents tell of each other: identity, and how much of their texts agrees up to noise."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache

from ...pipeline.model import IssueDate, Number, Record
from ...pipeline.organisation import province_of
from ...pipeline.vietnamese import fold, folded_words, is_folded_syllable
from ...pipeline.vocabulary import body_codes, kind_codes
from . import identity
from .alignment import Alignment, Range, Sort, Stretch, align, same_figures, substitutions
from .body import own
from .identity import Agreement, Identity
from .verdict import Paper

# Measured on 60 official documents at 1 to 10 % of noise: of n harmed characters in a hundred, as many words in a
# hundred are beyond recognition, and twice as many figures read as others.
_UNREADABLE, _MISREAD = 1.5, 3.0
_SLIPS = 2  # words, figures that may be misread besides where there is noise at all
_NOISE, _HARMS = 0.001, 4  # of the characters, places: less is a typist's slip, or one name that is like another
# Where a publisher has set a text anew, with notes and tables of his own, words come to stand beside others.
_MISALIGNED, _RETYPED = 0.05, 0.001  # for each word that is rewritten; of all words
_WHOLE = 0.85  # of the words: what is less is a part, or has notes
_ENTIRE = 0.9  # of the words: only these are one document where nothing else tells
_PART = 0.9  # of the words of a part stand in the whole
_PART_OF_SAME = 0.7  # the same where number and date are the whole's
_ALIKE, _ALIKE_ANNEXED = 0.6, 0.5  # of the words of both bodies; of all words, tables and annexes too
# Of the pairs of words of one at least; of those of a re-scan with 10 % of noise .47 are left. Others have to be alike.
_PAIRED, _PAIRED_OF_OTHERS = 0.25, 0.4
_SIGN = 3  # characters: so short are the signs of lists, `v`, `xii`, which are read badly most
_PAGE, _ISLAND = 80, 4  # words: so many on end are no note; so few between them agree by chance
_QUARTER = 0.25  # of a short text is no note either
_TORN = 0.6  # of what is missing is missing in pages

_Stated = Number | IssueDate | None


class Extent(Enum):
    """How much of two texts is the same."""

    WHOLE = auto()
    PART = auto()  # one is a part of the other
    ALIKE = auto()
    UNLIKE = auto()


@dataclass(frozen=True, slots=True)
class Evidence:
    """`shares`: of the words of each that stand in the other, `bodies`: of those of its own (`body`), `torn`: of those
    that are missing in one how many are missing in pages. `noise`: of the characters that are harmed, in `harms`
    places. `substituted` are words in place of others."""

    identity: Identity
    shares: tuple[float, float]
    bodies: tuple[float, float]
    torn: float
    noise: float
    harms: int
    words: int
    figured: int
    substituted: tuple[tuple[str, str], ...]
    rewritten: int

    @property
    def extent(self) -> Extent:
        less, more = sorted(self.shares)
        if less >= _WHOLE:
            return Extent.WHOLE
        if more >= (_PART_OF_SAME if self.identity.same else _PART):
            return Extent.PART if self.torn >= _TORN else Extent.WHOLE
        return Extent.ALIKE if self.is_alike else Extent.UNLIKE

    @property
    def is_entire(self) -> bool:
        return min(self.shares) >= _ENTIRE

    @property
    def is_alike(self) -> bool:
        """Was one made from the other, or both from a third?"""
        return min(self.bodies) >= _ALIKE and min(self.shares) >= _ALIKE_ANNEXED

    @property
    def is_clean(self) -> bool:
        return self.noise < _NOISE or self.harms < _HARMS

    @property
    def figures(self) -> tuple[tuple[str, str], ...]:
        """What is substituted and has figures."""
        return tuple(pair for pair in self.substituted if _has_figure(pair[0]) and _has_figure(pair[1]))

    @property
    def is_faithful(self) -> bool:
        """Does noise explain what differs?"""
        slips = 0 if self.is_clean else _SLIPS
        return self._differs_by_at_most(
            slips + _MISREAD * self.noise * self.figured, slips + _UNREADABLE * self.noise * self.words
        )

    @property
    def is_rendering(self) -> bool:
        """Do noise and another layout explain what differs, where nothing speaks for another document?"""
        slips = (0 if self.is_clean else _SLIPS) + _MISALIGNED * self.rewritten
        return self._differs_by_at_most(
            slips + (_MISREAD * self.noise + _RETYPED) * self.figured,
            slips + (_UNREADABLE * self.noise + _RETYPED) * self.words,
        )

    def _differs_by_at_most(self, figures: float, others: float) -> bool:
        found = len(self.figures)
        return found <= figures and len(self.substituted) - found <= others


def gather(here: Paper, there: Paper) -> Evidence:
    """Alike from both sides. Texts that share few pairs of words are not laid side by side: it would take most of the
    time of a check."""
    if there.text < here.text:
        return _turned(gather(there, here))
    stated = identity.compare(here.record, there.record)
    least = _PAIRED_OF_OTHERS if Agreement.OTHER in stated.fields else _PAIRED
    if max(pairs := _paired(here, there)) < least:
        return Evidence(stated, pairs, pairs, 0.0, 0.0, 0, len(here.words.folded), 0, (), 0)
    alignment = align(here.words, there.words)
    shares = _shares(alignment)
    noise, harms = _noise(alignment)
    replaced = substitutions(alignment)
    return Evidence(
        _settled(stated, here.record, there.record, alignment, replaced),
        shares,
        _bodies(alignment, here.text, there.text) if _ALIKE_ANNEXED <= min(shares) < _WHOLE else shares,
        _torn(alignment, shares),
        noise,
        harms,
        len(alignment.here.folded),
        sum(map(_has_figure, alignment.here.folded)),
        tuple(pair for pair, times in replaced.items() for _ in range(times) if _tells(*pair)),
        _count(one.here for one in alignment.of(Sort.REWRITTEN)),
    )


def _turned(found: Evidence) -> Evidence:
    """The same from the other side."""
    return replace(
        found,
        shares=found.shares[::-1],
        bodies=found.bodies[::-1],
        substituted=tuple((other, one) for one, other in found.substituted),
    )


def _paired(here: Paper, there: Paper) -> tuple[float, float]:
    """Of the pairs of words of each the share that the other has too."""
    common = len(here.pairs & there.pairs)
    return common / max(1, len(here.pairs)), common / max(1, len(there.pairs))


def _settled(
    found: Identity, here: Record, there: Record, alignment: Alignment, replaced: Iterable[tuple[str, str]]
) -> Identity:
    """What the texts tell where number, date or issuer of one document could not be read: does it stand there as it
    does in the other? Is the place another one?"""
    number, date, issuer = found.fields
    if _is_confirmed(number, here.number, there.number, alignment):
        number = Agreement.SAME
    if _is_confirmed(date, here.date, there.date, alignment):
        date = Agreement.SAME
    places = _places(here), _places(there)
    if issuer in (Agreement.OPEN, Agreement.HARMED) and (
        _is_placed(here, alignment, 0) or _is_placed(there, alignment, 1)
    ):
        issuer = Agreement.SAME
    if any(_is_another(pair, places) for pair in replaced):
        issuer = Agreement.OTHER
    return Identity(number, date, issuer)


def _is_placed(record: Record, alignment: Alignment, side: int) -> bool:
    """Does the place of signing, where it first stands, stand in the other text too?"""
    folded = (alignment.here, alignment.there)[side].folded
    place = folded_words(record.place or "").split()
    first = next((at for at in range(len(folded)) if place and folded[at : at + len(place)] == place), None)
    if first is None:
        return False
    ranges = ((stretch.here, stretch.there)[side] for stretch in alignment.of(Sort.EQUAL))
    return any(start <= first and first + len(place) <= end for start, end in ranges)


def _places(record: Record) -> set[str]:
    named = (record.place, province_of(record.issuer.name if record.issuer else None, record.place))
    return {folded_words(name) for name in named if name}


def _is_another(replaced: tuple[str, str], places: tuple[set[str], set[str]]) -> bool:
    """Do other words stand in place of a place? What noise made of it are no words."""
    return all(is_folded_syllable(word) for words in replaced for word in words.split()) and any(
        f" {name} " in f" {words} " for words, names in zip(replaced, places, strict=True) for name in names
    )


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
    figures = (found[at] for at in range(first, last) if _has_figure(words.folded[at]))
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


def _shares(alignment: Alignment) -> tuple[float, float]:
    same = list(alignment.of(Sort.EQUAL, Sort.HARMED))
    here, there = (_count(one.here for one in same), _count(one.there for one in same))
    return here / max(1, len(alignment.here.folded)), there / max(1, len(alignment.there.folded))


def _bodies(alignment: Alignment, here: str, there: str) -> tuple[float, float]:
    one, other = own(alignment.here, here), own(alignment.there, there)
    same = list(alignment.of(Sort.EQUAL, Sort.HARMED))
    shared = sum(sum(one[slice(*each.here)]) for each in same), sum(sum(other[slice(*each.there)]) for each in same)
    return shared[0] / max(1, sum(one)), shared[1] / max(1, sum(other))


def _torn(alignment: Alignment, shares: tuple[float, float]) -> float:
    """Of the words that the longer text alone has, the share that stands in long runs."""
    at_here = shares[0] < shares[1]
    longer = len((alignment.here if at_here else alignment.there).folded)
    page = min(_PAGE, _QUARTER * longer)
    runs, island = [0], 0
    for stretch in alignment.stretches:
        start, end = stretch.here if at_here else stretch.there
        if stretch.sort not in (Sort.EQUAL, Sort.HARMED):
            runs[-1] += end - start
            island = 0
        elif runs[-1] and (island := island + end - start) > _ISLAND:
            runs.append(0)
            island = 0
    return sum(run for run in runs if run >= page) / max(1, sum(runs))


def _noise(alignment: Alignment) -> tuple[float, int]:
    """Share of the characters of what both texts have, and in how many places."""
    characters = edits = harms = 0
    for stretch in alignment.of(Sort.EQUAL, Sort.HARMED):
        characters += sum(map(len, alignment.words(stretch)[0]))
        edits += stretch.edits
        harms += stretch.edits > 0
    return edits / max(1, characters), harms


def _count(ranges: Iterable[Range]) -> int:
    return sum(end - start for start, end in ranges)


def _tells(one: str, other: str) -> bool:
    return max(len(one), len(other)) > _SIGN or (_has_figure(one) and _has_figure(other))


def _has_figure(word: str) -> bool:
    return any(map(str.isdigit, word))
