"""The ĐẾN stamp and the degree of urgency."""
# ruff: noqa: E501 -- a case of a table stays on its line

from __future__ import annotations

import pytest

from cancu.pipeline.components.arrival import read, urgency
from cancu.pipeline.model import Arrival, Stamp, StampKind
from cancu.pipeline.record import tag

_BOX = (0.1, 0.3, 0.3, 0.4)


@pytest.mark.parametrize(
    ("text", "by", "number", "date"),
    [
        ("LĐLĐ TỈNH QUẢNG NINH\nĐẾN Số: 1234\nNgày: 16/9/2024\nChuyển: VP", "LĐLĐ TỈNH QUẢNG NINH", "1234", "2024-09-16"),
        ("SỞ Y TẾ\nCÔNG VĂN ĐẾN\nSố:…0567……\nNgày 03-4-2023", "SỞ Y TẾ", "0567", "2023-04-03"),
        ("VĂN PHÒNG UBND\nTHÀNH PHỐ\nĐẾN Số: … Ngày: …\nChuyển: …", "VĂN PHÒNG UBND THÀNH PHỐ", None, None),
        ("ĐỀN nay. 25/8/2024", None, None, "2024-08-25"),
        ("ĐẾN Ngày: 16 tháng 9 năm 2024", None, None, "2024-09-16"),
        ("ĐẾN Ngày: 16/9/24", None, None, "2024-09-16"),
        ("ĐẾN Ngày: 46/8/2024", None, None, None),
        ("ĐẾN Ngày: 16/9.2024", None, None, None),
        ("ĐẾN Số: 12/9/2024", None, None, None),
        ("ĐẾN Số: 12B4 Giờ: 9", None, None, None),
        ("CỤC THUẾ\n—.\nĐEN … …", "CỤC THUẾ", None, None),
        ("", None, None, None),
    ],
)  # fmt: skip
def test_what_a_stamp_says(text: str, by: str | None, number: str | None, date: str | None) -> None:
    seal = Stamp(StampKind.SEAL, 1, _BOX, "ĐẾN Số: 9")
    assert read([seal, Stamp(StampKind.ARRIVAL, 2, _BOX, text)]) == Arrival(by, number, date, 2)


@pytest.mark.parametrize(
    ("issued", "date"),
    [
        (None, "2024-09-16"),
        ("2024-09-16", "2024-09-16"),
        ("2024-07-18", "2024-09-16"),
        ("2024-09-17", None),
        ("2024-07-17", None),
        ("2024-09", "2024-09-16"),
        ("2024-10", None),
    ],
)
def test_a_document_arrives_after_it_was_issued(issued: str | None, date: str | None) -> None:
    (found,) = [read([Stamp(StampKind.ARRIVAL, 1, _BOX, "ĐẾN Ngày: 16/9/2024")], issued)]
    assert found == Arrival(None, None, date, 1)


@pytest.mark.parametrize(
    ("printed", "by"),
    [
        ("VẢN PHÒNG TÌNH ỦY", "VĂN PHÒNG TỈNH ỦY"),
        ("VĂN PHÒNG CHÌNH PHÙ", "VĂN PHÒNG CHÍNH PHỦ"),
        ("SỞ TÀI NGUYÊM VÀ\nMÔI TRƯỜNG", "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG"),
        ("SỞ CÔNG THƯƠNG", "SỞ CÔNG THƯƠNG"),  # not a misread ministry
        ("CÔNG TY CẤP NƯỚC", "CÔNG TY CẤP NƯỚC"),
        ("CỤC THÚ Y", "CỤC THÚ Y"),
        ("TỔNG CÔNG TY MAY 10", "TỔNG CÔNG TY MAY 10"),
        ("LĐLĐ TỈNH QUẢNG NINH", "LĐLĐ TỈNH QUẢNG NINH"),
        ("Ï CU X9 OE", None),
    ],
)
def test_a_receiver_is_named_as_bodies_are(printed: str, by: str | None) -> None:
    assert read([Stamp(StampKind.ARRIVAL, 1, _BOX, f"{printed}\nĐẾN Số: …")]) == Arrival(by, None, None, 1)


def test_no_stamp() -> None:
    assert read([Stamp(StampKind.SEAL, 1, _BOX)]) is None


@pytest.mark.parametrize(
    ("stamped", "text", "degree"),
    [
        ("HỎA TỐC", "", "Hỏa tốc"),
        ("HOẢ TỐC", "", "Hỏa tốc"),
        ("THƯỢNG KHẨN", "", "Thượng khẩn"),
        ("KHẨN", "", "Khẩn"),
        ("MẬT", "", None),
        (None, "UBND TỈNH\nSố: 12/UBND-VX\nHỎA TỐC\n\nKính gửi: Sở Y tế", "Hỏa tốc"),
        (None, "Chống dịch khẩn\ncấp", None),
        (None, "TIÊM CHỦNG KHẨN CẤP", None),
    ],
)
def test_urgency(stamped: str | None, text: str, degree: str | None) -> None:
    stamps = [Stamp(StampKind.URGENCY, 1, _BOX, stamped)] if stamped else []
    assert urgency(stamps, text) == degree


def test_in_the_record() -> None:
    record = tag("UBND TỈNH\nSố: 12/UBND-VX\nKHẨN\n\nKính gửi: Sở Y tế")
    assert (record.urgency, record.arrival) == ("Khẩn", None)
