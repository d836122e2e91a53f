"""The text of a document, put together from its pages."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from .model import Doubt, Method, Page, Rescan, Span, Text, Word
from .vietnamese import is_syllable, word_spans

PAGE_BREAK = "\f"
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_CODE = re.compile(r"[A-ZĐÂĂÊÔƠƯ]{2,9}[a-z]?|\d+[a-zđ]?|[IVXLC]+|[A-Za-zđĐ]")


def clean(text: str) -> str:
    """NFC and LF; a page break inside a page would be one of ours, so it becomes a line break. Nothing else changes."""
    whole = _LONE_SURROGATE.sub("\ufffd", text)  # half a character, which no file can hold
    return unicodedata.normalize("NFC", whole.replace("\r\n", "\n").replace("\r", "\n").replace(PAGE_BREAK, "\n"))


def assemble(pages: Sequence[Page]) -> Text:
    """Join pages with U+000C and note where each starts, how it was read and how good the text is."""
    values = [clean(page.text) for page in pages]
    for page, value in zip(pages, values, strict=True):
        if (page.words or page.doubts) and page.text != value:
            raise ValueError("a page with places has text that is not in NFC with LF: its spans would be wrong")
    starts, offset = [], 0
    for value in values:
        starts.append(offset)
        offset += len(value) + len(PAGE_BREAK)
    whole = PAGE_BREAK.join(values)
    return Text(
        value=whole,
        page_starts=tuple(starts),
        page_methods=tuple(page.method for page in pages),
        quality=quality(whole),
        warnings=tuple(dict.fromkeys(warning for page in pages for warning in page.warnings)),
        words=tuple(
            Word(_moved(word.span, start), word.box)
            for page, start in zip(pages, starts, strict=True)
            for word in page.words
        ),
        stamps=tuple(stamp for page in pages for stamp in page.stamps),
        doubts=tuple(
            Doubt(_moved(doubt.span, start), doubt.readings)
            for page, start in zip(pages, starts, strict=True)
            for doubt in page.doubts
        ),
        rescan=tuple(Rescan(number, page.rescan) for number, page in enumerate(pages, start=1) if page.rescan),
    )


def _moved(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by


def method_of(methods: Sequence[Method]) -> Method:
    """The one method of all pages, or `mixed`."""
    return methods[0] if len(set(methods)) == 1 else Method.MIXED


def quality(text: str) -> float:
    """Share of tokens that can be Vietnamese syllables, numbers or codes: 0–1, two decimals; 0 for empty text."""
    counts = Counter(text.split())
    words = likely = 0
    for count, (of, good) in zip(counts.values(), map(_judged, counts), strict=True):
        words += count * of
        likely += count * good
    return round(likely / words, 2) if words else 0.0


@lru_cache(50_000)
def _judged(piece: str) -> tuple[int, int]:
    """How many words stand between two blanks, and how many of them can be what they should be."""
    words = [piece[start:end] for start, end in word_spans(piece)]
    return len(words), sum(is_syllable(word) or _CODE.fullmatch(word) is not None for word in words)
