"""The box of a document: what is written in it, and its size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .graph import STATUSES, Edge, Graph, Node, Status
from .lettering import wrapped
from .style import FAINT, INK, Stroke, stroke

UNIT = 8  # pixels between parallel lines; boxes and gaps are whole units, so that lines of two boxes can meet straight
WIDTH = 24  # units of a box: five of them and their gaps fill A4 landscape at full size
PADDING = 8
SWATCH = 18  # the sample of the line before what it says
_LEADING = 1.25
_CROWDED = 30  # documents: from here on titles get two lines, as the picture has to shrink to fit a page


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a box. `y` is its baseline below the top; `sample` the kind of line that the text is about."""

    text: str
    y: float
    size: float
    colour: str = INK
    bold: bool = False
    italic: bool = False
    sample: Stroke | None = None
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Box:
    """A document with its lines. `width` is in units, `height` in pixels.

    `rule` is where what the box says of the document ends and its edges begin.
    """

    node: Node
    lines: tuple[Line, ...]
    width: int
    height: int
    rule: float | None


@dataclass(frozen=True, slots=True)
class _Part:
    """A text that takes one line or more."""

    text: str
    size: float
    most: int
    colour: str = INK
    bold: bool = False
    italic: bool = False
    sample: Stroke | None = None


def box(node: Node, edges: Sequence[Edge], ports: int, graph: Graph) -> Box:
    """The box of `node`, with room for `ports` lines on a side; `edges` are told in it, at their end off the root."""
    width = max(WIDTH, ports + 3)
    room = width * UNIT - 2 * PADDING
    lines: list[Line] = []
    bottom = float(PADDING - 2)
    for part in _about(node, crowded=len(graph.nodes) >= _CROWDED):
        bottom = _set(part, room, lines, bottom)
    rule = bottom + 3 if edges else None
    bottom += 5 if edges else 0
    names = {known.id: known.short for known in graph.nodes}
    for edge in edges:
        bottom = _set(_told(edge, node, names), room, lines, bottom)
    return Box(node, tuple(lines), width, int(bottom) + PADDING, rule)


def _about(node: Node, crowded: bool) -> Iterator[_Part]:
    mark = "? " if node.status is Status.AMBIGUOUS else ""
    yield _Part(mark + node.short, 12.5, 2 if node.number else 4, bold=True)
    yield _Part(node.what, 10, 2)
    yield _Part(node.issuer or "", 10, 2)
    if node.number or not node.title:  # a law without a number has its name for a head
        yield _Part(node.title or "", 9.5, 2 if crowded else 3, colour=FAINT, italic=True)
    if not node.held:
        some = f": {node.candidates_total} khả năng" if node.candidates else ""
        yield _Part(f"({STATUSES[node.status]}{some})", 9, 2, colour=FAINT)


def _told(edge: Edge, node: Node, names: dict[str, str]) -> _Part:
    said = f"{edge.said} {names[edge.end]}" if edge.start == node.id else f"{names[edge.start]}: {edge.said}"
    line = stroke(edge.relation)
    return _Part(f"{said} ({edge.told})" if edge.told else said, 9, 3, line.colour, sample=line)


def _set(part: _Part, room: float, lines: list[Line], bottom: float) -> float:
    indent = SWATCH if part.sample else 0
    for position, text in enumerate(wrapped(part.text, room - indent, part.size, bold=part.bold, most=part.most)):
        bottom += part.size * _LEADING
        sample = part.sample if position == 0 else None
        baseline = round(bottom - part.size * 0.22, 1)
        lines.append(Line(text, baseline, part.size, part.colour, part.bold, part.italic, sample, indent))
    return bottom
