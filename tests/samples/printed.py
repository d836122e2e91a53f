"""Pages of print, made for tests."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

DPI = 100
WIDTH, HEIGHT = 827, 1169  # A4
WORDS = (
    *("so", "ban", "hanh", "theo", "quyet", "dinh", "nam", "thang", "ngay", "cua"),
    *("ve", "viec", "trong", "toan", "dan", "lao", "dong", "cong", "doan"),
)


def page(scale: int = 1) -> Image.Image:
    """A grey A4 page of 100 dpi, or of a multiple of that, with 40 lines of print."""
    image = Image.new("L", (WIDTH * scale, HEIGHT * scale), 255)
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(18 * scale)
    for line in range(40):
        words = [WORDS[(line * 7 + word * 5) % len(WORDS)] for word in range(12 + line % 3)]
        draw.text((90 * scale, (90 + 24 * line) * scale), " ".join(words), 0, font)
    image.info = {"dpi": (DPI * scale, DPI * scale)}
    return image


def saved(pixels: NDArray[np.generic], dpi: int = DPI) -> Image.Image:
    """Pixels as an image with a resolution; values beyond 0–255 are cut off."""
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    image.info = {"dpi": (dpi, dpi)}
    return image
