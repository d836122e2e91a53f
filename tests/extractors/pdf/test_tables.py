"""Tables in PDFs: what becomes rows, and what stays text."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from cancu.extractors.pdf.pages import Pdf
from cancu.pipeline import record
from cancu.pipeline.config import Config
from cancu.pipeline.model import Page
from cancu.pipeline.text import assemble
from samples.pdfs import Draw, lines, pdf, source, table, together


def page(draw: Draw, config: Config | None = None) -> Page:
    (found,) = Pdf(config or Config()).extract(source(pdf(draw)))
    return found


PLAIN = [["TT", "Chi tieu", "Nam 2026"], ["1", "Doan vien", "95"], ["2", "Hoi nghi", "3"]]
NUMBER = [["TT", "Van ban"], ["1", "15/2024/TT-\nBYT"], ["2", "so 7/KH-"]]


@pytest.mark.parametrize(
    ("rows", "style", "expected"),
    [
        pytest.param(
            PLAIN, [], "| TT | Chi tieu | Nam 2026 |\n| 1 | Doan vien | 95 |\n| 2 | Hoi nghi | 3 |", id="plain"
        ),
        pytest.param(
            [["TT", "Chi tieu"], ["1", "Ty le\ndoan vien"]],
            [],
            "| TT | Chi tieu |\n| 1 | Ty le doan vien |",
            id="lines",
        ),
        pytest.param(
            [["a", "b", "c"], ["d", "", "e"], ["g", "h", "i"]],
            [("SPAN", (0, 1), (1, 1))],
            "| a | b | c |\n| d |  | e |\n| g | h | i |",
            id="merged across",
        ),
        pytest.param(
            [["a", "b"], ["c", "d"], ["", "e"]],
            [("SPAN", (0, 1), (0, 2))],
            "| a | b |\n| c | d |\n|  | e |",
            id="merged down",
        ),
        pytest.param(
            [["TT", "Ke hoach", ""], ["", "2026", "2027"], ["1", "5", "6"]],
            [("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (2, 0))],
            "| TT | Ke hoach 2026 | Ke hoach 2027 |\n| 1 | 5 | 6 |",
            id="a head of two rows",
        ),
        pytest.param(NUMBER, [], "| TT | Van ban |\n| 1 | 15/2024/TT-BYT |\n| 2 | so 7/KH- |", id="a number broken"),
        pytest.param([["a|b", "c"], ["d", ""]], [], "| a¦b | c |\n| d |  |", id="a bar in a cell, an empty cell"),
        pytest.param(PLAIN[:1], [], "| TT | Chi tieu | Nam 2026 |", id="a row that is left of a table"),
        pytest.param(
            PLAIN, [("BACKGROUND", (0, 0), (-1, 0), "yellow")], "| TT | Chi tieu | Nam 2026 |", id="a coloured head"
        ),
    ],
)
def test_rows(rows: Sequence[Sequence[str]], style: list[tuple[object, ...]], expected: str) -> None:
    found = page(together(lines("Truoc bang", top=750), table(rows, *style), lines("Sau bang", top=500))).text
    assert found.startswith(f"Truoc bang\n\n{expected}") and found.endswith("|\n\nSau bang")


def framed(canvas: Canvas) -> None:
    canvas.rect(60, 600, 400, 200)


def underlined(canvas: Canvas) -> None:
    canvas.line(80, 778, 200, 778)
    canvas.line(80, 763, 200, 763)


def on_coloured_ground(canvas: Canvas) -> None:
    canvas.setFillColor("yellow")
    for column in (80, 120, 160):
        canvas.rect(column, 775, 40, 15, stroke=0, fill=1)
        canvas.rect(column, 760, 40, 15, stroke=0, fill=1)
    canvas.setFillColor("black")


@pytest.mark.parametrize("draw", [framed, underlined, on_coloured_ground])
def test_what_is_no_table(draw: Draw) -> None:
    assert page(together(draw, lines("Noi dung\ncua trang"))).text == "Noi dung\ncua trang"


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_table_on_a_turned_page(rotation: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(rotation)
        canvas.translate(300, 400)
        canvas.rotate(rotation)
        table(PLAIN, top=0, left=0)(canvas)

    assert page(draw).text == "| TT | Chi tieu | Nam 2026 |\n| 1 | Doan vien | 95 |\n| 2 | Hoi nghi | 3 |"


def test_a_table_inside_a_form() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("form")
        table(PLAIN, top=300, left=0)(canvas)
        canvas.endForm()
        canvas.translate(100, 200)
        canvas.doForm("form")

    assert page(draw).text.startswith("| TT | Chi tieu | Nam 2026 |\n| 1 |")


def test_two_tables_side_by_side_and_words_between() -> None:
    draw = together(table([["a", "b"], ["c", "d"]], left=80), lines("giua", top=685, left=160),
                    table([["e", "f"], ["g", "h"]], left=300))  # fmt: skip
    assert page(draw).text.split("\n\n") == ["| a | b |\n| c | d |", "giua", "| e | f |\n| g | h |"]


def test_words_of_a_table_have_places() -> None:
    found = page(together(lines("Truoc bang", top=750), table(PLAIN)), Config(boxes=True))
    words = {found.text[slice(*word.span)]: word.box for word in found.words}
    assert set(words) >= {"Truoc", "bang", "TT", "95", "3"} and "|" not in words
    assert words["TT"][0] < words["95"][0] and words["TT"][1] < words["95"][1] < words["3"][1]


def test_a_drawing_is_given_up_with_a_warning() -> None:
    def draw(canvas: Canvas) -> None:
        for step in range(0, 700, 7):
            canvas.line(50, 50 + step, 550, 50 + step)
            canvas.line(50 + 0.7 * step, 50, 50 + 0.7 * step, 750)

    found = page(together(lines("So do cua mang luoi", top=800), draw))
    assert found.text == "So do cua mang luoi"
    assert found.warnings == ("Trang 1: quá nhiều đường kẻ, bảng không được nhận ra",)


@pytest.mark.tool("fonts-liberation2")
def test_targets_of_a_table_over_pages_are_found() -> None:
    """From the file to the record: values, units, due dates, of every row of a plan made up for this."""
    pdfmetrics.registerFont(TTFont("Serif", "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"))
    style = ParagraphStyle("body", fontName="Serif", fontSize=11, leading=14)
    rows = [["TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch", ""], ["", "", "", "Năm 2026", "Năm 2027"]]
    rows += [
        [str(n), f"Số lớp tập huấn an toàn lao động tại cơ sở {n}", "lớp", f"{n}", f"≥ {n + 2}"] for n in range(1, 50)
    ]
    spans = [("SPAN", (column, 0), (column, 1)) for column in range(3)] + [("SPAN", (3, 0), (4, 0))]
    cells = [[Paragraph(cell, style) for cell in row] for row in rows]
    made = Table(cells, colWidths=[30, 200, 70, 70, 70], style=[("GRID", (0, 0), (-1, -1), 0.5, "black"), *spans])
    story: list[Flowable] = [Paragraph(text, style) for text in ("KẾ HOẠCH", "I. CHỈ TIÊU")]
    file = BytesIO()
    SimpleDocTemplate(file, pagesize=A4, invariant=1).build([*story, made])
    pages = Pdf(Config()).extract(source(file.getvalue()))
    assert len(pages) > 1
    targets = record.tag(assemble(pages).value).targets
    found = {(target.value, target.unit, target.comparator.value, target.due) for target in targets}
    assert found == {(n, "lớp", "=", "2026") for n in range(1, 50)} | {
        (n + 2, "lớp", ">=", "2027") for n in range(1, 50)
    }
