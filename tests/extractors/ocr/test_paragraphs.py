"""Which lines begin a paragraph."""

from __future__ import annotations

import pytest

from cancu.extractors.ocr.line import Line, Token
from cancu.extractors.ocr.paragraphs import joined

LEFT, RIGHT, HEIGHT, STEP = 300, 2_000, 50, 70


def line(top: int, left: int = LEFT, right: int = RIGHT, starts: bool = False) -> Line:
    return Line((Token("chữ", (left, top, right, top + HEIGHT), 0.9),), starts)


# A paragraph of three lines, an indented one of one line, and the line in question.
ABOVE = (
    line(0, LEFT + 100, starts=True),
    line(STEP),
    line(2 * STEP, right=900),
    line(2 * STEP + 95, LEFT + 100, starts=True),
)
FOLLOWING = 3 * STEP + 95


@pytest.mark.parametrize(
    ("last", "starts"),
    [
        (line(FOLLOWING, starts=True), False),  # Tesseract takes an indented line for a paragraph
        (line(FOLLOWING, LEFT + 100, starts=True), True),  # indented itself
        (line(FOLLOWING + 25, starts=True), True),  # below a gap
        (line(-500, starts=True), True),  # another column
        (line(FOLLOWING), False),
    ],
)
def test_flush_lines_without_a_gap_go_on(last: Line, starts: bool) -> None:
    assert joined((*ABOVE, last))[-1].starts is starts


def test_below_a_short_line_a_paragraph_begins() -> None:
    short = line(FOLLOWING, right=900)
    assert joined((*ABOVE, short, line(FOLLOWING + STEP, starts=True)))[-1].starts


def test_the_rest_stays() -> None:
    assert joined(ABOVE) == ABOVE
    assert joined(()) == ()
    assert joined(ABOVE[:1]) == ABOVE[:1]
