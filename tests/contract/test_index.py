"""What every full-text engine promises (`index/engine.py`), and what queries mean on each."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cancu.index import fields
from cancu.index.clause import (
    EVERYTHING,
    All,
    Any,
    Boost,
    Constant,
    Not,
    OneOf,
    Order,
    Phrase,
    Prefix,
    Range,
    Search,
    Term,
)
from cancu.index.elastic.engine import Elastic
from cancu.index.engine import Delete, FacetValue, Index
from cancu.index.fulltext import FullText
from cancu.index.indexing import Facts, indexed
from cancu.index.query.parser import MAX_WORDS, parse
from cancu.index.search import retrieval, suggestion
from cancu.pipeline import config
from cancu.pipeline.errors import IndexMissing, InvalidQuery

Engine = Callable[[Path], Index]  # the index that is, or is to be, in a folder

PLAN = Facts(
    id="plan",
    text="Số: 39/KH-LS\nKế hoạch thi đua trồng cây\nHội viên Hòa Bình giữ đường làng theo Nghị quyết số 02-NQ/TW.",
    title="Thi đua trồng cây",
    numbers=("39khls", "39kh"),
    serial="39",
    refs=("basis/2nqtw", "cites/2nqtw"),
    cited=("02-NQ/TW",),
    kind="Kế hoạch",
    kind_code="KH",
    issuer="Hội Làng Sen",
    level="commune",
    place="Làng Sen",
    signer="Lê Thị Mẫu",
    targets=("trồng 500 cây xoan",),
    recipients=("Các tổ dân phố",),
    date="2022-02-11",
)
RESOLUTION = Facts(
    id="resolution",
    text="Nghị quyết về trồng rừng. Lẽ đương nhiên, rừng là đua sức; thi ở đây là thơ.",
    title="Về trồng rừng",
    numbers=("2nqtw", "2nq"),
    serial="2",
    kind="Nghị quyết",
    kind_code="NQ",
    issuer="Ban Rừng",
    level="central",
    date="2021-06-12",
)
LETTER = Facts(id="letter", text="Thư gửi hội thi cấy. Đường xa.", kind="Kế hoạch", date="2021")
ALL = {"plan", "resolution", "letter"}
PAPERS = tuple(map(indexed, (PLAN, RESOLUTION, LETTER)))


@pytest.fixture
def elastic(elasticsearch_url, elasticsearch_prefix):
    made = []

    def opened(folder):
        made.append(f"{elasticsearch_prefix}{folder.parent.name.lower()}-{folder.name}")
        return Elastic(config.Elasticsearch(elasticsearch_url, index=made[-1]), "archive")

    yield opened
    with Elasticsearch(elasticsearch_url, request_timeout=60) as client:
        for name in client.indices.get(index=[f"{each}-*" for each in made]):
            client.indices.delete(index=name)


@pytest.fixture(params=["tantivy", "elasticsearch"])
def engine(request) -> Engine:
    return FullText if request.param == "tantivy" else request.getfixturevalue("elastic")


@pytest.fixture
def index(engine, tmp_path):
    opened = engine(tmp_path / "index")
    opened.rebuild(PAPERS)
    yield opened
    opened.close()


def ids(index, text="", **options):
    return [hit.id for hit in retrieval.search(index, parse(text, **options)).hits]


def matching(index, where):
    return {candidate.id for candidate in index.search(Search(where)).candidates}


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        (EVERYTHING, ALL),
        (Term("id", "plan"), {"plan"}),
        (OneOf("id", ("plan", "letter", "none")), {"plan", "letter"}),
        (OneOf("kind", tuple(map(str, range(5_000)))), set()),
        (Term("folded", "duong"), {"plan", "resolution", "letter"}),
        (Term("exact", "đường"), {"plan", "letter"}),
        (Term("folded", "dương"), set()),
        (Term("pairs", "thi_dua"), {"plan"}),
        (Term("kind", "Kế hoạch"), {"plan", "letter"}),
        (Phrase("issuer_words", ("lang", "sen")), {"plan"}),
        (Phrase("issuer_words", ("sen", "lang")), set()),
        (Phrase("pairs", ("ke_hoach", "hoach_thi", "thi_dua", "dua_trong")), {"plan"}),
        (Phrase("pairs", ("ke_hoach", "hoach_thi", "thi_dua")), {"plan"}),
        (Phrase("pairs", ("ke_hoach", "thi_dua")), set()),
        (Phrase("pairs", ("thi_dua", "dua_trong", "ke_hoach")), set()),
        (Prefix("folded", "nh"), {"resolution"}),
        (Prefix("folded", "khongco"), set()),
        (Range("date", 2022_00_00, 2022_99_99), {"plan"}),
        (Range("date", 2021_00_00, 2021_00_00), {"letter"}),
        (All((Term("folded", "thi"), Term("folded", "duong"))), {"plan", "resolution", "letter"}),
        (All((Term("folded", "thi"), Not(Term("folded", "cay")))), {"resolution"}),
        (Not(Term("folded", "rung")), {"plan", "letter"}),
        (All((Not(Term("folded", "rung")), Not(Term("folded", "xa")))), {"plan"}),
        (Any(()), set()),
        (Any((Term("folded", "rung"), Term("folded", "xa"))), {"resolution", "letter"}),
        (Any((Term("folded", "rung"), Not(Term("folded", "xa")))), {"resolution", "plan"}),
        (Any((Term("folded", "thi"), Term("folded", "dua"), Term("folded", "cay")), at_least=2), ALL),
        (Any((Term("folded", "thi"), Term("folded", "dua"), Term("folded", "cay")), at_least=3), {"plan"}),
        (Any((Term("folded", "thi"),), at_least=2), set()),
        (Boost(Term("folded", "rung"), 2.0), {"resolution"}),
        (Constant(Term("folded", "rung"), 2.0), {"resolution"}),
    ],
)  # fmt: skip
def test_clauses(index, clause, found):
    assert matching(index, clause) == found
    assert index.search(Search(clause, size=0)).total == len(found)


def test_what_ranks_decides_nothing_but_the_order(index):
    rank = (Constant(Term("folded", "xa"), 2.0), Boost(Constant(Term("folded", "rung"), 1.0), 3.0))
    found = index.search(Search(Term("folded", "duong"), rank))
    assert [(each.id, each.score) for each in found.candidates] == [("resolution", 3.0), ("letter", 2.0), ("plan", 0.0)]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.NEWEST, ["plan", "resolution", "letter", "undated"]),
        (Order.OLDEST, ["letter", "resolution", "plan", "undated"]),
    ],
)
def test_order_by_date(index, order, expected):
    index.apply([indexed(Facts(id="undated", text="đường"))])
    where = Term("folded", "duong")
    assert [each.id for each in index.search(Search(where, order=order)).candidates] == expected
    pages = [index.search(Search(where, order=order, first=at, size=1)).candidates for at in range(4)]
    assert [each.id for page in pages for each in page] == expected


def test_the_sketch_comes_back(index):
    index.apply([replace(PAPERS[0], fields=PAPERS[0].fields | {"sketch": b"\x00\xff\x01"})])
    assert index.search(Search(Term("number", "39khls"))).candidates[0].sketch == b"\x00\xff\x01"


def test_frequencies(index):
    terms = (Term("folded", "duong"), Term("exact", "đường"), Term("pairs", "thi_dua"), Term("folded", "khongco"))
    known = index.frequencies(terms)
    assert (known.documents, [known[term] for term in terms]) == (3, [3, 2, 1, 0])
    assert index.frequencies(()).documents == 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("trong cay", {"plan"}),
        ("TRỒNG", {"plan", "resolution"}),
        ("duong", {"plan", "resolution", "letter"}),
        ("đường", {"plan", "resolution", "letter"}),
        ("hoà bình", {"plan"}),
        ("hòa bình", {"plan"}),
        (unicodedata.normalize("NFD", "hoà bình"), {"plan"}),
        ("trồng, (cây)!", {"plan"}),
        ("thơ rừng", {"resolution"}),
        ('"thi đua"', {"plan"}),
        ('"đua thi"', set()),
        ('"thi dua" trong', {"plan"}),
        ('"đường"', {"plan", "resolution", "letter"}),
        ("khôngcó", set()),
        ("thi AND đua", {"plan", "resolution"}),
        ("thơ OR xa", {"resolution", "letter"}),
        ("thi AND (thơ OR xa) AND NOT rừng", {"letter"}),
        ("thi -thơ", {"plan", "letter"}),
        ("NOT thơ", {"plan", "letter"}),
        ("nhi*", {"resolution"}),
        ("kế hoạch 39", {"plan"}),
        ("kh 39", {"plan"}),
        ("căn_cứ:02-NQ/TW", {"plan"}),
        ("thực_hiện:02-NQ/TW", set()),
        ('cites:"2 nq tw" rừng', set()),
        ("số:39/KH-LS", {"plan"}),
        ("số:39", {"plan"}),
        ("loại:KH ngày:2022", {"plan"}),
        ('loại:"nghị quyết"', {"resolution"}),
        ("cơ_quan:(sen làng)", {"plan"}),
        ('cơ_quan:"sen làng"', set()),
        ("người_ký:mẫu", {"plan"}),
        ('nơi:"làng sen"', {"plan"}),
        ('chỉ_tiêu:"cây xoan"', {"plan"}),
        ("nơi_nhận:tổ", {"plan"}),
        ("trích_yếu:rừng", {"resolution"}),
        ("cấp:xã OR cấp:trung_ương", {"plan", "resolution"}),
        ("năm:2021..2022", {"plan", "resolution", "letter"}),
        ("ngày:..12/6/2021", {"resolution", "letter"}),
    ],
)
def test_what_queries_match(index, text, found):
    assert set(ids(index, text)) == found


def test_marks_as_typed_come_first(index):
    assert ids(index, "đương")[0] == "resolution"
    assert set(ids(index, "đường")[:2]) == {"plan", "letter"}


def test_the_title_counts_more(index):
    assert ids(index, "rừng trồng")[0] == "resolution"


@pytest.mark.parametrize(
    "text", ["02-NQ/TW", "02nqtw", "2 nq tw", "02 – NQ/tw", "nghị quyết 02-nq/tw", "hội 02nqtw xa", "nghị quyết 02"]
)
def test_the_document_of_a_number_comes_first(index, text):
    assert ids(index, text)[0] == "resolution"


def test_who_cites_a_number_comes_after_it(index):
    assert ids(index, "02nqtw") == ["resolution", "plan"]


def test_without_all_words_some_are_enough_and_it_is_said(index):
    found = retrieval.search(index, parse("trồng rơm")).hits
    assert [(hit.id, hit.lacks) for hit in found] == [("resolution", {"rom"}), ("plan", {"rom"})]
    assert [hit.lacks for hit in retrieval.search(index, parse("trồng cây")).hits] == [set()]
    assert ids(index, "rơm rạ") == []
    assert ids(index, "trồng AND rơm") == []


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({"kind": "kế hoạch"}, ["letter", "plan"]),
        ({"kind": "NQ"}, ["resolution"]),
        ({"issuer": "lang sen"}, ["plan"]),
        ({"issuer": "Sen Làng"}, ["plan"]),
        ({"date_from": "2022"}, ["plan"]),
        ({"date_to": "2021"}, ["letter", "resolution"]),
        ({"date_from": "6/2021", "date_to": "12/6/2021"}, ["resolution"]),
        ({"date_from": "13/6/2021", "date_to": "2022-02-10"}, []),
        ({"kind": "kh", "date_from": "2022-02-11", "date_to": "2022-02-11"}, ["plan"]),
        ({"cites": "2 nq tw"}, ["plan"]),
    ],
)
def test_filters(index, options, found):
    assert ids(index, **options) == found
    assert set(ids(index, "trồng", **options)) == set(found) - {"letter"}


def test_facets_count_all_that_match(index):
    results = retrieval.search(index, parse("duong", limit=1))
    assert (results.total, len(results.hits)) == (3, 1)
    assert results.facets["kind"] == (FacetValue("Kế hoạch", 2), FacetValue("Nghị quyết", 1))
    assert results.facets["year"] == (FacetValue("2021", 2), FacetValue("2022", 1))
    assert results.facets["cited"] == (FacetValue("02-NQ/TW", 1),)
    assert set(results.facets) == set(fields.FACETS)


@pytest.mark.parametrize("many", [5, 25, 45, 90])
def test_the_last_values_of_a_facet_are_those_whose_letters_come_first(index, many):
    names = [f"{number:03}-NQ/TW" for number in range(many)]
    index.apply(
        [
            indexed(Facts(id="a", text="mía", cited=tuple(reversed(names)))),
            indexed(Facts(id="b", text="mía", cited=names[3:4])),
        ]
    )
    found = [(each.value, each.count) for each in retrieval.search(index, parse("mía")).facets["cited"]]
    assert (
        found
        == sorted([(name, 2 if name == names[3] else 1) for name in names], key=lambda each: (-each[1], each[0]))[
            : fields.FACET_SIZE
        ]
    )


def test_an_update_replaces(index):
    index.apply([indexed(Facts(id="plan", text="Nuôi ong"))])
    assert (ids(index, "nuôi ong"), ids(index, "39khls"), index.count()) == (["plan"], [], 3)


def test_a_delete_removes(index):
    index.apply([Delete("plan"), Delete("unknown")])
    assert (ids(index, "trồng"), index.count()) == (["resolution"], 2)


def test_changes_apply_in_order(index):
    plan, _, letter = PAPERS
    index.apply([Delete("plan"), plan, letter, Delete("letter")])
    assert (ids(index, "trồng cây")[0], index.count()) == ("plan", 2)


def test_a_rebuild_replaces_everything(index):
    index.rebuild(PAPERS[:1])
    assert (index.count(), ids(index, "trồng")) == (1, ["plan"])
    index.rebuild([])
    assert (index.count(), ids(index, kind="kh")) == (0, [])


def test_a_rebuild_that_fails_leaves_what_was_there(index):
    def broken():
        yield PAPERS[0]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        index.rebuild(broken())
    assert index.count() == 3
    assert ids(index, "rừng") == ["resolution"]


def test_reopen(engine, index, tmp_path):
    before = retrieval.search(index, parse("duong"))
    index.close()
    again = engine(tmp_path / "index")
    assert retrieval.search(again, parse("duong")) == before
    again.apply([Delete("plan")])
    assert again.count() == 2
    again.close()


def test_a_reader_sees_what_another_has_written(engine, index, tmp_path):
    reader = engine(tmp_path / "index")
    assert reader.count() == 3
    index.apply([Delete("plan")])
    assert (reader.count(), ids(reader, "cây"), ids(reader, "cấy")) == (2, ["letter"], ["letter"])
    reader.close()


def test_no_index(engine, tmp_path):
    index = engine(tmp_path / "none")
    for call in (index.count, lambda: index.apply([Delete("plan")]), lambda: ids(index, "thi")):
        with pytest.raises(IndexMissing, match="run `cancu reindex`"):
            call()
    assert "run `cancu reindex`" in index.problems()[0]


def test_nothing_is_wrong(index):
    assert index.problems() == ()


def test_equal_scores_are_ordered_by_id_over_pages(index):
    names = [f"copy-{number:03}" for number in range(230)]
    for part in (names[:90], names[90:]):
        index.apply([indexed(Facts(id=name, text="ngô khoai sắn")) for name in reversed(part)])
    pages = [ids(index, "khoai", limit=7, offset=offset) for offset in range(0, 235, 7)]
    assert [name for page in pages for name in page] == names
    assert retrieval.search(index, parse("khoai", limit=7, offset=224)).total == 230
    assert ids(index, "khoai", limit=10**12, offset=29) == names[29:]
    assert ids(index, "khoai", offset=10**12) == []


def test_blank_and_odd_documents(index):
    odd = "x" * 100_000
    index.apply(
        [
            indexed(Facts(id="blank", text="")),
            indexed(Facts(id="odd", text=f"{odd} \0 \U0001f600 lúa", date="2020-05")),
        ]
    )
    assert ids(index, "lúa") == ["odd"]
    assert ids(index, odd) == []
    assert ids(index, date_to="2020") == ["odd"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("trồng cayy", "trồng cay"),
        ("trồng xoài", None),
        ('"thi trồng đua cây"', "thi trồng đua cây"),
        ('"kế hoạch thi địa trồng"', '"kế hoạch thi đua trồng"'),
        ('"trồng hội thư"', None),
    ],
)
def test_what_may_have_been_meant(index, typed, meant):
    assert suggestion.instead(index, parse(typed), in_vain=True) == meant


def test_phrases_that_stand_nowhere(index):
    assert suggestion.phrases_nowhere(index, parse('"trồng cây" "cây trồng"')) == ("cây trồng",)


def test_long_queries(index):
    assert ids(index, "trồng cây " * (MAX_WORDS // 2)) == ["plan"]


SYNTAX = [
    *'"“”:*?~^()[]{}\\/-+|&!<>= \0', "AND", " OR ", "NOT ", "IN", "cites:", "text:", "số:", "ngày:", "[* TO *]",
    "02-NQ/TW", "hội", "2022..",
]  # fmt: skip
HOSTILE = st.text(max_size=40) | st.lists(st.sampled_from(SYNTAX), max_size=12).map("".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=HOSTILE, kind=st.none() | HOSTILE, issuer=st.none() | HOSTILE)
def test_nothing_that_is_typed_is_engine_syntax(index, text, kind, issuer):
    try:
        query = parse(text, kind=kind, issuer=issuer)
    except InvalidQuery:
        return
    results = retrieval.search(index, query)
    assert results.total >= len(results.hits)
