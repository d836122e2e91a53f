"""Running heads, feet and page numbers of PDFs: what comes off, and what must stay."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from reportlab.pdfgen.canvas import Canvas

from cancu.extractors.pdf.pages import Pdf
from cancu.pipeline.config import Config
from samples.pdfs import Draw, lines, pdf, source, together

BODY = "Hai anh em di lam\nva ban tinh toan"


def texts(*draws: Draw) -> list[str]:
    return [page.text for page in Pdf(Config()).extract(source(pdf(*draws)))]


def at(*pieces: tuple[float, float, str]) -> Draw:
    """Words at places, counted from the lower left corner."""
    return lambda canvas: [canvas.drawString(x, y, text) for x, y, text in pieces]


def sheets(count: int, *pieces: tuple[float, float, str], body: str = BODY) -> list[Draw]:
    """Pages with the same pieces on each of them; `#` stands for the page number."""
    return [
        together(lines(body, top=700), at(*((x, y, text.replace("#", str(number))) for x, y, text in pieces)))
        for number in range(1, count + 1)
    ]


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param([(500, 810, "#")], id="a number above"),
        pytest.param([(290, 30, "#")], id="a number below"),
        pytest.param([(290, 30, "- # -")], id="between dashes"),
        pytest.param([(290, 30, "Trang #/9")], id="of pages"),
        pytest.param([(80, 810, "Ban tin cua nganh"), (500, 810, "#")], id="a title and a number"),
        pytest.param([(80, 810, "Ban tin nam 2025"), (500, 810, "#")], id="a title that ends in a figure"),
        pytest.param([(80, 810, "#"), (300, 810, "Ban tin so 5 + 6/Ngay 1-2-2025")], id="a number and a title"),
        pytest.param([(80, 815, "Ban tin cua nganh"), (500, 815, "#"), (80, 30, "Trang #")], id="above and below"),
    ],
)
@pytest.mark.parametrize("count", [2, 5])
def test_what_counts_the_pages_comes_off_every_page(pieces: Sequence[tuple[float, float, str]], count: int) -> None:
    assert texts(*sheets(count, *pieces)) == [BODY] * count


def test_odd_and_even_pages_may_differ() -> None:
    pages = [
        together(lines(BODY, top=700), at(*((80, 810, "Ban tin"), (500, 810, str(n)))[:: 1 if n % 2 else -1]))
        for n in range(7, 12)
    ]
    left = [together(lines(BODY, top=700), at((80, 810, str(n)), (300, 810, "Ban tin"))) for n in (12,)]
    assert texts(*pages, *left) == [BODY] * 6


def test_a_running_head_without_a_number_stays_once() -> None:
    assert texts(*sheets(4, (80, 810, "Tai lieu hop"))) == [f"Tai lieu hop\n\n{BODY}"] + [BODY] * 3


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param([(80, 790, "Bieu so #"), (80, 770, "Danh sach")], id="annexes are counted too"),
        pytest.param([(80, 800, "So: 1#/GM-UBND")], id="letters with their numbers"),
        pytest.param([(80, 810, "Ha Noi, ngay # thang 5 nam 2025")], id="letters with their dates"),
        pytest.param([(290, 400, "#")], id="a number on the middle of the page"),
    ],
)
def test_what_changes_with_the_pages_and_is_of_the_document_stays(pieces: Sequence[tuple[float, float, str]]) -> None:
    for number, text in enumerate(texts(*sheets(4, *pieces)), start=1):
        assert all(piece[2].replace("#", str(number)) in text for piece in pieces)


def test_the_head_of_the_document_stays_on_its_first_page() -> None:
    """Even where it is printed on all pages, beside the page number."""
    found = texts(*sheets(3, (80, 810, "So: 15/KH-UBND"), (500, 810, "#")))
    assert found[0].startswith("So: 15/KH-UBND 1\n") and found[1:] == [BODY] * 2


def test_two_pages_keep_what_they_share() -> None:
    assert texts(*sheets(2, (80, 810, "Tai lieu hop"))) == [f"Tai lieu hop\n\n{BODY}"] * 2


@pytest.mark.parametrize(("number", "expected"), [("1", BODY), ("7", f"{BODY}\n\n7")])
def test_one_page(number: str, expected: str) -> None:
    assert texts(together(lines(BODY, top=700), at((290, 30, number)))) == [expected]


def test_notes_that_many_pages_repeat_stay() -> None:
    note = "# Theo van ban da ban hanh ngay dau nam\nma noi dung con nguyen"
    pages = [
        together(lines(BODY, top=700), lines(note.replace("#", sign), top=75, step=12))
        for sign in ("a)", "b)", "c)", "d)")
    ]
    assert all(text.endswith("con nguyen") for text in texts(*pages))


def test_a_table_at_the_head_of_pages_stays() -> None:
    def drawn(canvas: Canvas) -> None:
        canvas.grid([80, 200, 300], [700, 760, 820])
        lines("TT\n\n\n\n1", top=800)(canvas)
        lines("Noi dung\n\n\n\nHoi nghi", top=800, left=210)(canvas)

    assert texts(*[drawn] * 3) == ["| TT | Noi dung |\n| 1 | Hoi nghi |"] * 3


def test_heads_of_turned_pages() -> None:
    """Sheets printed across keep their head where the paper has its head."""

    def turned(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        at((80, 815, "Ban tin cua nganh"), (500, 815, "3"))(canvas)
        canvas.translate(300, 100)
        canvas.rotate(90)
        lines(BODY, top=0, left=0)(canvas)

    assert texts(*sheets(2, (80, 815, "Ban tin cua nganh"), (500, 815, "#")), turned) == [BODY] * 3


def test_a_foot_that_is_written_first() -> None:
    def page(number: int) -> Draw:
        return together(at((290, 30, f"Trang {number}")), lines(BODY, top=700))

    assert texts(page(1), page(2)) == [BODY] * 2
    assert texts(together(at((290, 30, "Nguoi lap bieu")), lines(BODY, top=700))) == [f"{BODY}\n\nNguoi lap bieu"]
