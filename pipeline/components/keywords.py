"""Keywords: the terms that set one document apart.

A term is a word or up to four words in a row, of two syllables and more. Left out are names, numbers and what every
document says (`common_terms.tsv`). A term is worth more the more often it is said, the longer it is, and if the subject
says it; what is said inside a longer term is that one's merit (the C-value of Frantzi and Ananiadou).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from math import log2

from ..model import Span
from ..vietnamese import WORD, exact, is_syllable
from ..vocabulary import column
from .layout import Layout
from .lexicon import alternatives

_STARTS_SENTENCE = frozenset('\n.:;!?…)-+•“"')  # what stands before a capital that makes no name
_LONGEST, _MOST_SYLLABLES = 4, 7  # words and syllables
_OFTEN, _VERY_OFTEN = 2, 3  # times
_SHORT = 300  # words and signs of a paper in which once is enough
_IN_SUBJECT = 2  # times what else a term is worth

_Term = tuple[str, ...]


def find(layout: Layout, words: tuple[Span, ...], subject: str | None = None, limit: int = 15) -> tuple[str, ...]:
    """The keywords among the words of a document, the most telling first; half of what each says is new."""
    printed: dict[str, str] = {}
    spoken = f" {exact(' '.join(WORD.findall(subject or '')))} "
    counts = Counter(part for run in _runs(layout, words, spoken, printed) for part in _parts(run))
    once = 1 if len(words) < _SHORT else _OFTEN
    terms = {term: count for term, count in counts.items() if _is_term(term, count, once, spoken)}
    worth = _worth(terms, spoken)
    chosen: list[str] = []
    told: set[str] = set()
    for term in sorted(terms, key=lambda term: -worth[term]):
        if len(chosen) == limit:
            break
        phrase, telling = " ".join(printed[word] for word in term), _telling(term)
        is_part = any(f" {phrase} " in f" {longer} " for longer in chosen)
        if not is_part and len(told.intersection(telling)) * 2 <= len(telling):
            told.update(term)
            chosen.append(phrase)
    return tuple(chosen)


def _worth(terms: dict[_Term, int], subject: str) -> dict[_Term, float]:
    inside: dict[_Term, list[int]] = {}
    for term, count in terms.items():
        for part in _parts(term):
            if part != term:
                inside.setdefault(part, []).append(count)
    worth = {}
    for term, count in terms.items():
        phrase, longer = " ".join(term), inside.get(term, [0])
        weight = log2(phrase.count(" ") + 1) * (_IN_SUBJECT if f" {phrase} " in subject else 1)
        worth[term] = weight * (count - sum(longer) / len(longer))
    return worth


def _parts(words: _Term) -> Iterator[_Term]:
    """All words in a row that are no more than a term may have."""
    size = len(words)
    return (words[start:end] for start in range(size) for end in range(start + 1, min(size, start + _LONGEST) + 1))


def _is_term(term: _Term, count: int, often: int, subject: str) -> bool:
    """Words in a row must come together more than once, those of one syllable still more often."""
    telling, phrase = _telling(term), " ".join(term)
    if not 1 <= phrase.count(" ") < _MOST_SYLLABLES or _everyday().fullmatch(phrase):
        return False
    if len(term) > len(set(term)):
        return False
    if len(term) > 1:
        often = _OFTEN if any(" " in word for word in telling) else _VERY_OFTEN
    return count >= often or f" {phrase} " in subject


def _telling(term: _Term) -> list[str]:
    """The words of a term that not every document says."""
    return [word for word in term if word not in _common()]


def _runs(layout: Layout, words: tuple[Span, ...], subject: str, printed: dict[str, str]) -> Iterator[_Term]:
    """Words in a row that may all stand in a term; `printed` learns how each is written."""
    view, exactly = layout.view, layout.exact
    names = _names(layout, words)
    run: list[str] = []
    last = 0
    for start, end in words:
        before = (view[max(0, last - 1) : start].strip(" ") or "\n")[-1]
        word = " ".join(exactly[start:end].split())
        last = end
        fits = _may_stand(word) and word not in names and (_is_small(view[start:end], before) or f" {word} " in subject)
        if not (fits and before.isalpha()):
            yield tuple(run[:-1] if view[start].isdigit() else run)  # `quý` II, `số` 12: the last goes with the figure
            run = []
        if fits:
            printed.setdefault(word, " ".join(view[start:end].lower().split()))
            run.append(word)
    yield tuple(run)


def _is_small(surface: str, before: str) -> bool:
    """Is this no name: in small letters, with a capital where a sentence starts, or in a heading in capitals?"""
    return surface[0].islower() or surface.isupper() or before in _STARTS_SENTENCE


def _names(layout: Layout, words: tuple[Span, ...]) -> set[str]:
    """Words that are mostly printed with capitals in all of their syllables, headings aside."""
    lead: Counter[str] = Counter()
    for (surface, word), count in Counter((layout.view[a:b], layout.exact[a:b]) for a, b in words).items():
        if not surface.isupper():
            lead[" ".join(word.split())] += count if surface.istitle() else -count
    return {word for word, count in lead.items() if count > 0 and " " in word}


@lru_cache(50_000)
def _may_stand(word: str) -> bool:
    """May this be in a term? No figures, signs, abbreviations and foreign words; and what starts or ends in a function
    word is cut badly, or leads from one term to the next.
    """
    syllables = word.split()
    return all(map(is_syllable, syllables)) and not {word, syllables[0], syllables[-1]} & _function()


@lru_cache
def _common() -> frozenset[str]:
    return frozenset(map(exact, (*column("common_terms"), *column("provinces"))))


@lru_cache
def _everyday() -> re.Pattern[str]:
    """Nothing but common terms, however the words were parted."""
    term = alternatives(_common(), exact)
    return re.compile(rf"(?:{term})(?: (?:{term}))*")


@lru_cache
def _function() -> frozenset[str]:
    return frozenset(map(exact, column("function_words")))
