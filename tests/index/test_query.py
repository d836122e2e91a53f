"""What is read from a query."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.index.query import Query, parse
from cancu.pipeline.errors import InvalidQuery


@pytest.mark.parametrize(
    ("text", "words", "phrases", "cites"),
    [
        ("Thi đua", ("thi", "đua"), (), ()),
        ('hội "Thi đua" hè', ("hội", "hè"), (("thi", "đua"),), ()),
        ("“Hoà Bình”", (), (("hòa", "bình"),), ()),
        (unicodedata.normalize("NFD", "uỷ ban"), ("ủy", "ban"), (), ()),
        ("cites:02-NQ/TW", (), (), ("2nqtw",)),
        ('quê CITES:"02 nq tw" cites:7/kh-a', ("quê",), (), ("2nqtw", "7kha")),
        (
            "excites:02 a:b AND (c OR d*) -e ~f^2 [g TO h]",
            ("excites", "02", "a", "b", "and", "c", "or", "d", "e", "f", "2", "g", "to", "h"),
            (),
            (),
        ),
    ],
)
def test_parts(text, words, phrases, cites):
    query = parse(text)
    assert (query.words, query.phrases, query.cites) == (words, phrases, cites)


@pytest.mark.parametrize("text", ["745 kl tu", "745kltu", "745-KL/TU", "0745 KL-TU", "745 – kl/tu"])
def test_a_number_in_any_spelling(text):
    assert parse(text).numbers[-1].compact == "745kltu"


def test_a_number_among_words():
    query = parse("kế hoạch 91/2017/nđ-cp năm 2018")
    runs = {run.compact: query.words[run.start : run.end] for run in query.numbers}
    assert runs["912017ndcp"] == ("91", "2017", "nđ", "cp")
    assert "2018" not in runs


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "nothing to search for"),
        (" … !", "nothing to search for"),
        ('""', "nothing to search for"),
        ('hội "làng', "character 5 "),
        ("hội” làng", "character 4 "),
        ("hội cites:", "character 5 "),
        ('cites:"02', "character 7 "),
        ("cites:///", "character 1 "),
        ("a " * 300, "300 words"),
    ],
)
def test_what_cannot_be_understood_is_pointed_at(text, message):
    with pytest.raises(InvalidQuery, match=message):
        parse(text)


@pytest.mark.parametrize(
    ("given", "iso"),
    [
        ("2022", "2022"),
        ("2022-05", "2022-05"),
        ("2022-5-7", "2022-05-07"),
        ("17/5/2022", "2022-05-17"),
        ("5/2022", "2022-05"),
    ],
)
def test_dates(given, iso):
    assert parse("", date_from=given) == Query(date_from=iso)
    assert parse("", date_to=given) == Query(date_to=iso)


@pytest.mark.parametrize("date", ["", "22", "2022-13", "31/4/2022", "0000", "2022-05-17-01", "hôm qua"])
def test_no_dates(date):
    with pytest.raises(InvalidQuery, match="--to"):
        parse("", date_to=date)


@pytest.mark.parametrize(
    "options",
    [{"date_from": "2023", "date_to": "12/2022"}, {"limit": 0}, {"offset": -1}, {"kind": "…"}, {"issuer": ""}],
)
def test_options_that_cannot_be(options):
    with pytest.raises(InvalidQuery):
        parse("hội", **options)


def test_a_day_may_be_given_against_its_year():
    assert parse("", date_from="17/5/2022", date_to="2022").date_to == "2022"


@given(st.text(max_size=60))
def test_anything_typed_is_a_query_or_told_to_be_none(text):
    try:
        query = parse(text)
    except InvalidQuery as error:
        assert str(error).isprintable()
    else:
        assert all(query.words) and all(query.phrases) and all(query.cites)
