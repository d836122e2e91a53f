"""Where the name of a body ends."""

from __future__ import annotations

import pytest

from cancu.pipeline.components import body, layout


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Chính phủ Quy định chi tiết", "Chính phủ"),
        ("Thủ tướng Chính phủ Về việc", "Thủ tướng Chính phủ"),
        ("Bộ trưởng Bộ Y tế Hướng dẫn", "Bộ trưởng Bộ Y tế"),
        ("Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ ký", "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ"),
        ("Ủy ban nhân dân tỉnh Thái Bình Ban hành", "Ủy ban nhân dân tỉnh Thái Bình"),
        ("Ủy ban nhân dân thành phố Quy định mức thu", "Ủy ban nhân dân thành phố"),
        ("Ủy ban nhân dân tỉnh Bà Rịa - Vũng Tàu ban hành", "Ủy ban nhân dân tỉnh Bà Rịa - Vũng Tàu"),
        ("Ban Thường vụ Tỉnh ủy về việc", "Ban Thường vụ Tỉnh ủy"),
        ("Liên đoàn Lao động tỉnh Yên Bái phát động", "Liên đoàn Lao động tỉnh Yên Bái"),
        ("Công đoàn ngành Y tế Thái Bình ban hành", "Công đoàn ngành Y tế Thái Bình"),
        ("Cục Quản lý Dược về việc", "Cục Quản lý Dược"),
        ("Ủy ban nhân dân huyện Mường La hết hiệu lực", "Ủy ban nhân dân huyện Mường La"),
        ("Ủy ban nhân dân huyện Mường La hiện hành", "Ủy ban nhân dân huyện Mường La"),
        ("chính phủ điện tử", None),
        ("Người lao động", None),
    ],
)
def test_end_of_a_name(text: str, name: str | None) -> None:
    end = body.end_of(layout.read(text), 0, len(text))
    assert (text[:end] if end else None) == name
