"""The spaCy pipeline: tokens with exact offsets, spans of what was found; the same values without tokens."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cancu.pipeline import nlp

TEXT = "Thực hiện Kế hoạch số 136/KH-LĐLĐ ngày 10/9/2021 (lần 2), phấn đấu 85% đoàn viên tham gia."
_PIECES = st.sampled_from(
    ["Kế hoạch", " ", "  ", "\n", "\t", "12/KH-UBND", "1.000", "…", "(", "“a", "_", "e\u0301", "😀"]
)
_ANY = st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=15).map("".join))


@settings(deadline=None)
@given(_ANY)
def test_tokens_hold_every_character(text: str) -> None:
    assert nlp.pipeline().make_doc(text).text == text


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Đoàn viên, người lao động.", ["Đoàn", "viên", ",", "người", "lao", "động", "."]),
        ("số 136/KH-LĐLĐ,", ["số", "136/KH-LĐLĐ", ","]),
        ("ngày 10/9/2021;", ["ngày", "10/9/2021", ";"]),
        ("(85%) 1.200,5 đồng", ["(", "85%", ")", "1.200,5", "đồng"]),
        ("91/2017/NĐ-CP. Giai đoạn 2021-2025", ["91/2017/NĐ-CP", ".", "Giai", "đoạn", "2021-2025"]),
        ("2/LĐTB&XH…", ["2/LĐTB&XH", "…"]),
        ("1.Mục Điều5", ["1", ".", "Mục", "Điều", "5"]),
        ("a\n\nb", ["a", "\n\n", "b"]),
    ],
)
def test_tokens_are_syllables_numbers_and_signs(text: str, tokens: list[str]) -> None:
    assert [token.text for token in nlp.pipeline().make_doc(text)] == tokens


def test_what_was_found_is_there_as_spans() -> None:
    doc = nlp.pipeline()(TEXT)
    assert [span.text for span in doc.spans["numbers"]] == ["136/KH-LĐLĐ"]
    assert [span.text for span in doc.spans["moments"]] == ["ngày 10/9/2021"]
    assert [span.label_ for span in doc.spans["references"]] == ["references"]


def test_without_tokens_the_values_are_the_same() -> None:
    doc, bare = nlp.pipeline()(TEXT), nlp.pipeline(tokens=False)(TEXT)
    assert len(bare) == 0
    assert all(getattr(doc._, name) == getattr(bare._, name) for name in nlp.COMPONENTS)
