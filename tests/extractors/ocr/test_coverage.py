"""How much of a page was read, and which pages a person should see."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from cancu.extractors.ocr import gate, streaks
from cancu.extractors.ocr.cleaning import Cleaned, clean
from cancu.extractors.ocr.coverage import blotted, coverage
from cancu.extractors.ocr.line import Line, Rect, Token
from cancu.extractors.ocr.sheet import Pixels, look
from cancu.pipeline.config import Config
from samples import printed

PAGE = np.asarray(printed.page(2))
TEXT = "Căn cứ quyết định của Ban Chấp hành về việc ban hành kế hoạch công tác năm"


def lines(count: int = 40, text: str = TEXT, confidence: float = 0.95) -> tuple[Line, ...]:
    """The first of the 40 lines of the page, as if read."""
    rows = [(180, 180 + 48 * row, 1654, 180 + 48 * row + 46) for row in range(count)]
    return tuple(Line((Token(text, rect, confidence),), row == 0) for row, rect in enumerate(rows))


def of(pixels: Pixels) -> Cleaned:
    return clean(look(printed.saved(pixels, 200)))


def sealed() -> Pixels:
    """Two rings of lettering, below the print."""
    page = PAGE.copy()
    for radius, step in ((110, 9), (70, 14)):
        for angle in np.radians(np.arange(0, 360, step)):
            x, y = round(1300 + radius * np.cos(angle)), round(2200 + radius * np.sin(angle))
            cv2.rectangle(page, (x, y), (x + 8, y + 20), 0, cv2.FILLED)
    return page


DISC: Rect = (1170, 2070, 1430, 2330)


@pytest.mark.parametrize("read", [0, 10, 20, 30, 38, 40])
def test_coverage_is_the_share_of_print_that_was_read(read: int) -> None:
    assert coverage(lines(read), of(PAGE)) == pytest.approx(read / 40, abs=0.03)


def test_a_page_without_print_is_covered() -> None:
    assert coverage((), of(np.full((800, 600), 255, np.uint8))) == 1.0


def test_specks_and_rules_are_no_print() -> None:
    page = PAGE.copy()
    rows, columns = np.random.default_rng(1).integers(0, 1600, (2, 500))
    page[rows, columns] = 0
    page[100:104, 100:1500] = 0
    page[100:2300, 1600:1604] = 0
    assert coverage(lines(), of(page)) > 0.99


def test_lettering_of_a_seal_is_not_to_be_read() -> None:
    page = of(sealed())
    assert coverage(lines(), page) < 0.985
    assert coverage(lines(), page, [DISC]) > 0.99


def small() -> Pixels:
    return cv2.resize(PAGE, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)


@pytest.mark.parametrize(
    ("pixels", "read", "reason"),
    [
        (PAGE, lines(), None),
        (PAGE, (), "không nhận dạng được chữ nào"),
        (PAGE, lines(30), "chỉ đọc được 75% nét chữ"),
        (PAGE, lines(text="xqzw đ1nh wrtk của"), "chữ nhận dạng kém (0,25)"),
        (PAGE, lines(33) + lines(40, confidence=0.4)[33:], "18% số chữ nhận dạng không chắc"),
        (small(), lines(), "chữ quá nhỏ, độ phân giải quá thấp"),
        (np.full((2338, 1654), 255, np.uint8), (), None),
        (np.full((2338, 1654), 255, np.uint8), lines(1, "~", 0.2), None),
        (np.zeros((2338, 1654), np.uint8), (), "không nhận dạng được chữ nào"),
    ],
    ids=["good", "nothing", "a quarter lost", "no words", "unsure", "tiny", "blank", "blank but a scrap", "black"],
)
def test_why_a_page_should_be_scanned_again(pixels: Pixels, read: tuple[Line, ...], reason: str | None) -> None:
    sheet = look(printed.saved(pixels, 200))
    assert gate.reason(sheet, clean(sheet), read, (), Config()) == reason


def streaked(column: int) -> Pixels:
    """A grey line of 0.4 mm from the upper to the lower edge."""
    page = PAGE.copy()
    page[:, column : column + 3] = 120
    return page


def halves() -> tuple[Line, ...]:
    """Lines that end at the middle of the page and others that begin there."""
    rows = [range(180 + 48 * row, 180 + 48 * row + 47, 46) for row in range(40)]
    sides = ((180, 820), (832, 1654))
    return tuple(
        Line((Token(TEXT, (left, top, right, bottom), 0.95),), not index)
        for left, right in sides
        for index, (top, bottom) in enumerate(rows)
    )


@pytest.mark.parametrize(
    ("column", "read", "told"),
    [(826, halves(), True), (826, lines(), False), (60, halves(), False), (1640, halves(), False)],
    ids=["between", "crossed", "left margin", "right margin"],
)
def test_a_streak_that_parts_the_lines_is_told(column: int, read: tuple[Line, ...], told: bool) -> None:
    sheet = look(printed.saved(streaked(column), 200))
    assert (gate.reason(sheet, clean(sheet), read, (), Config()) is not None) == told


def test_frames_are_no_streaks() -> None:
    page = PAGE.copy()
    cv2.rectangle(page, (826, 120), (1600, 2220), 0, 4)
    assert streaks.find(look(printed.saved(page, 200))) == ()


def test_a_blot_is_print_that_nobody_read() -> None:
    page = PAGE.copy()
    page[700:1200, 400:1200] = 0
    assert blotted(lines(), of(page)) == pytest.approx(500 * 800 / (1918 * 1474), abs=0.02)
    assert blotted(lines(), of(PAGE)) == 0
    assert blotted((), of(PAGE)) == 0
