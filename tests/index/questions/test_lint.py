"""What is to be looked at in citations."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cancu.index.archive import Archive
from cancu.index.questions import printed
from cancu.pipeline.model import Provision, Relation

BASIS, IMPLEMENTS = Relation.BASIS, Relation.IMPLEMENTS
UNION = "Liên đoàn Lao động tỉnh Thái Bình"


@pytest.fixture
def archive(tmp_path):
    with Archive.open(tmp_path / "kho", create=True) as opened:
        yield opened


@pytest.fixture
def found(archive, paper, cite):
    """The findings in a paper of 2022-06-06 with these mentions; `others` are held besides."""

    def look(*mentions, others=(), date="2022-06-06"):
        for one in others:
            archive.catalogue.add(*one)
        given = paper("1/KH-A", date, cites=tuple(cite(*told, **more) for *told, more in mentions))
        archive.catalogue.add(*given)
        return [
            (finding["code"], finding["fact"], *finding["citations"])
            for document in archive.lint(given.record.id)["documents"]
            for finding in document["findings"]
        ]

    return look


def test_two_titles(found):
    first = {"title": "Trồng cây đầu xuân", "kind": "Đề án", "issuer": UNION}
    second = first | {"title": "Phát triển đoàn viên ở các xã"}
    assert found(("8/ĐA-LĐLĐ", "2021-12-24", first), ("8/ĐA-LĐLĐ", "2021-12-24", second)) == [
        (
            "two_titles",
            "được ghi hai trích yếu: “Trồng cây đầu xuân” và “Phát triển đoàn viên ở các xã”",
            f"Đề án số 8/ĐA-LĐLĐ ngày 24 tháng 12 năm 2021 của {UNION} về trồng cây đầu xuân",
            f"Đề án số 8/ĐA-LĐLĐ ngày 24 tháng 12 năm 2021 của {UNION} về phát triển đoàn viên ở các xã",
        )
    ]


ONE_TITLE = [
    ("Trồng cây đầu xuân", "trồng cây đầu xuân năm 2021"),
    ("Trồng cây đầu xuân", "“Trồng cây đâu xuân”"),
    ("Về trồng cây", "Trồng cây đầu xuân và chăm sóc cây xanh trong khuôn viên các cơ quan"),
]


@pytest.mark.parametrize(("one", "other"), ONE_TITLE)
def test_one_title_cut_or_misprinted(found, one, other):
    assert found(("8/ĐA-LĐLĐ", "2021-12-24", {"title": one}), ("8/ĐA-LĐLĐ", "2021-12-24", {"title": other})) == []


TWO_DATES = [
    (("39/KH-LĐLĐ", "2021-01-01", "2021-01-11"), True),  # of one year
    (("39/KH-LĐLĐ", "2020-01-01", "2021-01-01"), False),  # each year has its 39/KH-LĐLĐ
    (("2-NQ/TW", "2020-01-01", "2020-02-01"), True),
]


@pytest.mark.parametrize(("cited", "is_told"), TWO_DATES)
def test_two_dates(found, cited, is_told):
    number, one, other = cited
    codes = [code for code, *_ in found((number, one, {}), (number, other, {}))]
    assert codes == (["two_dates"] if is_told else [])


def test_of_two_years_one_is_not_that_of_the_number(found):
    assert found(("5/2021/NĐ-CP", "2021-03-03", {}), ("5/2021/NĐ-CP", "2022-03-03", {})) == [
        (
            "two_dates",
            "được ghi hai ngày: ngày 03/03/2021 và ngày 03/03/2022",
            "Nghị định số 5/2021/NĐ-CP ngày 03 tháng 3 năm 2021 của Chính phủ",
        ),
        (
            "other_year",
            "được ghi ngày 03/03/2022; năm trong số, ký hiệu: 2021",
            "Nghị định số 5/2021/NĐ-CP ngày 03 tháng 3 năm 2021 của Chính phủ",
        ),
    ]


def test_another_date_than_that_of_the_document_that_is_held(found, paper):
    held = paper("39/KH-LĐLĐ", "2021-09-10", issuer=UNION, title="Trồng cây")
    full = f"Kế hoạch số 39/KH-LĐLĐ ngày 10 tháng 9 năm 2021 của {UNION} về trồng cây"
    fact = "được ghi ngày 01/09/2021; văn bản đang lưu ghi ngày 10/09/2021"
    assert found(("39/KH-LĐLĐ", "2021-09-01", {"issuer": UNION}), others=[held]) == [("other_date", fact, full)]


NO_OTHER_DATE = [
    ("39/KH-LĐLĐ", "2021-09-10", {"issuer": UNION}),  # it is the one that is held
    ("39/KH-LĐLĐ", "2020-09-01", {"issuer": UNION}),  # that of another year
    ("39/KH-LĐLĐ", "2021-09-01", {"issuer": "Liên đoàn Lao động tỉnh Nghệ An"}),
    ("39/KH-LĐLĐ", "2021-09-01", {"issuer": UNION, "kind": "Kết luận"}),
    ("39/KH-LĐLĐ", "2021-09-01", {}),  # of whom is not said
]


@pytest.mark.parametrize("mention", NO_OTHER_DATE)
def test_no_other_date(found, paper, mention):
    assert found(mention, others=[paper("39/KH-LĐLĐ", "2021-09-10", issuer=UNION)]) == []


def test_a_date_that_the_archive_knows(found, paper):
    held = paper("2-NQ/TW", "2021-06-12", kind="Nghị quyết", issuer="Bộ Chính trị")
    full = "Nghị quyết số 2-NQ/TW ngày 12 tháng 6 năm 2021 của Bộ Chính trị"
    fact = "viện dẫn không ghi đủ ngày, tháng, năm ban hành; trong kho: ngày 12/06/2021"
    assert found(("2-NQ/TW", {}), ("2-NQ/TW", {}), others=[held]) == [("no_date", fact, full)]
    assert found(("2-NQ/TW", {}), ("2-NQ/TW", "2021-06-12", {})) == [], "one mention has it"


def test_a_date_that_others_tell(found, paper, cite):
    other = paper("2/KH-B", "2022-01-01", cites=(cite("2-NQ/TW", "2021-06-12", "Nghị quyết", "Bộ Chính trị"),))
    ((code, fact, _),) = found(("2-NQ/TW", {}), others=[other])
    assert (code, fact.partition("; ")[2]) == ("no_date", "theo chỗ dẫn của văn bản khác: ngày 12/06/2021")


def test_laws_are_cited_by_their_names(found, paper):
    law = paper("45/2013/QH13", "2013-05-05", kind="Luật", title="Cây xanh", issuer="Quốc hội")
    later = paper("45/2023/QH15", "2023-05-05", kind="Luật", title="Cây xanh", issuer="Quốc hội")
    assert found((None, None, "Luật", None, "Luật Cây xanh", {}), others=[law, later], date=None) == []


LATER = [
    (("2-NQ/TW", "2023-01-01", {"relation": BASIS}), "căn cứ, ghi ngày 01/01/2023"),
    (("2-NQ/TW", "2022-06-07", {"relation": IMPLEMENTS}), "thực hiện, ghi ngày 07/06/2022"),
    (("2-NQ/TW", "2023", {"relation": BASIS}), "căn cứ, ghi năm 2023"),
    (("2-NQ/TW", "2022", {"relation": BASIS}), None),
    (("2-NQ/TW", "2022-06-06", {"relation": BASIS}), None),
    (("2-NQ/TW", "2023-01-01", {}), None),
    (("2-NQ/TW", "2023-01-01", {"relation": BASIS, "source": "3-CTr/TU"}), None),
]


@pytest.mark.parametrize(("mention", "fact"), LATER)
def test_a_basis_of_a_later_day(found, mention, fact):
    told = [found_ for code, found_, _ in found(mention) if code == "later"]
    assert told == ([f"là văn bản {fact}, sau ngày của văn bản này (06/06/2022)"] if fact else [])


ENDED = [
    (("2022-05-05", Relation.REPLACES), "đã có văn bản thay thế ban hành ngày 05/05/2022"),
    (("2022-05-05", Relation.REPEALS), "đã có văn bản bãi bỏ ban hành ngày 05/05/2022"),
    (("2022-07-07", Relation.REPEALS), None),
    (("2022-05-05", Relation.AMENDS), None),
]


@pytest.mark.parametrize(("ended", "fact"), ENDED)
def test_a_basis_that_was_replaced_or_repealed(found, paper, cite, ended, fact):
    date, relation = ended
    cited = ("7/QĐ-UBND", "2019-01-01", {"relation": BASIS})
    new = paper("9/QĐ-B", date, cites=(cite("7/QĐ-UBND", "2019-01-01", relation=relation),))
    told = [(code, said) for code, said, _ in found(cited, others=[new])]
    assert told == ([("replaced", f"là văn bản căn cứ, {fact}")] if fact else [])


def test_of_a_document_of_which_an_article_was_repealed_the_rest_stands(found, paper, cite):
    new = paper("9/QĐ-B", "2022-05-05", cites=(cite("7/QĐ-UBND", "2019-01-01", relation=Relation.REPEALS),))
    (reference,) = new.record.references
    partial = replace(reference, provision=Provision(article="5"))
    new = new._replace(record=replace(new.record, references=(partial,)))
    assert found(("7/QĐ-UBND", "2019-01-01", {"relation": BASIS}), others=[new]) == []


def test_a_number_that_is_not_enough(archive, found, paper):
    others = [paper("39/KH-B", date) for date in ("2020-01-01", "2021-01-01")]
    ((code, fact, *citations),) = found(("39/KH-B", {}), others=others)
    assert (code, fact) == ("ambiguous", "chỗ dẫn chưa đủ để biết là văn bản nào")
    assert citations == [f"Kế hoạch số 39/KH-B ngày 01 tháng 01 năm {year} của Hội Làng Sen" for year in (2020, 2021)]
    shown = printed.lint(archive.lint("1/KH-A"))
    assert "có thể là: Kế hoạch 39/KH-B ngày 01/01/2020 – Hội Làng Sen: cùng số 39/KH-B, ban hành không muộn" in shown


def test_all_documents_and_nothing_to_look_at(archive, found):
    assert found(("2-NQ/TW", "2020-01-01", {})) == []
    assert archive.lint(None) == {"documents": [], "total": 0}
    assert printed.lint(archive.lint(None)) == "Không thấy điều gì cần xem lại trong các viện dẫn."
    found(("2-NQ/TW", "2023-01-01", {"relation": BASIS}), date="2022-01-01")
    every = archive.lint(None)
    assert (every["total"], len(every["documents"])) == (1, 1)
