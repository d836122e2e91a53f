"""What is read from a query."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.index.parser import parse
from cancu.index.query import (
    Area,
    Beginning,
    Both,
    Dated,
    Either,
    Form,
    Has,
    Property,
    Quoted,
    Within,
    Without,
    Words,
)
from cancu.pipeline.errors import InvalidQuery


def words(*found):
    return Words(found, ())


TW = Has(Property.REFERENCE, "cites/2nqtw")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Thi đua", words("thi", "đua")),
        ('hội "Thi đua" hè', Both((words("hội", "hè"), Quoted(("thi", "đua"))))),
        ("“Hoà Bình”", Quoted(("hòa", "bình"))),
        (unicodedata.normalize("NFD", "uỷ ban"), words("ủy", "ban")),
        ("cites:02-NQ/TW", TW),
        ("cites:2 nq tw", TW),
        ("cites: 02 - NQ/TW", TW),
        ('viện_dẫn:"02 nq tw"', TW),
        ("viendan:2nqtw hội", Both((words("hội"), TW))),
        ('căn_cứ:"Luật Công đoàn"', Has(Property.REFERENCE, "basis/luat cong doan")),
        ("thực_hiện:NQ 02", Both((words("02"), Has(Property.REFERENCE, "implements/nq")))),
        ("số:136", Has(Property.SERIAL, "136")),
        ("số:136/KH", Has(Property.NUMBER, "136kh")),
        ("Số: 05 -NQ/TW", Has(Property.NUMBER, "5nqtw")),
        ("loại:KH", Has(Property.KIND, "kh")),
        ('loại:"Kế hoạch"', Has(Property.KIND, "ke hoach")),
        ("cấp:huyện", Has(Property.LEVEL, "district")),
        ("cơ_quan:(Y tế)", Within(Area.ISSUER, ("y", "te"), False)),
        ('người_ký:"Lê Mẫu"', Within(Area.SIGNER, ("le", "mau"), True)),
        ("ngày:2022..2023-06", Dated(2022_00_00, 2023_06_99)),
        ("ngày:17/5/2022", Dated(2022_05_17, 2022_05_17)),
        ("năm:2022..", Dated(2022_00_00, 9999_99_99)),
        ("năm:..2022", Dated(0, 2022_99_99)),
        ("năm:2021-2023", Dated(2021_00_00, 2023_99_99)),
        ("thi*", Beginning("thi")),
        ("Đổi*", Beginning("doi")),
        ("hội AND hè", words("hội", "hè")),
        ("hội OR hè", Either((words("hội"), words("hè")))),
        ("hội hè OR quê", Either((words("hội", "hè"), words("quê")))),
        ("hội (hè OR quê)", Both((words("hội"), Either((words("hè"), words("quê")))))),
        ("hội NOT hè", Both((words("hội"), Without(words("hè"))))),
        ("hội -hè", Both((words("hội"), Without(words("hè"))))),
        ('-"hội hè"', Without(Quoted(("hội", "hè")))),
        ("-(hội hè)", Without(words("hội", "hè"))),
        ("NOT NOT hội", words("hội")),
        ("hội and hè or quê", words("hội", "and", "hè", "or", "quê")),
        ("2021 -2025", words("2021", "2025")),
        ("hội - hè", words("hội", "hè")),
        ("a:b ~f^2 [g TO h]", words("a", "b", "f", "2", "g", "to", "h")),
        ("họp lúc 8:30", words("họp", "lúc", "8", "30")),
    ],
)
def test_parts(text, part):
    assert without_runs(parse(text).part) == part


def without_runs(part):
    match part:
        case Words(found):
            return Words(found, ())
        case Both(parts):
            return Both(tuple(map(without_runs, parts)))
        case Either(parts):
            return Either(tuple(map(without_runs, parts)))
        case Without(inner):
            return Without(without_runs(inner))
        case _:
            return part


@pytest.mark.parametrize(
    ("text", "strict"),
    [("hội hè", False), ("hội (hè)", False), ('"hội" số:2', False), ("hội OR hè", True), ("hội -hè", True)],
)
def test_operators_are_taken_at_their_word(text, strict):
    assert parse(text).strict is strict


@pytest.mark.parametrize("text", ["745 kl tu", "745kltu", "745-KL/TU", "0745 KL-TU", "745 – kl/tu", "745 -KL/TU"])
def test_a_number_in_any_spelling(text):
    assert parse(text).number == "745kltu"


def test_a_number_is_not_torn_by_a_sign():
    part = parse("hội NOT 02 -NQ/TW").part
    assert without_runs(part) == Both((words("hội"), Without(words("02", "nq", "tw"))))


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("hội 91 nđ cp xa", {("91nd", Form.SHORT), ("91ndcp", Form.WHOLE)}),
        ("nghị quyết 02", {("2nq", Form.SHORT)}),
        ("nghị quyết số 02", {("2nq", Form.SHORT)}),
        ("nghi quyet 02a", {("2anq", Form.SHORT)}),
        ("kh 136", {("136kh", Form.SHORT)}),
        ("136 kh", {("136kh", Form.SHORT)}),
        ("85 năm", {("85nam", Form.UNSURE)}),
        ("quyết 02", set()),
    ],
)
def test_runs_that_may_be_numbers(text, runs):
    found = {(run.compact, run.form) for run in parse(text).part.runs}
    assert found >= runs
    assert {run for run in found - runs if run[1] is not Form.UNSURE} == set()
    assert parse(text).number is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "nothing to search for"),
        (" … !", "nothing to search for"),
        ('""', "nothing to search for"),
        ('hội "làng', r"character 5\b"),
        ("hội” làng", r"character 4\b"),
        ("hội cites:", r"character 5\b"),
        ('cites:"02', r"character 7\b"),
        ("(hội", r"character 1\b"),
        ("hội)", r"character 4\b"),
        ("hội () hè", r"character 5\b"),
        ("hội OR", r"character 5\b"),
        ("OR hội", r"character 1\b"),
        ("hội AND OR hè", r"character 5\b"),
        ("hội NOT", r"character 5\b"),
        ("hội *", r"character 5\b"),
        ("hội loại:bậy", r"character 5\b"),
        ("cấp:làng", r"character 1\b"),
        ("hội cơ_quann:quê", r"character 5\b"),
        ("(" * 60 + "hội" + ")" * 60, r"character 51\b"),
        ("cites:///", r"character 1\b"),
        ("a " * 300, "300 words"),
    ],
)
def test_what_cannot_be_understood_is_pointed_at(text, message):
    with pytest.raises(InvalidQuery, match=message):
        parse(text)


@pytest.mark.parametrize(
    ("given", "low", "high"),
    [
        ("2022", 2022_00_00, 2022_99_99),
        ("2022-05", 2022_05_00, 2022_05_99),
        ("2022-5-7", 2022_05_07, 2022_05_07),
        ("17/5/2022", 2022_05_17, 2022_05_17),
        ("5/2022", 2022_05_00, 2022_05_99),
    ],
)
def test_dates(given, low, high):
    assert parse("", date_from=given).part == Dated(low, 9999_99_99)
    assert parse("", date_to=given).part == Dated(0, high)
    assert parse(f"ngày:{given}").part == Dated(low, high)


@pytest.mark.parametrize("date", ["", "22", "2022-13", "31/4/2022", "0000", "2022-05-17-01", "hôm qua"])
def test_no_dates(date):
    with pytest.raises(InvalidQuery, match="--to"):
        parse("", date_to=date)
    with pytest.raises(InvalidQuery, match=r"character 5\b"):
        parse(f'hội ngày:"{date}"')


@pytest.mark.parametrize(
    "options",
    [{"date_from": "2023", "date_to": "12/2022"}, {"limit": 0}, {"offset": -1}, {"kind": "…"}, {"issuer": ""}],
)
def test_options_that_cannot_be(options):
    with pytest.raises(InvalidQuery):
        parse("hội", **options)


def test_a_day_may_be_given_against_its_year():
    assert parse("", date_from="17/5/2022", date_to="2022").part == Dated(2022_05_17, 2022_99_99)


def test_options_and_language_mean_the_same():
    typed = parse("hội loại:KH cơ_quan:quê ngày:2022..2023 cites:02-NQ/TW").part.parts
    given = parse("hội", kind="KH", issuer="quê", date_from="2022", date_to="2023", cites="02nqtw").part.parts
    assert set(typed) == set(given)


SYNTAX = [
    '"',
    "(",
    ")",
    "-",
    "*",
    ":",
    "..",
    " AND ",
    " OR ",
    " NOT ",
    "số:",
    "ngày:",
    "cites:",
    "hội",
    "02-NQ/TW",
    " ",
]


@given(st.text(max_size=60) | st.lists(st.sampled_from(SYNTAX), max_size=15).map("".join))
def test_anything_typed_is_a_query_or_told_to_be_none(text):
    try:
        query = parse(text)
    except InvalidQuery as error:
        assert str(error).isprintable()
    else:
        assert all(leaf != Words((), ()) for leaf in query.wanted())
