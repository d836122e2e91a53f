"""One image of a page, read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
from PIL import Image

from ...pipeline.config import Config
from ...pipeline.errors import TooLarge
from ...pipeline.model import Box, Doubt, Method, Page, Source, Span, Stamp, StampKind, Word
from .. import boxes
from . import cleaning, columns, digits, gate, models, orientation, paragraphs, scraps, seals, stamps, tesseract
from .cleaning import Cleaned
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
    tessdata = models.find(config)
    scan = _read(orientation.upright(look(image), _reader(tessdata)), tessdata)
    lines = scraps.dropped(columns.arrange(scan.lines, scan.page, scan.discs, tessdata), scan.discs)
    lines = paragraphs.joined(lines)
    reason = gate.reason(scan.sheet, scan.page, lines, _discs(scan.marks, scan.page), config)
    lines, unsure = digits.check(lines, scan.page)
    text, spans = _composed(lines)
    return Page(
        text=text,
        method=Method.OCR,
        warnings=(f"Trang {number}: {reason}, nên quét lại",) if reason else (),
        words=_words(lines, spans, scan),
        stamps=tuple(Stamp(mark.kind, number, _box(mark.rect, scan.sheet), mark.text) for mark in scan.marks),
        doubts=_doubts(unsure, spans),
        rescan=reason,
    )


@dataclass(frozen=True, slots=True)
class _Scan:
    """A sheet that is the right way up, and what was read on it. `discs` around seals are in pixels of `page`."""

    sheet: Sheet
    marks: tuple[Mark, ...]
    page: Cleaned
    lines: tuple[Line, ...]
    discs: tuple[Rect, ...]


def _read(sheet: Sheet, tessdata: Path) -> _Scan:
    """Read a sheet, and once more if it turns out to be upside down."""
    scan = _read_once(sheet, tessdata)
    overturned = orientation.is_overturned(sheet, scan.lines, _reader(tessdata))
    return _read_once(sheet.turned(2), tessdata) if overturned else scan


def _reader(tessdata: Path) -> orientation.Reader:
    return lambda pixels, dpi: tesseract.read(pixels, dpi, tessdata)


def _read_once(sheet: Sheet, tessdata: Path) -> _Scan:
    marks = stamps.find(sheet, tessdata)
    page = cleaning.clean(stamps.erased(sheet, marks))
    lines = tesseract.read(page.pixels, page.dpi, tessdata)
    return _Scan(sheet, marks, page, lines, seals.left(page.pixels, page.dpi, _discs(marks, page)))


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


def _words(lines: Sequence[Line], spans: Sequence[Sequence[Span]], scan: _Scan) -> tuple[Word, ...]:
    return tuple(
        Word(span, _box(scan.page.on_sheet(token.rect), scan.sheet))
        for line, placed in zip(lines, spans, strict=True)
        for token, span in zip(line.tokens, placed, strict=True)
    )


def _box(rect: Sequence[float], sheet: Sheet) -> Box:
    """A rectangle of the sheet as shares of the sides of the page as it came, however it was turned since."""
    height, width = sheet.grey.shape
    return boxes.turned(boxes.share(rect, width, height), sheet.quarters)


def _doubts(unsure: Sequence[Unsure], spans: Sequence[Sequence[Span]]) -> tuple[Doubt, ...]:
    return tuple(Doubt(spans[doubt.line][doubt.token], doubt.readings) for doubt in unsure)
