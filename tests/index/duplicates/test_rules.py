"""What two papers are to each other."""

from __future__ import annotations

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
