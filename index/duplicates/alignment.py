"""Two texts word by word: what they share, what noise has harmed, where other words stand, what only one has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import chain, groupby

from rapidfuzz.distance import Levenshtein

from ...pipeline.vietnamese import Words, words

_LONGEST = 64  # characters of a word; what is longer is no word
_ALIKE = 0.6  # of the letters of harmed words are right: at 10 % of noise those of nearly all
_FEW = 8  # words: a longer stretch is not one thing put in another's place
_LOOKALIKES = str.maketrans({"l": "1", "i": "1", "o": "0", "q": "0", "s": "5", "b": "8", "z": "2"})

_NOISE, _HARMS = 0.001, 4  # of the characters, places: less is a typist's slip, or one name that is like another

Range = tuple[int, int]  # words, from the first until before the last


class Sort(Enum):
    """What became of a stretch of one text in the other."""

    EQUAL = auto()
    HARMED = auto()  # the same words, misread or mistyped
    SUBSTITUTED = auto()  # a few other words between the same ones
    REWRITTEN = auto()  # other words
    EXTRA = auto()  # one of the texts has nothing there


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that stand at one place. `edits` are the characters that noise has harmed."""

    sort: Sort
    here: Range
    there: Range
    edits: int = 0


@dataclass(frozen=True, slots=True)
class Alignment:
    """The stretches of two texts in their order."""

    here: Words
    there: Words
    stretches: tuple[Stretch, ...]

    def of(self, *sorts: Sort) -> Iterator[Stretch]:
        return (stretch for stretch in self.stretches if stretch.sort in sorts)

    def words(self, stretch: Stretch) -> tuple[list[str], list[str]]:
        """Folded."""
        return self.here.folded[slice(*stretch.here)], self.there.folded[slice(*stretch.there)]

    def marked(self, stretch: Stretch) -> tuple[list[str], list[str]]:
        """In lower case."""
        return self.here.marked[slice(*stretch.here)], self.there.marked[slice(*stretch.there)]


@dataclass(frozen=True, slots=True)
class Noise:
    """`rate`: of the characters of what both texts have that are harmed, in so many `places`."""

    rate: float
    places: int

    @property
    def is_none(self) -> bool:
        return self.rate < _NOISE or self.places < _HARMS


def noise(alignment: Alignment) -> Noise:
    characters = edits = places = 0
    for stretch in alignment.of(Sort.EQUAL, Sort.HARMED):
        characters += sum(map(len, alignment.words(stretch)[0]))
        edits += stretch.edits
        places += stretch.edits > 0
    return Noise(edits / max(1, characters), places)


def length(those: Range) -> int:
    return those[1] - those[0]


def words_of(text: str) -> Words:
    return words(text, _LONGEST)


def align(one: Words, other: Words) -> Alignment:
    """Time grows with the product of the words, 64 of them at a time: 0.4 s for two texts of 50,000."""
    found: list[Stretch] = []
    opcodes = Levenshtein.opcodes(_without_zeros(one.folded), _without_zeros(other.folded))
    for equal, several in groupby(opcodes, key=lambda opcode: opcode.tag == "equal"):
        run = [((each.src_start, each.src_end), (each.dest_start, each.dest_end)) for each in several]
        if equal:
            found += (Stretch(Sort.EQUAL, *ranges) for ranges in run)
        else:
            found += _told_apart(run, one.folded, other.folded)
    return Alignment(one, other, tuple(found))


def _without_zeros(words: Sequence[str]) -> list[str]:
    """`ngày 01` is `ngày 1`, and `01/05/2023` is `1/5/2023`; not the end of a decimal, `0,07`."""
    found = list(words)
    for at, word in enumerate(words):
        if word[0] == "0" and word.isdigit():
            after = words[at + 1 : at + 2]
            if not at or not words[at - 1].isdigit() or (after and after[0].isdigit()):
                found[at] = word.lstrip("0")
    return found


def _told_apart(run: Sequence[tuple[Range, Range]], here: Sequence[str], there: Sequence[str]) -> Iterator[Stretch]:
    """What stands between equal words: harmed as a whole, with its blanks, or word by word."""
    whole = (run[0][0][0], run[-1][0][1]), (run[0][1][0], run[-1][1][1])
    few = max(end - start for start, end in whole) <= _FEW
    if few and (edits := _harmed(here[slice(*whole[0])], there[slice(*whole[1])])) is not None:
        yield Stretch(Sort.HARMED, *whole, edits)
        return
    for one, other in run:
        if one[0] == one[1] or other[0] == other[1]:
            yield Stretch(Sort.EXTRA, one, other)
            continue
        if one[1] - one[0] > _FEW:
            yield Stretch(Sort.REWRITTEN, one, other)  # noise leaves no stretch so long without a word
            continue
        for at, also in zip(range(*one), range(*other), strict=True):
            pair = (at, at + 1), (also, also + 1)
            if (edits := _harmed(here[at : at + 1], there[also : also + 1])) is not None:
                yield Stretch(Sort.HARMED, *pair, edits)
            else:
                yield Stretch(Sort.SUBSTITUTED if few else Sort.REWRITTEN, *pair)


def _harmed(here: Sequence[str], there: Sequence[str]) -> int | None:
    """How many characters are harmed, if both are the same words; another figure is another word."""
    one, other = "".join(here), "".join(there)
    if not one or not other or other_figures(one, other):
        return None
    if one.translate(_LOOKALIKES) == other.translate(_LOOKALIKES):
        return 1
    edits = Levenshtein.distance(one, other)
    return edits if edits <= (1 - _ALIKE) * max(len(one), len(other)) else None


def other_figures(one: str, other: str) -> bool:
    """Do figures stand where other figures do? What is lost or read as a letter is harmed only."""
    here, there = figures(one), figures(other)
    if not here or not there or here == there or _read(one) == _read(other):
        return False
    shorter, longer = sorted((here, there), key=len)
    return len(shorter) == len(longer) or not _is_within(shorter, longer)


def has_figure(word: str) -> bool:
    return not word.isalpha() and any(map(str.isdigit, word))


def same_figures(one: str, other: str) -> bool:
    """Are they the same, those included that are read as letters?"""
    return _read(one) == _read(other)


def figures(word: str) -> str:
    return "".join(filter(str.isdigit, word))


def _read(word: str) -> str:
    return figures(word.translate(_LOOKALIKES))


def _is_within(shorter: str, longer: str) -> bool:
    """Are its figures those of the longer, in their order?"""
    rest = iter(longer)
    return all(figure in rest for figure in shorter)


def substitutions(alignment: Alignment) -> dict[tuple[str, str], int]:
    """Which words stand in place of which, and how often, each stretch as a whole: `thai binh` → `nam dinh`."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for substituted, several in groupby(alignment.stretches, key=lambda stretch: stretch.sort is Sort.SUBSTITUTED):
        if substituted:
            sides = zip(*map(alignment.words, several), strict=True)
            here, there = (" ".join(chain.from_iterable(side)) for side in sides)
            found[here, there] += 1
    return dict(found)
