"""The graph in the language of Graphviz."""

from __future__ import annotations

from .graph import STATUSES, Edge, Graph, Node, Status
from .style import FRAMES, stroke

_STYLES = {Status.HELD: "solid", Status.STUB: "dashed", Status.AMBIGUOUS: "dotted"}


def dot(graph: Graph) -> str:
    """A directed graph, what is rested on above. Node and edge attributes are for drawing; data is in GraphML."""
    ids = {node.id: f"n{number}" for number, node in enumerate(graph.nodes)}
    lines = [
        "digraph trace {",
        '  graph [rankdir=BT, charset="UTF-8"];',
        '  node [shape=box, fontname="Arial", fontsize=10];',
        '  edge [fontname="Arial", fontsize=9];',
    ]
    lines += [f"  {ids[node.id]} [{_node(node, is_root=node is graph.root)}];" for node in graph.nodes]
    lines += [f"  {ids[edge.start]} -> {ids[edge.end]} [{_edge(edge)}];" for edge in graph.edges]
    return "\n".join([*lines, "}", ""])


def _node(node: Node, *, is_root: bool) -> str:
    frame = FRAMES[node.status]
    mark = "? " if node.status is Status.AMBIGUOUS else ""
    state = "" if node.held else f"({STATUSES[node.status]})"
    label = [part for part in (mark + node.short, node.what, node.issuer, state) if part]
    width = 2 if is_root else 1
    return (
        f'label={_quoted(*label)}, tooltip={_quoted(node.name)}, style="{_STYLES[node.status]},filled", '
        f'color="{frame.stroke.colour}", fillcolor="{frame.ground}", penwidth={width}'
    )


def _edge(edge: Edge) -> str:
    line = stroke(edge.relation)
    said = [edge.said, edge.told] if edge.tellers else [edge.said]
    style = f', style="{"dashed" if line.dashes else "solid"}"'
    head = ", arrowhead=empty" if edge.tellers else ""
    evidence = _quoted(*map(str, edge.evidence))
    return f'label={_quoted(*said)}, color="{line.colour}", fontcolor="{line.colour}"{style}{head}, tooltip={evidence}'


def _quoted(*lines: str) -> str:
    """A string of several lines; Graphviz reads escapes and entities of HTML in it."""
    escaped = (line.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join(escaped) + '"'
