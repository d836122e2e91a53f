"""No box lies on another, no line runs through a box or along another's, text stays in its box."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given, settings

from cancu.index.picture.box import PADDING
from cancu.index.picture.graph import Graph, read
from cancu.index.picture.layers import PAGE
from cancu.index.picture.layout import Layout, Placed, Way, layout
from cancu.index.picture.lettering import width
from samples.traces import answers, document, edge, sixty

Segment = tuple[float, float, float, float]


def overlap(a: Placed, b: Placed) -> bool:
    apart = a.x + a.width <= b.x or b.x + b.width <= a.x or a.y + a.box.height <= b.y or b.y + b.box.height <= a.y
    return not apart


def segments(way: Way) -> list[Segment]:
    return [(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)) for (ax, ay), (bx, by) in pairwise(way.points)]


def through(segment: Segment, box: Placed) -> bool:
    left, top, right, bottom = segment
    return left < box.x + box.width and right > box.x and top < box.y + box.box.height and bottom > box.y


def along(a: Segment, b: Segment) -> bool:
    """Two parts of lines that lie on each other for longer than a point."""
    across = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return (across[0] > 0.01 and abs(across[1]) < 0.01) or (across[1] > 0.01 and abs(across[0]) < 0.01)


def check(graph: Graph, made: Layout) -> None:
    boxes = {placed.box.node.id: placed for placed in made.boxes}
    assert sorted(boxes) == sorted(node.id for node in graph.nodes)
    assert len(made.boxes) == len(graph.nodes)
    assert sorted(id(way.edge) for group in made.ways for way in group) == sorted(id(edge) for edge in graph.edges)
    assert not [1 for a, b in combinations(made.boxes, 2) if overlap(a, b)]
    for group in made.ways:
        for way in group:
            check_way(way, boxes)
    parts = [[segment for way in group for segment in segments(way)] for group in made.ways]
    assert not [1 for a, b in combinations(parts, 2) for one in a for other in b if along(one, other)]
    for placed in made.boxes:
        assert placed.x >= 0 and placed.x + placed.width <= made.width
        assert placed.y >= 0 and placed.y + placed.box.height <= made.height
        check_text(placed)


def check_way(way: Way, boxes: dict[str, Placed]) -> None:
    for segment in segments(way):
        assert segment[0] == segment[2] or segment[1] == segment[3], "upright or level"
        assert not [box for box in boxes.values() if through(segment, box)]
    ends = (way.edge.end, way.edge.start) if way.inward else (way.edge.start, way.edge.end)
    for end, (x, y) in zip(ends, (way.points[0], way.points[-1]), strict=True):
        box = boxes[end]
        assert box.x < x < box.x + box.width
        assert y in (box.y, box.y + box.box.height)


def check_text(placed: Placed) -> None:
    for line in placed.box.lines:
        room = placed.width - 2 * PADDING - line.indent
        assert width(line.text, line.size, line.bold) <= room + 0.01
        assert line.size <= line.y <= placed.box.height - 2


@settings(deadline=None, max_examples=60)
@given(answers())
def test_any_graph(answer: dict[str, Any]) -> None:
    graph = read(answer)
    made = layout(graph)
    check(graph, made)
    assert layout(graph) == made


@settings(deadline=None, max_examples=30)
@given(answers())
def test_order_of_the_answer_does_not_matter(answer: dict[str, Any]) -> None:
    turned = answer | {"nodes": answer["nodes"][::-1]}
    assert layout(read(turned)) == layout(read(answer))


@pytest.mark.parametrize("up", [False, True])
def test_sixty_documents_with_a_hub_stay_readable(up: bool) -> None:
    graph = read(sixty(up=up))
    made = layout(graph)
    check(graph, made)
    assert made.width * 0.7 <= PAGE[0], "on A4 landscape no text is smaller than 0.7 of its size"


def test_a_document_that_many_others_name_gets_the_room_for_their_lines() -> None:
    ids = [f"vb-{number}" for number in range(60)]
    tied = [edge(id, "vb-0") for id in ids[1:]] + [edge("vb-59", id, "basis") for id in ids[1:59]]
    nodes = [document(id, number=id, distance=1) for id in ids[1:]]
    answer = {"root": document("vb-0"), "direction": "down", "nodes": nodes, "edges": tied, "truncated": False}
    graph = read(answer)
    check(graph, layout(graph))


def test_what_lies_between_two_documents_stands_between_them() -> None:
    """The plan cites the resolution itself too, and yet stands below the programme that carries it out."""
    ids = ("nq", "ctr", "kh")
    tied = [edge("ctr", "nq", told_by=("kh",)), edge("kh", "ctr", "basis"), edge("kh", "nq")]
    for up, root in ((False, "nq"), (True, "kh")):
        nodes = [document(id, distance=1) for id in ids if id != root]
        answer = {"root": document(root), "direction": "up" if up else "down", "nodes": nodes, "edges": tied}
        top = {placed.box.node.id: placed.y for placed in layout(read(answer)).boxes}
        assert top["nq"] < top["ctr"] < top["kh"]


def test_a_cycle_ends() -> None:
    nodes = [document(id, distance=1) for id in ("b", "c")]
    tied = [edge("b", "a"), edge("c", "b"), edge("a", "c")]
    graph = read({"root": document("a"), "direction": "down", "nodes": nodes, "edges": tied})
    made = layout(graph)
    check(graph, made)
    assert sum(way.inward for group in made.ways for way in group) == 2
