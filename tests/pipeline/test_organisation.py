"""Which organisation a printed name means, given the province of the document."""

from __future__ import annotations

import re

import pytest

from cancu.pipeline.model import Issuer, IssuerPlace
from cancu.pipeline.organisation import level_of, province_of, resolve
from cancu.pipeline.vocabulary import rows


@pytest.mark.parametrize(
    ("printed", "province", "name"),
    [
        ("Tỉnh ủy", "Thái Bình", "Tỉnh ủy Thái Bình"),
        ("Tỉnh uỷ", "Thái Bình", "Tỉnh ủy Thái Bình"),
        ("Ban Thường vụ Tỉnh ủy", "Thái Bình", "Tỉnh ủy Thái Bình"),
        ("Thành ủy", "Cần Thơ", "Thành ủy Cần Thơ"),
        ("UBND tỉnh", "Yên Bái", "Ủy ban nhân dân tỉnh Yên Bái"),
        ("UBND Thành phố", "Hà Nội", "Ủy ban nhân dân thành phố Hà Nội"),
        ("UBND TP. Hồ Chí Minh", None, "Ủy ban nhân dân thành phố Hồ Chí Minh"),
        ("Ủy ban nhân dân tỉnh Hải Dương", "Cần Thơ", "Ủy ban nhân dân tỉnh Hải Dương"),
        ("Chủ tịch UBND tỉnh", "Cà Mau", "Ủy ban nhân dân tỉnh Cà Mau"),
        ("Bộ trưởng Bộ Y tế", None, "Bộ Y tế"),
        ("Bộ LĐTB&XH", None, "Bộ Lao động - Thương binh và Xã hội"),
        ("Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ", None, "Văn phòng Chính phủ"),
        ("Thủ tướng", None, "Thủ tướng Chính phủ"),
        ("Tổng LĐLĐ Việt Nam", "Thái Bình", "Tổng Liên đoàn Lao động Việt Nam"),
        ("LĐLĐ tỉnh", "Thái Bình", "Liên đoàn Lao động tỉnh Thái Bình"),
        ("Sở Y tế", "Hà Nội", "Sở Y tế thành phố Hà Nội"),
        ("UBND thành phố", "Thái Bình", None),  # of the town, not of the province
        ("Ủy ban nhân dân thành phố Thái Bình", "Thái Bình", None),
        ("Tỉnh ủy", None, None),  # of which province?
        ("Ủy ban nhân dân xã Tân Lập", "Thái Bình", None),  # a commune is not the province
        ("Công ty Cổ phần Sao Mai", "Thái Bình", None),
        ("Ban Thường vụ", "Thái Bình", None),  # of which body?
    ],
)
def test_body_that_is_meant(printed: str, province: str | None, name: str | None) -> None:
    found = resolve(printed, province)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("printed", "successor", "since"),
    [
        ("Tỉnh ủy Thái Bình", "Tỉnh ủy Hưng Yên", "2025-07-01"),
        ("UBND tỉnh Hải Dương", "Ủy ban nhân dân thành phố Hải Phòng", "2025-07-01"),
        ("Bộ Giao thông vận tải", "Bộ Xây dựng", "2025-03-01"),
        ("Sở Giao thông vận tải Nghệ An", "Sở Xây dựng tỉnh Nghệ An", "2025-03-01"),
        ("UBND tỉnh Nghệ An", None, None),
        ("Bộ Y tế", None, None),
    ],
)
def test_successor(printed: str, successor: str | None, since: str | None) -> None:
    found = resolve(printed, None)
    assert found is not None
    assert (found.successor, found.since) == (successor, since)


def test_parent_by_the_pattern_of_the_table() -> None:
    found = resolve("Công đoàn ngành Y tế Thái Bình", None)
    assert found is not None
    assert found.parent == "Liên đoàn Lao động tỉnh Thái Bình"


@pytest.mark.parametrize(
    ("texts", "province"),
    [
        (("Sở Y tế tỉnh Bà Rịa - Vũng Tàu", None), "Bà Rịa - Vũng Tàu"),
        ((None, "TP.HCM"), "Hồ Chí Minh"),
        (("Ban Thường vụ", None, "Đăk Lăk"), "Đắk Lắk"),
        (("Thành phố Hồ Chí Minh", "Hà Nội"), "Hồ Chí Minh"),
        (("Bộ Y tế", "Việt Trì"), None),
    ],
)
def test_province(texts: tuple[str | None, ...], province: str | None) -> None:
    assert province_of(*texts) == province


@pytest.mark.parametrize(
    ("name", "parent", "level"),
    [
        ("Ủy ban nhân dân xã Sen", None, "commune"),
        ("UBND Xã Sen", None, "commune"),
        ("BẢO HIỂM XÃ HỘI", None, None),
        ("Bảo hiểm Xã hội Việt Nam", None, None),
        ("Bảo hiểm xã hội huyện Sen", None, "district"),
        ("Thuế Tỉnh Sen", None, "province"),
        ("LĐLĐ thành phố Hải Phòng", None, "province"),
        ("LĐLĐ THÀNH PHỐ HẢI PHÒNG", None, "province"),
        ("LĐLĐ thành phố Nam Định", None, "district"),
        ("UBND Thành phố", None, None),
        ("Trung tâm Trồng cây", "UBND thành phố Hà Nội", "province"),
        ("Văn phòng", "Ban Chấp hành Trung ương", "central"),
        ("Hội đồng quốc gia Trồng cây", None, "central"),
        ("Công đoàn cơ sở Trường Mầm non", None, "grassroots"),
    ],
)
def test_level(name: str, parent: str | None, level: str | None) -> None:
    assert level_of(Issuer(name, parent, IssuerPlace.HEADER)) == level


def test_tables_name_each_other() -> None:
    """Parents and successors are rows of the tables; 34 provinces are left (Nghị quyết 202/2025/QH15)."""
    bodies = {row["name"] for row in rows("organisations")}
    named = {row[column] for row in rows("organisations") for column in ("parent", "successor")} - {""}
    assert named <= bodies
    provinces = {row["name"]: row for row in rows("provinces")}
    left = {name for name, row in provinces.items() if not row["successor"]}
    assert {row["successor"] for row in provinces.values()} - {""} <= left
    assert len(left) == 34
    assert all(re.fullmatch(r"20\d\d-\d\d-\d\d", row["since"]) for row in rows("provinces") if row["successor"])
