"""What holds of every archive: both directions, pages and ways agree, and everything ends."""

from __future__ import annotations

import tempfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cancu.index.catalogue import Catalogue
from cancu.index.links.graph import Direction
from cancu.index.questions.citations import cited_by, cites
from cancu.index.questions.path import path
from cancu.index.trace import Route, trace
from cancu.pipeline.model import Relation

NAMES = ("1/KH-A", "2/KH-A", "3-NQ/TW", "4/QĐ-UBND", "2")
DATES = (None, "2021", "2021-01-01", "2022-02-02")


@pytest.fixture(scope="session")
def shelf(paper, cite):
    """A strategy: the papers of a small archive, that cite each other and themselves, in circles, told by others."""
    relations = st.sampled_from((Relation.CITES, Relation.BASIS, Relation.IMPLEMENTS))
    mention = st.tuples(st.sampled_from(NAMES), st.sampled_from(DATES), relations, st.none() | st.sampled_from(NAMES))
    made = st.builds(
        paper,
        st.sampled_from(NAMES[:-1]),
        st.sampled_from((None, "2021-01-01", "2022-02-02")),
        cites=st.lists(mention.map(lambda one: cite(*one[:2], relation=one[2], source=one[3])), max_size=4).map(tuple),
    )
    return st.lists(made, min_size=1, max_size=6, unique_by=lambda one: one.source.sha256)


def nodes(catalogue):
    return catalogue.graph._nodes("true")


def reach(catalogue, root, direction, relations=None):
    found = trace(catalogue.graph, root, Route(direction, None, relations, cap=None))
    assert not found.truncated
    return {reached.node.node: reached.distance for reached in found.nodes}


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_both_directions_pages_and_ways_agree(data, shelf):
    papers = data.draw(shelf)
    with tempfile.TemporaryDirectory() as folder, Catalogue.open(Path(folder), create=True) as catalogue:
        with catalogue.transaction():
            for one in papers:
                catalogue.add(*one)
        every = nodes(catalogue)
        up = {node.node: reach(catalogue, node, Direction.UP) for node in every}
        down = {node.node: reach(catalogue, node, Direction.DOWN) for node in every}
        for here in every:
            check_citations(catalogue, here, up[here.node], down[here.node])
            for there in every:
                assert up[here.node].get(there.node) == down[there.node].get(here.node)
                check_ways(catalogue, here, there, up[here.node].get(there.node))
        check_relations(catalogue, every)


def check_citations(catalogue, node, up, down):
    whole = cited_by(catalogue.graph, node, 0, 99)
    assert {one.node.node for one in whole.citations} == {at for at, distance in down.items() if distance == 1}
    assert whole.documents == len(whole.citations)
    pages = [cited_by(catalogue.graph, node, first, 1).citations for first in range(len(whole.citations) + 1)]
    assert tuple(one for page in pages for one in page) == whole.citations
    named = cites(catalogue.graph, node)
    assert {one.node.node for one in named} == {at for at, distance in up.items() if distance == 1}
    for one in named:
        back = cited_by(catalogue.graph, one.node, 0, 99).citations
        (same,) = [other for other in back if other.node == node]
        assert same.edges == one.edges


def check_ways(catalogue, here, there, distance):
    found = path(catalogue.graph, here, there)
    if here == there:
        assert found.ways == ((here.id,),)
        return
    assert bool(found.ways) == (distance is not None)
    assert len(set(found.ways)) == len(found.ways)
    if found.ways:
        assert len(found.ways[0]) == 1 + distance
        assert list(map(len, found.ways)) == sorted(map(len, found.ways))
    connected = {(edge.start, edge.end) for edge in found.edges}
    for way in found.ways:
        assert (way[0], way[-1]) == (here.id, there.id)
        assert len(set(way)) == len(way)
        assert set(pairwise(way)) <= connected
    assert connected == {pair for way in found.ways for pair in pairwise(way)}


def check_relations(catalogue, every):
    """Only edges of the relations that were asked for are gone over, in both directions alike."""
    asked = (Relation.BASIS, Relation.IMPLEMENTS)
    for node in every:
        found = trace(catalogue.graph, node, Route(Direction.UP, None, asked, cap=None))
        assert {edge.relation for edge in found.edges} <= set(asked)
        for reached in found.nodes:
            assert reach(catalogue, reached.node, Direction.DOWN, asked)[node.node] == reached.distance
