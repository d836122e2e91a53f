"""Which documents name one, and which ones it names."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from ..links.candidacy import NO_CANDIDATES, Candidates, candidates
from ..links.graph import Direction, Graph, Mentioned, Node, Step
from ..trace import Edge, edges_of

_COUNTED = 500  # mentions; of what is cited more often the documents are not counted: 1 ms for 750 of them
_Pair = tuple[int, int]  # who names, and what is named


@dataclass(frozen=True, slots=True)
class Citation:
    """A document that stands in a relation to another, at the other end of the `edges`; it may be ambiguous."""

    node: Node
    edges: tuple[Edge, ...]
    candidates: Candidates = NO_CANDIDATES


@dataclass(frozen=True, slots=True)
class CitedBy:
    """A page of the documents that name `node`; `documents` and `mentions` count all, None where that is too dear."""

    node: Node
    documents: int | None
    mentions: int
    citations: tuple[Citation, ...]


def cited_by(graph: Graph, node: Node, first: int, size: int) -> CitedBy:
    """The documents that name one, of the newest papers first: `size` of them after the first `first`."""
    mentioned = graph.mentioned(node.node)
    documents = graph.count_citing(node) if mentioned.mentions <= _COUNTED else None
    page = _page(graph, node, mentioned, first, size)
    return CitedBy(node, documents, mentioned.mentions, _citations(graph, page))


def possibly_cited_by(graph: Graph, node: Node, size: int) -> tuple[Citation, ...]:
    """The documents that name one of several, of which `node` is one, each with what it names and the candidates for
    that, by the newest `size` of these mentions."""
    doubtful = graph.doubtful(node.node)
    steps = graph.steps(doubtful, Direction.DOWN, None, size) if doubtful else ()
    pairs = list(dict.fromkeys((step.start, step.end) for step in steps if step.day >= (node.date or "")))
    return _citations(graph, _between(graph, pairs), {either for _, either in pairs}) if pairs else ()


def cites(graph: Graph, node: Node) -> tuple[Citation, ...]:
    """The documents that one names, in the order of its text; what is told of it by others comes last."""
    found: dict[_Pair, list[Step]] = {}
    steps = graph.steps([node.node], Direction.UP, None, -1)
    for step in sorted(steps, key=lambda step: (step.document != node.document, step.document, step.position)):
        found.setdefault((step.end, step.end), []).append(step)
    return _citations(graph, found)


def _page(graph: Graph, node: Node, mentioned: Mentioned, first: int, size: int) -> dict[_Pair, list[Step]]:
    """All mentions by each document of the page."""
    found: dict[int, list[Step]] = {}
    for step in graph.citing(node.node, mentioned=mentioned):
        if step.start not in found and len(found) == first + size:
            break
        found.setdefault(step.start, []).append(step)
    page = {(start, node.node): steps for start, steps in islice(found.items(), first, None)}
    # A paper's own mentions come one after the other; what papers tell of another document may go on later.
    nodes = graph.nodes(start for start, _ in page)
    told = [pair for pair, steps in page.items() if steps[0].document != nodes[pair[0]].document]
    return page | (_between(graph, told) if told else {})


def _between(graph: Graph, pairs: Sequence[_Pair]) -> dict[_Pair, list[Step]]:
    """All mentions by the first of each pair of the second."""
    found: dict[_Pair, list[Step]] = {pair: [] for pair in pairs}
    starts, ends = ({pair[at] for pair in pairs} for at in (0, 1))
    for step in graph.between(sorted(starts), sorted(ends)):
        if (step.start, step.end) in found:
            found[step.start, step.end].append(step)
    return found


def _citations(
    graph: Graph, found: Mapping[_Pair, Sequence[Step]], doubtful: Collection[int] = ()
) -> tuple[Citation, ...]:
    """The documents that the pairs begin with, where it is doubtful what they name with the candidates for that."""
    nodes = graph.nodes({number for steps in found.values() for step in steps for number in (step.start, step.end)})
    told = edges_of(graph, found, nodes)
    doubts = {
        pair: (nodes[pair[1] if pair[1] in doubtful else pair[0]], max(step.day for step in steps))
        for pair, steps in found.items()
    }
    several = candidates(graph, doubts.values())
    return tuple(
        Citation(nodes[pair[0]], told[pair], several.get(doubt, NO_CANDIDATES)) for pair, doubt in doubts.items()
    )
