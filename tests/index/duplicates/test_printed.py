"""Duplicates as a clerk reads them."""

from __future__ import annotations

import pytest

from cancu.index import printed as lists
from cancu.index.duplicates import answers, printed
from cancu.index.duplicates.verdict import Differences, Duplicates, Finding, Group, Match, Passage, Verdict
from cancu.index.holdings import Document, Outcome

NAMES = ("Kế hoạch", "KH", "2023-01-10", "Ủy ban nhân dân xã A", "Huế", "Trồng cây")
HELD = Document("39-kh-1", "f" * 64, "39/KH-UBND", "39-kh-ubnd", "39", *NAMES)

NONE = Differences()


def found(verdict: Verdict, differences: Differences = NONE) -> Duplicates:
    return Duplicates(verdict, (Match(HELD, Finding(verdict, 0.95, ("Cùng số",), differences)),))


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_has_a_name(verdict: Verdict) -> None:
    shown = printed.duplicates(answers.duplicates("den/a.pdf", found(verdict))).split("\n")
    assert shown[0].startswith("den/a.pdf: ") and shown[0].removeprefix("den/a.pdf: ") in shown[2]
    assert shown[3] == "    - Cùng số"
    assert printed.groups(answers.groups((Group(verdict, (HELD,), ("a.txt",)),))).startswith(shown[0][11:])


def test_what_differs_is_told_with_noise_as_a_count() -> None:
    differences = Differences(
        ("3/KH-A",), ("2023-04-01", "--09-15"), ("85 %",), ("An → Bình",), (Passage("đạt ⟦90%⟧", "đạt ⟦85%⟧"),), 7
    )
    shown = printed.duplicates(answers.duplicates("a", found(Verdict.TEMPLATE_SIBLING, differences))).split("\n")
    assert shown[4:] == [
        "    Số khác nhau: 3/KH-A",
        "    Ngày khác nhau: 01/04/2023; 15/09",
        "    Số liệu khác nhau: 85 %",
        "    Tên khác nhau (tệp này → đã lưu): An → Bình",
        "    Lời văn khác nhau (− đã lưu, + tệp này):",
        "      − đạt ⟦85%⟧",
        "      + đạt ⟦90%⟧",
        "    Ngoài ra 7 chỗ chỉ là chữ đọc hoặc gõ sai",
    ]


def test_passages_beyond_ten_and_those_that_say_the_same_again_are_counted() -> None:
    years = [Passage(f"câu {at} năm ⟦2024⟧", f"câu {at} năm ⟦2023⟧") for at in range(5)]
    others = [Passage(f"thêm ⟦{at}⟧", "") for at in range(12)]
    differences = Differences(passages=(*years, *others))
    shown = printed.duplicates(answers.duplicates("a", found(Verdict.TEMPLATE_SIBLING, differences))).split("\n")
    assert sum(line.startswith("      +") for line in shown) == 10
    assert sum("2024" in line for line in shown) == 2
    assert "      − (không có)" in shown
    assert shown[-1] == "      … và 7 chỗ khác nữa"


def test_new_files_and_archives_without_duplicates() -> None:
    assert printed.duplicates(answers.duplicates("a", Duplicates(Verdict.NEW, ()))) == "a: chưa có trong kho"
    assert printed.groups(answers.groups(())) == "Không có văn bản trùng."


def test_long_groups_are_cut() -> None:
    group = Group(Verdict.SAME_FILE, (HELD,), tuple(f"{at}.txt" for at in range(23)))
    assert printed.groups(answers.groups((group,))).split("\n")[-1] == "  … và 3 tệp nữa"


def test_the_json_has_what_was_promised() -> None:
    differences = Differences(("1/A",), ("2023",), ("1 x",), ("A → B",), (Passage("a", "b"),), 2)
    (match,) = answers.duplicates("a", found(Verdict.REISSUE, differences))["matches"]
    assert match["verdict"] == "reissue"
    assert match["differences"] == {
        "numbers": ["1/A"],
        "dates": ["2023"],
        "figures": ["1 x"],
        "names": ["A → B"],
        "text": [{"here": "a", "there": "b"}],
        "noise": 2,
    }


@pytest.mark.parametrize(
    ("outcome", "verdict", "told"),
    [
        (Outcome.KNOWN, Verdict.SAME_DOCUMENT, "đã có: a.pdf – cùng một văn bản: Kế hoạch 39/KH-UBND"),
        (Outcome.KNOWN, Verdict.SAME_FILE, None),
        (Outcome.STORED, Verdict.REVIEW, "lưu mới: a.pdf – chưa kết luận được, cần người xem: Kế hoạch 39/KH-UBND"),
        (Outcome.STORED, Verdict.REISSUE, "lưu mới: a.pdf – văn bản đính chính hoặc thay thế: Kế hoạch 39/KH-UBND"),
        (Outcome.STORED, Verdict.TEMPLATE_SIBLING, None),
        (Outcome.STORED, Verdict.NEW, None),
    ],
)
def test_what_is_told_while_files_are_stored(outcome: Outcome, verdict: Verdict, told: str | None) -> None:
    matches = answers.duplicates("a.pdf", found(verdict))["matches"] if verdict is not Verdict.NEW else []
    counts = dict.fromkeys(("stored", "known", "quarantined", "skipped", "review"), 0)
    outcomes = [{"file": "a.pdf", "outcome": outcome.value, "id": "1", "reason": None, "duplicates": matches}]
    first, *rest = lists.ingest({"outcomes": outcomes, "seen": 1, **counts}).split("\n")
    assert (first.startswith(told) and len(rest) == 1) if told else not rest
