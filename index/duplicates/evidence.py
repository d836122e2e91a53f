"""What two documents tell of each other: identity, and how much of their texts agrees up to noise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum, auto

from . import identity
from .alignment import Alignment, Noise, Range, Sort, align, has_figure, length, noise, substitutions
from .body import own
from .identity import Agreement, Identity
from .paper import Paper
from .settling import settled

# Measured on 60 official documents at 1 to 10 % of noise: of n harmed characters in a hundred, as many words in a
# hundred are beyond recognition, and twice as many figures read as others.
_UNREADABLE, _MISREAD = 1.5, 3.0
_SLIPS = 2  # words, figures that may be misread besides where there is noise at all
# Where a publisher has set a text anew, with notes and tables of his own, words come to stand beside others.
_MISALIGNED, _DISTURBED, _RETYPED = 0.05, 0.005, 0.001  # of words rewritten; that only one has; of all
_WHOLE = 0.85  # of the words: what is less is a part, or has notes
_ENTIRE = 0.9  # of the words: only these are one document where nothing else tells
_PART = 0.9  # of the words of a part stand in the whole
_PART_OF_SAME = 0.7  # the same where number and date are the whole's
_ALIKE, _ALIKE_ANNEXED = 0.6, 0.55  # of the words of both bodies; of all words, tables and annexes too
# Of the pairs of words of one at least; of those of a re-scan with 10 % of noise .47 are left. Others have to be alike.
_PAIRED, _PAIRED_OF_OTHERS = 0.25, 0.4
_SIGN = 3  # characters: so short are the signs of lists, `v`, `xii`, which are read badly most
_PAGE, _ISLAND = 150, 4  # words: a printed page has more, a note fewer; so few between them agree by chance
_QUARTER = 0.25  # of a short text is no note either
_TORN = 0.6  # of what is missing is missing in pages


class Extent(Enum):
    """How much of two texts is the same."""

    WHOLE = auto()
    PART = auto()  # one is a part of the other
    ALIKE = auto()
    UNLIKE = auto()


@dataclass(frozen=True, slots=True)
class Evidence:
    """`shares`: of the words of each that stand in the other, `bodies`: of those of its own (`body`), `torn`: of those
    that are missing in one how many are missing in pages. `substituted` are words in place of others, `rewritten` those
    of whole passages, `extra` only one has."""

    identity: Identity
    shares: tuple[float, float]
    bodies: tuple[float, float]
    torn: float
    noise: Noise
    words: int
    figured: int
    substituted: tuple[tuple[str, str], ...]
    rewritten: int
    extra: int

    @property
    def extent(self) -> Extent:
        if self.is_whole:
            return Extent.WHOLE
        if max(self.shares) >= (_PART_OF_SAME if self.identity.same else _PART):
            return Extent.PART if self.torn >= _TORN else Extent.WHOLE
        return Extent.ALIKE if self.is_alike else Extent.UNLIKE

    @property
    def is_whole(self) -> bool:
        return min(self.shares) >= _WHOLE

    @property
    def is_entire(self) -> bool:
        return min(self.shares) >= _ENTIRE

    @property
    def is_alike(self) -> bool:
        """Was one made from the other, or both from a third?"""
        return min(self.bodies) >= _ALIKE and min(self.shares) >= _ALIKE_ANNEXED

    @property
    def is_clean(self) -> bool:
        return self.noise.is_none

    @property
    def figures(self) -> tuple[tuple[str, str], ...]:
        """What is substituted and has figures."""
        return tuple(pair for pair in self.substituted if has_figure(pair[0]) and has_figure(pair[1]))

    @property
    def is_faithful(self) -> bool:
        """Does noise explain what differs?"""
        return self._is_explained(slips=0, retyped=0)

    @property
    def is_rendering(self) -> bool:
        """Do noise and another layout explain what differs, where nothing speaks for another document?"""
        return self._is_explained(_MISALIGNED * self.rewritten + _DISTURBED * self.extra, _RETYPED)

    def _is_explained(self, slips: float, retyped: float) -> bool:
        slips += 0 if self.is_clean else _SLIPS
        found = len(self.figures)
        return (
            found <= slips + (_MISREAD * self.noise.rate + retyped) * self.figured
            and len(self.substituted) - found <= slips + (_UNREADABLE * self.noise.rate + retyped) * self.words
        )


def gather(here: Paper, there: Paper) -> Evidence:
    """Alike from both sides. Texts that share few pairs of words are not laid side by side: it would take most of the
    time of a check."""
    if there.text < here.text:
        return _turned(gather(there, here))
    stated = identity.compare(here.record, there.record)
    least = _PAIRED_OF_OTHERS if Agreement.OTHER in stated.fields else _PAIRED
    if max(pairs := _paired(here, there)) < least:
        return Evidence(stated, pairs, pairs, 0.0, Noise(0.0, 0), len(here.words.folded), 0, (), 0, 0)
    alignment = align(here.words, there.words)
    harms = noise(alignment)
    shares = _shares(alignment)
    replaced = substitutions(alignment)
    return Evidence(
        settled(stated, here.record, there.record, alignment, not harms.is_none),
        shares,
        _bodies(alignment, here.text, there.text) if _ALIKE_ANNEXED <= min(shares) < _WHOLE else shares,
        _torn(alignment, shares),
        harms,
        len(alignment.here.folded),
        here.figured,
        tuple(pair for pair, times in replaced.items() for _ in range(times) if _tells(*pair)),
        _count(one.here for one in alignment.of(Sort.REWRITTEN)),
        _count(side for one in alignment.of(Sort.EXTRA) for side in (one.here, one.there)),
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


def _count(ranges: Iterable[Range]) -> int:
    return sum(map(length, ranges))


def _tells(one: str, other: str) -> bool:
    return max(len(one), len(other)) > _SIGN or (has_figure(one) and has_figure(other))
