"""One image of a page, read."""

from __future__ import annotations

from PIL import Image

from ...pipeline.config import Config
from ...pipeline.errors import TooLarge
from ...pipeline.model import Method, Page, Source
from ...pipeline.text import quality
from . import models, tesseract


def recognise(image: Image.Image, number: int, source: Source, config: Config) -> Page:
    """The text of page `number` of a file, with a warning where a person should look at it."""
    if max(image.size) > tesseract.MAX_SIDE:
        raise TooLarge(
            f"{source.path}: page {number} is {image.width:,} × {image.height:,} pixels, the limit of a side is "
            f"{tesseract.MAX_SIDE:,}; scan it at 300 dpi"
        )
    text = tesseract.read(image, models.find(config))
    return Page(text=text, method=Method.OCR, warnings=_warnings(text, number, config.min_quality))


def _warnings(text: str, number: int, min_quality: float) -> tuple[str, ...]:
    if not text.strip():
        return (f"Trang {number}: không nhận dạng được chữ nào",)
    score = quality(text)
    if score >= min_quality:
        return ()
    return (f"Trang {number}: chữ nhận dạng kém ({score:.2f}), nên quét lại".replace(".", ","),)
