"""What pdfium tells of a PDF: characters and where they stand, ruling lines, pictures."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from ..legacy import convert, encoding_of
from .layer import Line, Place, Rule, Token, TooManyRules, unbent
from .matrix import Matrix, Point, at, times, turn_of

POINTS_PER_INCH = 72
# Where a line ends in a hyphen pdfium gives a mark for it and swallows the line break: `TTLT<mark>VKSNDTC`. Here such a
# hyphen is never hyphenation but part of a number. The same U+FFFE stands for glyphs without Unicode.
_HYPHEN = "\x02"
_ODD = re.compile("[\0\x02\xad\ufffe\uffff]")
_NO_UNICODE = frozenset("\0\ufffe\uffff")
_LINE = re.compile(rf"[^\r\n\f{_HYPHEN}]+{_HYPHEN}?|{_HYPHEN}")
_HALF = re.compile("[\ud800-\udfff]")
_WORD = re.compile(r"\S+")
# Letters of legacy fonts come as Latin-1, those of symbol fonts in the private area. These are not Vietnamese ones.
_MAYBE_LEGACY = re.compile(r"[\x80-\x9f\xa1-\xff\uf020-\uf0ff](?<![àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ])")
_FONT_NAME = 256  # bytes
_FORM_DEPTH = 4  # of forms in forms that are looked into for rules and pictures
_MOST_OBJECTS = 50_000  # a page with more is a drawing
_MOST_RULES = 10_000
_MOST_SEGMENTS = 400  # of one path; a longer one is a curve
_MOST_NOTES = 1_000  # typed on a page
_MOST_NOTED = 100_000  # bytes of one
_TYPED = frozenset({"Tx", "Ch"})  # fields of text and choice; those of electronic signatures lie over the text
_SAMPLE = 30  # characters that tell how the print of a page is turned
_MOST = 0.8  # of them
_THIN = 2.0  # points; a filled strip up to this wide is a line
_SHORTEST_RULE = 4.0  # points

Document = pypdfium2.PdfDocument
PdfiumError = pypdfium2.PdfiumError


class PasswordNeeded(Exception):
    """The file does not open without its password."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image on a page: its pixels, where it lies, and how: the matrix that lays the unit square on the sheet."""

    raw: pypdfium2.PdfImage
    pixels: tuple[int, int]
    place: Place
    matrix: Matrix

    @property
    def dpi(self) -> float:
        """Pixels per inch, the coarser direction's."""
        a, b, c, d, _, _ = self.matrix
        inches = math.hypot(a, b) / POINTS_PER_INCH, math.hypot(c, d) / POINTS_PER_INCH
        return min(pixels / max(side, 1e-6) for pixels, side in zip(self.pixels, inches, strict=True))


@contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document; `PasswordNeeded`, or a `PdfiumError` for one that cannot be mended."""
    try:
        document = pypdfium2.PdfDocument(data)
    except PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise PasswordNeeded from error
        raise
    with closing(document):
        yield document


@contextmanager
def leaf_of(document: pypdfium2.PdfDocument, index: int) -> Iterator[Leaf]:
    """Page `index` (0-based), turned until its print is upright; a `PdfiumError` for one that cannot be loaded."""
    with closing(document[index]) as page, closing(page.get_textpage()) as layer:
        if min(page.get_size()) <= 0:
            raise PdfiumError("the page has no area")
        came, upright = page.get_rotation(), _upright_rotation(layer)
        if upright is None or upright == came:
            yield Leaf(page, layer)
            return
        page.set_rotation(upright)  # of the page in memory; the layer is made anew, as its order depends on it
        with closing(page.get_textpage()) as level:
            yield Leaf(page, level, quarters=(came - upright) // 90 % 4)


class Leaf:
    """A page while it is open. Places are in points from the upper left corner of the page as it is read."""

    def __init__(self, page: pypdfium2.PdfPage, layer: pypdfium2.PdfTextPage, quarters: int = 0) -> None:
        self._page, self._layer = page, layer
        self.quarters = quarters  # turns clockwise after which the page lies as it came
        self._rotation = page.get_rotation()
        self._bounds = page.get_bbox()
        size: tuple[float, float] = page.get_size()
        self.width, self.height = size
        # Made once: they are passed for every word.
        self._layer_raw, self._box = layer.raw, pdfium.FS_RECTF()
        self._box_at = ctypes.byref(self._box)
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._floats = tuple(ctypes.c_float() for _ in range(4))

    def lines(self) -> list[Line]:
        """The lines of the text layer, in the order they were written."""
        found = []
        for match in _LINE.finditer(self._characters):
            line = self._line(*match.span())
            if line and line.height > 2 * line.letter and line.place[2] - line.place[0] > 2 * line.letter:
                found += unbent(line, self.tokens(line))
            elif line:
                found.append(line)
        return [*found, *self._notes()]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is drawn, not even outside the text."""
        return not self._objects and pdfium.FPDFPage_GetAnnotCount(self._page) == 0

    def _notes(self) -> Iterator[Line]:
        """What was typed onto the page or into a form: viewers show it, but it is in no layer."""
        for index in range(min(pdfium.FPDFPage_GetAnnotCount(self._page), _MOST_NOTES)):
            note = pdfium.FPDFPage_GetAnnot(self._page, index)
            if not note:
                continue
            kind = pdfium.FPDFAnnot_GetSubtype(note)
            if kind == pdfium.FPDF_ANNOT_FREETEXT:
                yield from self._note(note, b"Contents")
            elif kind == pdfium.FPDF_ANNOT_WIDGET and _string(note, b"FT") in _TYPED:
                yield from self._note(note, b"V")
            pdfium.FPDFPage_CloseAnnot(note)

    def _note(self, note: object, key: bytes) -> Iterator[Line]:
        text = "\n".join(_string(note, key).split("\r")).strip()
        if text and pdfium.FPDFAnnot_GetRect(note, self._box):
            place = self._spanned((self._box.left, self._box.bottom), (self._box.right, self._box.top))
            yield Line(text, place, base=place[3], tokens=(Token(text, place),))

    def tokens(self, line: Line) -> tuple[Token, ...]:
        """The words of a line."""
        if line.tokens:
            return line.tokens
        start, end = line.span
        spans = [match.span() for match in _WORD.finditer(self._characters, start, end)]
        return tuple(Token(self._text(*span), self._place(*span)) for span in spans)

    def _line(self, start: int, end: int) -> Line | None:
        """The line, if it holds more than blanks."""
        text = self._characters[start:end]
        start += len(text) - len(text.lstrip())
        end = start + len(text.strip())
        if start >= end:
            return None
        if not pdfium.FPDFText_GetCharOrigin(self._layer, start, self._x, self._y):
            raise PdfiumError(f"no place for character {start}")
        _, base = self._upright(self._x.value, self._y.value)
        place = self._place(start, end)
        letter = self._box.top - self._box.bottom if self._rotation in (0, 180) else self._box.right - self._box.left
        return Line(text=self._text(start, end), place=place, base=base, letter=letter, span=(start, end))

    def _place(self, start: int, end: int) -> Place:
        """What the first and the last of some characters cover, from ascender to descender."""
        left, top, right, bottom = self._char(start)
        if end - start == 1:
            return left, top, right, bottom
        other = self._char(end - 1)
        return min(left, other[0]), min(top, other[1]), max(right, other[2]), max(bottom, other[3])

    def _char(self, index: int) -> Place:
        box = self._box
        if not pdfium.FPDFText_GetLooseCharBox(self._layer_raw, index, self._box_at):
            raise PdfiumError(f"no place for character {index}")
        if self._rotation == 0:
            left, _, _, top = self._bounds
            return box.left - left, top - box.top, box.right - left, top - box.bottom
        return self._spanned((box.left, box.bottom), (box.right, box.top))

    def _spanned(self, one: Point, other: Point) -> Place:
        """The place between two corners of the sheet."""
        (ax, ay), (bx, by) = self._upright(*one), self._upright(*other)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def _upright(self, x: float, y: float) -> Point:
        """A point of the sheet as it lies on the page that is read."""
        left, bottom, right, top = self._bounds
        match self._rotation:
            case 90:
                return y - bottom, x - left
            case 180:
                return right - x, y - bottom
            case 270:
                return top - y, right - x
            case _:
                return x - left, top - y

    @cached_property
    def _characters(self) -> str:
        """One for each of pdfium's, so that its indices hold: halves of letters beyond U+FFFF stay halves."""
        count = self._layer.count_chars()
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(self._layer, 0, count, buffer)
        text = bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", "surrogatepass")
        if len(text) != count:  # letters without Unicode are left out of the text, but have an index
            text = "".join(chr(pdfium.FPDFText_GetUnicode(self._layer, index)) for index in range(count))
        return _ODD.sub(self._odd, text)

    def _odd(self, match: re.Match[str]) -> str:
        code, index = match.group(), match.start()
        letter = code == "\xad" and self._is_legacy(index)
        if code != "\0" and not letter and pdfium.FPDFText_IsHyphen(self._layer, index) == 1:
            return _HYPHEN
        return "\ufffd" if code in _NO_UNICODE else code

    def _is_legacy(self, index: int) -> bool:
        return encoding_of(self._font(index)) is not None

    def _text(self, start: int, end: int) -> str:
        """Some characters as text, in NFC where their fonts are legacy ones."""
        text = self._characters[start:end].replace(_HYPHEN, "-")
        if self._has_legacy_font:
            text = "".join(convert(text[a:b], font) for a, b, font in self._runs(start, end))
        if not self._has_halves:
            return text
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    @cached_property
    def _has_halves(self) -> bool:
        """Whether there are letters beyond U+FFFF, which pdfium gives as two halves."""
        return _HALF.search(self._characters) is not None

    @cached_property
    def _has_legacy_font(self) -> bool:
        """Told by the words that cannot be without one; to ask for the font of each word takes as long as the text."""
        return any(self._is_legacy(match.start()) for match in _MAYBE_LEGACY.finditer(self._characters))

    def _runs(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """Stretches of one font, blanks counted to what is before them; counted from `start`."""
        begin, current = start, None
        for index in range(start, end):
            font = current if self._characters[index].isspace() else self._font(index)
            if current is not None and font != current:
                yield begin - start, index - start, current
                begin = index
            current = font
        yield begin - start, end - start, current or ""

    def _font(self, index: int) -> str:
        name, flags = ctypes.create_string_buffer(_FONT_NAME), ctypes.c_int()
        length = pdfium.FPDFText_GetFontInfo(self._layer, index, name, _FONT_NAME, flags)
        return name.value.decode("utf-8", "replace") if 0 < length <= _FONT_NAME else ""

    def rules(self) -> list[Rule]:
        """The level and upright lines that are drawn; `TooManyRules` where only a drawing has so many."""
        if len(self._objects) >= _MOST_OBJECTS:
            raise TooManyRules
        found: list[Rule] = []
        for kind, thing, matrix in self._objects:
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                found += self._rules(thing, matrix)
            if len(found) > _MOST_RULES:
                raise TooManyRules
        return found

    def _rules(self, path: object, matrix: Matrix | None) -> Iterator[Rule]:
        mode, stroked = ctypes.c_int(), ctypes.c_int()
        if not pdfium.FPDFPath_GetDrawMode(path, mode, stroked) or not (mode.value or stroked.value):
            return
        left, top, right, bottom = self._bounded(path, matrix)
        thin = min(right - left, bottom - top) <= _THIN
        if not (thin or stroked.value):  # the ground of a cell or of a word, drawn for each of them
            return
        for (ax, ay), (bx, by) in [((left, top), (right, bottom))] if thin else self._sides(path, matrix):
            level, upright = abs(ay - by) <= _THIN, abs(ax - bx) <= _THIN
            if level != upright and max(abs(ax - bx), abs(ay - by)) >= _SHORTEST_RULE:
                yield Rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by), level)

    def _bounded(self, path: object, outer: Matrix | None) -> Place:
        """What a path covers: most lines of tables are drawn as strips, and need no closer look."""
        left, bottom, right, top = self._floats
        if not pdfium.FPDFPageObj_GetBounds(path, left, bottom, right, top):
            return 0.0, 0.0, 0.0, 0.0
        corners = (left.value, bottom.value), (right.value, top.value)
        return self._spanned(*(at(outer, *corner) if outer else corner for corner in corners))

    def _sides(self, path: object, outer: Matrix | None) -> Iterator[tuple[Point, Point]]:
        """The straight pieces of a path, on the page."""
        count = pdfium.FPDFPath_CountSegments(path)
        if not 2 <= count <= _MOST_SEGMENTS:
            return
        matrix = times(_matrix(path), outer) if outer else _matrix(path)
        x, y = ctypes.c_float(), ctypes.c_float()
        start = before = None
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(path, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = self._upright(*at(matrix, x.value, y.value))
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                start = point
            elif before and kind == pdfium.FPDF_SEGMENT_LINETO:
                yield before, point
            if start and pdfium.FPDFPathSegment_GetClose(segment):
                yield point, start
            before = point

    def pictures(self) -> list[Picture]:
        """The images on the page."""
        return [
            self._picture(thing, matrix) for kind, thing, matrix in self._objects if kind == pdfium.FPDF_PAGEOBJ_IMAGE
        ]

    def _picture(self, thing: object, outer: Matrix | None) -> Picture:
        matrix = times(_matrix(thing), outer) if outer else _matrix(thing)
        corners = [self._upright(*at(matrix, x, y)) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
        xs, ys = zip(*corners, strict=True)
        place = (max(0.0, min(xs)), max(0.0, min(ys)), min(self.width, max(xs)), min(self.height, max(ys)))
        image = pypdfium2.PdfImage(thing, page=self._page, pdf=self._page.pdf)
        return Picture(image, image.get_px_size(), place, matrix)

    @property
    def is_one_picture(self) -> bool:
        """Whether an image is all that is drawn."""
        return [kind for kind, _, _ in self._objects] == [pdfium.FPDF_PAGEOBJ_IMAGE]

    @cached_property
    def _objects(self) -> list[tuple[int, object, Matrix | None]]:
        """What is drawn, with its kind and the matrix of the forms it stands in."""
        page = self._page.raw
        things = (pdfium.FPDFPage_GetObject(page, index) for index in range(pdfium.FPDFPage_CountObjects(page)))
        return list(islice(_unpacked(things, None, _FORM_DEPTH), _MOST_OBJECTS))

    def rendered(self, dpi: float, most_pixels: int) -> Image.Image:
        """The page in colour. The boxes of electronic signatures stay out: they lie over the text."""
        scale = min(dpi / POINTS_PER_INCH, math.sqrt(most_pixels / (self.width * self.height)))
        with closing(self._page.render(scale=scale, may_draw_forms=False, rev_byteorder=True)) as bitmap:
            drawn: Image.Image = bitmap.to_pil()
            image = drawn.copy() if drawn.mode == "RGB" else drawn.convert("RGB")
        image.info["dpi"] = (scale * POINTS_PER_INCH,) * 2
        return image

    def decoded(self, picture: Picture) -> Image.Image | None:
        """The image as it lies on the page that is read, at its own resolution; None where it lies askew."""
        turn = turn_of(picture.matrix, self._rotation)
        if turn is None:
            return None
        # Its memory is pdfium's and goes with the last that holds it: closed by hand it could be read after that.
        image: Image.Image = turn(picture.raw.get_bitmap(render=False).to_pil()).copy()
        image.info["dpi"] = (picture.dpi,) * 2
        return image


def _upright_rotation(layer: pypdfium2.PdfTextPage) -> int | None:
    """The rotation of a page (degrees clockwise) with which most of its print is upright; None where none is."""
    count = layer.count_chars()
    angles: Counter[int] = Counter()
    for index in range(0, count, max(1, count // _SAMPLE)):
        if chr(pdfium.FPDFText_GetUnicode(layer, index)).isalnum():
            angles[round(math.degrees(pdfium.FPDFText_GetCharAngle(layer, index)))] += 1
    if not angles:
        return None
    angle, often = angles.most_common(1)[0]
    return -angle % 360 if angle % 90 == 0 and often >= _MOST * angles.total() else None


def _string(note: object, key: bytes) -> str:
    """A text of an annotation, empty where it has none; a text that is not its own but its field's is not found."""
    size = pdfium.FPDFAnnot_GetStringValue(note, key, None, 0)
    if not 2 < size <= _MOST_NOTED:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    pdfium.FPDFAnnot_GetStringValue(note, key, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


def _unpacked(
    things: Iterator[object], outer: Matrix | None, depth: int
) -> Iterator[tuple[int, object, Matrix | None]]:
    for thing in things:
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
            matrix = times(_matrix(thing), outer) if outer else _matrix(thing)
            count = pdfium.FPDFFormObj_CountObjects(thing)
            inner = (pdfium.FPDFFormObj_GetObject(thing, index) for index in range(count))
            yield from _unpacked(inner, matrix, depth - 1)
        else:
            yield kind, thing, outer


def _matrix(thing: object) -> Matrix:
    """The matrix of an object, within the form it stands in."""
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(thing, found)
    return found.a, found.b, found.c, found.d, found.e, found.f
