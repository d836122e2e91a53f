"""Which pages a person should scan again or look at, and why.

Bad is a page with a CER above 8 %. Told of the pages of corpus/scanned.py: 38 of 40 bad ones and 2 of 152 others; of
three draws of pages that get worse by degrees (corpus/graded.py) 70 of 73 and 8 of 122; of 17 pages of real scans none,
and none is bad. The weight and the limit were chosen on the first, the last draw and the real scans; on the two draws
left it is 46 of 49 and 7 of 81. Nearly all that is told wrongly or missed has a CER between 5 and 10 %.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...pipeline.config import Config
from ...pipeline.text import quality
from . import coverage, streaks
from .cleaning import Cleaned
from .line import Line, Rect
from .sheet import Sheet

_FEW = 10  # letters: specks on a blank page, or a page number
_SMALL = 6.0  # pixels: letters of 13 pt at 55 dpi; at 60 dpi up to one in ten characters is wrong
_SURE = 0.6  # the confidence of a word that is sure
_SIDE = 0.2  # share of the lines on each side of a streak that parts the page; heads of two columns have 0.15
_NEAR = 0.05  # inches
_WRONG = 0.75  # of an unsure word, about: what it counts as lost


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
    if _is_parted(sheet, page, lines):
        return "có vệt dọc suốt trang, thứ tự dòng có thể sai"
    return _lost(lines, page, discs, config.min_coverage)


def _lost(lines: Sequence[Line], page: Cleaned, discs: Sequence[Rect], least: float) -> str | None:
    """Too much print unread, or read but unsure."""
    covered = coverage.coverage(lines, page, discs) - coverage.blotted(lines, page)
    unsure = _unsure(lines)
    if covered - _WRONG * unsure >= least:
        return None
    if 1 - covered > _WRONG * unsure:
        return f"chỉ đọc được {max(0.0, covered):.0%} nét chữ"
    return f"{unsure:.0%} số chữ nhận dạng không chắc"


def _unsure(lines: Sequence[Line]) -> float:
    """Share of the words that the reader itself is not sure of."""
    doubted = [token.confidence < _SURE for line in lines for token in line.tokens]
    return sum(doubted) / max(1, len(doubted))


def _is_parted(sheet: Sheet, page: Cleaned, lines: Sequence[Line]) -> bool:
    """A streak among the words that Tesseract took for the gap between columns: many lines end or begin there."""
    rects = [page.on_sheet(line.rect) for line in lines]
    least, near = _SIDE * len(rects), _NEAR * sheet.dpi
    return any(
        sum(right < streak + near for _, _, right, _ in rects) >= least
        and sum(left > streak - near for left, *_ in rects) >= least
        for streak in streaks.find(sheet)
    )


def _is_dark(sheet: Sheet) -> bool:
    """A black page is a failure of the scanner."""
    return float(sheet.grey[::8, ::8].mean()) < 100
