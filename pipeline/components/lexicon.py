"""Vocabulary as patterns that match on the folded view, or with `exact` as form on the exact one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from ..vietnamese import fold
from ..vocabulary import kind_names


def alternatives(phrases: Iterable[str], form: Callable[[str], str] = fold) -> str:
    """One pattern for all phrases, the longest tried first, any blank space between their words."""
    written = sorted({form(phrase) for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(r"\s+".join(re.escape(word) for word in phrase.split()) for phrase in written)


def pattern(expression: str) -> re.Pattern[str]:
    """A regular expression for the folded view, in which a blank stands for any blank space between words."""
    return re.compile(expression.replace(" ", r"\s+"))


@lru_cache
def kind_by_fold() -> dict[str, str]:
    """Names of kinds by their folded form."""
    return {fold(name): name for name in kind_names()}


def plain(matched: str) -> str:
    """What was matched, with single blanks: the key into a table of folded phrases."""
    return " ".join(matched.split())
