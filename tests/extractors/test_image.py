"""Images of pages."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from cancu.extractors import image as module
from cancu.extractors.image import Image
from cancu.extractors.ocr import page as ocr
from cancu.extractors.ocr import tesseract
from cancu.extractors.ocr.line import Line, Token
from cancu.extractors.ocr.sheet import look
from cancu.extractors.sniff import media_type
from cancu.pipeline.config import Config
from cancu.pipeline.errors import DamagedFile, ExtractionError, MissingTool, TooLarge
from cancu.pipeline.model import Method, Page, Source
from samples import printed


def source(data: bytes) -> Source:
    return Source(Path("a.img"), data, "", media_type(data))


def sheet(text: str, mode: str = "L") -> Pillow.Image:
    image = Pillow.new("L", (600, 120), 255)
    ImageDraw.Draw(image).text((20, 30), text, 0, ImageFont.load_default(48))
    return image.convert(mode)


def saved(image: Pillow.Image, kind: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def texts(data: bytes) -> list[str]:
    return [page.text for page in Image(Config()).extract(source(data))]


def test_every_page_of_a_tiff_is_read_in_order() -> None:
    first, *rest = (sheet(f"Trang so {year}", "1") for year in (2021, 2022, 2023))
    read = texts(saved(first, "TIFF", save_all=True, append_images=rest, compression="group4", dpi=(300, 300)))
    assert ["2021" in read[0], "2022" in read[1], "2023" in read[2]] == [True] * 3 and len(read) == 3


def transparent() -> bytes:
    image = Pillow.new("RGBA", (600, 120), (0, 0, 0, 0))
    ImageDraw.Draw(image).text((20, 30), "Nam 2023", (0, 0, 0, 255), ImageFont.load_default(48))
    return saved(image, "PNG")


def lying() -> bytes:
    return saved(sheet("Nam 2023").rotate(90, expand=True), "JPEG", exif=exif(6))  # to be turned clockwise


def sixteen_bits() -> bytes:
    return saved(sheet("Nam 2023").convert("I").point(lambda value: value * 257).convert("I;16"), "PNG")


@pytest.mark.parametrize(
    "make",
    [
        transparent,
        lying,
        sixteen_bits,
        lambda: saved(sheet("Nam 2023", "P"), "PNG"),
        lambda: saved(sheet("Nam 2023", "CMYK"), "JPEG"),
        lambda: saved(sheet("Nam 2023", "1"), "PNG"),
    ],
    ids=["transparent", "lying", "16 bits", "palette", "cmyk", "1 bit"],
)
def test_all_kinds_of_pixels_are_read(make: Callable[[], bytes]) -> None:
    (text,) = texts(make())
    assert "2023" in text


def handed_over(monkeypatch: pytest.MonkeyPatch, data: bytes) -> list[Pillow.Image]:
    """What OCR gets to see."""
    seen: list[Pillow.Image] = []

    def recognise(frame: Pillow.Image, number: int, *_: object) -> Page:
        seen.append(frame)
        return Page(f"trang {number}", Method.OCR)

    monkeypatch.setattr(module, "recognise", recognise)
    Image(Config()).extract(source(data))
    return seen


def stamped(mode: str = "RGB") -> Pillow.Image:
    """Black print and a red seal."""
    image = sheet("Nam 2023", "RGB")
    ImageDraw.Draw(image).ellipse((450, 10, 550, 110), outline=(220, 30, 30), width=8)
    return image.convert(mode)


def floating() -> bytes:
    return saved(sheet("x").convert("F").point(lambda value: value / 255 + 0), "TIFF")


def exif(orientation: int) -> Pillow.Exif:
    made = Pillow.Exif()
    made[0x0112] = orientation
    return made


@pytest.mark.parametrize(
    ("make", "mode"),
    [
        (lambda: saved(stamped(), "PNG"), "RGB"),
        (lambda: saved(stamped("P"), "PNG"), "RGB"),
        (lambda: saved(stamped("RGBA"), "PNG"), "RGB"),
        (lambda: saved(stamped("CMYK"), "TIFF"), "RGB"),
        (lambda: saved(stamped("LAB"), "TIFF"), "RGB"),
        (lambda: saved(stamped("YCbCr"), "JPEG"), "RGB"),
        (lambda: saved(sheet("x", "RGB"), "PNG"), "L"),
        (lambda: saved(sheet("x", "P"), "PNG"), "L"),
        (lambda: saved(sheet("x", "LA"), "PNG"), "L"),
        (lambda: saved(sheet("x", "L"), "JPEG"), "L"),
        (lambda: saved(sheet("x", "1"), "PNG"), "1"),
        (lambda: saved(sheet("x", "1"), "TIFF", compression="group4"), "1"),
        (sixteen_bits, "L"),
        (floating, "L"),
        (transparent, "L"),
    ],
)
def test_colour_is_kept_where_there_is_some(
    monkeypatch: pytest.MonkeyPatch, make: Callable[[], bytes], mode: str
) -> None:
    (image,) = handed_over(monkeypatch, make())
    assert image.mode == mode
    grey = image.convert("L")
    assert grey.getpixel((2, 2)) >= 250  # type: ignore[operator]
    assert grey.getextrema()[0] <= 5  # type: ignore[operator]
    if mode == "RGB":
        red, green, blue = image.getpixel((453, 60))  # type: ignore[misc]
        assert red > 180 and max(green, blue) < 110


@pytest.mark.parametrize(
    ("make", "size", "dpi"),
    [
        (lambda: saved(sheet("x"), "PNG", dpi=(300, 300)), (600, 120), (300, 300)),
        (lambda: saved(sheet("x"), "PNG"), (600, 120), None),
        (lambda: saved(sheet("x"), "JPEG", dpi=(300, 280), exif=exif(6)), (120, 600), (280, 300)),
        (lambda: saved(sheet("x"), "JPEG", dpi=(300, 280), exif=exif(3)), (600, 120), (300, 280)),
        (lambda: saved(sheet("x", "1"), "TIFF", dpi=(204, 98)), (600, 250), (204, 204)),
        (lambda: saved(sheet("x", "1"), "TIFF", dpi=(204, 196)), (600, 120), (204, 196)),
        (lambda: saved(sheet("x", "1"), "TIFF", dpi=(1, 98)), (600, 120), None),
        (lambda: saved(sheet("x", "1"), "TIFF", dpi=(0, 98)), (600, 120), None),
    ],
)
def test_pages_are_upright_and_square(
    monkeypatch: pytest.MonkeyPatch, make: Callable[[], bytes], size: tuple[int, int], dpi: tuple[int, int] | None
) -> None:
    (image,) = handed_over(monkeypatch, make())
    assert image.size == size
    assert image.info.get("dpi") == (pytest.approx(dpi, abs=0.1) if dpi else None)


def test_of_moving_pictures_the_first_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    frames = [Pillow.new("RGB", (60, 40), colour) for colour in ("red", "blue")]
    for kind in ("PNG", "MPO"):
        (image,) = handed_over(monkeypatch, saved(frames[0], kind, save_all=True, append_images=frames[1:]))
        red, _, blue = image.getpixel((30, 20))  # type: ignore[misc]
        assert red > 200 and blue < 60


def pages(damaged: tuple[int, ...], compression: str) -> bytes:
    """A TIFF of three pages, some of them without their bytes."""
    noise = [Pillow.effect_noise((200, 200), 90).convert("L") for _ in range(3)]
    data = bytearray(saved(noise[0], "TIFF", save_all=True, append_images=noise[1:], compression=compression))
    with Pillow.open(BytesIO(data)) as image:
        strips = []
        for index in range(3):
            image.seek(index)
            strips.append(zip(image.tag_v2[273], image.tag_v2[279], strict=True))  # type: ignore[attr-defined]
    for index in damaged:
        for start, length in strips[index]:
            data[start : start + length] = b"\xa5" * length
    return bytes(data)


@pytest.mark.parametrize("compression", ["tiff_adobe_deflate", "jpeg"])
@pytest.mark.parametrize("damaged", [(0,), (1,), (2,), (0, 1), (0, 2)])
def test_a_damaged_page_of_several_is_to_be_scanned_again(
    monkeypatch: pytest.MonkeyPatch, compression: str, damaged: tuple[int, ...]
) -> None:
    monkeypatch.setattr(module, "recognise", lambda frame, number, *_: Page(f"trang {number}", Method.OCR))
    read = Image(Config()).extract(source(pages(damaged, compression)))
    assert [page.text for page in read] == ["" if n in damaged else f"trang {n + 1}" for n in range(3)]
    for index in damaged:
        assert read[index].warnings == (f"Trang {index + 1}: ảnh của trang bị hỏng, không đọc được, nên quét lại",)
        assert read[index].rescan == "ảnh của trang bị hỏng, không đọc được"


def test_without_a_page_that_is_whole_the_image_is_damaged() -> None:
    with pytest.raises(DamagedFile, match=r"a\.img: the image is damaged"):
        texts(pages((0, 1, 2), "tiff_adobe_deflate"))


def chained(data: bytes, to: int) -> bytes:
    """A TIFF of one page with another address of the next."""
    (at,) = struct.unpack_from("<I", data, 4)
    (entries,) = struct.unpack_from("<H", data, at)
    altered = bytearray(data)
    struct.pack_into("<I", altered, at + 2 + 12 * entries, at if to < 0 else to)
    return bytes(altered)


@pytest.mark.parametrize(("to", "expected"), [(-1, ["trang 1"]), (10**9, ["trang 1", ""])])
def test_chains_of_pages_end(monkeypatch: pytest.MonkeyPatch, to: int, expected: list[str]) -> None:
    monkeypatch.setattr(module, "recognise", lambda frame, number, *_: Page(f"trang {number}", Method.OCR))
    read = Image(Config()).extract(source(chained(saved(sheet("x"), "TIFF"), to)))
    assert [page.text for page in read] == expected


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_half_an_image_is_no_page(kind: str) -> None:
    data = saved(Pillow.effect_noise((200, 200), 90).convert("L"), kind)
    with pytest.raises(DamagedFile, match=r"a\.img: the image is damaged"):
        texts(data[: len(data) // 2])


def png_header(width: int, height: int) -> bytes:
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    end = b"IDAT" + zlib.compress(b"")
    chunks = (struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in (body, end))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize("side", [10_000, 50_000])
def test_bombs(side: int) -> None:
    with pytest.raises(TooLarge, match=r"a\.img: the image has too many pixels"):
        texts(png_header(side, side))


def test_a_side_longer_than_tesseract_counts() -> None:
    with pytest.raises(TooLarge, match=r"a\.img: page 1 is 8 × 40,000 pixels"):
        texts(saved(Pillow.new("1", (8, 40_000), 1), "PNG"))


@pytest.mark.parametrize("size", [(1, 1), (1, 400), (400, 1), (3, 3)])
def test_scraps_are_pages_without_text(size: tuple[int, int]) -> None:
    (page,) = Image(Config()).extract(source(saved(Pillow.new("L", size), "PNG")))
    assert (page.text, page.rescan) == ("", "không nhận dạng được chữ nào")


def test_without_the_model(tmp_path: Path) -> None:
    with pytest.raises(MissingTool):
        Image(Config(tessdata=tmp_path)).extract(source(saved(sheet("x"), "PNG")))


@pytest.mark.parametrize(
    ("read", "reason"),
    [
        ("Quyết định số 12/QĐ", None),
        ("xqzw đ1nh wrtk của", "chữ nhận dạng kém (0,25)"),
        ("", "không nhận dạng được chữ nào"),
    ],
)
def test_poor_pages_are_reported(monkeypatch: pytest.MonkeyPatch, read: str, reason: str | None) -> None:
    print_ = printed.page()
    whole = (0, 0, *print_.size)
    lines = (Line(tuple(Token(word, whole, 0.9) for word in read.split()), starts=True),) if read else ()
    monkeypatch.setattr(tesseract, "read", lambda *_: lines)
    page = ocr.recognise(print_, 3, source(b""), Config())
    assert (page.text, page.rescan) == (read, reason)
    assert page.warnings == ((f"Trang 3: {reason}, nên quét lại",) if reason else ())


@pytest.mark.parametrize(
    ("size", "said", "expected"),
    [
        ((2480, 3508), (300, 300), 300),
        ((2480, 3508), None, 300),
        ((1240, 1754), (1, 1), 150),
        ((100, 100), None, 70),
        ((2480, 3508), (float("72.009"), 72), 300),  # what cameras and drawing programs say of everything
        ((1240, 1754), (float("150.009"), 150), 150),
    ],
)
def test_resolution(size: tuple[int, int], said: tuple[float, float] | None, expected: int) -> None:
    image = Pillow.new("L", size)
    image.info = {"dpi": said} if said else {}
    assert look(image).dpi == expected


TINY = [saved(Pillow.effect_noise((24, 16), 90).convert("L"), kind) for kind in ("PNG", "JPEG", "TIFF")]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(TINY), st.lists(st.tuples(st.integers(4, 383), st.integers(0, 255)), max_size=6))
def test_altered_images_give_pages_or_an_error_of_ours(data: bytes, changes: list[tuple[int, int]]) -> None:
    altered = bytearray(data)
    for at, value in changes:
        altered[at % len(altered)] = value
    given_ = Source(Path("a.img"), bytes(altered), "", media_type(data))
    try:
        assert Image(Config()).extract(given_)
    except ExtractionError as error:
        assert str(error).startswith("a.img: ") and "\n" not in str(error)
