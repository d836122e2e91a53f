"""Ruled tables of a page as rows of text, a row a line: `| cell | cell |`."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from ..rows import as_row
from .layer import Line, Place, Rule, Token, Tokens, TooManyRules, joined

# As pdfplumber has them by default: lines this near are one, and meet.
_SNAP = 3.0
_MEET = 3.0
_MOST_CROSSINGS = 1_500  # finding cells takes the square of it: half a second
_MOST_PAIRS = 250_000  # of level and upright lines


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of a grid: its rows and columns, counted from 0, the ends not included."""

    place: Place
    rows: tuple[int, int]
    columns: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table."""

    place: Place
    cells: tuple[_Cell, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]

    @property
    def width(self) -> int:
        return len(self.xs) - 1

    @property
    def height(self) -> int:
        return len(self.ys) - 1


def grids(rules: Sequence[Rule]) -> tuple[Grid, ...]:
    """The tables that lines rule; frames around text and single boxes are none. `TooManyRules` for a drawing."""
    if min(sum(rule.level for rule in rules), sum(not rule.level for rule in rules)) < 2:
        return ()
    from pdfplumber import table  # takes 20 MB and a tenth of a second, for pages that have lines only

    edges = table.merge_edges([_edge(rule) for rule in rules], _SNAP, _SNAP, _SNAP, _SNAP)
    level = sum(edge["orientation"] == "h" for edge in edges)
    if level * (len(edges) - level) > _MOST_PAIRS:
        raise TooManyRules
    crossings = table.edges_to_intersections(edges, _MEET, _MEET)
    if len(crossings) > _MOST_CROSSINGS:
        raise TooManyRules
    found = (_grid(cells) for cells in table.cells_to_tables(table.intersections_to_cells(crossings)))
    return tuple(grid for grid in found if grid.width > 1 and (grid.height > 1 or grid.width > 2))


def _edge(rule: Rule) -> dict[str, object]:
    middle = (rule.top + rule.bottom) / 2 if rule.level else (rule.left + rule.right) / 2
    return {
        "x0": rule.left if rule.level else middle,
        "x1": rule.right if rule.level else middle,
        "top": middle if rule.level else rule.top,
        "bottom": middle if rule.level else rule.bottom,
        "width": rule.right - rule.left if rule.level else 0.0,
        "height": 0.0 if rule.level else rule.bottom - rule.top,
        "orientation": "h" if rule.level else "v",
    }


def _grid(places: Sequence[Place]) -> Grid:
    xs = sorted({x for left, _, right, _ in places for x in (left, right)})
    ys = sorted({y for _, top, _, bottom in places for y in (top, bottom)})
    cells = tuple(
        _Cell(place, (ys.index(place[1]), ys.index(place[3])), (xs.index(place[0]), xs.index(place[2])))
        for place in places
    )
    return Grid((xs[0], ys[0], xs[-1], ys[-1]), cells, tuple(xs), tuple(ys))


def in_rows(lines: Sequence[Line], found: Sequence[Grid], tokens: Tokens) -> list[Line]:
    """The lines, with the text in each table as its rows where its first word was written."""
    kept: list[Line | int] = []
    filled: list[list[tuple[Token, ...]]] = [[] for _ in found]
    for line in lines:
        near = [number for number, grid in enumerate(found) if _touch(line.place, grid.place)]
        rest = words = tokens(line) if near else ()
        for number in near:
            inside = tuple(token for token in rest if _holds(found[number].place, token.place))
            if inside:
                kept += [] if filled[number] else [number]
                filled[number].append(inside)
                rest = tuple(token for token in rest if not _holds(found[number].place, token.place))
        if len(rest) == len(words):
            kept.append(line)
        elif rest:
            kept.append(joined(line, rest))
    rows = [_rows(grid, pieces, number) for number, (grid, pieces) in enumerate(zip(found, filled, strict=True), 1)]
    return list(chain.from_iterable(rows[item] if isinstance(item, int) else [item] for item in kept))


def _touch(one: Place, other: Place) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _holds(cell: Place, token: Place) -> bool:
    """Whether the middle of a word is in a place."""
    x, y = _middle(token)
    return cell[0] <= x < cell[2] and cell[1] <= y < cell[3]


def _middle(place: Place) -> tuple[float, float]:
    return (place[0] + place[2]) / 2, (place[1] + place[3]) / 2


def _rows(grid: Grid, pieces: Sequence[tuple[Token, ...]], number: int) -> list[Line]:
    """The rows of a table, those of its head as one; a merged cell stands in the first place it covers."""
    if not pieces:
        return []
    content = _content(grid, pieces)
    head = _head(grid)
    found = []
    for start, end in [(0, head), *((row, row + 1) for row in range(head, grid.height))]:
        cells = [_words(grid, content, (start, end), column, start == 0) for column in range(grid.width)]
        if any(cells):
            found.append(_row(cells, number))
    return found


def _content(grid: Grid, pieces: Sequence[tuple[Token, ...]]) -> dict[_Cell, tuple[Token, ...]]:
    covers = {
        (row, column): cell for cell in grid.cells for row in range(*cell.rows) for column in range(*cell.columns)
    }
    content: dict[_Cell, list[Token]] = {}
    for token in chain.from_iterable(_mended(pieces)):
        x, y = _middle(token.place)
        if cell := covers.get((bisect(grid.ys, y) - 1, bisect(grid.xs, x) - 1)):
            content.setdefault(cell, []).append(token)
    return {cell: tuple(tokens) for cell, tokens in content.items()}


def _mended(pieces: Sequence[tuple[Token, ...]]) -> Iterator[tuple[Token, ...]]:
    """The lines in a table; a document number that is broken at its hyphen is whole again: `15/QĐ-` `UBND`."""
    waiting: Token | None = None
    for piece, following in zip(pieces, [*pieces[1:], ()], strict=True):
        first, *rest = piece
        if waiting:
            first = Token(waiting.text + first.text, waiting.place)
        *before, last = first, *rest
        broken = last.text.endswith("-") and "/" in last.text and following and _is_below(last, following[0])
        waiting = last if broken else None
        yield tuple(before) if broken else (*before, last)
    if waiting:
        yield (waiting,)


def _is_below(token: Token, other: Token) -> bool:
    """In the same cell, as far as can be told: lower, and not to the right."""
    return other.place[1] > token.place[1] and other.place[0] < token.place[2]


def _head(grid: Grid) -> int:
    """How many rows of the grid the head takes: as many as its tallest cell, where others are parted below."""
    first = [cell for cell in grid.cells if cell.rows[0] == 0]
    tallest = max(cell.rows[1] for cell in first)
    parted = any(cell.rows[1] < tallest and cell.columns[1] - cell.columns[0] > 1 for cell in first)
    return tallest if parted and tallest < grid.height else 1


def _words(
    grid: Grid, content: dict[_Cell, tuple[Token, ...]], rows: tuple[int, int], column: int, head: bool
) -> tuple[Token, ...]:
    """What stands in a column of some rows; a heading over several columns is repeated in each of them."""
    over = [
        cell
        for cell in sorted(grid.cells, key=lambda cell: cell.rows)
        if cell.columns[0] <= column < cell.columns[1]
        and rows[0] <= cell.rows[0] < rows[1]
        and (cell.columns[0] == column or (head and rows[1] - rows[0] > 1))
    ]
    return tuple(token for cell in over for token in content.get(cell, ()))


def _row(cells: Sequence[tuple[Token, ...]], number: int) -> Line:
    texts = (" ".join(token.text for token in cell) for cell in cells)
    tokens = [token for cell in cells for token in cell]
    whole = joined(Line("", tokens[0].place, tokens[0].place[3]), tokens)
    return replace(whole, text=as_row(texts), base=whole.place[3], block=number)
