"""What printing, copying, scanning and photographing do to a page. Strengths are those the OCR was measured with.

Every function takes a page as pixels (height, width, three colours; 8 bits), leaves it as it is and returns another;
chance comes from the caller's generator.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

cv2.setNumThreads(1)


def skewed(page: Pixels, degrees: float) -> Pixels:
    """Anticlockwise about the middle; corners are white."""
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))


def noisy(page: Pixels, deviation: float, chance: np.random.Generator) -> Pixels:
    """Grey grain of a standard deviation in grey levels."""
    grain = chance.standard_normal(page.shape[:2], dtype=np.float32) * np.float32(deviation)
    return np.clip(page + grain[..., None], 0, 255).astype(np.uint8)


def blurred(page: Pixels, radius: float) -> Pixels:
    """Out of focus; `radius` is the standard deviation in pixels."""
    return cv2.GaussianBlur(page, (0, 0), radius)


def compressed(page: Pixels, quality: int) -> Pixels:
    """Through JPEG."""
    _, data = cv2.imencode(".jpg", page[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    return cv2.imdecode(data, cv2.IMREAD_COLOR)[..., ::-1].copy()


def faded(page: Pixels, chance: np.random.Generator) -> Pixels:
    """Pale ink (grey 150 to 195, unevenly) on greyish paper (238)."""
    height, width = page.shape[:2]
    patches = cv2.resize(chance.random((6, 4), dtype=np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    ink = (150 + 45 * patches)[..., None]
    return np.clip(page.astype(np.float32) / 255 * (238 - ink) + ink, 0, 255).astype(np.uint8)


def bled_through(page: Pixels, back: Pixels) -> Pixels:
    """The print of the other side, seen through thin paper."""
    mirrored = cv2.GaussianBlur(back[:, ::-1], (0, 0), 2.2).astype(np.float32)
    return np.minimum(page, 255 - (255 - mirrored) * 0.42).astype(np.uint8)


def turned(page: Pixels, quarters: int) -> Pixels:
    """Fed in the wrong way round, in quarter turns anticlockwise."""
    return np.rot90(page, quarters).copy()


def photographed(page: Pixels, dpi: int, chance: np.random.Generator) -> Pixels:
    """Held by hand under a warm lamp: perspective, shade of the hand, a little out of focus, JPEG."""
    seen = _in_perspective(page).astype(np.float32) * _light(*page.shape[:2])[..., None]
    warm = (seen * np.array([1, 0.96, 0.88], np.float32)).astype(np.uint8)
    return compressed(noisy(blurred(warm, dpi / 220), 8, chance), 60)


def _in_perspective(page: Pixels) -> Pixels:
    height, width = page.shape[:2]
    d = 0.025
    flat = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    shares = [(d * 1.2, d), (1 - d * 0.3, d * 0.4), (1 - d, 1 - d * 0.5), (d * 0.2, 1 - d)]
    seen = np.array([(x * width, y * height) for x, y in shares], np.float32)
    view = cv2.getPerspectiveTransform(flat, seen)
    return cv2.warpPerspective(page, view, (width, height), borderValue=(90, 80, 70))


def _light(height: int, width: int) -> NDArray[np.float32]:
    """Lamp at the upper right, a shade at the lower left; 1 is full light."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    lamp = 0.55 + 0.45 * np.clip(0.25 + 0.63 * x / width + 0.5 * (1 - y / height), 0, 1)
    away = (x - width * 0.2) ** 2 + (y - height * 0.8) ** 2
    return lamp * (1 - 0.35 * np.exp(-away / (2 * (width * 0.25) ** 2)))


def bilevel(page: Pixels, chance: np.random.Generator, specks: int = 60) -> Pixels:
    """As an office scanner's 1-bit mode: letters frayed, paper white, a few specks."""
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY).astype(np.float32)
    dark = grey + chance.standard_normal(grey.shape, dtype=np.float32) * 20 < 150
    rows, columns = (chance.integers(0, side, specks) for side in dark.shape)
    dark[rows, columns] = True
    return np.repeat(np.where(dark, 0, 255).astype(np.uint8)[..., None], 3, axis=2)
