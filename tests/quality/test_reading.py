"""The ruler by which OCR is measured."""

from __future__ import annotations

import pytest

from quality.reading import cer, dates, edits, kept

HEAD, BODY, SIGNED = ("SỞ Y TẾ", False), ("Kế hoạch kiểm tra\nnăm 2024", True), ("GIÁM ĐỐC", False)


@pytest.mark.parametrize(
    ("read", "wrong"),
    [
        ("SỞ Y TẾ Kế hoạch kiểm tra năm 2024 GIÁM ĐỐC", 0),
        ("SỞ Y TẾ\n\nKế hoạch  kiểm tra năm\n2024\n\nGIÁM ĐỐC", 0),
        ("SỞ Y TÊ Kế hoạch kiểm tra năm 2024 GIAM ĐỐC", 0),  # wrong elsewhere
        ("SỞ Y TẾ Kê hoạch kiểm tra năm 2O24 GIÁM ĐỐC", 2),
        ("SỞ Y TẾ Kế hoạch năm 2024 GIÁM ĐỐC", 9),
        ("SỞ Y TẾ Kế hoạch kiểm xx tra năm 2024 GIÁM ĐỐC", 3),
    ],
)
def test_edits_are_counted_where_they_are(read: str, wrong: int) -> None:
    assert edits([HEAD, BODY, SIGNED], read) == (wrong, len("Kế hoạch kiểm tra năm 2024"))


@pytest.mark.parametrize(
    ("printed", "read", "rate"),
    [("Số: 12", "Số: 12", 0.0), ("Số: 12", "", 1.0), ("", "", 0.0), ("", "lạ", 1.0), ("Số: 12", "Số: 1234", 2 / 6)],
)
def test_cer(printed: str, read: str, rate: float) -> None:
    assert cer(printed, read) == pytest.approx(rate)


def test_decomposed_text_is_the_same_text() -> None:
    assert cer("Tổ chức", "Tô\u0309 chư\u0301c") == 0.0


def test_pieces_count_as_often_as_they_are_printed() -> None:
    printed = "Quyết định 12/QĐ-SYT, Quyết định 12/QĐ-SYT và 5/KH- SYT"
    read = "Quyết định 12/QĐ-\nSYT, Quyết định 12/QD-SYT và 5/KH-SYT"
    assert kept(["12/QĐ-SYT", "5/KH- SYT"], printed, read) == {"12/QĐ-SYT": 1, "5/KH- SYT": 1}


def test_dates_in_words() -> None:
    assert dates("ngày 02\ntháng 9 năm 2024, ngày 3/10/2024") == ("ngày 02 tháng 9 năm 2024",)
