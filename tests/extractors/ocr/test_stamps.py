"""Stamps: found by their frames, known by what they say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cancu.extractors.ocr import models, stamps
from cancu.extractors.ocr.sheet import look
from cancu.extractors.ocr.stamps import Mark
from cancu.pipeline.config import Config
from cancu.pipeline.model import StampKind
from samples.drawn import BLACK, LETTER, RED, VIOLET, Colour, Sheet, stamp

pytestmark = pytest.mark.tool("fonts-liberation2")

ARRIVAL = ("CÔNG TY CẤP NƯỚC", "ĐẾN  Số: 123", "Ngày: 16/9/2024", "Chuyển: ........")


def found(page: Sheet, mode: str = "L") -> tuple[Mark, ...]:
    return stamps.find(look(page.scanned(mode)), models.find(Config()))


def page() -> Sheet:
    sheet = Sheet(90)
    sheet.lines(30, 62, LETTER)
    return sheet


@pytest.mark.parametrize(
    ("word", "width", "angle", "mode"),
    [
        ("KHẨN", 20, 0, "1"),
        ("KHẨN", 20, 5, "RGB"),
        ("HỎA TỐC", 30, 0, "L"),
        ("HỎA TỐC", 30, -8, "RGB"),
        ("THƯỢNG KHẨN", 40, 6, "L"),
        ("HỎA TỐC HẸN GIỜ", 46, 4, "RGB"),
    ],
)
def test_an_urgency_stamp_is_read(word: str, width: float, angle: float, mode: str) -> None:
    sheet = page()
    sheet.press(stamp(width, 8, [word]), 30, 30, angle)
    assert [(mark.kind, mark.text) for mark in found(sheet, mode)] == [(StampKind.URGENCY, word)]


@pytest.mark.parametrize(
    ("ink", "angle", "mode"), [(RED, 3, "RGB"), (VIOLET, -4, "RGB"), (BLACK, 2, "1"), (RED, 0, "L")]
)
def test_an_arrival_stamp_is_read(ink: Colour, angle: float, mode: str) -> None:
    sheet = page()
    sheet.press(stamp(50, 28, ARRIVAL, ink, 11), 10, 15, angle)
    (mark,) = found(sheet, mode)
    assert mark.kind is StampKind.ARRIVAL
    assert {"CÔNG TY CẤP NƯỚC", "Ngày: 16/9/2024"} <= set(mark.text.splitlines())


def test_an_erased_stamp_leaves_the_print_around_it() -> None:
    sheet = page()
    clean = look(sheet.scanned()).grey
    sheet.press(stamp(50, 28, ARRIVAL, BLACK, 11), 10, 15, 2)
    seen = look(sheet.scanned())
    erased = stamps.erased(seen, stamps.find(seen, models.find(Config())))
    assert (erased.grey < 128).sum() == pytest.approx((clean < 128).sum(), rel=0.03)


def table(sheet: Sheet) -> None:
    for y in (20, 30, 40, 50):
        sheet.rule(30, y, 90, y)
    for x in (30, 60, 90):
        sheet.rule(x, 20, x, 50)
    sheet.lines(32, 22, ("Số ngày: 12", "Đến: 16/9"), 11)


def form(sheet: Sheet) -> None:
    sheet.frame(30, 20, 80, 45)
    sheet.lines(35, 24, ("Ảnh 4 × 6", "của người khai"), 12)


def diagram(sheet: Sheet) -> None:
    for left in (20, 80, 140):
        sheet.frame(left, 20, left + 45, 34)
        sheet.centre(left + 22, 24, "Bước tiếp theo", 11)


def heads(sheet: Sheet) -> None:
    sheet.centre(60, 20, "CÔNG TY CẤP NƯỚC")
    sheet.rule(45, 26, 75, 26)
    sheet.centre(150, 26, "Độc lập - Tự do - Hạnh phúc")
    sheet.rule(120, 33, 180, 33)
    sheet.rule(45, 40, 75, 40)


def border(sheet: Sheet) -> None:
    sheet.frame(15, 5, 195, 85)


@pytest.mark.parametrize("draw", [table, form, diagram, heads, border])
def test_other_frames_and_rules_are_no_stamps(draw: Callable[[Sheet], None]) -> None:
    sheet = page()
    draw(sheet)
    assert found(sheet) == ()
