"""How far number, date and issuer agree."""

from __future__ import annotations

import dataclasses

import pytest

from cancu.index.duplicates.identity import Agreement, compare
from cancu.pipeline.model import IssueDate
from samples.letters import Letter, paper

HELD = Letter(issuer="HUYỆN SÔNG MÃ")


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ("39/KH-UBND", "39/KH-UBND", "same"),
        ("039/KH-UBND", "39/KH-UBND", "same"),
        ("39 /KH-UBND", "39/KH- UBND", "same"),
        ("39/KH-UBND", "38/KH-UBND", "other"),
        ("39/KH-UBND", "93/KH-UBND", "other"),
        pytest.param("39/KH-UBND", "39/QĐ-UBND", "other"),
        pytest.param("39/KH-UBND", "39/KH-HĐND", "other"),
        ("3/HD-UBND", "3/HĐ-UBND", "harmed"),  # guidance and contract, told apart by a mark that scans lose
        (None, "39/KH-UBND", "open"),
        (None, None, "open"),
    ],
)
def test_numbers(here: str | None, there: str | None, expected: str) -> None:
    one, other = (paper(dataclasses.replace(HELD, number=number)).record for number in (here, there))
    assert compare(one, other).number == compare(other, one).number == expected


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ("2023-01-10", "2023-01-10", "same"),
        ("2023-01-10", "2024-01-10", "other"),
        ("2023-01-10", "2023-01-20", "other"),
        ("2023-01-10", "2023-01", "open"),
        ("2023-01-10", "2023", "open"),
        ("2023-01-10", None, "open"),
        (None, None, "open"),
    ],
)
def test_dates(here: str | None, there: str | None, expected: str) -> None:
    record = paper(HELD).record
    one, other = (dataclasses.replace(record, date=iso and IssueDate(iso, iso, (0, len(iso)))) for iso in (here, there))
    assert compare(one, other).date == compare(other, one).date == expected


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ({}, {}, "same"),
        ({"issuer": "TỈNH SƠN LA"}, {"issuer": "TỈNH ĐIỆN BIÊN", "place": "Điện Biên"}, "other"),
        ({"place": "Sơn La"}, {"place": "Điện Biên"}, "other"),
        pytest.param({}, {"issuer": "HUYỆN MƯỜNG LA"}, "other"),
        ({"parent": "LIÊN ĐOÀN LAO ĐỘNG", "issuer": "THÀNH PHỐ"}, {}, "same"),  # the place is
    ],
)
def test_issuers(here: dict[str, str], there: dict[str, str], expected: str) -> None:
    one, other = (paper(dataclasses.replace(HELD, **change)).record for change in (here, there))
    assert compare(one, other).issuer == compare(other, one).issuer == expected


def test_who_is_not_named_is_told_by_the_place() -> None:
    record = paper(HELD).record
    unnamed = dataclasses.replace(record, issuer=None)
    assert compare(record, unnamed).issuer is Agreement.SAME
    assert compare(record, dataclasses.replace(unnamed, place=None)).issuer is Agreement.OPEN
    assert compare(record, dataclasses.replace(unnamed, place="Điện Biên")).issuer is Agreement.OTHER


def test_one_number_and_one_day_are_one_identity_unless_the_issuer_is_another() -> None:
    record = paper(HELD).record
    assert compare(record, dataclasses.replace(record, issuer=None)).same
    assert not compare(record, paper(Letter(issuer="TỈNH ĐIỆN BIÊN", place="Điện Biên")).record).same
    assert not compare(record, dataclasses.replace(record, date=None)).same
