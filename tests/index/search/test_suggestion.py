"""What may have been meant."""

from __future__ import annotations

from contextlib import closing

import pytest

from cancu.index.fulltext import FullText
from cancu.index.indexing import Facts, indexed
from cancu.index.query.parser import parse
from cancu.index.search import retrieval, suggestion


@pytest.fixture
def index(tmp_path):
    opened = FullText(tmp_path / "index")
    opened.rebuild(
        [
            indexed(Facts(id="a", text="Phong trào thi đua yêu nước ở làng nghề", numbers=("2nqtw", "2nq"))),
            indexed(Facts(id="b", text="Thi nấu cơm, làng nghe hát", refs=("cites/745kltu",))),
            indexed(Facts(id="c", text="nghe nghe", numbers=("17khls", "17kh"))),
            indexed(Facts(id="d", text="", numbers=("18khls", "18kh"))),
        ]
    )
    yield opened
    opened.close()


VILLAGE = (
    "Phong trào thi đua yêu nước ở làng nghề",
    "Thi nấu cơm, làng nghe hát",
    "Nhà văn hóa làng Sen sửa xong, trồng trong từng sân hai cây",
    "Tay đau",
)
WORDS = [
    ("phong traoo", "phong trao"),
    ("phong tràoo", "phong trào"),
    ("thidua yêu nước", "thi dua yêu nước"),
    ("thiđua yêu nước", "thi đua yêu nước"),
    ("làng nghêf", "làng nghê"),
    ("phong trào thi đuaa -nấu", "phong trào thi đua -nấu"),
    ('"phong traoo"', '"phong trao"'),
    ("phog trào", "phong trào"),
    ("Phog TRAOO", "Phong TRAO"),
    ("phong trào thı đua", "phong trào thi đua"),  # a letter that is on no key
    ("phong trào thi đia yêu nước", "phong trào thi đua yêu nước"),  # a syllable, but it stands where another belongs
    ("Thi đua", None),
    ("khongcogi", None),
    ("phong traoo khongcogi", None),
    ("phog traoo thii đuaa", None),
    ("sen nấuu", None),  # no paper has both words
    ("xq", None),
]
RIGHT = [  # what is a word is not taken for a slip of another
    ("trồng rừng", None),
    ("trong rung", None),
    ("rừng", None),
    ("sửa đường", None),
    ("thi địa lý", None),
    ("làng Sen 2031", None),
    ("sân BTC", None),
    ("làng 12/KH-HLX", None),
]
MISFITS = [  # words that papers have, but not between these
    ('"phong trào thị đau yêu nước"', '"phong trào thị đua yêu nước"'),
    ('"văn hóa làng Sen sữa xong"', None),
    ('"văn hóa làng Sem sửa xong"', '"văn hóa làng Sen sửa xong"'),
    ('"hai cấy"', None),
    ('"Sen hát"', None),
]
QUOTED = [  # what stands nowhere in a row, but its words do
    ('"làng Sen sửa sân"', "làng Sen sửa sân"),
    ('hóa "Sen làng"', "hóa Sen làng"),
    ('"Sen làng" nơi:Huế', None),
    ('"văn hóa Huế"', None),
    ('"nhà văn hoóa làng Sen sửa nhanh"', "nhà văn hóa làng Sen sửa nhanh"),
    ('"Sen làng" OR "Sen nhà"', None),
]
SPACED = [
    ("trích yếu: hội lang", "trích_yếu:(hội lang)"),
    ("hè người ký:Lê Mẫu", "hè người_ký:(Lê Mẫu)"),
    ("trích yếu: hội nghị", None),
]
DASHED = [
    ("-nấu làng", "nấu làng"),
    ("-NẤU cơm", "NẤU cơm"),
    ("-huế làng", None),
    ("làng -nấu", None),
    ("-Nấu cơm", None),  # excludes nothing
]


@pytest.mark.parametrize(
    ("texts", "typed", "meant"), [(VILLAGE, *row) for row in (*WORDS, *RIGHT, *MISFITS, *QUOTED, *DASHED)]
)
def test_words(tmp_path, texts, typed, meant):
    with closing(FullText(tmp_path / "index")) as index:
        index.rebuild(indexed(Facts(id=str(at), text=text)) for at, text in enumerate(texts))
        query = parse(typed)
        assert suggestion.instead(index, query, retrieval.search(index, query).in_vain) == meant


@pytest.mark.parametrize(("typed", "meant"), SPACED)
def test_names_of_fields_with_blanks(tmp_path, typed, meant):
    with closing(FullText(tmp_path / "index")) as index:
        index.rebuild([indexed(Facts(id="a", text="Trích yếu: hội làng hè", title="Hội làng", signer="Lê Mẫu"))])
        query = parse(typed)
        assert suggestion.instead(index, query, retrieval.search(index, query).in_vain) == meant


def test_the_options_count_for_what_is_suggested(index):
    assert suggestion.instead(index, parse("phong traoo"), in_vain=True) == "phong trao"
    assert suggestion.instead(index, parse("phong traoo", date_from="2022"), in_vain=True) is None


@pytest.mark.parametrize(
    ("typed", "nowhere"),
    [
        ('"thi đua yêu nước"', ()),
        ('"yêu nước thi đua" "nấu cơm" trích_yếu:"hội hè"', ("yêu nước thi đua",)),
        ('"nấu cơm" -"hội hè"', ()),
    ],
)
def test_phrases_that_stand_nowhere(index, typed, nowhere):
    assert suggestion.phrases_nowhere(index, parse(typed)) == nowhere


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2nqtv", "2nqtw"),
        ("22nqtw", "2nqtw"),
        ("745klut", "745kltu"),
        ("2nqtw9", "2nqtw"),
        ("19khls", None),
        ("27khls", None),  # another figure is another document
        ("77khls", "17khls"),
        ("71khls", "17khls"),
        ("99xx", None),
    ],
)
def test_numbers(index, typed, meant):
    """Of two that are as near none is meant."""
    assert suggestion.renumbered(index, typed) == meant
