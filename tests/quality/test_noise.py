"""The damage that quality is measured on: seeded, and with the way back."""

from __future__ import annotations

import pytest

from quality import noise

_TEXT = "Số: 12/KH-CĐYT\n\nThực hiện Kế hoạch số 136/KH-LĐLĐ ngày 10/9/2021 của Liên đoàn Lao động tỉnh. " * 30


@pytest.mark.parametrize("rate", [0.0, 0.02, 0.05, 1.0])
def test_what_survived_is_where_it_says(rate: float) -> None:
    text, places = noise.damaged(_TEXT, rate, seed=1)
    assert len(places) == len(_TEXT)
    assert all(text[place] == _TEXT[at] for at, place in enumerate(places) if place is not None)
    share = sum(place is None for place in places) / len(places)
    assert 0.2 * rate <= share <= rate  # a plain letter has no marks to lose


def test_a_seed_says_it_all() -> None:
    assert noise.damaged(_TEXT, 0.05, 1) == noise.damaged(_TEXT, 0.05, 1) != noise.damaged(_TEXT, 0.05, 2)


def test_figures_that_survived() -> None:
    places: noise.Places = [0, None, 2, 3]
    assert noise.survived("1a23", places, 0, 4)
    assert not noise.survived("1123", places, 0, 4)
    assert noise.now_at(places, 0, 2) == (0, 1)
    assert noise.now_at(places, 1, 2) is None


def test_harmless_ways_differ_from_the_text() -> None:
    assert all(written != _TEXT for _, written in noise.harmless(_TEXT))
