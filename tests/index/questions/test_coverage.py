"""Which bodies carry a directive out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cancu.index.archive import ORGANISATIONS, Archive
from cancu.index.questions import printed
from cancu.pipeline.errors import ConfigurationError
from cancu.pipeline.model import Relation

BASIS, IMPLEMENTS = Relation.BASIS, Relation.IMPLEMENTS
UNION, HEALTH = "Liên đoàn Lao động tỉnh Thái Bình", "Công đoàn ngành Y tế tỉnh Thái Bình"


def implements(cite, number, date=None, source=None):
    return cite(number, date, relation=IMPLEMENTS, source=source)


@pytest.fixture
def archive(tmp_path, paper, cite):
    """9-NQ/TW; 5/KH-LĐLĐ carries it out, 6/KH-CĐYT that, 7/KH-A rests on 6/KH-CĐYT; 8/KH-B rests on it alone."""
    with Archive.open(tmp_path / "kho", create=True) as opened:
        for given in (
            paper("5/KH-LĐLĐ", "2022-01-01", issuer=UNION, cites=(implements(cite, "9-NQ/TW", "2021-01-01"),)),
            paper("6/KH-CĐYT", "2022-02-02", issuer=HEALTH, cites=(implements(cite, "5/KH-LĐLĐ"),)),
            paper("7/KH-A", "2022-03-03", cites=(cite("6/KH-CĐYT", relation=BASIS),)),
            paper("8/KH-B", "2022-04-04", issuer="Hội Làng Chùa", cites=(cite("9-NQ/TW", relation=BASIS),)),
        ):
            opened.catalogue.add(*given)
        yield opened


@pytest.fixture
def asked(archive, tmp_path):
    """What is seen of the bodies of a list, by their lines."""

    def look(*lines, name="9-NQ/TW"):
        file = tmp_path / "list.txt"
        file.write_text("\n".join(lines), "utf-8")
        found = archive.coverage(name, file)
        return {one["printed"]: (one["seen"], one["since"]) for one in found["bodies"] if one["expected"]}

    return look


def bodies(found):
    return [(one["name"] or one["printed"], [each["document"]["number"] for each in one["documents"]]) for one in found]


def test_directly_and_through_the_chain(archive):
    found = archive.coverage("9-NQ/TW", None)
    assert bodies(found["bodies"]) == [(UNION, ["5/KH-LĐLĐ"]), (HEALTH, ["6/KH-CĐYT"]), ("Hội Làng Sen", ["7/KH-A"])]
    assert [one["documents"][0]["distance"] for one in found["bodies"]] == [1, 2, 3]
    assert [one["number"] for one in found["resting"]] == ["8/KH-B"], "it does not say that it carries it out"
    assert found["expected_from"] is None


LISTS = [
    (UNION, ("covered", "2022-01-01")),
    ("Ban Thường vụ LĐLĐ tỉnh Thái Bình", ("covered", "2022-01-01")),
    ("hội làng sen", ("covered", "2022-03-03")),
    ("Hội Làng Chùa", ("none", None)),
    ("Hội Làng Mơ", ("unknown", None)),
    ("Các LĐLĐ tỉnh, thành phố", ("group", None)),
]


@pytest.mark.parametrize(("line", "expected"), LISTS)
def test_against_a_list(asked, line, expected):
    assert asked(line) == {line: expected}


def test_local_bodies_are_those_of_the_directive(asked):
    assert asked("Công đoàn ngành Y tế", "Sở Y tế", name="5/KH-LĐLĐ") == {
        "Công đoàn ngành Y tế": ("covered", "2022-02-02"),
        "Sở Y tế": ("unknown", None),
    }


def test_whom_a_stub_is_of_the_papers_tell_that_cite_it(archive, paper, cite):
    told = (
        cite("4-CTr/TU", "2021-05-05", "Chương trình", "Ban Thường vụ Tỉnh ủy"),
        implements(cite, "9-NQ/TW", source="4-CTr/TU"),
    )
    archive.catalogue.add(*_of_union(paper("11/KH-LĐLĐ", "2022-06-06", issuer=UNION, cites=told)))
    (first, *_) = archive.coverage("9-NQ/TW", None)["bodies"]
    assert (first["name"], first["since"]) == ("Tỉnh ủy Thái Bình", "2021-05-05")
    assert "theo 11/KH-LĐLĐ" in printed.coverage(archive.coverage("9-NQ/TW", None))


def _of_union(given):
    """As a paper is tagged: with the body that "Tỉnh ủy" means in it."""
    from cancu.pipeline.organisation import resolve

    said = [
        replace(one, organisation=resolve(one.issuer, "Thái Bình")) if one.issuer else one
        for one in given.record.references
    ]
    return given._replace(record=replace(given.record, references=tuple(said)))


def test_against_its_recipients(archive, paper):
    """Not from who issued it or stands above, nor from who gets it to know of it."""
    recipients = (
        *("Tổng Liên đoàn Lao động Việt Nam", "Tỉnh ủy (để báo cáo)", "Thường trực LĐLĐ tỉnh", "Lưu: VT"),
        *("Công đoàn ngành Y tế", "Các CĐCS trực thuộc", "Hội Làng Mơ"),
    )
    given = paper("12/KH-LĐLĐ", "2022-01-05", issuer=UNION)
    archive.catalogue.add(*given._replace(record=replace(given.record, recipients=recipients)))
    found = archive.coverage("12/KH-LĐLĐ", None)
    assert found["expected_from"] == "recipients"
    assert {one["printed"]: one["seen"] for one in found["bodies"]} == {
        "Công đoàn ngành Y tế": "none",
        "Các CĐCS trực thuộc": "group",
        "Hội Làng Mơ": "unknown",
    }
    assert len(found["passed_over"]) == 4


def test_against_the_list_of_the_archive(archive):
    (archive.catalogue.folder / ORGANISATIONS).write_text("\ufeff# Các hội\nHội Làng Mơ\n", "utf-8")
    found = archive.coverage("5/KH-LĐLĐ", None)
    assert found["expected_from"] == "archive"
    assert [one["printed"] for one in found["bodies"] if one["expected"]] == ["Hội Làng Mơ"]


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_list_that_cannot_be_read(archive, tmp_path, content):
    file = tmp_path / "list.txt"
    if content:
        file.write_bytes(content)
    with pytest.raises(ConfigurationError, match=r"list\.txt cannot be read"):
        archive.coverage("9-NQ/TW", file)


def test_what_rests_on_a_norm_does_not_carry_out_what_the_norm_does(archive, paper, cite):
    archive.catalogue.add(
        *paper("3/2022/NĐ-CP", "2022-05-05", kind="Nghị định", cites=(implements(cite, "9-NQ/TW"),), issuer="Chính phủ")
    )
    archive.catalogue.add(*paper("13/KH-C", "2023-01-01", cites=(cite("3/2022/NĐ-CP", relation=BASIS),)))
    numbers = [number for _, several in bodies(archive.coverage("9-NQ/TW", None)["bodies"]) for number in several]
    assert "3/2022/NĐ-CP" in numbers
    assert "13/KH-C" not in numbers


def test_circles_end(archive, paper, cite):
    archive.catalogue.add(*paper("20/KH-D", "2022-01-01", cites=(implements(cite, "21/KH-D"),)))
    archive.catalogue.add(*paper("21/KH-D", "2022-01-01", cites=(implements(cite, "20/KH-D"),)))
    assert bodies(archive.coverage("20/KH-D", None)["bodies"]) == [("Hội Làng Sen", ["21/KH-D"])]


def test_text(archive, tmp_path):
    file = tmp_path / "list.txt"
    file.write_text("LĐLĐ tỉnh Thái Bình\nHội Làng Mơ\n", "utf-8")
    assert printed.coverage(archive.coverage("9-NQ/TW", file)).splitlines() == [
        "9-NQ/TW ngày 01/01/2021  (chưa có trong kho)",
        "Đối chiếu với danh sách đã cho: 1/2 nơi có văn bản thực hiện",
        "",
        "Có văn bản thực hiện:",
        f"  LĐLĐ tỉnh Thái Bình ({UNION}): từ ngày 01/01/2022",
        f"    Kế hoạch 5/KH-LĐLĐ ngày 01/01/2022 – {UNION}  [thực hiện]",
        "",
        "Không biết (trong kho không có văn bản nào của nơi này từ ngày đó):",
        "  Hội Làng Mơ",
        "",
        "Ngoài danh sách, cũng có văn bản thực hiện:",
        f"  {HEALTH}: từ ngày 02/02/2022",
        f"    Kế hoạch 6/KH-CĐYT ngày 02/02/2022 – {HEALTH}  [thực hiện, cách 2 bước]",
        "  Hội Làng Sen: từ ngày 03/03/2022",
        "    Kế hoạch 7/KH-A ngày 03/03/2022 – Hội Làng Sen  [căn cứ, cách 3 bước]",
        "",
        "Chỉ ghi là căn cứ, không ghi là thực hiện:",
        "  Kế hoạch 8/KH-B ngày 04/04/2022 – Hội Làng Chùa",
    ]
