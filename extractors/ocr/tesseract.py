"""Tesseract, in process."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any
from unicodedata import normalize

import tesserocr
from PIL import Image

from ...pipeline.errors import MissingTool
from .line import Line, Token
from .sheet import Pixels

LANGUAGE = "vie"
MAX_SIDE = 32_767  # pixels: Tesseract counts them in 16 bits

_WORD, _LINE, _PARAGRAPH, _BLOCK = (
    tesserocr.RIL.WORD,
    tesserocr.RIL.TEXTLINE,
    tesserocr.RIL.PARA,
    tesserocr.RIL.BLOCK,
)

_ETH = str.maketrans("Ðð", "Đđ")  # the model knows the letter of Icelandic, which looks the same

_one_at_a_time = threading.Lock()  # an API holds one image: two threads would read each other's page


def read(pixels: Pixels, dpi: int, tessdata: Path, *, block: bool = False) -> tuple[Line, ...]:
    """The lines of grey pixels in Tesseract's order; a `block` has one column and is not looked over for more."""
    with _one_at_a_time:
        api = _api(tessdata)
        api.SetPageSegMode(tesserocr.PSM.SINGLE_BLOCK if block else tesserocr.PSM.AUTO)
        api.SetImage(Image.fromarray(pixels))
        api.SetSourceResolution(dpi)
        api.Recognize()
        lines = tuple(_lines(api))
        api.Clear()
    return lines


def _lines(api: tesserocr.PyTessBaseAPI) -> Iterator[Line]:
    found = api.GetIterator()
    if found is None:
        return
    tokens: list[Token] = []
    starts = True
    for word in tesserocr.iterate_level(found, _WORD):
        if word.Empty(_WORD):
            continue
        starts = starts or word.IsAtBeginningOf(_PARAGRAPH) or word.IsAtBeginningOf(_BLOCK)
        tokens.extend(_token(word))
        if word.IsAtFinalElement(_LINE, _WORD):
            if tokens:
                yield Line(tuple(tokens), starts)
                starts = False
            tokens = []


def _token(word: Any) -> Iterator[Token]:
    text = normalize("NFC", word.GetUTF8Text(_WORD)).strip().translate(_ETH)
    if text:
        yield Token(text, word.BoundingBox(_WORD), word.Confidence(_WORD) / 100)


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
