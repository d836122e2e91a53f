"""Which bodies carry a directive out, by when, and of which expected ones nothing is seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ...pipeline.model import Relation
from ..links.families import year_of
from ..links.graph import Direction, Graph, Node, Step
from ..links.resolving import Status
from ..trace import Edge, edges_of
from .bodies import Body, above, body, is_to_carry_out, listed
from .citation import is_law

_CARRYING = (Relation.IMPLEMENTS,)
_FURTHER = (Relation.IMPLEMENTS, Relation.BASIS)


class Seen(StrEnum):
    """What is seen of a body."""

    COVERED = "covered"  # it has a document that carries the directive out
    NONE = "none"  # it has other documents in the archive
    UNKNOWN = "unknown"  # nothing of it is in the archive
    GROUP = "group"  # several bodies, which ones is not said


@dataclass(frozen=True, slots=True)
class Carrier:
    """A document that carries the directive out, `distance` steps from it; `edges` are what is said of the last."""

    node: Node
    distance: int
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Covering:
    """A body with its documents, the oldest first."""

    body: Body
    seen: Seen
    expected: bool
    carriers: tuple[Carrier, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """`passed_over` are recipients from whom nothing is expected; `resting` are documents that have the directive as
    their basis and do not say that they carry it out."""

    root: Node
    bodies: tuple[Covering, ...]
    passed_over: tuple[str, ...]
    resting: tuple[Node, ...]


def of_list(graph: Graph, root: Node, lines: Iterable[str]) -> Coverage:
    """Against a list of bodies, one a line; "LĐLĐ tỉnh" is that of the directive's province."""
    return _coverage(graph, root, listed(lines, root.place), ())


def of_recipients(graph: Graph, root: Node, recipients: Iterable[str]) -> Coverage:
    """Against the recipients of the directive: without who issued it, who stands above, and who gets it to know."""
    issuer = _issuer(root, {})
    not_asked = {issuer.key, *above(issuer)} if issuer else set()
    asked: list[Body] = []
    passed: list[str] = []
    for recipient in recipients:
        for one in listed([recipient], root.place):
            if is_to_carry_out(recipient) and one.key not in not_asked:
                asked.append(one)
            else:
                passed.append(one.printed)
    return _coverage(graph, root, asked, passed)


def _coverage(graph: Graph, root: Node, asked: Sequence[Body], passed: Sequence[str]) -> Coverage:
    carriers = _carriers(graph, root)
    places = {at: {one.place for one in named if one.place} for at, named in graph.named(_numbers(carriers)).items()}
    of_body: dict[str, list[Carrier]] = defaultdict(list)
    names: dict[str, Body] = {}
    for carrier in carriers:
        issuer = _issuer(carrier.node, places) or Body("", None, "")
        names.setdefault(issuer.key, issuer)
        of_body[issuer.key].append(carrier)
    known = {found.key for node in graph.held_since(root.date) if (found := _issuer(node, {}))}
    expected = [Covering(one, _seen(one, of_body, known), True, tuple(of_body.get(one.key, ()))) for one in asked]
    others = [
        Covering(names[key], Seen.COVERED, False, tuple(several))
        for key, several in of_body.items()
        if key not in {one.key for one in asked}
    ]
    return Coverage(root, (*expected, *others), tuple(passed), _resting(graph, root, _numbers(carriers)))


def _seen(one: Body, of_body: Mapping[str, object], known: set[str]) -> Seen:
    if one.key in of_body:
        return Seen.COVERED
    if one.is_group:
        return Seen.GROUP
    return Seen.NONE if one.key in known else Seen.UNKNOWN


def _numbers(carriers: Iterable[Carrier]) -> set[int]:
    return {carrier.node.node for carrier in carriers}


def _issuer(node: Node, places: Mapping[int, set[str]]) -> Body | None:
    """Of what is only cited, "Tỉnh ủy" is that of the province of the papers that cite it, if it is one."""
    cited_in = places.get(node.node, set())
    province = node.place or (next(iter(cited_in)) if len(cited_in) == 1 else None)
    return body(node.issuer, province) if node.issuer else None


def _carriers(graph: Graph, root: Node) -> list[Carrier]:
    """What carries the directive out, and what carries that out or rests on it, by date.

    On laws and other norms all rests: what has one as its basis does not carry out what the norm does.
    """
    steps: dict[int, list[Step]] = {}
    distances = {root.node: 0}
    frontier = [root.node]
    relations: tuple[Relation, ...] = _CARRYING
    while frontier:
        found: dict[int, list[Step]] = defaultdict(list)
        for step in graph.steps(frontier, Direction.DOWN, relations, -1):
            if step.start not in distances:
                found[step.start].append(step)
        nodes = graph.nodes(found)
        frontier = [node for node in nodes if nodes[node].status is not Status.AMBIGUOUS]
        steps |= {node: found[node] for node in frontier}
        distances |= {node: distances[found[node][0].end] + 1 for node in frontier}
        frontier = [node for node in frontier if not _is_norm(nodes[node])]
        relations = _FURTHER
    nodes, told = graph.nodes(steps), edges_of(graph, steps)
    carriers = [Carrier(nodes[node], distances[node], told[node]) for node in steps]
    return sorted(carriers, key=lambda one: (one.node.date or "9", one.node.id))


def _is_norm(node: Node) -> bool:
    return is_law(node) or year_of(node.number) is not None


def _resting(graph: Graph, root: Node, carrying: set[int]) -> tuple[Node, ...]:
    if _is_norm(root):
        return ()
    steps = graph.steps([root.node], Direction.DOWN, (Relation.BASIS,), -1)
    nodes = graph.nodes({step.start for step in steps} - carrying).values()
    return tuple(sorted(nodes, key=lambda node: (node.date or "9", node.id)))
