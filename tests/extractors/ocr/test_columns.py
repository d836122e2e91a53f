"""The order of lines: header and signature block column by column, everything else as it is."""

from __future__ import annotations

import pytest

from cancu.extractors.ocr import cleaning, columns, models, tesseract
from cancu.extractors.ocr.line import Line, Rect
from cancu.extractors.ocr.sheet import look
from cancu.pipeline.config import Config
from samples.drawn import BLACK, LETTER, Sheet, pixels, seal

pytestmark = pytest.mark.tool("fonts-liberation2")


def read(sheet: Sheet) -> tuple[tuple[Line, ...], cleaning.Cleaned]:
    page = cleaning.clean(look(sheet.scanned()))
    return tesseract.read(page.pixels, page.dpi, models.find(Config())), page


def arranged(sheet: Sheet, discs: tuple[Rect, ...] = ()) -> list[str]:
    lines, page = read(sheet)
    return [line.text for line in columns.arrange(lines, page, discs, models.find(Config()))]


HEADER = [
    "CÔNG TY CẤP NƯỚC",
    "Số: 12/CV-CN",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Hà Nam, ngày 12 tháng 5 năm 2024",
]


def header(sheet: Sheet) -> None:
    sheet.centre(55, 20, HEADER[0], 12)
    sheet.rule(45, 26, 65, 26)
    sheet.centre(55, 33, HEADER[1], face="Regular")
    sheet.centre(140, 20, HEADER[2], 12)
    sheet.centre(140, 26, HEADER[3])
    sheet.rule(115, 32, 165, 32)
    sheet.centre(140, 34, HEADER[4], face="Italic")


def test_a_header_is_read_column_by_column() -> None:
    sheet = Sheet(90)
    header(sheet)
    sheet.centre(105, 48, "THÔNG BÁO")
    sheet.lines(30, 60, LETTER)
    assert arranged(sheet) == [*HEADER, "THÔNG BÁO", *LETTER]


def test_the_subject_of_a_letter_belongs_to_the_left_column() -> None:
    sheet = Sheet(90)
    header(sheet)
    sheet.centre(55, 40, "V/v mời họp", 12, "Regular")
    sheet.centre(105, 52, "Kính gửi: Các đơn vị trực thuộc", face="Regular")
    sheet.lines(30, 65, LETTER)
    assert arranged(sheet)[:3] == [*HEADER[:2], "V/v mời họp"]
    assert arranged(sheet)[6:] == ["Kính gửi: Các đơn vị trực thuộc", *LETTER]


RECIPIENTS = ["Nơi nhận:", "- Như trên;", "- Ban Giám đốc;", "- Lưu hồ sơ."]
SIGNATURE = ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Văn Mẫu"]


def signature(sheet: Sheet) -> None:
    sheet.lines(30, 45, RECIPIENTS, 12)
    for text, y in zip(SIGNATURE, (44, 50, 80), strict=True):
        sheet.centre(150, y, text)


def test_recipients_come_before_the_signature() -> None:
    sheet = Sheet(95)
    sheet.lines(30, 15, LETTER)
    signature(sheet)
    assert arranged(sheet) == [*LETTER, *RECIPIENTS, *SIGNATURE]


def test_rows_that_begin_under_a_seal_say_so() -> None:
    sheet = Sheet(95)
    sheet.lines(30, 15, LETTER)
    signature(sheet)
    sheet.press(seal(36, BLACK), 103, 42)
    disc = (pixels(103), pixels(42), pixels(139) + 8, pixels(78) + 8)
    *_, last, position, name = arranged(sheet, (disc,))
    assert (last.endswith("ĐỐC"), position[0], position[-3:], name) == (True, "…", "ĐỐC", SIGNATURE[-1])


def test_other_pages_stay_as_they_are() -> None:
    sheet = Sheet(90)
    sheet.lines(30, 15, LETTER)
    for index, (what, when) in enumerate([("Chuẩn bị tài liệu", "12/5/2024"), ("Khai mạc", "20/5/2024")]):
        sheet.write(30, 40 + 7 * index, what)
        sheet.write(160, 40 + 7 * index, when)
    sheet.write(
        30, 60, "Độc          lập          và          tự          chủ          về          chuyên          môn"
    )
    lines, page = read(sheet)
    assert columns.arrange(lines, page, (), models.find(Config())) == lines


def test_a_page_without_lines_has_none() -> None:
    page = cleaning.clean(look(Sheet(30).scanned()))
    assert columns.arrange((), page, (), models.find(Config())) == ()


def test_a_date_that_is_hard_to_read_still_ends_the_header() -> None:
    sheet = Sheet(90)
    header(sheet)
    sheet.draw.rectangle((pixels(140), pixels(33), pixels(200), pixels(41)), "white")
    sheet.centre(150, 34, "thúng 5 nám", face="Italic")
    sheet.lines(30, 60, LETTER)
    read = arranged(sheet)
    assert (read[:4], read[-3:]) == (HEADER[:4], [*LETTER])


def test_a_signature_that_begins_above_the_recipients_stays_whole() -> None:
    sheet = Sheet(110)
    sheet.lines(30, 10, LETTER)
    sheet.lines(30, 50, RECIPIENTS, 12)
    for text, y in zip(SIGNATURE, (38, 44, 80), strict=True):
        sheet.centre(150, y, text)
    assert arranged(sheet) == [*LETTER, *RECIPIENTS, *SIGNATURE]


def test_text_below_the_signature_is_not_parted() -> None:
    sheet = Sheet(120)
    signature(sheet)
    sheet.lines(30, 95, LETTER)
    assert arranged(sheet) == [*RECIPIENTS, *SIGNATURE, *LETTER]
