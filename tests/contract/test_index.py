"""What every full-text engine promises (`index/engine.py`)."""

from __future__ import annotations

import shutil
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cancu.index.engine import Delete, IndexedDocument, Why
from cancu.index.fulltext import FullText
from cancu.index.query import MAX_WORDS, parse
from cancu.pipeline.errors import IndexUnavailable, InvalidQuery

ENGINES = {"tantivy": FullText}

PLAN = IndexedDocument(
    id="plan",
    text="Số: 39/KH-LS\nKế hoạch thi đua trồng cây\nHội viên Hòa Bình giữ đường làng theo Nghị quyết số 02-NQ/TW.",
    title="Thi đua trồng cây",
    number="39khls",
    cites=("2nqtw",),
    kind="Kế hoạch",
    kind_code="KH",
    issuer="Hội Làng Sen",
    date="2022-02-11",
)
RESOLUTION = IndexedDocument(
    id="resolution",
    text="Nghị quyết về trồng rừng. Lẽ đương nhiên, rừng là đua sức; thi ở đây là thơ.",
    title="Về trồng rừng",
    number="2nqtw",
    kind="Nghị quyết",
    kind_code="NQ",
    issuer="Ban Rừng",
    date="2021-06-12",
)
LETTER = IndexedDocument(id="letter", text="Thư gửi hội thi cấy. Đường xa.", kind="Kế hoạch", date="2021")


@pytest.fixture(params=sorted(ENGINES))
def engine(request):
    return ENGINES[request.param]


@pytest.fixture
def index(engine, tmp_path):
    opened = engine.create(tmp_path / "index")
    opened.apply([PLAN, RESOLUTION, LETTER])
    yield opened
    opened.close()


def ids(index, text="", **options):
    return [hit.id for hit in index.search(parse(text, **options)).hits]


def whys(index, text, **options):
    return {hit.id: [why.value for why in hit.why] for hit in index.search(parse(text, **options)).hits}


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
        ("thi đua", {"plan", "resolution"}),
        ('"thi đua"', {"plan"}),
        ('"đua thi"', set()),
        ('"thi dua" trong', {"plan"}),
        ('"đường"', {"plan", "resolution", "letter"}),
        ("khôngcó", set()),
    ],
)
def test_every_word_must_match_with_or_without_marks(index, text, found):
    assert set(ids(index, text)) == found


def test_marks_as_typed_come_first(index):
    assert ids(index, "đương")[0] == "resolution"
    assert set(ids(index, "đường")[:2]) == {"plan", "letter"}


def test_the_title_counts_more(index):
    assert ids(index, "rừng trồng")[0] == "resolution"
    assert whys(index, "trong rung") == {"resolution": ["title", "text"]}
    assert whys(index, "nhien") == {"resolution": ["text"]}


@pytest.mark.parametrize(
    "text", ["02-NQ/TW", "02nqtw", "2 nq tw", "02 – NQ/tw", "nghị quyết 02-nq/tw", "hội 02nqtw xa"]
)
def test_the_document_of_a_number_comes_first(index, text):
    found = whys(index, text)
    assert next(iter(found.items())) == ("resolution", ["number"])


def test_who_cites_a_number_comes_after_it(index):
    assert whys(index, "02nqtw") == {"resolution": ["number"], "plan": ["cites"]}
    assert whys(index, "cites:02-NQ/TW") == {"plan": ["cites"]}
    assert whys(index, 'cites:"2 nq tw" rừng') == {}


def test_without_all_words_some_are_enough_and_it_is_said(index):
    assert whys(index, "trồng rơm") == {"plan": ["text", "partly"], "resolution": ["text", "partly"]}
    assert not any(Why.PARTLY in hit.why for hit in index.search(parse("trồng cây")).hits)
    assert ids(index, "rơm rạ") == []


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({"kind": "kế hoạch"}, ["letter", "plan"]),
        ({"kind": "NQ"}, ["resolution"]),
        ({"issuer": "lang sen"}, ["plan"]),
        ({"issuer": "Sen Làng"}, ["plan"]),
        ({"issuer": "rừng"}, ["resolution"]),
        ({"date_from": "2022"}, ["plan"]),
        ({"date_to": "2021"}, ["letter", "resolution"]),
        ({"date_from": "6/2021", "date_to": "12/6/2021"}, ["resolution"]),
        ({"date_from": "13/6/2021", "date_to": "2022-02-10"}, []),
        ({"kind": "kh", "date_from": "2022-02-11", "date_to": "2022-02-11"}, ["plan"]),
    ],
)
def test_filters(index, options, found):
    assert ids(index, **options) == found
    assert set(ids(index, "trồng", **options)) == set(found) - {"letter"}


def test_facets_count_all_that_match(index):
    results = index.search(parse("duong", limit=1))
    assert results.total == 3
    assert [(facet.value, facet.count) for facet in results.kinds] == [("Kế hoạch", 2), ("Nghị quyết", 1)]
    assert [(facet.value, facet.count) for facet in results.years] == [("2021", 2), ("2022", 1)]


def test_an_update_replaces(index):
    index.apply([IndexedDocument(id="plan", text="Nuôi ong")])
    assert (ids(index, "nuôi ong"), ids(index, "39khls"), index.count()) == (["plan"], [], 3)


def test_a_delete_removes(index):
    index.apply([Delete("plan"), Delete("unknown")])
    assert (ids(index, "trồng"), index.count()) == (["resolution"], 2)


def test_changes_apply_in_order(index):
    index.apply([Delete("plan"), PLAN, LETTER, Delete("letter")])
    assert (ids(index, "trồng cây"), index.count()) == (["plan"], 2)


def test_clear(index):
    index.clear()
    assert (index.count(), ids(index, "trồng"), ids(index, kind="kh")) == (0, [], [])
    index.apply([PLAN])
    assert ids(index, "trồng") == ["plan"]


def test_reopen(engine, index, tmp_path):
    before = index.search(parse("duong"))
    index.close()
    again = engine.open(tmp_path / "index")
    assert again.search(parse("duong")) == before
    again.apply([Delete("plan")])
    assert again.count() == 2
    again.close()


def test_a_reader_sees_what_another_has_written(engine, index, tmp_path):
    reader = engine.open(tmp_path / "index")
    assert reader.count() == 3
    index.apply([Delete("plan")])
    assert (reader.count(), ids(reader, "cây")) == (2, ["letter"])
    reader.close()


def test_there_is_one_writer(engine, index, tmp_path, monkeypatch):
    monkeypatch.setattr("cancu.index.fulltext.LOCK_TIMEOUT", 0.2)
    other = engine.open(tmp_path / "index")
    with pytest.raises(IndexUnavailable):
        other.apply([Delete("plan")])
    other.close()
    assert index.count() == 3


def test_no_index(engine, tmp_path):
    for folder in (tmp_path / "none", tmp_path):
        with pytest.raises(IndexUnavailable, match="run `cancu reindex`"):
            engine.open(folder)


@pytest.mark.parametrize("content", [b"", b"damage" * 1000])
def test_a_damaged_index_is_unavailable_or_answers(engine, index, tmp_path, content):
    index.close()
    told = 0
    for number, file in enumerate(sorted(path for path in (tmp_path / "index").rglob("*") if path.is_file())):
        copy = tmp_path / f"copy-{number}"  # a file must not change under an engine that has it mapped
        shutil.copytree(tmp_path / "index", copy)
        (copy / file.relative_to(tmp_path / "index")).write_bytes(content)
        try:
            damaged = engine.open(copy)
            damaged.search(parse('"thi đua" 02nqtw'))
            damaged.close()
        except IndexUnavailable as error:
            told += 1
            assert "run `cancu reindex`" in str(error)
    assert told


def test_equal_scores_are_ordered_by_id_over_pages(index):
    names = [f"copy-{number:02}" for number in range(30)]
    index.apply([IndexedDocument(id=name, text="ngô khoai sắn") for name in reversed(names[:15])])
    index.apply([IndexedDocument(id=name, text="ngô khoai sắn") for name in reversed(names[15:])])
    pages = [ids(index, "khoai", limit=7, offset=offset) for offset in range(0, 35, 7)]
    assert [name for page in pages for name in page] == names
    assert index.search(parse("khoai", limit=7, offset=28)).total == 30
    assert ids(index, "khoai", limit=10**12, offset=29) == names[29:]
    assert ids(index, "khoai", offset=10**12) == []


def test_blank_and_odd_documents(index):
    odd = "x" * 100_000
    index.apply(
        [
            IndexedDocument(id="blank", text=""),
            IndexedDocument(id="odd", text=f"{odd} \0 \U0001f600 lúa", date="2020-05"),
        ]
    )
    assert ids(index, "lúa") == ["odd"]
    assert ids(index, odd) == []
    assert ids(index, date_to="2020") == ["odd"]


def test_long_queries(index):
    assert ids(index, "trồng cây " * (MAX_WORDS // 2)) == ["plan"]


SYNTAX = [*'"“”:*?~^()[]{}\\/-+|&!<>= \0', "AND", "OR", "NOT", "IN", "cites:", "text:", "[* TO *]", "02-NQ/TW", "hội"]
HOSTILE = st.text(max_size=40) | st.lists(st.sampled_from(SYNTAX), max_size=12).map("".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=HOSTILE, kind=st.none() | HOSTILE, issuer=st.none() | HOSTILE)
def test_nothing_that_is_typed_is_engine_syntax(index, text, kind, issuer):
    try:
        query = parse(text, kind=kind, issuer=issuer)
    except InvalidQuery:
        return
    results = index.search(query)
    assert results.total >= len(results.hits)
