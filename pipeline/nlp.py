"""The spaCy pipeline: syllable tokens with exact offsets, and the rules as components, each reading what came before.

    layout → numbers → frame → moments → references → dates → targets [→ words]

A component leaves its values in `doc._.<name>`; those with a span are also in `doc.spans["<name>"]`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Protocol

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from . import symbol
from .components import date, frame, layout, lexicon, moment, reference, target
from .model import Span

COMPONENTS = ("layout", "numbers", "frame", "moments", "references", "dates", "targets")
_TOKEN = re.compile(
    r"(?:\d{1,2}[/.-]){1,2}\d{4}|\d+(?:[.,]\d+)*%?|[^\W\d_]+|_+|[^\w\s]|\s+"  # dates, figures, syllables, signs
)

for _name in (*COMPONENTS, "words"):
    Doc.set_extension(_name, default=None, force=True)


class _Spanned(Protocol):
    @property
    def span(self) -> Span: ...


class SyllableTokenizer:
    """Numbers, dates and figures whole; other words by syllable. `doc.text == text` for any text."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        for start, end in _token_spans(text):
            piece = text[start:end]
            if piece[0] == " " and words and not spaces[-1] and not words[-1].isspace():
                spaces[-1], piece = True, piece[1:]
            if piece:
                words.append(piece)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)


def _token_spans(text: str) -> Iterable[Span]:
    """Spans that cover the text without a gap."""
    position = 0
    for number in symbol.find(text):
        yield from (found.span() for found in _TOKEN.finditer(text, position, number.span[0]))
        yield number.span
        position = number.span[1]
    yield from (found.span() for found in _TOKEN.finditer(text, position))


def _set(doc: Doc, name: str, values: tuple[_Spanned, ...]) -> Doc:
    """Leave the values of a component in the document, and their spans for spaCy's own tools."""
    doc._.set(name, values)
    doc.spans[name] = [
        span
        for value in values
        if (span := doc.char_span(*value.span, label=name, alignment_mode="expand")) is not None
    ]
    return doc


@Language.component("cancu_layout")
def _layout(doc: Doc) -> Doc:
    doc._.layout = layout.read(doc.text)
    return doc


@Language.component("cancu_numbers")
def _numbers(doc: Doc) -> Doc:
    read = doc._.layout
    return _set(doc, "numbers", symbol.find(read.view, read.text, lambda start: lexicon.kind_before(read, start)[1]))


@Language.component("cancu_frame")
def _frame(doc: Doc) -> Doc:
    doc._.frame = frame.read(doc._.layout, doc._.numbers)
    return doc


@Language.component("cancu_moments")
def _moments(doc: Doc) -> Doc:
    return _set(doc, "moments", moment.find(doc._.layout, doc._.frame.year))


@Language.component("cancu_references")
def _references(doc: Doc) -> Doc:
    return _set(doc, "references", reference.find(doc._.layout, doc._.numbers, doc._.moments, doc._.frame))


@Language.component("cancu_dates")
def _dates(doc: Doc) -> Doc:
    return _set(doc, "dates", date.find(doc._.layout, doc._.moments, doc._.references, doc._.frame))


@Language.component("cancu_targets")
def _targets(doc: Doc) -> Doc:
    taken = tuple(value.span for name in ("numbers", "references", "dates") for value in getattr(doc._, name))
    return _set(doc, "targets", target.find(doc._.layout, doc._.dates, taken, doc._.frame.year))


@Language.component("cancu_words")
def _words(doc: Doc) -> Doc:
    from .components import words  # the segmenter's model takes a second to load

    protected = tuple(value.span for name in ("numbers", "moments") for value in getattr(doc._, name))
    doc._.words = words.spans(doc._.layout.text, protected)
    return doc


@lru_cache(maxsize=2)
def pipeline(words: bool = False) -> Language:
    """The pipeline, built once; with `words`, segmentation at its end."""
    nlp = spacy.blank("xx")  # "vi" would demand a segmenter of its own before ours can replace it
    tokenizer: Any = SyllableTokenizer(nlp.vocab)
    nlp.tokenizer = tokenizer
    nlp.max_length = sys.maxsize  # rules need no memory that grows faster than the text
    for name in (*COMPONENTS, *(("words",) if words else ())):
        nlp.add_pipe(f"cancu_{name}", name=name)
    return nlp
