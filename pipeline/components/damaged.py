"""Words of the vocabulary as OCR and typing damage them, beyond lost marks, which the folded view is without."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..model import Span
from ..vietnamese import LOWER, UPPER, fold, is_syllable, slips
from .layout import Layout
from .lexicon import plain

_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(rf"[{LOWER}](?=[{UPPER}])")  # `hiệnNghị`
_HEAD = 6  # letters, at most, by which places are dismissed
_PARTS = ",;:()\n"  # what parts clauses
_SHORTEST = 5  # letters: a slip in a shorter phrase makes too many other words


class Damaged:
    """Phrases as OCR and typing damage them: one letter lost, doubled or taken for another, and blanks and signs lost
    or too many: `qyet dinh`, `quyetdinh`, `quy et dinh`, `quyet d'inh`.

    All forms are made beforehand, so that looking at a place costs a few look-ups. Meant for the few places where an
    undamaged phrase was expected and not found.
    """

    def __init__(self, phrases: Iterable[str], shortest: int = _SHORTEST) -> None:
        letters = {fold(phrase).replace(" ", "").replace(",", ""): fold(phrase) for phrase in phrases}
        forms: dict[str, str | None] = {}
        for whole, phrase in letters.items():
            for form in slips(whole) if len(whole) >= shortest else ():
                forms[form] = phrase if forms.get(form, phrase) == phrase else None
        self._forms = {form: phrase for form, phrase in (forms | letters).items() if phrase}
        self._lengths = sorted({len(form) for form in self._forms}, reverse=True)
        self._head = min(_HEAD, self._lengths[-1])
        self._starting: dict[str, list[int]] = {}  # lengths by the first letters, the longest first
        for length, head in sorted({(len(form), form[: self._head]) for form in self._forms}, reverse=True):
            self._starting.setdefault(head, []).append(length)
        self._pairs = {form[:2] for form in self._forms}

    def ending(self, folded: str, start: int, end: int) -> tuple[int, str] | None:
        """Where the longest phrase that ends at `end` starts, and the phrase; no clause ends in it or after it."""
        start = max(start, *(folded.rfind(sign, start, end) + 1 for sign in _PARTS))
        places = [place for place in range(start, end) if folded[place].isalnum()]
        letters = "".join(folded[place] for place in places)
        for length in self._lengths:
            if length <= len(letters) and (phrase := self._forms.get(letters[-length:])):
                return places[-length], phrase
        return None

    def within(self, layout: Layout, start: int, end: int) -> list[tuple[Span, str]]:
        """Places of phrases between two offsets: whole words, of which only the last may be joined to a capital."""
        found: list[tuple[Span, str]] = []
        window = _Window(layout, start, end)
        for first in window.borders:
            one = self._longest(window, first)
            if one and (not found or one[0][0] >= found[-1][0][1]) and not _is_said(layout, *one):
                found.append(one)
        return found

    def starting(self, layout: Layout, start: int, end: int) -> tuple[Span, str] | None:
        """The longest phrase of whole words that starts at `start`."""
        return self._longest(_Window(layout, start, end), 0)

    def may_start(self, folded: str, start: int) -> bool:
        """Is it worth to look for a phrase that starts here?"""
        two = folded[start : start + 2]
        if two.isalnum() and two not in self._pairs:
            return False
        return "".join(filter(str.isalnum, folded[start : start + 2 * _HEAD]))[: self._head] in self._starting

    def _longest(self, window: _Window, first: int) -> tuple[Span, str] | None:
        for length in self._starting.get(window.letters[first : first + self._head], ()):
            phrase = self._forms.get(window.letters[first : first + length])
            if phrase and first + length in window.borders:
                return (window.places[first], window.places[first + length - 1] + 1), phrase
        return None


def _is_said(layout: Layout, span: Span, phrase: str) -> bool:
    """Are these other words, as many as the phrase has: "nhà nước" for "nhận được"? A paragraph starts with no such."""
    if layout.paragraph_at(span[0])[0] == span[0] or plain(layout.folded[slice(*span)]) == phrase:
        return False
    words = layout.exact[slice(*span)].split()
    return len(words) == len(phrase.split()) and all(map(is_syllable, words))


class _Window:
    """The letters of a piece of text, where each stands, and before which of them (or after all) a word may end."""

    def __init__(self, layout: Layout, start: int, end: int) -> None:
        self.places: list[int] = []
        letters, borders = [], [0]
        for word in _WORD.finditer(layout.folded, start, end):
            first, last = word.span()
            borders.append(len(self.places))
            printed = layout.view[first:last]
            if not printed[1:].islower():
                borders += [len(self.places) + joined.end() for joined in _JOINED.finditer(printed)]
            self.places += range(first, last)
            letters.append(word[0])
        self.letters = "".join(letters)
        self.borders = dict.fromkeys((*borders, len(self.places)))
