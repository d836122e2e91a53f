"""Signatures: what they overlook, what they tell apart, how well they estimate."""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.index.duplicates.signature import Signature, overlap, resemblance, sign
from cancu.pipeline.vietnamese import fold
from cancu.pipeline.vocabulary import rows
from quality.noise import damaged, harmless

_PLANS = Path(__file__).parents[3] / "corpus" / "plans"
PLANS = [unicodedata.normalize("NFC", path.read_text("utf-8")) for path in sorted(_PLANS.glob("*.txt"))]
SHORT = (
    "Hội Làng Sen mời các gia đình trong làng ra đình trồng cây đầu xuân, mỗi nhà mang theo một cây giống và cuốc xẻng."
)


@pytest.mark.parametrize("text", [*PLANS, SHORT])
def test_the_way_of_writing_changes_nothing(text):
    for name, written in harmless(text):
        assert sign(written) == sign(text), name
    assert sign(fold(text)) == sign(text)  # lost marks
    assert sign(text.replace("1", "7")) == sign(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\f\f \n",
        "1.234.567 | 89 % | 2022 | " * 500,
        "Số: 12/KH-HLS",
        "Cộng hòa xã hội chủ nghĩa Việt Nam\nĐộc lập - Tự do - Hạnh phúc\n" * 3,
        "ОБЩЕСТВО " * 200,
        "\ud800\U0001f600" * 200,
        "a" * 63,
    ],
)
def test_a_text_that_says_too_little_has_no_signature(text):
    assert sign(text) is None


@given(st.text(max_size=400))
def test_any_text_is_signed_or_not(text):
    signature = sign(text)
    if signature is not None:
        assert signature.bands and overlap(signature, signature).resemblance == 1.0


def test_standard_lines_are_left_out():
    lines = "\n".join(row["words"] for row in rows("boilerplate"))
    with_lines, without = sign(f"{PLANS[0]}\n{lines}"), sign(PLANS[0])
    assert overlap(with_lines, without).common == len(without.samples)
    # Where one line meets the next, words stand beside each other that are in no line.
    assert len(with_lines.samples) - len(without.samples) < len(rows("boilerplate"))


@pytest.mark.parametrize(("rate", "least"), [(0.02, 0.85), (0.05, 0.7), (0.1, 0.5)])
@pytest.mark.parametrize("plan", range(5))
def test_bad_print_leaves_much_in_common(plan, rate, least):
    copy = sign(damaged(PLANS[plan], rate, seed=1)[0])
    assert overlap(sign(PLANS[plan]), copy).contained > least
    assert len(set(sign(PLANS[plan]).bands) & set(copy.bands)) >= 3


def test_unlike_texts_have_little_in_common():
    for number, one in enumerate(PLANS):
        for other in PLANS[number + 1 :]:
            assert resemblance(sign(one), sign(other)) < 0.3


@pytest.mark.parametrize("share", [0.1, 0.2, 0.5, 0.9])
@pytest.mark.parametrize("plan", range(5))
def test_what_a_part_has_in_its_sample_the_whole_has_too(plan, share):
    text = PLANS[plan]
    start = random.Random(f"{plan} {share}").randrange(int(len(text) * (1 - share)))
    part = sign(text[start : start + int(len(text) * share)])
    assert overlap(part, sign(text)).contained == 1.0
    assert set(part.bands) & set(sign(text).bands)


def test_a_short_text_has_a_denser_sample():
    short, long = sign(SHORT), sign(SHORT + PLANS[0])
    assert short.rate < long.rate
    assert len(short.samples) >= 5
    assert overlap(short, long).contained in {0.0, 1.0}  # at the rate of the longer one hardly anything is left
    assert set(short.bands) & set(sign(f"Kính gửi: {SHORT}").bands)


def test_estimates_are_near_the_truth():
    def shingles(text):
        letters = [letter for letter in fold(text) if "a" <= letter <= "z"]
        return {tuple(letters[at : at + 10]) for at in range(len(letters) - 9)}

    one = "\n".join(PLANS)
    for cut in (len(one) // 4, len(one) // 2, len(one) * 9 // 10):
        here, there = shingles(one), shingles(one[:cut])
        found = overlap(sign(one), sign(one[:cut]))
        assert found.resemblance == pytest.approx(len(here & there) / len(here | there), abs=0.05)


def test_nothing_in_common():
    one, other = Signature((1, 2), (), 48), Signature((3, 4), (), 48)
    assert (overlap(one, other).resemblance, overlap(one, other).contained) == (0.0, 0.0)
    assert overlap(Signature((), (), 48), one).contained == 0.0
