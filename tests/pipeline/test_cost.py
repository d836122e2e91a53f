"""No text may take much longer than its length: among thousands of uploads there is every odd text."""

from __future__ import annotations

import time

import pytest

from cancu.pipeline.record import tag

SIZE = 4_000
GROWTH = 8
FACTOR = 3 * GROWTH  # linear cost grows by GROWTH, quadratic by its square: between them, far from both


def _cost(text: str) -> float:
    """CPU seconds, the better of two where that is cheap."""
    costs: list[float] = []
    while not costs or (len(costs) < 2 and costs[0] < 0.3):
        start = time.process_time()
        tag(text)
        costs.append(time.process_time() - start)
    return min(costs)


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
        ("", "Kế hoạch số 12/KH-LĐLĐ “a ", SIZE),
        ("", "Luật Công đoàn, ", SIZE),
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

    _cost(text(200))
    few, many = _cost(text(size)), _cost(text(GROWTH * size))
    assert many < FACTOR * few + 0.01


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
    few, many = (
        _cost(piece * (size // len(piece)) + " x Nghị định số 5/2020/NĐ-CP.") for size in (SIZE, GROWTH * SIZE)
    )
    assert many < FACTOR * few + 0.01
