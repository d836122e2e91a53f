"""Lines that run down a whole scan: dust on the glass of a sheet feeder."""

from __future__ import annotations

import cv2
import numpy as np

from .sheet import Sheet, pixels_of

_DPI = 100  # a streak of 0.2 mm is still a pixel
_PARTS = ((0.02, 0.98), (0.005, 0.035), (0.965, 0.995))  # of the height: frames and tables end before the margins
_WHOLE = 10  # in 100 rows may be light
_DARK = 0.9  # of the paper on both sides
_BESIDE = 0.15  # inches


def find(sheet: Sheet) -> tuple[int, ...]:
    """Where they begin, in pixels from the left of the sheet."""
    factor = max(1, sheet.dpi // _DPI)
    height, width = (max(1, side // factor) for side in sheet.grey.shape)
    small = pixels_of(cv2.resize(sheet.grey, (width, height), interpolation=cv2.INTER_AREA))
    parts = [small[round(height * first) : max(1, round(height * last))] for first, last in _PARTS]
    light = np.max([np.percentile(part, 100 - _WHOLE, axis=0) for part in parts if part.size], axis=0)
    beside = max(3, round(_BESIDE * sheet.dpi / factor))
    window = np.ones((1, 2 * beside + 1), np.uint8)
    paper = np.asarray(cv2.dilate(light[None].astype(np.float32), window), np.float32)[0]
    dark = light < _DARK * paper
    begins = dark & ~np.concatenate([[False], dark[:-1]])
    return tuple((np.flatnonzero(begins) * factor).tolist())
