"""What differs between two papers, as people read it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cancu.index.duplicates.differences import of, of_records
from cancu.index.duplicates.verdict import Differences
from cancu.pipeline.vietnamese import unmarked, words
from quality.noise import damaged
from samples.letters import ANNEX, SWIMMING, TREES, Letter, paper

HELD = Letter()


def passages(here: object, there: object = HELD) -> list[tuple[str, str]]:
    return [(one.here, one.there) for one in of(paper(str(here)), paper(str(there))).passages]


def changed(*exchanges: tuple[str, str]) -> Letter:
    body = TREES
    for old, new in exchanges:
        assert old in body
        body = body.replace(old, new)
    return replace(HELD, body=body)


def test_a_paper_does_not_differ_from_itself() -> None:
    assert of(paper(HELD), paper(HELD)) == Differences()


def test_numbers_dates_and_figures_are_those_of_one_only() -> None:
    here = changed(("31-KL/TU", "45-KL/TU"), ("05/12/2022", "06/12/2022"), ("85%", "90%"))
    found = of(paper(here), paper(HELD))
    assert found.numbers == ("31-KL/TU", "45-KL/TU")
    assert found.dates == ("2022-12-05", "2022-12-06")
    assert found.figures == ("85 %", "90 %")
    assert of_records(paper(here).record, paper(HELD).record) == replace(found, names=(), passages=(), noise=0)


def test_values_that_are_read_otherwise_in_the_same_words_are_no_difference() -> None:
    """What a plan of 2023 sets from 2023 on, one of 2024 tells as done."""
    since = TREES.replace("ít nhất 40 cây", "ít nhất 40 cây từ năm 2023")
    here, there = paper(replace(HELD, body=since, day=(10, 1, 2024))), paper(replace(HELD, body=since))
    assert of_records(here.record, there.record).figures
    assert of(here, there).figures == ()
    assert of(here, there).dates == ("2023-01-10", "2024-01-10")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Nguyễn Hữu Thắng", "Trần Quang Huy", ["Trần Quang Huy → Nguyễn Hữu Thắng"]),
        ("Nguyễn Hữu Thắng", "Nguyễn Hữu Thăng", ["Nguyễn Hữu Thăng → Nguyễn Hữu Thắng"]),
        ("Nguyễn Hữu Thắng", "Nguyễn Hữu Tháng", ["Nguyễn Hữu Tháng → Nguyễn Hữu Thắng"]),
        ("Nguyễn Hữu Thắng", "Nguyễn Hữu Thanh", ["Nguyễn Hữu Thanh → Nguyễn Hữu Thắng"]),
        ("Nguyễn Hữu Thắng", "Nguyễn Hứu Thấng", ["Nguyễn Hứu Thấng → Nguyễn Hữu Thắng"]),
        ("vườn ươm", "vườn rau", []),
    ],
)
def test_names_that_stand_in_place_of_others(old: str, new: str, expected: list[str]) -> None:
    assert list(of(paper(changed((old, new))), paper(HELD)).names) == expected


@pytest.mark.parametrize(
    ("old", "new", "here", "there"),
    [
        ("85%", "90%", "… lăng; tỷ lệ sống sau một năm đạt ⟦90%⟧ trở lên.", "sau một năm đạt ⟦85%⟧ trở lên."),
        ("1.250 cây", "1.350 cây", "Trồng mới ⟦1.350⟧ cây sao đen và bằng lăng; tỷ lệ …", None),
        ("20/02/2023", "20/03/2023", "… mốc hố trồng, hoàn thành trước ngày ⟦20/03/2023⟧.", None),
        ("31-KL/TU", "45-KL/TU", "Thực hiện Kết luận số ⟦45-KL/TU⟧ ngày 05/12/2022 của Thường …", None),
        ("ít nhất 40", "40", "Mỗi trường học nhận chăm sóc 40 cây; 100% khu dân cư có tổ …", None),
        ("1.250 cây", "1.025 cây", "Trồng mới ⟦1.025⟧ cây sao đen", None),
        ("hằng quý", "hằng tháng", "tổng hợp kết quả hằng ⟦tháng⟧, báo cáo Thường trực để chỉ đạo kịp …", None),
        ("100%", "10%", "… học nhận chăm sóc ít nhất 40 cây; ⟦10%⟧ khu dân cư có tổ tự quản vườn …", None),
    ],
)
def test_passages(old: str, new: str, here: str, there: str | None) -> None:
    ((shown, held),) = passages(changed((old, new)))
    assert here in shown, shown
    assert there is None or there in held, held


def test_a_zero_after_the_comma_counts() -> None:
    few = replace(HELD, body=TREES.replace("ít nhất 40 cây", "ít nhất 0,7 ha"))
    ((here, there),) = passages(str(few).replace("0,7 ha", "0,07 ha"), few)
    assert "⟦0,07⟧ ha" in here and "⟦0,7⟧ ha" in there


def test_changes_that_stand_near_each_other_are_one_passage() -> None:
    found = passages(changed(("1.250 cây sao đen", "1.350 cây phượng vĩ"), ("85%", "90%"), ("kịp thời", "ngay")))
    assert [here.count("⟦") for here, _ in found] == [3, 1]


def test_much_that_is_added_is_told_by_its_first_words() -> None:
    ((here, there),) = passages(Letter(annex=ANNEX))
    assert there == ""
    assert here.startswith("⟦PHỤ LỤC DANH SÁCH TUYẾN ĐƯỜNG") and here.endswith("từ)⟧.") and len(here) < 200


def test_rows_of_tables_are_told_apart() -> None:
    rows = "\n\n| TT | Xã | Số cây |\n| --- | --- | --- |\n| 1 | Xã Ngọc Chiến | 320 |\n| 2 | Xã Mường Bú | 410 |\n"
    table = Letter(body=TREES + rows)
    found = passages(str(table).replace("320", "350").replace("410", "415"), table)
    assert found == [
        ("1 | Xã Ngọc Chiến | ⟦350⟧", "1 | Xã Ngọc Chiến | ⟦320⟧"),
        ("2 | Xã Mường Bú | ⟦415⟧", "2 | Xã Mường Bú | ⟦410⟧"),
    ]


@pytest.mark.parametrize(
    "same",
    [
        pytest.param(str(HELD).replace("\n\n", "\n"), id="other lines"),
        pytest.param(unmarked(str(HELD)), id="marks lost"),
        pytest.param(str(HELD).replace("bóng mát", "**bóng mát**"), id="emphasis"),
        pytest.param(str(HELD).replace("ngày 05/12/2022", "ngày 05 tháng 12 năm 2022"), id="date in words"),
        pytest.param(str(HELD).replace("tháng 01 năm", "tháng 1 năm"), id="a zero less"),
        pytest.param(str(HELD).replace("chỉ đạo", "chl đạo").replace("kênh", "kêrih"), id="misread letters"),
        pytest.param(str(HELD).replace("\n\nNơi nhận", "\n\n\fNơi nhận"), id="page break"),
    ],
)
def test_another_way_to_write_the_same_is_no_difference(same: str) -> None:
    assert passages(same) == []


def test_a_head_that_is_read_in_another_order_is_no_difference() -> None:
    motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    issuer = "ỦY BAN NHÂN DÂN\nHUYỆN MƯỜNG LA\n"
    assert passages(motto + issuer + str(HELD).removeprefix(issuer + motto)) == []
    assert passages(str(HELD).replace(motto, "")) == []


def test_a_passage_that_stands_elsewhere_with_another_figure_is_shown() -> None:
    moved = "Mỗi trường học nhận chăm sóc ít nhất 40 cây"
    body = TREES.replace(f"2. {moved}; ", "2. ") + f".\n\n5. {moved.replace('40', '45')}"
    assert any("45" in here for here, _ in passages(Letter(body=body)))
    assert any("40" in there for _, there in passages(Letter(body=body)))


@pytest.mark.parametrize("seed", range(3))
def test_noise_is_counted_and_real_changes_are_shown_beside_it(seed: int) -> None:
    here = changed(("bằng lăng; tỷ", "phượng vĩ; tỷ"), ("100%", "75%"))
    noisy = damaged(str(HELD), 0.03, seed)[0]
    found = of(paper(here), paper(noisy))
    text = " ".join(passage.here for passage in found.passages)
    assert found.noise >= 10
    assert "vĩ⟧" in text and "⟦75%⟧" in text
    assert len(found.passages) <= 8


@pytest.mark.parametrize("seed", range(3))
def test_words_that_lose_a_letter_are_noise_in_a_scan_and_not_in_a_clean_text(seed: int) -> None:
    lost = str(HELD).replace("mưa bão", "mưa ão").replace("hội viên", "ội viên").replace("mang về", "mang ề")
    worn = lost[:300] + damaged(lost[300:], 0.03, seed)[0]
    shown = " ".join(here for here, _ in passages(worn))
    assert "⟦ão⟧" not in shown and "⟦ội⟧" not in shown and "⟦ề⟧" not in shown
    clean = " ".join(here for here, _ in passages(lost))
    assert "⟦ão⟧" in clean and "⟦ội⟧" in clean and "⟦ề⟧" in clean


PARTS = st.sampled_from([TREES, TREES[:500], TREES[300:], SWIMMING, ANNEX, "", "Lưu: VT.", f"{SWIMMING}\n{TREES}"])


@settings(max_examples=60, deadline=None)
@given(PARTS, PARTS)
def test_any_two_texts_can_be_shown(here: str, there: str) -> None:
    for passage in of(paper(here), paper(there)).passages:
        for shown in (passage.here, passage.there):
            assert shown.count("⟦") == shown.count("⟧") <= 30 and len(shown) < 2000
        assert "⟦" in passage.here + passage.there


def test_of_a_text_beside_an_empty_one_all_is_told() -> None:
    ((here, there),) = passages(SWIMMING, "")
    assert (here.endswith(f"({len(words(SWIMMING, 64).folded)} từ)⟧"), there) == (True, "")
