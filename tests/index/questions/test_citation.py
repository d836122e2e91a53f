"""Documents cited in full."""

from __future__ import annotations

import pytest

from cancu.index.links.graph import Node
from cancu.index.links.resolving import Status
from cancu.index.questions.citation import dated, full


def node(number=None, kind=None, date=None, issuer=None, title=None, *, law=None):
    return Node(1, "a", Status.STUB, number, kind, date, issuer, title, None, None, law)


DATES = [
    ("2020-03-05", "ngày 05 tháng 3 năm 2020"),
    ("2021-12-24", "ngày 24 tháng 12 năm 2021"),
    ("2022-02-11", "ngày 11 tháng 02 năm 2022"),
    ("2022-10-01", "ngày 01 tháng 10 năm 2022"),
    ("2022-05", "ngày … tháng 5 năm 2022"),
    ("2022", "ngày … tháng … năm 2022"),
    (None, "ngày … tháng … năm …"),
]


@pytest.mark.parametrize(("iso", "printed"), DATES)
def test_dates(iso, printed):
    assert dated(iso) == printed


SUBJECTS = [
    ("Về công tác cây xanh", "về công tác cây xanh"),
    ("Về việc trồng cây", "về trồng cây"),
    ("V/v trồng cây", "về trồng cây"),
    ("“Trồng cây đầu xuân”.", "về trồng cây đầu xuân"),
    ("Về “Trồng cây”", "về trồng cây"),
    ("tiếp tục thực hiện Chỉ thị 5-CT/TW “Về trồng cây”", "về tiếp tục thực hiện Chỉ thị 5-CT/TW “Về trồng cây”"),
    ("Quy định mức chi trồng cây", "quy định mức chi trồng cây"),
    ("Về việc quy định mức chi", "về quy định mức chi"),
    ("Kế hoạch trồng cây", "về trồng cây"),
    ("Hồ Tây sạch đẹp", "về Hồ Tây sạch đẹp"),
    ("trồng cây (sau đây gọi là Kế hoạch 7)", "về trồng cây"),
]


@pytest.mark.parametrize(("title", "printed"), SUBJECTS)
def test_subjects(title, printed):
    cited = node("7/KH-UBND", "Kế hoạch", "2024-03-05", "UBND tỉnh Hà Nam", title)
    assert full(cited) == f"Kế hoạch số 7/KH-UBND ngày 05 tháng 3 năm 2024 của UBND tỉnh Hà Nam {printed}"


CITED = [
    (
        node("02-NQ/TW", "Nghị quyết", "2021-06-12", "Bộ Chính trị"),
        "Nghị quyết số 02-NQ/TW ngày 12 tháng 6 năm 2021 của Bộ Chính trị",
    ),
    (node("5/2020/NĐ-CP"), "Nghị định số 5/2020/NĐ-CP ngày … tháng … năm 2020 của Chính phủ"),
    (
        node("5/2020/NĐ-CP", "Nghị định", "2021-01-02", "Chính phủ"),
        "Nghị định số 5/2020/NĐ-CP ngày … tháng … năm 2020 của Chính phủ",
    ),
    (node("7/KH-XYZ", "Kế hoạch"), "Kế hoạch số 7/KH-XYZ ngày … tháng … năm … của …"),
    (node(kind="Luật", law="Luật Cây xanh", date="2013-05-05", issuer="Quốc hội"), "Luật Cây xanh"),
    (node("45/2013/QH13", "Luật", law="Luật Cây xanh"), "Luật Cây xanh"),
    (node("45/2013/QH13", "Luật"), "Luật số 45/2013/QH13"),
    (node(kind="Công văn", date="2024-11-01", issuer="Sở Y tế"), "Công văn ngày 01 tháng 11 năm 2024 của Sở Y tế"),
]


@pytest.mark.parametrize(("cited", "printed"), CITED, ids=[printed for _, printed in CITED])
def test_documents(cited, printed):
    assert full(cited) == printed
