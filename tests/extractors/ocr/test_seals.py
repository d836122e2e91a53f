"""Round seals: found by their rim, in colour and without."""

from __future__ import annotations

import pytest

from cancu.extractors.ocr import rules, seals
from cancu.extractors.ocr.line import Rect
from cancu.extractors.ocr.sheet import look
from samples.drawn import BLACK, LETTER, RED, Colour, Sheet, pixels, seal

pytestmark = pytest.mark.tool("fonts-liberation2")


def found(sheet: Sheet, mode: str) -> tuple[Rect, ...]:
    seen = look(sheet.scanned(mode))
    return seals.find(seen, rules.reduced(seen.grey, seen.dpi))


def page() -> Sheet:
    sheet = Sheet(100)
    sheet.lines(30, 20, LETTER)
    sheet.lines(110, 50, ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "", "", "Lê Văn Mẫu"), 13)
    return sheet


@pytest.mark.parametrize(("ink", "mode"), [(RED, "RGB"), (RED, "L"), (BLACK, "RGB"), (BLACK, "1")])
@pytest.mark.parametrize("diameter", [30, 36, 42])
def test_a_seal_over_a_signature_is_found(ink: Colour, mode: str, diameter: float) -> None:
    sheet = page()
    sheet.press(seal(diameter, ink), 95, 48)
    (disc,) = found(sheet, mode)
    expected = (pixels(95) + 4, pixels(48) + 4, pixels(95 + diameter) + 4, pixels(48 + diameter) + 4)
    assert disc == pytest.approx(expected, abs=pixels(1.5))


@pytest.mark.parametrize("mode", ["RGB", "1"])
def test_print_bears_no_seal(mode: str) -> None:
    sheet = page()
    sheet.frame(25, 60, 75, 95)
    sheet.centre(50, 70, "OOOO", 60)
    assert found(sheet, mode) == ()


def test_a_seal_that_was_removed_is_not_left() -> None:
    sheet = page()
    clean = look(sheet.scanned())
    sheet.press(seal(36, BLACK), 95, 48)
    seen = look(sheet.scanned())
    discs = seals.find(seen, rules.reduced(seen.grey, seen.dpi))
    assert seals.left(seen.grey, seen.dpi, discs) == discs
    assert seals.left(clean.grey, clean.dpi, discs) == ()
