"""Vocabulary as patterns that match on the folded view, or with `exact` as form on the exact one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from ..vietnamese import fold


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


def scan(expression: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """Its matches, as of `finditer`, but tried only at `starts`.

    For a long pattern of many forms: the search for how they begin is far cheaper than to try them at every character.
    """
    done = 0
    for start in sorted(starts):
        if start >= done and (match := expression.match(text, start)):
            done = match.end()
            yield match


def plain(matched: str) -> str:
    """What was matched, with single blanks: the key into a table of folded phrases."""
    return " ".join(matched.split())
