"""Answers on a screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.index.duplicates import day
from cancu.index.printed import record, wrapped
from cancu.pipeline.record import tag


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Liên đoàn Lao động tỉnh", ["Liên đoàn", "  Lao động", "  tỉnh"]),
        ("├─ căn cứ: Nghị quyết", ["├─ căn cứ:", "│    Nghị", "│    quyết"]),
        ("└─ căn cứ: Nghị quyết", ["└─ căn cứ:", "     Nghị", "     quyết"]),
        ("", [""]),
        ("ngắn", ["ngắn"]),
    ],
)
def test_long_lines_break_between_words(line: str, expected: list[str]) -> None:
    assert wrapped(line, 12).split("\n") == expected


@given(st.lists(st.text(alphabet="đoàn 02-NQ/TW", max_size=60), max_size=4))
def test_no_word_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert wrapped(text, 20).replace(" ", "").replace("\n", "") == text.replace(" ", "").replace("\n", "")


@pytest.mark.parametrize(("iso", "expected"), [("2022-02-11", "11/02/2022"), ("2022-05", "05/2022"), ("2022", "2022")])
def test_days_as_they_are_printed(iso: str, expected: str) -> None:
    assert day(iso) == expected


def test_bodies_are_told_by_their_full_name_and_their_successor() -> None:
    lines = record(
        tag(
            "LIÊN ĐOÀN LAO ĐỘNG TỈNH THÁI BÌNH\nSố: 12/KH-LĐLĐ\nThái Bình, ngày 5 tháng 3 năm 2024\n\nKẾ HOẠCH\nVề A\n"
            "Thực hiện Nghị quyết số 5-NQ/TU ngày 1/3/2024 của Tỉnh ủy và Nghị quyết số 6-NQ/TW của Bộ Chính trị.\n"
        )
    ).split("\n")
    assert "Cơ quan:   Liên đoàn Lao động tỉnh Thái Bình" in lines
    assert "Nay là:    Liên đoàn Lao động tỉnh Hưng Yên, từ 01/07/2025" in lines
    assert "  thực hiện: Nghị quyết 5-NQ/TU ngày 01/03/2024 – Tỉnh ủy (Tỉnh ủy Thái Bình)" in lines
    assert "  thực hiện: Nghị quyết 6-NQ/TW – Bộ Chính trị" in lines
