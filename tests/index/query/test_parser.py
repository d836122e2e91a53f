"""What is read from a query."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.index.query import abbreviations, numbers
from cancu.index.query.parser import parse, retyped
from cancu.index.query.tokens import unquoted, with_field
from cancu.index.query.tokens import words as words_of
from cancu.index.query.tree import (
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
from cancu.pipeline.vietnamese import fold, folded_words, is_folded_syllable, unmarked
from cancu.pipeline.vocabulary import kind_codes, rows


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
        ("thực_hiện:NQ 02", Has(Property.REFERENCE, "implements/2nq")),
        ("căn_cứ:Nghị quyết số 02-NQ/TW hội", Both((words("hội"), Has(Property.REFERENCE, "basis/2nqtw")))),
        ('cites:"Nghị quyết số 02-NQ/TW"', TW),
        ("cites:02–NQ/TW", TW),
        ("cites:02 – NQ/TW", TW),
        ("cites:15/KH-XYZ", Has(Property.REFERENCE, "cites/15khxyz")),
        ("căn_cứ:(Luật Công đoàn)", Has(Property.REFERENCE, "basis/luat cong doan")),
        ("số:39,", Has(Property.SERIAL, "39")),
        ("số:kế hoạch 39", Has(Property.NUMBER, "39kh")),
        ("số:136", Has(Property.SERIAL, "136")),
        ("số:136/KH", Has(Property.NUMBER, "136kh")),
        ("Số: 05 -NQ/TW", Has(Property.NUMBER, "5nqtw")),
        ("loại:KH", Has(Property.KIND, "kh")),
        ('loại:"Kế hoạch"', Has(Property.KIND, "ke hoach")),
        ("loại:kế hoạch hè", Both((words("hè"), Has(Property.KIND, "ke hoach")))),
        ("cấp:trung ương hội", Both((words("hội"), Has(Property.LEVEL, "central")))),
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
        ("NOT " * 5001 + "hội", Without(words("hội"))),
        ("hội and hè or quê", words("hội", "and", "hè", "or", "quê")),
        ("2021 -2025", words("2021", "2025")),
        ("hội - hè", words("hội", "hè")),
        ("a:b ~f^2 [g TO h]", words("a", "b", "f", "2", "g", "to", "h")),
        ("họp lúc 8:30", words("họp", "lúc", "8", "30")),
    ],
)
def test_parts(text, part):
    assert without_runs(parse(text).part) == part


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("”Hội làng”", Quoted(("hội", "làng"))),
        ("„Hội làng“", Quoted(("hội", "làng"))),
        ("“Hội làng“", Quoted(("hội", "làng"))),
        ('“Hội làng"', Quoted(("hội", "làng"))),
        ('"Hội làng”', Quoted(("hội", "làng"))),
        ('“Hội "làng" xa”', Quoted(("hội", "làng", "xa"))),
        ('"Hội “làng” xa"', Quoted(("hội", "làng", "xa"))),
        ("“Hội “làng” xa”", Both((words("làng"), Quoted(("hội",)), Quoted(("xa",))))),
        ("hội” làng", words("hội", "làng")),
        ('“hội "làng xa"', Both((words("hội"), Quoted(("làng", "xa"))))),
        ("‘hội’ 'làng' «xa»", words("hội", "làng", "xa")),
        ("(hội", words("hội")),
        ("hội) làng", words("hội", "làng")),
        ("a) hội () (sửa) làng", words("a", "hội", "sửa", "làng")),
        ("- hội", words("hội")),
        ("+ hội & làng / xa", words("hội", "làng", "xa")),
        ("* hội", words("hội")),
        ("hội\n* làng\n-xa", words("hội", "làng", "xa")),
        ("**hội** *làng xa*", words("hội", "làng", "xa")),
        ("“*hội làng", words("hội", "làng")),
        ("*Hội làng", words("hội", "làng")),
        ("hội;* làng *", words("hội", "làng")),
        ("-Hội làng xa", words("hội", "làng", "xa")),
        (" -Ở làng xa", words("ở", "làng", "xa")),
        ("-Hội làng\n-Xa", words("hội", "làng", "xa")),
        ("-Hội làng -xa", Both((words("hội", "làng"), Without(words("xa"))))),
        ("làng -Hội", Both((words("làng"), Without(words("hội"))))),
        ("-hội làng", Both((words("làng"), Without(words("hội"))))),
        ("-HỘI làng", Both((words("làng"), Without(words("hội"))))),
        ("hội__: làng", words("hội", "làng")),
        ("hội số:", words("hội", "số")),
        ("Số: *11* /KH-XYZ", Has(Property.NUMBER, "11khxyz")),
        ("Theo: quy định", words("theo", "quy", "định")),
        ("Theo: 136", words("theo", "136")),
        ("Xếp loại: tốt", words("xếp", "loại", "tốt")),
        ("Ngày: hội", words("ngày", "hội")),
        ("Số:\nhội", words("số", "hội")),
        ("Loan: hội", words("loan", "hội")),
        ("Thực hiện: hội", words("thực", "hiện", "hội")),
    ],
)
def test_what_is_pasted_is_taken_as_it_comes(text, part):
    assert without_runs(parse(text).part) == part


def test_of_a_long_text_the_first_words_are_searched_for():
    part = parse('số:2 "' + "một " * 150 + '" ' + "hai " * 300).part
    assert part == Both((words(*["hai"] * 49), Has(Property.SERIAL, "2"), Quoted(("một",) * 150)))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ('xa "Hoà Bình" “hội  làng” cơ_quan:"Y tế"', 'xa Hoà Bình hội làng cơ_quan:"Y tế"'),
        ('"thi AND đua*"', "thi and đua"),
        ("hội làng", "hội làng"),
    ],
)
def test_phrases_as_words(text, plain):
    assert unquoted(text) == plain


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Nơi nhận: Sở Y tế ", "Nơi_nhận:(Sở Y tế)"),
        ("hội nguoi  ky :truyen", "hội nguoi_ky:(truyen)"),
        ("quy định chi tiết: 02-NQ/TW", "quy_định_chi_tiết:(02-NQ/TW)"),
        ("căn cứ: (hội)", None),
        ('căn cứ: "hội"', None),
        ("nơi nhận:", None),
        ("số: 2", None),
        ("hội hè: làng", None),
    ],
)
def test_fields_whose_names_have_blanks(text, meant):
    assert with_field(text) == meant


def test_what_is_typed_instead_keeps_the_options():
    given = {"kind": "KH", "date_from": "2022"}
    assert retyped(parse("hội", **given, limit=3, offset=5), "làng") == parse("làng", **given)


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


SPELLINGS = [
    "745-KL/TU", "745 kl tu", "745kltu", "0745 KL-TU", "745 – kl/tu", "745 -KL/TU", "745_KL_TU", "745‑KL/TU",
    "KL 745/TU", "kết luận 745 tu", "Số: 745-KL/TU", "Kết luận số 745-KL/TU", "KET LUAN 745-KL/TU",
]  # fmt: skip


@pytest.mark.parametrize("text", [*SPELLINGS, unicodedata.normalize("NFD", "kết luận số 745-KL/TU")])
def test_a_number_in_any_spelling(text):
    query = parse(text)
    assert query.number == "745kltu" or query.part == Has(Property.NUMBER, "745kltu")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("123/UBND-XYZ", "123ubndxyz"),
        ("Công văn số 123/UBND-XYZ", "123ubndxyz"),
        ("nghị định 91 nđ cp", "91ndcp"),
        ("Luật số 31/2024/QH15", "312024qh15"),
        ("12 nq thu", "12nqthu"),  # Thị ủy
        ("nghị định 91/2017/NĐ-CP", "912017ndcp"),
        ("123 ubnd xyz", None),
        ("hướng dẫn 02-NQ/TW", None),
        ("nghị quyết 02", None),
        ("02-NQ/TW ngày 12/6/2021", None),
    ],
)
def test_a_query_that_is_one_number(text, number):
    assert parse(text).number == number


@pytest.mark.parametrize(
    ("canonical", "keys"),
    [
        ("02-NQ/TW", ("2nqtw", "2nq")),
        ("30/2020/NĐ-CP", ("302020ndcp", "302020nd", "30nd")),
        ("123/UBND-XYZ", ("123ubndxyz", "123cv")),
        ("31/2024/QH15", ("312024qh15", "312024luat", "312024boluat", "312024nq", "31luat", "31boluat", "31nq")),
    ],
)
def test_under_what_a_number_is_looked_up(canonical, keys):
    assert numbers.looked_up(canonical) == keys


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
        ("85 năm", set()),
        ("nq02", {("2nq", Form.SHORT)}),
        ("nghị định 30/2020 xa", {("302020nd", Form.SHORT)}),
        ("nghị định 30 năm 2020", {("302020nd", Form.SHORT)}),
        ("nđ 30 năm", {("30nd", Form.SHORT)}),
        ("nghị quyết 30 năm 2020", {("30nq", Form.SHORT), ("302020nq", Form.SHORT)}),
        ("luật 31/2024 xa", {("312024luat", Form.SHORT)}),
        ("quy định 37", {("37qyd", Form.SHORT), ("37qdi", Form.SHORT), ("37qd", Form.SHORT)}),
        ("hướng dẫn 02-nq/tw", {("2hd", Form.SHORT), ("2nq", Form.SHORT), ("2nqtw", Form.WHOLE)}),
        ("kế hoạch 39 cđyt xa", {("39cdyt", Form.WHOLE), ("39kh", Form.SHORT), ("39khcdyt", Form.WHOLE)}),
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
        ("hội cites:", r"character 5\b"),
        ('cites:"02', r"character 7\b"),
        ("(hội -hè", r"character 1\b"),
        ("hội) OR hè", r"character 4\b"),
        ("hội OR ()", r"character 8\b"),
        ("hội OR", r"character 5\b"),
        ("OR hội", r"character 1\b"),
        ("hội AND OR hè", r"character 5\b"),
        ("hội NOT", r"character 5\b"),
        ("làng *hội", r"character 6\b"),
        ("hội loại:bậy", r"character 5\b"),
        ("cấp:làng", r"character 1\b"),
        ("hội cơ_quann:quê", r"character 5\b"),
        ("(" * 60 + "hội OR hè" + ")" * 60, r"character 51\b"),
        ("*hội", r"character 1\b"),
        ("hội căn_cứ:luật xa", r"character 5\b"),
        ("hội số:KH", r"character 5\b"),
        ("năm:22", r"character 1\b.*'22' is no date"),
        ("loại:bậy", r"character 1\b.*'bậy' is no kind"),
        ("cites:///", r"character 1\b"),
        ("hội cites:02", r"character 5\b.*kind"),
        ('thực_hiện:"136"', r"character 1\b.*kind"),
        ("a OR " * 300 + "a", "301 words"),
        ("số:1 " * 201, "201 words"),
        ("ngày:" + "a" * 500, "'.{1,40}' is no date"),
    ],
)
def test_what_cannot_be_understood_is_pointed_at(text, message):
    with pytest.raises(InvalidQuery, match=message) as error:
        parse(text)
    said = re.search(r"character (\d+)", str(error.value))
    assert error.value.at == (int(said[1]) - 1 if said else None)
    assert error.value.text == (text if said else error.value.text)


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


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("12-6-2021", 2021_06_12, 2021_06_12),
        ("12 tháng 6 năm 2021", 2021_06_12, 2021_06_12),
        ("ngày 12 tháng 06 năm 2021", 2021_06_12, 2021_06_12),
        ("thang 6 nam 2021", 2021_06_00, 2021_06_99),
        ("tháng 6/2021", 2021_06_00, 2021_06_99),
        ("2021..2023", 2021_00_00, 2023_99_99),
        ("2021 .. 2023", 2021_00_00, 2023_99_99),
        ("2021…6/2023", 2021_00_00, 2023_06_99),
        ("2021 - 2023", 2021_00_00, 2023_99_99),
        ("2021-05..2021-06", 2021_05_00, 2021_06_99),
        ("12/6/2021 - 15/6/2021", 2021_06_12, 2021_06_15),
        ("1/2022-6/2022", 2022_01_00, 2022_06_99),
        ("2022,", 2022_00_00, 2022_99_99),
        ("2022..", 2022_00_00, 9999_99_99),
    ],
)
def test_days_as_people_write_them(typed, low, high):
    assert parse(f"ngày:{typed} hội").part == Both((words("hội"), Dated(low, high)))
    assert parse(f'ngày:"{typed.rstrip(",")}"').part == Dated(low, high)


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
        assert "\n" not in str(error)
    else:
        assert all(leaf != Words((), ()) for leaf in query.wanted())
        assert parse(query.text) == query


def tree_of(text):
    """The tree with folded words, or the character that an error points at."""
    try:
        return folded(parse(text).part)
    except InvalidQuery as error:
        return re.findall(r"character \d+", str(error))


def folded(part):
    match part:
        case Words(found, runs):
            return Words(tuple(map(fold, found)), runs)
        case Quoted(found):
            return Quoted(tuple(map(fold, found)))
        case Both(parts):
            return Both(tuple(map(folded, parts)))
        case Either(parts):
            return Either(tuple(map(folded, parts)))
        case Without(inner):
            return Without(folded(inner))
        case _:
            return part


VIETNAMESE = [
    *SYNTAX, "hoà bình", "uỷ ban", "Đổi mới", "ĐƯỜNG", "quý", "thi*", "“", "”", " -", "loại:kế hoạch", "cấp:tỉnh",
    "ngày:5/2022", "căn_cứ:", "Nghị quyết số 02", "39/KH-CĐYT", "chỉ_tiêu:", "năm", "của",
]  # fmt: skip
TYPED = st.lists(st.sampled_from(VIETNAMESE), max_size=12).map(" ".join)


@given(TYPED)
def test_however_letters_are_composed(text):
    assert tree_of(unicodedata.normalize("NFD", text)) == tree_of(text)


@given(TYPED)
def test_marks_do_not_change_what_is_meant(text):
    assert tree_of(unmarked(text)) == tree_of(text)


@given(TYPED)
def test_both_ways_to_place_a_tone_are_one(text):
    new = text.replace("oà", "òa").replace("uỷ", "ủy")
    assert parse_or_none(new) == parse_or_none(text)


def parse_or_none(text):
    try:
        return parse(text).part
    except InvalidQuery:
        return None


@given(st.text())
def test_folding_twice_is_folding_once(text):
    normal = unicodedata.normalize("NFC", text)
    assert fold(fold(normal)) == fold(normal)
    assert words_of(" ".join(words_of(normal))) == words_of(normal)


SERIALS = st.integers(1, 99_999)
KINDS = st.sampled_from(["NQ", "KL", "QĐ", "KH", "CT", "HD", "TB"])
BODIES = st.sampled_from(["TW", "TU", "UBND", "LĐLĐ", "BYT", "TTg", "CĐCS"])


@given(SERIALS, KINDS, BODIES)
def test_a_number_is_the_same_in_twelve_spellings(serial, kind, body):
    spelled = [
        f"{serial}/{kind}-{body}", f"{serial}-{kind}/{body}", f"{serial:06} {kind} {body}", f"{serial}{kind}{body}",
        f"{serial} / {kind} - {body}", f"{serial}/{kind}–{body}", f"{serial}_{kind}_{body}", f"{serial}.{kind}.{body}",
        f"{kind} {serial} {body}", f"{kind}{serial}/{body}", f"số {serial}/{kind}-{body}", f"{kind} số {serial} {body}",
    ]  # fmt: skip
    for text in (*spelled, *map(str.lower, spelled), *map(unmarked, spelled)):
        assert parse(text).number == fold(f"{serial}{kind}{body}"), text


@given(st.lists(st.sampled_from(["ldld", "lien", "doan", "lao", "dong", "ubnd", "cnvc", "ld", "ban"]), max_size=20))
def test_spellings_are_few_and_begin_with_what_was_typed(found):
    spelled = abbreviations.spellings(tuple(found))
    assert spelled[0] == tuple(found)
    assert len(set(spelled)) == len(spelled) <= 8


def test_no_short_form_is_a_word_or_another_ones():
    shorts = [folded_words(row["short"]) for row in rows("abbreviations")]
    assert sorted(set(shorts)) == sorted(shorts)
    assert [short for short in shorts if is_folded_syllable(short)] == []
    assert set(shorts).isdisjoint(fold(code) for code in kind_codes())
