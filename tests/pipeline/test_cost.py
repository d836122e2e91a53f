"""No text may take much longer than its length: among thousands of uploads there is every odd text."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from cancu.pipeline.record import keywords, tag

SIZE = 8_000
GROWTH = 4
FACTOR = 2 * GROWTH  # linear cost grows by GROWTH, quadratic by its square: halfway between
LINE = 60_000  # of one long line; `make bench` has them at a megabyte
TRIES = 3  # CPU time on a shared machine errs upwards only


def _cost(work: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    work(text)
    return time.process_time() - start


def _grows_with_the_length(text: Callable[[int], str], size: int, work: Callable[[str], object] = tag) -> bool:
    few = many = float("inf")
    for _ in range(TRIES):
        few, many = min(few, _cost(work, text(size))), min(many, _cost(work, text(GROWTH * size)))
        if many < FACTOR * few + 0.01:
            return True
    return False


@pytest.mark.parametrize("piece", ["1-1-1/", "thực hiện ", "Căn cứ ", "Luật ", "ngày ", "100% ", "(", "1-", "Điều 1. "])
def test_cost_of_one_line_grows_with_its_length(piece: str) -> None:
    assert _grows_with_the_length(lambda length: piece * (length // len(piece)), LINE)


@pytest.mark.parametrize("form", ["{}/KH-UBND, ", "Kế hoạch số {}/KH-UBND ngày 1/1/2020; ", "{}% đoàn viên, "])
def test_cost_of_thousands_of_numbers_grows_with_them(form: str) -> None:
    assert _grows_with_the_length(lambda count: "".join(map(form.format, range(count))), 2_000)


@pytest.mark.parametrize("piece", ["1-1-1-", "a.", "a-", "thực hiện ", "(a", "A.", "Phong trào thi đua. ", "@a"])
def test_cost_of_keywords_grows_with_the_length(piece: str) -> None:
    assert _grows_with_the_length(lambda length: piece * (length // len(piece)), SIZE, keywords)


@pytest.mark.parametrize(
    ("start", "piece", "size"),
    [
        ("", "1", SIZE),
        ("", "a", SIZE),
        ("", "Ă", SIZE),
        ("", ".", SIZE),
        ("", "/", SIZE),
        ("", "-", SIZE),
        ("", " ", SIZE),
        ("", "\n", SIZE),
        ("", "\f", SIZE),
        ("", "“", SIZE),
        ("", '" ', SIZE),
        ("", ".,;:!?-/()", SIZE),
        ("", "đoàn viên lao động ", SIZE),
        ("", "1 / ", SIZE),
        ("", "1.", SIZE),
        ("1", ".000", SIZE),
        ("", "Số:\n", SIZE),
        ("", "12\n", SIZE),
        ("", "1. A\n", SIZE),
        ("", "thực hiện ", SIZE),
        ("", "- Kế hoạch số 12/KH-LĐLĐ ngày 05/01/2023 của LĐLĐ tỉnh;\n", SIZE),
        ("", "Kế hoạch số 12/KH-LĐLĐ ngày 05/01/2023; ", SIZE),
        ("", "12/KH-LĐLĐ ", SIZE),
        ("", "12/KH-UND ", SIZE),
        ("", "1I", SIZE),
        ("", "số l5/K'H.U", SIZE),
        ("", "số    1", SIZE),
        ("", "12/62O21 ", SIZE),
        ("", "ngy 1 thán 9 nm 2021", SIZE),
        ("", "Thựe hiện Nghị qyết số 02-NQTW, ", SIZE),
        ("", "Lnật Thi đua, khen thưởng, ", SIZE),
        ("", "Kế hoạch số 12/KH-LĐLĐ “a ", SIZE),
        ("", "Luật Công đoàn, ", SIZE),
        ("", "Luật ", SIZE),
        ("", "Luật Một, ", SIZE),
        ("", "Luật Bảo vệ sông hồ và ", SIZE),
        ("", "Luật sửa đổi, bổ sung ", SIZE),
        ("", "Luật sửa đổi, bổ sung một số điều của Luật ", SIZE),
        ("Luật", " ", SIZE),
        ("Luật Phòng,", " ", SIZE),
        ("Nghị định số", " ", SIZE),
        ("", "Nghị định của Bộ Y tế - ", SIZE),
        ("", "Nghị định 12-", SIZE),
        ("", "Điều 1 Quyết định 12 ", SIZE),
        ("", "<a ", SIZE),
        ("Nghị quyết số 02-NQ/TW.\n", "Nghị quyết này. ", SIZE),
        ("", "ngày 12/6/2021, ", SIZE),
        ("", "11/6/1948 - ", SIZE),
        ("", "- 85% đoàn viên.\n", SIZE),
        ("Nơi nhận:\n", "a b,\n", SIZE),
        pytest.param("12/", "KH-", 1_000),
        pytest.param("", "85% đoàn viên, ", 8_000),
        pytest.param("", "khoản 1 Điều 2 ", 8_000),
        pytest.param("", "Công Đoàn ", 2_000),
        pytest.param("", "Ban Thường vụ ", 4_000),
    ],
)
def test_cost_grows_with_the_length(start: str, piece: str, size: int) -> None:
    def text(length: int) -> str:
        return (start + piece * (length // len(piece) + 1))[:length]

    assert _grows_with_the_length(text, size)


@pytest.mark.parametrize(
    "piece",
    [
        "(được sửa đổi bởi ",
        "Nghị định số 11/2020/NĐ-CP (sau đây gọi là ",
        "hướng dẫn kèm ",
        "căn cứ a; ",
        "một số điều, ",
        "theo x, Sở Y tế y ",
    ],
)
def test_a_mention_after_a_long_sentence(piece: str) -> None:
    """Each word before it may be the one that governs it."""

    def text(length: int) -> str:
        return piece * (length // len(piece)) + " x Nghị định số 5/2020/NĐ-CP."

    assert _grows_with_the_length(text, SIZE)
