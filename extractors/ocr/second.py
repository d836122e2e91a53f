"""What the second reader sees where the tokens of a line stand."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median, mode
from typing import NamedTuple

import cv2
import numpy as np

from . import recogniser, slots
from .cleaning import Cleaned
from .line import Token
from .sheet import Pixels

_NEIGHBOUR = 2  # heights of a line: what stands farther away is no help
_LABELLED = 8  # as far as a label may stand from its number, where that is filled in by hand
_STROKE = 100  # a hundredth of an inch: what a rendering adds to a stroke, or takes off


class Second(NamedTuple):
    """What the second reader sees where a token stands, whether it sees a blank before, and how sure it is of the
    least sure figure and letter.
    """

    text: str
    apart: bool = True
    figures: float = 0.0
    letters: float = 0.0


class _Character(NamedTuple):
    text: str
    place: float
    sure: float


class Rendering(NamedTuple):
    """A way to show a line: the margin above and below, as a share of its height; ink added (1) or taken off (-1)."""

    margin: float = 0.15
    ink: int = 0


PLAIN = Rendering()
OTHERS = (Rendering(ink=1), Rendering(ink=-1), Rendering(margin=0.35), Rendering(margin=0.0))
# Handwriting that one reader alone can read must look the same in seven ways.
MORE = (Rendering(margin=0.35, ink=1), Rendering(margin=0.35, ink=-1))


@dataclass(frozen=True, slots=True)
class Crop:
    """The part of a line from token `first` to token `last`, with a neighbour on either side: it helps to read."""

    tokens: Sequence[Token]
    first: int
    last: int
    page: Cleaned

    def seen(self, rendering: Rendering) -> dict[int, Second]:
        """What the second reader sees in the place of each token."""
        tokens = self._tokens()
        top, bottom = band(self.tokens)
        pad = round((bottom - top) * rendering.margin)
        left = max(0, tokens[0][1].rect[0] - pad)
        right = tokens[-1][1].rect[2] + pad
        pixels = self.page.pixels[max(0, top - pad) : bottom + pad, left:right]
        seen = recogniser.read(inked(pixels, rendering.ink, self.page.dpi))
        places = [left + place * pixels.shape[1] for place in seen.places]
        return _placed(tokens, [*map(_Character, seen.text, places, seen.confidences)])

    def _tokens(self) -> list[tuple[int, Token]]:
        """The tokens of the crop; neighbours only if they are near."""
        first, last = self.first, self.last
        if first and self._is_near(first - 1):
            first -= 1
        if last + 1 < len(self.tokens) and self._is_near(last):
            last += 1
        return [(at, self.tokens[at]) for at in range(first, last + 1)]

    def _is_near(self, at: int) -> bool:
        """Is the next token near this one? Boxes of neighbours may overlap a little."""
        height = self.tokens[at].rect[3] - self.tokens[at].rect[1]
        reach = _LABELLED if slots.is_label(self.tokens[at].text) else _NEIGHBOUR
        return -height < self.tokens[at + 1].rect[0] - self.tokens[at].rect[2] < reach * height


def _placed(tokens: Sequence[tuple[int, Token]], seen: Sequence[_Character]) -> dict[int, Second]:
    """Characters that were seen at places, given to the tokens that stand there."""
    borders = [(one.rect[2] + other.rect[0]) / 2 for (_, one), (_, other) in pairwise(tokens)]
    pieces = [list(piece) for blank, piece in groupby(seen, lambda character: character.text == " ") if not blank]
    places = [[bisect(borders, character.place) for character in piece] for piece in pieces]
    served = {inside[0] for inside in places if len(set(inside)) == 1}
    parts: list[list[list[_Character]]] = [[] for _ in tokens]
    joined: set[int] = set()
    for piece, inside in zip(pieces, places, strict=True):
        own = _owners(inside, served)
        for at, characters in groupby(zip(own, piece, strict=True), lambda pair: pair[0]):
            if at != own[0] and not parts[at]:
                joined.add(at)
            parts[at].append([character for _, character in characters])
    return {at: _second(part, i not in joined) for i, ((at, _), part) in enumerate(zip(tokens, parts, strict=True))}


def _owners(inside: Sequence[int], served: set[int]) -> Sequence[int]:
    """The token of each character of a piece: boxes are not exact, so a token with a piece of its own gets no more."""
    free = set(inside) - served
    if len(set(inside)) == 1 or len(free) > 1:
        return inside
    return [free.pop() if free else mode(inside)] * len(inside)


def _second(pieces: Sequence[Sequence[_Character]], apart: bool) -> Second:
    figures, letters = (
        min((character.sure for piece in pieces for character in piece if kind(character.text)), default=0.0)
        for kind in (str.isdigit, str.isalpha)
    )
    text = " ".join("".join(character.text for character in piece) for piece in pieces)
    return Second(text, apart, figures, letters)


def band(tokens: Sequence[Token]) -> tuple[int, int]:
    """Top and bottom of a line, be it that strokes of a stamp make some of its tokens too tall."""
    return round(median(token.rect[1] for token in tokens)), round(median(token.rect[3] for token in tokens))


def inked(pixels: Pixels, ink: int, dpi: int) -> Pixels:
    """Strokes made thicker or thinner, which figures survive and guesses do not."""
    if not ink:
        return pixels
    stroke = np.ones((max(2, round(dpi / _STROKE)),) * 2, np.uint8)
    changed: Pixels = cv2.erode(pixels, stroke) if ink > 0 else cv2.dilate(pixels, stroke)  # type: ignore[assignment]
    return changed
