"""Figures that are read a second time: where they stand, what the two readers make of them, what stays in doubt."""
# ruff: noqa: E501 -- a case of a table stays on its line

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from cancu.extractors.ocr import digits, recogniser, slots
from cancu.extractors.ocr.cleaning import Cleaned
from cancu.extractors.ocr.line import Line, Token
from cancu.extractors.ocr.sheet import Pixels
from cancu.extractors.ocr.slots import Slot

_FONT = ImageFont.load_default(36)
_BLANK = 14


def _drawn(words: Sequence[str], height: int = 120) -> tuple[Pixels, list[tuple[int, int, int, int]]]:
    """A line of print, and the box of each word."""
    image = Image.new("L", (2400, height), 255)
    draw = ImageDraw.Draw(image)
    left, boxes = 40, []
    for word in words:
        box = tuple(round(side) for side in draw.textbbox((left, 40), word, font=_FONT))
        draw.text((left, 40), word, font=_FONT, fill=0)
        boxes.append((box[0], box[1], box[2], box[3]))
        left = box[2] + _BLANK
    return np.asarray(image), boxes


def _line(printed: Sequence[str], read: Sequence[tuple[str, float]]) -> tuple[Line, Cleaned]:
    """A printed line, and what the first reader makes of each word and how sure it is."""
    pixels, boxes = _drawn(printed)
    tokens = tuple(Token(text, box, sure) for (text, sure), box in zip(read, boxes, strict=True))
    return Line(tokens, True), Cleaned(pixels, 200, np.eye(2, 3))


def _checked(printed: str, read: str, sure: float = 0.5) -> tuple[str, tuple[digits.Unsure, ...]]:
    line, page = _line(printed.split(), [(word, sure) for word in read.split()])
    (checked,), unsure = digits.check([line], page)
    return checked.text, unsure


def _at(line: str, above: str = "") -> dict[str, Slot]:
    tokens = line.split()
    return {tokens[at]: slot for at, slot in slots.find(tokens, above.split()[-2:]).items()}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("số 39/2022/NĐ-CP ngày lễ tháng 6 năm 2022", {"39/2022/NĐ-CP": "number", "lễ": "day", "6": "month", "2022": "year"}),
        ("ngày 22 tháng Ï1 năm 2019;", {"22": "day", "Ï1": "month", "2019;": "year"}),
        ("ngày 22 tháng J Jhăm 2019;", {"22": "day", "J": "month"}),
        ("23 thúng 11 năm 2011", {"11": "month", "2011": "year"}),
        ("số O2-NQ/TW ngày 12/6/2021", {"O2-NQ/TW": "number", "12/6/2021": "date"}),
        ("tại văn bản số ] 711-QĐ/TU", {"]": "number", "711-QĐ/TU": "number"}),
        ("12/777-HĐND", {"12/777-HĐND": "number"}),
        ("Số: 4ƒ33QĐ-UBND", {"4ƒ33QĐ-UBND": "number"}),
        ("một số điều của Luật", {}),
        ("các ngày lễ trong tháng", {}),
        ("Việt Nam 85% trở lên, 50-100 người, giai đoạn 2021-2025", {}),
        ("người có tên trong danh sách QH-1055", {}),
    ],
)  # fmt: skip
def test_where_figures_stand(line: str, found: dict[str, str]) -> None:
    assert _at(line) == found


def test_the_line_above_tells_too() -> None:
    assert _at("l2 tháng 5", above="Quyết định ban hành ngày") == {"l2": Slot.DAY, "5": Slot.MONTH}
    assert _at("] 45", above="Kế hoạch số") == {"]": Slot.NUMBER}


@pytest.mark.parametrize(
    ("slot", "printed", "clean"),
    [
        (Slot.DAY, "31", True),
        (Slot.DAY, "32", False),
        (Slot.MONTH, "1]", False),
        (Slot.YEAR, "2024", True),
        (Slot.YEAR, "2o24", False),
        (Slot.DATE, "12/6/2021", True),
        (Slot.DATE, "12/13/2021", False),
        (Slot.NUMBER, "06a/NQ-TLĐ", True),
        (Slot.NUMBER, "45/2019/QH14", True),
        (Slot.NUMBER, "123/UBND-VX", True),
        (Slot.NUMBER, "173/2012/T1-BNV", False),
        (Slot.NUMBER, "12/777-HĐND", False),
        (Slot.NUMBER, "3292-", True),
    ],
)
def test_what_looks_right(slot: Slot, printed: str, clean: bool) -> None:
    assert slots.is_clean(slot, printed) is clean


@pytest.mark.parametrize("printed", ["39/2022", "1009/QD-TTg", "12/6/2021", "2157"])
def test_the_second_reader_reads_figures(printed: str) -> None:
    pixels, ((left, top, right, bottom),) = _drawn([printed])
    seen = recogniser.read(pixels[top - 6 : bottom + 6, left - 6 : right + 6])
    assert seen.text == printed
    assert min(seen.confidences) > 0.9
    assert list(seen.places) == sorted(seen.places)


@pytest.mark.parametrize(
    ("printed", "read", "checked"),
    [
        ("ngay 22 thang 11 nam 2019;", "ngày 22 tháng Ï1 năm 2019;", "ngày 22 tháng 11 năm 2019;"),
        ("ngay 18 thang 6 nam 2022", "ngày lễ tháng 6 năm 2o22", "ngày 18 tháng 6 năm 2022"),
        ("so 524/TTr-BNV ngay 4/10/2024.", "số 324/TTY-BNV ngày 4/l0/2024.", "số 524/TTr-BNV ngày 4/10/2024."),
        ("so 05/TTr-HDND ngay", "số 05/777-HĐND ngày", "số 05/TTr-HĐND ngày"),
        ("(so 136/KH-LDLD)", "(số 136/KH-LĐLĐ)", "(số 136/KH-LĐLĐ)"),
        ("So: 985/QD-UBND", "Sé: 985/QĐ-UBND", "Số: 985/QĐ-UBND"),
        ("ngay 23 thang 11 nam", "ngày 23 thúng 11 năm", "ngày 23 tháng 11 năm"),
        ("phan dau 85% tro len", "phấn đấu 85% trở lên", "phấn đấu 85% trở lên"),
    ],
)
def test_figures_are_of_the_second_reader_letters_of_the_first(printed: str, read: str, checked: str) -> None:
    assert _checked(printed, read) == (checked, ())


@pytest.mark.parametrize(
    ("printed", "read", "checked"),
    [
        (["thang", "11", "nam", "2017"], ["tháng", "Ï", "Ï", "năm", "2017"], "tháng 11 năm 2017"),
        (["so", "1711-QD/TU", "ngay"], ["số", "]", "711-QĐ/TU", "ngày"], "số 1711-QĐ/TU ngày"),
    ],
)
def test_a_number_that_was_torn_apart(printed: list[str], read: list[str], checked: str) -> None:
    pixels, boxes = _drawn(printed)
    left, top, right, bottom = boxes[1]
    middle = left + (right - left) * len(read[1]) // len(read[1] + read[2])
    torn = [boxes[0], (left, top, middle, bottom), (middle, top, right, bottom), *boxes[2:]]
    line = Line(tuple(Token(text, box, 0.5) for text, box in zip(read, torn, strict=True)), True)
    (found,), unsure = digits.check([line], Cleaned(pixels, 200, np.eye(2, 3)))
    assert (found.text, unsure) == (checked, ())


@pytest.mark.parametrize(
    ("printed", "read", "checked"),
    [
        (["So:", "1039", "/QD-UBND"], ["Số:", None, "/QĐ-UBND"], "Số: 1039/QĐ-UBND"),
        (["Noi,", "ngay", "24", "thang", "9"], ["Nội,", "ngày", None, "tháng", "9"], "Nội, ngày 24 tháng 9"),
        (["Noi,", "ngay", "", "thang", "9"], ["Nội,", "ngày", None, "tháng", "9"], "Nội, ngày tháng 9"),
    ],
)
def test_figures_that_the_first_reader_passed_over(printed: list[str], read: list[str | None], checked: str) -> None:
    pixels, boxes = _drawn([word or "." * 5 for word in printed])
    for word, (left, top, right, bottom) in zip(printed, boxes, strict=True):
        if not word:
            pixels = pixels.copy()
            pixels[top:bottom, left:right] = 255
    tokens = tuple(Token(text, box, 0.95) for text, box in zip(read, boxes, strict=True) if text)
    (found,), _ = digits.check([Line(tokens, True)], Cleaned(pixels, 200, np.eye(2, 3)))
    assert found.text == checked  # one reader saw them, so they may well be in doubt


def test_what_is_sure_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recogniser, "read", lambda _: pytest.fail("read again"))
    read = "Căn cứ Nghị định số 39/2022/NĐ-CP ngày 18 tháng 6 năm 2022"
    assert _checked(read, read, sure=0.95)[0] == read


def test_figures_over_each_other_stay_in_doubt() -> None:
    """As where one figure was written over another: no reader can say which."""
    line, page = _line(["So:", "1414/QD-UBND"], [("Số:", 0.9), ("4⁄44/QĐ-UBND", 0.3)])
    left = line.tokens[1].rect[0]
    image = Image.fromarray(page.pixels)
    ImageDraw.Draw(image).text((left + 2, 40), "8777", font=_FONT, fill=0)
    (_,), unsure = digits.check([line], Cleaned(np.asarray(image), 200, np.eye(2, 3)))
    assert [(doubt.line, doubt.token) for doubt in unsure] == [(0, 1)]


@pytest.mark.parametrize(("starts", "unsure"), [(True, 0), (False, 1)])
def test_a_new_paragraph_has_nothing_of_the_line_above(starts: bool, unsure: int) -> None:
    """`… hàng năm.` and below it `3.4. Đổi mới`: no year."""
    above, page = _line(["năm."], [("năm.", 0.9)])
    heading, _ = _line(["3.4."], [("3.4.", 0.5)])
    _, found = digits.check([above, Line(heading.tokens, starts)], page)
    assert len(found) == unsure
