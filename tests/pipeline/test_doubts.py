"""Figures in doubt: nothing that rests on them is stated as sure, nothing that is sure is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from cancu.pipeline.model import Doubt, Method, Page, Record, Source
from cancu.pipeline.record import from_json, read, to_json
from cancu.pipeline.text import assemble

_PAPER = """UBND TỈNH HÒA BÌNH
Số: 1139/QĐ-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hòa Bình, ngày 24 tháng 9 năm 2024

QUYẾT ĐỊNH
Về việc thành lập đoàn kiểm tra

Căn cứ Nghị định số 39/2022/NĐ-CP ngày 18 tháng 6 năm 2022 của Chính phủ;
Căn cứ Kế hoạch số 57/KH-UBND ngày 12/3/2024 của Ủy ban nhân dân tỉnh;
Thực hiện Kế hoạch số 57/KH-UBND.
"""
_SOURCE = Source(Path("scan.pdf"), b"scan", "0" * 64, "application/pdf")


def _tagged(*doubts: tuple[str, tuple[str, ...]], text: str = _PAPER) -> Record:
    """The record of a scan; each doubt is a printed piece, its first place, and what else it may be."""
    placed = []
    for piece, readings in doubts:
        start = text.index(piece)
        placed.append(Doubt((start, start + len(piece)), readings))
    record = read(assemble([Page(text, Method.OCR, doubts=tuple(placed))]), _SOURCE)
    assert from_json(to_json(record)) == record
    return record


def test_without_doubts() -> None:
    record = _tagged()
    assert record.number is not None
    assert record.date is not None
    assert (record.number.canonical, record.date.iso, record.doubts) == ("1139/QĐ-UBND", "2024-09-24", ())
    assert (record.number_candidates, record.date_candidates) == ((), ())
    assert record.id.startswith("1139-qd-ubnd-2024-09-24-")


@pytest.mark.parametrize(
    ("piece", "readings", "candidates"),
    [
        ("1139/QĐ-UBND", (), ("1139/QĐ-UBND",)),
        ("1139/QĐ-UBND", ("1439/QD-UBND", "1189/QĐ-UBND"), ("1139/QĐ-UBND", "1439/QĐ-UBND", "1189/QĐ-UBND")),
        ("1139/QĐ-UBND", ("l1/9",), ("1139/QĐ-UBND",)),
    ],
)
def test_own_number(piece: str, readings: tuple[str, ...], candidates: tuple[str, ...]) -> None:
    record = _tagged((piece, readings))
    assert record.number is None
    assert record.number_candidates == candidates
    may_be = " hoặc ".join(candidates)
    told = f"Số văn bản không chắc (viết tay hoặc mờ), có thể là {may_be}: nên đối chiếu với bản gốc"
    assert told in record.warnings
    assert record.kind is not None
    assert record.kind.name == "Quyết định"
    assert record.id.startswith("vb-")
    assert [(doubt.surface, doubt.readings) for doubt in record.doubts] == [(piece, readings)]


def test_own_number_that_is_none() -> None:
    text = _PAPER.replace("1139/QĐ-UBND", "4ƒ33QĐ-UBN")
    record = _tagged(("4ƒ33QĐ-UBN", ("1139/QĐ-UBND",)), text=text)
    assert (record.number, record.number_candidates) == (None, ("1139/QĐ-UBND",))
    assert "Không tìm thấy số văn bản ở phần đầu" not in record.warnings
    record = _tagged(("4ƒ33QĐ-UBN", ()), text=text)
    assert (record.number, record.number_candidates) == (None, ())
    assert "Số văn bản không chắc (viết tay hoặc mờ): nên đối chiếu với bản gốc" in record.warnings


@pytest.mark.parametrize(
    ("piece", "readings", "iso", "candidates"),
    [
        ("24", (), "2024-09", ("2024-09-24",)),
        ("24", ("21", "44"), "2024-09", ("2024-09-24", "2024-09-21")),
        ("9", ("8",), "2024", ("2024-09-24", "2024-08-24")),
        ("2024", ("2021",), None, ("2024-09-24", "2021-09-24")),
    ],
)
def test_own_date(piece: str, readings: tuple[str, ...], iso: str | None, candidates: tuple[str, ...]) -> None:
    printed = "ngày 24 tháng 9 năm 2024"
    text = _PAPER.replace("1139", "7")
    start = text.index(printed) + printed.index(piece, 0 if piece == "24" else 8)
    doubt = Doubt((start, start + len(piece)), readings)
    record = read(assemble([Page(text, Method.OCR, doubts=(doubt,))]), _SOURCE)
    assert (record.date and record.date.iso, record.date_candidates) == (iso, candidates)
    assert any(
        warning.startswith("Ngày ban hành không chắc (viết tay hoặc mờ), có thể là 24/09/2024")
        for warning in record.warnings
    )
    issued = next(date for date in record.dates if date.role == "issued")
    assert (issued.start, issued.end) == (iso, None)
    assert record.number is not None
    assert record.id.startswith("vb-")


def test_cited_numbers() -> None:
    record = _tagged(("39/2022/NĐ-CP", ("89/2022/NĐ-CP",)), ("57/KH-UBND", ("67/KH-UBND",)))
    decree, plan, again = record.references
    assert (decree.number, decree.kind, decree.date) == (None, "Nghị định", "2022-06-18")
    assert plan.number is not None  # the next sentence has it for sure
    assert again.number is not None
    told = [warning for warning in record.warnings if warning.startswith("Chữ số không chắc")]
    assert told == ["Chữ số không chắc, nên đối chiếu với bản gốc: 39/2022/NĐ-CP, 57/KH-UBND"]


@pytest.mark.parametrize(
    ("piece", "readings", "date"),
    [
        ("18", ("13",), "2022-06"),
        ("12/3/2024", ("12/8/2024",), "2024"),
        ("12/3/2024", ("17/3/2024",), "2024-03"),
        ("12/3/2024", (), None),
        ("12/3/2024", ("1213/2024",), None),
    ],
)
def test_cited_dates(piece: str, readings: tuple[str, ...], date: str | None) -> None:
    record = _tagged((piece, readings))
    at = 0 if piece == "18" else 1
    assert record.references[at].date == date
    mention = next(mention for mention in record.dates if piece in mention.surface)
    assert mention.start == date


def test_figures_to_compare_are_named_once_with_their_page() -> None:
    first = "đến hết tháng (9/2023 và tháng 9/2023"
    one = Page(first, Method.OCR, doubts=(Doubt((14, 21), ("8/2023",)), Doubt((31, 37), ("8/2023",))))
    other = Page("năm 2O25.", Method.OCR, doubts=(Doubt((4, 9), ()),))
    start = "Chữ số không chắc, nên đối chiếu với bản gốc: "
    (told,) = (warning for warning in read(assemble([one]), _SOURCE).warnings if warning.startswith(start))
    assert told == start + "9/2023"
    (told,) = (warning for warning in read(assemble([one, other]), _SOURCE).warnings if warning.startswith(start))
    assert told == start + "9/2023 (trang 1), 2O25 (trang 2)"
