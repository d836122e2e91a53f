"""How wide text is, and where it breaks: widths of Arial, which the fonts of the picture share."""

from __future__ import annotations

import unicodedata
from functools import cache

# Thousandths of the size. Arial, Helvetica and Liberation Sans have the same, so no font file is needed.
_REGULAR = {
    191: "'", 222: "ijl‘’", 260: "|", 278: " !,./:;I[\\]ftíìĩ", 333: "()-`r“”·", 334: "{}", 355: '"', 389: "*",
    400: "°", 469: "^", 500: "Jcksvxyz↑↓", 549: "≥≤", 556: "#$0123456789?L_abdeghnopqu–«»đ§", 584: "+<=>~", 611: "FTZ",
    656: "ơ", 667: "&ABEKPSVXY", 670: "ư", 722: "CDHNRUwĐ", 778: "GOQ", 833: "Mm", 854: "Ư", 858: "Ơ", 889: "%",
    944: "W", 1000: "…—→←", 1015: "@",
}  # fmt: skip
_BOLD = {
    238: "'", 278: " ,./I\\ijl‘’", 280: "|", 333: "!()-:;[]`ft·", 389: "*r{}", 400: "°", 474: '"', 500: "z“”↑↓",
    549: "≥≤", 556: "#$0123456789J_aceksvxy–«»§", 584: "+<=>^~", 611: "?FLTZbdghnopquđ", 667: "EPSVXY", 711: "ơ",
    722: "&ABCDHKNRUĐ", 725: "ư", 778: "GOQw", 830: "Ư", 833: "M", 854: "Ơ", 889: "%m", 944: "W", 975: "@",
    1000: "…—→←",
}  # fmt: skip
_WIDTHS = [{letter: width for width, group in table.items() for letter in group} for table in (_REGULAR, _BOLD)]
_HORN = "\u031b"  # of ơ and ư, the one mark that makes a letter wider
_UNKNOWN = 1100  # as wide as the widest of other scripts


def width(text: str, size: float, bold: bool = False) -> float:
    """Of `text` in one line, in the unit of `size`."""
    return sum(_advance(character, bold) for character in text) * size / 1000


def wrapped(text: str, room: float, size: float, *, bold: bool = False, most: int = 100) -> list[str]:
    """Lines no wider than `room`, at most `most` of them: what is left out is told by "…". Long words are broken."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold) <= room:
            lines[-1] = longer
            continue
        lines += _pieces(word, room, size, bold)
    if len(lines) > most:
        lines = [*lines[: most - 1], _shortened(lines[most - 1], room, size, bold)]
    return lines


def _pieces(word: str, room: float, size: float, bold: bool) -> list[str]:
    """A word that may be wider than a line; a number is broken after `/` or `-` if that is in its second half."""
    pieces = [""]
    for character in word:
        if pieces[-1] and width(pieces[-1] + character, size, bold) > room:
            whole = pieces[-1]
            cut = max(whole.rfind(mark) for mark in "/-") + 1
            cut = cut if cut > len(whole) / 2 else len(whole)
            pieces[-1:] = [whole[:cut], whole[cut:]]
        pieces[-1] += character
    return pieces


def _shortened(line: str, room: float, size: float, bold: bool) -> str:
    """The words of a line that leave room for "…"; of one long word, its first letters."""
    while line and width(f"{line}…", size, bold) > room:
        line = line.rpartition(" ")[0] or line[:-1]
    return f"{line.rstrip(' ,.;:')}…"


@cache
def _advance(character: str, bold: bool) -> int:
    if character in _WIDTHS[bold]:
        return _WIDTHS[bold][character]
    decomposed = unicodedata.normalize("NFD", character)
    base, marks = decomposed[0], decomposed[1:]
    if unicodedata.combining(base):
        return 0
    return _WIDTHS[bold].get(unicodedata.normalize("NFC", base + _HORN) if _HORN in marks else base, _UNKNOWN)
