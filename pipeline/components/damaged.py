"""Words of the vocabulary as OCR and typing damage them, beyond lost marks, which the folded view is without."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Span
from ..vietnamese import fold, slips
from .layout import Layout

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
        places = [place for place in range(start, end) if layout.folded[place].isalnum()]
        letters = "".join(layout.folded[place] for place in places)
        borders = [
            at for at in range(1, len(places)) if places[at] - places[at - 1] > 1 or layout.view[places[at]].isupper()
        ]
        found: list[tuple[Span, str]] = []
        done = 0
        stops = {*borders, len(places)}
        for first in (0, *borders):
            if first < done or letters[first : first + 2] not in self._heads:
                continue
            for length in self._lengths:
                phrase = self._forms.get(letters[first : first + length])
                if phrase and first + length in stops:
                    done = first + length
                    found.append(((places[first], places[done - 1] + 1), phrase))
                    break
        return found
