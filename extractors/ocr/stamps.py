"""Stamps on a sheet, found by shape and colour, known by what they say: the boxed ĐẾN stamp, urgency stamps."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from ...pipeline.model import StampKind
from ...pipeline.vietnamese import fold, unmarked
from . import handwriting, rules, seals, tesseract
from .line import Line, Rect
from .rules import Reduced, Rule
from .sheet import Pixels, Sheet

Point = tuple[float, float]

URGENCY = ("HỎA TỐC HẸN GIỜ", "HỎA TỐC", "THƯỢNG KHẨN", "KHẨN")  # Decree 30/2020, annex I
_ARRIVED = re.compile(r"\b[DĐ]EN\b")  # unmarked
_LABELS = re.compile(r"\b(?:so|ngay|gio|chuyen)\b")

_WIDTHS, _HEIGHTS = (0.65, 3.2), (0.22, 2.1)  # inches; Decree 30/2020 has 20 × 8 mm for KHẨN and 50 × 35 mm for ĐẾN
_SMALLEST = 1  # inch: a piece of a page bears no stamp
_MOST = 6  # frames read on one page: forms have many, and no sheet bears more stamps
_STROKE = 0.035  # inches: a frame's line, and what it is not straight
_SOFT = 1.0  # pixels at that resolution: pale ink becomes dots in black and white
_READ_AT = 300  # dots per inch


@dataclass(frozen=True, slots=True)
class Mark:
    """A stamp or seal on the sheet, in its pixels; `outline` is its frame, none for a seal; `text` what it says."""

    kind: StampKind
    rect: Rect
    outline: tuple[Point, ...] = ()
    text: str = ""


def find(sheet: Sheet, tessdata: Path) -> tuple[Mark, ...]:
    """Stamps and seals of a sheet, from top to bottom."""
    if min(sheet.grey.shape) < _SMALLEST * sheet.dpi:
        return ()
    page = rules.reduced(sheet.grey, sheet.dpi)
    found = [Mark(StampKind.SEAL, rect) for rect in seals.find(sheet, page)]
    found.extend(_boxed(sheet, page, tessdata))
    return tuple(sorted(found, key=lambda mark: mark.rect[1]))


def erased(sheet: Sheet, marks: Sequence[Mark]) -> Sheet:
    """The sheet with its boxed stamps painted over. Seals stay: print shows through them."""
    outlines = [np.array(mark.outline).round().astype(np.int32) for mark in marks if mark.outline]
    if not outlines:
        return sheet
    stroke = round(_STROKE * sheet.dpi)
    colour = None if sheet.colour is None else _painted(sheet.colour, outlines, stroke)
    return replace(sheet, grey=_painted(sheet.grey, outlines, stroke), colour=colour)


def _painted(pixels: Pixels, outlines: Sequence[NDArray[np.int32]], stroke: int) -> Pixels:
    """The pixels with each outline, as thick as `stroke`, and its inside filled with the paper there."""
    painted = pixels.copy()
    for outline in outlines:
        left, top, width, height = cv2.boundingRect(outline)
        inside = painted[max(0, top) : top + height, max(0, left) : left + width]
        paper = np.atleast_1d(np.percentile(inside, 90, axis=(0, 1)))
        cv2.fillPoly(painted, [outline], paper.tolist())
        cv2.polylines(painted, [outline], True, paper.tolist(), stroke)
    return painted


def _boxed(sheet: Sheet, page: Reduced, tessdata: Path) -> Iterator[Mark]:
    for outline in _frames(page)[:_MOST]:
        corners = [(x * page.factor, y * page.factor) for x, y in outline]
        level = rules.without(_levelled(sheet, corners), _READ_AT)
        found = _said(level, tessdata)
        if found is None and sheet.bilevel:
            found = _said(cv2.GaussianBlur(level, (0, 0), _SOFT).astype(np.uint8), tessdata)
        if found is not None:
            xs, ys = zip(*corners, strict=True)
            rect = (math.floor(min(xs)), math.floor(min(ys)), math.ceil(max(xs)), math.ceil(max(ys)))
            yield Mark(found[0], rect, tuple(corners), found[1])


def _said(level: Pixels, tessdata: Path) -> tuple[StampKind, str] | None:
    """What the inside of a frame says, line by line, when it is a stamp's."""
    lines = tesseract.read(level, _READ_AT, tessdata, block=True)
    kind = _kind(_text(lines))
    if kind is None:
        return None
    if kind is StampKind.URGENCY:
        return kind, _known(_text(lines))
    return kind, _text(handwriting.confirmed(lines, level, _READ_AT))


def _frames(page: Reduced) -> list[tuple[Point, ...]]:
    """Outlines of frames of a stamp's size, the larger of two that overlap, the largest first."""
    found: list[tuple[Point, ...]] = []
    lines = sorted(rules.horizontal(page, _WIDTHS[0] * 0.8), key=lambda rule: rule.left_y)
    pairs = [pair for pair in combinations(lines, 2) if _is_frame(*pair, page)]
    for top, bottom in sorted(pairs, key=lambda pair: -_area(*pair)):
        outline = _outline(top, bottom)
        if not any(_overlap(outline, other) for other in found):
            found.append(outline)
    return found


def _is_frame(top: Rule, bottom: Rule, page: Reduced) -> bool:
    """Two rules as long as each other, one above the other, with ink along both sides between them."""
    inch = page.dpi
    height = (bottom.left_y + bottom.right_y - top.left_y - top.right_y) / 2
    width = max(top.length, bottom.length)
    if not (_HEIGHTS[0] * inch <= height <= _HEIGHTS[1] * inch and _WIDTHS[0] * inch <= width <= _WIDTHS[1] * inch):
        return False
    if height > width or abs(top.slope - bottom.slope) > 0.06:
        return False
    lean = (top.slope + bottom.slope) / 2 * height  # a tilted frame leans the other way
    shifts = (bottom.left + lean - top.left, bottom.right + lean - top.right)
    if max(map(abs, shifts)) > 0.15 * inch:
        return False
    return all(_side(end, page) > 0.55 for end in _sides(top, bottom))


def _sides(top: Rule, bottom: Rule) -> tuple[tuple[Point, Point], tuple[Point, Point]]:
    return (
        ((top.left, top.left_y), (bottom.left, bottom.left_y)),
        ((top.right, top.right_y), (bottom.right, bottom.right_y)),
    )


def _side(ends: tuple[Point, Point], page: Reduced) -> float:
    """Share of the way from end to end that has ink near."""
    (x1, y1), (x2, y2) = ends
    reach = round(0.1 * page.dpi)
    ys = np.arange(round(y1), round(y2) + 1)
    xs = np.interp(ys, (y1, y2), (x1, x2)).round().astype(int)
    height, width = page.ink.shape
    found = [
        page.ink[y, max(0, x - reach) : x + reach + 1].any()
        for y, x in zip(ys.tolist(), xs.tolist(), strict=True)
        if 0 <= y < height and x - reach < width
    ]
    return sum(found) / max(1, len(ys))


def _outline(top: Rule, bottom: Rule) -> tuple[Point, ...]:
    return (
        (top.left, top.left_y),
        (top.right, top.right_y),
        (bottom.right, bottom.right_y),
        (bottom.left, bottom.left_y),
    )


def _area(top: Rule, bottom: Rule) -> float:
    return (bottom.left_y - top.left_y) * top.length


def _overlap(one: Sequence[Point], other: Sequence[Point]) -> bool:
    (ax, ay), _, (bx, by), _ = one
    (cx, cy), _, (dx, dy), _ = other
    return min(bx, dx) > max(ax, cx) and min(by, dy) > max(ay, cy)


def _text(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines)


def _levelled(sheet: Sheet, corners: Sequence[Point]) -> Pixels:
    """The inside of a frame, upright and level, with a margin of paper."""
    scale, margin = _READ_AT / sheet.dpi, 0.03 * _READ_AT
    source = np.array((corners[0], corners[1], corners[3]), np.float32)
    width = math.dist(corners[0], corners[1]) * scale
    height = math.dist(corners[0], corners[3]) * scale
    target = np.array([(margin, margin), (margin + width, margin), (margin, margin + height)], np.float32)
    matrix = cv2.getAffineTransform(source, target)
    size = (round(width + 2 * margin), round(height + 2 * margin))
    flags = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    return cv2.warpAffine(_darkest(sheet), matrix, size, flags=flags, borderValue=255).astype(np.uint8)


def _darkest(sheet: Sheet) -> Pixels:
    """Of coloured ink the channel in which it is darkest: red is pale in grey."""
    return sheet.grey if sheet.colour is None else np.ascontiguousarray(sheet.colour.min(axis=2))


def _kind(text: str) -> StampKind | None:
    """None for a frame that is no stamp: those of forms and diagrams look the same."""
    if _known(text):
        return StampKind.URGENCY
    labels = set(_LABELS.findall(fold(text)))
    digits = sum(character.isdigit() for character in text)
    arrived = _ARRIVED.search(unmarked(text)) is not None
    return StampKind.ARRIVAL if arrived and (labels or digits >= 4) else None


def _known(text: str) -> str:
    """The urgency that the text is, empty when it is none."""
    said = _letters(text)
    best = max(URGENCY, key=lambda word: Levenshtein.normalized_similarity(said, _letters(word)))
    return best if Levenshtein.normalized_similarity(said, _letters(best)) >= 0.75 else ""


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, unmarked(text).upper()))
