"""The graph: who is meant by a mention, and what is reached."""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cancu.index import answers, trace
from cancu.index.catalogue import Catalogue
from cancu.index.links.graph import Direction
from cancu.index.links.resolving import Status
from cancu.index.mentions import mentions_of
from cancu.index.trace import Route
from cancu.pipeline.model import Method, Relation


def find(catalogue, text):
    return catalogue.graph.find(text)


def stubs(catalogue):
    return catalogue.graph.stubs()


def only(catalogue, text):
    (node,) = find(catalogue, text)
    return node


def walk(catalogue, text, direction, depth=9):
    return trace.trace(catalogue.graph, only(catalogue, text), Route(direction, depth))


def numbers(found):
    return [(reached.node.number, reached.distance) for reached in found.nodes]


def edges(found):
    """Edges by number, for reading."""
    names = {reached.node.id: reached.node.number for reached in found.nodes} | {found.root.id: found.root.number}
    return sorted((names[edge.start], names[edge.end], edge.relation) for edge in found.edges)


@pytest.fixture
def chain(catalogue, paper, cite):
    """1/KH-A implements 2-CTr/TU, of which it tells that it implements 3-NQ/TW. Only 1/KH-A is held."""
    catalogue.add(
        *paper(
            "1/KH-A",
            "2022-01-01",
            cites=(
                cite("2-CTr/TU", "2021-05-05", "Chương trình", relation=Relation.IMPLEMENTS),
                cite("3-NQ/TW", "2021-02-02", "Nghị quyết", relation=Relation.IMPLEMENTS, source="2-CTr/TU"),
            ),
        )
    )
    return catalogue


def test_second_hand_edges_build_the_chain(chain):
    up = walk(chain, "1/KH-A", Direction.UP)
    assert numbers(up) == [("2-CTr/TU", 1), ("3-NQ/TW", 2)]
    assert edges(up) == [("1/KH-A", "2-CTr/TU", "implements"), ("2-CTr/TU", "3-NQ/TW", "implements")]
    down = walk(chain, "3nqtw", Direction.DOWN)
    assert numbers(down) == [("2-CTr/TU", 1), ("1/KH-A", 2)]
    assert edges(down) == edges(up)
    assert [edge.told_by for edge in down.edges] == [(find(chain, "1/KH-A")[0].id,)] * 2
    assert numbers(walk(chain, "3nqtw", Direction.DOWN, depth=1)) == [("2-CTr/TU", 1)]
    assert stubs(chain) == 2


def test_a_stub_becomes_a_held_document(chain, paper):
    stub = only(chain, "3-NQ/TW")
    assert (stub.held, stub.kind, stub.date) == (False, "Nghị quyết", "2021-02-02")
    assert only(chain, stub.id) == stub
    chain.add(*paper("03-NQ/TW", "2021-02-02", title="Về trồng tre"))
    node = only(chain, "03nqtw")
    assert (node.held, node.title) == (True, "Về trồng tre")
    assert find(chain, stub.id) == ()
    assert numbers(walk(chain, node.id, Direction.DOWN)) == [("2-CTr/TU", 1), ("1/KH-A", 2)]
    assert stubs(chain) == 1


def test_tellers_add_up_and_show_their_evidence(chain, paper, cite):
    again = cite("3-NQ/TW", relation=Relation.IMPLEMENTS, source="2-CTr/TU")
    given = paper("7/KH-B", "2022-03-03", cites=(cite("2-CTr/TU"), again))
    chain.add(*given)
    (edge,) = walk(chain, "2-CTr/TU", Direction.UP, 1).edges
    assert edge.told_by == tuple(sorted((only(chain, "1/KH-A").id, given.record.id)))
    (own,) = [evidence for evidence in edge.evidence if evidence.document == given.record.id]
    assert given.text[slice(*own.span)] == own.text
    assert "3-NQ/TW" in own.text


def test_same_number_other_year_is_another_node(catalogue, paper, cite):
    catalogue.add(*paper("39/KH-A", "2021-01-01"))
    catalogue.add(*paper("1/KH-B", "2022-02-02", cites=(cite("39/KH-A", "2022-01-01"), cite("39/KH-A"))))
    nodes = find(catalogue, "39khа".replace("а", "a"))
    assert sorted((node.date or "", node.held) for node in nodes) == [("2021-01-01", True), ("2022-01-01", False)]
    reached = walk(catalogue, "1/KH-B", Direction.UP, 1).nodes
    (either,) = [each for each in reached if each.node.status is Status.AMBIGUOUS]  # without a date it can be either
    assert sorted(one.node.date for one in either.candidates.first) == ["2021-01-01", "2022-01-01"]


def test_an_undated_or_half_dated_mention_joins_the_only_one(catalogue, paper, cite):
    mentions = (cite("39/KH-A"), cite("039/KH-A", "2021"), cite("39/KH-A", "2021-01-01"))
    catalogue.add(*paper("1/KH-B", "2022-02-02", cites=mentions))
    assert not only(catalogue, "39/KH-A").held
    catalogue.add(*paper("39/KH-A", "2021-01-01"))
    assert only(catalogue, "39/KH-A").held
    assert stubs(catalogue) == 0


def test_a_key_finds_and_never_links(catalogue, paper, cite):
    catalogue.add(*paper("5/HD-A", "2021-01-01"))
    catalogue.add(*paper("1/KH-B", "2022-02-02", cites=(cite("5/HĐ-A"),)))
    assert [node.number for node in find(catalogue, "5hda")] != []
    assert only(catalogue, "5/HĐ-A").held is False
    assert only(catalogue, "5/HD-A").held is True


def test_two_documents_of_one_number_and_day_are_told_apart_by_issuer(catalogue, paper, cite):
    one = paper("39/KH-A", "2021-01-01", issuer="Hội Làng Sen")
    two = paper("39/KH-A", "2021-01-01", issuer="Hội Làng Chùa")
    mentions = (cite("39/KH-A", "2021-01-01", issuer="Hội làng Chùa"), cite("39/KH-A", "2021-01-01"))
    catalogue.add(*one)
    catalogue.add(*two)
    catalogue.add(*paper("1/KH-B", "2022-02-02", cites=mentions))
    reached = walk(catalogue, "1/KH-B", Direction.UP).nodes
    assert sorted((found.node.id == two.record.id, found.node.held) for found in reached) == [
        (False, False),
        (True, True),
    ]


def test_a_bare_number_links_by_kind_date_and_issuer_only(catalogue, paper, cite):
    held = paper("03-KL/TU", "2022-01-18", kind="Kết luận", issuer="Tỉnh ủy Miền Núi")
    full = cite("03", "2022-01-18", kind="kết luận", issuer="Tỉnh uỷ Miền Núi")
    catalogue.add(*held)
    catalogue.add(*paper("1/KH-B", "2022-02-02", cites=(full, cite("03", kind="Kết luận"), cite("03", kind="Chỉ thị"))))
    assert numbers(walk(catalogue, held.record.id, Direction.DOWN)) == [("1/KH-B", 1)]
    assert stubs(catalogue) == 2
    assert sorted(node.kind for node in find(catalogue, "03") if not node.held) == ["Chỉ thị", "Kết luận"]


def test_laws_are_known_by_name(catalogue, paper, cite):
    catalogue.add(*paper("1/KH-A", "2022-01-01", cites=(cite(name="Luật Thi đua, khen thưởng", kind="Luật"),)))
    catalogue.add(*paper("2/KH-A", "2022-01-01", cites=(cite(name="Luật thi đua khen thưởng"),)))
    law = only(catalogue, "luat thi dua khen thuong")
    assert (law.title, law.kind, law.held, law.number) == ("Luật Thi đua, khen thưởng", "Luật", False, None)
    assert only(catalogue, law.id) == law
    assert numbers(walk(catalogue, law.id, Direction.DOWN)) == [("1/KH-A", 1), ("2/KH-A", 1)]
    assert stubs(catalogue) == 1


def test_cycles_end(catalogue, paper, cite):
    for number, cited in (("1/KH-A", "2/KH-A"), ("2/KH-A", "3/KH-A"), ("3/KH-A", "1/KH-A")):
        catalogue.add(*paper(number, "2022-01-01", cites=(cite(cited), cite(number))))
    for direction in Direction:
        found = walk(catalogue, "1/KH-A", direction)
        assert len(found.nodes) == 2
        assert len(found.edges) == 3
        assert not found.truncated


def test_as_many_documents_are_reached_as_are_asked_for(catalogue, paper, cite):
    for serial in range(205):
        catalogue.add(*paper(f"{serial + 1}/KH-A", "2022-01-01", cites=(cite("9-NQ/TW"),)))
    found = trace.trace(catalogue.graph, only(catalogue, "9-NQ/TW"), Route(Direction.DOWN, 1, cap=206))
    assert (len(found.nodes), found.truncated) == (205, False)


def test_a_hub_is_cut_and_says_so(catalogue, paper, cite):
    with catalogue.transaction():
        for number in range(1, 9):
            catalogue.add(*paper(f"{number}/KH-A", "2022-01-01", cites=(cite("9-NQ/TW"),)))
    found = trace.trace(catalogue.graph, only(catalogue, "9-NQ/TW"), Route(Direction.DOWN, 9, cap=5))
    assert found.truncated
    assert len(found.nodes) == 4
    assert {edge.start for edge in found.edges} == {reached.node.id for reached in found.nodes}


def test_the_source_of_a_mention_need_not_be_mentioned_itself(catalogue, paper, cite):
    catalogue.add(*paper("1/KH-A", "2022-01-01", cites=(cite("3-NQ/TW", source="2-CTr/TU"),)))
    assert numbers(walk(catalogue, "3-NQ/TW", Direction.DOWN)) == [("2-CTr/TU", 1)]
    assert stubs(catalogue) == 2


def test_a_trace_is_of_one_moment(chain, paper, cite):
    """Another process may store a document while the graph is walked."""
    with chain.snapshot(), Catalogue.open(chain.folder, create=False) as other:
        before = walk(chain, "3-NQ/TW", Direction.DOWN)
        other.add(*paper("3-NQ/TW", "2021-02-02", cites=(cite("1/KH-A"),)))
        assert walk(chain, "3-NQ/TW", Direction.DOWN) == before
    assert only(chain, "3-NQ/TW").held


def test_nothing_found(catalogue):
    for text in ("99/KH-X", "", "chua-co-1-kh-a-00000000", "Luật Không Có"):
        assert find(catalogue, text) == ()


def test_json(chain):
    found = answers.trace(walk(chain, "2-CTr/TU", Direction.UP))
    assert list(found) == ["root", "direction", "nodes", "edges", "truncated"]
    assert found["direction"] == "up"
    assert found["nodes"][0]["number"] == "3-NQ/TW"
    assert list(found["edges"][0]) == ["from", "to", "relation", "told_by", "evidence"]
    assert list(found["edges"][0]["evidence"][0]) == ["document", "page", "span", "mention", "text"]


def picture(papers, others=()):
    """All that can be seen of an archive that got these papers in this order, and these others only for a while."""
    with tempfile.TemporaryDirectory() as folder, Catalogue.open(Path(folder), create=True) as catalogue:
        with catalogue.transaction():
            for one in (*others, *papers):
                catalogue.add(*one)
            for one in others:
                if file := catalogue.file(one.source.sha256):
                    catalogue.remove(file.document)
        held = list(catalogue.all_held())
        mentions = [list(mentions_of(one.record, one.text)) for one in held]
        traces = [
            answers.trace(trace.trace(catalogue.graph, find(catalogue, one.document.id)[0], Route(direction, 5)))
            for one in held
            for direction in Direction
        ]
        files = [catalogue.files_of(one.document.id) for one in held]
        return held, mentions, traces, files, stubs(catalogue), find(catalogue, "2/KH-A")


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_order_of_arrival_does_not_matter(data, paper, cite):
    dates = st.sampled_from((None, "2021", "2021-01-01", "2022-02-02"))
    names = st.sampled_from(("1/KH-A", "2/KH-A", "2/KH-Â", "2", "3-NQ/TW"))
    issuers = st.sampled_from((None, "Hội Làng Sen", "Hội Làng Chùa"))
    kinds = st.sampled_from((None, "Kế hoạch"))
    mention = st.tuples(names, dates, kinds, issuers, st.none() | names).map(
        lambda parts: cite(*parts[:4], source=parts[4])
    )
    made = st.builds(
        paper,
        names.filter(lambda name: name != "2"),
        st.sampled_from((None, "2021-01-01", "2022-02-02")),
        issuer=issuers,
        cites=st.lists(mention, max_size=3).map(tuple),
        copy=st.sampled_from(("", "b")),
        method=st.sampled_from((Method.PLAIN, Method.OCR)),
        quality=st.sampled_from((0.5, 1.0)),
    )
    papers = data.draw(st.lists(made, min_size=2, max_size=5, unique_by=lambda one: one.source.sha256))
    order = data.draw(st.permutations(papers))
    assert picture(order) == picture(papers)
    known = {one.text.split("\nKế")[0] for one in papers}  # what bears number and date of one may be a copy of it
    others = [one for one in data.draw(st.lists(made, max_size=3)) if one.text.split("\nKế")[0] not in known]
    assert picture(papers, others) == picture(papers)  # what was removed leaves nothing behind


def test_every_order_of_a_chain(paper, cite):
    papers = (
        paper("1/KH-A", "2022-01-01", cites=(cite("2/KH-A", "2021-01-01"), cite("3-NQ/TW", source="2/KH-A"))),
        paper("2/KH-A", "2021-01-01", cites=(cite("3-NQ/TW"),)),
        paper("2/KH-A", "2021-01-01", copy="scan", method=Method.OCR),
        paper("3-NQ/TW", "2020-01-01"),
    )
    first, *others = map(picture, itertools.permutations(papers))
    assert all(other == first for other in others)


def test_a_body_of_another_province_is_another_document(catalogue, paper, cite):
    """136/KH-LĐLĐ of Nghệ An is not the one of Thái Bình, be it the only one that is held."""
    catalogue.add(*paper("136/KH-LĐLĐ", "2021-09-10", issuer="Liên đoàn Lao động tỉnh Thái Bình"))
    theirs = cite("136/KH-LĐLĐ", issuer="Liên đoàn Lao động tỉnh Nghệ An")
    ours = cite("136/KH-LĐLĐ", issuer="LĐLĐ tỉnh")
    catalogue.add(*paper("1/KH-A", "2022-01-01", cites=(theirs,)))
    catalogue.add(*paper("2/KH-A", "2022-01-01", cites=(ours,)))
    found = {}
    for number in ("1/KH-A", "2/KH-A"):
        (root,) = find(catalogue, number)
        found[number] = [
            reached.node.held for reached in trace.trace(catalogue.graph, root, Route(Direction.UP, 1)).nodes
        ]
    assert found == {"1/KH-A": [False], "2/KH-A": [True]}
