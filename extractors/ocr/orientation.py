"""Pages that came in lying on a side or upside down: found by how well a few of their lines read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np

from ...pipeline.text import quality
from .cleaning import Cleaned, clean
from .line import Line
from .sheet import Pixels, Sheet

Reader = Callable[[Pixels, int], Sequence[Line]]

_LINES = 1.2  # inches of the page that are read: some five lines
_ENOUGH = 40  # characters
_GOOD = 0.7  # text quality of a page that is the right way up; read upside down it is below 0.5


def upright(sheet: Sheet, read: Reader) -> Sheet:
    """The sheet with its lines level, the way up on which more can be read; as it is where its lines are level."""
    if not sheet.traits.lying:
        return sheet
    score, quarters = max((_readable(sheet.turned(quarters), read), quarters) for quarters in (1, 3))
    # Not as it is where a side reads well: Tesseract reads some lines that run upwards.
    return sheet.turned(quarters) if score >= _GOOD or score > _readable(sheet, read) else sheet


def is_overturned(sheet: Sheet, lines: Sequence[Line], read: Reader) -> bool:
    """Is the page upside down? Looked into only where the `lines`, read from the sheet as it is, are no Vietnamese."""
    score = quality(" ".join(line.text for line in lines))
    return bool(lines) and score < _GOOD and _readable(sheet.turned(2), read) > max(_GOOD, score)


def _readable(sheet: Sheet, read: Reader) -> float:
    """Text quality of the part of the page with the most print."""
    page = clean(sheet)
    text = " ".join(line.text for line in read(_densest(page), page.dpi))
    return quality(text) * min(1.0, len(text) / _ENOUGH)


def _densest(page: Cleaned) -> Pixels:
    """The full width of the page, some lines high, where most is printed; not the outermost of the page."""
    height, width = page.pixels.shape
    deep = min(height, round(_LINES * page.dpi))
    middle = page.pixels[:, round(0.1 * width) : width - round(0.1 * width)]
    edges = cv2.absdiff(middle[:, 2:], middle[:, :-2]).mean(axis=1) if middle.shape[1] > 2 else np.zeros(height)
    sums = np.convolve(edges, np.ones(deep), "valid")
    margin = min(round(0.07 * height), (len(sums) - 1) // 2)
    top = margin + int(np.argmax(sums[margin : len(sums) - margin]))
    return page.pixels[top : top + deep]
