"""The answers to questions about the chain of command as JSON-ready values (`docs/answers.md`)."""

from __future__ import annotations

from collections.abc import Iterable

from .. import answers
from ..answers import Json
from ..links.graph import Graph, Node
from ..trace import Edge
from .citation import full
from .citations import Citation, CitedBy
from .coverage import Coverage, Covering
from .lint import Finding
from .missing import Wanted
from .path import Path


def path(found: Path, asked: tuple[Node, Node], graph: Graph) -> Json:
    """`found` may lead the other way than was asked."""
    start, end = asked
    direction = None if not found.ways else "up" if found.start == start else "down"
    return {
        "from": answers.document(start),
        "to": answers.document(end),
        "direction": direction,
        "ways": [list(way) for way in found.ways],
        "more": found.more,
        "nodes": [node(one) for one in found.nodes],
        "edges": [answers.edge(edge) for edge in found.edges],
        "tellers": tellers(found.edges, graph),
    }


def cited_by(found: CitedBy, possible: tuple[Citation, ...], graph: Graph) -> Json:
    every = (*found.citations, *possible)
    return {
        "document": node(found.node),
        "documents": found.documents,
        "mentions": found.mentions,
        "citations": [_citation(one) for one in found.citations],
        "possible": [_citation(one) for one in possible],
        "tellers": tellers((edge for one in every for edge in one.edges), graph),
    }


def cites(root: Node, found: tuple[Citation, ...], graph: Graph) -> Json:
    return {
        "document": node(root),
        "citations": [_citation(one) for one in found],
        "tellers": tellers((edge for one in found for edge in one.edges), graph),
    }


def missing(found: Wanted) -> Json:
    return {
        "total": found.total,
        "missing": [
            {
                "document": answers.document(one.node),
                "documents": one.documents,
                "mentions": one.mentions,
                "newest": one.newest,
                "cited_by": [answers.document(paper) for paper in one.citing],
                "ask": {"citation": full(one.node), "body": one.body},
            }
            for one in found.missing
        ],
    }


def lint(papers: Iterable[tuple[Node, tuple[Finding, ...]]]) -> Json:
    """Only papers in which something was found are listed."""
    found = [
        {"document": answers.document(paper), "findings": _findings(several)} for paper, several in papers if several
    ]
    return {"documents": found, "total": sum(len(one["findings"]) for one in found)}


def _findings(findings: Iterable[Finding]) -> list[Json]:
    return [
        {
            "code": one.code.value,
            "cited": node(one.cited) | answers.candidates(one.candidates),
            "fact": one.fact,
            "evidence": [answers.evidence(each) for each in one.evidence],
            "citations": list(one.citations),
            "others": [answers.document(each) for each in one.others],
        }
        for one in findings
    ]


def coverage(found: Coverage, expected_from: str | None, graph: Graph) -> Json:
    every = [edge for one in found.bodies for carrier in one.carriers for edge in carrier.edges]
    return {
        "document": node(found.root),
        "expected_from": expected_from,
        "bodies": [_covering(one) for one in found.bodies],
        "passed_over": list(found.passed_over),
        "resting": [answers.document(one) for one in found.resting],
        "tellers": tellers(every, graph),
    }


def _covering(one: Covering) -> Json:
    dates = [carrier.node.date for carrier in one.carriers if carrier.node.date]
    return {
        "printed": one.body.printed or None,
        "name": one.body.name,
        "expected": one.expected,
        "seen": one.seen.value,
        "since": min(dates, default=None),
        "documents": [
            {
                "document": node(carrier.node),
                "distance": carrier.distance,
                "edges": [answers.edge(edge) for edge in carrier.edges],
            }
            for carrier in one.carriers
        ],
    }


def node(one: Node) -> Json:
    """A document, held or cited, or one of several."""
    return answers.document(one) | {"status": one.status.value}


def tellers(edges: Iterable[Edge], graph: Graph) -> list[Json]:
    """The documents that tell of these edges."""
    found = graph.of_documents({document for edge in edges for document in edge.told_by})
    return [answers.document(found[id]) for id in sorted(found)]


def _citation(one: Citation) -> Json:
    return {
        "document": node(one.node) | answers.candidates(one.candidates),
        "edges": [answers.edge(edge) for edge in one.edges],
    }
