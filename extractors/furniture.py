"""What stands on every page and is no part of the document: running heads and feet, page numbers.

Told by what repeats, never by its words: the outermost rows of a page that are the same on others but for a number
that counts the pages.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .pdf_layer import Line, Token

_MARGIN = 0.15  # share of the page's height in which furniture stands
_MOST_ROWS = 3  # of a head or a foot
# A page number alone: `3`, `- 3 -`, `Trang 3`, `3/10`, `Trang 3 / 10`.
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:trang|page)?\s*(\d{1,4})(?:\s*(?:/|trên|of)\s*\d{1,4})?[-–—\s]*", re.I)
_FIGURE_AT_AN_END = re.compile(r"^\W*\d|\d\W*$")
_APART = 1.0  # heights of a line: so far a page number stands from the words of its row, and no numbered heading does
# `15/KH-UBND`, `ngày 3 tháng 5 năm 2024`: a head that holds these is the document's own.
_OWN = re.compile(r"\d\s*/\s*(?:\d+\s*/\s*)?[A-ZĐ]{2}|[Nn]gày\D{0,3}\d+\s+tháng")
_OFTEN = 3  # pages
_SHARE = 0.4  # of the pages from the first to the last that has it: odd and even pages may differ


Size = tuple[float, float]  # width and height in points


@dataclass(frozen=True, slots=True)
class _Row:
    """A row at an edge of a page (0-based), the page number set apart in it, and the rest."""

    page: int
    place: tuple[str, int]  # the edge, and how many rows from it
    lines: tuple[int, ...]
    number: int | None
    text: str


def maybe(lines: Sequence[Line], size: Size) -> frozenset[int]:
    """The lines of a page that may have a page number beside words: their tokens are needed."""
    rows = (row for rows in _outermost(lines, size).values() for row in rows)
    return frozenset(index for row in rows for index in row if _FIGURE_AT_AN_END.search(lines[index].text.strip()))


def found(pages: Sequence[tuple[Sequence[Line], Size]]) -> tuple[frozenset[int], ...]:
    """Of each page, given with its size, the lines that are furniture."""
    rows = [row for number, page in enumerate(pages) for row in _rows(number, *page)]
    numbered, titles = _page_numbers(rows), _titles(rows)
    taken: list[set[int]] = [set() for _ in pages]
    stopped: set[tuple[int, str]] = set()
    for row in rows:  # from the edge inwards: what stands behind a line of the document is of the document
        edge = (row.page, row.place[0])
        if edge in stopped or not (row in numbered or row in titles):
            stopped.add(edge)
        else:
            taken[row.page].update(row.lines)
    return tuple(map(frozenset, taken))


def _rows(number: int, lines: Sequence[Line], size: Size) -> Iterator[_Row]:
    for edge, rows in _outermost(lines, size).items():
        for depth, row in enumerate(rows):
            page_number, text = _number_apart([lines[index] for index in row])
            yield _Row(number, (edge, depth), row, page_number, text)


def _outermost(lines: Sequence[Line], size: Size) -> dict[str, list[tuple[int, ...]]]:
    """The rows at each edge of a page, from the edge inwards; a row of a table is none.

    At the sides stand the heads of sheets that were turned to be printed.
    """
    width, height = size
    rows: list[list[int]] = []
    for index in sorted(range(len(lines)), key=lambda index: lines[index].base):
        last = lines[rows[-1][-1]] if rows else None
        if _is_turned(lines[index]):
            continue
        if last and lines[index].base - last.base < 0.4 * last.height:
            rows[-1].append(index)
        else:
            rows.append([index])
    head = [row for row in rows[:_MOST_ROWS] if lines[row[0]].base < _MARGIN * height]
    foot = [row for row in rows[: -_MOST_ROWS - 1 : -1] if lines[row[0]].base > (1 - _MARGIN) * height]
    turned = [[index] for index, line in enumerate(lines) if _is_turned(line)]
    side = [tuple(row) for row in turned if not _MARGIN < lines[row[0]].place[0] / width < 1 - _MARGIN]
    return {"head": _until_table(lines, head), "foot": _until_table(lines, foot), "side": side[:_MOST_ROWS]}


def _is_turned(line: Line) -> bool:
    return line.height > 2 * (line.place[2] - line.place[0]) and len(line.text) > 3


def _until_table(lines: Sequence[Line], rows: Sequence[Sequence[int]]) -> list[tuple[int, ...]]:
    kept = []
    for row in rows:
        if any(lines[index].table for index in row):
            break
        kept.append(tuple(sorted(row, key=lambda index: lines[index].place[0])))
    return kept


def _number_apart(lines: Sequence[Line]) -> tuple[int | None, str]:
    """The page number of a row and the words beside it. A number beside words counts only at a distance."""
    whole = " ".join(line.text for line in lines)
    if alone := _PAGE_NUMBER.fullmatch(whole):
        return int(alone[1]), ""
    tokens = [token for line in lines for token in line.tokens]
    for end in (0, -1):
        if len(tokens) > 1 and (match := _PAGE_NUMBER.fullmatch(tokens[end].text)):
            rest = tokens[1:] if end == 0 else tokens[:-1]
            height = min(lines[0].height, lines[0].place[2] - lines[0].place[0])
            if _distance(tokens[end], rest[end]) > _APART * height:
                return int(match[1]), " ".join(token.text for token in rest)
    return None, " ".join(whole.split())


def _distance(one: Token, other: Token) -> float:
    """How far two words are apart, across or down."""
    return max(
        *(other.place[0] - one.place[2], one.place[0] - other.place[2]),
        *(other.place[1] - one.place[3], one.place[1] - other.place[3]),
    )


def _page_numbers(rows: Sequence[_Row]) -> set[_Row]:
    """Rows with a page number: it counts as the pages do, and the words beside it are the same on the other pages."""
    groups = defaultdict(list)
    for row in rows:
        if row.number is not None:
            groups[row.text or row.place[0], row.number - row.page].append(row)
    return {row for group in groups.values() for row in group if _counts(group, row) and not _is_own(row)}


def _counts(group: Sequence[_Row], row: _Row) -> bool:
    """On two pages at least; a number alone may do with being the right one."""
    return len({other.page for other in group}) > 1 or (not row.text and row.number == row.page + 1)


def _titles(rows: Sequence[_Row]) -> set[_Row]:
    """Rows without a page number that are the same on many pages; the first of them stays."""
    groups = defaultdict(list)
    for row in rows:
        if row.number is None and row.text:
            groups[row.place[0], row.text].append(row)
    titles: set[_Row] = set()
    for group in groups.values():
        pages = sorted({row.page for row in group})
        if len(pages) >= _OFTEN and len(pages) >= _SHARE * (pages[-1] - pages[0] + 1):
            titles.update(row for row in group if row.page > pages[0])
    return titles


def _is_own(row: _Row) -> bool:
    return row.page == 0 and _OWN.search(row.text) is not None
