"""PDFs: which pages are read how, how the text layer is laid out, what is refused."""

from __future__ import annotations

from collections.abc import Callable
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow
from PIL import ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from cancu.extractors.boxes import turned
from cancu.extractors.pdf.pages import Pdf
from cancu.extractors.registry import read
from cancu.extractors.sniff import media_type
from cancu.pipeline.config import Config
from cancu.pipeline.errors import DamagedFile, EncryptedFile, ExtractionError, MissingTool, TooLarge
from cancu.pipeline.model import Method, Page, Source
from cancu.pipeline.text import assemble
from cancu.pipeline.vietnamese import fold, word_spans
from samples.pdfs import A4, lines, pdf, source, together

CORPUS = Path(__file__).parents[3] / "corpus"
STEMS = ["000_19e90e5f48dd98f2", "004_e3676574614cde31"]
SENTENCE = "Nghi nay do ban lam theo tinh than thi dua chung cho toan khu. "
SIGNATURE = "Ky boi: CONG THONG TIN. Ngay ky: 10.01.2023 08:15:33 +07:00"
GARBAGE = "xqzw wrtk pfgh jklm bbvc " * 30


def picture(share: float = 1.0) -> Callable[[Canvas], object]:
    image = Pillow.new("L", (60, 80), 255)
    ImageDraw.Draw(image).rectangle((10, 10, 50, 20), 0)
    return lambda canvas: canvas.drawImage(ImageReader(image), 0, 0, A4[0], A4[1] * share)


def unseen(text: str) -> Callable[[Canvas], object]:
    """As programs lay what they read under or over the picture of a page."""

    def draw(canvas: Canvas) -> None:
        block = canvas.beginText(80, 780)
        block.setTextRenderMode(3)
        block.textLines(text)
        canvas.drawText(block)

    return draw


def in_a_form(draw: Callable[[Canvas], object]) -> Callable[[Canvas], object]:
    def nested(canvas: Canvas) -> None:
        canvas.beginForm("form", 0, 0, *A4)
        draw(canvas)
        canvas.endForm()
        canvas.doForm("form")

    return nested


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What OCR reads, page for page, instead of Tesseract."""
    texts: list[str] = []

    def recognise(image: Pillow.Image, number: int, source: Source, config: Config) -> Page:
        assert image.mode in {"1", "L", "RGB"} and image.info["dpi"][0] >= 30
        return Page(text=texts.pop(0), method=Method.OCR)

    monkeypatch.setattr("cancu.extractors.pdf.pages.recognise", recognise)
    return texts


BAD = lines(GARBAGE)
MISREAD = "Nghl nay do ban 1arn theo tlnh thcm thi dua chung cho toan khu\n" * 12
LONG = SENTENCE + "\n" + "\n".join([SENTENCE] * 12)


@pytest.mark.parametrize(
    ("draw", "read", "method", "begins"),
    [
        pytest.param(lines(LONG), None, Method.TEXT_LAYER, "Nghi", id="born digital"),
        pytest.param(lines("PHU LUC"), None, Method.TEXT_LAYER, "PHU LUC", id="a title page"),
        pytest.param(together(picture(0.1), lines("PHU LUC")), None, Method.TEXT_LAYER, "PHU LUC", id="a letterhead"),
        pytest.param(together(picture(), lines(LONG)), None, Method.TEXT_LAYER, "Nghi", id="a scan already read"),
        pytest.param(together(picture(), lines(MISREAD)), "Nghi", Method.OCR, "Nghi", id="a scan read badly"),
        pytest.param(together(picture(), unseen(LONG)), None, Method.TEXT_LAYER, "Nghi", id="read, the text not shown"),
        pytest.param(together(picture(), unseen(MISREAD)), "Nghi", Method.OCR, "Nghi", id="read badly, not shown"),
        pytest.param(together(picture(), lines(MISREAD)), "wrtk", Method.TEXT_LAYER, "Nghl", id="read worse by us"),
        pytest.param(picture(), "Quyết định", Method.OCR, "Quyết định", id="a scan"),
        pytest.param(picture(0.2), "Quyết định", Method.OCR, "Quyết định", id="a strip"),
        pytest.param(together(picture(), lines(SIGNATURE)), "Quyết định", Method.OCR, "Quyết", id="a signed scan"),
        pytest.param(in_a_form(together(picture(), lines(SIGNATURE))), "Quyết", Method.OCR, "Quyết", id="in a form"),
        pytest.param(together(picture(), lines(SIGNATURE)), "", Method.TEXT_LAYER, "Ky boi", id="a picture of nothing"),
        pytest.param(BAD, "Quyết định", Method.OCR, "Quyết định", id="a layer without meaning"),
        pytest.param(lambda canvas: canvas.rect(90, 90, 200, 200), "Sơ đồ", Method.OCR, "Sơ đồ", id="a drawing"),
        pytest.param(lambda canvas: None, None, Method.TEXT_LAYER, "", id="a blank page"),
        pytest.param(lines("   "), None, Method.TEXT_LAYER, "", id="a page of blanks"),
    ],
)
def test_each_page_is_read_the_better_way(
    reads: list[str], draw: Callable[[Canvas], object], read: str | None, method: Method, begins: str
) -> None:
    reads += [] if read is None else [read]
    (page,) = Pdf(Config()).extract(source(pdf(draw)))
    assert page.method == method and page.text.startswith(begins) and bool(page.text) == bool(begins)
    assert not reads and page.warnings == (("Trang 1: lớp chữ của tệp PDF kém (0,00)",) if draw is BAD else ())


def test_pages_are_decided_one_by_one(reads: list[str]) -> None:
    reads += ["Quét"]
    pages = Pdf(Config()).extract(source(pdf(lines(LONG), picture(), lines("PHU LUC"))))
    assert [page.method for page in pages] == [Method.TEXT_LAYER, Method.OCR, Method.TEXT_LAYER]


def test_a_poor_layer_that_ocr_does_not_better_is_kept_and_reported(reads: list[str]) -> None:
    reads += ["wrtk"]
    (page,) = Pdf(Config()).extract(source(pdf(lines(GARBAGE))))
    assert page.method == Method.TEXT_LAYER and page.warnings == ("Trang 1: lớp chữ của tệp PDF kém (0,00)",)
    assert page.rescan == "lớp chữ của tệp PDF kém (0,00)"


def test_places_of_words() -> None:
    (page,) = Pdf(Config(boxes=True)).extract(source(pdf(lines("So: 12\nHa Noi", left=119, top=783))))
    assert [page.text[slice(*word.span)] for word in page.words] == ["So:", "12", "Ha", "Noi"]
    left, top, right, bottom = page.words[0].box
    assert left == pytest.approx(0.2, abs=0.002) and left < right < 0.3
    assert top < 1 - 783 / 842 < bottom < top + 0.02
    assert Pdf(Config()).extract(source(pdf(lines("So: 12"))))[0].words == ()


def test_places_with_decomposed_letters(reads: list[str]) -> None:
    reads += [""]
    (page,) = Pdf(Config(boxes=True)).extract(source(with_glyphs(b"00650302", b"(BAB BA) Tj T* (A) Tj")))
    assert [page.text[slice(*word.span)] for word in page.words] == ["BêB", "Bê", "ê"]
    assert assemble([page]).words == page.words


def printed(stem: str) -> list[str]:
    text = (CORPUS / "plans" / f"{stem}.txt").read_text(encoding="utf-8").replace("*", "")
    return words(text)


def words(text: str) -> list[str]:
    folded = fold(text)
    return [folded[start:end] for start, end in word_spans(folded)]


def similarity(one: list[str], other: list[str]) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def blocks(text: str) -> list[str]:
    return [block for block in text.split("\n\n") if not block.isdigit()]


@pytest.mark.parametrize("stem", STEMS)
def test_text_layer_of_the_plans(stem: str) -> None:
    pages = Pdf(Config()).extract(source((CORPUS / "typeset" / f"{stem}.pdf").read_bytes()))
    text = assemble(pages)
    assert set(text.page_methods) == {Method.TEXT_LAYER} and text.quality > 0.98 and not text.warnings
    assert similarity(words(text.value), printed(stem)) >= 0.99


@pytest.mark.parametrize("stem", STEMS)
def test_paragraphs_of_the_plans(stem: str) -> None:
    """Blank lines stand where the plan has them: not inside a paragraph, and hardly one is lost."""
    plan = (CORPUS / "plans" / f"{stem}.txt").read_text(encoding="utf-8").replace("*", "")
    pages = Pdf(Config()).extract(source((CORPUS / "typeset" / f"{stem}.pdf").read_bytes()))
    known = {" ".join(line.split()) for block in plan.split("\n\n") for line in (block, *block.split("\n"))}
    # The first and the last of a page may be cut by its end, and the title and the signature are laid out anew.
    inner = [" ".join(block.split()) for page in pages for block in blocks(page.text)[1:-1]]
    assert len(inner) > 30
    assert sum(block not in known for block in inner) <= 4


def test_a_scanned_page_is_read() -> None:
    """The first page of a scan, by Tesseract, against what was printed on it."""
    with (
        pypdfium2.PdfDocument(CORPUS / "scans" / f"{STEMS[0]}.pdf") as scan,
        pypdfium2.PdfDocument.new() as first,
    ):
        first.import_pages(scan, [0])
        file = BytesIO()
        first.save(file)
    (page,) = Pdf(Config()).extract(source(file.getvalue()))
    assert page.method == Method.OCR and page.warnings == ()
    layer = Pdf(Config()).extract(source((CORPUS / "typeset" / f"{STEMS[0]}.pdf").read_bytes()))[0]
    assert similarity(words(page.text), words(layer.text)) > 0.97
    assert "ngày 10 tháng 01 năm 2023" in page.text
    assert page.text.count("\n\n") >= 8  # paragraphs survive


def test_lines_stay_lines_and_gaps_become_blank_lines() -> None:
    full = "Can cu Luat Thi dua khen thuong va cac quy dinh hien hanh cua Chinh phu ve cong"
    body = together(lines(f"{full}\n{full}\ncuoi doan", top=700), lines(f"{full}\ncuoi doan", top=700 - 45 - 6))
    (page,) = Pdf(Config()).extract(source(pdf(body)))
    assert page.text == f"{full}\n{full}\ncuoi doan\n\n{full}\ncuoi doan"


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_paragraphs_of_a_turned_page(rotation: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(rotation)
        canvas.translate(300, 400)
        canvas.rotate(rotation)  # text stands upright once the page is turned
        lines("Can cu theo thi dua\nkhen cho ban", top=0, left=0)(canvas)
        lines("Phan 1", top=-50, left=0)(canvas)

    (page,) = Pdf(Config()).extract(source(pdf(draw)))
    assert page.text == "Can cu theo thi dua\nkhen cho ban\n\nPhan 1"


def test_a_hyphen_at_the_end_of_a_line_stays_with_its_line_break() -> None:
    """pdfium takes it for hyphenation; in these documents it is part of a number."""
    (page,) = Pdf(Config()).extract(source(pdf(lines("Thong tu so 01/2022/TTLT-\nVKSNDTC va cac quy dinh"))))
    assert page.text == "Thong tu so 01/2022/TTLT-\nVKSNDTC va cac quy dinh"


def test_columns_stay_whole() -> None:
    (page,) = Pdf(Config()).extract(
        source(pdf(together(lines("CONG DOAN\nNGANH Y TE"), lines("CONG HOA\nDoc lap", left=350))))
    )
    assert page.text == "CONG DOAN\nNGANH Y TE\n\nCONG HOA\nDoc lap"


def test_encrypted() -> None:
    with pytest.raises(EncryptedFile, match=r"mật\.pdf: .*password"):
        Pdf(Config()).extract(source(pdf(lines("bi mat"), encrypt="1234"), "mật.pdf"))


def test_a_bomb_of_a_page_is_not_rendered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pypdfium2.PdfPage, "render", lambda *_, **__: pytest.fail("rendered"))
    with pytest.raises(TooLarge, match="page 2 measures"):
        large = together(lambda canvas: canvas.setPageSize((14_400, 14_400)), picture())
        Pdf(Config()).extract(source(pdf(lines(LONG), large)))


def test_a_large_sheet_is_rendered_more_coarsely(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr("cancu.extractors.pdf.image._MOST_PIXELS", 1_000_000)
    monkeypatch.setattr(
        "cancu.extractors.pdf.pages.recognise",
        lambda image, *_: seen.append(image.width * image.height) or Page("", Method.OCR),
    )
    Pdf(Config()).extract(source(pdf(picture(), size=(2_000, 3_000))))
    assert seen and seen[0] <= 1_010_000


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", pdf(lines("x"))[:300]])
def test_damaged(data: bytes) -> None:
    with pytest.raises(DamagedFile, match=r"a\.pdf: the PDF is damaged"):
        Pdf(Config()).extract(source(data))


def test_a_file_cut_short_is_mended_or_refused_but_never_silently() -> None:
    whole = pdf(*[lines(LONG)] * 5)
    for length in range(len(whole) // 4, len(whole) - 10, len(whole) // 40):
        try:
            pages = Pdf(Config()).extract(source(whole[:length]))
        except DamagedFile:
            continue
        assert any("cắt cụt" in warning for warning in pages[0].warnings)


def test_without_the_model(tmp_path: Path) -> None:
    with pytest.raises(MissingTool, match=r"cancu\.extractors\.ocr\.models"):
        Pdf(Config(tessdata=tmp_path)).extract(source(pdf(picture())))
    assert Pdf(Config(tessdata=tmp_path)).extract(source(pdf(lines(LONG))))  # a text layer needs none


SMALL = pdf(together(lines("Quyet dinh", top=60, left=5), lambda c: c.rect(1, 1, 9, 9)), size=(90, 90))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SMALL) - 1), st.integers(0, 255)), max_size=8), st.integers(0, 400))
def test_altered_files_give_pages_or_an_error_of_ours(changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(SMALL)
    for at, value in changes:
        data[at] = value
    given_ = source(bytes(data[: len(data) - cut]))
    try:
        assert Pdf(Config(ocr_dpi=30)).extract(given_)
    except ExtractionError as error:
        assert str(error).startswith("a.pdf: ")


SIGNATURES = [
    b"",
    b"%PDF-1.4\n",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff\xe0",
    b"II*\0",
    b"MM\0*",
    b"PK\x03\x04",
]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(SIGNATURES), st.binary(max_size=300))
def test_random_bytes_give_pages_or_an_error_of_ours(opening: bytes, rest: bytes) -> None:
    data = opening + rest
    try:
        assert read(Source(Path("a.pdf"), data, "", media_type(data)), Config(ocr_dpi=30))
    except ExtractionError as error:
        assert str(error).startswith("a.pdf: ") and "\n" not in str(error)


def with_glyphs(meaning: bytes, shown: bytes) -> bytes:
    """A page whose font says of the glyph A that it means `meaning` (UTF-16, hexadecimal)."""
    cmap = (
        b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        b"2 beginbfchar <41> <" + meaning + b"> <42> <0042> endbfchar endcmap"
    )
    content = b"BT /F 12 Tf 14 TL 20 150 Td " + shown + b" ET"
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(cmap), cmap),
    ]
    return (
        b"%PDF-1.4\n"
        + b"".join(b"%d 0 obj%s endobj\n" % item for item in enumerate(bodies, 1))
        + (b"trailer<</Size 7/Root 1 0 R>>\n%%EOF")
    )


@pytest.mark.parametrize(
    ("meaning", "expected"),
    [
        (b"1EBF", "BếB\nBBế"),
        (b"D83DDE00", "B\U0001f600B\nBB\U0001f600"),
        (b"00540068", "BThB\nBBTh"),
        (b"FFFE", "B\ufffdB\nBB\ufffd"),
        (b"0000", "B\ufffdB\nBB\ufffd"),
        (b"D83D", "B\ufffdB\nBB\ufffd"),
    ],
)
def test_whatever_a_glyph_means(reads: list[str], meaning: bytes, expected: str) -> None:
    reads += [""]
    (page,) = Pdf(Config()).extract(source(with_glyphs(meaning, b"(BAB) Tj T* (BBA) Tj")))
    assert page.text == expected


def test_a_form_feed_inside_a_page_ends_a_line(reads: list[str]) -> None:
    reads += [""]
    (page,) = Pdf(Config()).extract(source(with_glyphs(b"000C", b"(BAB) Tj")))
    assert page.text.split() == ["B", "B"] and "\f" not in page.text


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_whose_print_is_turned_is_read_as_it_is_held(quarters: int) -> None:
    """So wide tables stand on upright pages. Words have their place on the page as it came."""
    text = lines(f"{SENTENCE}\nSo lieu cua phu luc", top=400, left=100)

    def sideways(canvas: Canvas) -> None:
        canvas.translate(*{1: (A4[0], 0), 2: A4, 3: (0, A4[1])}[quarters])
        canvas.rotate(90 * quarters)
        text(canvas)

    extractor = Pdf(Config(boxes=True))
    (page,) = extractor.extract(source(pdf(sideways)))
    (held,) = extractor.extract(source(pdf(text, size=A4 if quarters == 2 else A4[::-1])))
    assert page.text == held.text == f"{SENTENCE.strip()}\nSo lieu cua phu luc"
    for word, upright in zip(page.words, held.words, strict=True):
        assert word.box == pytest.approx(turned(upright.box, -quarters), abs=0.001)
