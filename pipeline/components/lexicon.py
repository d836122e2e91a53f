"""Vocabulary as patterns that match on the folded view, or with `exact` as form on the exact one.

Marks are gone there, so a lost or wrong one is no damage. What else happens to a word in print is in `Damaged`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from ..model import Span
from ..vietnamese import fold, slips
from ..vocabulary import kind_names

_SHORTEST = 5  # letters: a slip in a shorter phrase makes too many other words


def alternatives(phrases: Iterable[str], form: Callable[[str], str] = fold, blank: str = r"\s+") -> str:
    """One pattern for all phrases, the longest tried first, any blank space (or what `blank` says) between words."""
    return _tree({" ".join(form(phrase).split()) for phrase in phrases}, blank)


def whole(phrases: Iterable[str], form: Callable[[str], str] = fold, blank: str = r"\s+") -> str:
    """Such a pattern that neither starts nor ends inside a word.

    Each phrase begins with its first letter and only then looks back, so that a search has letters to look for: a
    pattern that begins with a condition is tried at every character, which takes several times as long.
    """
    by_letter = _by_letter({" ".join(form(phrase).split()) for phrase in phrases})
    starts = (rf"{re.escape(letter)}(?<!\w.){_tree(rest, blank)}" for letter, rest in by_letter.items())
    return rf"(?:{'|'.join(starts)})(?!\w)"


def _tree(endings: set[str], blank: str) -> str:
    """What begins alike is tried once: of hundreds of phrases a letter or two leave one."""
    branches = [
        (blank if letter == " " else re.escape(letter)) + _tree(rest, blank)
        for letter, rest in _by_letter(endings).items()
    ]
    if len(branches) == 1 and "" not in endings:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if '' in endings else ''}" if branches else ""


def _by_letter(endings: set[str]) -> dict[str, set[str]]:
    """What follows each first letter."""
    following: dict[str, set[str]] = {}
    for ending in sorted(filter(None, endings)):
        following.setdefault(ending[0], set()).add(ending[1:])
    return following


def pattern(expression: str) -> re.Pattern[str]:
    """A regular expression for the folded view, in which a blank stands for any blank space between words."""
    return re.compile(expression.replace(" ", r"\s+"))


def scan(expression: re.Pattern[str], text: str, *starts: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Its matches, as of `finditer`, but tried only where a match of one of `starts` begins.

    For a long pattern of many forms: the search for how they begin is far cheaper than to try them at every character.
    """
    done = 0
    for start in sorted({found.start() for each in starts for found in each.finditer(text)}):
        if start >= done and (match := expression.match(text, start)):
            done = match.end()
            yield match


@lru_cache
def kind_by_fold() -> dict[str, str]:
    """Names of kinds by their folded form."""
    return {fold(name): name for name in kind_names()}


def plain(matched: str) -> str:
    """What was matched, with single blanks: the key into a table of folded phrases."""
    return " ".join(matched.split())


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

    def within(self, view: str, folded: str, start: int, end: int) -> list[tuple[Span, str]]:
        """Places of phrases between two offsets: whole words, of which only the last may be joined to a capital."""
        places = [place for place in range(start, end) if folded[place].isalnum()]
        letters = "".join(folded[place] for place in places)
        borders = [at for at in range(1, len(places)) if places[at] - places[at - 1] > 1 or view[places[at]].isupper()]
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
