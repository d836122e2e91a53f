"""The reasons of a verdict, as a clerk reads them."""

from __future__ import annotations

import pytest

from cancu.index.duplicates.rules import judge
from cancu.pipeline.model import Record
from quality.noise import damaged
from samples.letters import TREES, Letter, paper

HELD = Letter()


def reasons(here: object, there: object = HELD) -> tuple[str, ...]:
    return judge(paper(str(here)), paper(str(there))).reasons


@pytest.mark.parametrize(
    ("here", "expected"),
    [
        (HELD, ["Nội dung văn bản trùng khớp hoàn toàn"]),
        (Letter("41/KH-UBND"), ["Khác số, ký hiệu: 41/KH-UBND và 39/KH-UBND", "Cùng ngày ban hành 10/01/2023"]),
        (Letter("039/KH-UBND"), ["Cùng số, ký hiệu: 039/KH-UBND và 39/KH-UBND"]),
        (Letter(day=(10, 1, 2024)), ["Khác ngày ban hành: 10/01/2024 và 10/01/2023"]),
        (Letter(None), ["Không rõ số, ký hiệu: không đọc được và 39/KH-UBND"]),
        (Letter(place="Điện Biên"), ["Khác nơi ban hành: Điện Biên và Sơn La"]),
        (Letter(body=TREES.replace("1.250", "1.350")), ["1 chỗ thay từ khác, trong đó 1 chỗ là số"]),
    ],
)
def test_reasons(here: Letter, expected: list[str]) -> None:
    found = reasons(here)
    assert [reason for reason in expected if reason not in found] == [], found


def test_which_is_the_part_is_told() -> None:
    page = str(HELD)[: len(str(HELD)) // 2]
    assert any("của văn bản này có trong văn bản đã lưu" in reason for reason in reasons(page))
    assert any("của văn bản đã lưu có trong văn bản này" in reason for reason in reasons(HELD, page))


def test_noise_is_told() -> None:
    assert any("bị đọc hoặc gõ sai" in reason for reason in reasons(damaged(str(HELD), 0.05, 1)[0]))


def test_what_is_read_in_the_text_only_is_not_told_as_missing() -> None:
    """The number of one is not known, and stands in its text as the other has it."""
    hidden = str(HELD).replace("Số: 39/KH-UBND", "Số hồ sơ lưu trữ: quyển 4\n39/KH-UBND")
    record: Record = paper(hidden).record
    found = reasons(hidden)
    assert not any("None" in reason for reason in found), (record.number, found)


def test_new_documents_have_no_reasons() -> None:
    assert reasons("Giấy mời họp thôn vào tối thứ bảy tại nhà văn hóa.") == ()
