"""Document numbers: every form, every way they are printed, and what only looks like one."""
# ruff: noqa: E501 -- a case of a table stays on its line

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.pipeline.components.layout import read
from cancu.pipeline.model import Number
from cancu.pipeline.symbol import bare, compact, find, key, parse, restore
from cancu.pipeline.vocabulary import body_codes, kind_codes


def _found(printed: str) -> list[str]:
    """Canonical forms as a document has them: through the view of the layout."""
    text = printed
    layout = read(text)
    numbers = find(layout.view, layout.text)
    assert all(text[slice(*number.span)] == number.surface for number in numbers)
    return [number.canonical for number in numbers]


def _parts(number: Number) -> tuple[str, int | None, str | None, str | None]:
    return number.serial, number.year, number.kind_code, number.body_code


FORMS = [
    # State, administrative
    ("136/KH-LĐLĐ", ("136", None, "KH", "LĐLĐ"), "136-kh-ldld"),
    ("833/QĐ-TLĐ", ("833", None, "QĐ", "TLĐ"), "833-qd-tld"),
    ("22/CT-TTg", ("22", None, "CT", "TTg"), "22-ct-ttg"),
    ("147/CĐ-TTg", ("147", None, "CĐ", "TTg"), "147-cd-ttg"),
    ("35/TTr-SYT", ("35", None, "TTr", "SYT"), "35-ttr-syt"),
    ("08/CTrPH-SYT-CĐYT", ("08", None, "CTrPH", "SYT-CĐYT"), "8-ctrph-syt-cdyt"),
    ("05/L-CTN", ("05", None, "L", "CTN"), "5-l-ctn"),
    ("14/BB-ĐH", ("14", None, "BB", "ĐH"), "14-bb-dh"),
    # State, letters
    ("123/UBND-VX", ("123", None, None, "UBND-VX"), "123-ubnd-vx"),
    ("4512/LĐTBXH-BHXH", ("4512", None, None, "LĐTBXH-BHXH"), "4512-ldtbxh-bhxh"),
    ("77/VPCP-KGVX", ("77", None, None, "VPCP-KGVX"), "77-vpcp-kgvx"),
    # State, legal
    ("91/2017/NĐ-CP", ("91", 2017, "NĐ", "CP"), "91-2017-nd-cp"),
    ("45/2019/QH14", ("45", 2019, None, "QH14"), "45-2019-qh14"),
    ("01/2021/UBTVQH14", ("01", 2021, None, "UBTVQH14"), "1-2021-ubtvqh14"),
    ("17/2024/QĐ-TTg", ("17", 2024, "QĐ", "TTg"), "17-2024-qd-ttg"),
    ("10/2016/TTLT-BYT-BTC", ("10", 2016, "TTLT", "BYT-BTC"), "10-2016-ttlt-byt-btc"),
    ("66.4/2025/NQ-CP", ("66.4", 2025, "NQ", "CP"), "66-4-2025-nq-cp"),
    ("12/VBHN-VPQH", ("12", None, "VBHN", "VPQH"), "12-vbhn-vpqh"),
    # Party
    ("02-NQ/TW", ("02", None, "NQ", "TW"), "2-nq-tw"),
    ("745-KL/TU", ("745", None, "KL", "TU"), "745-kl-tu"),
    ("217-QĐ/TW", ("217", None, "QĐ", "TW"), "217-qd-tw"),
    ("12-QĐi/TW", ("12", None, "QĐi", "TW"), "12-qdi-tw"),
    ("311-CV/BTGTU", ("311", None, "CV", "BTGTU"), "311-cv-btgtu"),
    ("05-HD/BTCTW", ("05", None, "HD", "BTCTW"), "5-hd-btctw"),
    # union
    ("39/KH-CĐYT", ("39", None, "KH", "CĐYT"), "39-kh-cdyt"),
    ("02/CTr-BCH", ("02", None, "CTr", "BCH"), "2-ctr-bch"),
    # serials with a letter
    ("6a/NQ-TLĐ", ("6a", None, "NQ", "TLĐ"), "6a-nq-tld"),
    ("10c/NQ-BCH", ("10c", None, "NQ", "BCH"), "10c-nq-bch"),
    ("07b/KH-CĐYT", ("07b", None, "KH", "CĐYT"), "7b-kh-cdyt"),
]


@pytest.mark.parametrize(("canonical", "parts", "folded"), FORMS)
def test_forms(canonical: str, parts: tuple[object, ...], folded: str) -> None:
    number = parse(canonical)
    assert number is not None
    assert number.canonical == canonical
    assert _parts(number) == parts
    assert number.key == folded == key(canonical)


@pytest.mark.parametrize(("canonical", "parts", "folded"), FORMS)
@pytest.mark.parametrize(
    "sentence", ["{}", "Căn cứ Văn bản số {} của cấp trên;", "({})", "“{}”.", "số {}, ngày 01/02/2023", "Số: {}\n"]
)
def test_forms_in_a_sentence(sentence: str, canonical: str, parts: tuple[object, ...], folded: str) -> None:
    assert _found(sentence.format(canonical)) == [canonical]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Số: 05 /KH-CĐNYT", ["05/KH-CĐNYT"]),
        ("23 /KH- CĐYT", ["23/KH-CĐYT"]),
        ("11- CTr/TU", ["11-CTr/TU"]),
        ("745- KL/TU", ["745-KL/TU"]),
        ("số 02- NQ/TW, ngày 12/6/2021", ["02-NQ/TW"]),
        ("Số: *11* /KH-LĐLĐ", ["11/KH-LĐLĐ"]),
        ("Số: **208**/QĐ-UBND", ["208/QĐ-UBND"]),
        ("100 / BC - UBND", ["100/BC-UBND"]),
        ("136/KH-\nLĐLĐ", ["136/KH-LĐLĐ"]),
        ("136/\nKH-LĐLĐ", ["136/KH-LĐLĐ"]),
        ("91/2017/\nNĐ-CP", ["91/2017/NĐ-CP"]),
        ("91/\n2017/NĐ-CP", ["91/2017/NĐ-CP"]),
        ("02-NQ/\nTW", ["02-NQ/TW"]),
        ("02-\nNQ/TW", ["02-NQ/TW"]),
        ("theo Kế hoạch số 136/KH-\fLĐLĐ của cấp trên", ["136/KH-LĐLĐ"]),
        ("02–NQ/TW", ["02-NQ/TW"]),
        ("02—NQ/TW", ["02-NQ/TW"]),
        ("136/KH–LĐLĐ", ["136/KH-LĐLĐ"]),
        ("05\u00a0/KH-CĐNYT", ["05/KH-CĐNYT"]),
        ("02-NQ/tw", ["02-NQ/TW"]),
        ("02-nq/tw", ["02-NQ/TW"]),
        ("91/2017/nđ-cp", ["91/2017/NĐ-CP"]),
        ("136/kh-lđlđ", ["136/KH-LĐLĐ"]),
        ("139/KH-CDYT", ["139/KH-CĐYT"]),
        ("833/QĐ-TLD", ["833/QĐ-TLĐ"]),
        ("833/QD-TLD", ["833/QĐ-TLĐ"]),
        ("O2-NQ/TW", ["02-NQ/TW"]),
        pytest.param("02-NQITW", ["02-NQ/TW"]),
        ("136/KH-LDLD", ["136/KH-LĐLĐ"]),
        ("30/2020/ND-CP", ["30/2020/NĐ-CP"]),
        ("217-QĐ/TW và 218-QĐ/TW", ["217-QĐ/TW", "218-QĐ/TW"]),
        ("các số 15/KH-UBND, 16/KH-UBND;17/KH-UBND", ["15/KH-UBND", "16/KH-UBND", "17/KH-UBND"]),
        ("136/KH-LĐLĐ ngày 10/9/2021", ["136/KH-LĐLĐ"]),
        ("05/KH-CĐYT./.", ["05/KH-CĐYT"]),
        ("Số:05/KH-CĐYT", ["05/KH-CĐYT"]),
        ("Số 05/KH-CĐYT-Hà Nội", ["05/KH-CĐYT"]),
        ("02-NQ/TW - Nghị quyết về đổi mới", ["02-NQ/TW"]),
        ("Nghị định 91/2017/NĐ-CPngày 31/7/2017", ["91/2017/NĐ-CP"]),
        ("Quyết định 35/2025/QĐ-TTgcủa Thủ tướng", ["35/2025/QĐ-TTg"]),
        ("Luật số 34/2005-QH11", ["34/2005/QH11"]),
        pytest.param("Kế hoạch 136/KH-LĐLĐ - UBND tỉnh chủ trì", ["136/KH-LĐLĐ"]),
    ],
)
def test_in_the_wild(printed: str, expected: list[str]) -> None:
    assert _found(printed) == expected


@pytest.mark.parametrize(
    "text",
    [
        "phòng, chống dịch COVID-19/2021", "đại dịch COVID-19", "dịch COVID-19/SARS", "1/2 ngày", "nghỉ 1/2 ngày làm việc", "80 km/h", "80km/h",
        "trực 24/24h", "24/24", "trực 24/7", "ngày 12/6/2021", "ngày 27/2", "năm 2018/2023", "giai đoạn 2021-2025", "năm học 2022-2023",
        "nhiệm kỳ 2023 - 2028", "tỷ lệ 3/5", "5 thông tin/tuần", "500.000 đồng/người", "12-15 người", "điện thoại 0912-345-678", "tổ 5, ngõ 12/7",
        "Điều 5-6", "1890", "85%", "100.000đ/CĐCS", "số 03 ngày 18/01/2022", "QH14", "khóa XIV", "A4/A3", "TCVN 5700:2012", "ISO 9001-2015", "",
        "Năm 2023 - Năm kỷ niệm", "3/Ban", "10/A", "2023/NGÀY", "15/KHông", "tháng 1/2015 - UBND tỉnh",
    ],
)  # fmt: skip
def test_no_numbers(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("CDYT", "CĐYT"), ("TLD", "TLĐ"), ("LDLD", "LĐLĐ"), ("QD", "QĐ"), ("ND", "NĐ"), ("tw", "TW"), ("TTG", "TTg"), ("CTR", "CTr"),
        ("HD", "HD"), ("HĐ", "HĐ"), ("DA", "DA"), ("ĐA", "ĐA"), ("CD", "CĐ"), ("QH14", "QH14"), ("qh14", "QH14"),
        ("ABCD", "ABCD"), ("XDLD", "XDLD"), ("CĐYT", "CĐYT"),
    ],
)  # fmt: skip
def test_codes_are_restored_from_the_closed_table(printed: str, expected: str) -> None:
    assert restore(printed) == expected


@pytest.mark.parametrize("code", [*kind_codes(), *body_codes()])
def test_known_codes_stay(code: str) -> None:
    assert restore(code) == code


def test_guidance_and_contract_stay_apart() -> None:
    guidance, contract = parse("15/HD-TLĐ"), parse("15/HĐ-TLĐ")
    assert guidance and contract
    assert (guidance.canonical, contract.canonical) == ("15/HD-TLĐ", "15/HĐ-TLĐ")
    assert guidance.key == contract.key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("02-NQ/TW", "2-nq-tw"), ("002-NQ/TW", "2-nq-tw"), ("0", "0"), ("00", "0"), ("03", "3"), ("", ""), ("745 KL TU", "745-kl-tu"),
        ("91/2017/NĐ-CP", "91-2017-nd-cp"), ("05/KH-CĐYT", "5-kh-cdyt"),
    ],
)  # fmt: skip
def test_key(text: str, expected: str) -> None:
    assert key(text) == expected


@pytest.mark.parametrize("typed", ["02nqtw", "02-NQ/TW", "02 NQ-TW", "2nqtw", "02 nq tw", "02–NQ/TW"])
def test_typed_in_a_hurry(typed: str) -> None:
    assert compact(typed) == "2nqtw"


@pytest.mark.parametrize("text", ["", "Kế hoạch 136/KH-LĐLĐ", "136/KH-LĐLĐ và", "136", "02-NQ/TW 03-NQ/TW", "abc"])
def test_parse_wants_a_number_and_nothing_else(text: str) -> None:
    assert parse(text) is None


def test_parse_reads_over_blanks_around() -> None:
    number = parse("  05 /KH-CĐYT \n")
    assert number is not None
    assert number.canonical == "05/KH-CĐYT"


def test_bare() -> None:
    text = "Kết luận số 03"
    number = bare(text, (12, 14))
    assert (number.surface, number.canonical, number.key, _parts(number)) == ("03", "03", "3", ("03", None, None, None))


_PIECES = st.sampled_from(
    [
        "1",
        "02",
        "O2",
        "2017",
        "/",
        "-",
        " ",
        "\n",
        "KH",
        "NQ",
        "TW",
        "tw",
        "nq",
        "LĐLĐ",
        "CTr",
        "QH14",
        ".",
        "&",
        "a",
        "đ",
        "Số: ",
    ]
)


@given(st.one_of(st.text(), st.lists(_PIECES, max_size=14).map("".join)))
def test_whatever_the_text(text: str) -> None:
    end = 0
    for number in find(text):
        start, stop = number.span
        assert end <= start < stop <= len(text)
        assert number.surface == text[start:stop]
        assert number.key == key(number.canonical)
        assert number.surface == number.surface.strip()
        end = stop


_SERIAL = st.builds(
    "{}{}".format,
    st.integers(1, 9_999).map(str) | st.integers(1, 9).map("0{}".format),
    st.sampled_from(["", "", "a", "b"]),
)
_KIND = st.sampled_from(sorted(kind_codes()))
_BODY = st.sampled_from(sorted(body_codes()))
_OFFICE = _BODY.filter(lambda code: code != "QH")  # without its term (QH15) it is taken for damage
_CANONICAL = st.one_of(
    st.builds("{}/{}-{}".format, _SERIAL, _KIND, _BODY),
    st.builds("{}/{}/{}-{}".format, _SERIAL, st.integers(1945, 2045), _KIND, _BODY),
    st.builds("{}-{}/{}".format, _SERIAL, _KIND, _BODY),
    st.builds("{}/{}-{}".format, _SERIAL, _OFFICE, _BODY),
    st.builds("{}/{}/QH{}".format, _SERIAL, st.integers(1992, 2045), st.integers(10, 18)),
)


@given(_CANONICAL)
def test_well_formed_numbers_are_read_as_they_are(canonical: str) -> None:
    number = parse(canonical)
    assert number is not None
    assert number.canonical == canonical
    assert number.key == key(canonical)


@given(_CANONICAL, st.sampled_from(["", " "]), st.sampled_from(["", " ", "\n"]))
def test_blanks_around_separators_change_nothing(canonical: str, before: str, after: str) -> None:
    spaced = "".join(before + c + after if c in "/-" else c for c in canonical)
    number = parse(spaced)
    assert number is not None
    assert number.canonical == canonical
