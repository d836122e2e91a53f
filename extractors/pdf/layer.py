"""The text layer of a page: lines in the order they are read, columns one after the other, paragraphs parted."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from statistics import median

from ...pipeline.model import Span
from ...pipeline.text import clean

Place = tuple[float, float, float, float]  # left, top, right, bottom in points from the upper left corner of the page

_PARAGRAPH = 1.15  # a step down of more than this many leadings starts a paragraph
_APART = 1.5  # heights of a line: blank space this wide parts columns; justified print stays below it
_MOST_LINES = 600  # of a page whose order is mended: more are a drawing
# Widths of characters in heights of a line from ascender to descender, of the usual serif and sans serif faces.
_CAPITAL, _SMALL, _BLANK = 0.6, 0.44, 0.25
_GUTTER = 4  # heights of a line: what the gutter adds to one row of two columns at least
_AROUND = 5  # lines
_LABEL = 6  # heights of a line; what is narrower is a label or the mark of a list, no column
_MOVED = 0.4  # heights of a line; a smaller step up is a raised letter


@dataclass(frozen=True, slots=True)
class Token:
    """A word where it is printed."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line that is drawn, level or upright."""

    left: float
    top: float
    right: float
    bottom: float
    level: bool


class TooManyRules(Exception):
    """A drawing: to look for cells in it would take minutes."""


@dataclass(frozen=True, slots=True)
class Line:
    """Text on one base line, from ascender to descender.

    `base` is counted down from the head of the page, `letter` is the height of a letter, `span` counts in the layer.
    `tokens` are there where somebody asked for them. `block` tells apart what is no running text: tables, each line of
    which is a row, and the text of pictures; 0 is running text.
    """

    text: str
    place: Place
    base: float
    letter: float = 0.0
    span: Span = (0, 0)
    tokens: tuple[Token, ...] = ()
    block: int = 0

    @property
    def height(self) -> float:
        return self.place[3] - self.place[1]


Tokens = Callable[[Line], tuple[Token, ...]]


def joined(line: Line, tokens: Sequence[Token]) -> Line:
    """Some words of a line as a line of its own."""
    lefts, tops, rights, bottoms = zip(*(token.place for token in tokens), strict=True)
    place = (min(lefts), min(tops), max(rights), max(bottoms))
    return replace(line, text=" ".join(token.text for token in tokens), place=place, tokens=tuple(tokens))


def unbent(line: Line, tokens: Sequence[Token]) -> list[Line]:
    """A line that goes round a corner, or over several lines, in straight pieces: pdfium joins what is near."""
    pieces: list[list[Token]] = []
    for token in tokens:
        if pieces and _in_line(pieces[-1][-1].place, token.place, line.letter):
            pieces[-1].append(token)
        else:
            pieces.append([token])
    bent = [joined(line, piece) for piece in pieces]
    return [replace(piece, base=piece.place[3] - 0.2 * line.letter) for piece in bent]


def _in_line(one: Place, other: Place, letter: float) -> bool:
    """Whether two words stand side by side, or the one under the other with their letters turned."""
    turned = max(abs(one[0] - other[0]), abs(one[2] - other[2])) < 0.1 * letter
    return turned or abs(one[1] - other[1]) < 0.6 * letter


def in_columns(lines: Sequence[Line], tokens: Tokens) -> list[Line]:
    """The lines, with columns whole where the file has written them row by row."""
    rows = _parted(lines, tokens)
    if sum(len(row) == 2 for row in rows) < 2:
        return list(lines)
    found: list[Line] = []
    at = 0
    while at < len(rows):
        end, gutter = _region(rows, at)
        region = rows[at:end]
        if _are_columns(region):
            parts = [part for row in region for part in row]
            found += [part for part in parts if part.place[2] <= gutter]
            found += [part for part in parts if part.place[2] > gutter]
        else:
            found += lines[at:end]
        at = end
    return found


def _parted(lines: Sequence[Line], tokens: Tokens) -> list[tuple[Line, ...]]:
    """The lines, cut at gutters. Where one is seen the lines around it are looked at too, word by word."""
    rows = [_parts(line, tokens) if _is_stretched(line) else (line,) for line in lines]
    seen = [index for index, row in enumerate(rows) if len(row) == 2]
    around = {near for at in seen for near in range(max(0, at - _AROUND), min(len(lines), at + _AROUND + 1))}
    for index in around:
        if len(rows[index]) == 1 and not lines[index].block:
            rows[index] = _parts(lines[index], tokens)
    return rows


def _is_stretched(line: Line) -> bool:
    """Whether a line is wider than its letters are."""
    if line.block:
        return False
    text, height = line.text, line.height
    capitals = sum(map(str.isupper, text))
    blanks = text.count(" ")
    letters = _CAPITAL * capitals + _BLANK * blanks + _SMALL * (len(text) - capitals - blanks)
    return blanks > 0 and line.place[2] - line.place[0] > (1.08 * letters + _GUTTER) * height


def _parts(line: Line, tokens: Tokens) -> tuple[Line, ...]:
    """A line, cut where there is room for a gutter."""
    words = tokens(line)
    cuts = [
        index
        for index, (one, other) in enumerate(pairwise(words), start=1)
        if other.place[0] - one.place[2] > _APART * line.height
    ]
    if not cuts:
        return (line,)
    return tuple(joined(line, words[start:end]) for start, end in pairwise([0, *cuts, len(words)]))


def _region(rows: Sequence[tuple[Line, ...]], at: int) -> tuple[int, float]:
    """Where the rows that one gutter parts end, and the left edge of the gutter."""
    if not (first := _opening(rows, at)):
        return at + 1, 0.0
    left, right = first
    end, last = at, at
    for index in range(at, len(rows)):
        row = rows[index]
        if len(row) > 2 or (index > at and row[0].base - rows[index - 1][0].base > 4 * row[0].height):
            break
        ends = [part.place[2] for part in row if part.place[2] < right]
        starts = [part.place[0] for part in row if part.place[0] > left]
        narrowed = max([left, *ends]), min([right, *starts])
        if len(ends) + len(starts) != len(row) or narrowed[1] - narrowed[0] < 0.5 * row[0].height:
            break
        left, right = narrowed
        end = index + 1
        follows = index > at and row[0].base - rows[index - 1][0].base <= _APART * row[0].height
        if len(row) == 2 or (ends and follows):
            last = end
    return (min(end, last) if last > at else at + 1), left


def _opening(rows: Sequence[tuple[Line, ...]], at: int) -> tuple[float, float] | None:
    """The gutter of the first parted row from here on; before it the right column may stand alone, a row higher."""
    for row in rows[at : at + 3]:
        if len(row) == 2:
            gutter = row[0].place[2], row[1].place[0]
            return gutter if all(single[0].place[0] >= gutter[0] for single in rows[at : rows.index(row)]) else None
        if len(row) != 1:
            return None
    return None


def _are_columns(region: Sequence[tuple[Line, ...]]) -> bool:
    """Two rows at least, of words on both sides: neither labels with what belongs to them, nor names with figures."""
    parted = [row for row in region if len(row) == 2]
    if len(parted) < 2:
        return False
    labels = sum(left.text.endswith(":") for left, _ in parted)
    figures = sum(not any(map(str.isalpha, right.text)) for _, right in parted)
    width = max(left.place[2] - left.place[0] for left, _ in parted)
    return 2 * labels <= len(parted) and 2 * figures <= len(parted) and width > _LABEL * parted[0][0].height


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """The lines as they were written, but none before one that stands above it: columns stay whole."""
    falls = any(other.base < one.base - _MOVED * one.height for one, other in pairwise(lines))
    if not falls or len(lines) > _MOST_LINES:
        return list(lines)
    below = [
        {
            other
            for other, lower in enumerate(lines)
            if upper.base < lower.base - _MOVED * lower.height and _overlap(upper.place, lower.place)
        }
        for upper in lines
    ]
    for foot in _detached(lines):
        for index, line in enumerate(lines):
            if line.base < lines[foot].base:
                below[index].add(foot)
    return [lines[index] for index in _sorted(below)]


def _sorted(below: Sequence[Set[int]]) -> Iterator[int]:
    """Indices, each before those below it, else as they are."""
    waits = Counter(chain.from_iterable(below))
    ready = [index for index in range(len(below)) if not waits[index]]
    while ready:
        index = heapq.heappop(ready)
        yield index
        for other in below[index]:
            waits[other] -= 1
            if not waits[other]:
                heapq.heappush(ready, other)


def _detached(lines: Sequence[Line]) -> list[int]:
    """The lines of the last row where it stands far below all others: a foot, whatever is above it."""
    last = max(lines, key=lambda line: line.base)
    row = [index for index, line in enumerate(lines) if last.base - line.base < _MOVED * last.height]
    above = max((line.base for index, line in enumerate(lines) if index not in row), default=last.base)
    return row if last.base - above > 2 * last.height else []


def _overlap(one: Place, other: Place) -> bool:
    """Whether two pieces share a fifth of the narrower one's width."""
    shared = min(one[2], other[2]) - max(one[0], other[0])
    return shared > 0.2 * min(one[2] - one[0], other[2] - other[0])


@dataclass(frozen=True, slots=True)
class Composed:
    """The text of a page, where in it each line stands, and where on the page each word does that has a place."""

    text: str
    lines: tuple[Span, ...]
    words: tuple[tuple[Span, Place], ...] = ()

    def without(self, lines: Iterable[int]) -> Composed:
        """The same with some lines taken out; a blank line where one was."""
        cuts = [(self.lines[index - 1][1] if index else 0, self.lines[index][1]) for index in sorted(lines)]
        if not cuts:
            return self
        kept = [(end, start) for (_, end), (start, _) in pairwise([(0, 0), *cuts, (len(self.text), 0)])]
        text = "".join(self.text[start:end] for start, end in kept)
        leading = len(text) - len(text.lstrip("\n"))

        def moved(offset: int) -> int:
            return offset - leading - sum(end - start for start, end in cuts if end <= offset)

        words = [word for word in self.words if not any(start <= word[0][0] < end for start, end in cuts)]
        return Composed(text[leading:], (), tuple(((moved(s), moved(e)), place) for (s, e), place in words))


def composed(lines: Sequence[Line], apart: Set[int] = frozenset()) -> Composed:
    """The text, with blank lines where the page has gaps and around tables; lines `apart` say nothing of gaps."""
    inner = [line for index, line in enumerate(lines) if index not in apart]
    step = _leading(inner if 2 * len(inner) > len(lines) else lines) * _PARAGRAPH
    pieces: list[str] = []
    spans: list[Span] = []
    words: list[tuple[Span, Place]] = []
    offset = 0
    for above, line in zip([None, *lines], lines, strict=False):
        before = "" if above is None else "\n\n" if _starts(above, line, step) else "\n"
        offset += len(before)
        text = clean(line.text) if line.tokens else line.text
        words += _placed(text, line.tokens, offset)
        pieces += before, text
        spans.append((offset, offset + len(text)))
        offset += len(text)
    return Composed("".join(pieces), tuple(spans), tuple(words))


def _starts(above: Line, line: Line, step: float) -> bool:
    """Whether a line starts a paragraph. No step at all or one upwards: a cell to the right, another column."""
    if above.block or line.block:
        return above.block != line.block
    return not 0.4 * line.height < line.base - above.base <= step


def _placed(text: str, tokens: Sequence[Token], offset: int) -> Iterator[tuple[Span, Place]]:
    at = 0
    for token in tokens:
        word = clean(token.text)
        start = text.find(word, at)
        if start >= 0:
            at = start + len(word)
            yield (offset + start, offset + at), token.place


def _leading(lines: Sequence[Line]) -> float:
    """The step from line to line inside a paragraph: what follows lines that reach the right margin shows it."""
    plain = [line for line in lines if not line.block]
    steps = [
        (line.base - above.base, above) for above, line in pairwise(plain) if line.base - above.base > 0.8 * line.height
    ]
    margin = max((line.place[2] for line in plain), default=0.0)
    full = [step for step, above in steps if above.place[2] > margin - 3 * above.height]
    if full:
        return median(full)
    return min((step for step, _ in steps), default=0.0)
