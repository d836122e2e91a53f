"""Targets (chỉ tiêu): figures the document sets, with unit, comparator, subject, due date and period.

A share in per cent is a target wherever it stands. A count is one where the text says so: with a limit (`ít nhất`,
`tối đa`), or with a word or heading of goals (`phấn đấu`, `CHỈ TIÊU`). Conditions, names in quotes, ordinals, years,
ages, rates of pay (`mức thu`, `thuế suất`) and what has been reached already are none; nor is a figure in a paper that
lays down rules (`NN/YYYY/KIND-BODY`) unless it speaks of goals.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest

from ..model import Comparator, DateMention, DateRole, Span, Target
from ..vietnamese import UPPER, exact, fold, is_syllable
from ..vocabulary import column, rows
from . import target_table
from .frame import Frame
from .layout import Layout
from .lexicon import alternatives, plain, scan, whole
from .places import Places

_DIGITS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9}
_DIGIT = "|".join(_DIGITS)
_IN_WORDS = rf"(?:(?:{_DIGIT})\s+)?muoi(?:\s+(?:{_DIGIT}))?|mot|hai|ba|bon|nam|sau|bay|tam|chin"
_VALUE = re.compile(
    rf"(?<![\w.,/-])(?:(?P<low>{target_table.FIGURE})(?:\s?%?(?:\s?-\s?|\s+den\s+)(?P<high>{target_table.FIGURE}))?(?![\d/]|[.,-]\d)"
    rf"(?:\s?(?P<percent>%)|(?=\s+[a-z]))|(?P<word>{_IN_WORDS})(?=\s+[a-z]))"
)
_UPWARDS = re.compile(r"[^,;.:\n\d%]{0,40}?(?<!\w)tro\s+len(?!\w)")
_STRONG = (Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.ABOUT)
_PER = re.compile(r"(?:hằng|hàng|mỗi)\s+(năm|quý|tháng|tuần|ngày)(?!\w)")
_SLASH = re.compile(r"\s?/\s?(năm|quý|tháng|tuần|ngày)(?!\w)")
_QUOTED = re.compile(r"“[^”\n]{1,250}”|\"[^\"\n]{1,250}\"")
_SINCE_REACHED = re.compile(r"[^,;.:\n]{0,80}?(?<!\w)đã(?!\w)")  # "100% các xã đã có": on the exact view
_SHARE_BEFORE = re.compile(r"(?<!\w)ty\s+le\s+$")
_WORD_FOLLOWS = re.compile(r"\s*[^\W\d_]")
_IN_BRACKETS = re.compile(r"\(\s*[\d.,]+\s?%\s*\)")
_LIST_GOES_ON = re.compile(r"[^,;.:\n\d]{0,60}(?:,|\s+và)\s+")
_POINTS = re.compile(r"\d\s+điểm(?!\w)")
_FROM = re.compile(r"(?<!\w)tu\s+$")
# "từ đủ 15 năm trở lên": a number in words stands only after a plain limit.
_BEFORE_WORDS = re.compile(r"(?:it\s+nhat|toi\s+thieu|toi\s+da|khong\s+qua|khong\s+duoi)\s+(?:la\s+)?(?=[a-z])")
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


def find(layout: Layout, dates: tuple[DateMention, ...], taken: tuple[Span, ...], frame: Frame) -> tuple[Target, ...]:
    """Every target, in order. `taken` are spans of other things (numbers, references, dates) no figure is read from.

    Of the frame count its year (what an earlier year reached is a result), and number and kind, which tell rules from
    plans.
    """
    in_tables, tables = target_table.find(layout, frame)
    quotes = (quoted.span() for quoted in _QUOTED.finditer(layout.view))
    closed = Places((*taken, *quotes, *tables, *target_table.serials(layout)))
    figures: list[_Figure] = []
    words = (limit.end() for limit in _BEFORE_WORDS.finditer(layout.folded))
    for match in scan(_VALUE, layout.folded, (*layout.figures, *words)):
        if not closed.touch(match.span()) and (figure := _figure(layout, match, frame)):
            figures.append(_listed(layout, figures[-1], figure) if figures else figure)
    limits = [mention for mention in dates if mention.role is DateRole.DEADLINE or (mention.end and mention.start)]
    targets: list[Target] = []
    for figure, following in zip_longest(figures, figures[1:]):
        done = targets[-1].span[1] if targets else 0
        limit = _clause_start(layout, following.span[0], figure.span[1]) if following else len(layout.text)
        targets.append(
            _target(layout, figure, (_clause_start(layout, figure.span[0], done), limit), limits, frame.year)
        )
    return tuple(sorted((*targets, *in_tables), key=lambda target: target.span))


@lru_cache
def _part(name: str, form: Callable[[str], str] = fold) -> str:
    """Alternatives of one part of the table of goal words."""
    return alternatives(_of_part(name), form)


def _whole(name: str, form: Callable[[str], str] = fold) -> str:
    """The same as whole words."""
    return whole(_of_part(name), form)


def _of_part(*names: str) -> list[str]:
    return [row["word"] for row in rows("goals") if row["part"] in names]


@lru_cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"(?P<lead>{whole(_of_part(*Comparator))})\s+(?:la\s+)?$")


@lru_cache
def _sign_of(word: str) -> Comparator:
    return next(Comparator(row["part"]) for row in rows("goals") if fold(row["word"]) == word)


@lru_cache
def _ordinal() -> re.Pattern[str]:
    return re.compile(rf"{_whole('ordinal', exact)}\s+$")


@lru_cache
def _condition() -> re.Pattern[str]:
    """`doanh nghiệp có từ` 25 lao động: what is said of which bodies are meant, not of what is to be reached."""
    return re.compile(rf"{_whole('bearer')}\s+(?:co|su\s+dung)\s+(?:so\s+)?(?:(?:tu|tren|duoi)\s+)?$")


@lru_cache
def _goal() -> tuple[re.Pattern[str], frozenset[str]]:
    """Words of goals, with names that have such words in them; and those that are goals."""
    return re.compile(whole(_of_part("no_goal", "goal"))), frozenset(map(fold, _of_part("goal")))


@lru_cache
def _units() -> re.Pattern[str]:
    return re.compile(rf"\s+(?P<unit>(?:(?:nghin|trieu|ty)\s+)?(?:{alternatives(column('units'))}))(?!\w)")


@lru_cache
def _money() -> re.Pattern[str]:
    """A sum has limits where rules are laid down; it is a goal where one is spoken of."""
    return re.compile(r"\s+(?:(?:nghin|trieu|ty)\s+)?dong(?!\w)")


@lru_cache
def _no_unit() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{_part('not_unit', exact)})(?!\w)")


def _figure(layout: Layout, match: re.Match[str], frame: Frame) -> _Figure | None:
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
    if unit is None or layout.paragraph_at(start) == (start, unit[1]) or _is_scored(layout, start):
        return None  # a figure that is a line of its own says nothing of what it counts
    if not _in_goals(layout, start) and (
        _lays_down_rules(frame) or _is_rate(layout, before, end) or _is_told(layout, start, end)
    ):
        return None
    if _is_reached(layout, said_from, (start, end), frame.year):
        return None
    if not match["percent"] and not _is_set(layout, match, before, sign, bool(lead)):
        return None
    first = start - len(before) + lead.start("lead") if lead else start
    printed = " ".join(layout.view[unit[0] : unit[1]].split())
    value_max = high if sign is Comparator.RANGE and high else None
    return _Figure((first, max(end, unit[1])), low, value_max, printed, unit[0], sign)


@lru_cache
def _words_of(part: str) -> re.Pattern[str]:
    """The words of one part of the table of goal words, on the exact view."""
    return re.compile(_whole(part, exact))


@lru_cache
def _rate() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words right before a rate (`thuế suất` 10%), and right after it (30% `giá` cụ thể)."""
    before = rf"{_whole('rate')}(?:\s+[a-z]+){{0,4}}\s*[(+x]?\s*$"
    return re.compile(before), re.compile(rf"\s*\)?\s*(?:{_part('rate_of')}|x(?=\s)|/\s?(?:nam|thang))(?!\w)")


def _is_rate(layout: Layout, before: str, end: int) -> bool:
    """Is this what somebody pays, or a share by which something is reckoned?"""
    words_before, words_after = _rate()
    share = _SHARE_BEFORE.search(before) and not _WORD_FOLLOWS.match(layout.view, end)  # "(12/60 ngày, tỷ lệ 20%)"
    return bool(share or words_before.search(before) or words_after.match(layout.folded, end))


def _listed(layout: Layout, before: _Figure, figure: _Figure) -> _Figure:
    """A figure with the comparator of the list it stands in: "ít nhất 100 mô hình, 50 mô hình …"."""
    between = layout.view[before.span[1] : figure.span[0]]
    goes_on = before.unit == figure.unit != "%" and _LIST_GOES_ON.fullmatch(between)
    return replace(figure, comparator=before.comparator) if goes_on and figure.comparator == "=" else figure


def _is_scored(layout: Layout, start: int) -> bool:
    """Is this a step of a scale: "Từ 80% đến dưới 90%: 15 điểm"?"""
    first, last = layout.paragraph_at(start)
    within = max(first, start - _REACH), min(last, start + _REACH)
    return bool(_POINTS.search(layout.exact, *within) or _words_of("scale").search(layout.exact, *within))


def _is_told(layout: Layout, start: int, end: int) -> bool:
    """Does the paragraph report ("tăng 14% so với cùng kỳ"), or the sentence say how to measure ("được tính 3 điểm")?

    A figure alone in brackets tells how things are ("Sơn La (87,26%)"), and so does all under a heading that says so.
    """
    section = layout.section_at(start)
    if section and any(_words_of("report").search(layout.exact, *heading) for heading in section.headings):
        return True
    return bool(start and _IN_BRACKETS.match(layout.view, start - 1)) or any(
        words.search(layout.exact, max(first, start - _REACH), min(last, end + _REACH))
        for words, (first, last) in (
            (_words_of("result"), layout.paragraph_at(start)),
            (_words_of("measure"), layout.sentence_at(start)),
        )
    )


def _lays_down_rules(frame: Frame) -> bool:
    """Is this a regulation or a decision, and no plan? In those a figure is a norm unless a goal is spoken of."""
    if frame.number and frame.number.year:
        return True  # `NN/YYYY/KIND-BODY` is the number of a legal document
    if frame.kind is None or frame.kind.name in _plans():
        return False
    return _words_of("plan_title").search(exact(frame.title or "")) is None


@lru_cache
def _plans() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("goals") if row["part"] == "plans")


def _is_reached(layout: Layout, said_from: int, figure: Span, year: int | None) -> bool:
    """Is this a result: "đã đạt 90%", "100% các xã đã có", "năm 2022 có 95%" in a paper of 2023?"""
    start, end = figure
    if _words_of("reached").search(layout.exact, said_from, start) or _SINCE_REACHED.match(layout.exact, end):
        return True
    bracket = layout.view.rfind("(", said_from, start)
    if bracket >= 0 and ")" not in layout.view[bracket:start]:
        said_from = bracket  # "95% (năm 2022 đạt 90%)": what is in brackets speaks for itself
    told = _IN_YEAR.findall(layout.folded, said_from, start)
    return bool(told and year and int(told[-1]) < year and not _speaks_of_goals(layout, said_from, start))


@lru_cache
def _campaign() -> re.Pattern[str]:
    """`Chương trình` 1 triệu sáng kiến: the figure is part of a name."""
    return re.compile(rf"{_whole('campaign')}\s+$")


def _is_set(layout: Layout, match: re.Match[str], before: str, sign: Comparator, led: bool) -> bool:
    """Is this count one that the document sets?"""
    start = match.start()
    is_year = match["high"] is None and re.fullmatch(r"(?:19|20)\d\d", match[0])
    if (is_year and not _units().match(layout.folded, match.end())) or _ordinal().search(
        layout.exact, start - len(before), start
    ):
        return False
    low_end = sign is Comparator.AT_LEAST and _FROM.search(before) and not _UPWARDS.match(layout.folded, match.end())
    strong = sign in _STRONG or (sign is Comparator.RANGE and led)
    if low_end or _money().match(layout.folded, match.end()):
        strong = False  # "lưu lượng từ 50 m3", "chi phí trên 10 tỷ đồng" say what is meant, not what is wanted
    if _condition().search(before) or _campaign().search(before):
        return False
    return strong or _in_goals(layout, start)


def _in_goals(layout: Layout, offset: int) -> bool:
    """Does the sentence so far, or a heading above it, speak of goals?"""
    if _speaks_of_goals(layout, max(layout.sentence_at(offset)[0], offset - _REACH), offset):
        return True
    section = layout.section_at(offset)
    return section is not None and any(_speaks_of_goals(layout, *heading) for heading in section.headings)


def _speaks_of_goals(layout: Layout, start: int, end: int) -> bool:
    """Is there a word of goals that is no part of a name (`Chương trình mục tiêu quốc gia`)?"""
    words, goals = _goal()
    return any(plain(found[0]) in goals for found in words.finditer(layout.folded, start, end))


def _number(printed: str) -> int | float:
    """A number in figures or, folded, in words."""
    return _in_words(printed.split()) if printed[0].isalpha() else target_table.number(printed)


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
        if not is_syllable(word[0]) or (words and _no_unit().match(layout.exact, words[-1].end())):
            break  # `Kw`, `dpi`; `đề của …`
        words.append(word)
    return (words[0].start(), words[-1].end()) if words else None


def _clause_start(layout: Layout, offset: int, done: int) -> int:
    """Where the clause of the figure at `offset` starts: what is to be done (`thành lập mới` 10 …) stands before it."""
    start = max(done, layout.sentence_at(offset)[0])
    for border in _CLAUSE_BORDER.finditer(layout.view, start, offset):
        start = border.end()
    marker = _MARKER.match(layout.view, start, offset)
    return marker.end() if marker else start


def _target(layout: Layout, figure: _Figure, within: Span, limits: list[DateMention], year: int | None) -> Target:
    """The target of a figure: what is said of it, from the start of the clause to its end or to the next one."""
    start, limit = within
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
        due=_due(layout, figure.span[0], stop, limits) or _year(layout, figure.span, stop, year),
        per=_per(layout, figure.span[0], end, stop),
        section=section.label if section else None,
    )


def _trimmed(clause: str) -> str:
    """A clause without the conjunction or comma that leads on to the next one, nor a bracket that is not closed."""
    if clause.rfind("(") > clause.rfind(")"):
        clause = clause[: clause.rfind("(")]
    return re.sub(r"(?:[\s,;:(]|(?<!\w)(?:và|trong đó có|trong đó|ở|tại|có)(?!\w))+$", "", clause)


def _due(layout: Layout, start: int, stop: int, limits: list[DateMention]) -> str | None:
    """The limit of time in the figure's clause, else before it in its paragraph, else in a heading above.

    A heading may name a period: what stands under "Giai đoạn 2025 - 2030" is due at its end.
    """
    deadlines = [mention for mention in limits if mention.role is DateRole.DEADLINE]
    after = bisect_left(deadlines, start, key=lambda deadline: deadline.span[0])
    if after < len(deadlines) and deadlines[after].span[1] <= stop:
        return deadlines[after].start
    section = layout.section_at(start)
    headings = reversed(section.headings) if section else ()
    for first, last, among in (
        (layout.paragraph_at(start)[0], start, deadlines),
        *((*span, limits) for span in headings),
    ):
        before = bisect_left(among, min(last, start), key=lambda mention: mention.span[0])
        if before and among[before - 1].span[0] >= first:
            return among[before - 1].end or among[before - 1].start
    return None


def _year(layout: Layout, figure: Span, stop: int, year: int | None) -> str | None:
    """The year for which a goal is set, where its sentence names one: `chỉ tiêu năm 2025`, in a paper not younger."""
    told = _IN_YEAR.search(layout.folded, figure[1], stop) or _IN_YEAR.search(
        layout.folded, max(layout.sentence_at(figure[0])[0], figure[0] - _REACH), figure[0]
    )
    return told[1] if told and year and int(told[1]) >= year else None


def _per(layout: Layout, start: int, end: int, stop: int) -> str | None:
    """How often: `/tuần` after the unit, `mỗi quý` after it in the clause, `hằng năm` before it in the sentence."""
    if found := _SLASH.match(layout.exact, end) or _PER.search(layout.exact, end, stop):
        return found[1]
    told = _PER.findall(layout.exact, max(layout.sentence_at(start)[0], start - _REACH), start)
    return told[-1] if told else None
