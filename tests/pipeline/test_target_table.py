"""Targets in tables, and the cells of tables."""

from __future__ import annotations

import pytest

from cancu.pipeline import record
from cancu.pipeline.components import layout, table

LINES = """KẾ HOẠCH
Năm 2026
II. NỘI DUNG
| TT | Chỉ tiêu | ĐVT | Thực hiện 2025 | Năm 2026 | Ghi chú |
|---|---|---|---|---|---|
| 1 | Tỷ lệ thôn có nhà văn hóa | % | 60 | ≥ 80 | |
| 2 | Số mô hình điểm | mô hình | 5 | 10 - 12 | |
| 3 | Tỷ lệ hộ nghèo | | 5% | 4,5% | |
"""
CELLS = "\n|\n".join(
    ["|", "**TT**", "**Mục tiêu**", "**Đơn vị tính**", "**2026**", "|1", "Trồng\ncây xanh", "cây", "1.200", ""]
)


def _targets(text: str) -> list[tuple[object, ...]]:
    return [(t.value, t.value_max, t.unit, t.comparator.value, t.due, t.subject) for t in record.tag(text).targets]


def test_rows_on_one_line() -> None:
    assert _targets(LINES) == [
        (80, None, "%", ">=", "2026", "Tỷ lệ thôn có nhà văn hóa"),
        (10, 12, "mô hình", "range", "2026", "Số mô hình điểm"),
        (4.5, None, "%", "=", "2026", "Tỷ lệ hộ nghèo"),
    ]


def test_each_cell_on_a_line_of_its_own() -> None:
    assert _targets(CELLS) == [(1200, None, "cây", "=", "2026", "Trồng cây xanh")]


@pytest.mark.parametrize("head", ["Đơn vị", "**Đơn vị**", "Đơn vị (tính)"])
def test_names_of_the_column_of_units(head: str) -> None:
    rows = f"| TT | Chỉ tiêu | {head} | Năm 2023 |\n| 1 | Kết nạp đoàn viên | người | 120 |\n"
    assert _targets(rows) == [(120, None, "người", "=", "2023", "Kết nạp đoàn viên")]


def test_span_is_that_of_the_value() -> None:
    assert [LINES[slice(*target.span)] for target in record.tag(LINES).targets] == ["≥ 80", "10 - 12", "4,5%"]


@pytest.mark.parametrize(
    "head",
    [
        "| TT | Nội dung | ĐVT | Thực hiện 2025 | Ước 2026 |",  # results
        "| TT | Họ tên | Chức vụ | Điện thoại | Ghi chú |",
        "| TT | Nội dung | ĐVT | Mức thu | Định mức |",  # nothing speaks of goals
    ],
)
def test_tables_that_set_nothing(head: str) -> None:
    assert _targets(f"{head}\n|---|---|---|---|---|\n| 1 | Tỷ lệ hộ | % | 60 | 80 |\n") == []


@pytest.mark.parametrize(
    ("rows", "values"),
    [
        ("| STT | Nội dung | Số lượng |\n| 1 | Kết nạp đoàn viên | 120 |\n| 2. | Bồi dưỡng cán bộ | 30 |\n", []),
        ("| TT | Công việc | Thời gian |\n| 1.1 | Tổ chức hội nghị | Quý I |\n", []),
        ("|TT\n|\nCông việc\n|\n|2\n|\nTổ chức hội nghị\n|\n", []),
        ("| TT | Công việc | Thời gian |\n| 2 | Kết nạp 20 đoàn viên | Quý II |\n", [20]),
    ],
)
def test_numbers_of_rows_are_no_figures(rows: str, values: list[int]) -> None:
    assert [target.value for target in record.tag(f"KẾ HOẠCH\nNăm 2026\nI. CHỈ TIÊU\n{rows}").targets] == values


def test_prose_between_tables_parts_them() -> None:
    text = "| a | b |\n| c | |\n\nLời dẫn.\n\n| d |\n"
    cells = [[[text[slice(*cell)] for cell in row] for row in rows] for rows in table.tables(layout.read(text))]
    assert cells == [[["a", "b"], ["c", ""]], [["d"]]]
