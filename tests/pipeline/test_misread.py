"""Damaged document numbers: what is read, what is not, and what the rest of the document decides."""
# ruff: noqa: E501 -- a case of a table stays on its line

from __future__ import annotations

import pytest

from cancu.pipeline.components import kind
from cancu.pipeline.components.layout import read
from cancu.pipeline.symbol import find
from cancu.pipeline.vocabulary import body_codes, kind_bodies, kind_codes


def _found(text: str) -> list[str]:
    """Canonical forms as a document has them: with the kind that is named before."""
    layout = read(text)
    numbers = find(layout.view, layout.text, lambda start: kind.kind_before(layout, start)[1])
    assert all(text[slice(*number.span)] == number.surface for number in numbers)
    return [number.canonical for number in numbers]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        # separators lost, misread, or with a stray sign
        ("Nghị quyết số 02-NQTW", "02-NQ/TW"),
        ("Nghị quyết số 02-NQITW", "02-NQ/TW"),
        ("Nghị quyết số 02-NQ1TW", "02-NQ/TW"),
        ("Nghị quyết số 02-NQ./TW", "02-NQ/TW"),
        ("Nghị quyết số 02-NQ/'TW", "02-NQ/TW"),
        ("Nghị quyết số 02-`NQ/TW", "02-NQ/TW"),
        ("Kế hoạch số 12/KH.UBND", "12/KH-UBND"),
        ("Kế hoạch số 12/KHUBND", "12/KH-UBND"),
        ("Kế hoạch số 12/KH UBND", "12/KH-UBND"),
        ("Kế hoạch số 12KH-UBND", "12/KH-UBND"),
        ("Kế hoạch số 12IKH-UBND", "12/KH-UBND"),
        ("Kế hoạch số 12lKH-UBND", "12/KH-UBND"),
        ("Chỉ thị số 35CT/TW", "35-CT/TW"),
        ("Nghị định số 91I2017/NĐ-CP", "91/2017/NĐ-CP"),
        ("Nghị định số 91/2017INĐ-CP", "91/2017/NĐ-CP"),
        ("Nghị định số 922017/NĐ-CP", "92/2017/NĐ-CP"),
        ("Nghị định số 92/2017-NĐ-CP", "92/2017/NĐ-CP"),
        ("Luật số 48/2014IQH13", "48/2014/QH13"),
        ("Công văn số 77IVPCP-KGVX", "77/VPCP-KGVX"),
        # codes torn apart, or joined to the next word
        ("Kế hoạch số 12/K H-UBND", "12/KH-UBND"),
        ("Kế hoạch số 12/K'H-UB ND", "12/KH-UBND"),
        ("Kế hoạch số 12/KH-LĐ.LĐ", "12/KH-LĐLĐ"),
        ("Chương trình số 27-C Tr/TU", "27-CTr/TU"),
        ("Luật số 48/2014/Q'H13", "48/2014/QH13"),
        ("Luật số 48/2014/QH l3", "48/2014/QH13"),
        ("Nghị định số 91/2017/NĐ-CPvề an toàn", "91/2017/NĐ-CP"),
        ("Quyết định số 217/QĐ-TTgngày", "217/QĐ-TTg"),
        ("Thông tư liên tịch số 22/2011/TTLT-BTC-BKHCNngày", "22/2011/TTLT-BTC-BKHCN"),
        # letters taken for others
        ("Quyết định số 217/OĐ-TTg", "217/QĐ-TTg"),
        ("Quyết định số 217/QĐ-TTq", "217/QĐ-TTg"),
        ("Thông tư số 02/2021/TT-8YT", "02/2021/TT-BYT"),
        ("Kế hoạch số 12/KH-LĐLD", "12/KH-LĐLĐ"),
        # letters lost: there is one such code, or the kind before says which
        ("Kế hoạch số 12/KH-UND", "12/KH-UBND"),
        ("Tờ trình số 12/TTr-SNMT", "12/TTr-SNNMT"),
        ("Nghị quyết số 02-NQ/W", "02-NQ/TW"),
        ("Quyết định số 217/QĐ-Tg", "217/QĐ-TTg"),
        ("Nghị định số 91/2017/Đ-CP", "91/2017/NĐ-CP"),
        ("Nghị định số 91/2017/NĐ-C", "91/2017/NĐ-CP"),
        ("Quyết định số 217/Q-TTg", "217/QĐ-TTg"),
        ("Kết luận số 21-K/TW", "21-KL/TW"),
        ("Đề án số 08/A-LĐLĐ", "08/ĐA-LĐLĐ"),
        ("Chương trình số 27-Cr/TU", "27-CTr/TU"),
        ("Nghị địn số 91/2017/Đ-CP", "91/2017/NĐ-CP"),
        # figures taken for letters
        ("Kế hoạch số l5/KH-UBND", "15/KH-UBND"),
        ("Kế hoạch số 7l/KH-UBND", "71/KH-UBND"),
        ("Kế hoạch số 1S/KH-UBND", "15/KH-UBND"),
        ("Kế hoạch số 1B3/KH-UBND", "183/KH-UBND"),
        ("Nghị quyết số O2-NQ/TW", "02-NQ/TW"),
        ("Nghị định số 91/2O17/NĐ-CP", "91/2017/NĐ-CP"),
        ("Nghị định số 91/20'17/NĐ-CP", "91/2017/NĐ-CP"),
        ("Quyết định số 21'7-QĐ/TW", "217-QĐ/TW"),
        # the blank before is lost
        ("Kế hoạch số39/KH-LĐLĐ", "39/KH-LĐLĐ"),
        ("Kết luận01-KL/TW", "01-KL/TW"),
        ("Kế hoạch số.39/KH-LĐLĐ", "39/KH-LĐLĐ"),
        # typed in lower case
        ("theo 12/kh-cđyt", "12/KH-CĐYT"),
        ("theo 12/2023/tt-byt", "12/2023/TT-BYT"),
    ],
)  # fmt: skip
def test_damaged(printed: str, expected: str) -> None:
    assert _found(printed) == [expected]


@pytest.mark.parametrize(
    "printed",
    [
        "Chỉ thị số 39-CT/T",  # TU or TW
        "tại số 91/2017/Đ-CP",  # NĐ or QĐ: no word says which
        "Nghị định số 1312025/NĐ-CP",  # 131/2025, or 13/2025 with its stroke read as 1
        "Kế hoạch số 12B/KH-UBND",  # 12B or 128
        "số 5 1/2010/NĐ-CP", "Nghị định số 136/20 2/NĐ-CP", "Nghị định số 91/217/NĐ-CP",  # a figure is lost or torn off
        "Quyết định số 12/QĐ-g", "Luật số 48/2014/QH1",
        # counted, or called something, but not numbered
        "có 85 CĐCS trực thuộc", "năm 2023 UBND tỉnh", "gồm 12 KH-CN", "Phụ lục 1B TC-NN", "mẫu số 05-ĐK-TCT", "tầng 12A UBND tỉnh",
        "12 Ban Chấp hành", "l5 KH", "QCVN 01", "h1/KH", "A12/KH-XYZ",
    ],
)  # fmt: skip
def test_not_read(printed: str) -> None:
    assert _found(printed) == []


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        # what is printed so, is so: known codes, codes no table has, and those that are one letter away from others
        ("Kế hoạch số 12/KH-CĐ", ["12/KH-CĐ"]),
        ("Quyết định số 12/QĐ-CT", ["12/QĐ-CT"]),
        ("Báo cáo số 116/BC-BĐT", ["116/BC-BĐT"]),  # not UBDT, which has no Đ
        ("Kế hoạch số 12/KH-LĐTBXH", ["12/KH-LĐTBXH"]),
        ("Quyết định số 03/2006/QĐ-BGD&ĐT", ["03/2006/QĐ-BGD&ĐT"]),
        ("Công văn số 14/2025/CV-E.K.LM", ["14/2025/CV-E.K.LM"]),
        ("Kế hoạch số 05/KH-CĐYT-Hà Nội", ["05/KH-CĐYT"]),
        ("Hướng dẫn số 12/HD-TLĐ và Hợp đồng số 12/HĐ-TLĐ", ["12/HD-TLĐ", "12/HĐ-TLĐ"]),
        ("Thông tư số 21945/TT-BCA", ["21945/TT-BCA"]),
        # the document tells: the same number elsewhere, a body it names elsewhere, a code it prints twice
        ("Chỉ thị số 39-CT/TW, rồi Chỉ thị số 39-CT/T", ["39-CT/TW", "39-CT/TW"]),
        ("Chỉ thị số 38-CT/TW, rồi Chỉ thị số 39-CT/T", ["38-CT/TW"]),
        ("Quyết định số 9/QĐ-UBND, rồi Quyết định số 8/QĐ-UBD", ["9/QĐ-UBND", "8/QĐ-UBND"]),
        ("Quyết định số 8/QĐ-UBD", ["8/QĐ-UBD"]),  # UBND or UBDT
        ("Kế hoạch số 7/KH-UND, rồi Kế hoạch số 8/KH-UND", ["7/KH-UND", "8/KH-UND"]),
    ],
)
def test_undamaged_and_told_by_the_document(printed: str, expected: list[str]) -> None:
    assert _found(printed) == expected


def test_bodies_that_alone_issue_a_kind_are_known() -> None:
    assert kind_bodies()["NĐ"] == ("CP",)
    assert set(kind_bodies()) <= set(kind_codes())
    assert {body for bodies in kind_bodies().values() for body in bodies} <= set(body_codes())
