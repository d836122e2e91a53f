"""Images of pages: PNG, JPEG, TIFF."""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import ClassVar

from PIL import Image as Pillow
from PIL import ImageOps

from ..pipeline.config import Config
from ..pipeline.errors import DamagedFile, TooLarge
from ..pipeline.model import Page, Source
from .base import Progress, silent
from .ocr.page import recognise
from .sniff import JPEG, PNG, TIFF

# What Pillow's decoders raise on damaged files, each seen or read in their source.
_DAMAGE = (
    OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, IndexError, OverflowError, ZeroDivisionError,
    AttributeError, AssertionError, NotImplementedError, struct.error, zlib.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Image:
    """Every frame is a page, read by OCR. Pillow decodes: it tells a truncated file, and sees all pages of a TIFF."""

    config: Config
    progress: Progress = silent
    media_types: ClassVar[frozenset[str]] = frozenset({PNG, JPEG, TIFF})

    def extract(self, source: Source) -> tuple[Page, ...]:
        return tuple(
            recognise(frame, number, source, self.config)
            for number, frame in enumerate(_frames(source, self.progress), start=1)
        )


def _frames(source: Source, progress: Progress) -> Iterator[Pillow.Image]:
    """One after the other, so that a long TIFF is never in memory as a whole."""
    with _decoding(source.path):
        image = Pillow.open(BytesIO(source.data), formats=("PNG", "JPEG", "TIFF"))
        count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1  # animated PNG, MPO: the first is it
    with image:
        for index in range(count):
            progress(index + 1)
            with _decoding(source.path):
                image.seek(index)
                frame = _grey(image)
            yield frame


@contextmanager
def _decoding(path: Path) -> Iterator[None]:
    """Pillow's many errors as ours. It warns of an image of more than 89 million pixels: that is our limit."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            yield
    except (Pillow.DecompressionBombWarning, Pillow.DecompressionBombError) as error:
        raise TooLarge(f"{path}: the image has too many pixels to be a page; scan it at 300 dpi") from error
    except _DAMAGE as error:
        raise DamagedFile(f"{path}: the image is damaged ({error}); get the file again, or scan it again") from error


def _grey(image: Pillow.Image) -> Pillow.Image:
    """Upright, grey, on white paper; the resolution is kept."""
    dpi = image.info.get("dpi")
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I;16"):  # 16 bits a pixel: the upper eight are the picture
        upright = upright.point(lambda value: value / 256)
    if upright.has_transparency_data:
        ink = upright.convert("RGBA")
        upright = Pillow.alpha_composite(Pillow.new("RGBA", ink.size, "white"), ink)
    grey = upright.convert("L")
    grey.info = {"dpi": dpi} if dpi else {}
    return grey
