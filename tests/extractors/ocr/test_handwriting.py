"""Number and day on a stamp."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from cancu.extractors.ocr import handwriting
from cancu.extractors.ocr.line import Line, Token
from cancu.extractors.ocr.recogniser import Seen

FACE = "/usr/share/fonts/truetype/liberation2/LiberationSerif-BoldItalic.ttf"
DPI = 300


def seen(text: str, sure: float = 1.0) -> Seen:
    return Seen(text, (0.5,) * len(text), (sure,) * len(text))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("16/9/2024", {"2024-09-16"}),
        ("..1.6/09/20.24...", {"2024-09-16"}),
        ("161912024", {"2024-09-16"}),  # strokes that look like ones
        ("0511112024", {"2024-11-05"}),
        ("16|9l2624", {"2024-09-16"}),
        ("16-9-2024", {"2024-09-16"}),
        ("16 9 2024", {"2024-09-16"}),
        (".16.9.2024.", {"2024-09-16"}),
        ("16/9/24", {"2024-09-16"}),
        ("2/1/2024", {"2024-01-02"}),
        ("21912024", set()),  # 2/9, or 21/9
        ("151212024", set()),  # 15/2, or 15/12
        ("1512/2024", set()),
        ("461912024", set()),
        ("31/9/2024", set()),
        ("16/9-2024", set()),
        ("16/9/2124", set()),
        ("1692024", set()),
        ("", set()),
    ],
)
def test_days_that_a_reading_can_be_of(text: str, days: set[str]) -> None:
    assert handwriting._days(seen(text)).keys() == set(map(date.fromisoformat, days))


@pytest.mark.parametrize(
    ("texts", "sure", "day"),
    [
        (["16/9/2024"] * 4, 0.9, "16/9/2024"),
        (["16/9/2024", "161912024", "", "…"], 0.9, "16/9/2024"),
        (["16/9/2024"] * 4, 0.7, None),
        (["16/9/2024", "", "", ""], 0.9, None),
        (["16/9/2024"] * 3 + ["18/9/2024"], 0.9, None),
        ([], 0.9, None),
    ],
)
def test_a_day_is_that_of_all_readings(texts: list[str], sure: float, day: str | None) -> None:
    assert handwriting._day([seen(text, sure) for text in texts]) == day


@pytest.mark.parametrize(
    ("texts", "number"),
    [(["1.234."] * 5, "1234"), (["1234"] * 4 + [""], "1234"), (["1234"] * 4 + ["124"], None), (["12/3"] * 5, None)],
)
def test_a_number_is_that_of_nearly_all_readings(texts: list[str], number: str | None) -> None:
    assert handwriting._number([seen(text) for text in texts]) == number


def drawn(words: list[str]) -> tuple[Line, np.ndarray]:
    """Words in a row above a dotted line, and where they stand."""
    sheet = Image.new("L", (800, 120), 255)
    draw, font, tokens, left = ImageDraw.Draw(sheet), ImageFont.truetype(FACE, 48), [], 20
    for x in range(20, 780, 9):
        draw.ellipse((x, 84, x + 3, 87), fill=0)
    for word in words:
        draw.text((left, 80), word, font=font, fill=0, anchor="ls")
        right = left + round(font.getlength(word))
        tokens.append(Token(word, (left, 44, right, 82), 0.9))
        left = right + 24
    return Line(tuple(tokens), starts=False), np.array(sheet)


@pytest.mark.tool("fonts-liberation2")
@pytest.mark.parametrize(
    ("words", "misread", "text"),
    [
        (["Ngày:", "16/9/2024"], {}, "Ngày: 16/9/2024"),
        (["Ngày:", "16/9/2024"], {0: "xay.", 1: "I6/9.2O2A"}, "Ngày: 16/9/2024"),
        (["ĐẾN", "Số:", "1234"], {2: "I23A"}, "ĐẾN Số: 1234"),
        (["Số:", "1234", "Ngày:", "16/9/2024"], {}, "Số: 1234 Ngày: 16/9/2024"),
        (["Ngày:", "16/39/2024"], {}, "Ngày: …"),
        (["Ngày:"], {}, "Ngày:"),
        (["Số:", "12/AB"], {}, "Số: …"),
        (["SỞ", "Y", "TẾ"], {}, "SỞ Y TẾ"),
    ],
)
def test_a_field_is_read_again(words: list[str], misread: dict[int, str], text: str) -> None:
    line, pixels = drawn(words)
    tokens = tuple(Token(misread.get(at, one.text), one.rect, 0.9) for at, one in enumerate(line.tokens))
    (confirmed,) = handwriting.confirmed([Line(tokens, starts=False)], pixels, DPI)
    assert confirmed.text == text
