"""Date expressions, before it is known what they are there for."""
# ruff: noqa: E501 -- a case of a table stays on its line

from __future__ import annotations

import pytest

from cancu.pipeline.components.layout import read
from cancu.pipeline.components.moment import find, iso_day


def _found(text: str, year: int | None = 2023) -> list[tuple[str, str | None, str | None]]:
    return [(text[slice(*moment.span)], moment.start, moment.end) for moment in find(read(text), year)]


@pytest.mark.parametrize(
    ("text", "surface", "start", "end"),
    [
        ("họp ngày 10 tháng 01 năm 2023 tại trụ sở", "ngày 10 tháng 01 năm 2023", "2023-01-10", None),
        ("họp ngày 03 tháng 06 năm 2013.", "ngày 03 tháng 06 năm 2013", "2013-06-03", None),
        ("họp ngày 12/6/2021;", "ngày 12/6/2021", "2021-06-12", None),
        ("họp 12/6/2021", "12/6/2021", "2021-06-12", None),
        ("họp ngày 12-6-2021", "ngày 12-6-2021", "2021-06-12", None),
        ("họp ngày 12.6.2021.", "ngày 12.6.2021", "2021-06-12", None),
        ("họp ngày 12 / 6 / 2021", "ngày 12 / 6 / 2021", "2021-06-12", None),
        ("họp ngày *11* tháng *01* năm 2023", "ngày *11* tháng *01* năm 2023", "2023-01-11", None),
        ("họp ngảy 5 thang 4 nam 2022", "ngảy 5 thang 4 nam 2022", "2022-04-05", None),
        ("họp ngày 05\ntháng 4 năm 2022", "ngày 05\ntháng 4 năm 2022", "2022-04-05", None),
        ("trong tháng 5/2023 tổ chức", "tháng 5/2023", "2023-05", None),
        ("trong tháng 5 năm 2023 tổ chức", "tháng 5 năm 2023", "2023-05", None),
        ("trong quý II/2023", "quý II/2023", "2023-Q2", None),
        ("trong quý IV năm 2022", "quý IV năm 2022", "2022-Q4", None),
        ("trong quý 3/2022", "quý 3/2022", "2022-Q3", None),
        ("Từ ngày 01/01/2023 đến 30/6/2023", "Từ ngày 01/01/2023 đến 30/6/2023", "2023-01-01", "2023-06-30"),
        ("từ ngày 01/01/2023 đến ngày 30/6/2023", "từ ngày 01/01/2023 đến ngày 30/6/2023", "2023-01-01", "2023-06-30"),
        (
            "từ ngày 01/01/2023 đến hết ngày 30/6/2023",
            "từ ngày 01/01/2023 đến hết ngày 30/6/2023",
            "2023-01-01",
            "2023-06-30",
        ),
        pytest.param(
            "từ ngày 15/5 đến ngày 30/6/2024",
            "từ ngày 15/5 đến ngày 30/6/2024",
            "2024-05-15",
            "2024-06-30",
        ),
        ("Từ đầu năm đến 30/6/2023", "Từ đầu năm đến 30/6/2023", "2023-01-01", "2023-06-30"),
        ("từ tháng 5/2023 đến tháng 9/2023", "từ tháng 5/2023 đến tháng 9/2023", "2023-05", "2023-09"),
        ("từ tháng 5 đến tháng 9 năm 2023", "từ tháng 5 đến tháng 9 năm 2023", "2023-05", "2023-09"),
        ("giai đoạn 2021 - 2025", "2021 - 2025", "2021", "2025"),
        ("giai đoạn 2021-2025", "2021-2025", "2021", "2025"),
        ("nhiệm kỳ 2023 - 2028", "2023 - 2028", "2023", "2028"),
        ("từ năm 2021 đến năm 2025", "từ năm 2021 đến năm 2025", "2021", "2025"),
        ("trước ngày 15/5/2020", "trước ngày 15/5/2020", "2020-05-15", None),
        ("chậm nhất là ngày 15/5/2020", "chậm nhất là ngày 15/5/2020", "2020-05-15", None),
        ("chậm nhất ngày 15/5/2020", "chậm nhất ngày 15/5/2020", "2020-05-15", None),
        ("Đến năm 2025, có", "Đến năm 2025", "2025", None),
        ("đến hết năm 2025", "đến hết năm 2025", "2025", None),
        pytest.param("đến cuối năm 2024", "đến cuối năm 2024", "2024-12-31", None),
        ("hết tháng 6", "hết tháng 6", "2023-06", None),
        ("hết quý III", "hết quý III", "2023-Q3", None),
        ("kỷ niệm Ngày Thầy thuốc Việt Nam 27/2", "27/2", "--02-27", None),
        ("ngày Quốc tế Lao động 1/5", "1/5", "--05-01", None),
        ("kỷ niệm ngày 27/2 (1955- 2023)", "ngày 27/2 (1955- 2023)", "--02-27", None),
        pytest.param(
            "trước ngày 30/11 gửi báo cáo",
            "trước ngày 30/11",
            "2023-11-30",
            None,
        ),
    ],
)
def test_forms(text: str, surface: str, start: str, end: str | None) -> None:
    assert _found(text) == [(surface, start, end)]


@pytest.mark.parametrize(
    "text",
    ["nghỉ 1/2 ngày", "chiếm 2/3 số phiếu", "đạt 3/5 tổng số", "Nghị định 91/2017/NĐ-CP", "Luật số 45/2019/QH14", "số 1890", "năm 1890", "năm học 2022-2023 thi đua",
     "kỷ niệm 76 năm", "ngày 31/02/2023", "ngày 45/13/2023", "lần thứ XIII", "ngay từ đầu năm", "mức 1.200.000 đồng", "trực 24/7", "điện thoại 0912.345.6789",
     "12/2025 là số", "ngày...tháng...năm 2020"],
)  # fmt: skip
def test_no_dates(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Luật Đầu tư ngày 29/11/2005", "ngày 29/11/2005"),  # "tư" is no "từ"
        ("Luật Giao dịch điện tử ngày 29/11/2005", "ngày 29/11/2005"),
        ("Pháp lệnh Giống cây trồng ngày 29/11/2005", "ngày 29/11/2005"),
        ("áp dụng từ ngày 29/11/2005", "từ ngày 29/11/2005"),
        ("ap dung tu ngay 29/11/2005", "tu ngay 29/11/2005"),
        ("ngày 17 ngày 8 năm 2005", "ngày 17 ngày 8 năm 2005"),  # a slip, but a day
        ("ngày 17 ngày 8/2005 họp ngày 20/8/2005", "ngày 20/8/2005"),
    ],
)
def test_where_a_date_starts(text: str, surface: str) -> None:
    assert [found for found, _, _ in _found(text)] == [surface]


def test_several_in_order() -> None:
    text = "Từ ngày 01/4/2023 đến 30/4/2023 tập huấn; trước ngày 15/5/2023 báo cáo; ngày 01/6/2023 họp."
    assert [start for _, start, _ in _found(text)] == ["2023-04-01", "2023-05-15", "2023-06-01"]


def test_without_a_year_of_the_document_none_is_made_up() -> None:
    assert _found("hết tháng 6", year=None) == []


def test_the_end_of_a_range_tells_the_year() -> None:
    assert _found("Từ đầu năm đến 30/6/2023", year=None) == [("Từ đầu năm đến 30/6/2023", "2023-01-01", "2023-06-30")]


@pytest.mark.parametrize(
    ("day", "month", "year", "expected"),
    [
        ("30", "6", "2023", "2023-06-30"), ("01", "01", None, "--01-01"), ("29", "2", None, "--02-29"), ("29", "2", "2023", None), ("31", "4", "2023", None),
        ("0", "1", "2023", None), ("1", "13", "2023", None), ("1", "1", "0000", None),
    ],
)  # fmt: skip
def test_iso_day(day: str, month: str, year: str | None, expected: str | None) -> None:
    assert iso_day(day, month, year) == expected
