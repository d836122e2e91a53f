"""The order in which the lines of a page are read: header and signature block column by column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path

import cv2
import numpy as np
from rapidfuzz import fuzz

from ...pipeline.vietnamese import fold
from ...pipeline.vocabulary import column
from . import rules, tables, tesseract
from .cleaning import Cleaned
from .line import Line, Rect, Token
from .rules import Reduced
from .scraps import beside, middle

# What stands at the top of the right column.
_MOTTOES = tuple(map(fold, column("mottoes")))
_DATE = re.compile(r"\bngay\b.*\d|\bthang\b.*\bnam\b")
_RECIPIENTS = "noi nhan"
_AUTHORITIES = frozenset(("TM.", "KT.", "TL.", "TUQ.", "Q."))
_ALIKE = 78  # of 100: two letters in ten misread
_HEADER = 2.4  # inches below the motto within which place and date stand
_SPECKS = 1  # inked pixels of a column of the reduced page that make no ink
_SIGNED = (3.2, 2.3, 1.4)  # inches from `Nơi nhận` on in which a gap is looked for; less where text follows
_MARGIN = 0.07  # inches of paper around what is read apart
_NARROWEST = 0.12  # inches: less is a gap between words


@dataclass(frozen=True, slots=True)
class Block:
    """Two columns side by side, in pixels: rows `top` to `bottom`, parted at `split`."""

    top: int
    bottom: int
    split: int


def arrange(lines: Sequence[Line], page: Cleaned, discs: Sequence[Rect], tessdata: Path) -> tuple[Line, ...]:
    """The lines in reading order; one that runs over two columns is parted. `discs` are seals with ink left."""
    if not lines:
        return ()
    reduced = _without(rules.reduced(page.pixels, page.dpi), discs)
    arranged = tables.in_rows(lines, page, reduced, tessdata)
    header = _header(arranged, reduced, page)
    if header is not None:
        left = _reread(page, (0, header.top, header.split, header.bottom), (), tessdata)
        columns = _by_columns(arranged, header, left=left)
        arranged = columns if _sure(columns) >= _sure(arranged) else _by_columns(arranged, header)
    signature = _signature(arranged, reduced, page)
    if signature is not None:
        over = [disc for disc in discs if disc[2] > signature.split and disc[3] > signature.top]
        rect = (signature.split, signature.top, page.pixels.shape[1], signature.bottom)
        right = beside(_reread(page, rect, over, tessdata), over[0], page.dpi) if over else ()
        return _by_columns(arranged, signature, right=right)
    signature = _authority(arranged, reduced, page)
    if signature is not None:
        left = _reread(page, (0, signature.top, signature.split, signature.bottom), (), tessdata)
        if any(_part(line, _RECIPIENTS) for line in left):
            return _by_columns(arranged, signature, left=left)
    return arranged


def _reread(page: Cleaned, rect: Rect, discs: Sequence[Rect], tessdata: Path) -> tuple[Line, ...]:
    """The lines of one column, read without what stands beside it and without the `discs`."""
    left, top, right, bottom = rect
    margin = round(_MARGIN * page.dpi)
    top = max(0, top - margin)
    pixels = page.pixels[top : bottom + margin, left:right].copy()
    for x1, y1, x2, y2 in discs:
        cv2.circle(pixels, ((x1 + x2) // 2 - left, (y1 + y2) // 2 - top), (x2 - x1) // 2 + margin // 4, 255, -1)
    lines = tesseract.read(pixels, page.dpi, tessdata)
    return tuple(
        Line(tuple(replace(token, rect=_moved(token.rect, left, top)) for token in line.tokens), line.starts)
        for line in lines
    )


def _sure(lines: Iterable[Line]) -> int:
    """Letters that the reader is sure of."""
    return sum(len(token.text) for line in lines for token in line.tokens if token.confidence > 0.6)


def _moved(rect: Rect, right: int, down: int) -> Rect:
    x1, y1, x2, y2 = rect
    return x1 + right, y1 + down, x2 + right, y2 + down


def _header(lines: Sequence[Line], reduced: Reduced, page: Cleaned) -> Block | None:
    anchor = _motto(lines, page.pixels.shape[0] * 0.4)
    if anchor is None:
        return None
    left, top, _, bottom = anchor
    # From the print on: in a photograph the edge of the paper is dark.
    starts = [line.rect[0] for line in lines if top <= middle(line) <= bottom + page.dpi // 2]
    split = _widest_gap(reduced, (min(starts, default=left), top, left, bottom + page.dpi))
    if split is None:
        return None
    end = bottom + page.dpi // 2
    rows = [line for line in lines if bottom < line.rect[1] < bottom + _HEADER * page.dpi]
    parted = [line for line in rows if _is_parted(line, split, page.dpi)]
    first = [line for line in takewhile(lambda line: line in parted or line.rect[2] < split, rows) if line in parted]
    last = next(filter(_dated, parted), first[-1] if first else None)
    if last is not None:
        end = max((token.rect[3] for token in last.tokens if token.rect[0] >= split), default=end)
    return Block(top, _hanging(lines, end, split), split)


def _is_parted(line: Line, split: int, dpi: int) -> bool:
    """Does a line stand right of the split, with nothing over it but what may stand left of a column's gap?"""
    left = max((token.rect[2] for token in line.tokens if token.rect[0] < split), default=0)
    right = min((token.rect[0] for token in line.tokens if token.rect[0] >= split), default=None)
    return right is not None and right - left >= _NARROWEST * dpi


def _dated(line: Line) -> bool:
    return _DATE.search(fold(line.text)) is not None


def _hanging(lines: Sequence[Line], end: int, split: int) -> int:
    """Where the left column ends: in letters `V/v …` goes on below place and date, which end at `end`."""
    for line in _down(lines):
        _, _, right, bottom = line.rect
        if middle(line) > end:
            if right > split:
                break
            end = bottom
    return end


def _motto(lines: Sequence[Line], lowest: float) -> Rect | None:
    """Where the motto stands, from its first to its last token."""
    for motto in _MOTTOES:
        for line in lines:
            found = _part(line, motto) if line.rect[1] < lowest else ()
            if found:
                return Line(found, starts=False).rect
    return None


def _part(line: Line, words: str) -> tuple[Token, ...]:
    """The tokens of a line that say `words` (folded), read well enough."""
    text = fold(line.text)
    found = fuzz.partial_ratio_alignment(words, text, score_cutoff=_ALIKE)
    if found is None or len(text) < 0.8 * len(words):
        return ()
    tokens, offset = [], 0
    for token in line.tokens:
        middle = offset + len(token.text) / 2
        if found.dest_start <= middle <= found.dest_end:
            tokens.append(token)
        offset += len(token.text) + 1
    return tuple(tokens)


def _signature(lines: Sequence[Line], reduced: Reduced, page: Cleaned) -> Block | None:
    height, width = page.pixels.shape
    for line in lines:
        found = _part(line, _RECIPIENTS)
        if found and found[0] == line.tokens[0] and line.rect[0] < 0.4 * width:
            _, top, right, _ = Line(found, starts=False).rect
            windows = ((right, top, round(0.75 * width), min(height, top + round(h * page.dpi))) for h in _SIGNED)
            split = next(filter(None, (_widest_gap(reduced, window) for window in windows)), None)
            return None if split is None else _around(Block(top, height, split), lines, page.dpi)
    return None


def _authority(lines: Sequence[Line], reduced: Reduced, page: Cleaned) -> Block | None:
    """The block of a signature by its `TM.` or `KT.`, for rows in which `Nơi nhận` was misread."""
    height, width = page.pixels.shape
    for line in lines:
        for token in line.tokens:
            left, top, _, bottom = token.rect
            if token.text in _AUTHORITIES and left > 0.35 * width:
                first = min(line.rect[0], *(other.rect[0] for other in lines if middle(other) > top))
                split = _widest_gap(reduced, (first, top, left, bottom + page.dpi))
                return None if split is None else _around(Block(top, height, split), lines, page.dpi)
    return None


def _around(block: Block, lines: Sequence[Line], dpi: int) -> Block:
    """The block from the first row of the signature, which may stand above `Nơi nhận`, to where text runs over both."""
    above = [line for line in _down(lines) if middle(line) < block.top]
    signed = list(takewhile(lambda line: line.rect[0] >= block.split, reversed(above)))
    top = min((line.rect[1] for line in signed if block.top - line.rect[1] < dpi), default=block.top)
    below = [line for line in _down(lines) if middle(line) > block.top]
    beyond = next((line for line in below if _runs_over(line, block.split, dpi)), None)
    return Block(top, block.bottom if beyond is None else beyond.rect[1], block.split)


def _runs_over(line: Line, split: int, dpi: int) -> bool:
    """Is a line one of full width? Scraps of pen and seal also stand between columns, but nobody is sure of them."""
    sure = [token for token in line.tokens if token.confidence > 0.6]
    left = [token.rect[2] for token in sure if token.rect[0] < split]
    right = [token.rect[0] for token in sure if token.rect[0] >= split]
    return min(len(left), len(right)) > 2 and min(right) - max(left) < _NARROWEST * dpi


def _without(reduced: Reduced, discs: Iterable[Rect]) -> Reduced:
    ink = reduced.ink.copy()
    for left, top, right, bottom in discs:
        centre = ((left + right) // (2 * reduced.factor), (top + bottom) // (2 * reduced.factor))
        cv2.circle(ink, centre, (right - left) // (2 * reduced.factor) + 3, 0, -1)
    return Reduced(ink, reduced.factor, reduced.dpi)


def _widest_gap(reduced: Reduced, rect: Rect) -> int | None:
    """The middle of the widest strip without ink between inked ones; None where there is none of a column's width."""
    left, top, right, bottom = (round(side / reduced.factor) for side in rect)
    inked = np.flatnonzero(reduced.ink[top:bottom, left:right].sum(axis=0) > _SPECKS)
    if not len(inked):
        return None
    edges = np.append(inked, right - left)
    gaps = np.diff(edges)
    widest = int(np.argmax(gaps))
    if gaps[widest] < _NARROWEST * reduced.dpi:
        return None
    middle = left + (int(edges[widest]) + int(edges[widest + 1])) / 2
    return round(middle * reduced.factor)


def _by_columns(
    lines: Sequence[Line], block: Block, left: Sequence[Line] = (), right: Sequence[Line] = ()
) -> tuple[Line, ...]:
    """The lines with those of the block parted: its left column, its right one, what is below.

    A column that was read again, `left` or `right`, takes the place of what is there, also of what reaches over both.
    """

    def is_left(token: Token) -> bool:
        return (token.rect[0] if left else token.rect[2] if right else _centre(token)) < block.split

    within = [line for line in lines if block.top <= middle(line) <= block.bottom]
    first = [part for line in within for part in _kept(line, [token for token in line.tokens if is_left(token)])]
    second = [part for line in within for part in _kept(line, [token for token in line.tokens if not is_left(token)])]
    return (
        *(line for line in lines if middle(line) < block.top),
        *_column(left or _down(first)),
        *_column(right or _down(second)),
        *_started([line for line in lines if middle(line) > block.bottom]),
    )


def _centre(token: Token) -> float:
    return (token.rect[0] + token.rect[2]) / 2


def _kept(line: Line, tokens: Sequence[Token]) -> tuple[Line, ...]:
    return (Line(tuple(tokens), line.starts),) if tokens else ()


def _down(lines: Sequence[Line]) -> list[Line]:
    return sorted(lines, key=middle)


def _column(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a column in one piece: a list of recipients has no paragraphs, whatever its spacing says."""
    return tuple(Line(line.tokens, starts=index == 0) for index, line in enumerate(lines))


def _started(lines: Sequence[Line]) -> tuple[Line, ...]:
    return (Line(lines[0].tokens, starts=True), *lines[1:]) if lines else ()
