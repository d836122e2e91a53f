"""Which documents name one, and which ones it names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from ..links.candidacy import Candidate, candidates
from ..links.graph import Direction, Graph, Node, Step
from ..links.resolving import Status
from ..trace import Edge, edges_of

_COUNTED = 500  # mentions; of what is cited more often the documents are not counted: 1 ms for 750 of them


@dataclass(frozen=True, slots=True)
class Citation:
    """A document that stands in a relation to another, at the other end of the `edges`; it may be ambiguous."""

    node: Node
    edges: tuple[Edge, ...]
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class CitedBy:
    """A page of the documents that name `node`; `documents` and `mentions` count all, None where that is too dear.

    `possible` are the first of those that name one of several, of which `node` is one.
    """

    node: Node
    documents: int | None
    mentions: int
    citations: tuple[Citation, ...]
    possible: tuple[Citation, ...]


def cited_by(graph: Graph, node: Node, first: int, size: int) -> CitedBy:
    """The documents that name one, of the newest papers first: `size` of them after the first `first`."""
    mentions = graph.count_mentions(node.node)
    documents = graph.count_citing(node.node) if mentions <= _COUNTED else None
    starts = islice(_starts(graph, node.node), first, first + size)
    return CitedBy(node, documents, mentions, _citing(graph, node.node, list(starts)), _possible(graph, node, size))


def cites(graph: Graph, node: Node) -> tuple[Citation, ...]:
    """The documents that one names, in the order of its text; what is told of it by others comes last."""
    found: dict[int, list[Step]] = {}
    steps = graph.steps([node.node], Direction.UP, None, -1)
    for step in sorted(steps, key=lambda step: (step.document != node.document, step.document, step.position)):
        found.setdefault(step.end, []).append(step)
    return _citations(graph, found)


def _starts(graph: Graph, node: int) -> Iterable[int]:
    """The documents that name a node, each once."""
    seen: set[int] = set()
    for step in graph.citing(node):
        if step.start not in seen:
            seen.add(step.start)
            yield step.start


def _citing(graph: Graph, node: int, starts: list[int]) -> tuple[Citation, ...]:
    found: dict[int, list[Step]] = {start: [] for start in starts}
    for step in graph.between(starts, node):
        found[step.start].append(step)
    return _citations(graph, found)


def _citations(graph: Graph, found: Mapping[int, list[Step]]) -> tuple[Citation, ...]:
    nodes = graph.nodes(found)
    several = candidates(graph, (node for node in nodes.values() if node.status is Status.AMBIGUOUS))
    told = edges_of(graph, found)
    return tuple(Citation(nodes[number], told[number], several.get(number, ())) for number in found)


def _possible(graph: Graph, node: Node, size: int) -> tuple[Citation, ...]:
    doubtful = graph.doubtful(node.node)
    several = candidates(graph, doubtful)
    return tuple(
        Citation(one.node, one.edges, several[either.node])
        for either in doubtful
        for one in _citing(graph, either.node, list(islice(_starts(graph, either.node), size)))
    )[:size]
