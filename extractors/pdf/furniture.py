"""What stands on every page and is no part of the document: running heads and feet, page numbers.

Told by what repeats, never by its words: the outermost rows of a page that are the same on others but for a number
that counts the pages.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from .layer import Line, Token, Tokens

_MARGIN = 0.15  # share of the page's height in which furniture stands
_NEAR = 0.1  # share of it in which the next row inwards is looked for
_MOST_ROWS = 3  # of a head or a foot
# A page number alone: `3`, `- 3 -`, `Trang 3`, `3/10`, `Trang 3 / 10`.
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:trang|page)?\s*(\d{1,4})(?:\s*(?:/|trên|of)\s*\d{1,4})?[-–—\s]*", re.I)
_FIGURE_AT_AN_END = re.compile(r"^\W*\d|\d\W*$")
_APART = 1.0  # heights of a line: so far a page number stands from the words of its row, and no numbered heading does
# `15/KH-UBND`, `ngày 3 tháng 5 năm 2024`: a head that holds these is the document's own.
_OWN = re.compile(r"\d\s*/\s*(?:\d+\s*/\s*)?[A-ZĐ]{2}|[Nn]gày\D{0,3}\d+\s+tháng")
_ROOM = 1.8  # heights of a line
_OFTEN = 3  # pages
_SHARE = 0.4  # of the pages from the first to the last that has it: odd and even pages may differ


Size = tuple[float, float]  # width and height in points


@dataclass(frozen=True, slots=True)
class Row:
    """A row at an edge of a page (0-based): its lines, the page number set apart in it, and the rest of its text."""

    page: int
    place: tuple[str, int]  # the edge, and how many rows from it
    lines: tuple[int, ...]
    number: int | None
    text: str
    is_apart: bool  # from the next row inwards: the last line of a note that many pages have is not


def rows(page: int, lines: Sequence[Line], size: Size, tokens: Tokens) -> tuple[Row, ...]:
    """What may be furniture on a page (0-based), each edge from the page's end inwards; a row of a table is none.

    At the sides stand the heads of sheets that were turned to be printed.
    """
    width, height = size
    outer = [
        index for index, line in enumerate(lines) if not _MARGIN + _NEAR < line.base / height < 1 - _MARGIN - _NEAR
    ]
    grouped = _grouped(lines, [index for index in outer if not _is_turned(lines[index])])
    head = [row for row in grouped if lines[row[0]].base < _MARGIN * height]
    foot = [row for row in reversed(grouped) if lines[row[0]].base > (1 - _MARGIN) * height]
    side = [
        (index,)
        for index, line in enumerate(lines)
        if not _MARGIN < line.place[0] / width < 1 - _MARGIN and _is_turned(line)
    ]
    found = []
    for edge, rows_ in (("head", head), ("foot", foot), ("side", side)):
        inwards = {"head": grouped, "foot": grouped[::-1], "side": []}[edge]
        free = takewhile(lambda row: not any(lines[index].block for index in row), rows_[:_MOST_ROWS])
        for depth, row in enumerate(free):
            number, text = _number_apart([lines[index] for index in row], tokens)
            apart = len(inwards) <= depth + 1 or _are_apart(lines[row[0]], lines[inwards[depth + 1][0]])
            found.append(Row(page, (edge, depth), row, number, text, apart))
    return tuple(found)


def _grouped(lines: Sequence[Line], indices: Sequence[int]) -> list[tuple[int, ...]]:
    """Lines on one base line together, rows from above, a row from the left."""
    found: list[list[int]] = []
    for index in sorted(indices, key=lambda index: lines[index].base):
        last = lines[found[-1][-1]] if found else None
        if last and lines[index].base - last.base < 0.4 * min(last.height, lines[index].height):
            found[-1].append(index)
        else:
            found.append([index])
    return [tuple(sorted(row, key=lambda index: lines[index].place[0])) for row in found]


def _are_apart(line: Line, other: Line) -> bool:
    """Whether there is more room between two rows than between the lines of a paragraph."""
    return abs(line.base - other.base) > _ROOM * line.height


def _is_turned(line: Line) -> bool:
    return line.height > 2 * (line.place[2] - line.place[0]) and len(line.text) > 3


def found(pages: Sequence[Sequence[Row]]) -> tuple[frozenset[int], ...]:
    """Of each page, by what may be furniture on it, the lines that are."""
    every = [row for page in pages for row in page]
    numbered = _page_numbers(every)
    titles = _titles(every, frozenset(row.text for row in numbered if row.text))
    taken: list[set[int]] = [set() for _ in pages]
    for (page, _), edge in groupby(every, lambda row: (row.page, row.place[0])):
        # From the edge inwards: what stands behind a line of the document is of the document.
        off = list(takewhile(lambda row: row in numbered or row in titles, edge))
        while off and off[-1] in titles and not off[-1].is_apart:
            off.pop()
        taken[page].update(index for row in off for index in row.lines)
    return tuple(map(frozenset, taken))


def _number_apart(lines: Sequence[Line], tokens: Tokens) -> tuple[int | None, str]:
    """The page number of a row and the words beside it. A number beside words counts only at a distance."""
    whole = " ".join(line.text for line in lines)
    if alone := _PAGE_NUMBER.fullmatch(whole):
        return int(alone[1]), ""
    words = [token for line in lines for token in tokens(line)] if _FIGURE_AT_AN_END.search(whole) else []
    for end in (0, -1):
        if len(words) > 1 and (match := _PAGE_NUMBER.fullmatch(words[end].text)):
            rest = words[1:] if end == 0 else words[:-1]
            height = min(lines[0].height, lines[0].place[2] - lines[0].place[0])
            if _distance(words[end], rest[end]) > _APART * height:
                return int(match[1]), " ".join(token.text for token in rest)
    return None, " ".join(whole.split())


def _distance(one: Token, other: Token) -> float:
    """How far two words are apart, across or down."""
    return max(
        *(other.place[0] - one.place[2], one.place[0] - other.place[2]),
        *(other.place[1] - one.place[3], one.place[1] - other.place[3]),
    )


def _page_numbers(rows: Sequence[Row]) -> set[Row]:
    """Rows with a page number: it counts as the pages do, and the words beside it are the same on the other pages.

    On two pages at least; a number alone may do with being the right one.
    """
    groups = defaultdict(list)
    for row in rows:
        if row.number is not None:
            groups[row.text or row.place[0], row.number - row.page].append(row)
    found: set[Row] = set()
    for group in groups.values():
        pages = len({row.page for row in group})
        found.update(row for row in group if pages > 1 or (not row.text and row.number == row.page + 1))
    return {row for row in found if not _is_own(row)}


def _titles(rows: Sequence[Row], known: frozenset[str]) -> set[Row]:
    """Rows without a page number that are the same on many pages; the first stays, if no page number gave it away."""
    groups = defaultdict(list)
    for row in rows:
        if row.number is None and row.text:
            groups[row.place[0], row.text].append(row)
    titles = {row for row in rows if row.number is None and row.text in known and not _is_own(row)}
    for group in groups.values():
        pages = sorted({row.page for row in group})
        if len(pages) >= _OFTEN and len(pages) >= _SHARE * (pages[-1] - pages[0] + 1):
            titles.update(row for row in group if row.page > pages[0])
    return titles


def _is_own(row: Row) -> bool:
    return row.page == 0 and _OWN.search(row.text) is not None
