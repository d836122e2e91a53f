"""Levels, pages and partial matches of a search."""

from __future__ import annotations

import pytest

from cancu.index.fulltext import FullText
from cancu.index.indexing import Facts, indexed
from cancu.index.query.parser import parse
from cancu.index.search import retrieval
from cancu.index.search.levels import ENOUGH

FILLER = "Các phòng ban rà soát danh sách đơn vị tham gia hội thao trong tháng tới rồi gửi về văn phòng. " * 3
TITLE = "Tổ chức hội thi nấu cơm niêu mừng xuân mới tại đình làng"


@pytest.fixture
def make(tmp_path):
    opened = FullText(tmp_path / "index")

    def rebuild(*texts, **facts):
        opened.rebuild(indexed(Facts(id=f"d{at:03}", text=text, **facts)) for at, text in enumerate(texts))
        return opened

    yield rebuild
    opened.close()


def found(index, text, **options):
    return {hit.id: bool(hit.lacks) for hit in retrieval.search(index, parse(text, **options)).hits}


def test_few_words_are_looked_for_in_part_only_where_nothing_has_them_all(make):
    index = make("trồng cây xoan", "trồng cây", "tưới cây")
    assert found(index, "trồng xoan") == {"d000": False}
    assert found(index, "trồng khoai") == {"d000": True, "d001": True}


def test_what_is_quoted_may_stand_without_the_words_around_it(make):
    index = make("Cây xoan là một giống cây.", "Giống cây tốt, xoan đẹp.", "Định nghĩa của cây xoan.")
    assert found(index, 'định nghĩa giống "cây xoan"') == {"d002": True, "d000": True}


def test_many_words_are_looked_for_in_part_by_those_that_are_rare(make):
    index = make(*[FILLER] * (ENOUGH + 5), "Nấu cơm niêu.")
    assert list(found(index, "các phòng ban tới văn phòng xem trồng cơm niêu")) == [f"d{ENOUGH + 5:03}"]


def test_a_damaged_title_is_found_below_the_clean_one(make):
    clean, damaged = f"{FILLER}\n\n{TITLE}", f"{FILLER}\n\n{TITLE.replace('nấu', 'nâuu').replace('đình', 'đinhh')}"
    index = make(damaged, clean, FILLER, FILLER)
    assert list(found(index, TITLE).items())[:2] == [("d001", False), ("d000", True)]


def test_a_damaged_title_is_found_among_long_documents_that_have_all_its_words_somewhere(make):
    words = TITLE.split()
    scattered = "\n\n".join(f"{FILLER} {word}." for word in words)
    damaged = f"{FILLER}\n\n{TITLE.replace('nấu', 'nâuu').replace('đình', 'đinhh')}"
    index = make(*[scattered] * (ENOUGH + 5), damaged)
    assert next(iter(found(index, TITLE))) == f"d{ENOUGH + 5:03}"


def test_pages_join_without_a_gap_over_the_levels_and_the_window(make):
    many = retrieval.WINDOW + 30
    index = make(*(f"khoai {'lang ' * (at % 7)}" for at in range(many)), numbers=("2nqtw", "2nq"))
    whole = list(found(index, "khoai lang 02nqtw", limit=many + 1))
    assert len(whole) == len(set(whole)) == many
    pages = [name for at in range(0, many, 11) for name in found(index, "khoai lang 02nqtw", limit=11, offset=at)]
    assert pages == whole


def test_the_best_passage_is_told(make):
    text = f"{FILLER}\n\n1. Trồng khoai. {FILLER}\n\n2. Trồng khoai lang. {FILLER}"
    hit = retrieval.search(make(text), parse("khoai lang")).hits[0]
    assert text[slice(*hit.passage)].startswith("2. ")


def test_short_forms_are_no_missing_words(make):
    index = make("Ban Chấp hành họp", "BCH họp")
    assert found(index, "khoai BCH") == {"d000": True, "d001": True}
    assert found(index, "BCH họp") == {"d000": False, "d001": False}


def test_what_broad_matches_cite_is_not_counted(make, monkeypatch):
    index = make("khoai", "khoai lang", cited=("02-NQ/TW",))
    monkeypatch.setattr(retrieval, "MANY", 1)
    assert "cited" not in retrieval.search(index, parse("khoai")).facets
    assert retrieval.search(index, parse("lang")).facets["cited"][0].count == 1


def test_a_number_that_is_cited_is_no_missing_word(make):
    index = make("trồng cây xoan", refs=("cites/2nqtw",))
    assert not retrieval.search(index, parse("02nqtw trồng cây")).in_vain
    assert not retrieval.search(index, parse("trồng cây")).in_vain
    assert retrieval.search(index, parse("trồng khoai")).in_vain
    assert retrieval.search(index, parse("khoai lang")).in_vain
