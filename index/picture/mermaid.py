"""The graph as Mermaid text, which GitHub, GitLab and many wikis draw."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from .graph import STATUSES, Graph, Node, Status
from .style import FRAMES, stroke

# Everything that Mermaid, its Markdown or HTML could read as more than a letter; `#35;` is how it writes a character.
_SPECIAL = re.compile(r"[^\w\s/.,:()–—-]|^-|(?<=\d)\.(?=\s)|_")


def mermaid(graph: Graph) -> str:
    """A flowchart from what is rested on, above, to what rests on it. Edges that others tell of are dotted."""
    ids = {node.id: f"n{number}" for number, node in enumerate(graph.nodes)}
    lines = ["flowchart BT"]
    lines += [f'  {ids[node.id]}["{_label(node)}"]:::{node.status}' for node in graph.nodes]
    for edge in graph.edges:
        said = _escaped(f"{edge.said}, {edge.told}" if edge.tellers else edge.said)
        arrow = "-.->" if edge.tellers else "-->"
        lines.append(f'  {ids[edge.start]} {arrow}|"{said}"| {ids[edge.end]}')
    lines += _styles(graph)
    return "\n".join([*lines, ""])


def _label(node: Node) -> str:
    mark = "? " if node.status is Status.AMBIGUOUS else ""
    state = "" if node.held else f"({STATUSES[node.status]})"
    parts = (mark + node.short, node.what, node.issuer, state)
    return "<br>".join(_escaped(part) for part in parts if part)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: f"#{ord(found.group())};", text)


def _styles(graph: Graph) -> Iterator[str]:
    for status in Status:
        if any(node.status is status for node in graph.nodes):
            frame = FRAMES[status]
            dashes = f",stroke-dasharray:{frame.stroke.dashes}" if frame.stroke.dashes else ""
            yield f"  classDef {status} fill:{frame.ground},stroke:{frame.stroke.colour},color:#1a1a1a{dashes}"
    numbers: dict[str, list[str]] = defaultdict(list)
    for number, edge in enumerate(graph.edges):
        numbers[stroke(edge.relation).colour].append(str(number))
    for colour, edges in sorted(numbers.items()):
        yield f"  linkStyle {','.join(edges)} stroke:{colour}"
