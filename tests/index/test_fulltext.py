"""The embedded engine: its files, and its one writer."""

from __future__ import annotations

import shutil
from itertools import pairwise

import pytest

from cancu.index.clause import All, Any, Boost, Constant, Order, Phrase, Search, Term
from cancu.index.engine import Delete
from cancu.index.fulltext import FullText
from cancu.index.indexing import Facts, indexed
from cancu.pipeline.errors import IndexLocked, IndexUnavailable

PAPERS = [indexed(Facts(id="plan", text="thi đua trồng cây")), indexed(Facts(id="letter", text="thư"))]


@pytest.fixture
def index(tmp_path):
    opened = FullText(tmp_path / "index")
    opened.rebuild(PAPERS)
    yield opened
    opened.close()


def test_there_is_one_writer(index, tmp_path, monkeypatch):
    monkeypatch.setattr("cancu.index.fulltext.LOCK_TIMEOUT", 0.2)
    other = FullText(tmp_path / "index")
    with pytest.raises(IndexLocked):
        other.apply([Delete("plan")])
    other.close()
    assert index.count() == 2


def test_what_another_writer_commits_is_found_at_once(index, tmp_path):
    index.close()
    reader, writer = FullText(tmp_path / "index"), FullText(tmp_path / "index")
    for number in range(1, 4):
        assert reader.count() == len(PAPERS) + number - 1
        writer.apply([indexed(Facts(id=f"more-{number}", text="thư"))])
        assert reader.search(Search(Term("folded", "thu"))).total == number + 1
    writer.rebuild(PAPERS)
    assert reader.count() == len(PAPERS)
    reader.close()
    writer.close()


def test_a_facet_adds_up_what_is_rare_in_each_part(index):
    """Hundreds of signers sign as often as each other: who signed most is told by all parts of an index together."""
    names = [f"Ngô {number:03}" for number in range(600)]
    often = names[595:]
    for part in (names, names[100:], often):
        index.apply([indexed(Facts(id=f"{len(part)}-{name}", text="ngô", signer=name)) for name in part])
    (counted,) = index.facets(Term("folded", "ngo"), ("signer",)).values()
    assert [(each.value, each.count) for each in counted[:5]] == [(name, 3) for name in often]
    assert [(each.value, each.count) for each in counted[5:]] == [(name, 2) for name in names[100:115]]


def test_a_folder_that_is_no_index_is_made_one(tmp_path):
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "meta.json").write_text("{")
    index = FullText(tmp_path / "index")
    index.rebuild(PAPERS)
    assert index.count() == 2
    index.close()


@pytest.mark.parametrize("content", [b"", b"damage" * 1000])
def test_a_damaged_index_is_unavailable_or_answers(index, tmp_path, content):
    index.close()
    told = 0
    for number, file in enumerate(sorted(path for path in (tmp_path / "index").rglob("*") if path.is_file())):
        copy = tmp_path / f"copy-{number}"  # a file must not change under an engine that has it mapped
        shutil.copytree(tmp_path / "index", copy)
        (copy / file.relative_to(tmp_path / "index")).write_bytes(content)
        damaged = FullText(copy)
        try:
            damaged.search(Search(Phrase("pairs", ("thi_dua", "dua_trong")), (Term("folded", "thi"),)))
            damaged.close()
        except IndexUnavailable as error:
            told += 1
            assert "run `cancu reindex`" in str(error)
        healed = FullText(copy)
        healed.rebuild(PAPERS)
        assert healed.count() == 2
        healed.close()
    assert told


@pytest.mark.parametrize("score", [0.0, 0.0001, 1.0])
@pytest.mark.parametrize("start", ["", "a-long-common-start-", "ngô-"])
def test_many_that_score_alike_are_paged_by_id(tmp_path, score, start):
    index = FullText(tmp_path / "index")
    names = [f"{start}{number:03}" for number in range(330)]
    best = names[7::100]
    documents = [indexed(Facts(id=name, text="ngô khoai" if name in best else "ngô")) for name in reversed(names)]
    index.rebuild(documents[:200])
    index.apply(documents[200:])
    rank = (Constant(Term("folded", "khoai"), 2.0), Constant(Term("folded", "ngo"), score))
    expected = [*best, *(name for name in names if name not in best)]
    for size in (3, 50, 400):
        pages = [index.search(Search(Term("folded", "ngo"), rank, first=at, size=size)) for at in range(0, 340, size)]
        assert [each.id for page in pages for each in page.candidates] == expected
        assert {page.total for page in pages} == {330}
    oldest = Search(Term("folded", "ngo"), order=Order.OLDEST, first=100, size=3)
    assert [each.id for each in index.search(oldest).candidates] == names[100:103]
    index.close()


@pytest.mark.parametrize("count", [2, 3, 4, 5, 6])
def test_phrases_miss_no_word(tmp_path, count):
    """A phrase of pairs looks up every second one and the last: what it leaves out stands in the others."""
    index = FullText(tmp_path / "index")
    letters = "abcdefgh"[: count + 1]
    pairs = tuple(f"{one}_{next}" for one, next in pairwise(letters))
    others = [" ".join(letters[:at] + "x" + letters[at + 1 :]) for at in range(count + 1)]
    index.rebuild([indexed(Facts(id=text, text=text)) for text in (f"y {' '.join(letters)} y", *others)])
    assert [each.id for each in index.search(Search(Phrase("pairs", pairs))).candidates] == [f"y {' '.join(letters)} y"]
    index.close()


def test_what_is_asked_for_is_scored_alike_wherever_it_stands(index):
    index.apply([indexed(Facts(id="other", text="thi trồng cây đua thi thi"))])
    thi, cay = Term("folded", "thi"), Term("folded", "cay")
    rank = (Boost(thi, 2.0), cay, Boost(Term("pairs", "thi_dua"), 3.0))
    ways = [All((thi, cay)), All((All((cay,)), thi, thi)), All((thi, Any((cay,)))), Any((All((thi, cay)),))]
    found = [index.search(Search(where, rank)) for where in ways]
    assert found == found[:1] * len(ways)
    assert found[0].total == 2
