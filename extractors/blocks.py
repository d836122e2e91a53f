"""What office files and web pages are made of, and its text: tables as rows, what only lays out a page as columns.

The header of a Vietnamese document and its signature beside the list of recipients are tables in the file and two
columns to the reader (Nghị định 30/2020/NĐ-CP, Phụ lục I): so they are read one column after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .rows import as_row

_BULLET = re.compile(r"[-+•●○▪–*]\s*\S")
# A list of data without rules: at least so many rows, nearly all of them full. A signature has four lines at most that
# stand beside a recipient; the table of the boxes of Phụ lục I, which is data without rules, has 17 full rows.
_ROWS_OF_DATA = 5
_FULL = 0.8
_COLUMNS_OF_LAYOUT = 3  # three people who sign beside each other


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The text of a paragraph; a line break in it is U+000A. Without text it is an empty line."""

    text: str
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and the columns of the table it lies in: `across` of them from `column` (from 0) on."""

    blocks: tuple[Block, ...]
    column: int
    across: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells. `ruled`: are there lines between the cells? None where the file does not tell."""

    rows: tuple[tuple[Cell, ...], ...]
    ruled: bool | None


Block = Paragraph | Table


def text(blocks: Iterable[Block], tight: bool = False) -> str:
    """The text of blocks in their order. Paragraphs are parted by a blank line, unless `tight`.

    A list and the lines of a centred title stay together, as they do on paper.
    """
    pieces: list[str] = []
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Paragraph):
            piece = block.text.strip()
        else:
            piece = _laid_out(block) if is_layout(block) else "\n".join(_rows(block))
        if piece:
            gap = "\n" if _together(before, block, tight) else "\n\n"
            pieces += (gap, piece) if pieces else (piece,)
            before = block
        elif not tight:
            before = None
    return "".join(pieces)


def _together(before: Block | None, block: Block, tight: bool) -> bool:
    """Does the block stand in the line right after the one before?"""
    if not isinstance(before, Paragraph) or not isinstance(block, Paragraph):
        return False
    if tight or (before.centred and block.centred):
        return True
    left = before.text.strip().partition("\t")[0]  # of two columns that tabs part
    is_list = _BULLET.match(left) or left.rstrip().endswith(":")
    return bool(is_list and _BULLET.match(block.text.strip()))


def is_layout(table: Table) -> bool:
    """Does the table only lay out a page? It has no rules, few columns, and is not row after row of data."""
    rows = [[cell for cell in row if _is_filled(cell)] for row in table.rows]
    filled = [row for row in rows if row]
    if len({cell.column for row in filled for cell in row}) <= 1:
        return True  # a frame around some text
    widest = max(map(len, filled))
    if table.ruled or widest > _COLUMNS_OF_LAYOUT:
        return False
    full = sum(len(row) == widest for row in filled)
    if full >= _ROWS_OF_DATA and full >= _FULL * len(filled):
        return False
    return table.ruled is False or len(filled) == 1 or any("\n" in text(cell.blocks, tight=True) for cell in filled[0])


def _laid_out(table: Table) -> str:
    """Column after column; a cell across all of them stands by itself."""
    columns = {cell.column for row in table.rows for cell in row if _is_filled(cell)}
    parts: list[str] = []
    band: list[Cell] = []
    for row in table.rows:
        filled = [cell for cell in row if _is_filled(cell)]
        if len(filled) == 1 and _covers(filled[0], columns):
            parts += [*_columns(band), text(filled[0].blocks, tight=True)]
            band = []
        else:
            band += filled
    return "\n\n".join([*parts, *_columns(band)])


def _covers(cell: Cell, columns: set[int]) -> bool:
    return len(columns) > 1 and all(cell.column <= column < cell.column + cell.across for column in columns)


def _columns(cells: Sequence[Cell]) -> Iterator[str]:
    for column in sorted({cell.column for cell in cells}):
        yield "\n".join(text(cell.blocks, tight=True) for cell in cells if cell.column == column)


def _rows(table: Table) -> Iterator[str]:
    """`| a | b |` for each row that holds something; a merged cell has its text in the first of its places."""
    for places in table.rows:
        cells: list[str] = []
        for cell in places:
            cells += [""] * (cell.column - len(cells))
            cells += [" ".join(_texts(cell.blocks)).strip(), *[""] * (cell.across - 1)]
        if any(cells):
            yield as_row(cells)


def _is_filled(cell: Cell) -> bool:
    return any(map(str.strip, _texts(cell.blocks)))


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    """The paragraphs, those of tables in cells too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (piece for row in block.rows for cell in row for piece in _texts(cell.blocks))
