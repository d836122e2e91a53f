"""Targets that stand in a table: a row for each, a column for each year.

| TT | Chỉ tiêu            | ĐVT | Thực hiện 2025 | Năm 2026 |
| 1  | Tỷ lệ hộ dùng nước  | %   | 90             | ≥ 95     |
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..model import Comparator, Span, Target
from . import table
from .frame import Frame
from .layout import Layout

_NAME = re.compile(r"chi\s+tieu|muc\s+tieu|noi\s+dung|ten(?!\w)")
# "Đơn vị" alone too; with more words after it, it is a body ("Đơn vị thực hiện").
_UNIT = re.compile(r"don\s+vi\W*tinh|dvt|don\s+vi\s+do|^\W*don\s+vi\W*$")
_GOAL = re.compile(r"(?<!\w)(?:chi\s+tieu|muc\s+tieu|ke\s+hoach|phan\s+dau)(?!\w)")
# What is not set: results, and who does it.
_NOT_SET = re.compile(r"thuc\s+hien|hien\s+trang|ket\s+qua|(?<!\w)uoc(?!\w)|ghi\s+chu|co\s+quan|chu\s+tri|hien\s+hanh")
_WORD = re.compile(r"[^\W\d_]")
_SERIAL = re.compile(r"(?m)^[ \t]*\|[ \t*_]*(\d{1,3}(?:\.\d{1,3}){0,3})\.?[ \t*_]*(?=\||$)")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
# As long as a figure can be: nobody sets a million digits, and to read them would take quadratic time.
FIGURE = r"\d{1,3}(?:\.\d{3}){1,5}(?:,\d{1,9})?|\d{1,15}(?:,\d{1,9})?"
_VALUE = re.compile(
    rf"(?P<sign>[≥≤<>~]|>=|<=|tren|duoi|it\s+nhat|toi\s+thieu|toi\s+da|khong\s+qua|khoang|tu)?\s*(?P<low>{FIGURE})"
    rf"(?:\s?-\s?(?P<high>{FIGURE}))?\s*(?P<percent>%)?(?P<upwards>\s*tro\s+len)?"
)
_SIGNS = {
    "≥": ">=", ">=": ">=", "it nhat": ">=", "toi thieu": ">=", "tu": ">=", ">": ">", "tren": ">", "≤": "<=", "<=": "<=",
    "toi da": "<=", "khong qua": "<=", "<": "<", "duoi": "<", "~": "~", "khoang": "~",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the columns of a table hold, counted from the right; `due` is until when, by column of values."""

    width: int
    name: int
    unit: int | None
    due: dict[int, str | None]


def find(layout: Layout, frame: Frame) -> tuple[tuple[Target, ...], tuple[Span, ...]]:
    """The targets of every table that says it holds some, and the rows that hold them."""
    targets: list[Target] = []
    places: list[Span] = []
    for head, *rows in filter(None, table.tables(layout)):
        columns = _columns(layout, head, frame.year)
        if columns is None:
            continue
        for row in rows:
            if found := tuple(_of_row(layout, row, columns)):
                targets += found
                places.append((row[0][0], row[-1][1]))
    return tuple(targets), tuple(places)


def serials(layout: Layout) -> Iterator[Span]:
    """The numbers of rows ("1", "2.1"), each alone in the first cell: what stands in the next one is not their unit."""
    return (found.span(1) for found in _SERIAL.finditer(layout.text))


def _columns(layout: Layout, head: tuple[Span, ...], year: int | None) -> _Columns | None:
    """The columns of a table, by its first row; None where it sets no targets."""
    cells = [layout.folded[start:end] for start, end in head]
    names = [index - len(head) for index, cell in enumerate(cells) if _NAME.search(cell)]
    if not names:
        return None
    due: dict[int, str | None] = {}
    for index, cell in enumerate(cells):
        years = _YEAR.findall(cell)
        later = not years or year is None or int(years[-1]) >= year
        if index - len(head) > names[0] and later and (years or _GOAL.search(cell)) and not _NOT_SET.search(cell):
            due[index - len(head)] = years[-1] if years else None
    speaks = any(_GOAL.search(cell) for cell in cells) or _under_goals(layout, head[0][0])
    units = [index - len(head) for index, cell in enumerate(cells) if _UNIT.search(cell)]
    return _Columns(len(head), names[0], units[0] if units else None, due) if due and speaks else None


def _under_goals(layout: Layout, start: int) -> bool:
    section = layout.section_at(start)
    return section is not None and any(_GOAL.search(layout.folded, *heading) for heading in section.headings)


def _of_row(layout: Layout, row: tuple[Span, ...], columns: _Columns) -> Iterator[Target]:
    """The targets of one row, one for each column of values."""
    name, unit = (_printed(layout, cell) for cell in _named(layout, row, columns))
    name = name.strip("- +.")
    section = layout.section_at(row[0][0])
    for index, due in columns.due.items():
        span = row[index] if -index <= len(row) else (0, 0)
        found = _VALUE.fullmatch(layout.folded, *span)
        if found is None or not (unit or found["percent"]) or not _WORD.search(name):
            continue
        low, high = number(found["low"]), number(found["high"]) if found["high"] else None
        sign = _SIGNS.get(" ".join((found["sign"] or "").split()), ">=" if found["upwards"] else "=")
        yield Target(
            surface=layout.text[slice(*span)],
            span=span,
            value=low,
            value_max=high,
            unit="%" if found["percent"] else unit,
            comparator=Comparator.RANGE if high is not None else Comparator(sign),
            subject=name,
            due=due,
            per=None,
            section=section.label if section else None,
        )


def _named(layout: Layout, row: tuple[Span, ...], columns: _Columns) -> tuple[Span, Span]:
    """The cells of name and unit: where the head has them, or before the values of a row that has other cells."""
    none = (row[0][0], row[0][0])
    if len(row) == columns.width:
        return row[columns.name], row[columns.unit] if columns.unit else none
    first = len(row)
    while first and _VALUE.fullmatch(layout.folded, *row[first - 1]):
        first -= 1
    before = (none, none, *row[:first])
    return (before[-2], before[-1]) if columns.unit else (before[-1], none)


def _printed(layout: Layout, cell: Span) -> str:
    return " ".join(layout.view[slice(*cell)].split())


def number(printed: str) -> int | float:
    """`6.071` → 6071, `12,5` → 12.5: a dot parts thousands, a comma decimals."""
    plain = printed.replace(".", "").replace(",", ".")
    return float(plain) if "." in plain else int(plain)
