"""Who names a document, and what it names."""

from __future__ import annotations

import pytest

from cancu.index.archive import Archive
from cancu.index.printed import trace
from cancu.index.questions import printed
from cancu.index.questions.printed import sentence
from cancu.pipeline.model import Relation


@pytest.fixture
def archive(tmp_path, paper, cite):
    with Archive.open(tmp_path / "kho", create=True) as opened:
        yield opened


def numbers(citations):
    return [one["document"]["number"] for one in citations]


def test_the_newest_papers_come_first_those_without_a_date_last(archive, paper, cite):
    for serial, date in enumerate((None, "2021-05-05", "2023-01-01", "2022-02-02"), 1):
        mentions = (cite("9-NQ/TW"), cite("9-NQ/TW", "2020-01-01", relation=Relation.BASIS))
        archive.catalogue.add(*paper(f"{serial}/KH-A", date, cites=mentions))
    found = archive.cited_by("9-NQ/TW", 10, 0)
    assert numbers(found["citations"]) == ["3/KH-A", "4/KH-A", "2/KH-A", "1/KH-A"]
    assert (found["documents"], found["mentions"]) == (4, 8)
    assert numbers(archive.cited_by("9-NQ/TW", 2, 1)["citations"]) == ["4/KH-A", "2/KH-A"]
    assert [edge["relation"] for edge in found["citations"][0]["edges"]] == ["basis", "cites"]


def test_all_tellers_of_a_document_are_on_its_page(archive, paper, cite):
    """What 2-CTr/TU does is told by a paper of 2023 and by one of 2021; between them stands another document."""
    told = cite("9-NQ/TW", relation=Relation.IMPLEMENTS, source="2-CTr/TU")
    archive.catalogue.add(*paper("1/KH-A", "2023-01-01", cites=(told,)))
    archive.catalogue.add(*paper("2/KH-A", "2022-01-01", cites=(cite("9-NQ/TW"),)))
    archive.catalogue.add(*paper("3/KH-A", "2021-01-01", cites=(told,)))
    first = archive.cited_by("9-NQ/TW", 1, 0)
    assert numbers(first["citations"]) == ["2-CTr/TU"]
    assert [teller["number"] for teller in first["tellers"]] == ["1/KH-A", "3/KH-A"]
    assert numbers(archive.cited_by("9-NQ/TW", 9, 1)["citations"]) == ["2/KH-A"]
    assert first["documents"] == 2
    assert "theo 1/KH-A, tr. 1" in printed.cited_by(first)


def test_what_may_be_meant_is_listed_apart(archive, paper, cite):
    first, second = paper("39/KH-A", "2021-01-01"), paper("39/KH-A", "2022-01-01")
    archive.catalogue.add(*first)
    archive.catalogue.add(*second)
    archive.catalogue.add(*paper("1/KH-B", "2023-01-01", cites=(cite("39/KH-A"),)))
    archive.catalogue.add(*paper("2/KH-B", "2023-01-01", cites=(cite("39/KH-A", "2022-01-01"),)))
    found = archive.cited_by(second.record.id, 10, 0)
    assert numbers(found["citations"]) == ["2/KH-B"]
    (possible,) = found["possible"]
    assert possible["document"]["number"] == "1/KH-B"
    assert sorted(one["id"] for one in possible["document"]["candidates"]) == [first.record.id, second.record.id]
    assert "Có thể cũng dẫn văn bản này" in printed.cited_by(found)
    assert numbers(archive.cited_by(first.record.id, 10, 0)["citations"]) == []


def test_what_a_document_names_in_the_order_of_its_text(archive, paper, cite):
    mentions = (cite("7-NQ/TW"), cite("3-NQ/TW"), cite("7-NQ/TW", relation=Relation.BASIS), cite("1/KH-A"))
    archive.catalogue.add(*paper("1/KH-A", "2022-01-01", cites=mentions))
    told = cite("5-NQ/TW", source="1/KH-A")
    archive.catalogue.add(*paper("2/KH-A", "2023-01-01", cites=(cite("1/KH-A"), told)))
    found = archive.cites("1/KH-A")
    assert numbers(found["citations"]) == ["7-NQ/TW", "3-NQ/TW", "5-NQ/TW"], "itself it does not name"
    assert sorted(edge["relation"] for edge in found["citations"][0]["edges"]) == ["basis", "cites"]
    shown = printed.cites(found)
    assert shown.startswith("Kế hoạch 1/KH-A ngày 01/01/2022 – Hội Làng Sen: dẫn 3 văn bản")
    assert "theo 2/KH-A, tr. 1: “Theo văn bản 5-NQ/TW ngày None;”" in shown


def test_of_a_number_that_is_not_enough_all_candidates_are_shown(archive, paper, cite):
    for date in ("2021-01-01", "2022-01-01"):
        archive.catalogue.add(*paper("39/KH-A", date))
    archive.catalogue.add(*paper("1/KH-B", "2023-01-01", cites=(cite("39/KH-A"),)))
    found = archive.cites("1/KH-B")
    (one,) = found["citations"]
    assert (one["document"]["status"], one["document"]["held"]) == ("ambiguous", False)
    assert len(one["document"]["candidates"]) == 2
    assert "có thể là: Kế hoạch 39/KH-A ngày 01/01/2021 – Hội Làng Sen: cùng số 39/KH-A" in printed.cites(found)


def test_what_was_issued_after_a_paper_is_no_candidate_there(archive, paper, cite):
    issued = [paper("39/KH-A", date) for date in ("2021-01-01", "2021-06-01", "2023-01-01")]
    for each in issued:
        archive.catalogue.add(*each)
    for number, date in (("1/KH-B", "2022-01-01"), ("2/KH-B", "2024-01-01"), ("3/KH-B", None)):
        archive.catalogue.add(*paper(number, date, cites=(cite("39/KH-A"),)))
    found = {number: archive.cites(number)["citations"][0]["document"] for number in ("1/KH-B", "2/KH-B", "3/KH-B")}
    assert {number: one["candidates_total"] for number, one in found.items()} == {"1/KH-B": 2, "2/KH-B": 3, "3/KH-B": 3}
    assert [one["date"] for one in found["1/KH-B"]["candidates"]] == ["2021-01-01", "2021-06-01"]
    newest = archive.cited_by(issued[2].record.id, 10, 0)
    assert numbers(newest["possible"]) == ["3/KH-B", "2/KH-B"]


def test_of_many_candidates_the_newest_that_are_held_are_shown(archive, paper, cite):
    for year in range(2009, 2021):
        archive.catalogue.add(*paper("39/KH-A", f"{year}-01-01"))
    archive.catalogue.add(*paper("1/KH-B", "2023-01-01", cites=(cite("39/KH-A"), cite("39/KH-A", "2022-01-01"))))
    one, _ = archive.cites("1/KH-B")["citations"]
    assert [each["date"][:4] for each in one["document"]["candidates"]] == [str(year) for year in range(2011, 2021)]
    assert one["document"]["candidates_total"] == 13, "one is cited and not held"
    assert "\n  và 3 văn bản khác" in printed.cites(archive.cites("1/KH-B"))
    assert "và 3 văn bản khác)" in trace(archive.trace("1/KH-B", up=True, depth=1))


SENTENCES = [
    ("Thực hiện\nKế hoạch 1/KH-A;", 10, "Thực hiện Kế hoạch 1/KH-A;"),
    ("a " * 200 + "Kế hoạch 1/KH-A" + " b" * 200, 400, "… " + "a " * 60 + "Kế hoạch 1/KH-A" + " b" * 53 + " …"),
    ("Kế hoạch 1/KH-A" + " b" * 200, 0, "Kế hoạch 1/KH-A" + " b" * 113 + " …"),
    ("a " * 200 + "Kế hoạch 1/KH-A", 400, "… " + "a " * 113 + "Kế hoạch 1/KH-A"),
]


@pytest.mark.parametrize(("text", "start", "expected"), SENTENCES)
def test_of_a_long_sentence_what_stands_around_the_mention(text, start, expected):
    evidence = {"text": text, "span": [7, 7 + len(text)], "mention": [7 + start, 7 + start + 15]}
    assert sentence(evidence) == expected
