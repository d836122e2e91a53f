"""The chain of command: what a document rests on and what rests on it, over several steps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TypeVar

from .links.candidacy import NO_CANDIDATES, Candidates, candidates
from .links.graph import Direction, Evidence, Graph, Node, Step
from .links.resolving import Status

NODE_CAP = 100  # a decree that everything cites would else bring the whole archive; no picture shows more
_STEPS = 2  # mentions for each node of the cap that are followed at a time, of the newest papers: few have several
_Lot = TypeVar("_Lot")
_Told = dict[tuple[str, int], Evidence]  # by document and position of the mention


@dataclass(frozen=True, slots=True)
class Edge:
    """`start` implements, rests on or cites `end`; `told_by` are the documents that say so."""

    start: str
    end: str
    relation: str
    told_by: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Reached:
    """A document at `distance` steps; `candidates` are those of what is ambiguous."""

    node: Node
    distance: int
    candidates: Candidates = NO_CANDIDATES


@dataclass(frozen=True, slots=True)
class Trace:
    """What was reached from `root`, nearest first; `truncated`: there is more, a cap is reached."""

    root: Node
    direction: Direction
    nodes: tuple[Reached, ...]
    edges: tuple[Edge, ...]
    truncated: bool


@dataclass(frozen=True, slots=True)
class Route:
    """Where to go: at most `depth` steps over edges of these relations, to at most `cap` documents; None: any."""

    direction: Direction
    depth: int | None
    relations: tuple[str, ...] | None = None
    cap: int | None = NODE_CAP


def trace(graph: Graph, root: Node, route: Route) -> Trace:
    """What is reached from `root`."""
    walk = _Walk(graph, route)
    walk.go([root.node])
    return Trace(root, route.direction, walk.reached(), walk.edges(root), walk.truncated)


class _Walk:
    """Breadth first, so every node has the distance of the shortest way to it."""

    def __init__(self, graph: Graph, route: Route) -> None:
        self._graph, self._route = graph, route
        self._distances: dict[int, int] = {}
        self._nodes: dict[int, Node] = {}
        self.steps: list[Step] = []
        self.truncated = False

    def go(self, frontier: list[int]) -> None:
        route, limit = self._route, -1 if self._route.cap is None else _STEPS * max(NODE_CAP, self._route.cap)
        self._distances = dict.fromkeys(frontier, 0)
        distance = 0
        while frontier and distance != route.depth and len(self._distances) != route.cap:
            distance += 1
            found = self._graph.steps(frontier, route.direction, route.relations, limit)
            self.truncated |= len(found) == limit
            frontier = self._enter(found, distance)

    def _enter(self, found: Sequence[Step], distance: int) -> list[int]:
        """Take the edges in, as far as there is room for where they lead; gives what is to be followed."""
        new: list[int] = []
        for step in found:
            far = step.end if self._route.direction is Direction.UP else step.start
            if far not in self._distances:
                if len(self._distances) == self._route.cap:
                    self.truncated = True
                    continue
                self._distances[far] = distance
                new.append(far)
            self.steps.append(step)
        self._nodes |= self._graph.nodes(new) if new else {}
        return [node for node in new if not _is_ambiguous(self._nodes[node])]

    def edges(self, root: Node) -> tuple[Edge, ...]:
        return _edges(self.steps, self._nodes | {root.node: root}, self._graph.evidence(self.steps))

    def reached(self) -> tuple[Reached, ...]:
        newest: dict[int, str] = {}
        for step in self.steps:
            for node in (step.start, step.end):
                newest[node] = max(step.day, newest.get(node, ""))
        several = candidates(self._graph, ((node, newest[at]) for at, node in self._nodes.items()))
        found = [
            Reached(node, self._distances[at], several.get((node, newest[at]), NO_CANDIDATES))
            for at, node in self._nodes.items()
        ]
        return tuple(sorted(found, key=lambda reached: (reached.distance, reached.node.id)))


def _is_ambiguous(node: Node) -> bool:
    return node.status is Status.AMBIGUOUS


def edges(graph: Graph, steps: Sequence[Step]) -> tuple[Edge, ...]:
    """Mentions as edges, those that say the same together."""
    return edges_of(graph, {0: steps})[0]


def edges_of(
    graph: Graph, found: Mapping[_Lot, Sequence[Step]], nodes: dict[int, Node] | None = None
) -> dict[_Lot, tuple[Edge, ...]]:
    """The same for several lots of mentions, all read at once; `nodes` are their ends where these are known."""
    every = [step for steps in found.values() for step in steps]
    if nodes is None:
        nodes = graph.nodes({number for step in every for number in (step.start, step.end)})
    evidence = graph.evidence(every)
    return {lot: _edges(steps, nodes, evidence) for lot, steps in found.items()}


def _edges(steps: Sequence[Step], nodes: dict[int, Node], evidence: _Told) -> tuple[Edge, ...]:
    several: dict[tuple[int, int, str], list[Step]] = defaultdict(list)
    for step in steps:
        several[step.start, step.end, step.relation].append(step)
    found = [
        Edge(
            nodes[start].id,
            nodes[end].id,
            relation,
            tuple(sorted({step.document for step in same})),
            _evidence([evidence[step.document, step.position] for step in same]),
        )
        for (start, end, relation), same in several.items()
    ]
    return tuple(sorted(found, key=attrgetter("start", "end", "relation")))


def _evidence(told: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Each sentence once, with its first mention."""
    if len(told) == 1:
        return tuple(told)
    ordered = sorted(told, key=lambda one: (one.document, one.span, one.mention))
    return tuple({(one.document, one.span): one for one in reversed(ordered)}.values())[::-1]
