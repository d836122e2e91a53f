"""Characters of the symbol fonts of Windows, which files keep in the private area U+F020–U+F0FF."""

from __future__ import annotations

import re

_PRIVATE = re.compile("[\uf020-\uf0ff]")
# Font Symbol: 0x61–0x7A are Greek letters; of the rest what stands in documents.
_SYMBOL = {
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **{0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xB0: "°", 0xB2: "″", 0xA2: "′"},
    **{0xB7: "•", 0xBE: "–", 0xBC: "…", 0xA5: "∞", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xDE: "⇒", 0xDB: "⇔"},
    **{0xD7: "·", 0xE5: "∑", 0xD6: "√", 0xC5: "⊕", 0xCE: "∈", 0xC7: "∩", 0xC8: "∪", 0x2D: "−", 0xA7: "♣", 0xA8: "♦"},
}
_WINGDINGS = {
    **{0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xA8: "□", 0x6F: "□", 0x71: "□", 0x72: "□", 0x6E: "■", 0xA7: "▪"},
    **{0x6C: "●", 0xA1: "○", 0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xE8: "➔", 0xF0: "⇨", 0x28: "☎", 0x2A: "✉", 0x76: "❖"},
    **{0xAB: "★", 0xB6: "✶", 0x9F: "•", 0x9E: "·", 0x46: "☞", 0x3F: "✎", 0x22: "✂"},
}


def symbols(text: str, font: str) -> str:
    """The text with the characters of `font` as Unicode; those that no table has become `□`, which shows that one is.

    Legacy fonts keep their letters in the same area: they are none of ours and stay.
    """
    if not _PRIVATE.search(text):
        return text
    name = font.lower()
    table = _WINGDINGS if name.startswith(("wingdings", "webdings")) else _SYMBOL if name == "symbol" else None
    if table is None:
        return text
    return _PRIVATE.sub(lambda sign: table.get(ord(sign[0]) - 0xF000) or _plain(sign[0]), text)


def _plain(sign: str) -> str:
    """Punctuation and digits of these fonts are the usual ones."""
    code = ord(sign) - 0xF000
    return chr(code) if code < 0x40 else "□"
