"""How one document reaches another."""

from __future__ import annotations

import pytest

from cancu.index.archive import Archive
from cancu.index.questions import printed
from cancu.pipeline.model import Relation


@pytest.fixture
def archive(tmp_path, paper, cite):
    """1/KH-A rests on 9-NQ/TW itself and through 2-CTr/TU, 3/KH-B on 1/KH-A."""
    told = (
        cite("9-NQ/TW", "2021-01-01", relation=Relation.BASIS),
        cite("2-CTr/TU", "2021-02-02", relation=Relation.BASIS),
        cite("9-NQ/TW", relation=Relation.IMPLEMENTS, source="2-CTr/TU"),
    )
    with Archive.open(tmp_path / "kho", create=True) as opened:
        opened.catalogue.add(*paper("1/KH-A", "2022-01-01", cites=told))
        opened.catalogue.add(*paper("3/KH-B", "2023-01-01", cites=(cite("1/KH-A", relation=Relation.IMPLEMENTS),)))
        yield opened


WAYS = [
    ("1/KH-A", "9-NQ/TW", "up", [["1/KH-A", "9-NQ/TW"], ["1/KH-A", "2-CTr/TU", "9-NQ/TW"]]),
    ("3khb", "9nqtw", "up", [["3/KH-B", "1/KH-A", "9-NQ/TW"], ["3/KH-B", "1/KH-A", "2-CTr/TU", "9-NQ/TW"]]),
    ("2-CTr/TU", "9-NQ/TW", "up", [["2-CTr/TU", "9-NQ/TW"]]),
    ("9-NQ/TW", "2-CTr/TU", "down", [["2-CTr/TU", "9-NQ/TW"]]),
    ("2-CTr/TU", "3/KH-B", "down", [["3/KH-B", "1/KH-A", "2-CTr/TU"]]),
    ("1/KH-A", "1/KH-A", "up", [["1/KH-A"]]),
]


@pytest.mark.parametrize(("start", "end", "direction", "ways"), WAYS)
def test_ways(archive, start, end, direction, ways):
    found = archive.path(start, end)
    numbers = {node["id"]: node["number"] for node in found["nodes"]}
    assert found["direction"] == direction
    assert [[numbers[id] for id in way] for way in found["ways"]] == ways
    assert not found["more"]


def test_there_is_no_way(archive, paper):
    archive.catalogue.add(*paper("7/KH-C", "2022-01-01"))
    found = archive.path("7/KH-C", "9-NQ/TW")
    assert (found["direction"], found["ways"], found["nodes"], found["edges"]) == (None, [], [], [])
    assert printed.path(found) == (
        "Không có đường nào: trong kho không thấy Kế hoạch 7/KH-C ngày 01/01/2022 – Hội Làng Sen dựa vào "
        "9-NQ/TW ngày 01/01/2021, hay ngược lại."
    )


def test_every_step_tells_its_relations_and_sentences(archive):
    found = archive.path("1/KH-A", "9-NQ/TW")
    assert sorted(edge["relation"] for edge in found["edges"]) == ["basis", "basis", "implements"]
    assert [teller["number"] for teller in found["tellers"]] == ["1/KH-A"]
    lines = printed.path(found).splitlines()
    assert lines == [
        "Đường 1 (1 bước): Kế hoạch 1/KH-A ngày 01/01/2022 – Hội Làng Sen",
        "└─ căn cứ: 9-NQ/TW ngày 01/01/2021  (chưa có trong kho)",
        "     tr. 1: “Theo văn bản 9-NQ/TW ngày 2021-01-01;”",
        "",
        "Đường 2 (2 bước): Kế hoạch 1/KH-A ngày 01/01/2022 – Hội Làng Sen",
        "└─ căn cứ: 2-CTr/TU ngày 02/02/2021  (chưa có trong kho)",
        "     tr. 1: “Theo văn bản 2-CTr/TU ngày 2021-02-02;”",
        "   └─ thực hiện: 9-NQ/TW ngày 01/01/2021  (chưa có trong kho)",
        "        theo 1/KH-A, tr. 1: “Theo văn bản 9-NQ/TW ngày None;”",
    ]


def test_what_rests_on_it_is_said(archive):
    assert printed.path(archive.path("9-NQ/TW", "2-CTr/TU")).startswith(
        "Ngược lại: 2-CTr/TU ngày 02/02/2021 dựa vào 9-NQ/TW ngày 01/01/2021."
    )


def test_of_many_ways_some_are_shown(archive, paper, cite):
    between = [cite(f"{serial}/KH-M", "2021-01-01") for serial in range(20, 40)]
    archive.catalogue.add(*paper("5/KH-D", "2022-01-01", cites=tuple(between)))
    for one in between:
        archive.catalogue.add(*paper(one.number, one.date, cites=(cite("8-NQ/TW"),)))
    found = archive.path("5/KH-D", "8-NQ/TW")
    assert (len(found["ways"]), found["more"]) == (10, True)
    assert printed.path(found).endswith("… còn những đường khác")
