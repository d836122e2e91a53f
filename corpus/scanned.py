"""Scans of the typeset plans under many conditions, built once and kept: `python corpus/scanned.py [CONDITION …]`.

    for condition in CONDITIONS: image, blocks = load(SHEETS[0], condition)

The pages lie in `build/scans/` (not in git) under a name that holds a hash of all that made them. The script also
writes what is in git: two plans as whole scans (`corpus/scans/`), and a few single pages (`corpus/pages/`).
"""

from __future__ import annotations

import hashlib
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import degrade
import numpy as np
import pypdfium2
import stamping
from degrade import Pixels
from PIL import Image
from typeset import Block, Role, read_truth

CORPUS = Path(__file__).resolve().parent
CACHE = CORPUS.parent / "build" / "scans"
SOURCES = ("typeset.py", "stamping.py", "degrade.py", "scanned.py")
RIM = "LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM ★ CÔNG ĐOÀN NGÀNH Y TẾ ★ "  # of the seal
CENTRE = ("BAN", "CHẤP HÀNH", "CÔNG ĐOÀN")
WHOLE = ("000", "004")  # plans that are committed as whole scans
WHOLE_DPI = 300


@dataclass(frozen=True, slots=True)
class Sheet:
    """One printed page (1-based) of a plan."""

    plan: str
    page: int

    @property
    def printed(self) -> Path:
        (path,) = (CORPUS / "typeset").glob(f"{self.plan}*.pdf")
        return path

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What is printed on it, in the order in which it is read."""
        return read_truth(CORPUS / "truth" / f"{self.printed.stem}.json")[self.page - 1]

    def pixels(self, dpi: int) -> Pixels:
        with pypdfium2.PdfDocument(self.printed) as document:
            return np.array(document[self.page - 1].render(scale=dpi / 72).to_pil().convert("RGB"))

    def __str__(self) -> str:
        return f"{self.plan}-{self.page}"


@dataclass(frozen=True, slots=True)
class Scan:
    """A sheet on its way through a scanner: every step of chance draws from the same seed."""

    sheet: Sheet
    dpi: int
    chance: np.random.Generator

    def page(self) -> Pixels:
        return self.sheet.pixels(self.dpi)

    def back(self) -> Pixels:
        """The other side of the paper."""
        page = self.sheet.page
        return Sheet(self.sheet.plan, page - 1 if page > 1 else page + 1).pixels(self.dpi)


@dataclass(frozen=True, slots=True)
class Condition:
    """A name, a resolution, and what is done to a page."""

    name: str
    dpi: int
    make: Callable[[Scan], Pixels]

    def __str__(self) -> str:
        return f"{self.name}-{self.dpi}"


# Four first pages, two with the signature, two of prose.
_PAGES = (("000", 1), ("000", 3), ("001", 1), ("002", 1), ("002", 5), ("003", 2), ("004", 1), ("004", 8))
SHEETS = tuple(Sheet(plan, page) for plan, page in _PAGES)


def clean(scan: Scan) -> Pixels:
    return scan.page()


def sealed(scan: Scan) -> Pixels:
    """Red seals: over the signature, or else over text, and two more in places where none should be."""
    return _sealed(scan.page(), scan)


def _sealed(page: Pixels, scan: Scan) -> Pixels:
    seal = stamping.uneven(stamping.seal(scan.dpi, RIM, CENTRE), scan.chance)
    for place in (_signed(scan) or (0.70, 0.45), (0.35, 0.72), (0.55, 0.10)):
        page = stamping.press(page, seal, place, stamping.RED)
    return page


def everything(scan: Scan) -> Pixels:
    """Pale, sealed, askew, blurred, grainy and compressed."""
    page = degrade.skewed(_sealed(degrade.faded(scan.page(), scan.chance), scan), 1.5)
    return degrade.compressed(degrade.noisy(degrade.blurred(page, scan.dpi / 400 + 0.2), 9, scan.chance), 40)


def stamped(scan: Scan) -> Pixels:
    """As a receiver's colour scanner sees a signed paper."""
    return _stamped(scan, (stamping.RED, stamping.BLUE))


def office(scan: Scan) -> Pixels:
    """The same in 1 bit: seal and stamps are as black as the print, the paper is a little askew."""
    page = degrade.skewed(_stamped(scan, (stamping.BLACK, stamping.BLACK)), scan.chance.uniform(-0.4, 0.4))
    return degrade.bilevel(page, scan.chance)


def _stamped(scan: Scan, colours: tuple[tuple[int, int, int], tuple[int, int, int]]) -> Pixels:
    """Urgency and arrival on a first page, pen and seal over the signature on a last one."""
    page, chance = scan.page(), scan.chance
    stamp, pen = colours
    if scan.sheet.page == 1:
        under_number = max(block.box[3] for block in scan.sheet.blocks if block.role == Role.ISSUER)
        page = stamping.press(page, stamping.arrival(scan.dpi, chance), (0.14, under_number + 0.036), stamp)
        page = stamping.press(page, stamping.urgency(scan.dpi, chance), (0.13, 0.042), stamp)
    if signed := _signed(scan):
        page = stamping.press(page, stamping.signature(scan.dpi, chance), (signed[0] + 0.07, signed[1]), pen)
        seal = stamping.uneven(stamping.seal(scan.dpi, RIM, CENTRE), chance)
        page = stamping.press(page, seal, signed, stamp)
    return page


def _signed(scan: Scan) -> tuple[float, float] | None:
    """Where the seal belongs: over the left third of the signature, between office and name (NĐ 30/2020, Phụ lục I)."""
    lines = [block.box for block in scan.sheet.blocks if block.role == Role.SIGNATURE]
    if not lines:
        return None
    office, name = lines[-2], lines[-1]
    return name[0] + 0.32 * (name[2] - name[0]), (office[3] + name[1]) / 2


CONDITIONS = (
    Condition("clean", 300, clean),
    Condition("clean", 200, clean),
    Condition("clean", 150, clean),
    Condition("skew 1.2", 300, lambda scan: degrade.skewed(scan.page(), 1.2)),
    Condition("skew -3", 300, lambda scan: degrade.skewed(scan.page(), -3)),
    Condition("noise", 300, lambda scan: degrade.noisy(scan.page(), 45, scan.chance)),
    Condition("blur", 200, lambda scan: degrade.blurred(scan.page(), 1.6)),
    Condition("jpeg", 200, lambda scan: degrade.compressed(scan.page(), 40)),
    Condition("jpeg", 150, lambda scan: degrade.compressed(scan.page(), 40)),
    Condition("faded", 200, lambda scan: degrade.noisy(degrade.faded(scan.page(), scan.chance), 6, scan.chance)),
    Condition("seal", 300, sealed),
    Condition("bleed", 300, lambda scan: degrade.bled_through(scan.page(), scan.back())),
    Condition("turned 90", 300, lambda scan: degrade.turned(scan.page(), 1)),
    Condition("turned 180", 300, lambda scan: degrade.turned(scan.page(), 2)),
    Condition("photo", 200, lambda scan: degrade.photographed(scan.page(), scan.dpi, scan.chance)),
    Condition("stamped", 300, stamped),
    Condition("office", 200, office),
    Condition("everything", 300, everything),
    Condition("everything", 200, everything),
    Condition("everything", 150, everything),
)

# Pages that nobody should trust: a reader has to say so.
WORSE = (
    Condition("blur", 100, lambda scan: degrade.blurred(scan.page(), 2.0)),
    Condition("noise", 100, lambda scan: degrade.noisy(scan.page(), 110, scan.chance)),
    Condition("everything", 100, everything),
    Condition(
        "photo", 100, lambda scan: degrade.photographed(degrade.faded(scan.page(), scan.chance), 100, scan.chance)
    ),
)

# Committed: one of a kind, and small.
SAMPLES = (
    ("office-200", Sheet("000", 1), "tif"),
    ("office-200", Sheet("001", 1), "tif"),
    ("office-200", Sheet("002", 5), "tif"),
    ("office-200", Sheet("004", 8), "tif"),
    ("jpeg-150", Sheet("004", 1), "jpg"),
    ("everything-150", Sheet("002", 1), "jpg"),
)


def load(sheet: Sheet, condition: Condition) -> Image.Image:
    """The scan as a picture: grey where there is no colour, with its resolution."""
    path = CACHE / str(condition).replace(" ", "_") / f"{sheet}-{_key(sheet, condition)}.png"
    if not path.exists():
        _build(sheet, condition, path)
    with Image.open(path) as image:
        image.load()
        return image.convert("L") if image.mode == "1" else image


def _build(sheet: Sheet, condition: Condition, path: Path) -> None:
    """Whole or not at all; what an earlier generator made of the same page goes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for old in path.parent.glob(f"{sheet}-*"):
        old.unlink()
    partial = path.with_suffix(".partial")
    dpi = (condition.dpi, condition.dpi)
    scanned(sheet, condition).save(partial, "PNG", dpi=dpi, compress_level=1)
    partial.replace(path)


def scanned(sheet: Sheet, condition: Condition) -> Image.Image:
    """The scan, made anew: 1 bit, grey or colour, whichever holds it."""
    chance = np.random.default_rng(zlib.crc32(f"{sheet} {condition}".encode()))
    pixels = condition.make(Scan(sheet, condition.dpi, chance))
    if (pixels != pixels[..., :1]).any():
        return Image.fromarray(pixels)
    grey = Image.fromarray(np.ascontiguousarray(pixels[..., 0]))
    return grey.convert("1", dither=Image.Dither.NONE) if set(np.unique(pixels)) <= {0, 255} else grey


def _key(sheet: Sheet, condition: Condition) -> str:
    return hashlib.sha256(_generator() + sheet.printed.read_bytes() + str(condition).encode()).hexdigest()[:12]


@cache
def _generator() -> bytes:
    return b"".join((CORPUS / name).read_bytes() for name in SOURCES)


def main(chosen: list[str]) -> int:
    names = {str(condition) for condition in (*CONDITIONS, *WORSE)}
    if unknown := set(chosen) - names:
        print(
            f"scanned: no condition {', '.join(sorted(unknown))}; there are {', '.join(sorted(names))}", file=sys.stderr
        )
        return 2
    for condition in (*CONDITIONS, *WORSE):
        if not chosen or str(condition) in chosen:
            for sheet in SHEETS:
                load(sheet, condition)
            print(f"{condition}: {len(SHEETS)} pages")
    for made in _committed():
        print(f"{made.relative_to(CORPUS)}: {made.stat().st_size:,} bytes")
    return 0


def _committed() -> Iterator[Path]:
    """Whole plans as PDFs of pictures (Pillow writes 1 bit as CCITT Group 4), and single pages."""
    for folder in ("scans", "pages"):
        (CORPUS / folder).mkdir(exist_ok=True)
    epoch = time.gmtime(0)
    for plan in WHOLE:
        target = CORPUS / "scans" / Sheet(plan, 1).printed.name
        first, *rest = [_feed(Sheet(plan, page)) for page in _pages(plan)]
        dates = {"creationDate": epoch, "modDate": epoch}
        first.save(target, save_all=True, append_images=rest, resolution=WHOLE_DPI, **dates)
        yield target
    by_name = {str(condition): condition for condition in CONDITIONS}
    for name, sheet, kind in SAMPLES:
        target = CORPUS / "pages" / f"{name}-{sheet}.{kind}"
        dpi = (by_name[name].dpi, by_name[name].dpi)
        options = {"compression": "group4"} if kind == "tif" else {"quality": 40}
        scanned(sheet, by_name[name]).save(target, dpi=dpi, **options)
        yield target


def _pages(plan: str) -> range:
    return range(1, 1 + len(read_truth(CORPUS / "truth" / f"{Sheet(plan, 1).printed.stem}.json")))


def _feed(sheet: Sheet) -> Image.Image:
    """Through a sheet feeder in 1 bit: a little askew, unstamped."""
    chance = np.random.default_rng(zlib.crc32(f"{sheet} feed".encode()))
    page = degrade.skewed(sheet.pixels(WHOLE_DPI), chance.uniform(-0.3, 0.3))
    return Image.fromarray(degrade.bilevel(page, chance)[..., 0]).convert("1", dither=Image.Dither.NONE)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
