"""Ruled lines of a sheet: what frames of stamps and tables are made of."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from .line import Rect
from .sheet import Pixels

_DPI = 100  # enough for lines, and a page of it is looked through in some milliseconds
_DARK = 0.75  # of the paper around it: photographed pages are grey in the corners
_PAPER = 0.15  # inches: wider than any stroke of a letter


@dataclass(frozen=True, slots=True)
class Reduced:
    """Where a sheet has ink (1, else 0), `factor` times smaller; `dpi` is its own."""

    ink: Pixels
    factor: int
    dpi: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A nearly horizontal line: its ends in pixels of the reduced sheet, from left to right."""

    left: float
    right: float
    left_y: float
    right_y: float

    @property
    def length(self) -> float:
        return self.right - self.left

    @property
    def slope(self) -> float:
        return (self.right_y - self.left_y) / max(1.0, self.length)


def reduced(grey: Pixels, dpi: int) -> Reduced:
    factor = max(1, round(dpi / _DPI))
    height, width = grey.shape
    small = cv2.resize(grey, (max(1, width // factor), max(1, height // factor)), interpolation=cv2.INTER_AREA)
    side = max(3, round(_PAPER * dpi / factor))
    paper = cv2.dilate(small, np.ones((side, side), np.uint8))
    return Reduced((small < _DARK * paper).astype(np.uint8), factor, dpi / factor)


def horizontal(page: Reduced, shortest: float) -> list[Rule]:
    """Rules of at least `shortest` inches, tilted by at most some ten degrees."""
    return [_fitted(ys, xs) for ys, xs in _pieces(page, shortest)]


def _pieces(page: Reduced, shortest: float) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    run, gap = round(0.22 * page.dpi), round(0.12 * page.dpi)
    mask = cv2.dilate(page.ink, np.ones((5, 1), np.uint8))
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, run), np.uint8))
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((3, gap), np.uint8))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    pieces = []
    for label in range(1, count):
        left, top, width, height = boxes[label, :4].tolist()
        if width >= shortest * page.dpi and height <= 0.06 * page.dpi + 0.2 * width:
            ys, xs = np.nonzero(labels[top : top + height, left : left + width] == label)
            pieces.append((ys + top, xs + left))
    return pieces


def _fitted(ys: NDArray[np.intp], xs: NDArray[np.intp]) -> Rule:
    slope, base = np.polyfit(xs, ys, 1)
    left, right = float(xs.min()), float(xs.max())
    return Rule(left, right, float(base + slope * left), float(base + slope * right))


def without(grey: Pixels, dpi: int) -> Pixels:
    """The pixels with long level and upright lines painted over."""
    ink = (grey < 128).astype(np.uint8)
    run, stroke = round(0.3 * dpi), max(3, round(0.015 * dpi))
    lines = np.zeros_like(ink)
    for shape in ((1, run), (run, 1)):
        thick = (stroke, 1) if shape[0] == 1 else (1, stroke)
        found = cv2.morphologyEx(cv2.dilate(ink, np.ones(thick, np.uint8)), cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        lines[cv2.dilate(found, np.ones((3, 3), np.uint8)) > 0] = 1
    return np.where(lines > 0, np.uint8(255), grey)


def scaled(rect: Rect, factor: int) -> Rect:
    left, top, right, bottom = rect
    return left * factor, top * factor, right * factor, bottom * factor
