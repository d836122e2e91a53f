"""Images of pages: PNG, JPEG, TIFF."""

from __future__ import annotations

import math
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import ClassVar, cast

from PIL import Image as Pillow
from PIL import ImageChops, ImageOps

from ..pipeline.config import Config
from ..pipeline.errors import DamagedFile, TooLarge
from ..pipeline.model import Method, Page, Source
from .base import Progress, silent
from .ocr.page import recognise
from .sniff import JPEG, PNG, TIFF

# What Pillow's decoders raise on damaged files, each seen or read in their source.
_DAMAGE = (
    OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, IndexError, OverflowError, ZeroDivisionError,
    AttributeError, AssertionError, NotImplementedError, struct.error, zlib.error,
)  # fmt: skip

_SQUARE = 1.1  # pixels that are longer one way by more than this are made square; 204 × 196 of a fine fax are not
_FAX = 4.5  # 204 × 49 is the coarsest fax; a greater ratio is nonsense


@dataclass(frozen=True, slots=True)
class Image:
    """Every frame is a page, read by OCR. Pillow decodes: it tells a truncated file, and sees all pages of a TIFF."""

    config: Config
    progress: Progress = silent
    media_types: ClassVar[frozenset[str]] = frozenset({PNG, JPEG, TIFF})

    def extract(self, source: Source) -> tuple[Page, ...]:
        """A damaged page of several is a page without text, to be scanned again; an image with no other is an error."""
        damages: list[DamagedFile] = []
        pages: list[Page] = []
        for number, frame in enumerate(_frames(source, self.progress), start=1):
            if isinstance(frame, DamagedFile):
                damages.append(frame)
                pages.append(_damaged(number))
            else:
                pages.append(recognise(frame, number, source, self.config))
        if len(damages) == len(pages):
            raise damages[0]
        return tuple(pages)


def _damaged(number: int) -> Page:
    reason = "ảnh của trang bị hỏng, không đọc được"
    return Page(text="", method=Method.OCR, warnings=(f"Trang {number}: {reason}, nên quét lại",), rescan=reason)


def _frames(source: Source, progress: Progress) -> Iterator[Pillow.Image | DamagedFile]:
    """One after the other, so that a long TIFF is never in memory as a whole."""
    image = _opened(source)
    for index in count() if image.format == "TIFF" else range(1):  # animated PNG, MPO: the first is it
        progress(index + 1)
        try:
            with _decoding(source.path):
                if not _found(image, index):
                    return
        except DamagedFile as error:  # where the next page is, is not known either
            yield error
            return
        frame = _read(image, source.path)
        if isinstance(frame, DamagedFile):
            image = _opened(source)  # it may have been left in any state
        yield frame


def _opened(source: Source) -> Pillow.Image:
    with _decoding(source.path):
        return Pillow.open(BytesIO(source.data), formats=("PNG", "JPEG", "TIFF"))


def _found(image: Pillow.Image, index: int) -> bool:
    try:
        image.seek(index)
    except EOFError:
        return False
    return True


def _read(image: Pillow.Image, path: Path) -> Pillow.Image | DamagedFile:
    try:
        with _decoding(path):
            return _sheet(image)
    except DamagedFile as error:
        return error


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


def _sheet(image: Pillow.Image) -> Pillow.Image:
    """Upright, on white paper, with square pixels, in the simplest mode that holds it: `1`, `L` or `RGB`."""
    upright = ImageOps.exif_transpose(image)
    sheet = _on_paper(_eight_bits(upright))
    dpi = _resolution(image)
    if dpi is None:
        sheet.info = {}
        return sheet
    across, down = dpi if upright.size == image.size else dpi[::-1]
    if max(across, down) > _SQUARE * min(across, down):
        sheet = _stretched(sheet, across, down)
        across = down = max(across, down)
    sheet.info = {"dpi": (across, down)}
    return sheet


def _resolution(image: Pillow.Image) -> tuple[float, float] | None:
    """Pixels an inch, across and down; None when the file does not tell, or nonsense."""
    try:
        across, down = map(float, image.info.get("dpi") or ())
    except (ValueError, ZeroDivisionError):
        return None
    told = 0 < across < math.inf and 0 < down < math.inf and max(across, down) <= _FAX * min(across, down)
    return (across, down) if told else None


def _stretched(sheet: Pillow.Image, across: float, down: float) -> Pillow.Image:
    """Faxes have 204 × 98 pixels an inch."""
    finer = max(across, down)
    grey = sheet.convert("L") if sheet.mode == "1" else sheet
    size = round(sheet.width * finer / across), round(sheet.height * finer / down)
    return grey.resize(size, Pillow.Resampling.BICUBIC)


def _eight_bits(image: Pillow.Image) -> Pillow.Image:
    if image.mode.startswith("I;16"):  # the upper eight are the picture
        return image.point(lambda value: value / 256).convert("L")
    if image.mode in {"I", "F"}:  # no scale is told: from the darkest to the lightest
        darkest, lightest = cast(tuple[float, float], image.getextrema())
        scale = 255 / ((lightest - darkest) or 1)
        return image.point(lambda value: value * scale - darkest * scale).convert("L")
    return image


def _on_paper(image: Pillow.Image) -> Pillow.Image:
    if image.has_transparency_data:
        ink = image.convert("RGBA")
        image = Pillow.alpha_composite(Pillow.new("RGBA", ink.size, "white"), ink)
    if image.mode in {"1", "L"}:
        return image.copy()
    colours = image.convert("RGB")
    red, green, blue = colours.split()
    grey = not any(ImageChops.difference(red, other).getbbox() for other in (green, blue))
    return red if grey else colours
