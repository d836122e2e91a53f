"""Names of files that can be printed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.pipeline.errors import DamagedFile
from cancu.pipeline.printable import printable


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kế hoạch số 5.pdf", "Kế hoạch số 5.pdf"),
        (os.fsdecode(b"c\xf4ng v\xe3n.txt"), r"c\xf4ng v\xe3n.txt"),
        ("a\nb.pdf", r"a\nb.pdf"),
        ("a\r\tb.pdf", r"a\r\tb.pdf"),
        ("\x1b[31mred\x7f\x9b.pdf", r"\x1b[31mred\x7f\x9b.pdf"),
        ("hoá đơn\u202efdp.exe", r"hoá đơn\u202efdp.exe"),
        ("a\u2028b\u2066c\u200fd", r"a\u2028b\u2066c\u200fd"),
        ("half \ud800 a letter", r"half \ud800 a letter"),
        (Path("thư mục") / "a.pdf", "thư mục/a.pdf"),
    ],
)
def test_printable(name: str | Path, expected: str) -> None:
    assert printable(name) == expected
    assert str(DamagedFile(f"{name}: damaged")) == f"{expected}: damaged"


@given(st.binary(max_size=20).map(os.fsdecode) | st.text(st.characters()))
def test_one_line_that_can_be_stored(name: str) -> None:
    shown = printable(name)
    shown.encode()
    assert len(shown.splitlines()) <= 1
    assert printable(shown) == shown
