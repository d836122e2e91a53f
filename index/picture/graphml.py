"""The graph as GraphML, with typed data for yEd, Gephi, networkx and the like."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from .graph import Edge, Graph, Node, clean

_Value = str | int | bool | None

_KEYS = {
    "node": {
        "id": "string", "number": "string", "kind": "string", "date": "string", "issuer": "string", "title": "string",
        "label": "string", "status": "string", "held": "boolean", "distance": "int",
    },
    "edge": {"relation": "string", "label": "string", "told_by": "string", "evidence": "int", "text": "string"},
}  # fmt: skip


def graphml(graph: Graph) -> str:
    """A directed graph with the fields of the answer. `told_by` names the tellers of an edge its start does not tell.

    `evidence` counts the sentences, `text` is them, one a line. What is not known is left out.
    """
    root = Element("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"})
    for kind, fields in _KEYS.items():
        for field, type_ in fields.items():
            name = {"id": f"{kind}_{field}", "for": kind, "attr.name": field, "attr.type": type_}
            SubElement(root, "key", name)
    inner = SubElement(root, "graph", {"id": "trace", "edgedefault": "directed"})
    ids = {node.id: f"n{number}" for number, node in enumerate(graph.nodes)}
    for node in graph.nodes:
        _fill(SubElement(inner, "node", {"id": ids[node.id]}), "node", _of_node(node))
    for number, edge in enumerate(graph.edges):
        ends = {"id": f"e{number}", "source": ids[edge.start], "target": ids[edge.end]}
        _fill(SubElement(inner, "edge", ends), "edge", _of_edge(edge))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _of_node(node: Node) -> dict[str, _Value]:
    fields = ("number", "kind", "date", "issuer", "title", "held", "distance")
    known = {field: getattr(node, field) for field in fields}
    return {**known, "id": clean(node.id), "label": node.short, "status": node.status.value}


def _of_edge(edge: Edge) -> dict[str, _Value]:
    return {
        "relation": edge.relation,
        "label": edge.said,
        "told_by": "; ".join(edge.tellers) or None,
        "evidence": len(edge.evidence),
        "text": "\n".join(map(str, edge.evidence)) or None,
    }


def _fill(parent: Element, kind: str, values: dict[str, _Value]) -> None:
    for field in _KEYS[kind]:
        value = values[field]
        if value is not None:
            said = str(value).lower() if isinstance(value, bool) else str(value)
            SubElement(parent, "data", {"key": f"{kind}_{field}"}).text = said
