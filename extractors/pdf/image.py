"""The picture of a page of a PDF that OCR reads: the scan itself where the page is one, else the page rendered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageStat

from ...pipeline.config import Config
from ...pipeline.errors import TooLarge
from ...pipeline.model import Source
from ..ocr.sheet import A4_HEIGHT
from ..ocr.tesseract import MAX_SIDE
from .file import Leaf, Picture
from .layer import Line, Place

_MOST_PIXELS = 50_000_000  # of a rendered page, 150 MB in colour; a larger sheet is rendered more coarsely
_MOST_SCANNED = 150_000_000  # pixels of an image in the file
_WHOLE = 0.9  # share of the page under images that are the page
_FINE, _FINEST = 150, 400  # dots per inch; coarser scans read better when they are rendered, which smooths them
_A3 = 1_200  # points, the longer side; above it the size of the page says nothing about that of the paper
_SCAN = 1_600  # pixels: the longer side of the coarsest scan of a page that can be read
_GLANCE = 100  # pixels: the longer side of what is compared with the page
_ALIKE = 16  # mean difference in grey, of 255
_INSET = 0.2  # share of the page from which on a picture beside the text may hold text
_MARKS = 2  # lines over a picture that may be a caption or a signature


@dataclass(frozen=True, slots=True)
class Inset:
    """A picture that stands on a page of text."""

    image: Image.Image
    place: Place


def cover(leaf: Leaf, pictures: Sequence[Picture]) -> float:
    """Share of the page under images. Scanners cut pages into strips, so they are added up; overlaps hardly matter."""
    return min(1.0, sum(_share(leaf, picture) for picture in pictures))


def image_of(leaf: Leaf, pictures: Sequence[Picture], number: int, source: Source, config: Config) -> Image.Image:
    """The page (1-based `number`) for OCR; its `info["dpi"]` says how fine it is.

    A scan is handed on as it is: to render 200 dots per inch at 300 costs a fifth of the letters read right.
    """
    _check(pictures, number, source)
    if len(pictures) == 1 and leaf.is_one_picture and _share(leaf, pictures[0]) >= _WHOLE:
        scan = _scan(leaf, pictures[0])
        if scan is not None:
            return scan
    return leaf.rendered(_dpi(leaf, pictures, config), _MOST_PIXELS)


def inset(leaf: Leaf, pictures: Sequence[Picture], lines: Sequence[Line], number: int, source: Source) -> Inset | None:
    """A picture that takes a good part of a page and that no line of the text layer lies on."""
    bare = [picture for picture in pictures if sum(_on(line, picture.place) for line in lines) <= _MARKS]
    if cover(leaf, bare) < _INSET:
        return None
    lefts, tops, rights, bottoms = zip(*(picture.place for picture in bare), strict=True)
    place = (min(lefts), min(tops), max(rights), max(bottoms))
    if sum(_on(line, place) for line in lines) > _MARKS:
        place = max((picture.place for picture in bare), key=_area)
    if _area(place) < _INSET * leaf.width * leaf.height:
        return None
    _check(pictures, number, source)
    page = leaf.rendered(min(_FINEST, max(300.0, *(picture.dpi for picture in bare))), _MOST_PIXELS)
    x, y = page.width / leaf.width, page.height / leaf.height
    image = page.crop((round(place[0] * x), round(place[1] * y), round(place[2] * x), round(place[3] * y)))
    image.info["dpi"] = page.info["dpi"]
    return Inset(image, place)


def is_blank(image: Image.Image) -> bool:
    """Whether all of an image has one colour."""
    darkest, lightest = image.convert("L").getextrema()
    return bool(darkest == lightest)


def _check(pictures: Sequence[Picture], number: int, source: Source) -> None:
    """Before anything is decoded."""
    for picture in pictures:
        width, height = picture.pixels
        if max(width, height) > MAX_SIDE or width * height > _MOST_SCANNED:
            raise TooLarge(
                f"{source.path}: the image on page {number} has {width:,} × {height:,} pixels, the limit is "
                f"{_MOST_SCANNED:,} and {MAX_SIDE:,} a side; scan it at 300 dpi"
            )


def _scan(leaf: Leaf, picture: Picture) -> Image.Image | None:
    """The image that is the page, upright, if it looks like the page and is fine enough."""
    dpi = picture.dpi
    if dpi < _FINE:  # some programs make the page as many points large as the scan has pixels
        if max(leaf.width, leaf.height) < _A3 or max(picture.pixels) < _SCAN:
            return None
        dpi = max(picture.pixels) / A4_HEIGHT
    image = leaf.decoded(picture)
    if image is None or not _is_the_page(image, leaf):
        return None
    image.info["dpi"] = (dpi, dpi)
    return image


def _is_the_page(image: Image.Image, leaf: Leaf) -> bool:
    """Whether masks, palettes and decoding that this program knows nothing of have left the page as the image is."""
    glance = leaf.rendered(72 * _GLANCE / max(leaf.width, leaf.height), _MOST_PIXELS).convert("L")
    small = image.convert("L").resize(glance.size, Image.Resampling.BOX)
    return ImageStat.Stat(ImageChops.difference(glance, small)).mean[0] <= _ALIKE


def _dpi(leaf: Leaf, pictures: Sequence[Picture], config: Config) -> float:
    """Where images are the page, theirs: to scale dots a little blurs them."""
    if cover(leaf, pictures) < _WHOLE:
        return config.ocr_dpi
    finest: float = max(picture.dpi for picture in pictures if _share(leaf, picture) > 0.1 * _WHOLE / len(pictures))
    return min(finest, _FINEST) if finest >= _FINE else config.ocr_dpi


def _share(leaf: Leaf, picture: Picture) -> float:
    """Share of the page that an image covers."""
    return float(_area(picture.place) / (leaf.width * leaf.height))


def _area(place: Place) -> float:
    return max(0.0, place[2] - place[0]) * max(0.0, place[3] - place[1])


def _on(line: Line, place: Place) -> bool:
    """Whether the middle of a line lies on a place."""
    x, y = (line.place[0] + line.place[2]) / 2, (line.place[1] + line.place[3]) / 2
    return place[0] < x < place[2] and place[1] < y < place[3]
