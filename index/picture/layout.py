"""The picture in pixels: every box with its place, every edge with its way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .box import UNIT, Box, box
from .bundle import Bundle, Slot, bundles, links
from .graph import Edge, Graph
from .layers import ranks, rows
from .placement import Placement, placed
from .routing import Routes, routes

_MARGIN = 16  # pixels between a row and the first track: room for an arrow head
_TRACK = 7  # pixels between tracks
_CUT = 10  # pixels below a row: past the arrow heads, before the first track

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Placed:
    """A box with its top left corner."""

    box: Box
    x: float
    y: float

    @property
    def width(self) -> int:
        return self.box.width * UNIT


@dataclass(frozen=True, slots=True)
class Way:
    """The way of an edge, from its end by the root; `inward` if it points there."""

    edge: Edge
    points: tuple[Point, ...]
    inward: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """All that is drawn. Ways come by bundle: what shares a trunk. `cuts` are heights at which no box is cut."""

    boxes: tuple[Placed, ...]
    ways: tuple[tuple[Way, ...], ...]
    width: float
    height: float
    cuts: tuple[float, ...]


def layout(graph: Graph) -> Layout:
    """The root on top if documents rest on it, below if it rests on them: what is rested on always stands above."""
    rowed = rows(graph, ranks(graph))
    row = {id: number for number, ids in enumerate(rowed) for id in ids}
    found = bundles(graph, row)
    joints = tuple(links(found))
    boxes = _boxes(graph, found)
    placement = placed(rowed, {id: made.width for id, made in boxes.items()}, found, joints)
    return _Drawing(boxes, placement, routes(placement, joints), upwards=graph.up).layout(found)


def _boxes(graph: Graph, found: Sequence[Bundle]) -> dict[str, Box]:
    told: dict[str, list[Edge]] = defaultdict(list)
    for bundle in found:
        for tip in bundle.tips:
            told[tip.document].append(tip.edge)
    leaving = Counter(bundle.near for bundle in found)
    return {node.id: box(node, told[node.id], max(leaving[node.id], len(told[node.id])), graph) for node in graph.nodes}


class _Drawing:
    """From rows and units to pixels; rows are counted from the root, which is at the bottom if `upwards`."""

    def __init__(self, boxes: Mapping[str, Box], placement: Placement, ways: Routes, *, upwards: bool) -> None:
        self._boxes = boxes
        self._placement = placement
        self._routes = ways
        self._upwards = upwards
        self._tops: list[float] = []
        self._bottoms: list[float] = []
        top = 0.0
        for row, depth in zip(placement.rows, ways.depths, strict=True):
            self._tops.append(top)
            self._bottoms.append(top + max(boxes[slot].height for slot in row if isinstance(slot, str)))
            top = self._bottoms[-1] + 2 * _MARGIN + max(depth - 1, 0) * _TRACK
        rights = [left + placement.widths[slot] for (_, slot), left in placement.lefts.items()]
        self._left = min([*placement.lefts.values(), *ways.near.values(), *ways.far.values()])
        self._right = max([*rights, *ways.near.values(), *ways.far.values()])

    def layout(self, found: Sequence[Bundle]) -> Layout:
        rows = enumerate(self._placement.rows)
        return Layout(
            boxes=tuple(self._placed(number, slot) for number, row in rows for slot in row if isinstance(slot, str)),
            ways=tuple(tuple(self._ways(number, bundle)) for number, bundle in enumerate(found)),
            width=(self._right - self._left) * UNIT,
            height=self._bottoms[-1],
            cuts=tuple(sorted(self._y(bottom + _CUT) for bottom in self._bottoms[:-1])),
        )

    def _x(self, units: float) -> float:
        return (units - self._left) * UNIT

    def _y(self, down: float) -> float:
        return self._bottoms[-1] - down if self._upwards else down

    def _placed(self, number: int, id: str) -> Placed:
        top = self._tops[number]
        y = self._y(top + self._boxes[id].height) if self._upwards else top
        return Placed(self._boxes[id], self._x(self._placement.lefts[number, id]), y)

    def _ways(self, number: int, bundle: Bundle) -> Iterator[Way]:
        """The way of each edge: that of its bundle as far as it goes, then into its box."""
        x = self._routes.far[bundle.first, number, bundle.near]
        trunk = [(x, self._tops[bundle.first] + self._boxes[bundle.near].height)]
        tips = {row: [tip for tip in bundle.tips if tip.row == row] for row in range(bundle.first + 1, bundle.last + 1)}
        for row, ending in tips.items():
            for tip in ending:
                points = [*trunk, *self._step(number, row, trunk[-1][0], tip.document)]
                yield Way(tip.edge, self._points(points), bundle.inward)
            if row < bundle.last:
                trunk += self._step(number, row, trunk[-1][0], number)

    def _step(self, number: int, row: int, x: float, slot: Slot) -> list[tuple[float, float]]:
        """From the row before, where the line stands at `x`, to a slot of this row."""
        there = self._routes.near[row, number, slot]
        end = (there, self._tops[row])
        if there == x:
            return [end]
        level = self._bottoms[row - 1] + _MARGIN + self._routes.tracks[row - 1, number] * _TRACK
        return [(x, level), (there, level), end]

    def _points(self, points: Sequence[tuple[float, float]]) -> tuple[Point, ...]:
        corners = [
            here
            for before, here, after in zip([None, *points], points, [*points[1:], None], strict=False)
            if before is None or after is None or not (before[0] == here[0] == after[0])
        ]
        return tuple((self._x(units), self._y(down)) for units, down in corners)
