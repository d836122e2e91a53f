"""Which way up a page is."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from cancu.extractors.ocr.line import Line, Token
from cancu.extractors.ocr.orientation import is_overturned, upright
from cancu.extractors.ocr.sheet import Pixels, look
from samples import printed

PAGE = np.asarray(printed.page())
GOOD = tuple(Line((Token("Quyết định ban hành kế hoạch", (0, 0, 9, 9), 0.9),), False) for _ in range(3))
BAD = tuple(Line((Token("ɥɔɐoɥ wrtk qzx ʞǝ xxn vvz", (0, 0, 9, 9), 0.9),), False) for _ in range(3))
MARKED = cv2.rectangle(PAGE.copy(), (60, 90), (66, 1060), 0, cv2.FILLED)  # a bar along the left edge


def read(pixels: Pixels, dpi: int) -> Sequence[Line]:
    """Reads well what has the bar on its left."""
    return GOOD if (pixels[:, 60:66] == 0).all() else BAD


@pytest.mark.parametrize("turns", [1, 3])
def test_lying_pages_are_turned_the_way_that_reads(turns: int) -> None:
    sheet = upright(look(printed.saved(np.rot90(MARKED, turns))), read)
    assert np.array_equal(sheet.grey, MARKED) and not sheet.traits.lying
    assert sheet.quarters == 4 - turns


def test_a_page_that_reads_no_better_on_a_side_stays() -> None:
    sheet = look(printed.saved(np.rot90(PAGE)))
    assert upright(sheet, read) is sheet


def test_level_lines_are_not_read_to_find_out() -> None:
    def never(pixels: Pixels, dpi: int) -> Sequence[Line]:
        raise AssertionError

    sheet = look(printed.saved(PAGE))
    assert upright(sheet, never) is sheet
    assert not is_overturned(sheet, GOOD, never)


@pytest.mark.parametrize(
    ("pixels", "lines", "expected"),
    [(MARKED[::-1, ::-1], BAD, True), (PAGE, BAD, False), (MARKED, BAD, False), (PAGE, (), False)],
    ids=["upside down", "unreadable both ways", "poor as it is", "blank"],
)
def test_upside_down(pixels: Pixels, lines: Sequence[Line], expected: bool) -> None:
    assert is_overturned(look(printed.saved(pixels)), lines, read) is expected
