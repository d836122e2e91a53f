"""The second reader: the text recogniser of PP-OCR, whose weights come with RapidOCR (both under Apache-2.0).

It reads a picture of one line. Of the Vietnamese letters it knows few, and figures better than Tesseract does where
letters are slanted, broken or written by hand.
"""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from ...pipeline.errors import MissingTool
from .sheet import Pixels

_PACKAGE = "rapidocr"
_MODELS = "models/*_rec_*.onnx"  # the package has one model for recognition; its name tells the version
_HEIGHT = 48  # pixels of a line, as in training
_WIDEST = 3_200
_ERRORS_ONLY = 3

_loading = threading.Lock()


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read in a picture: characters, the place of each (0–1, share of the width) and how sure (0–1)."""

    text: str
    places: tuple[float, ...]
    confidences: tuple[float, ...]


def read(pixels: Pixels) -> Seen:
    """The characters of one line in grey, from left to right; none for a picture of no size."""
    height, width = pixels.shape
    if not height or not width:
        return Seen("", (), ())
    model = _model()
    wide = min(_WIDEST, max(_HEIGHT, round(width * _HEIGHT / height)))
    scaled = cv2.resize(pixels, (wide, _HEIGHT), interpolation=cv2.INTER_AREA if height > _HEIGHT else cv2.INTER_LINEAR)
    values = np.broadcast_to(scaled.astype(np.float32) / 127.5 - 1, (1, 3, _HEIGHT, wide))
    scores = model.session.run(None, {model.input: values})[0][0]
    return _decoded(scores, model.characters)


def _decoded(scores: Any, characters: tuple[str, ...]) -> Seen:
    """The likeliest character of each step, repetitions and blanks (0) left out."""
    best = scores.argmax(axis=1)
    kept = np.flatnonzero((best != 0) & (best != np.concatenate(([-1], best[:-1]))))
    return Seen(
        "".join(characters[best[step]] for step in kept),
        tuple(float(step + 0.5) / len(best) for step in kept),
        tuple(float(scores[step, best[step]]) for step in kept),
    )


@dataclass(frozen=True, slots=True)
class _Model:
    session: Any
    input: str
    characters: tuple[str, ...]


def _model() -> _Model:
    with _loading:
        return _loaded()


@lru_cache(maxsize=1)
def _loaded() -> _Model:
    # Its builds of 2026 can tell their maker of their use: documents stay here, and so does that.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime  # 0.4 s: most pages are read without it

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS_ONLY
    session = onnxruntime.InferenceSession(_weights(), options, providers=["CPUExecutionProvider"])
    names = session.get_modelmeta().custom_metadata_map["character"].split("\n")
    return _Model(session, session.get_inputs()[0].name, ("", *names, " "))


def _weights() -> Path:
    """The model's file; the package itself is not imported, for it takes a second to load and nothing of it is used."""
    package = find_spec(_PACKAGE)
    for folder in (package.submodule_search_locations or ()) if package else ():
        for file in sorted(Path(folder).glob(_MODELS)):
            return file
    raise MissingTool(f"{_PACKAGE}: its model for recognition is missing; install {_PACKAGE} again")
