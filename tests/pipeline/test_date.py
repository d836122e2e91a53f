"""What each date of a document is there for."""

from __future__ import annotations

import pytest

from cancu.pipeline.model import DateRole
from cancu.pipeline.record import tag

HEAD = "Số: 39/KH-CĐYT\nHà Nội, ngày 10 tháng 01 năm 2023\n\nKẾ HOẠCH\nTổ chức các hoạt động\n\nI. NỘI DUNG\n"


def _dates(sentence: str) -> list[tuple[str, str | None, str | None, DateRole]]:
    text = HEAD + sentence
    record = tag(text)
    assert record.dates[0].role is DateRole.ISSUED
    assert record.dates[0].start == "2023-01-10"
    return [(d.surface, d.start, d.end, d.role) for d in record.dates[1:]]


@pytest.mark.parametrize(
    ("sentence", "start", "end", "role"),
    [
        ("Căn cứ Nghị quyết số 02-NQ/TW ngày 12/6/2021 của Bộ Chính trị.", "2021-06-12", None, DateRole.REFERENCE),
        ("Căn cứ Nghị quyết số 02-NQ/TW, ngày 12 tháng 6 năm 2021.", "2021-06-12", None, DateRole.REFERENCE),
        ("Thực hiện Kết luận số 03 ngày 18/01/2022.", "2022-01-18", None, DateRole.REFERENCE),
        ("Theo Luật Công đoàn ngày 20/6/2012.", "2012-06-20", None, DateRole.REFERENCE),
        ("Các đơn vị gửi báo cáo trước ngày 15/5/2023.", "2023-05-15", None, DateRole.DEADLINE),
        ("Gửi báo cáo chậm nhất ngày 15/5/2023.", "2023-05-15", None, DateRole.DEADLINE),
        ("Hoàn thành chậm nhất là ngày 20 tháng 11 năm 2023.", "2023-11-20", None, DateRole.DEADLINE),
        ("Đến năm 2025, 85% doanh nghiệp có tổ chức công đoàn.", "2025", None, DateRole.DEADLINE),
        ("Phấn đấu đến hết tháng 6/2023 hoàn thành.", "2023-06", None, DateRole.DEADLINE),
        ("Hoàn thành trong quý, hết quý II/2023.", "2023-Q2", None, DateRole.DEADLINE),
        ("Tổ chức từ ngày 01/5/2023 đến ngày 31/5/2023.", "2023-05-01", "2023-05-31", DateRole.PERIOD),
        ("Thời gian: từ ngày 01/9/2023.", "2023-09-01", None, DateRole.PERIOD),
        ("Từ đầu năm đến 30/6/2023 tổng kết.", "2023-01-01", "2023-06-30", DateRole.PERIOD),
        ("Phương hướng giai đoạn 2021-2025.", "2021", "2025", DateRole.PERIOD),
        ("Đại hội nhiệm kỳ 2023 - 2028.", "2023", "2028", DateRole.PERIOD),
        ("Kỷ niệm 68 năm Ngày Thầy thuốc Việt Nam 27/2.", "--02-27", None, DateRole.ANNIVERSARY),
        ("Chào mừng Ngày Thầy thuốc Việt Nam 27/2 (1955- 2023).", "--02-27", None, DateRole.ANNIVERSARY),
        ("Kỷ niệm ngày thành lập Công đoàn Việt Nam 28/7/1929.", "1929-07-28", None, DateRole.ANNIVERSARY),
        ("Kế hoạch này có hiệu lực từ ngày 15/02/2023.", "2023-02-15", None, DateRole.EFFECTIVE),
        ("Quy chế có hiệu lực kể từ ngày 15/02/2023.", "2023-02-15", None, DateRole.EFFECTIVE),
        ("Khai mạc vào ngày 20/5/2023 tại nhà thi đấu.", "2023-05-20", None, DateRole.EVENT),
        ("Tổ chức hội thao trong tháng 5/2023.", "2023-05", None, DateRole.DEADLINE),
        ("Sơ kết trong quý III/2023.", "2023-Q3", None, DateRole.DEADLINE),
        ("Sơ kết trong tháng 12/2022 vừa qua.", "2022-12", None, DateRole.PERIOD),
        ("Số thu tính đến hết ngày 31/12/2022 là khá.", "2022-12-31", None, DateRole.PERIOD),
        ("Ủy ban nhân dân tỉnh đến hết ngày 31/12/2023 hoàn thành.", "2023-12-31", None, DateRole.DEADLINE),
        ("Kết quả 9 tháng đầu năm 2022.", "2022-01", "2022-09", DateRole.PERIOD),
        ("Nhiệm vụ 06 tháng cuối năm.", "2023-07", "2023-12", DateRole.PERIOD),
        ("Nhiệm vụ từ nay đến hết tháng 6/2023.", None, "2023-06", DateRole.PERIOD),
        ("Báo cáo giữa kỳ (năm 2025).", "2025", None, DateRole.DEADLINE),
        ("Gửi báo cáo trước ngày 15/12 hằng năm.", "--12-15", None, DateRole.DEADLINE),
        ("Báo cáo hằng năm.", None, None, DateRole.PERIOD),
        ("| Xây nhà văn hóa | Sở Xây dựng | 2025 |", "2025", None, DateRole.DEADLINE),
        ("| Xây nhà văn hóa | Sở Xây dựng | 2023 - 2025 |", "2023", "2025", DateRole.PERIOD),
        ("| Xây nhà văn hóa | Sở Xây dựng | Quý IV |", "2023-Q4", None, DateRole.DEADLINE),
        ("| Xây nhà văn hóa | Sở Xây dựng | 12/2025 |", "2025-12", None, DateRole.DEADLINE),
    ],
)
def test_roles(sentence: str, start: str, end: str | None, role: DateRole) -> None:
    assert [(s, e, r) for _, s, e, r in _dates(sentence)] == [(start, end, role)]


def test_one_day_in_two_years_is_an_anniversary() -> None:
    found = _dates("Kỷ niệm 75 năm Ngày Chủ tịch Hồ Chí Minh ra Lời kêu gọi thi đua ái quốc (11/6/1948 - 11/6/2023).")
    assert [(start, role) for _, start, _, role in found] == [
        ("1948-06-11", DateRole.ANNIVERSARY),
        ("2023-06-11", DateRole.ANNIVERSARY),
    ]


def test_of_two_cited_documents_each_has_its_date() -> None:
    found = _dates("Căn cứ Nghị quyết số 02-NQ/TW ngày 12/6/2021; Kế hoạch số 12/KH-LĐLĐ ngày 05/01/2023.")
    assert [(start, role) for _, start, _, role in found] == [
        ("2021-06-12", DateRole.REFERENCE),
        ("2023-01-05", DateRole.REFERENCE),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Nghỉ 1/2 ngày.",
        "Căn cứ Nghị định số 91/2017/NĐ-CP.",
        "Có 1890 đoàn viên tham gia.",
        "Kỷ niệm 76 năm truyền thống ngành.",
        "Đạt 2/3 số phiếu.",
    ],
)
def test_traps(sentence: str) -> None:
    assert _dates(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "every"),
    [
        ("Gửi báo cáo trước ngày 15/12 hằng năm.", "năm"),
        ("Họp định kỳ hàng quý.", "quý"),
        ("Họp ngày 15/12/2023.", None),
        ("Họp hàng ngang.", None),
    ],
)
def test_what_comes_back(sentence: str, every: str | None) -> None:
    assert {date.every for date in tag(HEAD + sentence).dates[1:]} == ({every} if every or "/" in sentence else set())
