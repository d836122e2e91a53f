"""PDF: the text layer of a page where it is good, OCR where it is not."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import ClassVar

from ...pipeline.config import Config
from ...pipeline.errors import DamagedFile, EncryptedFile, ExtractionError, TooLarge
from ...pipeline.model import Method, Page, Source, Word
from ...pipeline.text import quality
from ..base import Progress, silent
from ..boxes import share, turned
from ..ocr.page import recognise
from ..sniff import PDF
from . import furniture
from .file import Document, Leaf, PasswordNeeded, PdfiumError, Picture, leaf_of, opened
from .image import cover, image_of, inset, is_blank
from .layer import Composed, Line, TooManyRules, composed, in_columns, in_reading_order
from .tables import grids, in_rows

_MOST_PAGES = 20_000
# Signed scans carry some 175 characters of electronic signature over the picture of the page; printed pages 2,000.
_SHORT = 400
_COVERED = 0.5  # share of the page under images from which on the page is a picture
_OCR_LAYER = 0.9  # quality of a layer over a picture, by another OCR, below which the page is read anew
_INSET_CHARS = 100  # in a picture beside the text; less is a logo, a seal, the labels of a chart
_INSET_QUALITY = 0.8
_PICTURE = -1  # no number of a table

_one_at_a_time = threading.Lock()  # pdfium is not thread-safe, not even for two documents


@dataclass(frozen=True, slots=True)
class _Read:
    """A page, `size` in points: its layer where that is the text; `page` has what else there is to say of it.

    `edges` is what may be furniture, which only all pages together tell. After `quarters` turns clockwise the page lies
    as it came.
    """

    page: Page
    layer: Composed | None = None
    edges: tuple[furniture.Row, ...] = ()
    size: tuple[float, float] = (0.0, 0.0)
    quarters: int = 0


@dataclass(frozen=True, slots=True)
class Pdf:
    """Decides page by page, because signed documents mix printed pages, scans and annexes."""

    config: Config
    progress: Progress = silent
    media_types: ClassVar[frozenset[str]] = frozenset({PDF})

    def extract(self, source: Source) -> tuple[Page, ...]:
        try:
            with _one_at_a_time, opened(source.data) as document:
                self._check_sizes(document, source)
                reads = [self._read(document, index, source) for index in range(len(document))]
        except PasswordNeeded as error:
            raise EncryptedFile(
                f"{source.path}: the PDF asks for a password; save it without one, then read it again"
            ) from error
        except PdfiumError as error:
            raise _damaged(source, str(error)) from error
        return _noting_the_end(_pages(_opened(reads, source), self.config.boxes), source.data)

    def _check_sizes(self, document: Document, source: Source) -> None:
        """Before anything is rendered: 14,400 points a side would be 60,000 pixels."""
        if len(document) > _MOST_PAGES:
            raise TooLarge(f"{source.path}: {len(document):,} pages, the limit is {_MOST_PAGES:,}; split the file")
        limit = self.config.max_page_points
        for index in range(len(document)):
            with suppress(PdfiumError):  # of a page that is damaged; `_read` says so
                width, height = document.get_page_size(index)
                if max(width, height) > limit:
                    raise TooLarge(
                        f"{source.path}: page {index + 1} measures {width:.0f} × {height:.0f} points, the limit is "
                        f"{limit:.0f}; print it to a smaller page"
                    )

    def _read(self, document: Document, index: int, source: Source) -> _Read | PdfiumError:
        """A page, or why it cannot be opened: one damaged page must not lose the others."""
        self.progress(index + 1)
        try:
            with leaf_of(document, index) as leaf:
                return replace(self._decided(leaf, index + 1, source), quarters=leaf.quarters)
        except PdfiumError as error:
            return error

    def _decided(self, leaf: Leaf, number: int, source: Source) -> _Read:
        lines = leaf.lines()
        text = "\n".join(line.text for line in lines)
        score = quality(text)
        pictures = leaf.pictures()
        covered = cover(leaf, pictures) >= _COVERED
        needed = max(self.config.min_quality, _OCR_LAYER if covered else 0.0)
        if text and score >= needed and not (covered and len(text) < _SHORT):
            return self._from_layer(leaf, number, lines, pictures, source)
        if leaf.is_empty:
            return _Read(Page(text="", method=Method.TEXT_LAYER))
        image = image_of(leaf, pictures, number, source, self.config)
        if not text and is_blank(image):
            return _Read(Page(text="", method=Method.TEXT_LAYER))
        read = recognise(image, number, source, self.config)
        poor = _poor(score) if text and score < self.config.min_quality else None
        if not text or (covered and read.text and len(text) < _SHORT) or quality(read.text) > score:
            return _Read(replace(read, warnings=(*_told(number, poor), *read.warnings)))
        kept = self._from_layer(leaf, number, lines, pictures, source)
        warnings = (*_told(number, poor), *kept.page.warnings)
        return replace(kept, page=replace(kept.page, warnings=warnings, rescan=poor))

    def _from_layer(
        self, leaf: Leaf, number: int, lines: Sequence[Line], pictures: Sequence[Picture], source: Source
    ) -> _Read:
        """A page whose layer is its text: its tables as rows, columns whole, pictures of text beside it read."""
        warnings: list[str] = []
        try:
            laid = in_rows(lines, grids(leaf.rules()), leaf.tokens)
        except TooManyRules:
            laid = list(lines)
            warnings.append(f"Trang {number}: quá nhiều đường kẻ, bảng không được nhận ra")
        laid = in_columns(laid, leaf.tokens)
        beside = None if cover(leaf, pictures) >= _COVERED else inset(leaf, pictures, laid, number, source)
        if beside:
            read = recognise(beside.image, number, source, self.config)
            if len(read.text) >= _INSET_CHARS and quality(read.text) >= _INSET_QUALITY:
                laid = [*laid, Line(read.text, beside.place, beside.place[3], block=_PICTURE)]
                warnings.append(f"Trang {number}: một phần là hình, chữ trong hình do máy nhận dạng, cần kiểm tra lại")
        laid = in_reading_order(laid)
        size = (leaf.width, leaf.height)
        edges = furniture.rows(number - 1, laid, size, leaf.tokens)
        if self.config.boxes:
            laid = [replace(line, tokens=leaf.tokens(line)) for line in laid]
        layer = composed(laid, {index for row in edges if row.is_apart and row.place[1] == 0 for index in row.lines})
        return _Read(Page(text="", method=Method.TEXT_LAYER, warnings=tuple(warnings)), layer, edges, size)


def _opened(reads: Sequence[_Read | PdfiumError], source: Source) -> list[_Read]:
    """Pages that cannot be opened as empty ones; missing ones at the end, of a wrong count, are one warning."""
    failed = [index for index, read in enumerate(reads) if isinstance(read, PdfiumError)]
    if len(failed) == len(reads):
        raise _damaged(source, str(reads[0]) if reads else "it has no pages")
    last = max(index for index, read in enumerate(reads) if isinstance(read, _Read))
    pages = [read if isinstance(read, _Read) else _lost(index + 1) for index, read in enumerate(reads[: last + 1])]
    if last + 1 < len(reads):
        warning = f"Tệp PDF khai {len(reads)} trang, chỉ mở được {last + 1} trang đầu"
        pages[0] = replace(pages[0], page=replace(pages[0].page, warnings=(warning, *pages[0].page.warnings)))
    return pages


def _lost(number: int) -> _Read:
    reason = "trang bị hỏng, không mở được"
    return _Read(Page(text="", method=Method.TEXT_LAYER, warnings=(f"Trang {number}: {reason}",), rescan=reason))


def _pages(reads: Sequence[_Read], boxes: bool) -> tuple[Page, ...]:
    """The pages, with what stands on each of them and is no part of the document taken off."""
    taken = furniture.found([read.edges for read in reads])
    return tuple(_page(read, off, boxes) for read, off in zip(reads, taken, strict=True))


def _page(read: _Read, off: frozenset[int], boxes: bool) -> Page:
    if read.layer is None:
        return _turned(read.page, read.quarters)
    left = read.layer.without(off)
    words = tuple(Word(span, share(place, *read.size)) for span, place in left.words) if boxes else ()
    return _turned(replace(read.page, text=left.text, words=words), read.quarters)


def _turned(page: Page, quarters: int) -> Page:
    """The page with what stands on it where it stands on the page as it came, which is `quarters` turns clockwise."""
    if not quarters:
        return page
    words = tuple(Word(word.span, turned(word.box, quarters)) for word in page.words)
    return replace(
        page, words=words, stamps=tuple(replace(stamp, box=turned(stamp.box, quarters)) for stamp in page.stamps)
    )


def _poor(score: float) -> str:
    """What is wrong with a text layer that cannot be what is printed."""
    return f"lớp chữ của tệp PDF kém ({score:.2f})".replace(".", ",")


def _told(number: int, reason: str | None) -> tuple[str, ...]:
    return (f"Trang {number}: {reason}",) if reason else ()


def _damaged(source: Source, why: str) -> ExtractionError:
    return DamagedFile(f"{source.path}: the PDF is damaged ({why.rstrip('.')}); get it again from where it came")


def _noting_the_end(pages: tuple[Page, ...], data: bytes) -> tuple[Page, ...]:
    """pdfium mends a file that was cut short as well as it can; the pages that are gone leave no other trace."""
    if b"%%EOF" in data[-2048:]:
        return pages
    first, *rest = pages
    warning = "Tệp PDF bị cắt cụt, có thể thiếu trang"
    return (replace(first, warnings=(warning, *first.warnings)), *rest)
