"""Which places of two texts are changes a person wants to see, and in which the same words are only misread."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from ...pipeline.vietnamese import Words, folded_words, is_folded_syllable
from ...pipeline.vocabulary import column
from .alignment import Alignment, Range, Sort, Stretch, figures, length, noise, other_figures

_FEW = 4  # words that differ in their marks: fewer are slips or changes, and shown; more are noise
_ISLAND, _SHARE = 3, 4  # words that agree by chance: so few, and a quarter of what is changed around them
_MOVED, _MOVED_ALIKE = 4, 92  # words; of 100: by chance fewer words stand elsewhere too
_SEARCHED = 60  # words: what is longer is no column of a head that was read in another order
_DIFFERENT = (Sort.HARMED, Sort.SUBSTITUTED, Sort.REWRITTEN, Sort.EXTRA)
_DATE_WORDS = ("thang", "nam")
# Letters that are taken for each other in print, none of which makes one common word of another.
_PRINTED_ALIKE = str.maketrans(
    {"l": "i", "1": "i", "0": "o", "q": "o", "y": "v", "c": "e", "5": "s", "8": "b", "h": "ii"}
)


@dataclass(frozen=True, slots=True)
class Change:
    """Words here that stand in place of words there; one of the ranges may be of none."""

    here: Range
    there: Range

    @property
    def length(self) -> int:
        return max(length(self.here), length(self.there))


@dataclass(frozen=True, slots=True)
class Changes:
    """`exchanged` are as they stand in the text, each word of one in place of a word of the other; `shown` are joined
    to what reads well, without what has only moved."""

    exchanged: tuple[Change, ...]
    shown: tuple[Change, ...]
    noise: int


def changes(alignment: Alignment, here: str, there: str) -> Changes:
    """Texts in NFC."""
    pair = _Pair(alignment, here, there, noise(alignment).is_none)
    remarked = list(_remarked(alignment))
    marks = [one for one in remarked if not pair.is_figure(one)]
    # Where more differ, marks are lost or misread all over.
    found = [one for one in marks if pair.is_name(one)] if len(marks) < _FEW else []
    found += (one for one in remarked if pair.is_figure(one) and pair.is_decimal(one))
    harmless = len(remarked) - len(found)
    for stretch in alignment.of(*_DIFFERENT):
        if pair.is_noise(stretch):
            harmless += 1
        else:
            found.append(Change(stretch.here, stretch.there))
    exchanged = tuple(_joined(sorted(found, key=lambda change: (change.here, change.there)), _is_touching))
    return Changes(exchanged, tuple(_unmoved(alignment, list(_joined(exchanged, _is_bridged)))), harmless)


def _remarked(alignment: Alignment) -> Iterator[Change]:
    """Words that differ in their marks, or in a zero before them, only: `Tuấn`, `Tuân`; `1`, `01`."""
    for stretch in alignment.of(Sort.EQUAL):
        for at, also in zip(range(*stretch.here), range(*stretch.there), strict=True):
            if alignment.here.marked[at] != alignment.there.marked[also]:
                yield Change((at, at + 1), (also, also + 1))


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two texts, and whether little enough is misread in them that a slip may be a change."""

    alignment: Alignment
    here: str
    there: str
    clean: bool

    def is_noise(self, stretch: Stretch) -> bool:
        here, there = self.alignment.words(stretch)
        one, other = "".join(here), "".join(there)
        if not one or not other:
            return self._is_stray(stretch, one + other)
        if _printed(one) == _printed(other) or self._is_padded(stretch, one, other):
            return True
        if figures(one) != figures(other) and (one + other).isdigit():
            return False
        if stretch.sort is Sort.HARMED:
            real = all(map(is_folded_syllable, (*here, *there)))
            return not (real and (self.clean or self.is_name(stretch)))
        if self.clean or len(here) != 1 or len(there) != 1:
            return False
        return _is_misread(one, other) or (_is_slip(one, other) and not self.is_name(stretch))

    def is_name(self, words: Change | Stretch) -> bool:
        """Are they a part of a name, in both texts? Of one word is what only begins a sentence."""
        return _is_named(self.here, self.alignment.here, words.here) and _is_named(
            self.there, self.alignment.there, words.there
        )

    def _is_stray(self, stretch: Stretch, word: str) -> bool:
        """Is it a letter that noise has parted, or the month or year of a date that has strokes in the other text?"""
        extra = stretch.here[0] < stretch.here[1]
        words, at = (self.alignment.here, stretch.here[0]) if extra else (self.alignment.there, stretch.there[0])
        dated = word in _DATE_WORDS and at > 0 and words.folded[at - 1].isdigit()
        return dated or (not self.clean and len(word) == 1 and word.isalpha())

    def _is_padded(self, stretch: Stretch, one: str, other: str) -> bool:
        """Is it one figure, with a zero before it in one text?"""
        padded = one.isdigit() and other.isdigit() and one.lstrip("0") == other.lstrip("0")
        return padded and not self.is_decimal(stretch)

    def is_figure(self, words: Change) -> bool:
        return all(map(str.isdigit, self._characters(words, 0)))

    def is_decimal(self, words: Change | Stretch) -> bool:
        """Do zeros before it count? 0,07 is not 0,7."""
        return any(sign in (",", ".") for sign in self._characters(words, -1))

    def _characters(self, words: Change | Stretch, offset: int) -> tuple[str, str]:
        """What stands in both texts so far from the start of these words."""
        here, there = self.alignment.here.starts[words.here[0]], self.alignment.there.starts[words.there[0]]
        return self.here[max(0, here + offset)], self.there[max(0, there + offset)]


def _is_named(text: str, words: Words, those: Range) -> bool:
    near = range(max(0, those[0] - 1), min(those[1] + 1, len(words.starts)))
    return text[words.starts[those[0]]].isupper() and sum(text[words.starts[at]].isupper() for at in near) > 1


def _is_misread(one: str, other: str) -> bool:
    """Is one of the two no word, and not beyond recognition?"""
    if other_figures(one, other) or (is_folded_syllable(one) and is_folded_syllable(other)):
        return False
    return Levenshtein.distance(one, other) < max(len(one), len(other))


def _is_slip(one: str, other: str) -> bool:
    """Is it one letter that tells two words apart?"""
    return (one + other).isalpha() and Levenshtein.distance(one, other) <= 1


def _printed(word: str) -> str:
    return word.translate(_PRINTED_ALIKE).replace("rn", "m")


def _joined(found: Iterable[Change], belongs: Callable[[Change, Change], bool]) -> Iterator[Change]:
    """Changes as one with those before that they belong to."""
    last: Change | None = None
    for change in found:
        if last and belongs(last, change):
            last = Change((last.here[0], change.here[1]), (last.there[0], change.there[1]))
            continue
        if last:
            yield last
        last = change
    if last:
        yield last


def _is_touching(last: Change, change: Change) -> bool:
    """Is there no word between them?"""
    return (last.here[1], last.there[1]) == (change.here[0], change.there[0])


def _is_bridged(last: Change, change: Change) -> bool:
    """Are they long, with a few words between that agree by chance?"""
    gap = max(change.here[0] - last.here[1], change.there[0] - last.there[1])
    return gap <= min(_ISLAND, (last.length + change.length) // _SHARE)


def _unmoved(alignment: Alignment, found: Sequence[Change]) -> Iterator[Change]:
    """Without what stands in both texts, at another place: the columns of a head are read in any order."""
    words = _words(alignment, found)
    here, there = (" | ".join(" ".join(sides[side]) for sides in words) for side in (0, 1))
    for change, (one, other) in zip(found, words, strict=True):
        mine = (change.here[0],) * 2 if _has_moved(one, there) else change.here
        yours = (change.there[0],) * 2 if _has_moved(other, here) else change.there
        if length(mine) or length(yours):
            yield Change(mine, yours)


@lru_cache
def _mottoes() -> str:
    return " ".join(map(folded_words, column("mottoes")))


def _words(alignment: Alignment, found: Sequence[Change]) -> list[tuple[list[str], list[str]]]:
    return [
        (alignment.here.folded[slice(*change.here)], alignment.there.folded[slice(*change.there)]) for change in found
    ]


def _has_moved(words: Sequence[str], others: str) -> bool:
    """Do these words stand among the others; may they stand anywhere, as the motto may?"""
    if not _MOVED <= len(words) <= _SEARCHED:
        return False
    run = " ".join(words)
    if f" {run} " in f" {others} " or fuzz.partial_ratio(run, _mottoes()) >= _MOVED_ALIKE:
        return True
    return not figures(run) and len(run) < len(others) and fuzz.partial_ratio(run, others) >= _MOVED_ALIKE
