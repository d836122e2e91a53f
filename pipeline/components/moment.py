"""Date expressions: when something is, before it is known what the date is there for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ..model import Span
from .layout import Layout
from .lexicon import pattern, plain

# All patterns run on the folded view, so a lost or wrong mark (`ngảy`, `thang`) changes nothing.
_ATOM = re.compile(
    r"""ngay\s*(?P<d1>\d{1,2})\s*(?:thang|ngay(?=\s*\d{1,2}\s*nam))\s*(?P<m1>\d{1,2})(?:\s*,?\s*nam\s*(?P<y1>\d{4}))?
    |(?:ngay\s*)?(?<![\d/.,])(?P<d2>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<m2>\d{1,2})\s?(?P=sep)\s?(?P<y2>\d{4})(?!\d)
    |(?:ngay\s*)?(?<![\d/.,-])(?P<d3>\d{1,2})/(?P<m3>\d{1,2})(?![\d/%]|\s*(?:ngay|so|tong)\b)
        (?:\s*\(\s*(?:19|20|18)\d\d\s?-\s*(?:19|20)\d\d\s*\))?
    |thang\s*(?P<m4>\d{1,2})\s*(?:/|nam)\s*(?P<y4>(?:19|20)\d\d)
    |quy\s+(?P<q5>i{1,3}|iv|[1-4])\s*(?:/|nam)\s*(?P<y5>(?:19|20)\d\d)
    |(?<![\d/.,-])(?P<from6>(?:19|20)\d\d)\s?(?:-|den(?:\s+het)?(?:\s+nam)?)\s?(?P<to6>(?:19|20)\d\d)(?![\d/])
    |(?P<near7>dau|cuoi)\s+nam(?:\s+(?P<y7>(?:19|20)\d\d))?(?!\w)
    |nam\s+(?P<y8>(?:19|20)\d\d)(?![\d/])
    |thang\s+(?P<m9>\d{1,2})(?![\d/])
    |quy\s+(?P<q10>i{1,3}|iv)(?!\w)""",
    re.X,
)
_LEAD = re.compile(
    r"(?<![\w/])(?P<lead>ke\s+tu|tu|cham\s+nhat(?:\s+la)?|muon\s+nhat(?:\s+la)?|truoc|den\s+het|den|het)\s+(?:vao\s+)?$"
)
_NO_LEADS = ("tư", "tử")  # "Luật Đầu tư ngày …", "Luật Giao dịch điện tử ngày …"
_TO = re.compile(r"\s*(?:,?\s*den(?:\s+het)?|-)\s+")
_SPANS_YEARS = pattern(r"(?:giai doan|nhiem ky|thoi ky|khoa|\()\s*$")
_CELEBRATED = pattern(r"ngay|ky niem|quoc khanh|\(\s*$|\ble\b")
_STARTS = ("tu", "ke tu")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or period as printed, with the word that leads it (`tu`, `den`, `truoc` …, folded)."""

    span: Span
    start: str | None
    end: str | None
    lead: str | None


def find(layout: Layout, year: int | None) -> tuple[Moment, ...]:
    """Every date expression, in order; `year` is the document's own, for what is said without one (`hết tháng 6`)."""
    folded, moments, done = layout.folded, [], 0
    for match in _ATOM.finditer(folded):
        if match.start() < done:
            continue
        lead = _LEAD.search(folded, max(done, match.start() - 24), match.start())
        if lead and layout.exact[slice(*lead.span("lead"))] in _NO_LEADS:
            lead = None
        word = plain(lead["lead"]) if lead else None
        following = _second(folded, match.end()) if word in _STARTS and not match["from6"] else None
        period = _range(match, following, year) if following else _period(layout, match, word, year)
        if period is None:
            continue
        done = following.end() if following else match.end()
        moments.append(Moment((lead.start("lead") if lead else match.start(), done), *period, word))
    return tuple(moments)


def _second(folded: str, position: int) -> re.Match[str] | None:
    """The other end of a range that starts before `position`: `… đến 30/6/2023`."""
    gap = _TO.match(folded, position)
    following = _ATOM.match(folded, gap.end()) if gap else None
    return following if following and _value(following, None) else None


def _range(match: re.Match[str], following: re.Match[str], year: int | None) -> tuple[str, str | None] | None:
    """Both ends of `từ … đến …`; the first has the year of the last where it names none."""
    last = _value(following, year)
    first = _value(match, int(last[:4]) if last and last[:4].isdigit() else year, limited=True)
    return (first, last) if first else None


def _period(layout: Layout, match: re.Match[str], lead: str | None, year: int | None) -> tuple[str, str | None] | None:
    """Start and end of one expression; None where it is no date after all."""
    if match["from6"]:
        led = lead or _SPANS_YEARS.search(layout.folded, max(0, match.start() - 16), match.start())
        return (match["from6"], match["to6"]) if led and match["from6"] < match["to6"] else None
    if match["d3"] and lead is None and not _is_celebrated(layout, match):
        return None  # `1/2`, `2/3` are fractions unless a day is spoken of
    if (match["y8"] or match["m9"] or match["q10"]) and lead is None:
        return None  # "năm 2023" is said everywhere; only a limit makes it a date
    if match["near7"] and (lead is None or lead in _STARTS):
        return None  # "ngay từ đầu năm" alone sets no date
    value = _value(match, year, limited=lead is not None)
    return (value, None) if value else None


def _is_celebrated(layout: Layout, match: re.Match[str]) -> bool:
    before = layout.folded[max(layout.paragraph_at(match.start())[0], match.start() - 60) : match.start() + 4]
    return bool(_CELEBRATED.search(before))


def _value(match: re.Match[str], year: int | None, limited: bool = False) -> str | None:
    """ISO form of one expression, partial where it is; None if it is no day of the calendar.

    A day without a year comes back every year, unless it is a limit: then it is one of the document's `year`.
    """
    group = match.groupdict()
    for day, month, of_year in (("d1", "m1", "y1"), ("d2", "m2", "y2"), ("d3", "m3", "")):
        if group[day]:
            own = group.get(of_year) or (str(year) if limited and year else None)
            return iso_day(group[day], group[month], own)
    of = group["y4"] or group["y5"] or group["y7"] or group["y8"] or (str(year) if year else None)
    if of is None or group["y8"]:
        return of
    if group["near7"]:
        return f"{of}-01-01" if group["near7"] == "dau" else f"{of}-12-31"
    if month := group["m4"] or group["m9"]:
        return f"{of}-{int(month):02}" if 1 <= int(month) <= 12 else None
    quarter = group["q5"] or group["q10"]
    return f"{of}-Q{_QUARTERS.get(quarter) or quarter}"


def iso_day(day: str, month: str, year: str | None) -> str | None:
    """`2023-06-30`, or `--06-30` without a year; None if the calendar has no such day."""
    try:
        found = date(int(year) if year else 2000, int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if year else f"--{found:%m-%d}"
