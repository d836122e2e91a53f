"""PDF: the text layer of a page where it is good, OCR where it is not."""

from __future__ import annotations

import ctypes
import math
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import ClassVar

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from ..pipeline.config import Config
from ..pipeline.errors import DamagedFile, EncryptedFile, ExtractionError, TooLarge
from ..pipeline.model import Method, Page, Source
from ..pipeline.text import quality
from .base import Progress, silent
from .ocr.page import recognise
from .sniff import PDF

_POINTS_PER_INCH = 72
_MAX_PIXELS = 150_000_000  # A0 at 300 dpi; a larger sheet is rendered more coarsely
# Signed scans carry some 175 characters of electronic signature over the picture of the page; printed pages 2,000.
_SHORT = 400
_COVERED = 0.5  # share of the page under images from which on the page is a picture
_PARAGRAPH = 1.15  # a step down of more than this many leadings starts a paragraph
# Where a line ends in a hyphen pdfium gives a mark for it and swallows the line break: `TTLT<mark>VKSNDTC`. Here such a
# hyphen is never hyphenation but part of a number. The same U+FFFE stands for glyphs without Unicode.
_HYPHEN = "-\n"
_HYPHEN_CODES = frozenset({0x02, 0xAD, 0xFFFE})
_LINE_END = frozenset({_HYPHEN, "\n", "\r", "\f"})
_NO_UNICODE = frozenset({"\0", "\ufffe", "\uffff"})

_one_at_a_time = threading.Lock()  # pdfium is not thread-safe, not even for two documents


@dataclass(frozen=True, slots=True)
class Pdf:
    """Decides page by page, because signed documents mix printed pages, scans and annexes."""

    config: Config
    progress: Progress = silent
    media_types: ClassVar[frozenset[str]] = frozenset({PDF})

    def extract(self, source: Source) -> tuple[Page, ...]:
        with _one_at_a_time, closing(_opened(source)) as document:
            try:
                self._check_sizes(document, source)
                pages = tuple(self._page(document, index, source) for index in range(len(document)))
            except pypdfium2.PdfiumError as error:
                raise _damaged(source, str(error)) from error
        if not pages:
            raise _damaged(source, "it has no pages")
        return _noting_the_end(pages, source.data)

    def _check_sizes(self, document: pypdfium2.PdfDocument, source: Source) -> None:
        """Before anything is rendered: 14,400 points a side would be 60,000 pixels."""
        limit = self.config.max_page_points
        for index in range(len(document)):
            width, height = document.get_page_size(index)
            if max(width, height) > limit:
                raise TooLarge(
                    f"{source.path}: page {index + 1} measures {width:.0f} × {height:.0f} points, the limit is "
                    f"{limit:.0f}; print it to a smaller page"
                )

    def _page(self, document: pypdfium2.PdfDocument, index: int, source: Source) -> Page:
        self.progress(index + 1)
        with closing(document[index]) as page:
            if min(page.get_size()) <= 0:
                raise _damaged(source, f"page {index + 1} has no area")
            with closing(page.get_textpage()) as layer:
                text = _text(layer, page.get_rotation())
            score = quality(text)
            picture = len(text) < _SHORT and _image_cover(page) >= _COVERED
            if text and score >= self.config.min_quality and not picture:
                return Page(text=text, method=Method.TEXT_LAYER)
            image = _rendered(page, self.config.ocr_dpi)
        if not text and _is_blank(image):
            return Page(text="", method=Method.TEXT_LAYER)
        read = recognise(image, index + 1, source, self.config)
        if not text or (picture and read.text) or quality(read.text) > score:
            return read
        return Page(text=text, method=Method.TEXT_LAYER, warnings=self._warnings(index + 1, score))

    def _warnings(self, number: int, score: float) -> tuple[str, ...]:
        if score >= self.config.min_quality:
            return ()
        return (f"Trang {number}: lớp chữ của tệp PDF kém ({score:.2f})".replace(".", ","),)


def _opened(source: Source) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise EncryptedFile(
                f"{source.path}: the PDF asks for a password; save it without one, then read it again"
            ) from error
        raise _damaged(source, str(error)) from error


def _damaged(source: Source, why: str) -> ExtractionError:
    return DamagedFile(f"{source.path}: the PDF is damaged ({why.rstrip('.')}); get it again from where it came")


def _noting_the_end(pages: tuple[Page, ...], data: bytes) -> tuple[Page, ...]:
    """pdfium mends a file that was cut short as well as it can; the pages that are gone leave no other trace."""
    if b"%%EOF" in data[-2048:]:
        return pages
    first, *rest = pages
    warning = "Tệp PDF bị cắt cụt, có thể thiếu trang"
    return (Page(text=first.text, method=first.method, warnings=(warning, *first.warnings)), *rest)


def _image_cover(page: pypdfium2.PdfPage) -> float:
    """Share of the page under images. Scanners cut pages into strips, so they are added up; overlaps hardly matter."""
    width, height = map(float, page.get_size())
    if page.get_rotation() in (90, 270):
        width, height = height, width
    covered = 0.0
    # One level: what lies in a form has the form's own coordinates, so the whole form counts where it holds an image.
    for thing in page.get_objects(max_depth=1):
        if thing.type == pdfium.FPDF_PAGEOBJ_IMAGE or _is_form_with_image(page, thing):
            left, bottom, right, top = thing.get_bounds()
            covered += max(0.0, min(right, width) - max(left, 0)) * max(0.0, min(top, height) - max(bottom, 0))
    return min(1.0, covered / (width * height))


def _is_form_with_image(page: pypdfium2.PdfPage, thing: pypdfium2.PdfObject) -> bool:
    if thing.type != pdfium.FPDF_PAGEOBJ_FORM:
        return False
    return any(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], form=thing.raw, level=1))


def _rendered(page: pypdfium2.PdfPage, dpi: int) -> Image.Image:
    """The page in grey. The boxes of electronic signatures stay out: they lie over the text."""
    width, height = page.get_size()
    scale = min(dpi / _POINTS_PER_INCH, math.sqrt(_MAX_PIXELS / (width * height)))
    with closing(page.render(scale=scale, grayscale=True, may_draw_forms=False)) as bitmap:
        image: Image.Image = bitmap.to_pil().convert("L").copy()
    resolution = scale * _POINTS_PER_INCH
    image.info["dpi"] = (resolution, resolution)
    return image


def _is_blank(image: Image.Image) -> bool:
    darkest, lightest = image.getextrema()
    return bool(darkest == lightest)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    baseline: float  # height above the foot of the page, as it is read
    right: float
    size: float


def _text(layer: pypdfium2.PdfTextPage, rotation: int) -> str:
    """The lines in the order they were written, which keeps columns whole, with blank lines where the page has gaps."""
    lines = list(_lines(layer, rotation))
    if not lines:
        return ""
    step = _leading(lines) * _PARAGRAPH
    texts = [lines[0].text]
    for above, line in pairwise(lines):
        # No step at all or one upwards: a cell to the right, another column.
        if not 0.5 * line.size < above.baseline - line.baseline <= step:
            texts.append("")
        texts.append(line.text)
    return "\n".join(texts)


def _leading(lines: list[_Line]) -> float:
    """The step from line to line inside a paragraph: what follows lines that reach the right margin shows it."""
    steps = [
        (above.baseline - line.baseline, above)
        for above, line in pairwise(lines)
        if above.baseline - line.baseline > 0.9 * line.size
    ]
    margin = max(line.right for line in lines)
    full = [step for step, above in steps if above.right > margin - 3 * above.size]
    if full:
        return median(full)
    return min((step for step, _ in steps), default=0.0)


def _lines(layer: pypdfium2.PdfTextPage, rotation: int) -> Iterator[_Line]:
    """Character by character: pdfium's offsets into its own text go astray where glyphs have no Unicode."""
    line: list[tuple[int, str]] = []
    for index in range(layer.count_chars()):
        character = _character(layer, index)
        line.append((index, character))
        if character in _LINE_END:
            yield from _line(layer, line, rotation)
            line = []
    yield from _line(layer, line, rotation)


def _character(layer: pypdfium2.PdfTextPage, index: int) -> str:
    code = pdfium.FPDFText_GetUnicode(layer, index)
    if code in _HYPHEN_CODES and pdfium.FPDFText_IsHyphen(layer, index) == 1:
        return _HYPHEN
    character = chr(code)
    return "\ufffd" if character in _NO_UNICODE else character


def _line(layer: pypdfium2.PdfTextPage, line: list[tuple[int, str]], rotation: int) -> Iterator[_Line]:
    """The line, if it holds more than blanks."""
    inked = [index for index, character in line if not character.isspace()]
    if not inked:
        return
    units = "".join(character for _, character in line).strip().encode("utf-16-le", "surrogatepass")
    _, baseline = _upright(*_origin(layer, inked[0]), rotation)
    right, _ = _upright(*_origin(layer, inked[-1]), rotation)
    size = pdfium.FPDFText_GetFontSize(layer, inked[0])
    # pdfium gives letters beyond U+FFFF as two halves.
    yield _Line(text=units.decode("utf-16-le", "replace"), baseline=baseline, right=right, size=size)


def _origin(layer: pypdfium2.PdfTextPage, index: int) -> tuple[float, float]:
    """Where a character stands on its base line: letters with and without tails agree there."""
    x, y = ctypes.c_double(), ctypes.c_double()
    if not pdfium.FPDFText_GetCharOrigin(layer, index, x, y):
        raise pypdfium2.PdfiumError(f"no place for character {index}")
    return x.value, y.value


def _upright(x: float, y: float, rotation: int) -> tuple[float, float]:
    """A point of the sheet as it lies on the page that is read, but for a constant."""
    return {0: (x, y), 90: (y, -x), 180: (-x, -y), 270: (-y, x)}[rotation]
