"""Words of several syllables by underthesea's segmenter, with exact offsets; keywords from them.

The public `word_tokenize` loses offsets and breaks document numbers, so its regex and its CRF are driven directly.
Segmentation costs several times all rules together: nothing but keywords waits for it.
"""

from __future__ import annotations

import re
import threading
from bisect import bisect_left
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger
from underthesea.pipeline import word_tokenize
from underthesea.pipeline.text_normalize import token_normalize
from underthesea.pipeline.word_tokenize import regex_tokenize

from ..model import Span
from ..vietnamese import exact
from ..vocabulary import column
from .places import Places

_MODEL = "ws_crf_vlsp2013_20230727"
_LINE = re.compile(r"[^\n\f]+")
_FIGURE = re.compile(r"\d+(?:[.,/-]\d+)*%?")
_BLANK = re.compile(r"\s+")
_TERM = re.compile(r"[^\W\d_]+(?:\s+[^\W\d_]+)+")
_lock = threading.Lock()


@lru_cache(maxsize=1)
def _load() -> Any:
    model = FastCRFSequenceTagger()
    model.load(str(Path(word_tokenize.__file__).parent / "models" / _MODEL))
    return model


def _model() -> Any:
    with _lock:  # first calls from several threads kill each other inside the library
        return _load()


def spans(text: str, protected: tuple[Span, ...]) -> tuple[Span, ...]:
    """Spans of words, in order. `protected` spans (numbers, dates) and figures are words of their own, whole."""
    taken = Places(protected)
    figures = (figure.span() for figure in _FIGURE.finditer(text))
    whole_words = sorted((*protected, *(figure for figure in figures if not taken.touch(figure))))
    found: list[Span] = []
    for line in _LINE.finditer(text):
        first, last = (bisect_left(whole_words, (border,)) for border in line.span())
        atoms = _atoms(text, line.span(), [span for span in whole_words[first:last] if span[1] <= line.end()])
        if not atoms:
            continue
        tags = _model().predict([[token_normalize(_BLANK.sub("", text[start:end]))] for start, end, _ in atoms])
        previous_whole = True
        for (start, end, whole), tag in zip(atoms, tags, strict=True):
            joins = tag == "I-W" and not whole and not previous_whole
            if joins and not text[found[-1][1] : start].strip():
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
            previous_whole = whole
    return tuple(found)


def _atoms(text: str, line: Span, protected: list[Span]) -> list[tuple[int, int, bool]]:
    """Smallest units of a line, and whether each is protected."""
    atoms: list[tuple[int, int, bool]] = []
    position = line[0]
    for start, end in (*protected, (line[1], line[1])):
        if start < position:
            continue
        atoms += [(m.start(), m.end(), False) for m in regex_tokenize.patterns.finditer(text, position, start)]
        if start < end:
            atoms.append((start, end, True))
        position = end
    return atoms


def keywords(text: str, words: tuple[Span, ...], limit: int = 15) -> tuple[str, ...]:
    """The words of two syllables and more that a document says most often, function words left out."""
    stop = {exact(word) for word in column("function_words")}
    counts: Counter[str] = Counter()
    printed: dict[str, str] = {}
    for start, end in words:
        word = " ".join(text[start:end].split())
        if _TERM.fullmatch(word) and exact(word) not in stop:
            counts[exact(word)] += 1
            printed.setdefault(exact(word), word.lower())
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    return tuple(printed[word] for word in ranked[:limit])
