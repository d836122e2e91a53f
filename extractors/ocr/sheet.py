"""A page as pixels, with what a look at it tells."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]

A4_HEIGHT = 11.69  # inches
_SIDES = (4.0, 24.0)  # inches: the longer side of what is scanned, from a slip to A2
_LETTER = 0.092  # inches: median height of what hangs together in print of 13 and 14 pt (Nghị định 30/2020/NĐ-CP)
_LETTER_ODDS = 1.7  # type of 8 to 22 pt
_FEW_LETTERS = 100
_GRAINY = 0.12  # of the step from paper to print: noise above it makes specks that pass for letters

_SMALL = 1200  # pixels of the longer side, about: enough for lines and paper
_BANDS = 8  # level strips of full resolution, for what small pixels hide: noise, edges, print of the other side
_BAND = 1 / 60  # of the height of the page
_EDGE = np.ones((9, 9), np.uint8)  # nearer to print, grey is the edge of a letter

RED = 25  # grey levels of red above the stronger of green and blue
_REDDENED = 0.0008  # share of the page: a tenth of a seal
_COLOURED = 12  # grey levels between the channels: below it is the tint of the lamp or the noise of the camera
_BLACK = 60  # the darkest print of a page that is not faded is darker
_UNEVEN = 8.0  # grey levels of shade that clean paper may have

_MAX_SKEW = 7.0  # degrees
_LYING = 0.7  # upright pages measure at least 3, lying ones at most 1/3


@dataclass(frozen=True, slots=True)
class Traits:
    """What a page has that a clean one has not. Grey levels count from white paper (255), also where it is shaded."""

    ink: float = 0.0  # grey level of the darkest quarter of the print
    unevenness: float = 0.0  # grey levels between the lightest and the darkest paper
    noise: float = 0.0  # standard deviation of paper, in grey levels
    ghost: float = 0.0  # what is darker than paper away from print, as a share of the print: it shines through
    skew: float = 0.0  # degrees clockwise by which lines are turned
    red: bool = False  # ink of seals
    lying: bool = False  # lines run up or down the page
    letters: float | None = None  # pixels: median height of what hangs together; None with few of them or much grain


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it was scanned. `grey`: (height, width), 0 is ink; `colour`: (height, width, RGB) where it has any.

    `bilevel`: black on white with nothing between but edges, as 1-bit scans are, whatever they were saved as since.
    """

    grey: Pixels
    colour: Pixels | None
    dpi: int
    bilevel: bool
    traits: Traits = Traits()
    quarters: int = 0  # anticlockwise turns made since it came

    def turned(self, quarters: int) -> Sheet:
        """The sheet after some quarter turns anticlockwise."""
        return replace(
            self,
            grey=np.ascontiguousarray(np.rot90(self.grey, quarters)),
            colour=None if self.colour is None else np.ascontiguousarray(np.rot90(self.colour, quarters)),
            traits=replace(self.traits, lying=self.traits.lying != (quarters % 2 == 1)),
            quarters=(self.quarters + quarters) % 4,
        )


def look(image: Image.Image) -> Sheet:
    """What there is to know of an image before it is read; costs some 3 % of reading it."""
    pixels = np.asarray(image if image.mode == "RGB" else image.convert("L"))
    colour = pixels if pixels.ndim == 3 and _is_coloured(pixels) else None
    grey = pixels if pixels.ndim == 2 else pixels_of(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY))
    small, scale = reduced(grey)
    paper = paper_of(small)
    flat = flattened(small, paper)
    traits = _print(_bands(grey, paper), _lines(flat, scale))
    if traits.noise > _GRAINY * (255 - traits.ink):
        traits = replace(traits, letters=None)
    darkest, lightest = np.percentile(paper, (3, 97))
    traits = replace(traits, unevenness=float(lightest - darkest), red=colour is not None and _is_red(colour))
    bilevel = colour is None and _is_bilevel(grey, traits)
    return Sheet(grey, colour, _resolution(image, traits.letters), bilevel, traits)


def pixels_of(array: object) -> Pixels:
    """What OpenCV returned, as what it is."""
    return np.asarray(array, np.uint8)


def paper_of(pixels: Pixels) -> Pixels:
    """A reduced page without print: what is lighter all around fills the letters; shadows and gradients stay."""
    height, width = pixels.shape
    half = cv2.resize(pixels, (max(1, width // 2), max(1, height // 2)), interpolation=cv2.INTER_AREA)
    closed = cv2.morphologyEx(half, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    return pixels_of(cv2.resize(cv2.GaussianBlur(closed, (0, 0), 4.0), (width, height)))


def flattened(pixels: Pixels, paper: Pixels) -> Pixels:
    """Pixels on white paper, where `paper` is what they stand on."""
    return pixels_of(cv2.divide(pixels, paper, scale=255))


def redness(colour: Pixels) -> NDArray[np.int16]:
    """How far red stands above the other channels, pixel by pixel; negative where it does not."""
    red, green, blue = cv2.split(colour)
    return np.subtract(red, cv2.max(green, blue), dtype=np.int16)


def _is_coloured(pixels: Pixels) -> bool:
    sample = np.ascontiguousarray(pixels[::5, ::5])
    red, green, blue = cv2.split(sample)
    spread = cv2.subtract(cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue))
    return float((spread > _COLOURED).mean()) > _REDDENED / 4


def _is_red(colour: Pixels) -> bool:
    return float((redness(np.ascontiguousarray(colour[::5, ::5])) > RED).mean()) > _REDDENED


def reduced(pixels: Pixels) -> tuple[Pixels, float]:
    """A grey page small enough for what shows on it from afar, and its scale: one in whole pixels is made fastest."""
    factor = max(1, round(max(pixels.shape) / _SMALL))
    height, width = (max(1, side // factor) for side in pixels.shape)
    whole = pixels[: height * factor, : width * factor]
    return pixels_of(cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA)), 1 / factor


def _bands(grey: Pixels, paper: Pixels) -> Pixels:
    """Some strips of the page under one another, on white paper; `paper` is reduced."""
    height, width = grey.shape
    deep = max(1, round(height * _BAND))
    even = int(paper.min()) >= 255 - _UNEVEN
    bands = []
    for top in np.linspace(height * 0.08, height * 0.92 - deep, _BANDS).clip(0).astype(int):
        band = grey[top : top + deep]
        rows = slice(top * paper.shape[0] // height, (top + deep) * paper.shape[0] // height + 1)
        shade = paper[rows]
        bands.append(band if even else flattened(band, pixels_of(cv2.resize(shade, (width, len(band))))))
    return np.concatenate(bands)


def _print(bands: Pixels, traits: Traits) -> Traits:
    """The traits that show at full resolution."""
    if bands.shape[1] < 2:
        return traits
    level, _ = cv2.threshold(bands, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    counts = np.cumsum(cv2.calcHist([bands], [0], None, [256], [0, 256]))
    amount = float(counts[int(level)])
    ink = float(np.searchsorted(counts, amount / 4))
    step = 255 - ink
    away = cv2.erode(pixels_of(bands > level), _EDGE)[:, 1:] > 0
    changes = cv2.absdiff(bands[:, 1:], bands[:, :-1])
    bare = changes[away] if away.sum() > 0.05 * away.size else changes  # noise may leave no clear paper
    noise = float(bare.mean()) / 1.128 if bare.size else 0.0  # mean difference of two normal values
    ghosts = int((bands[:, 1:][away] < 255 - max(0.2 * step, 5 * noise)).sum())
    return replace(traits, ink=ink, noise=noise, ghost=ghosts / max(1.0, amount))


def _is_bilevel(grey: Pixels, traits: Traits) -> bool:
    """Sure where there are two levels only, likely where black print on even white paper went through a renderer."""
    clean = traits.unevenness < _UNEVEN and traits.noise < 1 and traits.ghost < 0.02
    if clean and traits.ink <= _BLACK / 4:
        return True
    counts = cv2.calcHist([grey], [0], None, [256], [0, 256])
    return int(np.count_nonzero(counts)) <= 2


def _lines(flat: Pixels, scale: float) -> Traits:
    """The traits of letters and lines, from a reduced page on white paper."""
    level, black = cv2.threshold(flat, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    dark = np.maximum(level - flat.astype(np.float32), 0)
    down, across = (round(side * 0.04) for side in flat.shape)  # edges of the sheet, shadows of the lid
    dark = dark[down : len(dark) - down, across : dark.shape[1] - across]
    lying = _is_lying(dark)
    height = _letter_height(pixels_of(black))
    return Traits(
        skew=_skew(np.rot90(dark) if lying else dark), lying=lying, letters=None if height is None else height / scale
    )


def _letter_height(black: Pixels) -> float | None:
    _, _, shapes, _ = cv2.connectedComponentsWithStats(black, connectivity=8)
    widths, heights = shapes[1:, cv2.CC_STAT_WIDTH], shapes[1:, cv2.CC_STAT_HEIGHT]
    letters = heights[(heights > 2) & (widths > 1) & (widths < 4 * heights) & (heights < len(black) / 15)]
    return float(np.median(letters)) if len(letters) >= _FEW_LETTERS else None


def _strips(dark: NDArray[Any], count: int) -> NDArray[np.float32]:
    """(height, count): how dark each row is within each of `count` strips from left to right."""
    height, width = dark.shape
    wide = max(1, width // count)
    whole = dark[:, : width // wide * wide].reshape(height, -1, wide)
    return np.asarray(whole.sum(axis=2, dtype=np.float32))


def _is_lying(dark: NDArray[Any]) -> bool:
    """Lines of print make rows that are dark and rows that are not; a column crosses all lines."""
    return _contrast(dark) < _LYING * _contrast(dark.T)


def _contrast(dark: NDArray[Any]) -> float:
    rows = cv2.GaussianBlur(_strips(dark, 16), (1, 13), 3.0)
    power = float((rows * rows).sum())
    return float((np.diff(rows, axis=0) ** 2).sum()) / power if power else 1.0


def _skew(dark: NDArray[Any]) -> float:
    """Degrees clockwise: the slant along which rows of the page part most sharply into lines and gaps."""
    strips = np.ascontiguousarray(_strips(dark, 32).T)
    if strips.shape[0] < 32 or not strips.any():
        return 0.0
    wide = dark.shape[1] // 32
    coarse = max(np.arange(-_MAX_SKEW, _MAX_SKEW + 0.1, 0.5), key=lambda angle: _parting(strips, wide, angle))
    angles = coarse + np.arange(-0.5, 0.51, 0.1)
    values = [_parting(strips, wide, angle) for angle in angles]
    best = min(max(int(np.argmax(values)), 1), len(values) - 2)
    before, at, after = values[best - 1 : best + 2]
    bend = before - 2 * at + after
    return float(angles[best] + (0.05 * (before - after) / bend if bend < 0 else 0.0))


def _parting(strips: NDArray[np.float32], wide: int, angle: float) -> float:
    """How much neighbouring rows differ once each strip is moved as far as lines at that angle have fallen there."""
    count, height = strips.shape
    shifts = math.tan(math.radians(angle)) * wide * (np.arange(count) - (count - 1) / 2)
    margin = math.ceil(abs(shifts).max()) + 1
    whole = np.floor(shifts).astype(int)
    rows = np.zeros(height - 2 * margin - 1, np.float32) if height > 2 * margin + 2 else np.zeros(1, np.float32)
    for strip, start, part in zip(strips, whole + margin, shifts - whole, strict=True):
        rows += (1 - part) * strip[start : start + len(rows)] + part * strip[start + 1 : start + 1 + len(rows)]
    steps = np.diff(rows)
    return float(steps @ steps)


def _resolution(image: Image.Image, letters: float | None) -> int:
    """As the file says, when that can be; else as if the longer side were that of an A4 sheet, or by the letters."""
    said = image.info.get("dpi")
    dpi = float(said[0]) if said and math.isfinite(float(said[0])) else 0.0
    side = max(image.size)
    fits = _fits(letters, dpi) if letters else _SIDES[0] * dpi <= side <= _SIDES[1] * dpi
    if not (70 <= dpi <= 2400 and fits):
        dpi = side / A4_HEIGHT
        if letters and not _fits(letters, dpi):
            dpi = letters / _LETTER
    return min(2400, max(70, round(dpi)))


def _fits(letters: float, dpi: float) -> bool:
    usual = _LETTER * dpi
    return usual / _LETTER_ODDS <= letters <= usual * _LETTER_ODDS
