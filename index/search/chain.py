"""What a query asks for through the chain (`thực_hiện+:02-NQ/TW`), as the documents of an archive that are meant."""

from __future__ import annotations

from dataclasses import replace

from ..links.graph import Graph
from ..query.tree import ANY_RELATION, Among, Both, Either, Part, Query, Through, Without
from ..trace import through


def followed(query: Query, graph: Graph) -> Query:
    """The query with the documents named that are reached through others."""
    return replace(query, part=_followed(query.part, graph))


def _followed(part: Part, graph: Graph) -> Part:
    match part:
        case Through(relation, target):
            return Among(through(graph, graph.find(target), None if relation == ANY_RELATION else relation))
        case Both(parts):
            return Both(tuple(_followed(each, graph) for each in parts))
        case Either(parts):
            return Either(tuple(_followed(each, graph) for each in parts))
        case Without(inner):
            return Without(_followed(inner, graph))
        case _:
            return part
