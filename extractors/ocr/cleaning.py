"""Steps that make a sheet readable, each run only where the sheet needs it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from .line import Rect
from .sheet import RED, Pixels, Sheet, flattened, paper_of, pixels_of, redness, reduced

# The traits from which on a step lowers the character error rate, on generated scans of each kind.
_UNEVEN = 20.0  # grey levels
_ASKEW = 0.4  # degrees
_GHOSTLY = 0.1
_PALE = 90  # grey level: print that is paler differs too little from what shines through
_NOISY = 0.028  # of the step from paper to print
_COARSE = 170  # dpi: a noisy page with fewer is enlarged
_ENOUGH = 200  # dpi
_GRAIN = 1 / 300  # inches: standard deviation of the blur that takes noise and leaves accents

_SEAL_HALO = 14  # grey levels: JPEG spreads the red of a seal beyond its lines

Patch = tuple[slice, slice]  # rows and columns


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


def clean(sheet: Sheet) -> Cleaned:
    """The sheet without red ink and shadows, level, dark on white.

    A 1-bit scan is made level and nothing else: its edges are all it has.
    """
    traits = sheet.traits
    pixels = sheet.grey
    if sheet.colour is not None and traits.red:
        pixels = _without_red(sheet.colour, pixels)
    if not sheet.bilevel and traits.unevenness > _UNEVEN:
        pixels = _evened(pixels)
    noisy = not sheet.bilevel and traits.noise > _NOISY * (255 - traits.ink)
    scale = _ENOUGH / sheet.dpi if noisy and sheet.dpi < _COARSE else 1.0
    pixels, to_sheet = _levelled(pixels, scale, traits.skew)
    dpi = round(sheet.dpi * scale)
    if not sheet.bilevel and traits.ghost > _GHOSTLY and traits.ink < _PALE:
        pixels = _without_ghosts(pixels)
    if noisy:
        pixels = pixels_of(cv2.GaussianBlur(pixels, (0, 0), dpi * _GRAIN))
    return Cleaned(pixels, dpi, to_sheet)


def _without_red(colour: Pixels, grey: Pixels) -> Pixels:
    """Red ink takes light from green and blue, and of red itself a little that is in proportion: that is given back."""
    patches = [(patch, _smoothed_redness(colour[patch])) for patch in _red_patches(colour)]
    if not patches:  # the only red was in stamps
        return grey
    light, share = _red_light(colour, patches)
    cleaned = grey.copy()
    for patch, red in patches:
        near = cv2.dilate(pixels_of(red > _SEAL_HALO), np.ones((3, 3), np.uint8)) > 0
        bright = np.clip(colour[patch][..., 0] + share * np.maximum(red, 0), 0, light).astype(np.uint8)
        cleaned[patch] = np.where(near, bright, cleaned[patch])
    return cleaned


def _smoothed_redness(patch: Pixels) -> NDArray[np.float32]:
    """JPEG keeps colour in less detail than light: its steps would show as rims."""
    return np.asarray(cv2.GaussianBlur(redness(patch).astype(np.float32), (0, 0), 1.0))


def _red_light(colour: Pixels, patches: Sequence[tuple[Patch, NDArray[np.float32]]]) -> tuple[float, float]:
    """The red of bare paper, and what the ink takes from it as a share of its redness: from the purest red there is."""
    values = np.concatenate([colour[patch][::3, ::3, 0].ravel() for patch, _ in patches])
    light = float(np.percentile(values, 75))
    red = np.concatenate([red[::3, ::3].ravel() for _, red in patches])
    pure = red > 0.7 * np.percentile(red[red > RED], 95)
    return light, float(np.clip(np.median((light - values[pure]) / red[pure]), 0, 1))


def _red_patches(colour: Pixels) -> Iterator[Patch]:
    """The parts of a page that hold red: the rest need not be looked at pixel by pixel."""
    step = max(1, colour.shape[0] // 400)
    sample = redness(np.ascontiguousarray(colour[::step, ::step])) > RED
    joined = cv2.dilate(pixels_of(sample), np.ones((9, 9), np.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    for left, top, width, height, _ in boxes[1:].tolist():
        yield slice(top * step, (top + height) * step), slice(left * step, (left + width) * step)


def _evened(pixels: Pixels) -> Pixels:
    """On paper that is equally white everywhere."""
    small, _ = reduced(pixels)
    height, width = pixels.shape
    return flattened(pixels, pixels_of(cv2.resize(paper_of(small), (width, height))))


def _levelled(pixels: Pixels, scale: float, skew: float) -> tuple[Pixels, NDArray[np.float64]]:
    """Turned until lines are level, and larger; with the way back."""
    if abs(skew) < _ASKEW:
        skew = 0.0
    if scale == 1.0 and not skew:
        return pixels, np.eye(2, 3)
    height, width = pixels.shape
    size = (round(width * scale), round(height * scale))
    to_page = cv2.getRotationMatrix2D((width / 2, height / 2), skew, scale)
    to_page[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    turned = cv2.warpAffine(pixels, to_page, size, flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    return pixels_of(turned), np.asarray(cv2.invertAffineTransform(to_page), np.float64)


def _without_ghosts(pixels: Pixels) -> Pixels:
    """White from a little above the grey that parts print from paper: what shines through is paler than print."""
    level, _ = cv2.threshold(pixels[::3, ::3].copy(), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    steps = np.arange(256) * 255 / max(1.0, 1.15 * level)
    return pixels_of(cv2.LUT(pixels, np.clip(steps, 0, 255).astype(np.uint8)))
