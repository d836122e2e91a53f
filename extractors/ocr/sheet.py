"""A page as pixels, with what a look at it tells."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]

_A4_HEIGHT = 11.69  # inches


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it was scanned. `grey`: (height, width), 0 is ink; `colour`: (height, width, RGB) where it has any."""

    grey: Pixels
    colour: Pixels | None
    dpi: int
    bilevel: bool


def look(image: Image.Image) -> Sheet:
    """What there is to know of an image before it is read."""
    colour = np.asarray(image) if image.mode == "RGB" else None
    grey = np.asarray(image.convert("L"))
    return Sheet(grey=grey, colour=colour, dpi=_resolution(image), bilevel=image.mode == "1")


def _resolution(image: Image.Image) -> int:
    """As the file says, when that can be; else as if the longer side were that of an A4 sheet."""
    said = image.info.get("dpi")
    dpi = round(float(said[0])) if said and math.isfinite(float(said[0])) else 0
    return dpi if 70 <= dpi <= 2400 else min(2400, max(70, round(max(image.size) / _A4_HEIGHT)))
