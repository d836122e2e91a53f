"""What two papers are to each other."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cancu.index.duplicates.rules import judge
from cancu.index.duplicates.verdict import Verdict
from cancu.pipeline.vietnamese import unmarked
from quality.noise import damaged
from samples.letters import ANNEX, SWIMMING, TREES, Letter, paper

HELD = Letter()
NEXT_YEAR = TREES.replace("2023", "2024").replace("85%", "90%")
NAMED = TREES.replace("Nguyễn Hữu Thắng", "Trần Quang Huy")
DECISION = {"kind": "QUYẾT ĐỊNH", "title": "Về việc phân công theo dõi trồng cây"}
ITS_NAME = "Kế hoạch số 39/KH-UBND ngày 10/01/2023 của Ủy ban nhân dân huyện Mường La"


def scan(letter: object, rate: float, seed: int = 1) -> str:
    return damaged(str(letter), rate, seed)[0]


def retyped(letter: Letter) -> str:
    text = str(letter).replace("\n\n", "\n").replace("khỏe", "khoẻ")
    return "\n".join(" ".join(line.split()) for line in text.split("\n"))


def misread(old: str, new: str) -> str:
    """The held paper as a poor scan, with one more harm."""
    assert old in str(HELD)
    return WORN.replace(old, new, 1)


# Noise below the head, so that the head is read as it is printed but for the harm of a case.
WORN = str(HELD)[:400] + scan(str(HELD)[400:], 0.03)
LAW = Letter("25/2019/QH14", kind="LUẬT", title="Cây xanh đường phố và bảo vệ bóng mát", issuer="", parent="QUỐC HỘI")
CONSOLIDATED = Letter(
    "07/VBHN-VPQH",
    (3, 6, 2024),
    "",
    "VĂN PHÒNG QUỐC HỘI",
    kind="LUẬT",
    title="Cây xanh đường phố và bảo vệ bóng mát",
    body=f"Luật số 25/2019/QH14 được sửa đổi, bổ sung bởi:\n1. Luật số 35/2023/QH15\n\n{SWIMMING}\n\n{TREES[:900]}",
)
ENDS = Letter(
    "9/QĐ-UBND",
    (3, 6, 2024),
    kind="QUYẾT ĐỊNH",
    title="Dạy bơi cho trẻ em",
    body=f"{SWIMMING}\n\nĐiều 9. Bãi bỏ {ITS_NAME}",
)

# The name is that of many bodies; the town tells which.
UNION = str(Letter(parent="LIÊN ĐOÀN LAO ĐỘNG TỈNH THÁI BÌNH", issuer="LIÊN ĐOÀN LAO ĐỘNG HUYỆN", place="Kiến Xương"))
JOINT = str(
    Letter(
        issuer="TỈNH SƠN LA",
        body=TREES.replace("III.", "Ủy ban nhân dân tỉnh Điện Biên ban hành kế hoạch chung.\n\nIII.").replace(
            "4. Kho", "Ủy ban nhân dân tỉnh Điện Biên tổ chức tổng kết.\n\n4. Kho"
        ),
    )
)

ADOPTED = Letter(
    "39/NQ-HĐND",
    parent="HỘI ĐỒNG NHÂN DÂN",
    kind="NGHỊ QUYẾT",
    body=f"{TREES}.\n\nNghị quyết này đã được Hội đồng nhân dân huyện Mường La thông qua ngày 10 tháng 01 năm 2023",
)


def _long(mark: str) -> str:
    """Paragraphs, below each a note of a hundred words if there is a mark for it."""
    lot = Random(1)
    words = sorted(set(SWIMMING.split()))
    pieces = []
    for _ in range(10):
        text, note = (" ".join(lot.choices(words, k=count)) for count in (150, 100))
        pieces += [text, mark + note] if mark else [text]
    return "\n\n".join(pieces)


CASES = {
    "itself": (HELD, HELD, "same_file"),
    "scan with little noise": (scan(HELD, 0.01), HELD, "same_document"),
    "scan with noise": (scan(HELD, 0.02), HELD, "same_document"),
    "bad scan": (scan(HELD, 0.05), HELD, "same_document"),
    "retyped": (retyped(HELD), HELD, "same_document"),
    "retyped without zeros": (str(HELD).replace("tháng 01", "tháng 1"), HELD, "same_document"),
    "marks lost": (unmarked(str(HELD)), HELD, "same_document"),
    "one word a line": (str(HELD).replace(" ", "\n").replace("KẾ\nHOẠCH", "KẾ HOẠCH"), HELD, "same_document"),
    "lost page": (str(HELD)[: len(str(HELD)) // 2], HELD, "excerpt"),
    "without its annex": (HELD, Letter(annex=ANNEX), "excerpt"),
    "annex alone": (ANNEX, Letter(annex=ANNEX), "excerpt"),
    "next year's": (Letter("41/KH-UBND", (12, 1, 2024), body=NEXT_YEAR), HELD, "template_sibling"),
    "next year's of the same number": (Letter(day=(12, 1, 2024), body=NEXT_YEAR), HELD, "template_sibling"),
    "next year's, of the same words": (Letter("41/KH-UBND", (12, 1, 2024)), HELD, "template_sibling"),
    "scan of next year's": (scan(Letter("41/KH-UBND", (12, 1, 2024), body=NEXT_YEAR), 0.05), HELD, "template_sibling"),
    "neighbour's": (Letter("17/KH-UBND", (12, 1, 2023), "HUYỆN SÔNG MÃ"), HELD, "template_sibling"),
    "neighbour's of the same number": (Letter(issuer="HUYỆN SÔNG MÃ"), HELD, "template_sibling"),
    "of two provinces": (
        Letter(issuer="TỈNH ĐIỆN BIÊN", place="Điện Biên"),
        Letter(issuer="TỈNH SƠN LA"),
        "template_sibling",
    ),
    "two persons, one day": (
        Letter("118/QĐ-UBND", body=NAMED, **DECISION),
        Letter("117/QĐ-UBND", **DECISION),
        "template_sibling",
    ),
    "one figure under one number": (Letter(body=TREES.replace("1.250", "1.350")), HELD, "review"),
    "one name under one number": (Letter(body=NAMED), HELD, "review"),
    "draft without number": (Letter(None), HELD, "same_document"),
    "đính chính": (
        Letter("52/QĐ-UBND", (1, 3, 2023), body=f"Điều 1. Đính chính {ITS_NAME}: trồng mới 1.350 cây", **DECISION),
        HELD,
        "reissue",
    ),
    "thay thế": (
        Letter("52/KH-UBND", (1, 3, 2023), body=f"{NEXT_YEAR}\n\n5. Kế hoạch này thay thế {ITS_NAME}"),
        HELD,
        "reissue",
    ),
    "another under the same number": (Letter(day=(3, 6, 2022), title="Dạy bơi", body=SWIMMING), HELD, "same_number"),
    "year misread": (misread("năm 2023", "năm 223"), HELD, "same_document"),
    "year of no century": (misread("năm 2023", "năm 8023"), HELD, "same_document"),
    "last figure of the year lost": (misread("năm 2023", "năm 202"), HELD, "review"),
    "a figure of the day lost": (misread("ngày 10", "ngày 1"), HELD, "review"),
    "hyphen of the number lost": (misread("39/KH-UBND", "39/KHUBND"), HELD, "same_document"),
    "slash of the number misread": (misread("39/KH-UBND", "39lKH-UBND"), HELD, "same_document"),
    "letter of the number misread": (misread("39/KH-UBND", "39/KH-UBNB"), HELD, "same_document"),
    "another letter in the number": (str(HELD).replace("39/KH-UBND", "39/KH-UBNB"), HELD, "review"),
    "a figure of the number lost": (misread("39/KH-UBND", "9/KH-UBND"), HELD, "review"),
    "letter of the issuer misread": (misread("HUYỆN MƯỜNG LA", "HUYỆN MƯỜNG LÀM"), HELD, "same_document"),
    "neighbour's of the same number, misread": (
        misread("HUYỆN MƯỜNG LA", "HUYỆN SÔNG MÃ").replace("năm 2023", "năm 223", 1),
        HELD,
        "review",
    ),
    "stray sign in the place": (misread("Sơn La,", "S'ơn La,"), HELD, "same_document"),
    "of two towns, one misread": (
        UNION[:400].replace("Kiến Xương,", "Tiền Hảl,") + scan(UNION[400:], 0.03),
        UNION,
        "review",
    ),
    "page without its head, a word misread": (
        str(HELD)[500:1400].replace("tuyệt đối", "tuyệt đổi").replace("hội viên", "hồi quyền"),
        HELD,
        "review",
    ),
    "page without its head that names another body": (JOINT[700:], JOINT, "review"),
    "the law and its consolidated text": (LAW, CONSOLIDATED, "template_sibling"),
    "ends what is about less": (
        replace(ENDS, title="Trồng, chăm sóc cây xanh trên các tuyến đường liên xã năm 2023 và dạy bơi"),
        HELD,
        "reissue",
    ),
    "ends what is about much less": (
        replace(
            ENDS, title=f"{HELD.title}, quản lý công viên, nghĩa trang, dạy bơi và phòng đuối nước cho trẻ em ven sông"
        ),
        HELD,
        "reissue",
    ),
    "day misread, and told once more below": (
        str(ADOPTED)[:300].replace("ngày 10 tháng", "ngày 16 thảrg")
        + scan(str(ADOPTED)[300:-200], 0.03)
        + str(ADOPTED)[-200:],
        ADOPTED,
        "review",
    ),
    "without the notes of a publisher": (Letter(body=_long("")), Letter(body=_long("[1] ")), "same_document"),
    "ends what it tells to be about the same": (
        replace(
            ENDS,
            title="Trồng cây bóng mát hai bên đường liên xã",
            body=f"{ENDS.body} về trồng cây bóng mát hai bên các đường liên xã",
        ),
        HELD,
        "reissue",
    ),
    "replaces a form of it": (
        replace(
            ENDS,
            body=f"{SWIMMING}\n\nĐiều 9. Thay thế Mẫu số 1 và 2 ban hành kèm theo {ITS_NAME} bằng mẫu kèm theo",
        ),
        HELD,
        "new",
    ),
    "ends what is about another": (ENDS, HELD, "new"),
    "another": (
        Letter("7/HD-ĐTN", (3, 6, 2022), "HUYỆN SÔNG MÃ", "ĐOÀN THANH NIÊN", title="Dạy bơi", body=SWIMMING),
        HELD,
        "new",
    ),
    "blank page": ("", HELD, "new"),
    "two blank pages": (" \n", "\n", "new"),
}


@pytest.mark.parametrize(("here", "there", "expected"), CASES.values(), ids=CASES)
def test_what_a_paper_is_to_one_that_is_held(here: object, there: object, expected: str) -> None:
    one, other = paper(str(here)), paper(str(there))
    found = judge(one, other)
    assert found.verdict == expected, found.reasons
    assert judge(other, one).verdict == expected
    assert 0 < found.certainty <= 1
    assert bool(found.reasons) == (expected != "new")


LETTERS = st.builds(
    Letter,
    number=st.sampled_from(["39/KH-UBND", "38/KH-UBND", "139/KH-UBND", "39/KH-HĐND", None]),
    day=st.sampled_from([(10, 1, 2023), (10, 1, 2024), (16, 1, 2023)]),
    issuer=st.sampled_from(["HUYỆN MƯỜNG LA", "HUYỆN SÔNG MÃ", "TỈNH SƠN LA", "TỈNH ĐIỆN BIÊN"]),
    body=st.sampled_from([TREES, NEXT_YEAR, NAMED, SWIMMING, TREES[:600]]),
    annex=st.sampled_from([None, ANNEX]),
)
RATES = st.sampled_from([0, 0.01, 0.03, 0.08])
SEEDS = st.integers(0, 20)
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])


@FEW
@given(LETTERS, LETTERS, RATES, SEEDS)
def test_a_verdict_is_the_same_from_both_sides(here: Letter, there: Letter, rate: float, seed: int) -> None:
    one, other = paper(scan(here, rate, seed)), paper(there)
    assert judge(one, other).verdict is judge(other, one).verdict


@FEW
@given(LETTERS, RATES, SEEDS)
def test_a_paper_is_the_same_file_as_itself(letter: Letter, rate: float, seed: int) -> None:
    one = paper(scan(letter, rate, seed))
    assert judge(one, one).verdict is Verdict.SAME_FILE


@FEW
@given(LETTERS, st.text(" \n\t\f\u00a0", max_size=6))
def test_a_blank_page_is_like_nothing(letter: Letter, blank: str) -> None:
    assert judge(paper(blank), paper(letter)).verdict is Verdict.NEW
    assert judge(paper(blank), paper(blank)).verdict is Verdict.NEW


@FEW
@given(LETTERS, LETTERS, RATES, SEEDS)
def test_noise_makes_no_one_document_of_two_numbers(here: Letter, there: Letter, rate: float, seed: int) -> None:
    assume(here.number and there.number and here.number != there.number)
    verdict = judge(paper(scan(here, rate, seed)), paper(there)).verdict
    assert verdict not in (Verdict.SAME_FILE, Verdict.SAME_DOCUMENT)
