"""Answers on a screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.index.duplicates import day
from cancu.index.printed import wrapped


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
