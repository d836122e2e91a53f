"""Where words stand, as shares of the sides of a page."""

from __future__ import annotations

from collections.abc import Sequence

from ..pipeline.model import Box


def share(rect: Sequence[float], width: float, height: float) -> Box:
    """What a rectangle (left, top, right, bottom) covers of a page of that size; what is beyond its edges is not."""
    left, top, right, bottom = rect
    sides = (left / width, top / height, right / width, bottom / height)
    left, top, right, bottom = (round(min(1.0, max(0.0, side)), 4) for side in sides)
    return left, top, right, bottom


def turned(box: Box, quarters: int) -> Box:
    """The box on the page after some quarter turns clockwise."""
    left, top, right, bottom = box
    for _ in range(quarters % 4):
        left, top, right, bottom = round(1 - bottom, 4), left, round(1 - top, 4), right
    return left, top, right, bottom
