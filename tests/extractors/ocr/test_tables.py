"""Ruled tables of scanned pages: rows of cells."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cancu.extractors.ocr import cleaning, models, rules, tables, tesseract
from cancu.extractors.ocr.line import Line, Token
from cancu.extractors.ocr.sheet import look
from cancu.pipeline.config import Config
from samples.drawn import LETTER, Sheet

pytestmark = pytest.mark.tool("fonts-liberation2")

ROWS = (
    ("TT", "Chỉ tiêu", "Đơn vị", "Kế hoạch", "Ghi chú"),
    ("1", "Tỷ lệ hộ được cấp\nnước sạch", "%", "95,5", ""),
    ("2", "Số công trình sửa chữa", "công trình", "12", "quý II"),
    ("3", "Tổng kinh phí", "triệu đồng", "1.250", ""),
)


def table(sheet: Sheet, top: float) -> None:
    columns, height = (25, 37, 100, 125, 150, 185), 13
    for index in range(len(ROWS) + 1):
        sheet.rule(columns[0], top + index * height, columns[-1], top + index * height)
    for x in columns:
        sheet.rule(x, top, x, top + len(ROWS) * height)
    for index, row in enumerate(ROWS):
        for x, cell in zip(columns, row, strict=False):
            sheet.lines(x + 2, top + index * height + 1, cell.split("\n"), 12)


@pytest.mark.parametrize("mode", ["L", "1"])
def test_a_table_is_read_row_by_row(mode: str) -> None:
    sheet = Sheet(130)
    sheet.lines(30, 10, LETTER)
    table(sheet, 35)
    sheet.lines(30, 100, LETTER)
    page = cleaning.clean(look(sheet.scanned(mode)))
    lines = tesseract.read(page.pixels, page.dpi, models.find(Config()))
    read = tables.in_rows(lines, page, rules.reduced(page.pixels, page.dpi), models.find(Config()))
    rows = ["| " + " | ".join(cell.replace("\n", " ") for cell in row) + " |" for row in ROWS]
    assert [line.text for line in read] == [*LETTER, *(row.replace("|  |", "| |") for row in rows), *LETTER]
    assert [line.starts for line in read[3:8]] == [True, False, False, False, True]


def frame(sheet: Sheet) -> None:
    sheet.frame(15, 5, 195, 85)


def boxes(sheet: Sheet) -> None:
    for left in (20, 80, 140):
        sheet.frame(left, 10, left + 45, 24)


def leaders(sheet: Sheet) -> None:
    for y in (10, 20, 30, 40):
        sheet.rule(30, y, 180, y)


@pytest.mark.parametrize("draw", [frame, boxes, leaders])
def test_other_rules_are_no_table(draw: Callable[[Sheet], None]) -> None:
    sheet = Sheet(90)
    draw(sheet)
    sheet.lines(30, 50, LETTER)
    seen = look(sheet.scanned())
    assert tables.find(rules.reduced(seen.grey, seen.dpi)) == ()


def test_a_bar_in_a_word_ends_no_cell() -> None:
    sheet = Sheet(90)
    table(sheet, 35)
    page = cleaning.clean(look(sheet.scanned()))
    reduced = rules.reduced(page.pixels, page.dpi)
    (found,) = tables.find(reduced)
    words = tuple(Token(word, cell, 0.9) for word, cell in zip(("a", "b|c", "|d"), found.rows[0], strict=False))
    (row,) = tables.in_rows([Line(words, starts=True)], page, reduced, models.find(Config()))
    assert row.text == "| a | b¦c | ¦d | | |"
