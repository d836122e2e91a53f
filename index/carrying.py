"""What carries a directive out: directly, or by carrying out what does, or by resting on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ..pipeline.model import Relation
from .links.families import year_of
from .links.graph import Direction, Graph, Node, Step
from .links.resolving import Status

_FURTHER = (Relation.IMPLEMENTS.value, Relation.BASIS.value)


@dataclass(frozen=True, slots=True)
class Carrier:
    """A document `distance` steps from what it carries out; `steps` are the mentions that say so of the last one."""

    node: Node
    distance: int
    steps: tuple[Step, ...]


def carriers(graph: Graph, roots: Sequence[Node], relation: str | None) -> tuple[Carrier, ...]:
    """Documents that stand in a relation to one of the roots, and what carries those out, the nearest first.

    A plan that rests on a programme carries out what the programme does. On laws and other norms all rests: what has
    one as its basis does not carry out what the norm does. Without a relation all that cites is followed, norms too.
    """
    found: dict[int, Carrier] = {}
    done = {root.node for root in roots}
    frontier, distance = sorted(done), 0
    relations = _all(relation)
    while frontier:
        distance += 1
        steps: dict[int, list[Step]] = defaultdict(list)
        for step in graph.steps(frontier, Direction.DOWN, relations, -1):
            if step.start not in done:
                steps[step.start].append(step)
        nodes = graph.nodes(steps)
        meant = [node for node in nodes.values() if node.status is not Status.AMBIGUOUS]
        found |= {node.node: Carrier(node, distance, tuple(steps[node.node])) for node in meant}
        done |= nodes.keys()
        frontier = [node.node for node in meant if relation is None or not is_norm(node)]
        relations = _all(relation, *_FURTHER)
    return tuple(found.values())


def _all(relation: str | None, *others: str) -> tuple[str, ...] | None:
    return None if relation is None else tuple(dict.fromkeys((relation, *others)))


def is_norm(node: Node) -> bool:
    """Is it a law, or has it the number of a legal document, with its year?"""
    return node.is_law or year_of(node.number) is not None
