"""A text put together from pages: what is normalised, where pages start, how good it is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.pipeline.model import Method, Page
from cancu.pipeline.text import assemble, clean, method_of, quality

_TEXT = st.text(alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("\r\n\f\u0301đàoe ")))


def _pages(*texts: str) -> list[Page]:
    return [Page(text, Method.PLAIN) for text in texts]


@given(_TEXT)
def test_clean_twice_is_clean_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert "\r" not in once
    assert "\f" not in once
    assert unicodedata.is_normalized("NFC", once)


@given(_TEXT)
def test_nothing_else_changes(text: str) -> None:
    """Blank space, emphasis marks and dashes stay; only line ends and the form of the letters are made one."""
    ends = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    assert unicodedata.normalize("NFD", clean(text)) == unicodedata.normalize("NFD", ends)


@given(st.lists(_TEXT, min_size=1, max_size=6))
def test_pages_are_found_again(texts: list[str]) -> None:
    text = assemble(_pages(*texts))
    assert text.value.split("\f") == [clean(part) for part in texts]
    assert len(text.page_starts) == len(text.page_methods) == len(texts)
    for number, start in enumerate(text.page_starts, 1):
        assert text.page_of(start) == number
    for start in text.page_starts[1:]:
        assert text.value[start - 1] == "\f"
    assert text.page_of(len(text.value)) == len(texts)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("một\r\nhai\rba\nbốn", "một\nhai\nba\nbốn"),
        ("trang\fmới", "trang\nmới"),
        ("Đa\u0300o ta\u0323o", "Đào tạo"),
        ("hai  dấu\u00a0cách –  *đậm*", "hai  dấu\u00a0cách –  *đậm*"),
        ("hoà thuận", "hoà thuận"),  # tone placement is the writer's
    ],
)
def test_clean(printed: str, expected: str) -> None:
    assert clean(printed) == expected


def test_page_of_counts_from_one() -> None:
    text = assemble(_pages("một", "", "ba"))
    assert [text.page_of(offset) for offset in range(len(text.value))] == [1, 1, 1, 1, 2, 3, 3]


def test_no_page_at_all() -> None:
    text = assemble([])
    assert (text.value, text.page_starts, text.quality) == ("", (), 0.0)
    assert text.page_of(0) == 1


def test_warnings_are_said_once() -> None:
    pages = [Page("a", Method.OCR, ("mờ",)), Page("b", Method.OCR, ("mờ", "nghiêng"))]
    assert assemble(pages).warnings == ("mờ", "nghiêng")


@pytest.mark.parametrize(
    ("methods", "expected"),
    [
        ([Method.PLAIN], Method.PLAIN),
        ([Method.OCR, Method.OCR], Method.OCR),
        ([Method.OCR, Method.TEXT_LAYER], Method.MIXED),
    ],
)
def test_method_of(methods: list[Method], expected: Method) -> None:
    assert method_of(methods) == expected


@given(st.text())
def test_quality_is_a_share(text: str) -> None:
    assert 0 <= quality(text) <= 1


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("", 0, 0),
        (" \n-–…./. ***", 0, 0),
        ("Căn cứ Kế hoạch số 136/KH-LĐLĐ ngày 10/9/2021, các công đoàn cơ sở tổ chức thực hiện.", 1, 1),
        ("CĂN CỨ KẾ HOẠCH SỐ 136/KH-LĐLĐ NGÀY 10/9/2021", 1, 1),
        ("Chỉ tiêu 85% CNVCLĐ, 6a, mục II.2, khoản 3 điểm đ", 1, 1),
        ("Uû ban nh©n d©n tØnh Th¸i B×nh, c¨n cø NghÞ quyÕt cña §¶ng bé", 0, 0.6),  # TCVN3 read as Latin-1
        ("qwrt zxcv bnmk asdfg hjkl", 0, 0.1),
        ("Keá hoaïch phaùt ñoäng phong traøo", 0, 0.6),  # VNI
    ],
)
def test_quality(text: str, least: float, most: float) -> None:
    assert least <= quality(text) <= most
