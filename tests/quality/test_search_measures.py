"""The measures of search count what they say: on a small archive of our own, with answers known beforehand."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from cancu.index.indexing import Facts
from cancu.pipeline import record
from quality import archives, known_items, lookup, retrieval
from quality.archives import EMBEDDED, Paper, Shelf, keep

_LETTER = """Số: {number}

Huế, ngày {day} tháng 3 năm 2024

KẾ HOẠCH
{title}

Căn cứ Nghị quyết số 02-NQ/TW ngày 12/6/2021 của Bộ Chính trị, Ban Chấp hành xây dựng kế hoạch như sau.
"""
_LETTERS = (
    ("05/KH-CĐCS", 5, "Tổ chức Tháng Công nhân"),
    ("05/KH-CĐCS", 6, "Trồng cây đầu xuân"),
    ("17/KH-LĐLĐ", 7, "Thăm hỏi đoàn viên khó khăn"),
)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    texts = [_LETTER.format(number=number, day=f"{day:02}", title=title) for number, day, title in _LETTERS]
    papers = tuple(Paper("official", str(at), text, record.tag(text)) for at, text in enumerate(texts))
    with EMBEDDED.archive(tmp_path / "archive") as archive:
        keep(archive, papers)
        yield Shelf(archive, papers)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("as printed", "05/KH-CĐCS"),
        ("blanks", "05 KH CĐCS"),
        ("hyphens", "05-KH-CĐCS"),
        ("strokes", "05/KH/CĐCS"),
        ("lower case", "05/kh-cđcs"),
        ("no separators", "05KHCĐCS"),
        ("in a hurry", "05khcdcs"),
        ("D for Đ", "05/KH-CDCS"),
        ("zero added or dropped", "5/KH-CĐCS"),
        ("decomposed", "so\u0302\u0301 05/KH-CĐCS"),
        ("blanks around separators", "05 / KH - CĐCS"),
        ("after the word số", "số 05/KH-CĐCS"),
    ],
)
def test_spellings(name: str, typed: str) -> None:
    assert lookup.SPELLINGS[name]("05/KH-CĐCS") == typed


def test_a_dropped_zero_is_added() -> None:
    assert lookup.SPELLINGS["zero added or dropped"]("17/KH-LĐLĐ") == "017/KH-LĐLĐ"


def test_all_documents_of_a_number_are_wanted(shelf: Shelf) -> None:
    first, second, other = shelf.papers
    assert lookup.miss(shelf, "5khcdcs", (first, second)) is None
    assert lookup.miss(shelf, "17khldld", (other,)) is None
    assert lookup.miss(shelf, "5khcdcs", (first, other)), "both come before any other"
    assert lookup.miss(shelf, "17khldld", (first,))
    assert lookup.miss(shelf, "thăm hỏi", (other,)), "found, but not by its number"


def test_a_refused_query_is_a_miss_that_tells_why(shelf: Shelf) -> None:
    assert "no partner" in (lookup.miss(shelf, '"5khcdcs', shelf.papers[:2]) or "")


def test_a_known_item(shelf: Shelf) -> None:
    items = [
        known_items.item(paper.record.title or "", frozenset({at}), _lot()) for at, paper in enumerate(shelf.papers)
    ]
    titles = [item.title for item in items]
    assert titles == [title for _, _, title in _LETTERS]
    assert known_items.recall("right", shelf, items, titles).value == 1.0
    wrong = known_items.recall("wrong", shelf, items, ["quẹt quọt"] * len(items))
    assert (wrong.right, len(wrong.misses)) == (0, len(items))


def test_a_stretch_is_of_the_title() -> None:
    title = "Tổ chức Tháng Công nhân và Tháng hành động về an toàn, vệ sinh lao động"
    stretches = {known_items.item(title, frozenset(), _lot(seed)).stretch for seed in range(20)}
    assert len(stretches) > 5
    assert all(stretch in title.lower() and 5 <= len(stretch.split()) <= 8 for stretch in stretches)


def _lot(seed: int = 1) -> random.Random:
    return random.Random(seed)


def test_equal_titles_and_texts_are_as_right(shelf: Shelf) -> None:
    one, two, three = shelf.papers
    same_title = Paper("official", "3", "Bản khác.", two.record)
    same_text = Paper("official", "4", one.text.upper(), three.record)
    assert known_items.alike((one, two, three, same_title, same_text))[:3] == [
        frozenset({0, 4}),
        frozenset({1, 3}),
        frozenset({2, 4}),
    ]


_ARTICLES = (
    Facts("a", "trồng cây đầu xuân"),
    Facts("b", "trồng rừng"),
    Facts("c", "thăm hỏi đoàn viên"),
)


def test_bm25_is_that_of_the_textbook() -> None:
    scores = retrieval.Syllables(_ARTICLES).scores(["Trồng rừng"], k1=1.2, b=0.75)[0]
    mean = (4 + 2 + 4) / 3
    length = 1.2 * (0.25 + 0.75 * 2 / mean)
    common, rare = math.log(1 + 1.5 / 2.5), math.log(1 + 2.5 / 1.5)
    assert scores[1] == pytest.approx((common + rare) * 2.2 / (1 + length))
    assert scores[1] > scores[0] > scores[2] == 0


@pytest.mark.parametrize(
    ("ranks", "figures"),
    [([0, 0], (1.0, 1.0, 1.0)), ([1, None], (0.0, 0.5 / math.log2(3), 0.5)), ([None], (0.0, 0.0, 0.0))],
)
def test_figures_of_ranks(ranks: list[int | None], figures: tuple[float, ...]) -> None:
    assert [score(ranks).mean() for score in retrieval.FIGURES.values()] == pytest.approx(figures)


def test_a_gain_is_sure_only_where_it_is_everywhere() -> None:
    everywhere = [measure.value for measure in retrieval.gain("x", np.full(100, 0.2))]
    here_and_there = [measure.value for measure in retrieval.gain("x", np.array([1.0, -1.0, 0.2] * 30))]
    assert everywhere == pytest.approx([0.2, 0.2])
    assert here_and_there[0] > 0 > here_and_there[1]


def test_halves_are_disjoint_and_about_equal() -> None:
    tuned = sum(retrieval.is_tuned(f"2022-train-q-{number}") for number in range(1000))
    assert 450 < tuned < 550


def test_folders_are_empty_and_their_own() -> None:
    one, other = archives.empty_folder(), archives.empty_folder()
    assert one != other
    assert not list(one.iterdir())
