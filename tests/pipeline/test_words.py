"""Words of several syllables: exact offsets, protected spans whole, keywords."""
# ruff: noqa: E501 -- a case of a table stays on its line

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cancu.pipeline import nlp
from cancu.pipeline.components.words import keywords, spans
from cancu.pipeline.record import keywords as of_text

_PIECES = st.sampled_from(
    [
        "Liên đoàn",
        " ",
        "Lao động",
        "02-NQ/TW",
        "\n",
        "\f",
        "85%",
        "…",
        "“",
        "12/6/2021",
        "  ",
        "\u00a0",
        "công_đoàn",
        "*",
        "😀",
        "e\u0301",
    ]
)
_ANY = st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=15).map("".join))


@settings(deadline=None, max_examples=60)
@given(_ANY)
def test_spans_are_in_order_and_hold_all_that_is_printed(text: str) -> None:
    end = 0
    for start, stop in spans(text, ()):
        assert end <= start < stop <= len(text)
        assert "\n" not in text[start:stop]
        end = stop


@settings(deadline=None, max_examples=60)
@given(st.lists(_PIECES, max_size=15))
def test_protected_spans_stay_whole(pieces: list[str]) -> None:
    text, protected = "", []
    for piece in pieces:
        if piece in ("02-NQ/TW", "85%", "12/6/2021"):
            protected.append((len(text), len(text) + len(piece)))
        text += piece
    assert set(protected) <= set(spans(text, tuple(protected)))


def test_words_of_a_sentence() -> None:
    text = "Liên đoàn Lao động tỉnh triển khai Nghị quyết số 02-NQ/TW đến đoàn viên, người lao động."
    start = text.index("02-NQ/TW")
    words = [text[a:b] for a, b in spans(text, ((start, start + 8),))]
    assert {"02-NQ/TW", "Nghị quyết", "đoàn viên", "người", "triển khai"} & set(words) >= {
        "02-NQ/TW",
        "Nghị quyết",
        "đoàn viên",
    }
    assert "".join("".join(words).split()) == "".join(text.split())


@pytest.mark.parametrize("text", ["", "\n\f\n", "   "])
def test_nothing_to_segment(text: str) -> None:
    assert spans(text, ()) == ()
    assert of_text(text) == ()


def test_the_pipeline_protects_numbers_dates_and_targets() -> None:
    text = "Thực hiện Kế hoạch số 136/KH-LĐLĐ ngày 10/9/2021, phấn đấu 85% trở lên đoàn viên tham gia."
    doc = nlp.pipeline(True)(text)
    words = {text[a:b] for a, b in doc._.words}
    assert {"136/KH-LĐLĐ", "ngày 10/9/2021"} <= words


def test_keywords_are_ranked_and_function_words_left_out() -> None:
    text = "Công đoàn cơ sở tổ chức phong trào thi đua. Phong trào thi đua lan tỏa. Phong trào thi đua hiệu quả. Các cấp thực hiện."
    found = of_text(text)
    assert found
    assert found[0] in ("phong trào", "thi đua", "phong trào thi đua")
    assert not {"tổ chức", "thực hiện", "các cấp"} & set(found)
    assert found == of_text(text)


def test_both_placements_of_a_tone_are_one_keyword() -> None:
    text = "văn hoá và văn hóa"
    assert keywords(text, ((0, 7), (11, 18))) == ("văn hoá",)


def test_there_are_no_more_keywords_than_asked_for() -> None:
    text = "hội nghị\n" * 3 + "đại hội\nphong trào\n"
    words = spans(text, ())
    assert len(keywords(text, words, limit=2)) == 2
    assert keywords(text, words, limit=1) == ("hội nghị",)


@given(
    st.lists(
        st.sampled_from(
            ["90%", "06/34", "trên", "địa phương", " ", "  ", "\t", "\u00a0", "-", "1.000", "ngày 1/2/2023", "\n"]
        )
    )
)
def test_no_text_makes_the_segmenter_fail(parts: list[str]) -> None:
    """It panics on a token with blanks in it."""
    text = " ".join(parts)
    doc = nlp.pipeline(True)(text)
    assert all(text[start:end].strip() for start, end in doc._.words)
