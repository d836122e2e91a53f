"""Words of the vocabulary as OCR and typing damage them, beyond lost marks, which the folded view is without."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from ..model import Span
from ..vietnamese import fold, slips
from .layout import Layout

_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 5  # letters: a slip in a shorter phrase makes too many other words


class Damaged:
    """Phrases as OCR and typing damage them: one letter lost, doubled or taken for another, and blanks and signs lost
    or too many: `qyet dinh`, `quyetdinh`, `quy et dinh`, `quyet d'inh`.

    All forms are made beforehand, so that looking at a place costs a few look-ups. Meant for the few places where an
    undamaged phrase was expected and not found.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        letters = {fold(phrase).replace(" ", "").replace(",", ""): fold(phrase) for phrase in phrases}
        forms: dict[str, str | None] = {}
        for whole, phrase in letters.items():
            for form in slips(whole) if len(whole) >= _SHORTEST else ():
                forms[form] = phrase if forms.get(form, phrase) == phrase else None
        self._forms = {form: phrase for form, phrase in (forms | letters).items() if phrase}
        self._heads = {form[:2] for form in self._forms}
        self._lengths = sorted({len(form) for form in self._forms}, reverse=True)

    def ending(self, folded: str, start: int, end: int) -> tuple[int, str] | None:
        """Where the longest phrase that ends at `end` starts, and the phrase."""
        places = [place for place in range(start, end) if folded[place].isalnum()]
        letters = "".join(folded[place] for place in places)
        for length in self._lengths:
            if length <= len(letters) and (phrase := self._forms.get(letters[-length:])):
                return places[-length], phrase
        return None

    def within(self, layout: Layout, start: int, end: int) -> list[tuple[Span, str]]:
        """Places of phrases between two offsets: whole words, of which only the last may be joined to a capital."""
        letters, places = "", []  # the letters of all words, and where the words and parts of them start
        for word in _WORD.finditer(layout.folded, start, end):
            first, last = word.span()
            places.append((len(letters), first))
            if not layout.view[first + 1 : last].islower():
                capitals = (at for at in range(first + 1, last) if layout.view[at].isupper())
                places += ((len(letters) + at - first, at) for at in capitals)
            letters += word[0]
        stops = {at for at, _ in places[1:]} | {len(letters)}
        found: list[tuple[Span, str]] = []
        done = 0
        for first, place in places:
            if first < done or letters[first : first + 2] not in self._heads:
                continue
            for length in self._lengths:
                phrase = self._forms.get(letters[first : first + length])
                if phrase and first + length in stops:
                    done = first + length
                    at, last_word = places[bisect_left(places, (done,)) - 1]
                    found.append(((place, last_word + done - at), phrase))
                    break
        return found
