"""What is cited and not held: what to ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from ...pipeline.organisation import resolve
from ...pipeline.vietnamese import folded_words
from ..links.graph import Graph, Named, Node
from .citation import body

_CITING = 3  # documents that are named


@dataclass(frozen=True, slots=True)
class Missing:
    """A document that is cited and not held: by how many documents, `newest` the date of the newest of these.

    `citing` are the first of them, the newest first. `body` is whom to ask, by its full name if that is known.
    """

    node: Node
    documents: int
    mentions: int
    newest: str | None
    citing: tuple[Node, ...]
    body: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page of what is missing, what most documents cite first; `total` counts all of it."""

    total: int
    missing: tuple[Missing, ...]


def missing(graph: Graph, issuer: str | None, first: int, size: int) -> Wanted:
    """`size` documents after the first `first`. With `issuer` only those of bodies whose name has these words."""
    issuers = None if issuer is None else tuple(filter(_having(issuer), graph.stub_issuers()))
    found = graph.missing(issuers, first, size)
    nodes, named = graph.nodes(one.node for one in found), graph.named(one.node for one in found)
    return Wanted(
        graph.stubs(issuers),
        tuple(
            Missing(
                nodes[one.node],
                one.documents,
                one.mentions,
                one.newest,
                _citing(graph, one.node),
                _body(nodes[one.node], named.get(one.node, ())),
            )
            for one in found
        ),
    )


def _body(node: Node, named: Sequence[Named]) -> str | None:
    """Whom to ask: "Tỉnh ủy" is that of the province in which the papers were issued that cite it."""
    printed = body(node)
    places = {one.place for one in named if one.place}
    meant = resolve(printed, node.place or (places.pop() if len(places) == 1 else None)) if printed else None
    return meant.name if meant else printed


def _having(words: str) -> Callable[[str], bool]:
    """Has the name of a body these words, as it is printed or in full?"""
    wanted = folded_words(words).split()

    def has(issuer: str) -> bool:
        meant = resolve(issuer, None)
        names = {*folded_words(issuer).split(), *folded_words(meant.name if meant else "").split()}
        return names.issuperset(wanted)

    return has


def _citing(graph: Graph, node: int) -> tuple[Node, ...]:
    """The papers that say so, of which a second-hand edge is not the start."""
    papers = list(islice(_unique(step.document for step in graph.citing(node)), _CITING))
    known = graph.of_documents(papers)
    return tuple(known[paper] for paper in papers)


def _unique(papers: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(papers)
