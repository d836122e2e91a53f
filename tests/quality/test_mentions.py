"""What a label marks, and what of a reference is compared with it."""
# ruff: noqa: E501 -- a case of a table stays on its line

from __future__ import annotations

import pytest

from cancu.pipeline.record import tag
from quality.mentions import _mended, span_of


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Theo Nghị định số 5/2020/NĐ-CP ngày 1/2/2020 của Chính phủ.", "Nghị định số 5/2020/NĐ-CP ngày 1/2/2020"),
        ("Theo Thông tư số 5/2020/TT-BYT của Bộ Y tế.", "Thông tư số 5/2020/TT-BYT"),
        ("Theo Nghị định số 5/2020/NĐ-CP.", "Nghị định số 5/2020/NĐ-CP"),
        ("Theo Thông tư số 5/2020/TT-BNV của Bộ Lao động – Thương binh và Xã hội.", "Thông tư số 5/2020/TT-BNV"),
    ],
)
def test_the_issuer_is_not_marked(text: str, marked: str) -> None:
    (reference,) = tag(text).references
    assert text[slice(*span_of(reference))] == marked


@pytest.mark.parametrize(
    ("text", "label", "mended"),
    [
        ('Luật bổ sung <L rel="none"> Luật A ngày 1 </L> .', "Luật bổ sung <L rel=\"none\"> Luật A", 'Luật bổ sung <L rel="none"> Luật A ngày 1'),
        ("Luật A ngày 1 .", "Luật A", "Luật A"),
    ],
)  # fmt: skip
def test_labels_cut_by_their_own_markup_are_mended(text: str, label: str, mended: str) -> None:
    assert text[slice(*_mended(text, (0, len(label))))] == mended
