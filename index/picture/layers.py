"""Which document stands in which row: what lies between two others in the chain stands between them in the picture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from .graph import Graph, Node

PAGE = (1047, 710)  # pixels of A4 landscape inside margins of 10 and 11 mm
_PAGE_BOXES = 5
LEGIBLE = 0.7  # of its size: below, the text of a box is smaller than 5 points on paper
_PLACE = (208, 160)  # what a box takes with the space around it, about
_SWEEPS = 6

Steps = Mapping[str, Sequence[str]]  # from each document to those next to it, away from the root


def ranks(graph: Graph) -> dict[str, int]:
    """Each document's layer: its longest way from the root.

    Not the shortest, which `distance` is: a plan that cites a resolution and the programme that carries it out stands
    below both, so that the chain of command is seen, and no edge runs within a layer. Edges that close a cycle are
    left out of the count.
    """
    outward = _outward(graph)
    order, back = _explored(outward, [node.id for node in graph.nodes])
    rank = dict.fromkeys(order, 0)
    for near in order:
        for far in outward[near]:
            if (near, far) not in back:
                rank[far] = max(rank[far], rank[near] + 1)
    return rank


def rows(graph: Graph, rank: Mapping[str, int]) -> list[list[str]]:
    """Layers of the picture from the root outwards, those that are too wide broken into several rows."""
    layers = _ordered(graph, rank)
    across = _across([len(layer) for layer in layers])
    leaves = _leaves(graph, rank)
    return [row for layer in layers for row in _broken(layer, across, leaves)]


def _outward(graph: Graph) -> dict[str, list[str]]:
    steps: dict[str, set[str]] = {node.id: set() for node in graph.nodes}
    for edge in graph.edges:
        near, far = (edge.start, edge.end) if graph.up else (edge.end, edge.start)
        steps[near].add(far)
    position = {node.id: place for place, node in enumerate(graph.nodes)}
    return {near: sorted(far, key=position.__getitem__) for near, far in steps.items()}


def _explored(steps: Steps, starts: Sequence[str]) -> tuple[list[str], set[tuple[str, str]]]:
    """An order in which every step leads on, and the steps that had to be left out for it as they close a cycle."""
    finished: list[str] = []
    seen: set[str] = set()
    open_: set[str] = set()
    back: set[tuple[str, str]] = set()
    for start in starts:
        stack: list[tuple[str, Iterator[str]]] = []
        _enter(start, steps, stack, seen, open_)
        while stack:
            here, rest = stack[-1]
            far = next(rest, None)
            if far is None:
                stack.pop()
                open_.discard(here)
                finished.append(here)
            elif far in open_:
                back.add((here, far))
            else:
                _enter(far, steps, stack, seen, open_)
    return finished[::-1], back


def _enter(node: str, steps: Steps, stack: list[tuple[str, Iterator[str]]], seen: set[str], open_: set[str]) -> None:
    if node not in seen:
        seen.add(node)
        open_.add(node)
        stack.append((node, iter(steps[node])))


def _ordered(graph: Graph, rank: Mapping[str, int]) -> list[list[str]]:
    """The documents of each layer from left to right, near those they are tied to."""
    layers: list[list[str]] = [[] for _ in range(max(rank.values()) + 1)]
    for node in sorted(graph.nodes, key=_by_age):
        layers[rank[node.id]].append(node.id)
    inward: dict[str, set[str]] = defaultdict(set)
    outward: dict[str, set[str]] = defaultdict(set)
    for edge in graph.edges:
        near, far = sorted((edge.start, edge.end), key=rank.__getitem__)
        inward[far].add(near)
        outward[near].add(far)
    place = {id: value for layer in layers for id, value in _spread(layer)}
    for sweep in range(_SWEEPS):
        ties, turn = (inward, layers) if sweep % 2 == 0 else (outward, layers[::-1])
        for layer in turn:
            layer.sort(key=lambda id: _mean([place[other] for other in sorted(ties[id])], place[id]))
            place.update(_spread(layer))
    return layers


def _by_age(node: Node) -> tuple[str, str, str]:
    return node.date or "9", node.short, node.id


def _spread(layer: Sequence[str]) -> Iterator[tuple[str, float]]:
    return ((id, (place + 0.5) / len(layer)) for place, id in enumerate(layer))


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _leaves(graph: Graph, rank: Mapping[str, int]) -> set[str]:
    near = {min(edge.start, edge.end, key=rank.__getitem__) for edge in graph.edges}
    return {node.id for node in graph.nodes} - near


def _across(sizes: Sequence[int]) -> int:
    """How many boxes a row may have: as fills a page in landscape best, if all can be read on one page.

    Else as many as a page is wide, so that the picture is read on from page to page; more only of a very large one.
    """

    def scale(across: int) -> tuple[float, int]:
        down = sum(-(-size // across) for size in sizes)
        widest = min(max(sizes), across)
        return min(1.0, PAGE[0] / (widest * _PLACE[0]), PAGE[1] / (down * _PLACE[1])), across

    best = max(map(scale, range(1, max(sizes) + 1)))
    return best[1] if best[0] >= LEGIBLE else max(_PAGE_BOXES, round((sum(sizes) / 2) ** 0.5))


def _broken(layer: Sequence[str], across: int, leaves: set[str]) -> Iterator[list[str]]:
    """Rows of a layer. Neighbours stand in one column, so that what is tied to one document stays under it.

    In a column those that lead on stand last: their edges need no way through the rows of their own layer.
    """
    down = -(-len(layer) // across)
    columns = [sorted(layer[at : at + down], key=lambda id: id not in leaves) for at in range(0, len(layer), down)]
    for row in range(down):
        yield [column[row] for column in columns if row < len(column)]
