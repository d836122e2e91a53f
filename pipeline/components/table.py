"""Tables in a text: cells between bars, a row on one line (`| a | b |`) or each cell on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..model import Span
from .layout import Layout

_BAR = re.compile(r"\|")
_FILLING = " \t\n\f*_"


def tables(layout: Layout) -> Iterator[tuple[tuple[Span, ...], ...]]:
    """Every table as its rows, a row as the spans of its cells, blank space and emphasis left off.

    Where each cell stands on a line of its own an empty cell cannot be told from the end of a row, so a row falls into
    runs of cells that are not empty; what a column is must be told from the right.
    """
    rows: list[list[Span]] = [[]]
    for left, right in pairwise(bar.start() for bar in _BAR.finditer(layout.text)):
        cell, between = _trimmed(layout.text, left + 1, right), layout.text[left + 1 : right]
        if cell[0] < cell[1] and "\n\n" in between:  # prose stands between two tables
            yield _filled(rows)
            rows = [[]]
        elif cell[0] < cell[1] or not {"\n", "\f"} & set(between):  # a table goes on over a page
            rows[-1].append(cell)
        else:
            rows.append([])
    yield _filled(rows)


def _filled(rows: list[list[Span]]) -> tuple[tuple[Span, ...], ...]:
    return tuple(tuple(row) for row in rows if row)


def _trimmed(text: str, start: int, end: int) -> Span:
    """The span of a cell's content, of no length for an empty one."""
    while start < end and text[start] in _FILLING:
        start += 1
    while end > start and text[end - 1] in _FILLING:
        end -= 1
    return start, end
