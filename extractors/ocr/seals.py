"""Round seals on a sheet, found by their rim: in red ink where there is any, else in all ink."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from . import rules
from .line import Rect
from .rules import Reduced
from .sheet import Pixels, Sheet

_RADII = (0.45, 0.95)  # inches; official seals measure 30 to 42 mm across
_RIM = 0.78  # share of a circle that must be inked: seals have 0.9, circles through print up to 0.66
_LETTER = 0.2  # inches: what is smaller is no part of a rim, and a page full of it takes a second to search
_MOST = 12  # circles looked at, the strongest first
_ANGLES = np.linspace(0, 2 * np.pi, 360, endpoint=False)


def find(sheet: Sheet, page: Reduced) -> tuple[Rect, ...]:
    """The squares around the seals of a sheet, in its pixels; `page` is its grey, reduced."""
    circles = () if sheet.colour is None else _circles(rules.reduced(_red(sheet.colour), sheet.dpi))
    return tuple(
        rules.scaled((x - radius, y - radius, x + radius, y + radius), page.factor)
        for x, y, radius in circles or _circles(page)
    )


def left(pixels: Pixels, dpi: int, discs: Sequence[Rect]) -> tuple[Rect, ...]:
    """The discs whose rim is still to be seen: red ones are gone after cleaning."""
    if not discs:
        return ()
    page = rules.reduced(pixels, dpi)
    return tuple(disc for disc in discs if _radius(_near(page), *_centre(disc, page.factor), page.dpi))


def _centre(disc: Rect, factor: int) -> tuple[float, float]:
    return (disc[0] + disc[2]) / 2 / factor, (disc[1] + disc[3]) / 2 / factor


def _near(page: Reduced) -> Pixels:
    """Ink a pixel wider: the rim of a worn seal is not quite round."""
    return cv2.dilate(page.ink, np.ones((3, 3), np.uint8)).astype(np.uint8)


def _red(colour: Pixels) -> Pixels:
    """Grey pixels of what is red, dark on white."""
    red, green, blue = cv2.split(colour)
    excess = cv2.subtract(red, cv2.max(green, blue))
    return np.where(excess > 40, np.uint8(0), np.uint8(255))


def _circles(page: Reduced) -> tuple[tuple[int, int, int], ...]:
    """Centre and radius of the rings of a page, the strongest first, none inside another."""
    image = cv2.GaussianBlur(cv2.resize(255 - 255 * _large(page), None, fx=0.5, fy=0.5), (3, 3), 0)
    low, high = (radius * page.dpi / 2 for radius in _RADII)
    circles = cv2.HoughCircles(
        image,
        cv2.HOUGH_GRADIENT,
        dp=1.5,
        minDist=0.35 * page.dpi,
        param1=120,
        param2=30,
        minRadius=round(low),
        maxRadius=round(high),
    )
    found: list[tuple[int, int, int]] = []
    near = _near(page)
    for x, y, _ in circles[0][:_MOST].tolist() if circles is not None else ():
        radius = _radius(near, 2 * x, 2 * y, page.dpi)
        if radius and not any(np.hypot(2 * x - a, 2 * y - b) < r for a, b, r in found):
            found.append((round(2 * x), round(2 * y), radius))
    return tuple(found)


def _large(page: Reduced) -> Pixels:
    """The ink that may belong to a rim."""
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(page.ink, connectivity=8)
    keep = np.maximum(boxes[:, cv2.CC_STAT_WIDTH], boxes[:, cv2.CC_STAT_HEIGHT]) > _LETTER * page.dpi
    keep[0] = False
    large: Pixels = keep[labels].astype(np.uint8)
    return large


def _radius(ink: Pixels, x: float, y: float, dpi: float) -> int | None:
    """Of the inked circles around about (x, y) the largest: seals have two rings; None for no circle."""
    radii = np.arange(round(_RADII[0] * dpi), round(_RADII[1] * dpi) + 1)
    best = max((_shares(ink, x + right, y + down, radii) for right in (-2, 0, 2) for down in (-2, 0, 2)), key=np.max)
    inked = radii[best > _RIM]
    return int(inked[-1]) if len(inked) else None


def _shares(ink: Pixels, x: float, y: float, radii: np.ndarray) -> np.ndarray:
    """Share of the circle of each radius that has ink."""
    height, width = ink.shape
    columns = (x + np.outer(radii, np.cos(_ANGLES))).astype(int)
    lines = (y + np.outer(radii, np.sin(_ANGLES))).astype(int)
    inside = (columns >= 0) & (columns < width) & (lines >= 0) & (lines < height)
    hit = ink[np.clip(lines, 0, height - 1), np.clip(columns, 0, width - 1)] * inside
    shares: np.ndarray = hit.mean(axis=1)
    return shares
