"""Where the clauses and paragraphs of a text begin and end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.index.search.passages import LONGEST, passages

FIRST = "Các phòng, ban rà soát danh sách đơn vị tham gia hội thao trong tháng tới."
SECOND = "Trạm y tế bố trí người trực và chuẩn bị thuốc men trong suốt hội thao đó."


def shown(text):
    return [text[start:end] for start, end in passages(text)]


@pytest.mark.parametrize(
    ("between", "opening"),
    [
        ("\n\n", ""),
        ("\n \t\n", ""),
        ("\f", ""),
        ("\n\f", ""),
        ("\n", "2. "),
        ("\n", "2.1. "),
        ("\n", "b) "),
        ("\n", "đ) "),
        ("\n", "- "),
        ("\n", "II. "),
        ("\n", "Điều 5. "),
        ("\n", "**Điều 5.** "),
        ("\n", "Phụ lục II "),
        ("\n  ", "- "),
    ],
)
def test_a_passage_starts(between, opening):
    assert shown(f"{FIRST}{between}{opening}{SECOND}") == [FIRST, f"{opening}{SECOND}"]


@pytest.mark.parametrize("between", [" ", "\n", "\n5 ", "\nĐiều này, "])
def test_a_wrapped_line_goes_on(between):
    assert len(shown(f"{FIRST}{between}{SECOND}")) == 1


def test_a_heading_belongs_to_what_follows():
    assert shown(f"{FIRST}\n\nII. NHIỆM VỤ\n\n{SECOND}") == [FIRST, f"II. NHIỆM VỤ\n\n{SECOND}"]


def test_a_heading_at_the_end_stands_alone():
    assert shown(f"{FIRST}\n\nNơi nhận:") == [FIRST, "Nơi nhận:"]


def test_rows_of_a_table_stay_together_and_apart_from_the_text():
    table = "\n".join(f"| {number} | Xã Bến Cũ {number} | {number * 10} hộ | đã xong |" for number in range(10, 15))
    assert shown(f"{FIRST}\n{table}\n{SECOND}") == [FIRST, table, SECOND]


def test_a_long_table_is_cut_between_rows():
    rows = [f"| {number} | Xã Bến Cũ {number} | {number * 10} hộ | đã xong |" for number in range(100, 200)]
    parts = shown("\n".join(rows))
    assert [row for part in parts for row in part.split("\n")] == rows
    assert len(parts) > 1


def test_a_long_paragraph_is_cut_after_a_sentence():
    parts = shown(" ".join([FIRST] * 40))
    assert all(part.endswith("tháng tới.") for part in parts)
    assert len(parts) > 1


def test_nothing_has_no_passage():
    assert passages("") == passages(" \n\n\f\n ") == ()


@given(st.text(alphabet=st.sampled_from("aệ1. )-|\n\f\t;") | st.characters(), max_size=60), st.integers(1, 60))
def test_passages_hold_all_but_blanks_once(text, times):
    text *= times
    spans = passages(text)
    assert all(start < end and end - start <= LONGEST for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
