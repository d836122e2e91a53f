"""Ruled tables of a page: their rows become lines `| cell | cell |`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np

from ..rows import BAR, barless
from . import tesseract
from .cleaning import Cleaned
from .line import Line, Rect, Token
from .rules import Reduced, scaled
from .sheet import Pixels

_WIDE, _HIGH = 1.5, 0.35  # inches: the smallest table
_CELL = 0.12  # inches: the smallest cell
_RECTANGULAR = 0.7  # of the box around a cell: less is a gap between letters, or the outside of a drawing
_INSIDE = 0.02  # inches from the rule of a cell to what is read in it
_LONG = re.compile(r"\d{3,}")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells from top to bottom, in pixels of the page; a cell over two rows is in its first."""

    rect: Rect
    rows: tuple[tuple[Rect, ...], ...]


def in_rows(lines: Sequence[Line], page: Cleaned, reduced: Reduced, tessdata: Path) -> tuple[Line, ...]:
    """The lines with those inside a ruled table replaced by its rows; `reduced` are the pixels of the page."""
    arranged = tuple(lines)
    for table in find(reduced):
        arranged = _with_rows(arranged, table, page, tessdata)
    return arranged


def find(page: Reduced) -> tuple[Table, ...]:
    """Tables of at least two rows and two columns."""
    ruled = _ruled(page)
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(ruled, connectivity=8)
    found = []
    for label in range(1, count):
        left, top, width, height = boxes[label, :4].tolist()
        if width < _WIDE * page.dpi or height < _HIGH * page.dpi:
            continue
        rows = _rows(_cells(labels[top : top + height, left : left + width] == label, left, top, page.dpi), page.dpi)
        if sum(len(row) > 1 for row in rows) > 1:
            rect = scaled((left, top, left + width, top + height), page.factor)
            found.append(Table(rect, tuple(tuple(scaled(cell, page.factor) for cell in row) for row in rows)))
    return tuple(found)


def _ruled(page: Reduced) -> Pixels:
    """The level and upright lines of a page, mended where they are broken."""
    across, upright = round(0.35 * page.dpi), round(0.25 * page.dpi)
    gap = round(0.08 * page.dpi)
    level = cv2.morphologyEx(cv2.dilate(page.ink, np.ones((3, 1))), cv2.MORPH_OPEN, np.ones((1, across)))
    plumb = cv2.morphologyEx(cv2.dilate(page.ink, np.ones((1, 3))), cv2.MORPH_OPEN, np.ones((upright, 1)))
    level = cv2.morphologyEx(level, cv2.MORPH_CLOSE, np.ones((1, gap)))
    plumb = cv2.morphologyEx(plumb, cv2.MORPH_CLOSE, np.ones((gap, 1)))
    return cv2.dilate(cv2.max(level, plumb), np.ones((3, 3))).astype(np.uint8)


def _cells(ruled: np.ndarray, left: int, top: int, dpi: float) -> list[Rect]:
    """What the lines of one table enclose."""
    count, _, boxes, _ = cv2.connectedComponentsWithStats((~ruled).astype(np.uint8), connectivity=4)
    cells = []
    for x, y, width, height, area in boxes[1:count].tolist():
        if min(width, height) >= _CELL * dpi and area > _RECTANGULAR * width * height:
            cells.append((left + x, top + y, left + x + width, top + y + height))
    return cells


def _rows(cells: Sequence[Rect], dpi: float) -> list[list[Rect]]:
    """Cells that begin at the same height, from left to right."""
    ordered = sorted(cells, key=lambda cell: cell[1])
    rows: list[list[Rect]] = []
    for cell in ordered:
        if rows and cell[1] - rows[-1][0][1] < 0.08 * dpi:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return [sorted(row) for row in rows]


def _with_rows(lines: Sequence[Line], table: Table, page: Cleaned, tessdata: Path) -> tuple[Line, ...]:
    """The lines above a table, its rows, the lines below; what stands beside it stays a line where it was."""
    inside = [token for line in lines for token in line.tokens if _within(token, table.rect) and token.text != BAR]
    if not inside:
        return tuple(lines)
    arranged: list[Line] = []
    pending = True
    for line in lines:
        outside = tuple(token for token in line.tokens if not _within(token, table.rect))
        if len(outside) < len(line.tokens) and pending:
            arranged.extend(_printed(table, inside, page, tessdata))
            pending = False
        if outside:
            starts = line.starts or _follows_table(arranged)
            arranged.append(Line(outside, starts))
    return tuple(arranged)


def _follows_table(lines: Sequence[Line]) -> bool:
    return bool(lines) and lines[-1].tokens[0].text == BAR


def _printed(table: Table, tokens: Sequence[Token], page: Cleaned, tessdata: Path) -> Iterator[Line]:
    starts = True
    for row in table.rows:
        cells = [_in_order([token for token in tokens if _within(token, cell)]) for cell in row]
        if any(cells):
            checked = [_checked(words, cell, page, tessdata) for words, cell in zip(cells, row, strict=True)]
            yield Line(tuple(_barred(row, checked)), starts)
            starts = False


def _barred(row: Sequence[Rect], cells: Sequence[Sequence[Token]]) -> Iterator[Token]:
    for (left, top, _, bottom), cell in zip(row, cells, strict=True):
        yield Token(BAR, (left, top, left, bottom), 1.0)
        yield from (replace(token, text=barless(token.text)) for token in cell)
    _, top, right, bottom = row[-1]
    yield Token(BAR, (right, top, right, bottom), 1.0)


def _checked(tokens: list[Token], cell: Rect, page: Cleaned, tessdata: Path) -> list[Token]:
    """The words of a cell, with the separators of a lone number that went lost in its row: `955` for `95,5`.

    A single figure is read worse alone than in its row, a number longer than two better.
    """
    if len(tokens) != 1 or not _LONG.fullmatch(tokens[0].text):
        return tokens
    margin = round(_INSIDE * page.dpi)
    left, top, right, bottom = cell
    inside = page.pixels[top + margin : bottom - margin, left + margin : right - margin]
    framed = np.pad(inside, 3 * margin, constant_values=255)
    read = " ".join(line.text for line in tesseract.read(framed, page.dpi, tessdata, block=True))
    same = re.sub(r"[.,]", "", read) == tokens[0].text
    return [replace(tokens[0], text=read)] if same else tokens


def _in_order(tokens: Sequence[Token]) -> list[Token]:
    """The words of a cell line by line."""
    if not tokens:
        return []
    down = sorted(tokens, key=_middle)
    height = max(token.rect[3] - token.rect[1] for token in tokens)
    lines = [[down[0]]]
    for above, token in pairwise(down):
        if _middle(token) - _middle(above) > 0.5 * height:
            lines.append([])
        lines[-1].append(token)
    return [token for line in lines for token in sorted(line, key=lambda token: token.rect[0])]


def _middle(token: Token) -> float:
    return (token.rect[1] + token.rect[3]) / 2


def _within(token: Token, rect: Rect) -> bool:
    x = (token.rect[0] + token.rect[2]) / 2
    return rect[0] <= x <= rect[2] and rect[1] <= _middle(token) <= rect[3]
