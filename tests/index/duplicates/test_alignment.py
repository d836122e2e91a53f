"""Two texts word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.index.duplicates.alignment import Sort, align, other_figures, same_figures, substitutions, words_of

BEFORE, AFTER = "Các chi hội trồng cây dọc đường làng", "và chăm sóc cây đến hết mùa mưa năm ấy"


def between(here: str, there: str) -> list[tuple[str, str, str]]:
    """What becomes of words that stand among the same ones."""
    found = align(words_of(f"{BEFORE} {here} {AFTER}"), words_of(f"{BEFORE} {there} {AFTER}"))
    pairs = ((stretch, found.words(stretch)) for stretch in found.stretches if stretch.sort is not Sort.EQUAL)
    return [(stretch.sort.name, " ".join(one), " ".join(other)) for stretch, (one, other) in pairs]


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ("xóm", "XÓM", []),
        ("hoà", "hòa", []),
        ("trước", "truoc", []),
        ("thường trực", "thườngtrực", [("HARMED", "thuong truc", "thuongtruc")]),
        ("thường", "thuờrig", [("HARMED", "thuong", "thuorig")]),
        ("thường", "thu ờng", [("HARMED", "thuong", "thu ong")]),
        ("120", "12O", [("HARMED", "120", "12o")]),
        ("120", "150", [("SUBSTITUTED", "120", "150")]),
        ("Thắng", "Huy", [("SUBSTITUTED", "thang", "huy")]),
        ("", "xoan", [("EXTRA", "", "xoan")]),
        ("bằng lăng", "", [("EXTRA", "bang lang", "")]),
    ],
)
def test_what_became_of_words(here: str, there: str, expected: list[tuple[str, str, str]]) -> None:
    assert between(here, there) == expected
    assert between(there, here) == [(sort, other, one) for sort, one, other in expected]


def test_a_long_stretch_of_other_words_is_rewritten() -> None:
    here, there = "một hai ba bốn sáu bảy chín mười trăm", "đê kè cống ruộng vườn ao suối rừng đồi"
    assert {sort for sort, _, _ in between(here, there)} == {"REWRITTEN"}


def test_words_that_are_exchanged_are_told_together_and_counted() -> None:
    here = f"{BEFORE} tỉnh Thái Bình {AFTER} của tỉnh Thái Bình nay mai"
    assert substitutions(align(words_of(here), words_of(here.replace("Thái Bình", "Lạng Sơn")))) == {
        ("thai binh", "lang son"): 2
    }


@pytest.mark.parametrize(
    ("here", "there", "other", "same"),
    [
        ("39", "39", False, True),
        ("39", "3", False, False),
        ("39", "93", True, False),
        ("2023", "2024", True, False),
        ("2023", "2O23", False, True),
        ("l5", "15", False, True),
        ("ubnd", "hdnd", False, False),
    ],
)
def test_figures(here: str, there: str, other: bool, same: bool) -> None:
    assert other_figures(here, there) == other_figures(there, here) == other
    assert same_figures(here.casefold(), there.casefold()) == same or not any(map(str.isdigit, here + there))


@given(*[st.lists(st.sampled_from(f"{BEFORE} 12 13 {AFTER}".split()), max_size=30).map(" ".join)] * 2)
def test_stretches_are_all_words_of_both_in_their_order(here: str, there: str) -> None:
    found = align(words_of(here), words_of(there))
    ends = (0, 0)
    for stretch in found.stretches:
        assert (stretch.here[0], stretch.there[0]) == ends
        ends = stretch.here[1], stretch.there[1]
        if stretch.sort is Sort.EQUAL:
            assert found.words(stretch)[0] == found.words(stretch)[1]
    assert ends == (len(found.here.folded), len(found.there.folded))
