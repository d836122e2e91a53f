"""Keywords: the terms that set one document apart; names, numbers and what every document says left out."""
# ruff: noqa: E501 -- a case of a table stays on its line

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.pipeline.components import layout
from cancu.pipeline.components.keywords import find
from cancu.pipeline.components.words import spans
from cancu.pipeline.record import keywords as of_text


def _of(text: str, subject: str | None = None, limit: int = 15) -> tuple[str, ...]:
    return find(layout.read(text), spans(text, ()), subject, limit)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Trồng rừng phòng hộ.\nGiao rừng phòng hộ.\nRừng phòng hộ ven biển.", "rừng phòng hộ"),
        ("Nền tảng số của tỉnh; xây dựng nền tảng số; dùng nền tảng số.", "nền tảng số"),
        ("CHĂN NUÔI AN TOÀN\nTổ chức chăn nuôi an toàn tại các trang trại.", "chăn nuôi an toàn"),
        ("Thủy lợi nội đồng được sửa.\nCông trình thủy lợi nội đồng.", "thủy lợi nội đồng"),
    ],
)
def test_a_term_is_what_is_said_again(text: str, term: str) -> None:
    assert any(term in found for found in _of(text)), _of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tổ chức thực hiện kế hoạch. Các đơn vị tổ chức thực hiện kế hoạch.",  # every document says it
        "Ông Nguyễn Văn Mẫu ký. Ông Nguyễn Văn Mẫu nhận.",  # a name
        "Tại Hòa Sơn và Hòa Sơn.",  # a place
        "Quý II/2024, quý III/2024, năm 2024, năm 2025.",  # figures, and what goes with them
        "UBND, HĐND, UBND, HĐND.",  # abbreviations
        "Sở Thủy sản gửi Sở Thủy sản.",  # a body: its name has capitals inside a sentence
        "of the, of the, with the phrase, with the phrase",
    ],
)
def test_no_term(text: str) -> None:
    assert _of(text) == ()


def test_once_is_enough_for_a_short_paper_and_for_the_subject() -> None:
    long = "Trong thời gian tới, các đơn vị tiếp tục thực hiện nhiệm vụ.\n" * 50
    assert _of("Chăn nuôi gia cầm.") == ("chăn nuôi", "gia cầm")
    assert _of("Chăn nuôi gia cầm.\n" + long) == ()
    assert _of("Chăn nuôi gia cầm.\n" + long, "Chăn nuôi gia cầm") == ("chăn nuôi gia cầm",)
    assert _of("Chăn nuôi. Chăn nuôi. Cấp nước. Cấp nước.", "Cấp nước")[0] == "cấp nước"


def test_what_is_said_in_a_longer_term_is_no_keyword_of_its_own() -> None:
    text = "phòng chống cháy rừng\n" * 4
    assert len(_of(text)) == 1


def test_both_placements_of_a_tone_are_one_term() -> None:
    assert find(layout.read("thuỷ lợi và thủy lợi"), ((0, 8), (12, 20))) == ("thuỷ lợi",)


def test_there_are_no_more_keywords_than_asked_for() -> None:
    text = "phong trào.\n" * 3 + "trang trại.\n" * 2
    assert _of(text) == ("phong trào", "trang trại")
    assert _of(text, limit=1) == ("phong trào",)


def test_function_words_are_left_out_of_a_text() -> None:
    text = "Công đoàn cơ sở phát động phong trào thi đua. Phong trào thi đua lan tỏa. Phong trào thi đua tốt. Các cấp thực hiện."
    found = of_text(text)
    assert found[0] == "phong trào thi đua"
    assert not {"tổ chức", "thực hiện", "các cấp"} & set(found)
    assert found == of_text(text)


@pytest.mark.parametrize("text", ["", "\n\f\n", "   ", "12/KH-UBND", "…"])
def test_nothing_to_say(text: str) -> None:
    assert of_text(text) == ()


@given(st.lists(st.sampled_from(["phong trào", "Hà Nội", "và", ", ", ". ", "\n", " ", "12", "UBND", "nuôi ong"])))
def test_each_keyword_stands_in_the_text(pieces: list[str]) -> None:
    text = " ".join(pieces)
    said = " ".join(text.lower().split())
    assert all(found in said and len(found.split()) > 1 for found in _of(text))
