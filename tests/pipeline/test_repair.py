"""Damaged dates on the folded view."""
# ruff: noqa: E501 -- a case of a table stays on its line

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.pipeline.components import moment
from cancu.pipeline.components.layout import read
from cancu.pipeline.components.repair import repaired
from cancu.pipeline.vietnamese import fold


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        # figures taken for letters
        ("ngày l5/5/2023", "2023-05-15"),
        ("ngày 1O/9/202l", "2021-09-10"),
        ("ngày 12/6/2O2S", "2025-06-12"),
        ("ngày l4 tháng 9 năm 2O21", "2021-09-14"),
        # strokes misread, with a stray sign, lost
        ("ngày 07/04I2018", "2018-04-07"),
        ("ngày 15I01/2020", "2020-01-15"),
        ("ngày 12/.6/2021", "2021-06-12"),
        ("ngày 18/5`/2021", "2021-05-18"),
        ("ngày 12/62021", "2021-06-12"),
        ("ngày 1801/2022", "2022-01-18"),
        # words
        ("ngàv 14 tháng 9 năm 2021", "2021-09-14"),
        ("ngy 14 tháng 9 năm 2021", "2021-09-14"),
        ("n'gày 14 tháng 9 năm 2021", "2021-09-14"),
        ("rigày 14 thárig 9 nãm 2021", "2021-09-14"),
        ("ngày 14 thán 9 nm 2021", "2021-09-14"),
        ("ngày 14 th áng 9 năm. 2021", "2021-09-14"),
        ("ngày14 tháng 9riăm 2021", "2021-09-14"),
        ("đến hết thárig 6/2023", "2023-06"),
        ("đến hết tháng 6 narn 2023", "2023-06"),
        ("đến riăm 2025", "2025"),
        ("đếri năm 2025", "2025"),
        ("giai đoạri 2021 - 2025", "2021"),
        ("nhiệmkỳ 2021  -  2025", "2021"),
        # undamaged
        ("ngày 14 tháng 9 năm 2021", "2021-09-14"),
        ("ngày 10-9-2021", "2021-09-10"),
    ],
)
def test_dates(printed: str, expected: str) -> None:
    found = moment.find(read(f"Họp {printed} tại cơ quan."), None)
    assert [one.start for one in found] == [expected]


@pytest.mark.parametrize(
    "printed",
    [
        "nghị quyết số 66.16/2026/nq-cp", "số 12/6/2021/qđ-ubnd", "ngày 111/2023", "ngày 1213/2022", "số 1801/2022", "40/6/2021", "12/62021",
        "là 5 tầng 6 nhà 2021", "tháng 6 năm 2023", "10 trang 12 năm 2023", "chia 1/2 năm 2023", "năm 2023", "2021-2025", "im 2021", "",
    ],
)  # fmt: skip
def test_left_as_they_are(printed: str) -> None:
    assert repaired(fold(printed)) == fold(printed)


_PIECES = st.sampled_from(
    [
        "ngay ",
        "thang ",
        "nam ",
        "nm ",
        "thag ",
        "1",
        "12",
        "l5",
        "/",
        "i",
        ".",
        "'",
        " ",
        "2021",
        "2o2s",
        "19",
        "\n",
        "abc",
    ]
)


@given(st.one_of(st.text(), st.lists(_PIECES, max_size=14).map("".join)))
def test_whatever_the_text_its_length_stays(text: str) -> None:
    assert len(repaired(text)) == len(text)
