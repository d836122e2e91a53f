"""Tesseract, in process."""

from __future__ import annotations

import math
import threading
from functools import lru_cache
from pathlib import Path

import tesserocr
from PIL import Image

from ...pipeline.errors import MissingTool

LANGUAGE = "vie"
MAX_SIDE = 32_767  # pixels: Tesseract counts them in 16 bits
_A4_HEIGHT = 11.69  # inches

_one_at_a_time = threading.Lock()  # an API holds one image: two threads would read each other's page


def read(image: Image.Image, tessdata: Path) -> str:
    """The text of a page, a line a printed line, blank lines between paragraphs; `image.info["dpi"]` is believed."""
    with _one_at_a_time:
        api = _api(tessdata)
        api.SetImage(image)
        api.SetSourceResolution(_resolution(image))
        text: str = api.GetUTF8Text()
        api.Clear()
    return text.replace("\f", "\n").strip("\n")


@lru_cache(maxsize=2)
def _api(tessdata: Path) -> tesserocr.PyTessBaseAPI:
    """Loading the model takes longer than many a page, so the process keeps it."""
    try:
        return tesserocr.PyTessBaseAPI(path=str(tessdata), lang=LANGUAGE, psm=tesserocr.PSM.AUTO)
    except RuntimeError as error:
        raise MissingTool(
            f"{tessdata}: Tesseract cannot load {LANGUAGE}.traineddata; delete it and run "
            "`python -m cancu.extractors.ocr.models`"
        ) from error


def _resolution(image: Image.Image) -> int:
    """As the file says, when that can be; else as if the longer side were that of an A4 sheet."""
    said = image.info.get("dpi")
    dpi = round(float(said[0])) if said and math.isfinite(float(said[0])) else 0
    return dpi if 70 <= dpi <= 2400 else min(2400, max(70, round(max(image.size) / _A4_HEIGHT)))
