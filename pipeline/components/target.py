"""Targets (chỉ tiêu): figures the document sets, with unit, comparator, subject, due date and period.

A share in per cent is a target wherever it stands. A count is one where the text says so: with a limit (`ít nhất`,
`tối đa`), or with a word or heading of goals (`phấn đấu`, `CHỈ TIÊU`). Conditions, names in quotes, ordinals, years,
ages and what has been reached already are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from ..model import Comparator, DateMention, DateRole, Span, Target
from ..vietnamese import UPPER, exact, fold
from ..vocabulary import column, rows
from .layout import Layout
from .lexicon import alternatives, plain, scan
from .places import Places

_FIGURE = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_DIGITS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9}
_DIGIT = "|".join(_DIGITS)
_IN_WORDS = rf"(?:(?:{_DIGIT})\s+)?muoi(?:\s+(?:{_DIGIT}))?|mot|hai|ba|bon|nam|sau|bay|tam|chin"
_VALUE = re.compile(
    rf"(?<![\w.,/-])(?:(?P<low>{_FIGURE})(?:\s?%?(?:\s?-\s?|\s+den\s+)(?P<high>{_FIGURE}))?(?![\d/]|[.,-]\d)"
    rf"(?:\s?(?P<percent>%)|(?=\s+[a-z]))|(?P<word>{_IN_WORDS})(?=\s+[a-z]))"
)
_STARTS_WITH = (re.compile(rf"{_DIGIT}|muoi"), re.compile(r"\d+"))
_UPWARDS = re.compile(r"[^,;.:\n\d%]{0,40}?(?<!\w)tro\s+len(?!\w)")
_STRONG = (Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.ABOUT)
_PER = re.compile(r"(?:hằng|hàng|mỗi)\s+(năm|quý|tháng|tuần|ngày)(?!\w)")
_SLASH = re.compile(r"\s?/\s?(năm|quý|tháng|tuần|ngày)(?!\w)")
_QUOTED = re.compile(r"“[^”\n]{1,250}”|\"[^\"\n]{1,250}\"")
_REACHED = re.compile(
    r"(?<!\w)da\s+(?:dat|co|thanh\s+lap|ket\s+nap|to\s+chuc|hoan\s+thanh|phat\s+trien)|ket\s+qua\s+dat"
)
_BEFORE_WORDS = re.compile(r"(?:it\s+nhat|toi\s+thieu|toi\s+da|khong\s+qua|khong\s+duoi)\s+(?:la\s+)?$")
_IN_YEAR = re.compile(r"(?<!den )(?<!\w)nam\s+((?:19|20)\d\d)(?!\s?[-–/])")
_REACH = 300  # characters back in the sentence to which a word still governs a figure
_CLAUSE_END = re.compile(rf"[;\n]|[.!?](?=\s|$)|\((?=[{UPPER}])|\)")
# Where a clause starts: after a comma, colon or bracket, and after the bullet or number of a list.
_CLAUSE_BORDER = re.compile(r"[,;:(]\s+|(?<!\w)(?:và|trong đó)\s+")
_MARKER = re.compile(r"\s*(?:[-+•]|\d{1,2}(?:\.\d+)*[.)]|[a-zđ][.)]|\(\d+\))\s+")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Figure:
    """A value with its unit and comparator, before it is known how far what is said of it goes."""

    span: Span  # from the comparator to the end of the unit
    value: int | float
    value_max: int | float | None
    unit: str
    unit_start: int
    comparator: Comparator


def find(
    layout: Layout, dates: tuple[DateMention, ...], taken: tuple[Span, ...], year: int | None
) -> tuple[Target, ...]:
    """Every target, in order. `taken` are spans of other things (numbers, references, dates) no figure is read from.

    `year` is that of the document: what an earlier year reached is a result.
    """
    closed = Places((*taken, *(quoted.span() for quoted in _QUOTED.finditer(layout.view))))
    figures = []
    for match in scan(_VALUE, layout.folded, *_STARTS_WITH):
        if not closed.touch(match.span()) and (figure := _figure(layout, match, year)):
            figures.append(figure)
    deadlines = [mention for mention in dates if mention.role is DateRole.DEADLINE]
    targets: list[Target] = []
    for figure, following in zip_longest(figures, figures[1:]):
        done = targets[-1].span[1] if targets else 0
        limit = _clause_start(layout, following.span[0], figure.span[1]) if following else len(layout.text)
        targets.append(_target(layout, figure, _clause_start(layout, figure.span[0], done), limit, deadlines))
    return tuple(targets)


@lru_cache
def _part(name: str, form: Callable[[str], str] = fold) -> str:
    """Alternatives of one part of the table of goal words."""
    return alternatives((row["word"] for row in rows("goals") if row["part"] == name), form)


@lru_cache
def _lead() -> re.Pattern[str]:
    words = alternatives(row["word"] for row in rows("goals") if row["part"] in set(Comparator))
    return re.compile(rf"(?<!\w)(?P<lead>{words})\s+(?:la\s+)?$")


@lru_cache
def _sign_of(word: str) -> Comparator:
    return next(Comparator(row["part"]) for row in rows("goals") if fold(row["word"]) == word)


@lru_cache
def _ordinal() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_part('ordinal', exact)})\s+$")


@lru_cache
def _condition() -> re.Pattern[str]:
    """`doanh nghiệp có từ` 25 lao động: what is said of which bodies are meant, not of what is to be reached."""
    return re.compile(rf"(?<!\w)(?:{_part('bearer')})\s+(?:co|su\s+dung)\s+(?:so\s+)?(?:(?:tu|tren|duoi)\s+)?$")


@lru_cache
def _goal() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_part('goal')})(?!\w)")


@lru_cache
def _units() -> re.Pattern[str]:
    return re.compile(rf"\s+(?P<unit>{alternatives(column('units'))})(?!\w)")


@lru_cache
def _no_unit() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{_part('not_unit', exact)})(?!\w)")


def _figure(layout: Layout, match: re.Match[str], year: int | None) -> _Figure | None:
    """The figure of a match, or None where it is no target."""
    start, end = match.span()
    said_from = max(layout.sentence_at(start)[0], start - _REACH)
    before = layout.folded[max(said_from, start - 60) : start]
    lead = _lead().search(before)
    sign = _sign_of(plain(lead["lead"])) if lead else Comparator.EQUAL
    if _UPWARDS.match(layout.folded, end):
        sign = Comparator.AT_LEAST
    low, high = _number(match["low"] or match["word"]), match["high"] and _number(match["high"])
    if high and high > low:
        sign = Comparator.RANGE
    unit = (end - 1, end) if match["percent"] else _unit(layout, end)
    if unit is None or _is_reached(layout, said_from, start, year):
        return None
    if not match["percent"] and not _is_set(layout, match, before, sign, bool(lead)):
        return None
    first = start - len(before) + lead.start("lead") if lead else start
    printed = " ".join(layout.view[unit[0] : unit[1]].split())
    value_max = high if sign is Comparator.RANGE and high else None
    return _Figure((first, max(end, unit[1])), low, value_max, printed, unit[0], sign)


def _is_reached(layout: Layout, said_from: int, start: int, year: int | None) -> bool:
    """Is this a result: "đã đạt 90%", "năm 2022 có 95%" in a paper of 2023?"""
    if _REACHED.search(layout.folded, said_from, start):
        return True
    bracket = layout.view.rfind("(", said_from, start)
    if bracket >= 0 and ")" not in layout.view[bracket:start]:
        said_from = bracket  # "95% (năm 2022 đạt 90%)": what is in brackets speaks for itself
    told = _IN_YEAR.findall(layout.folded, said_from, start)
    return bool(told and year and int(told[-1]) < year and not _goal().search(layout.folded, said_from, start))


@lru_cache
def _campaign() -> re.Pattern[str]:
    """`Chương trình` 1 triệu sáng kiến: the figure is part of a name."""
    return re.compile(rf"(?<!\w)(?:{_part('campaign')})\s+$")


def _is_set(layout: Layout, match: re.Match[str], before: str, sign: Comparator, led: bool) -> bool:
    """Is this count one that the document sets?"""
    start = match.start()
    is_year = match["high"] is None and re.fullmatch(r"(?:19|20)\d\d", match[0])
    if (is_year and not _units().match(layout.folded, match.end())) or _ordinal().search(
        layout.exact, start - len(before), start
    ):
        return False
    strong = sign in _STRONG or (sign is Comparator.RANGE and led)
    if match["word"] and not _BEFORE_WORDS.search(before):
        return False  # "từ đủ 15 năm trở lên": a number in words stands only after a plain limit
    if _condition().search(before) or _campaign().search(before):
        return False
    return strong or _in_goals(layout, start)


def _in_goals(layout: Layout, offset: int) -> bool:
    """Does the sentence so far, or a heading above it, speak of goals?"""
    if _goal().search(layout.folded, max(layout.sentence_at(offset)[0], offset - _REACH), offset):
        return True
    section = layout.section_at(offset)
    return section is not None and any(_goal().search(layout.folded, *heading) for heading in section.headings[:2])


def _number(printed: str) -> int | float:
    """`6.071` → 6071, `12,5` → 12.5: a dot parts thousands, a comma decimals."""
    if printed[0].isalpha():
        return _in_words(printed.split())
    plain = printed.replace(".", "").replace(",", ".")
    return float(plain) if "." in plain else int(plain)


def _in_words(words: list[str]) -> int:
    """`hai`, `mười`, `mười lăm`, `hai mươi ba` (folded)."""
    if "muoi" not in words:
        return _DIGITS[words[0]]
    place = words.index("muoi")
    tens = _DIGITS[words[0]] if place else 1
    return tens * 10 + (_DIGITS[words[-1]] if place < len(words) - 1 else 0)


def _unit(layout: Layout, end: int) -> Span | None:
    """What is counted: a unit of the table, else the first two words; None for durations, ages, ordinals."""
    if _no_unit().match(layout.exact, end):
        return None
    if known := _units().match(layout.folded, end):
        return known.span("unit")
    words: list[re.Match[str]] = []
    for word in _WORD.finditer(layout.view, end, min(end + 30, layout.paragraph_at(end - 1)[1])):
        if layout.view[words[-1].end() if words else end : word.start()].strip() or len(words) == 2:
            break
        words.append(word)
    return (words[0].start(), words[-1].end()) if words else None


def _clause_start(layout: Layout, offset: int, done: int) -> int:
    """Where the clause of the figure at `offset` starts: what is to be done (`thành lập mới` 10 …) stands before it."""
    start = max(done, layout.sentence_at(offset)[0])
    for border in _CLAUSE_BORDER.finditer(layout.view, start, offset):
        start = border.end()
    marker = _MARKER.match(layout.view, start, offset)
    return marker.end() if marker else start


def _target(layout: Layout, figure: _Figure, start: int, limit: int, deadlines: list[DateMention]) -> Target:
    """The target of a figure: what is said of it, from the start of the clause to its end or to the next one."""
    end = figure.span[1]
    limit = min(limit, layout.paragraph_at(end - 1)[1])
    clause = _CLAUSE_END.search(layout.view, end, limit)
    stop = max(end, clause.start() if clause else limit)
    stop = max(end, start + len(_trimmed(layout.view[start:stop])))
    subject = layout.view[figure.unit_start + (figure.unit == "%") : stop]
    section = layout.section_at(start)
    return Target(
        surface=layout.text[start:stop],
        span=(start, stop),
        value=figure.value,
        value_max=figure.value_max,
        unit=figure.unit,
        comparator=figure.comparator,
        subject=re.sub(r"^trở lên\s+", "", " ".join(subject.split())) or None,
        due=_due(layout, figure.span[0], stop, deadlines),
        per=_per(layout, figure.span[0], end, stop),
        section=section.label if section else None,
    )


def _trimmed(clause: str) -> str:
    """A clause without the conjunction or comma that leads on to the next one, nor a bracket that is not closed."""
    if clause.rfind("(") > clause.rfind(")"):
        clause = clause[: clause.rfind("(")]
    return re.sub(r"(?:[\s,;:(]|(?<!\w)(?:và|trong đó có|trong đó|ở|tại|có)(?!\w))+$", "", clause)


def _due(layout: Layout, start: int, stop: int, deadlines: list[DateMention]) -> str | None:
    """The limit of time in the figure's clause, else before it in its paragraph, else in a heading above."""
    after = bisect_left(deadlines, start, key=lambda deadline: deadline.span[0])
    if after < len(deadlines) and deadlines[after].span[1] <= stop:
        return deadlines[after].start
    section = layout.section_at(start)
    places = [(layout.paragraph_at(start)[0], start), *(reversed(section.headings) if section else ())]
    for first, last in places:
        before = bisect_left(deadlines, min(last, start), key=lambda deadline: deadline.span[0])
        if before and deadlines[before - 1].span[0] >= first:
            return deadlines[before - 1].start
    return None


def _per(layout: Layout, start: int, end: int, stop: int) -> str | None:
    """How often: `/tuần` after the unit, `mỗi quý` after it in the clause, `hằng năm` before it in the sentence."""
    if found := _SLASH.match(layout.exact, end) or _PER.search(layout.exact, end, stop):
        return found[1]
    told = _PER.findall(layout.exact, max(layout.sentence_at(start)[0], start - _REACH), start)
    return told[-1] if told else None
