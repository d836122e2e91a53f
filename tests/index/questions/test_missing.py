"""What is cited and not held."""

from __future__ import annotations

import pytest

from cancu.index.archive import Archive
from cancu.index.questions import printed


@pytest.fixture
def archive(tmp_path, paper, cite):
    """1/KH-A is held, and cited like 2-NQ/TW and 3/QĐ-UBND of two bodies, which are not."""
    ours = cite("3/QĐ-UBND", "2020-02-02", "Quyết định", "UBND tỉnh Thái Bình")
    theirs = cite("3/QĐ-UBND", "2020-03-03", "Quyết định", "UBND tỉnh Nghệ An")
    with Archive.open(tmp_path / "kho", create=True) as opened:
        opened.catalogue.add(*paper("1/KH-A", "2021-01-01", cites=(cite("2-NQ/TW"), ours, ours)))
        opened.catalogue.add(*paper("2/KH-A", "2022-01-01", cites=(cite("2-NQ/TW"), cite("1/KH-A"))))
        opened.catalogue.add(*paper("3/KH-A", None, cites=(cite("2-NQ/TW"), theirs)))
        yield opened


def test_what_most_documents_cite_comes_first(archive):
    found = archive.missing(None, 10, 0)
    told = [(one["document"]["number"], one["documents"], one["mentions"], one["newest"]) for one in found["missing"]]
    assert told == [("2-NQ/TW", 3, 3, "2022-01-01"), ("3/QĐ-UBND", 1, 2, "2021-01-01"), ("3/QĐ-UBND", 1, 1, None)]
    assert [paper["number"] for paper in found["missing"][0]["cited_by"]] == ["2/KH-A", "1/KH-A", "3/KH-A"]
    assert found["total"] == 3


def test_pages(archive):
    whole = archive.missing(None, 10, 0)
    pages = [archive.missing(None, 1, offset) for offset in range(4)]
    assert [one for page in pages for one in page["missing"]] == whole["missing"]
    assert {page["total"] for page in pages} == {3}
    assert printed.missing(pages[3]) == "Không còn văn bản nào."


ISSUERS = [("thai binh", 1), ("Ủy ban nhân dân", 2), ("ubnd", 2), ("Bộ Chính trị", 0), ("", 2)]


@pytest.mark.parametrize(("words", "total"), ISSUERS)
def test_of_an_issuer(archive, words, total):
    found = archive.missing(words, 10, 0)
    assert (found["total"], len(found["missing"])) == (total, total)


def test_whom_to_ask(archive):
    ask = [one["ask"] for one in archive.missing("thai binh", 10, 0)["missing"]]
    citation = "Quyết định số 3/QĐ-UBND ngày 02 tháng 02 năm 2020 của UBND tỉnh Thái Bình"
    assert ask == [{"citation": citation, "body": "Ủy ban nhân dân tỉnh Thái Bình"}]
    shown = printed.missing(archive.missing("thai binh", 10, 0))
    assert shown.splitlines() == [
        "1 văn bản được dẫn mà chưa có trong kho",
        "",
        citation,
        "  1 văn bản dẫn: 1/KH-A; mới nhất ngày 01/01/2021",
        "  Hỏi: Ủy ban nhân dân tỉnh Thái Bình",
    ]


def test_what_arrives_is_missing_no_more(archive, paper):
    archive.catalogue.add(*paper("2-NQ/TW", "2020-05-05"))
    assert [one["document"]["number"] for one in archive.missing(None, 10, 0)["missing"]] == ["3/QĐ-UBND"] * 2


def test_nothing_is_missing(tmp_path, paper):
    with Archive.open(tmp_path / "khác", create=True) as archive:
        archive.catalogue.add(*paper("1/KH-A", "2021-01-01"))
        assert printed.missing(archive.missing(None, 10, 0)) == "Không thiếu văn bản nào."
