"""How much of the ink of a page was read: what tells a page that was lost."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from .cleaning import Cleaned
from .line import Line, Rect
from .sheet import Pixels, pixels_of

_DPI = 150  # enough to tell letters from specks and rules, and a quarter of the work
_HEIGHTS = (0.035, 0.28)  # inches: letters, from small type without accents to titles with them
_WIDTH = 0.5  # inches: letters that run together
_MARGIN = 0.012  # inches around words: accents and tails
_BLOT = 0.2  # inches: no stroke of print is as wide, nor a title that runs together


def coverage(lines: Sequence[Line], page: Cleaned, discs: Sequence[Rect] = ()) -> float:
    """Share (0–1) of the letter-sized ink that lies inside the words that were read; 1 for a page without ink.

    `discs` are the squares around seals: their lettering, or what cleaning left of it, is not to be read.
    """
    scale = min(1.0, _DPI / page.dpi)
    centres, areas = letters(page)
    if not len(areas):
        return 1.0
    read, sealed = _mask(lines, page, scale), _sealed(discs, page, scale)
    columns, rows = centres.T
    counted = ~sealed[rows, columns]
    inside = read[rows, columns] & counted
    total = float(areas[counted].sum())
    return float(areas[inside].sum()) / total if total else 1.0


def blotted(lines: Sequence[Line], page: Cleaned) -> float:
    """Share (0–1) of the area with text that is solid black: whatever was printed there cannot be read."""
    if not lines:
        return 0.0
    scale = min(1.0, _DPI / page.dpi)
    lefts, tops, rights, bottoms = zip(*(line.rect for line in lines), strict=True)
    rows, columns = (
        slice(max(0, round(min(first) * scale)), round(max(last) * scale))
        for first, last in ((tops, bottoms), (lefts, rights))
    )
    side = max(3, round(_BLOT * page.dpi * scale))
    solid = cv2.morphologyEx(_ink(page.pixels, scale), cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    within = np.asarray(solid)[rows, columns]
    return float(within.mean()) if within.size else 0.0


def letters(page: Cleaned) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Centres (x, y; in pixels of 150 dpi or the page's fewer) and areas of what is of a letter's size."""
    scale = min(1.0, _DPI / page.dpi)
    dpi = page.dpi * scale
    _, _, shapes, centres = cv2.connectedComponentsWithStats(_ink(page.pixels, scale), connectivity=8)
    widths, heights, areas = (shapes[:, at] for at in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA))
    fits = (heights > _HEIGHTS[0] * dpi) & (heights < _HEIGHTS[1] * dpi) & (widths < _WIDTH * dpi)
    fits[0] = False
    return centres[fits].astype(np.intp), areas[fits].astype(np.intp)


def _ink(pixels: Pixels, scale: float) -> Pixels:
    height, width = (max(1, round(side * scale)) for side in pixels.shape)
    small = pixels_of(cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA))
    _, ink = cv2.threshold(small, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    return pixels_of(ink)


def _mask(lines: Sequence[Line], page: Cleaned, scale: float) -> NDArray[np.bool_]:
    height, width = (max(1, round(side * scale)) for side in page.pixels.shape)
    mask = np.zeros((height, width), np.bool_)
    margin = _MARGIN * page.dpi
    for line in lines:
        for token in line.tokens:
            left, top, right, bottom = token.rect
            rows = slice(max(0, round((top - margin) * scale)), round((bottom + margin) * scale))
            mask[rows, max(0, round((left - margin) * scale)) : round((right + margin) * scale)] = True
    return mask


def _sealed(discs: Sequence[Rect], page: Cleaned, scale: float) -> NDArray[np.bool_]:
    height, width = (max(1, round(side * scale)) for side in page.pixels.shape)
    mask = np.zeros((height, width), np.uint8)
    for left, top, right, bottom in discs:
        centre = (round((left + right) / 2 * scale), round((top + bottom) / 2 * scale))
        cv2.circle(mask, centre, round((right - left) / 2 * scale) + 2, 1, cv2.FILLED)
    return mask > 0
