"""Bodies as lists of recipients name them."""

from __future__ import annotations

import pytest

from cancu.index.questions.bodies import above, body, is_to_carry_out, listed

UNION = "Liên đoàn Lao động tỉnh Thái Bình"
HEALTH = "Công đoàn ngành Y tế tỉnh Thái Bình"

NAMED = [
    ("LĐLĐ tỉnh", UNION),
    ("- Thường trực LĐLĐ tỉnh;", UNION),
    ("Liên đoàn Lao động tỉnh Nghệ An", "Liên đoàn Lao động tỉnh Nghệ An"),
    ("Lãnh đạo Sở Y tế", "Sở Y tế tỉnh Thái Bình"),
    ("Chủ tịch, các PCT UBND tỉnh", "Ủy ban nhân dân tỉnh Thái Bình"),
    ("BTV, BCH, UBKT Công đoàn ngành Y tế", HEALTH),
    ("Tỉnh ủy (qua trục liên thông)", "Tỉnh ủy Thái Bình"),
    ("Hội Làng Sen", None),
]


@pytest.mark.parametrize(("printed", "name"), NAMED)
def test_the_body_that_is_meant(printed, name):
    assert body(printed, "Thái Bình").name == name


def test_of_no_province_a_local_body_is_as_it_is_printed():
    assert body("LĐLĐ tỉnh", None).name is None
    assert body("LĐLĐ tỉnh", None).key != body("LĐLĐ tỉnh", "Thái Bình").key


@pytest.mark.parametrize("printed", ["Ban Thường vụ Huyện ủy Vũ Thư", "Huyện uỷ Vũ Thư", "Thường trực Huyện ủy Vũ Thư"])
def test_organs_stand_for_their_body_also_where_no_table_has_it(printed):
    assert body(printed, "Thái Bình").key == "huyen uy vu thu"


LINES = [
    ("Các CĐCS trực thuộc", [("Các CĐCS trực thuộc", True)]),
    ("LĐLĐ huyện, TP và CĐN (qua Website)", [("LĐLĐ huyện, TP và CĐN", True)]),
    ("UBND các xã, phường", [("UBND các xã, phường", True)]),
    ("Các LĐLĐ tỉnh, thành phố", [("Các LĐLĐ tỉnh, thành phố", True)]),
    ("Sở Y tế, Sở Nội vụ", [("Sở Y tế", False), ("Sở Nội vụ", False)]),
    ("LĐLĐ tỉnh và Sở Y tế", [("LĐLĐ tỉnh", False), ("Sở Y tế", False)]),
    ("Hội Làng Sen, Hội Làng Chùa", [("Hội Làng Sen, Hội Làng Chùa", False)]),
    ("# Cấp tỉnh", []),
    ("   ", []),
]


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_lines(line, expected):
    assert [(one.printed, one.is_group) for one in listed([line], "Thái Bình")] == expected


def test_each_body_once():
    assert len(listed(["LĐLĐ tỉnh", "Thường trực LĐLĐ tỉnh", UNION], "Thái Bình")) == 1


RECIPIENTS = [
    ("Các CĐCS trực thuộc", True),
    ("Lưu: VT", False),
    ("Lưu VP", False),
    ("- Như Điều 3", False),
    ("Mục V", False),
    ("Tổng Liên đoàn (để báo cáo)", False),
    ("Ban Dân vận Tỉnh ủy (để b/cáo)", False),
    ("Sở Y tế (để thực hiện)", True),
    ("Website CT", False),
]


@pytest.mark.parametrize(("recipient", "expected"), RECIPIENTS)
def test_from_whom_something_is_expected(recipient, expected):
    assert is_to_carry_out(recipient) is expected


def test_the_bodies_above():
    assert list(above(body("Công đoàn ngành Y tế", "Thái Bình")))[:2] == [
        "lien doan lao dong tinh thai binh",
        "tong lien doan lao dong viet nam",
    ]
