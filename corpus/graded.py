"""Scans that get worse by degrees, from readable to lost: what the gates of a page are measured on.

    for scan in drawn("held out", UNSEEN, 5): image, blocks = scan.image(), scan.sheet.blocks

Nothing is kept: a name, a sheet and a strength give the same page again.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import cv2
import degrade
import numpy as np
import stamping
from degrade import Pixels
from PIL import Image
from scanned import CENTRE, RIM, Scan, Sheet
from scanned import SHEETS as SEEN


@dataclass(frozen=True, slots=True)
class Harm:
    """A name, the resolutions at strength 0 and 1, and what a strength (0–1) does to a page."""

    name: str
    dpi: tuple[int, int]
    make: Callable[[Scan, float], Pixels]

    def resolution(self, strength: float) -> int:
        return round(between(self.dpi, strength))


@dataclass(frozen=True, slots=True)
class Graded:
    """A sheet with one harm, at a strength from 0 (hardly any) to 1 (lost)."""

    harm: Harm
    strength: float
    sheet: Sheet

    def image(self) -> Image.Image:
        """Grey where there is no colour, with its resolution."""
        dpi = self.harm.resolution(self.strength)
        chance = np.random.default_rng(zlib.crc32(str(self).encode()))
        pixels = self.harm.make(Scan(self.sheet, dpi, chance), self.strength)
        colour = bool((pixels != pixels[..., :1]).any())
        image = Image.fromarray(pixels if colour else np.ascontiguousarray(pixels[..., 0]))
        image.info["dpi"] = (dpi, dpi)
        return image

    def __str__(self) -> str:
        return f"{self.harm.name} {self.strength:.3f} {self.sheet}"


def between(ends: tuple[float, float], strength: float) -> float:
    return ends[0] + (ends[1] - ends[0]) * strength


def noisy(scan: Scan, strength: float) -> Pixels:
    return degrade.noisy(scan.page(), between((35, 65), strength), scan.chance)


def blurred(scan: Scan, strength: float) -> Pixels:
    return degrade.blurred(scan.page(), between((1.0, 3.0), strength))


def faded(scan: Scan, strength: float) -> Pixels:
    """Down to print that is hardly darker than the grain of the paper."""
    page = degrade.faded(scan.page(), scan.chance).astype(np.float32)
    paler = 238 - (238 - page) * between((0.8, 0.45), strength)
    return degrade.noisy(np.clip(paler, 0, 255).astype(np.uint8), between((6, 12), strength), scan.chance)


def coarse(scan: Scan, strength: float) -> Pixels:
    return degrade.compressed(scan.page(), 70)


def compressed(scan: Scan, strength: float) -> Pixels:
    return degrade.compressed(scan.page(), round(between((40, 4), strength)))


def bled(scan: Scan, strength: float) -> Pixels:
    """The back shines through a front that fades."""
    front = 255 - (255 - scan.page().astype(np.float32)) * between((0.75, 0.42), strength)
    back = 255 - (255 - scan.back().astype(np.float32)) * between((0.8, 1.3), strength)
    return degrade.bled_through(front.astype(np.uint8), np.clip(back, 0, 255).astype(np.uint8))


def blotted(scan: Scan, strength: float) -> Pixels:
    """Ink over the text: black in the middle."""
    page = scan.page().astype(np.float32)
    height, width = page.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    centre = scan.chance.uniform(0.3, 0.7), scan.chance.uniform(0.25, 0.7)
    away = np.hypot(x / width - centre[0], (y / height - centre[1]) * 1.41)
    rough = cv2.resize(scan.chance.random((8, 6), dtype=np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    depth = 1 / (1 + np.exp((away + 0.1 * rough - between((0.05, 0.4), strength)) * 40))
    return np.clip(page * (1 - depth[..., None]), 0, 255).astype(np.uint8)


def sealed(scan: Scan, strength: float) -> Pixels:
    """Black seals on text: one to five."""
    page = scan.page()
    for _ in range(round(between((1, 5), strength))):
        seal = stamping.uneven(stamping.seal(scan.dpi, RIM, CENTRE), scan.chance)
        page = stamping.press(page, seal, tuple(scan.chance.uniform((0.2, 0.15), (0.8, 0.8))), stamping.BLACK)
    return degrade.bilevel(page, scan.chance)


def worn(scan: Scan, strength: float) -> Pixels:
    """A 1-bit scan of pale print: the threshold loses strokes."""
    page = degrade.faded(scan.page(), scan.chance).astype(np.float32)
    darker = 238 - (238 - page) * between((2.2, 1.5), strength)
    return degrade.bilevel(np.clip(darker, 0, 255).astype(np.uint8), scan.chance)


def clotted(scan: Scan, strength: float) -> Pixels:
    """A 1-bit scan set too dark: letters run together."""
    page = degrade.blurred(scan.page(), between((0.8, 2.2), strength)).astype(np.float32)
    return degrade.bilevel(np.clip(page - between((20, 85), strength), 0, 255).astype(np.uint8), scan.chance)


def streaked(scan: Scan, strength: float) -> Pixels:
    """Dust on the glass of a sheet feeder: lines down the page, each over a letter of every line."""
    page = scan.page()
    for column in scan.chance.uniform(0.1, 0.92, round(between((1, 5), strength))):
        left, wide = round(column * page.shape[1]), round(scan.dpi * scan.chance.uniform(1 / 150, 1 / 30))
        page[:, left : left + wide] = scan.chance.integers(0, 200)
    return page


def everything(scan: Scan, strength: float) -> Pixels:
    """Pale, sealed, askew, blurred, grainy and compressed."""
    page = degrade.faded(scan.page(), scan.chance)
    seal = stamping.uneven(stamping.seal(scan.dpi, RIM, CENTRE), scan.chance)
    for place in ((0.70, 0.45), (0.35, 0.72)):
        page = stamping.press(page, seal, place, stamping.RED)
    page = degrade.blurred(degrade.skewed(page, scan.chance.uniform(-2, 2)), scan.dpi / between((400, 110), strength))
    return degrade.compressed(degrade.noisy(page, between((6, 16), strength), scan.chance), 40)


def photographed(scan: Scan, strength: float) -> Pixels:
    page = degrade.blurred(scan.page(), between((0.3, 1.3), strength))
    return degrade.photographed(page, scan.dpi, scan.chance)


HARMS = (
    Harm("noise", (150, 150), noisy),
    Harm("blur", (150, 150), blurred),
    Harm("faded", (200, 150), faded),
    Harm("coarse", (85, 50), coarse),
    Harm("jpeg", (120, 75), compressed),
    Harm("bleed", (200, 150), bled),
    Harm("blot", (150, 150), blotted),
    Harm("black seals", (150, 150), sealed),
    Harm("worn", (200, 150), worn),
    Harm("clotted", (200, 120), clotted),
    Harm("streaks", (150, 150), streaked),
    Harm("everything", (200, 100), everything),
    Harm("photo", (200, 90), photographed),
)

_BODIES = {"000": 6, "001": 4, "002": 5, "003": 6, "004": 8}  # pages with more than a signature
_ALL = tuple(Sheet(plan, page) for plan, count in _BODIES.items() for page in range(1, count + 1))
UNSEEN = tuple(sheet for sheet in _ALL if sheet not in SEEN)


def drawn(seed: str, sheets: Sequence[Sheet], each: int) -> Iterator[Graded]:
    """`each` pages a harm, their strengths spread evenly, their sheets in turn."""
    chance = np.random.default_rng(zlib.crc32(seed.encode()))
    order = [sheets[at] for at in chance.permutation(len(sheets))]
    for place, harm in enumerate(HARMS):
        for step in range(each):
            strength = (step + chance.uniform()) / each
            yield Graded(harm, float(strength), order[(place * each + step) % len(order)])
