"""Pages that came in lying on a side or upside down: found by how well a few of their lines read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ...pipeline.text import quality
from .line import Line
from .sheet import Pixels, Sheet

Reader = Callable[[Pixels, int], Sequence[Line]]

_LINES = 1.2  # inches of the page that are read: some five lines
_GOOD = 0.7  # text quality of a page that is the right way up; read upside down it is below 0.5


def upright(sheet: Sheet, read: Reader) -> Sheet:
    """The sheet with its lines level, the way up on which more can be read; as it is where its lines are level."""
    if not sheet.traits.lying:
        return sheet
    return max((sheet.turned(1), sheet.turned(3), sheet), key=lambda way: _readable(way, read))


def is_overturned(sheet: Sheet, lines: Sequence[Line], read: Reader) -> bool:
    """Is the page upside down? Looked into only where the `lines`, read from the sheet as it is, are no Vietnamese."""
    score = quality(" ".join(line.text for line in lines))
    return bool(lines) and score < _GOOD and _readable(sheet.turned(2), read) > max(_GOOD, score)


def _readable(sheet: Sheet, read: Reader) -> float:
    """Text quality of the part of the page with the most print."""
    text = " ".join(line.text for line in read(_densest(sheet), sheet.dpi))
    return quality(text) * min(1.0, len(text) / 40)


def _densest(sheet: Sheet) -> Pixels:
    """The full width of the page, some lines high, where most is printed; not the outermost of the page."""
    height = len(sheet.grey)
    deep = min(height, round(_LINES * sheet.dpi))
    dark = 255 - sheet.grey[:, ::4].mean(axis=1)
    sums = np.convolve(dark, np.ones(deep), "valid")
    margin = min(round(0.07 * height), (len(sums) - 1) // 2)
    top = margin + int(np.argmax(sums[margin : len(sums) - margin]))
    return sheet.grey[top : top + deep]
