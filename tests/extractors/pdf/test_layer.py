"""The order in which the text of a PDF is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from cancu.extractors.pdf.layer import Line, Token, composed, in_reading_order
from cancu.extractors.pdf.pages import Pdf
from cancu.pipeline.config import Config
from samples.pdfs import Draw, lines, pdf, source, together

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


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 30), st.integers(0, 40)), max_size=30))
def test_order_loses_nothing_and_never_runs_upwards(places: list[tuple[int, int, int]]) -> None:
    written = [Line(str(n), (x, y - 1, x + w, y + 1), y) for n, (x, w, y) in enumerate(places)]
    read = in_reading_order(written)
    assert sorted(line.text for line in read) == sorted(line.text for line in written)
    for index, line in enumerate(read):
        for later in read[index + 1 :]:
            above = later.base < line.base - 1
            across = line.place[0] <= later.place[0] and later.place[2] <= line.place[2]
            assert not (above and across)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=10), st.sets(st.integers(0, 9)))
def test_lines_taken_out_leave_the_others_and_their_places(steps: list[int], out: set[int]) -> None:
    tops = [sum(steps[: n + 1]) * 5 for n in range(len(steps))]
    tokens = [Token(f"w{n}", (0, top, 9, top + 9)) for n, top in enumerate(tops)]
    lines = [Line(token.text, token.place, token.place[3], tokens=(token,)) for token in tokens]
    left = composed(lines).without(out & set(range(len(lines))))
    assert left.text.split() == [line.text for n, line in enumerate(lines) if n not in out]
    assert [left.text[slice(*span)] for span, _ in left.words] == left.text.split()
    assert not left.text.startswith("\n") and "\n\n\n" not in left.text
