"""Widths are those of the font, and lines keep to their room."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from cancu.index.picture.lettering import width, wrapped

FONTS = Path("/usr/share/fonts/truetype/liberation2")
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
LETTERS = [unicodedata.normalize("NFC", base + tone) for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY" for tone in TONES]
OTHERS = [*map(chr, range(32, 127)), *"đĐ–—…“”‘’·«»§°≥≤→←↑↓"]


@pytest.mark.tool("fonts-liberation2")
@pytest.mark.parametrize(("face", "bold"), [("Regular", False), ("Bold", True)])
def test_widths_are_those_of_a_font_that_is_as_wide_as_arial(face: str, bold: bool) -> None:
    font = TTFont(FONTS / f"LiberationSans-{face}.ttf")
    glyphs, advances, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    for character in [*LETTERS, *OTHERS]:
        real = advances[glyphs[ord(character)]][0] * 1000 / em
        assert width(character, 1000, bold) == pytest.approx(real, abs=6), character


@pytest.mark.parametrize(
    ("text", "room", "most", "lines"),
    [
        ("", 50, 9, []),
        ("lá cờ", 50, 9, ["lá cờ"]),
        ("lá cờ đỏ sao vàng", 50, 9, ["lá cờ đỏ", "sao vàng"]),
        ("lá cờ đỏ sao vàng năm cánh", 50, 2, ["lá cờ đỏ", "sao…"]),
        ("99999/BCĐCTMTQG", 50, 9, ["99999/", "BCĐCTMT", "QG"]),
        ("WWWWWWWWWWWW", 50, 1, ["WWWW…"]),
    ],
)
def test_lines(text: str, room: float, most: int, lines: list[str]) -> None:
    assert wrapped(text, room, 10, most=most) == lines


@given(st.text(), st.floats(15, 300), st.integers(1, 5), st.booleans())
def test_lines_keep_to_their_room_and_lose_nothing(text: str, room: float, most: int, bold: bool) -> None:
    lines = wrapped(text, room, 10, bold=bold, most=most)
    assert len(lines) <= most
    assert all(width(line, 10, bold) <= room for line in lines)
    whole = wrapped(text, room, 10, bold=bold, most=len(text) + 1)
    assert "".join("".join(whole).split()) == "".join(text.split())
