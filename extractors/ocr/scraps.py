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
_LOST = frozenset("`^~„_|\\¦¬°")  # never a word by themselves
_ODD = frozenset("`^~„_|\\¦¬°<>«»=")  # in print they stand in formulas at most


def dropped(lines: Sequence[Line], discs: Sequence[Rect]) -> tuple[Line, ...]:
    """The lines without scraps. `discs` are the squares around seals whose ink is still there."""
    if not lines:
        return ()
    typical = median(_height(token) for line in lines for token in line.tokens if not _is_added(token))
    print_rows = [middle(line) for line in lines if _surest(line) > 0.6]
    kept: list[Line] = []
    starts = False
    for line in lines:
        starts = starts or line.starts
        written = _in_seal(line, discs) or (_is_scribble(line, typical) and not _is_amid(line, print_rows))
        tokens = () if written else tuple(_printed(line, typical, discs))
        if tokens:
            kept.append(Line(tokens, starts))
            starts = False
    return tuple(kept)


def beside(lines: Sequence[Line], disc: Rect, dpi: int) -> tuple[Line, ...]:
    """What was read right of a seal that was painted over: rows of words, `…` before those that begin under it."""
    kept = []
    for line in lines:
        first = next((index for index, token in enumerate(line.tokens) if _begins_row(token)), len(line.tokens))
        tokens = line.tokens[first:]
        if sum(len(token.text) for token in tokens if _begins_row(token)) < 3:
            continue
        if first or _is_cut(tokens[0], disc, dpi):
            left, top, _, bottom = tokens[0].rect
            tokens = (Token("…", (left, top, left, bottom), 1.0), *tokens)
        kept.append(Line(tokens, line.starts))
    return tuple(kept)


def middle(line: Line) -> float:
    """The height at which most words of a line stand: a scrap among them may be as tall as a seal."""
    return median((token.rect[1] + token.rect[3]) / 2 for token in line.tokens)


def _begins_row(token: Token) -> bool:
    """Positions and names begin with a capital letter, so do `KT.` and its like."""
    return token.text[0].isupper() and token.confidence > 0.2 and (_is_word(token.text) or token.text.endswith("."))


def _is_cut(token: Token, disc: Rect, dpi: int) -> bool:
    """Does a word begin right at the edge of the disc?"""
    left, top, right, bottom = disc
    radius, down = (right - left) / 2, (token.rect[1] + token.rect[3] - top - bottom) / 2
    if abs(down) >= radius:
        return False
    edge = (left + right) / 2 + math.sqrt(radius**2 - down**2)
    return token.rect[0] < edge + 0.12 * dpi


def _printed(line: Line, typical: float, discs: Sequence[Rect]) -> Iterator[Token]:
    """The words that are print. A stroke beside digits may be one of them (`1` is read as `]`): it stays."""
    numeric = [any(character.isdigit() for character in token.text) for token in line.tokens]
    for index, token in enumerate(line.tokens):
        bullet = index == 0 and token.text in _BULLETS and token.confidence > 0.2
        by_digits = any(numeric[max(0, index - 1) : index + 2])
        if (
            _is_added(token)
            or bullet
            or (by_digits and not _pressed(token, discs))
            or not _is_scrap(token, typical, discs)
        ):
            yield token


def _is_scrap(token: Token, typical: float, discs: Sequence[Rect]) -> bool:
    """Measured on scanned decisions: print has a confidence above 0.8, and letters have a height."""
    tall = _height(token) / typical
    odd = len(_ODD.intersection(token.text))
    if not _WORDLIKE.search(token.text):
        unlikely = _LOST.issuperset(token.text) or (odd > 0 and token.confidence < 0.85)
        return unlikely or token.confidence < 0.5 or tall > 1.2
    if _pressed(token, discs) and token.confidence < 0.5 and len(token.text) <= 3:
        return True
    if any(character.isdigit() for character in token.text):
        return False
    if tall < 0.45:
        return tall < 0.3 or token.confidence < 0.5
    return odd > 1 or (tall > 1.45 and token.confidence < 0.1 and not _is_word(token.text))


def _is_added(token: Token) -> bool:
    """Bars between cells and `…` stand on no ink."""
    return token.rect[0] == token.rect[2]


def _is_word(text: str) -> bool:
    bare = lower(text.strip(".,;:()/-“”\"'"))
    return len(bare) > 1 and is_syllable(bare)


def _height(token: Token) -> int:
    return token.rect[3] - token.rect[1]


def _pressed(token: Token, discs: Sequence[Rect]) -> bool:
    """Does the middle of the word lie under a seal?"""
    x, y = (token.rect[0] + token.rect[2]) / 2, (token.rect[1] + token.rect[3]) / 2
    return any(
        math.hypot(x - (left + right) / 2, y - (top + bottom) / 2) < (right - left) / 2
        for left, top, right, bottom in discs
    )


def _is_scribble(line: Line, typical: float) -> bool:
    """Notes by hand in the margin: no word of them is sure, and they are larger than print."""
    top, bottom = line.rect[1], line.rect[3]
    return _surest(line) < 0.45 and bottom - top > 1.3 * typical


def _is_amid(line: Line, rows: Sequence[float]) -> bool:
    return bool(rows) and min(rows) <= middle(line) <= max(rows)


def _surest(line: Line) -> float:
    return max(token.confidence for token in line.tokens)


def _in_seal(line: Line, discs: Sequence[Rect]) -> bool:
    """Is the line made of nothing but the seal's own lettering and arms?"""
    sure = sum(token.confidence for token in line.tokens) / len(line.tokens)
    return sure < 0.6 and all(_pressed(token, discs) for token in line.tokens)
