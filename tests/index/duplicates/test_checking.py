"""Verdicts on documents that look alike."""

from __future__ import annotations

import dataclasses
from functools import reduce
from pathlib import Path

import pytest

from cancu.index.duplicates import answers
from cancu.index.duplicates.checking import check, groups
from cancu.index.duplicates.verdict import Differences
from cancu.pipeline.model import Relation

BODY = """Mỗi chi hội trồng ít nhất 20 cây bóng mát dọc đường làng trước ngày 15 tháng 2, chọn giống xoan và lát hoa đã
ươm ở vườn của hợp tác xã; hội viên cao tuổi được phân công chăm sóc những cây gần nhà văn hóa. Ban quản lý nhà văn hóa
chuẩn bị cọc chống, dây buộc, nước tưới, và mượn của trường tiểu học hai xe kéo để chở cây giống từ vườn ươm ra đường.
Thanh niên đào hố từ chiều thứ bảy, mỗi hố sâu 40 phân, rộng 50 phân, cách nhau 6 mét, bón lót 3 cân phân chuồng hoai.
Sau lễ phát động, các tổ chia nhau rào cây, ghi tên người chăm sóc lên biển gỗ, báo số cây sống về hội mỗi quý một lần.
"""
OTHER = """Hội nghị sơ kết chọn ra những gia đình nuôi ong giỏi để phổ biến kinh nghiệm cho các hộ mới làm nghề; ai cần
vay vốn mua thùng gỗ ghi tên tại nhà ông tổ trưởng, kèm bản cam kết trả dần sau mùa nhãn và mùa vải. Mật quay xong gửi
về kho chung, dán nhãn, bán qua chợ huyện, tiền lãi chia theo số thùng, đã trừ công vận chuyển và chai lọ ứng trước.
"""
HELD = {"number": "39/KH-A", "date": "2022-02-11", "body": BODY}
SLIPS = {"xoan": "xoau", "hợp tác": "hợp tăcc", "tiểu": "tlểu", "chuồng": "cluồng", "biển": "hiển", "dây": "dáv"}
WORN = reduce(lambda text, slip: text.replace(*slip), SLIPS.items(), BODY)


@pytest.mark.parametrize(
    ("change", "verdict", "said"),
    [
        pytest.param({}, "same_file", "Trùng khớp từng byte", id="the file itself"),
        pytest.param({"issuer": "Hội Khác"}, "same_file", "trùng khớp hoàn toàn", id="equal text"),
        pytest.param({"body": WORN}, "same_document", "Cùng ngày ban hành 11/02/2022", id="a scan"),
        pytest.param({"number": "039/KH-A"}, "same_document", "Cùng số, ký hiệu", id="a zero before the number"),
        pytest.param({"body": BODY[:400]}, "excerpt", "có trong văn bản đã lưu", id="a page of it"),
        pytest.param({"body": BODY.replace("20 cây", "25 cây")}, "review", "1 chỗ là số", id="one other figure"),
        pytest.param({"date": "2023-02-11"}, "template_sibling", "11/02/2023 và 11/02/2022", id="next year's"),
        pytest.param(
            {"issuer": "Hội Làng Súng", "body": f"{BODY}Súng"}, "template_sibling", "Khác cơ quan", id="the neighbour's"
        ),
        pytest.param({"number": "40/KH-A"}, "template_sibling", "Khác số, ký hiệu", id="another number"),
        pytest.param({"number": "89/KH-A", "body": WORN}, "review", "ký tự bị đọc", id="a number misread, or another"),
        pytest.param(
            {"number": "3/KH-A", "body": WORN}, "review", "Có thể đọc sai số", id="a number that lost a figure"
        ),
        pytest.param({"date": None, "body": BODY.replace("20 cây", "25 cây")}, "review", "Không rõ ngày", id="no date"),
        pytest.param({"date": "2023-02-11", "body": OTHER}, "same_number", "Khác ngày ban hành", id="one number"),
        pytest.param({"date": None, "body": OTHER}, "same_number", "Không rõ ngày ban hành", id="one number, no date"),
        pytest.param({"number": "39/KH-Â", "body": OTHER}, "new", None, id="a mark of the symbol"),
        pytest.param({"number": "40/KH-A", "body": OTHER}, "new", None, id="nothing in common"),
        pytest.param({"blank": True, "number": None}, "new", None, id="a blank page"),
    ],
)
def test_verdicts(catalogue, paper, change, verdict, said):
    catalogue.add(*paper(**HELD))
    catalogue.add(*paper(None, blank=True, copy="a blank scan"))
    given = paper(**(HELD | change))
    found = check(catalogue, given.record, given.text)
    assert found.verdict == verdict
    reasons = [reason for match in found.matches for reason in match.finding.reasons]
    assert bool(reasons) == bool(said)
    assert any((said or "") in reason for reason in reasons) == bool(said)


@pytest.mark.parametrize(
    ("relation", "verdict"),
    [(Relation.REPLACES, "reissue"), (Relation.CORRECTS, "reissue"), (Relation.AMENDS, None), (Relation.CITES, None)],
)
def test_what_it_says_to_replace_or_correct(catalogue, paper, cite, relation, verdict):
    catalogue.add(*paper(**HELD))
    given = paper("50/KH-A", "2022-05-01", body=OTHER, cites=(cite("39/KH-A", "2022-02-11", relation=relation),))
    found = check(catalogue, given.record, given.text)
    assert [match.finding.verdict for match in found.matches] == ([verdict] if verdict else [])


def test_a_copy_is_found_by_its_text_among_many_of_one_number(catalogue, paper):
    for year in range(1950, 2020):
        catalogue.add(*paper("39/KH-A", f"{year}-02-11", body=f"{OTHER} Năm thứ {year}."))
    catalogue.add(*paper("39/KH-A", "1949-02-11", body=BODY))
    given = paper(None, None, body=WORN)
    found = check(catalogue, given.record, given.text)
    assert (found.verdict, [match.document.date for match in found.matches]) == ("review", ["1949-02-11"])


def test_differences_are_what_only_one_has(catalogue, paper, cite):
    catalogue.add(*paper("1/KH-A", "2022-01-01", cites=(cite("2/KH-A"), cite("3/KH-A")), figures=(85, 90)))
    given = paper("1/KH-A", "2023-01-01", cites=(cite("2/KH-A"), cite("4/KH-A")), figures=(85, 95))
    (match,) = check(catalogue, given.record, given.text).matches
    found = match.finding.differences
    assert (found.numbers, found.dates) == (("3/KH-A", "4/KH-A"), ("2022-01-01", "2023-01-01"))
    assert (found.figures, found.passages) == (("90 %", "95 %"), ())


def test_differences_with_the_text(catalogue, paper):
    catalogue.add(*paper(**HELD))
    given = paper("39/KH-A", "2023-02-11", body=WORN.replace("20 cây", "25 cây"))
    (match,) = check(catalogue, given.record, given.text, with_text=True).matches
    shown = [(passage.here, passage.there) for passage in match.finding.differences.passages]
    assert any("⟦25⟧ cây" in here and "⟦20⟧ cây" in there for here, there in shown)
    assert match.finding.differences.noise > 3


def test_the_same_file_has_no_differences(catalogue, paper):
    catalogue.add(*paper("1/KH-A", "2022-01-01", figures=(85,)))
    catalogue.add(*(scan := paper("1/KH-A", "2022-01-01", figures=(35,), copy="scan")))
    (match,) = check(catalogue, scan.record, scan.text).matches
    assert (match.finding.verdict, match.finding.differences) == ("same_file", Differences())


def test_bodies_of_one_name_are_told_apart_by_their_place(catalogue, paper):
    held, asked = paper(**HELD), paper(**(HELD | {"body": WORN}))
    held, asked = (
        one._replace(record=dataclasses.replace(one.record, place=place))
        for one, place in ((held, "Huế"), (asked, "Thái Bình"))
    )
    catalogue.add(*held)
    (match,) = check(catalogue, asked.record, asked.text).matches
    assert match.finding.verdict == "review"
    assert "Khác nơi ban hành: Thái Bình và Huế" in match.finding.reasons


def test_a_paper_and_what_it_replaces_are_listed_whatever_their_texts(catalogue, paper, cite):
    catalogue.add(*paper(**HELD))
    catalogue.add(*paper("51/KH-A", "2022-06-01", body=OTHER, cites=(cite("39/KH-A", "2022-02-11"),), path="c.txt"))
    assert groups(catalogue) == ()
    cites = (cite("39/KH-A", "2022-02-11", relation=Relation.REPLACES),)
    catalogue.add(*paper("50/KH-A", "2022-05-01", body=f"{OTHER} {OTHER[::-1]}", cites=cites, path="b.txt"))
    (found,) = (group for group in groups(catalogue) if group.verdict == "reissue")
    assert sorted(document.number for document in found.documents) == ["39/KH-A", "50/KH-A"]


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
