"""Edges that are drawn as one line that forks: forty plans that carry out one directive are one trunk, not forty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .graph import Edge, Graph

Slot = str | int  # what takes room in a row: a box, by its document; a lane between boxes, by the number of its bundle


@dataclass(frozen=True, slots=True)
class Tip:
    """Where an edge of a bundle ends, away from the root."""

    document: str
    row: int
    edge: Edge


@dataclass(frozen=True, slots=True)
class Bundle:
    """Edges of one kind that meet at `near`, which stands in the row `first`. Rows are counted from the root.

    `inward`: they point at `near`. `told`: it is others that tell of them.
    """

    near: str
    first: int
    relation: str
    inward: bool
    told: bool
    tips: tuple[Tip, ...]

    @property
    def last(self) -> int:
        return max(tip.row for tip in self.tips)

    def slots(self, number: int, row: int) -> list[Slot]:
        """Where the bundle of this `number` stands in a row: at `near`, at tips, and in a lane if it goes on."""
        if row == self.first:
            return [self.near]
        tips: list[Slot] = [tip.document for tip in self.tips if tip.row == row]
        return [*tips, number] if self.first < row < self.last else tips


@dataclass(frozen=True, slots=True)
class Link:
    """The part of a bundle between the row of `upper` and the next one, that of `lower`."""

    bundle: int
    row: int
    upper: Slot
    lower: tuple[Slot, ...]


def bundles(graph: Graph, row: Mapping[str, int]) -> tuple[Bundle, ...]:
    """All edges of the graph, each in one bundle."""
    found: dict[tuple[str, str, bool, bool], list[Tip]] = defaultdict(list)
    for edge in graph.edges:
        near, far = sorted((edge.start, edge.end), key=row.__getitem__)
        found[near, edge.relation, near == edge.end, bool(edge.tellers)].append(Tip(far, row[far], edge))
    return tuple(
        Bundle(near, row[near], relation, inward, told, tuple(found[near, relation, inward, told]))
        for near, relation, inward, told in sorted(found)
    )


def links(found: tuple[Bundle, ...]) -> Iterator[Link]:
    """The bundles cut at the rows."""
    for number, bundle in enumerate(found):
        for row in range(bundle.first, bundle.last):
            upper: Slot = bundle.near if row == bundle.first else number
            yield Link(number, row, upper, tuple(bundle.slots(number, row + 1)))
