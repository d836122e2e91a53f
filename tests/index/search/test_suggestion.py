"""What may have been meant."""

from __future__ import annotations

import pytest

from cancu.index.fulltext import FullText
from cancu.index.indexing import Facts, indexed
from cancu.index.query.parser import parse
from cancu.index.search import suggestion


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


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("phong traoo", "phong trao"),
        ("thidua yêu nước", "thi dua yêu nước"),
        ("làng nghêf", "làng nghe"),
        ("phong trào thi đuaa -nấu", "phong trào thi dua -nấu"),
        ('"phong traoo"', '"phong trao"'),
        ("Thi đua", None),
        ("khongcogi", None),
        ("phong traoo khongcogi", None),
        ("xq", None),
    ],
)
def test_words(index, typed, meant):
    assert suggestion.reworded(index, parse(typed)) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2nqtv", "2nqtw"),
        ("22nqtw", "2nqtw"),
        ("745klut", "745kltu"),
        ("2nqtw9", "2nqtw"),
        ("19khls", None),
        ("99xx", None),
    ],
)
def test_numbers(index, typed, meant):
    """Of two that are as near none is meant."""
    assert suggestion.renumbered(index, typed) == meant
