"""Scraps: what is no print goes, and no figure ever."""

from __future__ import annotations

import pytest

from cancu.extractors.ocr import scraps
from cancu.extractors.ocr.line import Line, Rect, Token

SEAL: Rect = (400, 400, 700, 700)


def line(*words: tuple[str, float, int], top: int = 100, left: int = 100) -> Line:
    """Words with confidence and height, on one base line; the print of these tests is 30 pixels high."""
    tokens = []
    for text, confidence, height in words:
        tokens.append(Token(text, (left, top + 30 - height, left + 20 * len(text), top + 30), confidence))
        left += 20 * len(text) + 12
    return Line(tuple(tokens), starts=True)


def text_of(odd: Line, discs: tuple[Rect, ...] = ()) -> str | None:
    """What stays of a line between two of print."""
    words = (("chữ", 0.95, 30), ("in", 0.95, 30))
    lines = scraps.dropped((line(*words, top=20), odd, line(*words, top=800)), discs)
    return lines[1].text if len(lines) == 3 else None


@pytest.mark.parametrize(
    ("odd", "stays"),
    [
        (line(("„", 0.89, 7), ("Phê", 0.95, 30)), "Phê"),
        (line(("`", 0.8, 6), ("Nội", 0.95, 30), (":", 0.3, 6)), "Nội"),
        (line(("n", 0.0, 4), ("hỗ", 0.9, 30)), "hỗ"),
        (line(("w—_=", 0.6, 30), ("Độc", 0.9, 30)), "Độc"),
        (line(("_.", 0.7, 70)), None),
        (line(("-", 0.49, 4), ("Lưu:", 0.9, 30)), "- Lưu:"),
        (line(("Tự", 0.9, 30), ("-", 0.93, 4), ("do", 0.9, 30)), "Tự - do"),
        (line(("XV;", 0.0, 30), ("CBCC,", 0.05, 32)), "XV; CBCC,"),
        (line(("số", 0.9, 20), ("]", 0.2, 30), ("711-QĐ", 0.5, 30)), "số ] 711-QĐ"),
        (line(("985/QĐ-ABC", 0.0, 60)), "985/QĐ-ABC"),
    ],
)
def test_what_stays_of_a_line(odd: Line, stays: str | None) -> None:
    assert text_of(odd) == stays


def test_notes_by_hand_in_the_margin_go() -> None:
    note = line(("1727:", 0.0, 55), top=20, left=1400)
    print_ = line(("chữ", 0.95, 30), ("in", 0.95, 30), top=120)
    assert scraps.dropped((note, print_), ()) == (Line(print_.tokens, starts=True),)


def test_the_lettering_of_a_seal_goes_and_print_under_it_stays() -> None:
    lettering = line(("LÝ", 0.5, 30), ("A32", 0.1, 60), top=550, left=450)
    crossing = line(("về", 0.9, 30), ("2N", 0.2, 30), ("việc", 0.9, 30), top=550, left=500)
    assert text_of(lettering, (SEAL,)) is None
    assert text_of(crossing, (SEAL,)) == "về việc"


def test_no_lines_no_scraps() -> None:
    assert scraps.dropped((), ()) == ()


def test_bars_between_cells_stay() -> None:
    bar = Token("|", (100, 100, 100, 180), 1.0)
    row = Line((bar, *line(("Số", 0.9, 30), ("`", 0.4, 5)).tokens, bar), starts=True)
    assert text_of(row) == "| Số |"
