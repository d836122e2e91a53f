"""The spaCy pipeline: syllable tokens with exact offsets, and the rules as components, each reading what came before.

    layout → numbers → frame → moments → references → dates → targets [→ words]

A component leaves its values in `doc._.<name>`; those with a span are also in `doc.spans["<name>"]`. The rules read the
text, never the tokens, so a pipeline may do without: its documents carry values and nothing else.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Protocol

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.vocab import Vocab

from . import symbol
from .components import date, frame, kind, layout, moment, reference, target
from .model import Span

COMPONENTS = ("layout", "numbers", "frame", "moments", "references", "dates", "targets")
_SIGNS = r"[^\w\s]+|_+"
# Numbers, dates and figures; signs. Else it is a syllable.
_UNIT = re.compile(rf"\d\w*(?:[/&-]\w+|[.,]\d+)*%?|{_SIGNS}")

for _name in ("source", *COMPONENTS, "words"):
    Doc.set_extension(_name, default=None, force=True)


class _Spanned(Protocol):
    @property
    def span(self) -> Span: ...


def _tokenizer(vocab: Vocab) -> Callable[[str], Doc]:
    """Syllables, signs, and numbers, dates and figures whole if they are printed without blanks.

    spaCy's own tokenizer with our rules: it remembers the pieces between two blanks, and most are syllables that come
    again and again. `doc.text == text` for any text.
    """
    split = Tokenizer(vocab, prefix_search=re.compile(_SIGNS).match, infix_finditer=_UNIT.finditer)

    def tokenize(text: str) -> Doc:
        doc: Doc = split(text)
        doc._.source = text  # `doc.text` would put it together from the tokens each time it is asked for
        return doc

    return tokenize


def _without_tokens(vocab: Vocab) -> Callable[[str], Doc]:
    def carry(text: str) -> Doc:
        doc = Doc(vocab)
        doc._.source = text
        return doc

    return carry


def _set(doc: Doc, name: str, values: tuple[_Spanned, ...]) -> Doc:
    """Leave the values of a component in the document, and their spans for spaCy's own tools."""
    doc._.set(name, values)
    if len(doc):
        spans = (doc.char_span(*value.span, label=name, alignment_mode="expand") for value in values)
        doc.spans[name] = [span for span in spans if span is not None]
    return doc


@Language.component("cancu_layout")
def _layout(doc: Doc) -> Doc:
    doc._.layout = layout.read(doc._.source or doc.text)
    return doc


@Language.component("cancu_numbers")
def _numbers(doc: Doc) -> Doc:
    read = doc._.layout
    return _set(doc, "numbers", symbol.find(read.view, read.text, lambda start: kind.kind_before(read, start)[1]))


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
    return _set(doc, "targets", target.find(doc._.layout, doc._.dates, taken, doc._.frame))


@Language.component("cancu_words")
def _words(doc: Doc) -> Doc:
    from .components import words  # the segmenter's model takes its time to load

    protected = tuple(value.span for name in ("numbers", "moments") for value in getattr(doc._, name))
    doc._.words = words.spans(doc._.layout.view, protected)
    return doc


@lru_cache(maxsize=4)
def pipeline(words: bool = False, tokens: bool = True) -> Language:
    """The pipeline, built once; with `words`, segmentation at its end; without `tokens`, a seventh faster."""
    nlp = spacy.blank("xx")  # "vi" would demand a segmenter of its own before ours can replace it
    tokenizer: Any = (_tokenizer if tokens else _without_tokens)(nlp.vocab)
    nlp.tokenizer = tokenizer
    nlp.max_length = sys.maxsize  # rules need no memory that grows faster than the text
    for name in (*COMPONENTS, *(("words",) if words else ())):
        nlp.add_pipe(f"cancu_{name}", name=name)
    return nlp
