"""Which pages a person should scan again or look at, and why."""

from __future__ import annotations

from collections.abc import Sequence

from ...pipeline.config import Config
from ...pipeline.text import quality
from . import coverage
from .cleaning import Cleaned
from .line import Line, Rect
from .sheet import Sheet

_FEW = 10  # letters: specks on a blank page, or a page number
_SMALL = 6.0  # pixels: letters of 13 pt at 55 dpi; at 60 dpi up to one in ten characters is wrong
_SURE = 0.6  # the confidence of a word that is sure
_UNSURE = 0.12  # share of the letters in such words


def reason(sheet: Sheet, page: Cleaned, lines: Sequence[Line], discs: Sequence[Rect], config: Config) -> str | None:
    """Why (Vietnamese) more than 8 in 100 characters of a page are likely to be wrong; None for one that is good.

    A page without print is good. `discs` are the squares around seals, in pixels of `page`.
    """
    text = " ".join(line.text for line in lines)
    centres, _ = coverage.letters(page)
    if len(centres) < _FEW and not _is_dark(sheet):
        return None
    if not text:
        return "không nhận dạng được chữ nào"
    if sheet.traits.letters is not None and sheet.traits.letters < _SMALL:
        return "chữ quá nhỏ, độ phân giải quá thấp"
    score = quality(text)
    if score < config.min_quality:
        return f"chữ nhận dạng kém ({score:.2f})".replace(".", ",")
    covered = coverage.coverage(lines, page, discs)
    if covered < config.min_coverage:
        return f"chỉ đọc được {covered:.0%} nét chữ"
    unsure = _unsure(lines)
    return f"{unsure:.0%} số chữ nhận dạng không chắc" if unsure > _UNSURE else None


def _unsure(lines: Sequence[Line]) -> float:
    """Share of the words that the reader itself is not sure of, long words counting more."""
    words = [(len(token.text), token.confidence < _SURE) for line in lines for token in line.tokens]
    return sum(length for length, doubted in words if doubted) / max(1, sum(length for length, _ in words))


def _is_dark(sheet: Sheet) -> bool:
    """A black page is a failure of the scanner."""
    return float(sheet.grey[::8, ::8].mean()) < 100
