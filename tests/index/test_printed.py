"""Answers on a screen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.index.dates import day
from cancu.index.printed import pointed, record, search, status, wrapped
from cancu.pipeline.model import Arrival
from cancu.pipeline.record import tag


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Liên đoàn Lao động tỉnh", ["Liên đoàn", "  Lao động", "  tỉnh"]),
        ("├─ căn cứ: Nghị quyết", ["├─ căn cứ:", "│    Nghị", "│    quyết"]),
        ("└─ căn cứ: Nghị quyết", ["└─ căn cứ:", "     Nghị", "     quyết"]),
        ("", [""]),
        ("ngắn", ["ngắn"]),
    ],
)
def test_long_lines_break_between_words(line: str, expected: list[str]) -> None:
    assert wrapped(line, 12).split("\n") == expected


@given(st.lists(st.text(alphabet="đoàn 02-NQ/TW", max_size=60), max_size=4))
def test_no_word_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert wrapped(text, 20).replace(" ", "").replace("\n", "") == text.replace(" ", "").replace("\n", "")


@pytest.mark.parametrize(
    ("iso", "expected"),
    [("2022-02-11", "11/02/2022"), ("2022-05", "05/2022"), ("2022", "2022"), ("--09-15", "15/09")],
)
def test_days_as_they_are_printed(iso: str, expected: str) -> None:
    assert day(iso) == expected


def test_bodies_are_told_by_their_full_name_and_their_successor() -> None:
    lines = record(
        tag(
            "LIÊN ĐOÀN LAO ĐỘNG TỈNH THÁI BÌNH\nSố: 12/KH-LĐLĐ\nThái Bình, ngày 5 tháng 3 năm 2024\n\nKẾ HOẠCH\nVề A\n"
            "Thực hiện Nghị quyết số 5-NQ/TU ngày 1/3/2024 của Tỉnh ủy và Nghị quyết số 6-NQ/TW của Bộ Chính trị.\n"
        )
    ).split("\n")
    assert "Cơ quan:   Liên đoàn Lao động tỉnh Thái Bình" in lines
    assert "Nay là:    Liên đoàn Lao động tỉnh Hưng Yên, từ 01/07/2025" in lines
    assert "  thực hiện: Nghị quyết 5-NQ/TU ngày 01/03/2024 – Tỉnh ủy (Tỉnh ủy Thái Bình)" in lines
    assert "  thực hiện: Nghị quyết 6-NQ/TW – Bộ Chính trị" in lines


def test_what_is_in_doubt_and_what_was_stamped_is_shown() -> None:
    tagged = replace(
        tag("Số: 12/KH-LĐLĐ\nThái Bình, ngày 5 tháng 3 năm 2024\n\nKẾ HOẠCH\nVề A\n"),
        number=None,
        number_candidates=("12/KH-LĐLĐ", "72/KH-LĐLĐ"),
        date_candidates=("2024-03-05",),
        urgency="Hỏa tốc",
        arrival=Arrival("Văn phòng A", "31", "2024-03-07", 1),
    )
    lines = record(replace(tagged, date=tagged.date and replace(tagged.date, iso="2024-03"))).split("\n")
    assert "Số:        (chưa chắc: 12/KH-LĐLĐ hoặc 72/KH-LĐLĐ)" in lines
    assert "Ngày:      03/2024 (chưa chắc: 05/03/2024), Thái Bình" in lines
    assert "Độ khẩn:   Hỏa tốc" in lines
    assert "Đến:       số 31, ngày 07/03/2024, Văn phòng A" in lines


@pytest.mark.parametrize(
    ("arrival", "shown"),
    [
        (Arrival("VĂN PHÒNG A", "31", None, 1), "số 31, VĂN PHÒNG A (chưa đọc được ngày đến)"),
        (Arrival("VĂN PHÒNG A", None, None, 1), "VĂN PHÒNG A (chưa đọc được số và ngày đến)"),
        (Arrival(None, None, "2024-03-07", 1), "ngày 07/03/2024 (chưa đọc được số đến)"),
        (Arrival(None, None, None, 1), "có dấu đến (chưa đọc được số và ngày đến)"),
    ],
)
def test_what_is_missing_of_a_stamp_is_told(arrival: Arrival, shown: str) -> None:
    assert f"Đến:       {shown}" in record(replace(tag("KẾ HOẠCH\n"), arrival=arrival)).split("\n")


def test_a_status_tells_what_is_to_be_done() -> None:
    answer = {
        "documents": 1,
        "files": 1,
        "stubs": 0,
        "outcomes": {"quarantined": 1, "skipped": 0},
        "index": {"engine": "embedded", "documents": 1, "behind": 0, "problems": [], "rejected": []},
        "rescan": {"files": 0, "pages": 0},
        "quarantine": [{"file": "a.pdf", "reason": "a.pdf: the file is empty"}],
        "review": 2,
    }
    assert status(answer).split("\n")[2:] == [
        "1 tệp không đọc được, 0 tệp bỏ qua",
        "  không đọc được: a.pdf: the file is empty",
        "Chỉ mục: 1 văn bản",
        "2 cặp cần xem: `cancu review`",
    ]


@pytest.mark.parametrize(("number", "code"), [("1/KH-A", []), (None, ["  Mã: vb-1"])])
def test_documents_without_number_are_found_with_the_code_that_shows_them(number: str | None, code: list[str]) -> None:
    document = {"id": "vb-1", "number": number, "kind": None, "date": None, "issuer": None, "title": "Về A"}
    hit = {"document": document, "file": "a.docx", "why": [], "snippet": "", "highlights": [], "page": 1}
    lines = search({"hits": [hit], "total": 1, "nowhere": [], "suggestion": None, "behind": 0}).split("\n")
    assert lines[3:] == ["  Về A", *code]


def test_documents_that_say_nothing_of_themselves_are_found_with_their_file() -> None:
    document = {"id": "vb-1", "number": None, "kind": "Báo cáo", "date": None, "issuer": None, "title": None}
    hit = {"document": document, "file": "a.docx", "why": [], "snippet": "", "highlights": [], "page": 1}
    answer = {"hits": [hit], "total": 1, "nowhere": [], "suggestion": None, "behind": 0}
    assert search(answer).split("\n")[2:] == ["Báo cáo", "  Tệp: a.docx", "  Mã: vb-1"]
    document["kind"] = None
    assert search(answer).split("\n")[2:] == ["vb-1", "  Tệp: a.docx"]


def test_a_figure_of_a_table_is_shown_with_what_it_counts() -> None:
    rows = (
        "| TT | Chỉ tiêu | ĐVT | Năm 2024 |\n| 1 | Kết nạp đoàn viên | người | 120 |\n| 2 | Tỷ lệ vững mạnh | | 85% |\n"
    )
    lines = record(tag(f"KẾ HOẠCH\nNăm 2024\n\n{rows}")).split("\n")
    assert "  120 người (đến 2024): Kết nạp đoàn viên" in lines
    assert "  85% (đến 2024): Tỷ lệ vững mạnh" in lines


def test_dates_of_references_as_far_as_they_are_known() -> None:
    lines = record(
        tag("Số: 1/KH-A\n\nCăn cứ Luật Công đoàn năm 2024;\nCăn cứ Nghị định số 5/2020/NĐ-CP ngày 1/2/2020;\n")
    )
    assert "căn cứ: Luật Công đoàn năm 2024" in lines
    assert "căn cứ: Nghị định 5/2020/NĐ-CP ngày 01/02/2020" in lines


def test_a_phrase_that_stands_nowhere_is_told() -> None:
    answer = {"hits": [], "total": 0, "nowhere": ["hội lang", "xa"], "suggestion": "hội làng", "behind": 0}
    assert search(answer).split("\n") == [
        "Không tìm thấy văn bản nào.",
        "Không văn bản nào có nguyên văn “hội lang”.",
        "Không văn bản nào có nguyên văn “xa”.",
        "Có phải ý bạn là: hội làng",
    ]


@pytest.mark.parametrize(
    ("text", "at", "shown"),
    [
        ("hội OR", 4, ["  hội OR", "      ^"]),
        ("北京 OR", 3, ["  北京 OR", "       ^"]),
        ("x\u0302y OR", 4, ["  x\u0302y OR", "     ^"]),
        ("hội\tlàng\nOR", 9, ["  hội làng OR", "           ^"]),
        ("hội\0 OR", 5, ["  hội\\x00 OR", "          ^"]),
        ("a" * 100 + '"' + "b" * 100, 100, [f'  …{"a" * 35}"{"b" * 34}…', " " * 38 + "^"]),
        ("a" * 100 + '"', 100, [f'  …{"a" * 69}"', " " * 72 + "^"]),
    ],
)
def test_a_caret_stands_under_the_character(text: str, at: int, shown: list[str]) -> None:
    assert pointed(text, at).split("\n") == shown
