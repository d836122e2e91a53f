"""Which papers are the same document."""
# ruff: noqa: E501 -- a case of a table stays on its line

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.pipeline.identity import body, contradict, document_id, same_number, stub_id
from cancu.pipeline.model import IssueDate, Issuer, IssuerPlace, Number
from cancu.pipeline.record import tag
from cancu.pipeline.symbol import parse

HASH = "0" * 64


def _number(text: str) -> Number:
    number = parse(text)
    assert number is not None
    return number


def _id(
    number: str = "39/KH-CĐYT",
    date: str = "2023-01-10",
    issuer: str = "Công đoàn ngành Y tế",
    place: str | None = "Thái Bình",
    text: str = HASH,
) -> str:
    return document_id(
        _number(number), IssueDate(date, date, (0, 0)), Issuer(issuer, None, IssuerPlace.HEADER), place, text
    )


@pytest.mark.parametrize(
    "other",
    [
        {"text": "1" * 64},
        {"number": "039/KH-CĐYT"},
        {"number": "39 / KH - CĐYT"},
        {"number": "39/KH-CDYT"},
        {"issuer": "CÔNG ĐOÀN NGÀNH Y TẾ"},
        {"issuer": "Công đoàn  ngành Y tế."},
        {"place": "THÁI BÌNH"},
    ],
)
def test_the_same_document(other: dict[str, str]) -> None:
    assert _id(**other) == _id()


@pytest.mark.parametrize(
    "other",
    [
        {"number": "40/KH-CĐYT"},
        {"number": "39/KH-LĐLĐ"},
        {"number": "39a/KH-CĐYT"},
        {"date": "2022-01-10"},
        {"issuer": "Công đoàn ngành Giáo dục"},
        {"place": "Nam Định"},
        {"place": None},
    ],
)
def test_another_document(other: dict[str, str | None]) -> None:
    assert _id(**other) != _id()  # type: ignore[arg-type]


def test_guidance_and_contract_share_a_key_and_no_identity() -> None:
    guidance, contract = _id("15/HD-TLĐ"), _id("15/HĐ-TLĐ")
    assert guidance != contract
    assert guidance.rsplit("-", 1)[0] == contract.rsplit("-", 1)[0]


def test_without_number_or_date_the_text_decides() -> None:
    number, date, issuer = (
        _number("39/KH-CĐYT"),
        IssueDate("2023-01-10", "", (0, 0)),
        Issuer("A", None, IssuerPlace.HEADER),
    )
    for missing in ((None, date), (number, None), (None, None)):
        assert document_id(*missing, issuer, "Hà Nội", "a" * 64) == "vb-aaaaaaaaaaaa"


def test_safe_in_a_shell_and_a_url() -> None:
    for made in (_id(), _id("66.4/2025/NQ-CP"), stub_id("2-nq-tw", "02-NQ/TW", None), _id("01/2021/UBTVQH14")):
        assert re.fullmatch(r"[a-z0-9-]+", made)


def test_stubs() -> None:
    assert stub_id("2-nq-tw", "02-NQ/TW", "2021-06-12") == stub_id("2-nq-tw", "2-NQ/TW", "2021-06-12")
    assert stub_id("2-nq-tw", "02-NQ/TW", "2021-06-12") != stub_id("2-nq-tw", "02-NQ/TW", "2016-05-15")
    assert stub_id("15-hd-tld", "15/HD-TLĐ", None) != stub_id("15-hd-tld", "15/HĐ-TLĐ", None)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("02-NQ/TW", "2-NQ/TW", True), ("02-NQ/TW", "02-nq/tw", True), ("15/HD-TLĐ", "15/HĐ-TLĐ", False), ("20/KH-A", "2/KH-A", False),
        ("02-NQ/TW", "02/NQ-TW", False), ("91/2017/NĐ-CP", "91/2018/NĐ-CP", False), ("0", "00", True),
    ],
)  # fmt: skip
def test_same_number(left: str, right: str, same: bool) -> None:
    assert (same_number(left) == same_number(right)) is same


@given(st.text(), st.text())
def test_body_is_folded(name: str, place: str) -> None:
    found = body(Issuer(name, None, IssuerPlace.BODY), place)
    assert found == found.strip()
    assert "  " not in found


def test_copies_of_a_paper_have_one_id_and_another_years_has_another() -> None:
    text = "CÔNG ĐOÀN NGÀNH Y TẾ\nSố: 39/KH-CĐYT\nHà Nội, ngày 10 tháng 01 năm {}\n\nKẾ HOẠCH\nTổ chức hội nghị\n\n{}\n"
    scan, copy = tag(text.format(2023, "Nội dung một.")), tag(text.format(2023, "Nội dung rnột ."))
    assert scan.id == copy.id
    assert tag(text.format(2022, "Nội dung một.")).id != scan.id


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("LĐLĐ tỉnh Nghệ An", "Liên đoàn Lao động tỉnh Thái Bình", True),
        ("LĐLĐ tỉnh Thái Bình", "Liên đoàn Lao động tỉnh Thái Bình", False),
        ("LĐLĐ tỉnh", "Liên đoàn Lao động tỉnh Thái Bình", False),
        ("Tổng Liên đoàn Lao động Việt Nam", "LĐLĐ tỉnh Thái Bình", False),
        ("UBND tỉnh Bà Rịa - Vũng Tàu", "UBND tỉnh Bà Rịa – Vũng Tàu", False),
        (None, "UBND tỉnh Hà Nam", False),
    ],
)
def test_only_provinces_tell_bodies_apart(one: str | None, other: str | None, expected: bool) -> None:
    assert contradict(one, other) is expected
    assert contradict(other, one) is expected
