"""The order in which the text of a PDF is read."""

from __future__ import annotations

import pytest
from pdfs import Draw, lines, pdf, source, together
from reportlab.pdfgen.canvas import Canvas

from cancu.extractors.pdf import Pdf
from cancu.pipeline.config import Config

WIDE = "Hai anh em di lam theo tinh than chung cua toan ban va cua ca khu trong nam nay"


def text(*draws: Draw) -> str:
    (page,) = Pdf(Config()).extract(source(pdf(together(*draws))))
    return page.text


def rows(*pairs: tuple[str, ...], columns: tuple[float, ...] = (80, 330), top: float = 780, step: float = 15) -> Draw:
    """Columns as many programs write them: row by row."""

    def draw(canvas: Canvas) -> None:
        for number, row in enumerate(pairs):
            for x, cell in zip(columns, row, strict=False):
                if cell:
                    canvas.drawString(x, top - number * step, cell)

    return draw


HEAD = [("TONG CONG DOAN NGANH", "CONG HOA XA HOI CHU NGHIA"), ("So: 12/KH-TCD", "Ha Noi, ngay 3 thang 5 nam 2025")]


@pytest.mark.parametrize(
    ("draws", "expected"),
    [
        pytest.param([rows(*HEAD)], [row[0] for row in HEAD] + [row[1] for row in HEAD], id="head"),
        pytest.param(
            [rows(("", "CONG HOA XA HOI"), *HEAD)],
            [*(row[0] for row in HEAD), "CONG HOA XA HOI", *(row[1] for row in HEAD)],
            id="the right column begins higher",
        ),
        pytest.param(
            [rows(*HEAD), lines(f"{WIDE}\n{WIDE}", top=700)],
            [*(row[0] for row in HEAD), *(row[1] for row in HEAD), WIDE, WIDE],
            id="text below",
        ),
        pytest.param(
            [
                lines(f"{WIDE}\ntrong nam nay.", top=780),
                rows(("Noi nhan cua ban:", "TM. BAN THUONG VU"), ("- Nhu tren;", "CHU TICH CUA BAN"), ("- Luu.", ""),
                     ("", "Nguyen Van An"), top=700),
            ],
            [WIDE, "trong nam nay.", "Noi nhan cua ban:", "- Nhu tren;", "- Luu.", "TM. BAN THUONG VU",
             "CHU TICH CUA BAN", "Nguyen Van An"],
            id="signature",
        ),
        pytest.param(
            [rows(("Ho va ten dem:", "Nguyen Van An"), ("Noi cong tac nay:", "Ban to chuc"))],
            ["Ho va ten dem: Nguyen Van An", "Noi cong tac nay: Ban to chuc"],
            id="labels",
        ),
        pytest.param(
            [rows(("Tong so doan vien", "1.250"), ("Tong so hoi nghi", "15"))],
            ["Tong so doan vien 1.250", "Tong so hoi nghi 15"],
            id="names and figures",
        ),
        pytest.param(
            [rows(("1.", "Ban hanh noi dung"), ("2.", "Theo doi noi dung"), columns=(80, 110))],
            ["1. Ban hanh noi dung", "2. Theo doi noi dung"],
            id="a list",
        ),
        pytest.param(
            [rows(("Ban A", "Hoi nghi", "nam 2025"), ("Ban B", "Tap huan", "nam 2026"), columns=(80, 230, 380))],
            ["Ban A Hoi nghi nam 2025", "Ban B Tap huan nam 2026"],
            id="a table without rules",
        ),
        pytest.param([lines(WIDE, top=500), lines("Tren cung", top=700)], ["Tren cung", WIDE], id="upside down"),
        pytest.param(
            [lines("cot trai\nhang hai"), lines("cot phai\nhang hai", left=350), lines(WIDE, top=700)],
            ["cot trai", "hang hai", "cot phai", "hang hai", WIDE],
            id="columns written one after the other",
        ),
        pytest.param(
            [lines(WIDE, top=700), lines("cot trai\nhang hai"), lines("cot phai\nhang hai", left=350)],
            ["cot trai", "hang hai", "cot phai", "hang hai", WIDE],
            id="columns written last",
        ),
    ],
)  # fmt: skip
def test_order(draws: list[Draw], expected: list[str]) -> None:
    assert [line for line in text(*draws).split("\n") if line] == expected
