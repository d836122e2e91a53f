"""Kinds of documents named in a text, by themselves or before a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..vietnamese import fold
from ..vocabulary import kind_names
from .damaged import Damaged
from .layout import Layout
from .lexicon import plain, whole

_LONGEST_KIND = 40  # characters, with the label
_LABEL = re.compile(r"(?:\s*\(?\s*so\s*:?)?\s*$")
_LABEL_AND_FIGURE = re.compile(r"so(?<=\sso)\s{0,3}:?\s{0,3}(?P<figure>\d)")
# What damage leaves of `số`, at the end of a word too.
_LABEL_LEFT = re.compile(r"(?:so|(?<!\w)s\W?o|(?<!\w)[so])\W{0,3}$")


@lru_cache
def kind_by_fold() -> dict[str, str]:
    """Names of kinds by their folded form."""
    return {fold(name): name for name in kind_names()}


@lru_cache
def kinds() -> re.Pattern[str]:
    """Every kind by its name, as `kind`."""
    return re.compile(rf"(?P<kind>{whole(kind_names())})")


@lru_cache
def _damaged_kinds() -> Damaged:
    return Damaged(kind_names())


@lru_cache
def _capital() -> re.Pattern[str]:
    """How a kind may begin."""
    letters = {letter for name in kind_names() for letter in (name[0].upper(), fold(name)[0].upper())}
    return re.compile(rf"[{''.join(sorted(letters))}](?<!\w.)")


def kinds_told(layout: Layout) -> Iterator[tuple[int, int, str]]:
    """Start, end and name of every kind with a capital; of a damaged one where `số` and a figure follow."""
    undamaged: set[int] = set()
    match, folded = kinds().match, layout.folded
    for capital in _capital().finditer(layout.view):
        if found := match(folded, capital.start()):
            undamaged.update(found.span())
            yield found.start(), found.end(), kind_by_fold()[plain(found["kind"])]
    for label in _LABEL_AND_FIGURE.finditer(layout.folded):
        end = label.start() - 1
        while end and layout.folded[end - 1] == " ":
            end -= 1
        start, name = kind_before(layout, label.start("figure")) if end not in undamaged else (0, None)
        if name and start not in undamaged:
            yield start, end, name


def kind_before(layout: Layout, position: int) -> tuple[int, str | None]:
    """Where the naming of a number starts and the kind it says, printed right before it (`Nghị quyết số`).

    "" where only `số` is there, the position itself and None where nothing is.
    """
    folded = layout.folded
    window = max(layout.paragraph_at(position)[0], position - _LONGEST_KIND)
    for found in kinds().finditer(folded, window, position):
        if _LABEL.fullmatch(folded, found.end(), position):
            return found.start(), kind_by_fold()[plain(found["kind"])]
    label = _LABEL_LEFT.search(folded, window, position)
    end = label.start() if label else position
    damaged = _damaged_kinds().ending(folded, window, end)
    if damaged and (layout.view[damaged[0]].isupper() or not folded[damaged[0] - 1 : damaged[0]].isalnum()):
        return damaged[0], kind_by_fold()[damaged[1]]
    return (end, "") if label else (position, None)
