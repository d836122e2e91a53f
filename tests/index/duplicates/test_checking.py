"""Verdicts on documents that look alike."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from cancu.index.duplicates import answers
from cancu.index.duplicates.checking import check, groups
from cancu.index.duplicates.verdict import Differences

HELD = {"number": "39/KH-A", "date": "2022-02-11"}


@pytest.mark.parametrize(
    ("change", "verdict", "said"),
    [
        ({}, "same_file", "Trùng khớp từng byte"),
        ({"issuer": "Hội Khác"}, "same_file", "Nội dung văn bản trùng khớp hoàn toàn"),
        ({"copy": "scan"}, "same_document", "cùng ngày 11/02/2022"),
        ({"number": "039/KH-A", "copy": "scan"}, "same_document", "Cùng số, ký hiệu 039/KH-A"),
        ({"date": "2023-02-11", "copy": "x"}, "same_number", "Khác ngày ban hành: 11/02/2023 và 11/02/2022"),
        ({"issuer": "Hội Khác", "copy": "x"}, "same_number", "Khác cơ quan ban hành: Hội Khác và Hội Làng Sen"),
        ({"date": None, "copy": "x"}, "same_number", "Không đủ ngày ban hành"),
        ({"number": "39/KH-Â", "copy": "x"}, "new", None),
        ({"number": "40/KH-A"}, "new", None),
        ({"number": None, "copy": "x"}, "new", None),
        ({"blank": True, "number": None}, "new", None),
    ],
)
def test_verdicts(catalogue, paper, change, verdict, said):
    catalogue.add(*paper(**HELD))
    catalogue.add(*paper(None, blank=True, copy="a blank scan"))
    given = paper(**(HELD | change))
    found = check(catalogue, given.record, given.text)
    assert found.verdict == verdict
    assert (
        any((said or "") in reason for match in found.matches for reason in match.finding.reasons)
        if said
        else not found.matches
    )


def test_differences_are_what_only_one_has(catalogue, paper, cite):
    catalogue.add(*paper("1/KH-A", "2022-01-01", cites=(cite("2/KH-A"), cite("3/KH-A")), figures=(85, 90)))
    given = paper("1/KH-A", "2023-01-01", cites=(cite("2/KH-A"), cite("4/KH-A")), figures=(85, 95))
    found = answers.duplicates("a.txt", check(catalogue, given.record, given.text))
    assert (found["file"], found["verdict"]) == ("a.txt", "same_number")
    assert found["matches"][0]["differences"] == {
        "numbers": ["3/KH-A", "4/KH-A"],
        "dates": ["2022-01-01", "2023-01-01"],
        "figures": ["90 %", "95 %"],
    }


def test_the_same_file_has_no_differences(catalogue, paper):
    catalogue.add(*paper("1/KH-A", "2022-01-01", figures=(85,)))
    catalogue.add(*(scan := paper("1/KH-A", "2022-01-01", figures=(35,), copy="scan")))
    (match,) = check(catalogue, scan.record, scan.text).matches
    assert (match.finding.verdict, match.finding.differences) == ("same_file", Differences())


@pytest.mark.parametrize(
    ("places", "said"),
    [
        (("Huế", "Vinh"), "Khác nơi ban hành: Huế và Vinh"),
        ((None, "Vinh"), "Không rõ nơi ban hành để kết luận là cùng một văn bản"),
    ],
)
def test_bodies_of_one_name_are_told_apart_by_their_place(catalogue, paper, places, said):
    held, asked = paper("1/KH-A", "2022-01-01"), paper("1/KH-A", None, copy="x")
    held, asked = (
        one._replace(record=dataclasses.replace(one.record, place=place))
        for one, place in zip((held, asked), reversed(places), strict=True)
    )
    catalogue.add(*held)
    (match,) = check(catalogue, asked.record, asked.text).matches
    assert said in match.finding.reasons and not any("cơ quan" in reason for reason in match.finding.reasons)


def test_groups(catalogue, paper):
    catalogue.add(*paper("1/KH-A", "2022-01-01", path="a.txt"))
    again = paper("1/KH-A", "2022-01-01", path="copy of a.txt")
    catalogue.add(*again)
    catalogue.add(*paper("2/KH-A", "2022-01-01", path="b.txt"))
    catalogue.add(*paper("2/KH-A", "2022-01-01", path="b.pdf", copy="scan"))
    catalogue.add(*paper("2/KH-A", "2023-01-01", path="c.txt"))
    catalogue.add(*paper("3/HD-A", "2023-01-01", path="d.txt"))
    catalogue.add(*paper("3/HĐ-A", "2023-01-01", path="e.txt"))
    found = answers.groups(groups(catalogue))["groups"]
    assert sorted((group["verdict"], [Path(file).name for file in group["files"]]) for group in found) == [
        ("same_document", ["b.pdf", "b.txt"]),
        ("same_file", ["a.txt", "copy of a.txt"]),
        ("same_number", ["b.pdf", "b.txt", "c.txt"]),
    ]
    assert [len(group.get("documents", [group.get("document")])) for group in found] == [1, 1, 2]
