"""Files that a clerk may get and that are not what they should be, one function each."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from samples import package

TITLE = "THONG BAO so 12/TB-CDCS ve viec nghi le nam 2024"
TEXT = "Số: 12/TB-CĐCS\n\nHuế, ngày 5 tháng 3 năm 2024\n\nTHÔNG BÁO\nNghỉ lễ năm 2024\n"


@dataclass(frozen=True)
class Case:
    """A file by its name and bytes; `says` are words of the reason why it is not read, None: it is, all the same."""

    name: str
    make: Callable[[], bytes]
    says: str | None


@lru_cache
def printed_pdf(password: str = "", owner: str = "", pages: int = 2) -> bytes:
    file = BytesIO()
    lock = StandardEncryption(password, owner, strength=128) if password or owner else None
    canvas = Canvas(file, encrypt=lock, invariant=True)
    for page in range(1, pages + 1):
        canvas.drawString(80, 700, TITLE)
        canvas.drawString(80, 680, f"trang {page}")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@lru_cache
def drawn(kind: str, **options: object) -> bytes:
    sheet = Image.new("L", (700, 120), 255)
    ImageDraw.Draw(sheet).text((20, 30), f"Thong bao 12 {kind} 2024", 0, ImageFont.load_default(48))
    file = BytesIO()
    sheet.save(file, kind, dpi=(300, 300), **options)
    return file.getvalue()


def text() -> bytes:
    return TEXT.encode()


def part(make: Callable[[], bytes], share: float) -> bytes:
    data = make()
    return data[: round(len(data) * share)]


def pdf(*objects: bytes) -> bytes:
    """A file of these objects, the first being its catalogue; without a table, which readers then make."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, thing) for number, thing in enumerate(objects, start=1))
    return b"%PDF-1.7\n" + body + b"trailer <</Root 1 0 R /Size %d>>\n%%%%EOF\n" % (len(objects) + 1)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s /Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


CATALOGUE = b"<</Type /Catalog /Pages 2 0 R>>"
PAGES = b"<</Type /Pages /Kids [3 0 R] /Count 1>>"
FONT = b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"


def one_page(content: bytes, resources: bytes, *more: bytes, size: bytes = b"595 842") -> bytes:
    page = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 %s] /Contents 4 0 R /Resources <<%s>> >>" % (size, resources)
    return pdf(CATALOGUE, PAGES, page, content, *more)


def cyclic_pages() -> bytes:
    return pdf(CATALOGUE, b"<</Type /Pages /Kids [3 0 R] /Count 5>>", b"<</Type /Pages /Kids [2 0 R 3 0 R] /Count 9>>")


def exploding_pages(levels: int = 12) -> bytes:
    """A tree in which each knot has ten times the same child: 10^12 pages of few bytes."""
    kids = b" ".join([b"%d 0 R"] * 10)
    knots = [
        b"<</Type /Pages /Kids [%s] /Count %d>>" % (kids % ((number + 3,) * 10), 10 ** (levels - number))
        for number in range(levels)
    ]
    return pdf(CATALOGUE, *knots, b"<</Type /Page /MediaBox [0 0 595 842]>>")


def exploding_forms(levels: int = 25) -> bytes:
    """A drawing of ten drawings of ten drawings."""
    draw = b"/X Do " * 10
    forms = [
        stream(
            draw,
            b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources <</XObject <</X %d 0 R>> >>" % (number + 6),
        )
        for number in range(levels)
    ]
    last = stream(b"0 0 1 1 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]")
    return one_page(stream(draw), b"/XObject <</X 5 0 R>>", *forms, last)


def self_drawing() -> bytes:
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources <</XObject <</X 5 0 R>> >>"
    return one_page(stream(b"/X Do"), b"/XObject <</X 5 0 R>>", stream(b"/X Do /X Do", form))


@lru_cache
def bomb(unit: bytes, size: int) -> bytes:
    """So many bytes in a thousandth of them."""
    packer = zlib.compressobj(1)
    block = unit * (2**20 // len(unit))
    return b"".join(packer.compress(block) for _ in range(size // len(block))) + packer.flush()


def content_bomb() -> bytes:
    return one_page(stream(bomb(b"q Q ", 8 * 2**20), b"/Filter /FlateDecode"), b"")


def picture_bomb() -> bytes:
    """60,000 × 60,000 pixels in a few bytes."""
    picture = b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceGray /BitsPerComponent 8"
    data = stream(bomb(b"\0", 2**22), picture + b" /Filter /FlateDecode")
    return one_page(stream(b"595 0 0 842 0 0 cm /X Do"), b"/XObject <</X 5 0 R>>", data)


def many_pages(number: int = 10_000) -> bytes:
    """Each with a line of its own."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * index) for index in range(number))
    things = [CATALOGUE, b"<</Type /Pages /Kids [%s] /Count %d>>" % (kids, number), FONT]
    page = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources <</Font <</F 3 0 R>> >> >>"
    for index in range(number):
        words = b"thu %d cua cac trang nay" % index
        things += [page % (5 + 2 * index), stream(b"BT /F 12 Tf 80 %d Td (%s) Tj ET" % (300 + index % 300, words))]
    return pdf(*things)


def png(width: int, height: int, *chunks: tuple[bytes, bytes], rows: bytes = b"") -> bytes:
    """One bit a pixel; without `rows` its pixels are missing."""
    header = (b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    body = (header, *chunks, (b"IDAT", rows or zlib.compress(b"")), (b"IEND", b""))
    pieces = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in body
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(pieces)


def white_png(width: int, height: int) -> bytes:
    """All white, and small in bytes."""
    packer = zlib.compressobj(1)
    row = b"\0" + b"\xff" * -(-width // 8)
    rows = b"".join(packer.compress(row * 100) for _ in range(height // 100)) + packer.flush()
    return png(width, height, rows=rows)


def comment_bomb() -> bytes:
    return png(8, 8, (b"zTXt", b"Comment\0\0" + bomb(b"\0", 2**26)))


def tiff(pages: int = 3) -> bytes:
    sheets = [Image.open(BytesIO(drawn("TIFF"))) for _ in range(pages)]
    file = BytesIO()
    sheets[0].save(file, "TIFF", save_all=True, append_images=sheets[1:], compression="tiff_adobe_deflate")
    return file.getvalue()


def tiff_with_a_damaged_page() -> bytes:
    data = bytearray(tiff())
    with Image.open(BytesIO(data)) as image:
        image.seek(1)
        starts, lengths = image.tag_v2[273], image.tag_v2[279]  # type: ignore[attr-defined]
    for start, length in zip(starts, lengths, strict=True):
        data[start : start + length] = b"\xa5" * length
    return bytes(data)


def tiff_with_next(address: int) -> bytes:
    """Another page at an address; 0: at that of the first."""
    data = bytearray(drawn("TIFF"))
    (first,) = struct.unpack_from("<I", data, 4)
    (entries,) = struct.unpack_from("<H", data, first)
    struct.pack_into("<I", data, first + 2 + 12 * entries, address or first)
    return bytes(data)


def wide_jpeg() -> bytes:
    """65,500 × 65,500 pixels, says its head."""
    data = bytearray(drawn("JPEG"))
    at = data.index(b"\xff\xc0") + 5
    struct.pack_into(">HH", data, at, 65500, 65500)
    return bytes(data)


def docx() -> bytes:
    return package.docx("<w:p><w:r><w:t>Thông báo nghỉ lễ năm 2024</w:t></w:r></w:p>")


def spreadsheet() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>" * 99)
    return file.getvalue()


def truncated(name: str, make: Callable[[], bytes], shares: Sequence[float], says: str) -> list[Case]:
    suffix = Path(name).suffix
    return [Case(f"{Path(name).stem} {share:.0%}{suffix}", partial(part, make, share), says) for share in shares]


PNG, JPEG, TIFF = partial(drawn, "PNG"), partial(drawn, "JPEG"), partial(drawn, "TIFF")

CASES = (
    Case("zero bytes.pdf", bytes, "the file is empty"),
    Case("zero bytes.txt", bytes, "the file is empty"),
    Case("blanks.txt", lambda: b" \n" * 900, "no text in it"),
    Case("zeros.pdf", lambda: bytes(5000), "neither PDF, image"),
    Case("noise.jpg", lambda: b"\x00\xff\xfe\x01" * 999, "neither PDF, image"),
    # Wrong extensions.
    Case("pdf as.png", printed_pdf, None),
    Case("pdf as.txt", printed_pdf, None),
    Case("pdf as.dat", printed_pdf, None),
    Case("png as.pdf", PNG, None),
    Case("jpeg as.tif", JPEG, None),
    Case("tiff as.jpg", TIFF, None),
    Case("docx as.pdf", docx, None),
    Case("docx as.dat", docx, None),
    Case("text as.pdf", text, None),
    Case("text as.png", text, None),
    Case("text as.PDF.exe", text, None),
    Case("spreadsheet as.pdf", spreadsheet, "a ZIP archive is not supported"),
    Case("film as.pdf", lambda: b"\0\0\0\x20ftypisom" + bytes(900), "neither PDF, image"),
    # Cut short.
    Case("head only.pdf", lambda: b"%PDF-1.4\n", "the PDF is damaged"),
    *truncated("cut.pdf", printed_pdf, (0.1, 0.2), "the PDF is damaged"),
    *truncated("cut.png", PNG, (0.01, 0.5, 0.95), "the image is damaged"),
    *truncated("cut.jpeg", JPEG, (0.01, 0.5, 0.95), "the image is damaged"),
    *truncated("cut.tiff", TIFF, (0.001, 0.5), "the image is damaged"),
    *truncated("cut.docx", docx, (0.3, 0.6, 0.9), "get it again from where it came"),
    # PDFs.
    Case("password.pdf", lambda: printed_pdf("secret", "owner"), "asks for a password"),
    Case("owner password.pdf", lambda: printed_pdf("", "owner"), None),
    Case("junk before.pdf", lambda: b"From: van thu\n\n" * 9 + printed_pdf(), None),
    Case("cyclic pages.pdf", cyclic_pages, "the PDF is damaged"),
    Case("exploding pages.pdf", exploding_pages, "the PDF is damaged"),
    Case("no pages.pdf", lambda: pdf(CATALOGUE, b"<</Type /Pages /Kids [] /Count 0>>"), "the PDF is damaged"),
    Case("no area.pdf", lambda: one_page(stream(b""), b"", size=b"0 0"), "no text in it"),
    Case("14,400 points.pdf", lambda: one_page(stream(b""), b"", size=b"14400 14400"), "page 1 measures 14400"),
    Case("content bomb.pdf", content_bomb, "no text in it"),
    Case("picture bomb.pdf", picture_bomb, "the image on page 1 has 60,000 × 60,000 pixels"),
    Case("10,000 pages.pdf", many_pages, None),
    # Images.
    Case("60,000 pixels.png", lambda: png(60_000, 60_000), "too many pixels"),
    Case("white.png", lambda: white_png(30_000, 30_000), "too many pixels"),
    Case("long.png", lambda: white_png(60_000, 1_000), "60,000 × 1,000 pixels"),
    Case("blank.png", lambda: white_png(2480, 3500), "no text in it"),
    Case("comment bomb.png", comment_bomb, "the image is damaged"),
    Case("65,500 pixels.jpg", wide_jpeg, "too many pixels"),
    Case("a damaged page.tif", tiff_with_a_damaged_page, None),
    Case("cyclic pages.tif", lambda: tiff_with_next(0), None),
    Case("a page beyond the end.tif", lambda: tiff_with_next(10**9), None),
)

# Readers that do not end, or only when memory does.
ENDLESS = (
    Case("exploding forms.pdf", exploding_forms, "page 1 was not read in 2 s"),
    Case("self-drawing.pdf", self_drawing, "page 1 was not read in 2 s"),
)
