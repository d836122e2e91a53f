"""What OCR is handed of a page of a PDF: the scan itself, or the page rendered, and at what resolution."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageOps, ImageStat
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from cancu.extractors.pdf.pages import Pdf
from cancu.pipeline.config import Config
from cancu.pipeline.errors import TooLarge
from cancu.pipeline.model import Method, Page, Source
from samples.pdfs import A4, Draw, lines, pdf, source, together


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[Image.Image]:
    """The images that OCR is handed, instead of Tesseract."""
    images: list[Image.Image] = []

    def recognise(image: Image.Image, number: int, source: Source, config: Config) -> Page:
        images.append(image)
        return Page("Quyết định", Method.OCR)

    monkeypatch.setattr("cancu.extractors.pdf.pages.recognise", recognise)
    return images


def scan(size: tuple[int, int] = (1654, 2339), mode: str = "1") -> Image.Image:
    """A page with its writing in the upper left quarter, so that a turn shows."""
    image = Image.new("L", size, 255)
    pen = ImageDraw.Draw(image)
    for line in range(12):
        pen.rectangle(
            (size[0] // 8, size[1] * (line + 4) // 40, size[0] // 2, size[1] * (line + 4) // 40 + size[1] // 100)
        )
    return image.convert(mode)


def full(image: Image.Image, size: tuple[float, float] = A4, **options: object) -> Draw:
    return lambda canvas: canvas.drawImage(ImageReader(image), 0, 0, *size, **options)


def alike(one: Image.Image, other: Image.Image) -> bool:
    small = [image.convert("L").resize((60, 80), Image.Resampling.BOX) for image in (one, other)]
    return ImageStat.Stat(ImageChops.difference(*small)).mean[0] < 8


def read(*draws: Draw, size: tuple[float, float] = A4) -> tuple[Page, ...]:
    return Pdf(Config()).extract(source(pdf(*draws, size=size)))


@pytest.mark.parametrize("mode", ["1", "L", "RGB"])
def test_a_scan_is_handed_on_at_its_own_resolution(handed: list[Image.Image], mode: str) -> None:
    read(full(scan(mode=mode)))
    assert handed[0].size == (1654, 2339) and handed[0].info["dpi"] == pytest.approx((200, 200), abs=1)
    assert alike(handed[0], scan())


def turned(rotation: int) -> bytes:
    """A page that viewers turn, with the scan laid so that it is upright then."""
    size = A4 if rotation == 180 else A4[::-1]
    file = BytesIO()
    with pypdfium2.PdfDocument(pdf(full(scan().rotate(rotation, expand=True), size), size=size)) as document:
        document[0].set_rotation(rotation)
        document.save(file)
    return file.getvalue()


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_turned_scan_is_handed_on_upright(handed: list[Image.Image], rotation: int) -> None:
    Pdf(Config()).extract(source(turned(rotation)))
    assert handed[0].size == (1654, 2339) and alike(handed[0], scan())


def test_a_scan_that_the_page_turns_by_its_matrix(handed: list[Image.Image]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(A4[0], 0)
        canvas.rotate(90)
        canvas.drawImage(ImageReader(scan().rotate(-90, expand=True)), 0, 0, A4[1], A4[0])

    read(draw)
    assert handed[0].size == (1654, 2339) and alike(handed[0], scan())


def mirrored(canvas: Canvas) -> None:
    canvas.translate(A4[0], 0)
    canvas.scale(-1, 1)
    full(ImageOps.mirror(scan().convert("L")))(canvas)


def stamped(canvas: Canvas) -> None:
    full(scan())(canvas)
    lines("So: 12", left=300)(canvas)


def askew(canvas: Canvas) -> None:
    canvas.rotate(2)
    full(scan())(canvas)


@pytest.mark.parametrize("draw", [mirrored, stamped, askew])
def test_what_is_not_the_page_alone_is_rendered_as_fine(handed: list[Image.Image], draw: Draw) -> None:
    read(draw)
    assert handed[0].mode == "RGB" and handed[0].info["dpi"] == pytest.approx((200, 200), abs=1)
    assert handed[0].size == pytest.approx((1654, 2339), abs=3) and alike(handed[0], scan())


def test_strips_of_a_scan_are_rendered_at_their_resolution(handed: list[Image.Image]) -> None:
    def draw(canvas: Canvas) -> None:
        for strip in range(10):
            piece = scan((1654, 2340)).crop((0, 234 * strip, 1654, 234 * (strip + 1)))
            canvas.drawImage(ImageReader(piece), 0, A4[1] * (9 - strip) / 10, A4[0], A4[1] / 10)

    read(draw)
    assert handed[0].info["dpi"] == pytest.approx((200, 200), abs=1) and alike(handed[0], scan())


@pytest.mark.parametrize(
    ("pixels", "size", "dpi"),
    [
        pytest.param((827, 1169), A4, 300, id="coarse: rendered"),
        pytest.param((1654, 2339), (1654.0, 2339.0), 200, id="a page of as many points as pixels"),
    ],
)
def test_scans_of_another_resolution(
    handed: list[Image.Image], pixels: tuple[int, int], size: tuple[float, float], dpi: int
) -> None:
    read(full(scan(pixels), size), size=size)
    assert handed[0].info["dpi"] == pytest.approx((dpi, dpi), abs=1) and alike(handed[0], scan())


def test_drawings_are_rendered_in_colour(handed: list[Image.Image]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setStrokeColor("red")
        canvas.circle(300, 400, 100)

    read(draw)
    assert handed[0].mode == "RGB" and handed[0].info["dpi"] == pytest.approx((300, 300), abs=1)
    red, green, _ = handed[0].getextrema()
    assert red[0] > 200 and green[0] < 60


def test_a_bomb_of_an_image_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pypdfium2.PdfPage, "render", lambda *_, **__: pytest.fail("rendered"))
    monkeypatch.setattr(pypdfium2.PdfImage, "get_bitmap", lambda *_, **__: pytest.fail("decoded"))
    Image.MAX_IMAGE_PIXELS, before = None, Image.MAX_IMAGE_PIXELS
    try:
        file = BytesIO()
        Image.new("1", (40_000, 8_000), 1).save(file, "PDF", resolution=3_000)
    finally:
        Image.MAX_IMAGE_PIXELS = before
    with pytest.raises(TooLarge, match=r"a\.pdf: the image on page 1 has 40,000 × 8,000 pixels"):
        Pdf(Config()).extract(source(file.getvalue()))


def test_a_picture_of_text_beside_text_is_read_too(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Hai anh em di lam theo tinh than chung cua toan ban\n" * 3
    monkeypatch.setattr("cancu.extractors.pdf.pages.recognise", lambda *_: Page(text.strip(), Method.OCR))
    inset = together(
        lines("Noi dung ban dau\nva noi dung sau", top=800),
        lambda canvas: canvas.drawImage(ImageReader(scan((800, 600), "L")), 80, 300, 400, 300),
        lines("Cuoi trang", top=200),
    )
    (page,) = read(inset)
    assert page.text == f"Noi dung ban dau\nva noi dung sau\n\n{text.strip()}\n\nCuoi trang"
    assert page.warnings == ("Trang 1: một phần là hình, chữ trong hình do máy nhận dạng, cần kiểm tra lại",)


def test_a_photograph_beside_text_adds_nothing(handed: list[Image.Image]) -> None:
    photograph = together(
        lines("Noi dung", top=800), lambda c: c.drawImage(ImageReader(scan(mode="L")), 80, 300, 400, 300)
    )
    (page,) = read(photograph)
    assert page.text == "Noi dung" and page.warnings == () and len(handed) == 1
