"""One image of a page, read."""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
from PIL import Image

from ...pipeline.config import Config
from ...pipeline.errors import TooLarge
from ...pipeline.model import Box, Doubt, Method, Page, Source, Span, Stamp, StampKind, Word
from ...pipeline.text import quality
from . import cleaning, columns, digits, models, scraps, seals, stamps, tesseract
from .cleaning import Cleaned
from .coverage import coverage
from .digits import Unsure
from .line import Line, Rect
from .sheet import Sheet, look
from .stamps import Mark


def recognise(image: Image.Image, number: int, source: Source, config: Config) -> Page:
    """The text of page `number` (1-based) of a file, with a warning where a person should look at it.

    The image may be of 1 bit, grey or RGB; its `info["dpi"]` is believed where it can be.
    """
    if max(image.size) > tesseract.MAX_SIDE:
        raise TooLarge(
            f"{source.path}: page {number} is {image.width:,} × {image.height:,} pixels, the limit of a side is "
            f"{tesseract.MAX_SIDE:,}; scan it at 300 dpi"
        )
    sheet = look(image)
    tessdata = models.find(config)
    marks = stamps.find(sheet, tessdata)
    page = cleaning.clean(stamps.erased(sheet, marks), marks)
    lines = tesseract.read(page.pixels, page.dpi, tessdata)
    discs = seals.left(page.pixels, page.dpi, _discs(marks, page))
    lines = scraps.dropped(columns.arrange(lines, page, discs, tessdata), discs)
    lines, unsure = digits.check(lines, page)
    text, spans = _composed(lines)
    reason = _reason(text, coverage(lines, page), config)
    return Page(
        text=text,
        method=Method.OCR,
        warnings=(f"Trang {number}: {reason}, nên quét lại",) if reason else (),
        words=_words(lines, spans, page, sheet),
        stamps=tuple(Stamp(mark.kind, number, _box(mark.rect, sheet), mark.text) for mark in marks),
        doubts=_doubts(unsure, spans),
        rescan=reason,
    )


def _discs(marks: Sequence[Mark], page: Cleaned) -> tuple[Rect, ...]:
    """The squares around the seals, in pixels of the cleaned page."""
    to_page = cv2.invertAffineTransform(page.to_sheet)
    discs = []
    for mark in marks:
        if mark.kind is StampKind.SEAL:
            left, top, right, bottom = mark.rect
            x, y = to_page @ ((left + right) / 2, (top + bottom) / 2, 1)
            radius = (right - left) / 2 * math.hypot(*to_page[:, 0])
            discs.append((round(x - radius), round(y - radius), round(x + radius), round(y + radius)))
    return tuple(discs)


def _composed(lines: Sequence[Line]) -> tuple[str, tuple[tuple[Span, ...], ...]]:
    """The text, a line a printed line with blank lines between paragraphs, and the span of each token of each line."""
    pieces: list[str] = []
    spans: list[tuple[Span, ...]] = []
    offset = 0
    for line in lines:
        before = "" if not pieces else "\n\n" if line.starts else "\n"
        offset += len(before)
        placed = []
        for token in line.tokens:
            placed.append((offset, offset + len(token.text)))
            offset += len(token.text) + 1
        offset -= 1
        pieces.append(before + line.text)
        spans.append(tuple(placed))
    return "".join(pieces), tuple(spans)


def _words(lines: Sequence[Line], spans: Sequence[Sequence[Span]], page: Cleaned, sheet: Sheet) -> tuple[Word, ...]:
    return tuple(
        Word(span, _box(page.on_sheet(token.rect), sheet))
        for line, placed in zip(lines, spans, strict=True)
        for token, span in zip(line.tokens, placed, strict=True)
    )


def _box(rect: Sequence[float], sheet: Sheet) -> Box:
    """A rectangle of the sheet as shares of its sides."""
    height, width = sheet.grey.shape
    left, top, right, bottom = rect
    sides = (left / width, top / height, right / width, bottom / height)
    left, top, right, bottom = (round(min(1.0, max(0.0, side)), 4) for side in sides)
    return left, top, right, bottom


def _doubts(unsure: Sequence[Unsure], spans: Sequence[Sequence[Span]]) -> tuple[Doubt, ...]:
    return tuple(Doubt(spans[doubt.line][doubt.token], doubt.readings) for doubt in unsure)


def _reason(text: str, covered: float, config: Config) -> str | None:
    """Why a page should be scanned again (Vietnamese); None for one that is good enough."""
    if not text.strip():
        return "không nhận dạng được chữ nào"
    score = quality(text)
    if score < config.min_quality:
        return f"chữ nhận dạng kém ({score:.2f})".replace(".", ",")
    if covered < config.min_coverage:
        return f"chỉ đọc được {covered:.0%} nét chữ"
    return None
