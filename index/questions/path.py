"""How a document reaches another that it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from ..links.graph import Direction, Graph, Node
from ..links.resolving import Status
from ..trace import Edge, edges

_WAYS = 10  # that are shown; a plan may rest on a resolution in hundreds of ways
_DETOUR = 1  # steps that a way may be longer than the shortest

_Way = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """The ways from `start` up to `end`, each as the documents passed, both ends included, the shortest first.

    There is none if `start` does not rest on `end`. `edges` are what is said to connect the documents of all ways;
    `nodes` are these documents. `more`: there are other ways, of the same length or longer.
    """

    start: Node
    end: Node
    ways: tuple[tuple[str, ...], ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    more: bool = False


def path(graph: Graph, start: Node, end: Node) -> Path:
    """The shortest ways from a document up to another, and those that take a step more."""
    ways = [(start.node,)] if start.node == end.node else _ways(graph, start.node, end.node)
    shown = ways[:_WAYS]
    pairs = {pair for way in shown for pair in pairwise(way)}
    steps = [step for here, there in pairs for step in graph.between([here], [there])]
    nodes = graph.nodes({number for way in shown for number in way})
    return Path(
        start,
        end,
        ways=tuple(tuple(nodes[number].id for number in way) for way in shown),
        nodes=tuple(sorted(nodes.values(), key=lambda node: node.id)),
        edges=edges(graph, steps),
        more=len(ways) > len(shown),
    )


def _ways(graph: Graph, start: int, end: int) -> list[_Way]:
    """At most one more than are shown."""
    climb = _Climb(graph, start, end)
    climb.go()
    return list(islice(climb.ways(), _WAYS + 1))


@dataclass(slots=True)
class _Climb:
    """Breadth first up from one document until another is reached, and one step beyond."""

    graph: Graph
    start: int
    end: int
    shortest: int | None = None  # steps; None: the end was not reached
    _above: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def go(self) -> None:
        frontier, distance = [self.start], 0
        while frontier and (self.shortest is None or distance < self.shortest + _DETOUR):
            found = self._rise(frontier)
            distance += 1
            if self.shortest is None and self.end in found:
                self.shortest = distance
            frontier = self._to_follow(found)

    def _rise(self, frontier: Sequence[int]) -> set[int]:
        """What is above these documents."""
        found: dict[int, dict[int, None]] = {node: {} for node in frontier}
        for step in self.graph.steps(frontier, Direction.UP, None, -1):
            found[step.start][step.end] = None
        self._above |= {node: tuple(ends) for node, ends in found.items()}
        return {end for ends in found.values() for end in ends}

    def _to_follow(self, found: set[int]) -> list[int]:
        new = found - self._above.keys() - {self.end}
        known = self.graph.nodes(new)
        return [node for node in sorted(new) if known[node].status is not Status.AMBIGUOUS]

    def ways(self) -> Iterator[_Way]:
        """The shortest first."""
        if self.shortest is not None:
            for length in range(self.shortest, self.shortest + _DETOUR + 1):
                yield from self._on((self.start,), self._below(length))

    def _below(self, length: int) -> list[set[int]]:
        """From which documents the end is so many steps away: one set for each number of steps left."""
        left = [{self.end}]
        for _ in range(length):
            left.append({node for node, ends in self._above.items() if not left[-1].isdisjoint(ends)})
        return left

    def _on(self, way: _Way, left: Sequence[set[int]]) -> Iterator[_Way]:
        """The ways that begin like this and pass no document twice."""
        if len(left) == 1:
            yield way
            return
        for above in self._above[way[-1]]:
            if above in left[-2] and above not in way:
                yield from self._on((*way, above), left[:-1])
