"""Date expressions: when something is, before it is known what the date is there for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from ..model import Span
from ..vietnamese import is_folded_syllable, slips
from .damaged import Damaged
from .layout import Layout
from .lexicon import pattern, plain, scan

# All patterns run on the folded view, so a lost or wrong mark (`ngảy`, `thang`) changes nothing.
_ATOM = re.compile(
    r"""ngay\s*(?P<d1>\d{1,2})\s*(?:thang|ngay(?=\s*\d{1,2}\s*nam))\s*(?P<m1>\d{1,2})(?:\s*,?\s*nam\s*(?P<y1>\d{4}))?
    |(?:ngay\s*)?(?<![\d/.,])(?P<d2>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<m2>\d{1,2})\s?(?P=sep)\s?(?P<y2>\d{4})(?!\d)
    |(?:ngay\s*)?(?<![\d/.,-])(?P<d3>\d{1,2})/(?P<m3>\d{1,2})(?![\d/%]|\s*(?:ngay|so|tong)\b)
        (?:\s*\(\s*(?:19|20|18)\d\d\s?-\s*(?:19|20)\d\d\s*\))?
    |(?<![\d/.,-])(?P<n11>0?[1-9]|1[0-2])\s+thang\s+(?P<half11>dau|cuoi)\s+nam(?:\s+(?P<y11>(?:19|20)\d\d))?(?!\w)
    |thang\s*(?P<m4>\d{1,2})\s*(?:/|-|,?\s*nam)\s*(?P<y4>(?:19|20)\d\d)
    |quy\s+(?P<q5>i{1,3}|iv|[1-4])\s*(?:/|-|,?\s*nam)\s*(?P<y5>(?:19|20)\d\d)
    |(?<![\d/.,-])(?P<from6>(?:19|20)\d\d)\s{0,3}(?:-|den(?:\s+het)?(?:\s+nam)?)\s{0,3}(?P<to6>(?:19|20)\d\d)(?![\d/])
    |(?P<near7>dau|cuoi)\s+nam(?:\s+(?P<y7>(?:19|20)\d\d))?(?!\w)
    |nam\s+(?P<y8>(?:19|20)\d\d)(?![\d/])
    |thang\s+(?P<m9>\d{1,2})(?![\d/])
    |(?<![\d/.,-])(?P<m12>0?[1-9]|1[0-2])\s?/\s?(?P<y12>20\d\d)(?![\d/.-]|\s?/)
    |quy\s+(?P<q10>i{1,3}|iv)(?!\w)""",
    re.X,
)
_WORD_OF_TIME = re.compile(r"ngay|thang|quy|nam|dau|cuoi")  # what does not begin with a figure begins so
_LEAD = re.compile(
    r"(?<![\w/])(?P<lead>ke\s+tu|tu|cham\s+nhat(?:\s+la)?|muon\s+nhat(?:\s+la)?|truoc|den\s+het|den|het|trong)"
    r"\s+(?:vao\s+)?$"
)
_NO_LEADS = ("tư", "tử", "trồng", "trọng")  # "Luật Đầu tư ngày …", "Pháp lệnh Giống cây trồng ngày …"
# On the exact view: `hang` is much.
_EVERY = re.compile(r"(?:hằng|hàng)(?<!\w.{4})\s+(?P<unit>năm|quý|tháng|tuần)(?!\w)")
_FROM_NOW = re.compile(r"(?<!\w)tu\s+nay(?:\s+cho)?\s+den(?:\s+het)?\s+")
_BLANK = re.compile(r"\s+$")
_BAR_BEFORE, _BAR_AFTER = re.compile(r"\|[\s*_]*$"), re.compile(r"[\s*_]*\|")
_CELL = re.compile(r"\|[\s*_]*(?P<year>20\d\d)(?:[^\S\n]{0,3}[-–][^\S\n]{0,3}(?P<last>20\d\d))?[\s*_]*(?=\|)")
_TO = re.compile(r"\s*(?:,?\s*den(?:\s+het)?|-)\s+")
_SPANS_YEARS = pattern(r"(?:giai doan|nhiem ky|thoi ky|khoa|\()\s*$")
_CELEBRATED = pattern(r"ngay|ky niem|quoc khanh|\(\s*$|\ble\b")
_STARTS = ("tu", "ke tu")
# A lead with a slip that makes it no syllable: `đếri`, `hêt` is read anyhow.
_DAMAGED_LEADS = {
    slip: word for word in ("den", "het", "truoc") for slip in slips(word) if not is_folded_syllable(slip)
}
_WORD_BEFORE = re.compile(r"(?<!\w)(?P<word>\w{2,7})\s+$")
_DAMAGED_SPANS = Damaged(("giai đoạn", "nhiệm kỳ", "thời kỳ"))
_WITHIN, _LIMIT = "trong", "den"
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or period as printed, with the word that leads it (`tu`, `den`, `truoc` …, folded).

    What comes back has the time after which it does, in `every` (`năm`, `quý`, `tháng`, `tuần`).
    """

    span: Span
    start: str | None
    end: str | None
    lead: str | None
    every: str | None = None


def find(layout: Layout, year: int | None) -> tuple[Moment, ...]:
    """Every date expression, in order; `year` is the document's own, for what is said without one (`hết tháng 6`)."""
    return _recurring(layout, sorted((*_said(layout, year), *_in_cells(layout)), key=lambda moment: moment.span))


def _said(layout: Layout, year: int | None) -> Iterator[Moment]:
    """Dates and periods of the calendar, as sentences say them."""
    folded, done = layout.folded, 0
    words = (word.start() for word in _WORD_OF_TIME.finditer(folded))
    for match in scan(_ATOM, folded, (*layout.figures, *words)):
        if match.start() < done:
            continue
        led_from, lead = _lead(folded, max(done, match.start() - 24), match.start())
        if layout.exact[led_from : match.start()].strip() in _NO_LEADS:
            led_from, lead = match.start(), None
        word = lead or (_LIMIT if _is_due(layout, match, year) else None)
        following = _second(folded, match.end()) if word in _STARTS and not match["from6"] else None
        period = _range(match, following, year) if following else _period(layout, match, word, year)
        if period is None:
            continue
        start = match.start() if word == _WITHIN else led_from
        end = following.end() if following else match.end()
        now = _from_now(folded, max(done, match.start() - 24), match.start())
        done = end
        if now is None:
            yield Moment((start, end), *period, word)
        else:
            yield Moment((now, end), None, period[1] or period[0], _STARTS[0])


def _from_now(folded: str, start: int, end: int) -> int | None:
    """Where `từ nay đến` starts that leads to `end`."""
    return next((found.start() for found in _FROM_NOW.finditer(folded, start, end) if found.end() == end), None)


def _in_cells(layout: Layout) -> Iterator[Moment]:
    """Cells of a table that hold a year or a span of years and nothing else: until when, or when, something is done."""
    for cell in _CELL.finditer(layout.text):
        if cell["last"] is None:
            yield Moment(cell.span("year"), cell["year"], None, _LIMIT)
        elif cell["year"] < cell["last"]:
            yield Moment((cell.start("year"), cell.end("last")), cell["year"], cell["last"], None)


def _recurring(layout: Layout, moments: list[Moment]) -> tuple[Moment, ...]:
    """The moments with what says that they come back: "trước ngày 15/12 hằng năm", or "hằng quý" alone."""
    ends = {moment.span[1]: index for index, moment in enumerate(moments)}
    found = list(moments)
    for every in _EVERY.finditer(layout.exact):
        gap = _BLANK.search(layout.exact, max(0, every.start() - 4), every.start())
        index = ends.get(gap.start() if gap else every.start())
        if index is None:
            found.append(Moment(every.span(), None, None, None, every["unit"]))
        else:
            found[index] = _each(found[index], every)
    return tuple(sorted(found, key=lambda moment: moment.span))


def _each(moment: Moment, every: re.Match[str]) -> Moment:
    """A day that comes back: it is of no year."""
    is_day = every["unit"] == "năm" and moment.start and re.fullmatch(r"\d{4}(-\d\d){1,2}", moment.start)
    start = "-" + moment.start[4:] if is_day and moment.start else moment.start
    return replace(moment, span=(moment.span[0], every.end()), start=start, every=every["unit"])


def _lead(folded: str, start: int, end: int) -> tuple[int, str | None]:
    """Where the expression that goes on at `end` starts, and the word that leads it."""
    if lead := _LEAD.search(folded, start, end):
        return lead.start("lead"), plain(lead["lead"])
    before = _WORD_BEFORE.search(folded, start, end)
    word = _DAMAGED_LEADS.get(before["word"]) if before else None
    return (before.start() if before and word else end), word


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
        before = max(0, match.start() - 16), match.start()
        led = lead or _SPANS_YEARS.search(layout.folded, *before) or _DAMAGED_SPANS.ending(layout.folded, *before)
        return (match["from6"], match["to6"]) if led and match["from6"] < match["to6"] else None
    if match["d3"] and lead is None and not _is_celebrated(layout, match):
        return None  # `1/2`, `2/3` are fractions unless a day is spoken of
    if match["n11"]:
        return _months(match, year)
    if ((match["m9"] or match["q10"] or match["m12"]) and lead is None) or (match["y8"] and lead in (None, _WITHIN)):
        return None  # "năm 2023" is said everywhere; only a limit makes it a date
    if match["near7"] and (lead is None or lead in _STARTS):
        return None  # "ngay từ đầu năm" alone sets no date
    value = _value(match, year, limited=lead is not None)
    return (value, None) if value else None


def _months(match: re.Match[str], year: int | None) -> tuple[str, str] | None:
    """`6 tháng đầu năm`: from January, or the last ones to December."""
    count, of = int(match["n11"]), match["y11"] or year
    first, last = (1, count) if match["half11"] == "dau" else (13 - count, 12)
    return (f"{of}-{first:02}", f"{of}-{last:02}") if of else None


def _is_due(layout: Layout, match: re.Match[str], year: int | None) -> bool:
    """Is this when something is due, though no word says so: alone in a cell, or a coming year in brackets?"""
    if match["y8"]:
        around = layout.view[match.start() - 1 : match.start()] + layout.view[match.end() : match.end() + 1]
        return bool(around == "()" and year and int(match["y8"]) > year)
    is_vague = match["m4"] or match["q5"] or match["m9"] or match["q10"] or match["m12"]
    return bool(is_vague and _BAR_BEFORE.search(layout.text, max(0, match.start() - 8), match.start())) and bool(
        _BAR_AFTER.match(layout.text, match.end())
    )


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
    of = group["y4"] or group["y12"] or group["y5"] or group["y7"] or group["y8"] or (str(year) if year else None)
    if of is None or group["y8"]:
        return of
    if group["near7"]:
        return f"{of}-01-01" if group["near7"] == "dau" else f"{of}-12-31"
    if month := group["m4"] or group["m9"] or group["m12"]:
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
