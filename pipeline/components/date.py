"""Dates with their role: what each date expression of a document is there for."""

from __future__ import annotations

import re
from itertools import pairwise

from ..model import DateMention, DateRole, Reference, Span
from .frame import Frame
from .layout import Layout
from .lexicon import pattern
from .moment import Moment
from .places import Places

_LIMITS = ("truoc", "den", "het", "den het", "cham nhat", "cham nhat la", "muon nhat", "muon nhat la", "trong")
_STARTS = ("tu", "ke tu")
_EFFECTIVE = pattern(r"hieu luc[^.;]{0,40}$")
# "tính đến hết ngày 31/10 đạt 72%" is what figures cover; on the exact view, for a `tỉnh` counts nothing
_COUNTED_TO = re.compile(r"(?<!\w)(?:tính|lũy\s+kế|luỹ\s+kế)\s*$")
_CELEBRATION = pattern(
    r"ky niem|ngay (?:thanh lap|sinh|truyen thong|giai phong|quoc te|thay thuoc|quoc khanh|hoi|mat)|quoc khanh"
    r"|cach mang thang|loi keu goi|ngay le|\(\s*$"
)
_ANNIVERSARY_YEARS = 5  # a full date this much older than the document is history, not a plan


def find(
    layout: Layout, moments: tuple[Moment, ...], references: tuple[Reference, ...], frame: Frame
) -> tuple[DateMention, ...]:
    """Every date expression of the document, in order, with its role."""
    late = _after_titles(layout, moments, references)
    cited = Places((*(reference.span for reference in references), *late))
    same_day = _anniversaries(moments, layout)
    return tuple(
        DateMention(
            surface=layout.text[moment.span[0] : moment.span[1]],
            span=moment.span,
            start=moment.start,
            end=moment.end,
            role=_role(layout, moment, cited, frame, same_day),
            every=moment.every,
        )
        for moment in moments
    )


def _after_titles(layout: Layout, moments: tuple[Moment, ...], references: tuple[Reference, ...]) -> list[Span]:
    """Days of cited documents that stand after their titles."""
    days = {(reference.evidence, reference.date) for reference in references if reference.date}
    plain = (moment for moment in moments if moment.lead is None and moment.end is None)
    return [moment.span for moment in plain if (layout.sentence_at(moment.span[0]), moment.start) in days]


def _role(layout: Layout, moment: Moment, cited: Places, frame: Frame, same_day: frozenset[int]) -> DateRole:
    start, end = moment.span
    before = layout.folded[max(layout.sentence_at(start)[0], start - 100) : start]
    celebrated = _CELEBRATION.search(before) and _is_history(moment, frame)
    rules = (
        (frame.date is not None and start <= frame.date.span[0] < end, DateRole.ISSUED),
        (cited.touch((start, start + 1)), DateRole.REFERENCE),
        (_EFFECTIVE.search(before), DateRole.EFFECTIVE),
        (start in same_day, DateRole.ANNIVERSARY),
        (moment.end or moment.lead in _STARTS, DateRole.PERIOD),
        (moment.start is None or _is_past(layout, moment, frame), DateRole.PERIOD),
        (moment.lead in _LIMITS, DateRole.DEADLINE),
        ((moment.start or "").startswith("--") or celebrated, DateRole.ANNIVERSARY),
    )
    return next((role for holds, role in rules if holds), DateRole.EVENT)


def _is_past(layout: Layout, moment: Moment, frame: Frame) -> bool:
    """Is nothing due then any more: `tính đến` a day, or `trong tháng 3` in a paper of May?"""
    if _COUNTED_TO.search(layout.exact, max(0, moment.span[0] - 10), moment.span[0]):
        return True
    return moment.lead == "trong" and frame.date is not None and (moment.start or "") < frame.date.iso[:7]


def _is_history(moment: Moment, frame: Frame) -> bool:
    year = (moment.start or "")[:4]
    issued = frame.date.iso[:4] if frame.date else ""
    return year.isdigit() and issued.isdigit() and int(issued) - int(year) >= _ANNIVERSARY_YEARS


def _anniversaries(moments: tuple[Moment, ...], layout: Layout) -> frozenset[int]:
    """Starts of both dates of `11/6/1948 - 11/6/2023`: one day of the calendar in two years."""
    starts: set[int] = set()
    for left, right in pairwise(moments):
        gap = layout.folded[left.span[1] : right.span[0]]
        days = [(m.start or "")[4:] for m in (left, right)]
        if gap.strip() == "-" and days[0] == days[1] and len(days[0]) == 6 and not (left.end or right.end):
            starts |= {left.span[0], right.span[0]}
    return frozenset(starts)
