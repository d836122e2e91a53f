"""The picture as SVG: one file, plain shapes and text, no style sheet and no script, so that every program draws it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from .box import PADDING, SWATCH, Line
from .graph import STATUSES, Edge, Graph, Node, Status, relation_name
from .layout import Layout, Placed, Point, Way, layout
from .lettering import width, wrapped
from .style import FAINT, FONTS, FRAMES, INK, PAPER, ROOT_WIDTH, Stroke, stroke

PICTURE = "picture"  # the id of the group that has all that is drawn
_MARGIN = 16
_LEAST = 640  # pixels of width: the heading and the legend need them
_CORNER = 4
_HEAD = 7  # pixels of an arrow head
_TIGHT = 0.85  # of its room: text that takes more is held to its width, should the font be another
_SAMPLE = 34  # pixels of a line or a box in the legend


@dataclass(frozen=True, slots=True)
class Drawing:
    """The element `svg` and its size in pixels. At the heights of `cuts` no box is cut."""

    element: Element
    width: float
    height: float
    cuts: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    """An entry of the legend: a line with its head, or a box."""

    label: str
    stroke: Stroke
    ground: str | None = None
    hollow: bool = False


def svg(graph: Graph) -> str:
    """The picture as a file of its own."""
    root = drawing(graph).element
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def drawing(graph: Graph) -> Drawing:
    """The picture with heading and legend."""
    made = layout(graph)
    wide = max(made.width, _LEAST)
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img", "font-family": FONTS})
    SubElement(root, "title").text = graph.heading
    group = SubElement(root, "g", {"id": PICTURE})
    ground = SubElement(group, "rect", {"fill": PAPER})
    top = _heading(group, graph, wide)
    left = _MARGIN + (wide - made.width) / 2
    picture = SubElement(group, "g", {"transform": f"translate({_n(left)} {_n(top)})"})
    _fill(picture, graph, made)
    height = _legend(group, graph, wide, top + made.height + 28) + _MARGIN
    width_ = wide + 2 * _MARGIN
    size = {"width": _n(width_), "height": _n(height)}
    ground.attrib.update(size)
    root.attrib.update({**size, "viewBox": f"0 0 {size['width']} {size['height']}"})
    return Drawing(root, width_, height, tuple(top + cut for cut in made.cuts))


def tooltip(edge: Edge, names: dict[str, str]) -> str:
    """What an edge says and who says so, a sentence a line."""
    told = f" ({edge.told})" if edge.told else ""
    return "\n".join([f"{names[edge.start]} {edge.said} {names[edge.end]}{told}", *map(str, edge.evidence)])


def _heading(root: Element, graph: Graph, wide: float) -> float:
    y = float(_MARGIN)
    for text, size, bold, colour in ((graph.heading, 16, True, INK), (graph.summary, 11, False, FAINT)):
        for line in wrapped(text, wide, size, bold=bold):
            y += size * 1.25
            _text(root, Line(line, 0, size, colour, bold), _MARGIN, y, wide)
    return y + 20


def _fill(picture: Element, graph: Graph, made: Layout) -> None:
    names = {node.id: node.short for node in graph.nodes}
    for ways in made.ways:
        # A white edge below each bundle shows which of two lines that cross goes on.
        outline = " ".join(_path(way.points) for way in ways)
        SubElement(picture, "path", {"d": outline, "fill": "none", "stroke": PAPER, "stroke-width": "4"})
        for way in ways:
            _edge(picture, way, names)
    for placed in made.boxes:
        _box(picture, placed, is_root=placed.box.node is graph.root)


def _edge(picture: Element, way: Way, names: dict[str, str]) -> None:
    group = SubElement(picture, "g", {"class": f"edge {way.edge.relation}"})
    SubElement(group, "title").text = tooltip(way.edge, names)
    line = stroke(way.edge.relation)
    SubElement(group, "path", {"d": _path(way.points), "fill": "none", **_stroked(line)})
    at, before = (way.points[0], way.points[1]) if way.inward else (way.points[-1], way.points[-2])
    group.append(_head(at, 1 if at[1] > before[1] else -1, line, hollow=bool(way.edge.tellers)))


def _head(at: Point, down: int, line: Stroke, *, hollow: bool) -> Element:
    """The head of an arrow that ends upright at a box: hollow where others tell of the edge."""
    x, y = at
    corners = ((x, y), (x - _HEAD / 2, y - down * _HEAD), (x + _HEAD / 2, y - down * _HEAD))
    points = " ".join(f"{_n(a)},{_n(b)}" for a, b in corners)
    fill = PAPER if hollow else line.colour
    return Element("polygon", {"points": points, "fill": fill, "stroke": line.colour, "stroke-width": "1"})


def _box(picture: Element, placed: Placed, *, is_root: bool) -> None:
    node, x, y = placed.box.node, placed.x, placed.y
    group = SubElement(picture, "g", {"class": f"node {node.status}"})
    SubElement(group, "title").text = _described(node)
    size = {"width": _n(placed.width), "height": _n(placed.box.height)}
    frame = FRAMES[node.status]
    line = Stroke(frame.stroke.colour, ROOT_WIDTH, frame.stroke.dashes) if is_root else frame.stroke
    SubElement(group, "rect", {"x": _n(x), "y": _n(y), **size, "rx": "4", "fill": frame.ground, **_stroked(line)})
    if placed.box.rule is not None:
        rule = f"M{_n(x + PADDING)} {_n(y + placed.box.rule)}h{_n(placed.width - 2 * PADDING)}"
        SubElement(group, "path", {"d": rule, "stroke": "#bbbbbb", "stroke-width": "0.8"})
    for text in placed.box.lines:
        _text(group, text, x + PADDING + text.indent, y + text.y, placed.width - 2 * PADDING - text.indent)
        if text.sample is not None:
            sample = f"M{_n(x + PADDING)} {_n(y + text.y - 3)}h{SWATCH - 4}"
            SubElement(group, "path", {"d": sample, **_stroked(text.sample)})


def _described(node: Node) -> str:
    lines = [node.name, *([node.title] if node.title else []), STATUSES[node.status]]
    lines += [" – ".join((candidate.name, *candidate.reasons)) for candidate in node.candidates]
    lines += [node.others] if node.others else []
    return "\n".join(lines)


def _text(parent: Element, line: Line, x: float, y: float, room: float) -> None:
    attributes = {"x": _n(x), "y": _n(y), "font-size": _n(line.size), "fill": line.colour}
    attributes |= {"font-weight": "bold"} if line.bold else {}
    attributes |= {"font-style": "italic"} if line.italic else {}
    taken = width(line.text, line.size, line.bold)
    if taken > room * _TIGHT:
        attributes |= {"textLength": _n(taken), "lengthAdjust": "spacingAndGlyphs"}
    SubElement(parent, "text", attributes).text = line.text


def _legend(root: Element, graph: Graph, wide: float, y: float) -> float:
    """What lines and boxes mean, as far as they occur; its lower end."""
    group = SubElement(root, "g", {"class": "legend"})
    SubElement(group, "path", {"d": f"M{_MARGIN} {_n(y - 14)}h{_n(wide)}", "stroke": "#bbbbbb", "stroke-width": "0.8"})
    x = float(_MARGIN)
    for item in _items(graph):
        taken = _SAMPLE + 6 + width(item.label, 10) + 20
        if x > _MARGIN and x + taken > _MARGIN + wide:
            x, y = float(_MARGIN), y + 20
        _sample(group, item, x, y)
        _text(group, Line(item.label, 0, 10), x + _SAMPLE + 6, y + 3.5, wide)
        x += taken
    return y + 10


def _items(graph: Graph) -> Iterator[_Item]:
    for status in Status:
        if any(node.status is status for node in graph.nodes):
            mark = "? " if status is Status.AMBIGUOUS else ""
            yield _Item(mark + STATUSES[status], FRAMES[status].stroke, FRAMES[status].ground)
    for relation in _relations(graph.edges):
        yield _Item(relation_name(relation), stroke(relation))
    if any(edge.tellers for edge in graph.edges):
        yield _Item("do văn bản khác nói (theo …)", Stroke(INK, 1.2), hollow=True)
    if graph.edges:
        yield _Item("mũi tên chỉ tới văn bản được căn cứ, thực hiện, dẫn …", Stroke(INK, 1.2))


def _relations(edges: Sequence[Edge]) -> list[str]:
    """Those that occur, the most frequent first."""
    relations = [edge.relation for edge in edges]
    return sorted(set(relations), key=lambda relation: (-relations.count(relation), relation))


def _sample(group: Element, item: _Item, x: float, y: float) -> None:
    if item.ground is not None:
        shape = {"x": _n(x), "y": _n(y - 7), "width": _n(_SAMPLE), "height": "14", "rx": "3", "fill": item.ground}
        SubElement(group, "rect", {**shape, **_stroked(item.stroke)})
        return
    SubElement(group, "path", {"d": f"M{_n(x)} {_n(y)}h{_n(_SAMPLE - _HEAD)}", **_stroked(item.stroke)})
    end, back = x + _SAMPLE, x + _SAMPLE - _HEAD
    points = f"{_n(end)},{_n(y)} {_n(back)},{_n(y - _HEAD / 2)} {_n(back)},{_n(y + _HEAD / 2)}"
    fill = PAPER if item.hollow else item.stroke.colour
    SubElement(group, "polygon", {"points": points, "fill": fill, "stroke": item.stroke.colour})


def _path(points: Sequence[Point]) -> str:
    """A line with rounded corners."""
    parts = [f"M{_n(points[0][0])} {_n(points[0][1])}"]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(_CORNER, _length(before, here) / 2, _length(here, after) / 2)
        start, end = _towards(here, before, radius), _towards(here, after, radius)
        parts.append(f"L{_n(start[0])} {_n(start[1])}Q{_n(here[0])} {_n(here[1])} {_n(end[0])} {_n(end[1])}")
    return "".join([*parts, f"L{_n(points[-1][0])} {_n(points[-1][1])}"])


def _length(a: Point, b: Point) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])  # lines are upright or level


def _towards(start: Point, end: Point, far: float) -> Point:
    share = far / _length(start, end)
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _stroked(line: Stroke) -> dict[str, str]:
    drawn = {"stroke": line.colour, "stroke-width": _n(line.width)}
    return drawn | ({"stroke-dasharray": line.dashes} if line.dashes else {})


def _n(value: float) -> str:
    """A number of pixels, as short as it can be said."""
    return f"{value:.1f}".removesuffix(".0")
