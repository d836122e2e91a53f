"""Steps that make a sheet readable."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from cancu.extractors.ocr.cleaning import Cleaned, clean
from cancu.extractors.ocr.sheet import Sheet, Traits, look
from samples import printed

PAGE = printed.page(2)
PIXELS = np.asarray(PAGE, np.float64)
CHANCE = np.random.default_rng(4)


def cleaned(pixels: NDArray[np.generic], dpi: int = 200) -> Cleaned:
    return clean(look(printed.saved(pixels, dpi)))


@pytest.mark.parametrize("image", [PAGE, PAGE.convert("1"), PAGE.convert("RGB")], ids=["grey", "1 bit", "colour"])
def test_a_clean_page_is_left_as_it_is(image: Image.Image) -> None:
    image.info = {"dpi": (200, 200)}
    sheet = look(image)
    page = clean(sheet)
    assert page.pixels is sheet.grey and page.dpi == 200
    assert np.array_equal(page.to_sheet, np.eye(2, 3))


def test_a_1_bit_page_is_only_levelled() -> None:
    turn = cv2.getRotationMatrix2D((827, 1169), -2, 1)
    pixels = cv2.warpAffine(PIXELS, turn, PIXELS.shape[::-1], borderValue=255) > 128
    page = clean(look(Image.fromarray(pixels)))
    assert abs(look(printed.saved(page.pixels, 200)).traits.skew) < 0.1
    assert (page.pixels < 128).sum() == pytest.approx((~pixels).sum(), rel=0.05)


@pytest.mark.parametrize("ink", [(210, 30, 45), (225, 120, 130)], ids=["fresh", "worn"])
def test_red_ink_goes_and_print_under_it_stays(ink: tuple[int, int, int]) -> None:
    seal = np.full((*PIXELS.shape, 3), 255, np.uint8)
    cv2.circle(seal, (800, 1100), 160, ink, 14)
    cv2.circle(seal, (800, 1100), 60, ink, cv2.FILLED)
    page = cleaned(np.repeat(PIXELS[..., None], 3, axis=2) * (seal / 255))
    difference = np.abs(page.pixels - PIXELS)
    assert difference.max() < 60 and difference.mean() < 0.1


def test_a_red_line_of_print_goes_too_but_what_is_black_beside_it_is_as_it_was() -> None:
    colour = np.repeat(np.asarray(PAGE)[..., None], 3, axis=2).copy()
    colour[2000:2100, 300:1200] = (200, 20, 30)
    page = cleaned(colour)
    assert page.pixels[2010:2090, 310:1190].min() > 230
    assert np.array_equal(page.pixels[:1950], np.asarray(PAGE)[:1950])


def test_shadows_go() -> None:
    shade = np.linspace(0.45, 1, PIXELS.shape[1])
    page = cleaned(PIXELS * shade + CHANCE.normal(0, 1, PIXELS.shape))
    assert np.percentile(page.pixels[:, :200], 20) > 235
    assert np.percentile(page.pixels[PIXELS == 0], 90) < 60


def test_what_shines_through_goes() -> None:
    behind = cv2.GaussianBlur(PIXELS[:, ::-1], (0, 0), 2) * 0.42 + 148
    page = cleaned(np.minimum(PIXELS, behind))
    bare = cv2.erode(PIXELS, np.ones((9, 9))) == 255
    assert np.percentile(page.pixels[bare], 1) > 240
    assert np.percentile(page.pixels[PIXELS == 0], 90) < 30


def test_noise_is_smoothed() -> None:
    noisy = PIXELS + CHANCE.normal(0, 40, PIXELS.shape)
    page = cleaned(noisy)
    bare = cv2.erode(PIXELS, np.ones((9, 9))) == 255
    assert page.pixels[bare].std() < 0.6 * np.clip(noisy, 0, 255)[bare].std()


@pytest.mark.parametrize(("dpi", "noise", "expected"), [(150, 0, 150), (150, 25, 200), (300, 25, 300)])
def test_only_noisy_pages_of_few_pixels_are_enlarged(dpi: int, noise: float, expected: int) -> None:
    pixels = cv2.resize(PIXELS, None, fx=dpi / 200, fy=dpi / 200, interpolation=cv2.INTER_AREA)
    page = cleaned(pixels + CHANCE.normal(0, noise, pixels.shape), dpi)
    assert page.dpi == expected
    assert page.pixels.shape == tuple(round(side * expected / dpi) for side in pixels.shape)


def dotted(x: int, y: int, traits: Traits, dpi: int) -> Sheet:
    grey = np.full((600, 500), 255, np.uint8)
    cv2.circle(grey, (x, y), 5, 0, cv2.FILLED)
    return Sheet(grey, None, dpi, False, traits)


@settings(max_examples=60, deadline=None)
@given(st.integers(80, 420), st.integers(80, 520), st.floats(-7, 7), st.sampled_from([0.0, 20.0]), st.integers(70, 300))
def test_the_way_back_leads_to_where_it_was(x: int, y: int, skew: float, noise: float, dpi: int) -> None:
    page = clean(dotted(x, y, Traits(skew=skew, noise=noise), dpi))
    rows, columns = np.nonzero(page.pixels < 128)
    left, top, right, bottom = page.on_sheet(
        (int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)
    )
    assert ((left + right) / 2, (top + bottom) / 2) == pytest.approx((x + 0.5, y + 0.5), abs=1.2)
    assert left <= x <= right and top <= y <= bottom
