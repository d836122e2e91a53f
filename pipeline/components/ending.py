"""What a document says of itself at its end where its head does not: when a law was adopted, the date above a
signature, the number of a consolidated text where it is certified.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from ..model import IssueDate, Number, Span
from . import head
from .head import Mark, Part
from .layout import Layout
from .lexicon import pattern
from .moment import iso_day

# "Luật này được Quốc hội … thông qua ngày …": the date of a law, whose head has none before 2026.
_ADOPTED = pattern(
    r"(?<!\w)(?:luat|phap lenh|nghi quyet) nay (?:da )?duoc [^.;]{3,250}? thong qua "
    r"(?P<date>ngay (\d{1,2}) thang (\d{1,2}) nam (\d{4}))(?!\d)"
)
_BEFORE_SIGNATURE = 1_200  # characters
_CERTIFIED = "xac thuc van ban hop nhat"
_LINES = 8  # on each side of what is looked for


@dataclass(frozen=True, slots=True)
class Ending:
    """Number, date and place, and names of bodies in capitals."""

    number: Number | None = None
    date: IssueDate | None = None
    place: str | None = None
    names: tuple[Part, ...] = ()


def certified(layout: Layout, numbers: tuple[Number, ...]) -> Ending:
    """The block `XÁC THỰC VĂN BẢN HỢP NHẤT` (Pháp lệnh 01/2012/UBTVQH13), which has the number of the text."""
    at = layout.folded.rfind(_CERTIFIED)
    if at < 0:
        return Ending()
    parts = _around(layout, at, numbers, _LINES)
    number = next((part.number for part in parts if part.number and part.number.kind_code == "VBHN"), None)
    day = next((part for part in parts if part.date), None)
    names = tuple(
        part
        for part in parts
        if part.mark is Mark.WORDS and part.span[1] <= at and layout.view[slice(*part.span)].isupper()
    )
    return Ending(number, day.date if day else None, day.place if day else None, names)


def dated(layout: Layout, signed: Span | None) -> Ending:
    """When a law was adopted, or the place and date right above the signature."""
    end = signed[0] if signed else len(layout.text)
    adopted = None
    for found in _ADOPTED.finditer(layout.folded, max(0, end - _BEFORE_SIGNATURE), end):
        adopted = found
    if adopted and (iso := iso_day(*adopted.group(2, 3, 4))):
        span = adopted.span("date")
        return Ending(date=IssueDate(iso, layout.text[slice(*span)], span))
    above = [part for part in _around(layout, end, (), 0) if part.date and part.span[1] <= end] if signed else []
    return Ending(date=above[-1].date, place=above[-1].place) if above else Ending()


def _around(layout: Layout, at: int, numbers: tuple[Number, ...], after: int) -> tuple[Part, ...]:
    line = bisect_left(layout.lines, at, key=lambda span: span[0])
    return head.cut(layout, layout.lines[max(0, line - _LINES) : line + after + 1], numbers)
