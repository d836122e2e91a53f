"""Scraps: words that a reader made of strokes which are no print, such as specks, handwriting, the rim of a seal."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from statistics import median

from ...pipeline.vietnamese import is_syllable, lower
from .line import Line, Rect, Token

_WORDLIKE = re.compile(r"[^\W_]")
_BULLETS = ("-", "+")
_NEVER_ALONE = frozenset("`^~„_|\\¦¬°")


def dropped(lines: Sequence[Line], discs: Sequence[Rect]) -> tuple[Line, ...]:
    """The lines without scraps. `discs` are the squares around seals whose ink is still there."""
    if not lines:
        return ()
    typical = median(_height(token) for line in lines for token in line.tokens)
    kept: list[Line] = []
    starts = False
    for line in lines:
        starts = starts or line.starts
        tokens = () if _in_seal(line, discs) else tuple(_printed(line, typical, discs))
        if tokens:
            kept.append(Line(tokens, starts))
            starts = False
    return tuple(kept)


def _printed(line: Line, typical: float, discs: Sequence[Rect]) -> Iterator[Token]:
    for index, token in enumerate(line.tokens):
        bullet = index == 0 and token.text in _BULLETS and token.confidence > 0.2
        if bullet or not _is_scrap(token, typical, discs):
            yield token


def _is_scrap(token: Token, typical: float, discs: Sequence[Rect]) -> bool:
    """Measured on scanned decisions: print has a confidence above 0.8, and letters have a height."""
    tall = _height(token) / typical
    if not _WORDLIKE.search(token.text):
        return token.confidence < 0.5 or tall > 1.2 or _NEVER_ALONE.issuperset(token.text)
    if _pressed(token, discs) and token.confidence < 0.5 and len(token.text) <= 3:
        return True
    if any(character.isdigit() for character in token.text):
        return False
    flat = tall < 0.3 or (tall < 0.45 and token.confidence < 0.5)
    return flat or (token.confidence < 0.1 and not _is_word(token.text))


def _is_word(text: str) -> bool:
    return is_syllable(lower(text.strip(".,;:()/-“”\"'")))


def _height(token: Token) -> int:
    return token.rect[3] - token.rect[1]


def _pressed(token: Token, discs: Sequence[Rect]) -> bool:
    """Does the middle of the word lie under a seal?"""
    x, y = (token.rect[0] + token.rect[2]) / 2, (token.rect[1] + token.rect[3]) / 2
    return any(
        math.hypot(x - (left + right) / 2, y - (top + bottom) / 2) < (right - left) / 2
        for left, top, right, bottom in discs
    )


def _in_seal(line: Line, discs: Sequence[Rect]) -> bool:
    """Is the line made of nothing but the seal's own lettering and arms?"""
    sure = sum(token.confidence for token in line.tokens) / len(line.tokens)
    return sure < 0.6 and all(_pressed(token, discs) for token in line.tokens)
