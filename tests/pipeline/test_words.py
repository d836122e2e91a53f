"""Words: those of underthesea, with exact offsets; protected spans whole."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from underthesea import word_tokenize

from cancu.pipeline import nlp
from cancu.pipeline.components import layout, segmenter
from cancu.pipeline.components.words import spans
from cancu.pipeline.text import clean
from cancu.pipeline.vietnamese import exact

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


def test_the_pipeline_protects_numbers_dates_and_targets() -> None:
    text = "Thực hiện Kế hoạch số 136/KH-LĐLĐ ngày 10/9/2021, phấn đấu 85% trở lên đoàn viên tham gia."
    doc = nlp.pipeline(True)(text)
    words = {text[a:b] for a, b in doc._.words}
    assert {"136/KH-LĐLĐ", "ngày 10/9/2021"} <= words


@pytest.mark.parametrize(
    "text",
    [
        "Liên đoàn Lao động tỉnh triển khai Nghị quyết số 02-NQ/TW đến đoàn viên, người lao động.",
        "UỶ BAN NHÂN DÂN",
        "Trích 1.200.000 đồng (tương đương 3,5%) cho các hội viên H'Mông, E-mail: a.b@c.vn; xem http://a.vn/b?c=1.",
        "Một",
        "Mã PAKN. 1761647228267 của ông Thái",  # to the library this is no number: it has 32 bits for one
        "T.Ư, v.v... và 12/6/2021 - 15/7; 3x4; Tp. Huế",
        "😀 ½ ١ ǅ ß",
    ],
)
def test_words_are_those_of_the_library(text: str) -> None:
    assert [_letters(text[start:end]) for start, end in segmenter.words(text)] == list(
        map(_letters, word_tokenize(text))
    )


def test_words_of_whole_documents_are_those_of_the_library(plans: tuple[Path, ...]) -> None:
    for plan in plans:
        text = layout.read(clean(plan.read_text("utf-8"))).view
        told = [word for line in text.splitlines() if line.strip() for word in word_tokenize(line)]
        assert [_letters(text[start:end]) for start, end in segmenter.words(text)] == list(map(_letters, told))


def _letters(word: str) -> str:
    return exact("".join(unicodedata.normalize("NFC", word).split()))


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
