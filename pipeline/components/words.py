"""Words, of one syllable and more, with exact offsets; numbers, dates and figures whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Span
from . import segmenter
from .places import Places

_FIGURE = re.compile(r"\d+(?:[.,/-]\d+)*%?")


def spans(text: str, protected: tuple[Span, ...]) -> tuple[Span, ...]:
    """Spans of words, in order. `protected` spans (numbers, dates) and figures are words of their own, whole."""
    taken = Places(protected)
    figures = (figure.span() for figure in _FIGURE.finditer(text))
    whole: list[Span] = []
    for span in sorted((*protected, *(figure for figure in figures if not taken.touch(figure)))):
        if not whole or span[0] >= whole[-1][1]:
            whole.append(span)
    return tuple(sorted((*whole, *_outside(text, whole))))


def _outside(text: str, whole: list[Span]) -> Iterator[Span]:
    """The segmenter's words, without what belongs to the whole ones."""
    first = 0
    for word in segmenter.words(text):
        start, end = word
        while first < len(whole) and whole[first][1] <= start:
            first += 1
        inside = first
        while inside < len(whole) and whole[inside][0] < end:
            yield from _printed(text, start, whole[inside][0])
            start = whole[inside][1]
            inside += 1
        yield from (word,) if start == word[0] else _printed(text, start, end)


def _printed(text: str, start: int, end: int) -> Iterator[Span]:
    """A span without the blanks at its ends, if anything is left."""
    piece = text[start:end]
    if stripped := piece.strip():
        start += piece.index(stripped)
        yield start, start + len(stripped)
