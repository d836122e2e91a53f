"""What a look at a page tells."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from cancu.extractors.ocr.sheet import Sheet, Traits, look
from samples import printed

Floats = NDArray[np.float64]

PAGE = printed.page(2)
PIXELS = np.asarray(PAGE, np.float64)
CHANCE = np.random.default_rng(4)


def jpeg(image: Image.Image, quality: int) -> Image.Image:
    file = BytesIO()
    image.save(file, "JPEG", quality=quality, dpi=(200, 200))
    return Image.open(file)


def seen(pixels: NDArray[np.generic]) -> Sheet:
    return look(printed.saved(pixels, 200))


def skewed(degrees: float) -> Floats:
    """Clockwise."""
    height, width = PIXELS.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1)
    return cv2.warpAffine(PIXELS, turn, (width, height), borderValue=255)


def with_seal() -> NDArray[np.uint8]:
    colour = np.repeat(np.asarray(PAGE)[..., None], 3, axis=2)
    return cv2.circle(colour.copy(), (1100, 1700), 140, (210, 40, 50), 8)


def larger() -> Image.Image:
    """A page of 200 dpi as it is drawn at 300."""
    return printed.saved(cv2.resize(np.asarray(PAGE.convert("1").convert("L")), None, fx=1.5, fy=1.5), 300)


def test_a_clean_page_has_no_traits() -> None:
    sheet = look(PAGE)
    traits = sheet.traits
    assert sheet.bilevel and sheet.colour is None and sheet.dpi == 200
    assert (traits.unevenness, traits.noise, traits.red, traits.lying) == (0, 0, False, False)
    assert traits.ink < 40 and traits.ghost < 0.01 and abs(traits.skew) < 0.05


@pytest.mark.parametrize(
    ("image", "bilevel"),
    [
        (PAGE.convert("1"), True),
        (PAGE.convert("1").convert("L"), True),
        (PAGE.convert("1").convert("RGB"), True),
        (larger(), True),
        (jpeg(PAGE.convert("1").convert("L"), 90), True),
        (printed.saved(PIXELS * 0.3 + 150, 200), False),
        (printed.saved(PIXELS + CHANCE.normal(0, 20, PIXELS.shape), 200), False),
        (printed.saved(with_seal(), 200), False),
    ],
    ids=["1 bit", "as grey", "as colour", "enlarged", "as JPEG", "pale", "noisy", "with a seal"],
)
def test_bilevel(image: Image.Image, bilevel: bool) -> None:
    assert look(image).bilevel is bilevel


@pytest.mark.parametrize(
    ("pixels", "trait"),
    [
        (PIXELS * 0.3 + 170, lambda traits: traits.ink > 150),
        (PIXELS * np.linspace(0.5, 1, PIXELS.shape[1]), lambda traits: traits.unevenness > 80),
        (PIXELS + CHANCE.normal(0, 30, PIXELS.shape), lambda traits: traits.noise > 9),
        (np.minimum(PIXELS, PIXELS[:, ::-1] * 0.4 + 153), lambda traits: traits.ghost > 0.1),
        (PIXELS.T, lambda traits: traits.lying),
        (with_seal(), lambda traits: traits.red),
    ],
    ids=["pale", "shaded", "noisy", "shining through", "lying", "with a seal"],
)
def test_what_a_clean_page_has_not(pixels: Floats, trait: Callable[[Traits], bool]) -> None:
    assert not trait(look(PAGE).traits)
    assert trait(seen(pixels).traits)


@pytest.mark.parametrize("degrees", [-5.3, -2.0, -0.35, 0.0, 0.2, 1.25, 4.0])
@pytest.mark.parametrize("lying", [False, True])
def test_skew_is_known_to_a_tenth_of_a_degree(degrees: float, lying: bool) -> None:
    pixels = skewed(degrees)
    traits = seen(np.rot90(pixels) if lying else pixels).traits
    assert traits.lying is lying
    assert traits.skew == pytest.approx(degrees, abs=0.1)


@pytest.mark.parametrize("turns", [0, 1, 2, 3, 4])
def test_turning(turns: int) -> None:
    sheet = look(PAGE).turned(turns)
    assert np.array_equal(sheet.grey, np.rot90(np.asarray(PAGE), turns))
    assert sheet.traits.lying == look(printed.saved(sheet.grey, 200)).traits.lying
    assert sheet.quarters == turns % 4 and np.array_equal(sheet.turned(4 - turns).grey, np.asarray(PAGE))


@pytest.mark.parametrize(
    ("said", "size", "expected"),
    [(200, (1654, 2338), 200), (72, (1654, 2338), 200), (600, (1654, 2338), 200), (0, (827, 1169), 100)],
    ids=["right", "a camera's", "letters would be tiny", "not said"],
)
def test_resolution_agrees_with_the_letters(said: int, size: tuple[int, int], expected: int) -> None:
    image = PAGE.resize(size)
    image.info = {"dpi": (said, said)} if said else {}
    assert look(image).dpi == pytest.approx(expected, rel=0.01)


def test_a_part_of_a_page_is_measured_by_its_letters() -> None:
    image = PAGE.crop((100, 100, 1400, 700))
    image.info = {}
    assert look(image).dpi == pytest.approx(200, rel=0.35)


@pytest.mark.parametrize("size", [(1, 1), (2, 1), (1, 300), (300, 1), (5, 5), (40, 3000), (3000, 40)])
@pytest.mark.parametrize("mode", ["1", "L", "RGB"])
def test_scraps_can_be_looked_at(size: tuple[int, int], mode: str) -> None:
    assert look(Image.new(mode, size, 1)).grey.shape == size[::-1]


def test_grain_is_not_taken_for_letters() -> None:
    """Its specks are smaller: the page would pass for one of fewer dots per inch, and be enlarged."""
    image = cv2.resize(np.asarray(PAGE), None, fx=0.75, fy=0.75, interpolation=cv2.INTER_AREA).astype(np.float64)
    sheet = look(printed.saved(image + np.random.default_rng(2).normal(0, 70, image.shape), 150))
    assert sheet.traits.letters is None
    assert sheet.dpi == 150
