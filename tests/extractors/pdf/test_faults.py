"""PDFs that are damaged, hostile or odd: text, or an error that a clerk understands; a bad page loses no other."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from cancu.extractors.pdf.pages import Pdf
from cancu.pipeline.config import Config
from cancu.pipeline.errors import DamagedFile, EncryptedFile, TooLarge
from cancu.pipeline.model import Page
from samples.pdfs import lines, pdf, source

PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), entries, content)


SHOWN = stream(b"BT /F 12 Tf 20 150 Td (Noi dung) Tj ET")


def objects(*bodies: bytes, trailer: bytes = b"") -> bytes:
    """A file of these objects, the catalogue first; without a table of where they are, which pdfium makes itself."""
    numbered = b"".join(b"%d 0 obj%s endobj\n" % item for item in enumerate(bodies, 1))
    return b"%PDF-1.4\n" + numbered + b"trailer<</Size 99/Root 1 0 R" + trailer + b">>\n%%EOF"


def pages(
    kids: bytes, count: int, *more: bytes, page: bytes = PAGE, content: bytes = SHOWN, font: bytes = FONT
) -> bytes:
    tree = b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % count
    return objects(b"<</Type/Catalog/Pages 2 0 R>>", tree, page, content, font, *more)


def read(data: bytes) -> tuple[Page, ...]:
    return Pdf(Config()).extract(source(data))


def nested(depth: int) -> Sequence[bytes]:
    """Forms, each of which shows the next one; the last shows the first."""
    return [
        stream(
            b"/X Do",
            b"/Type/XObject/Subtype/Form/BBox[0 0 300 300]/Resources<</XObject<</X %d 0 R>>>>" % (6 + (n + 1) % depth),
        )
        for n in range(depth)
    ]


def boxed(box: bytes) -> bytes:
    """The page with another box, or with more than a box."""
    return PAGE.replace(b"[0 0 300 300]", box)


FORM_PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R"
    b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>"
)
WITH_FORM = stream(b"BT /F 12 Tf 20 150 Td (Noi dung) Tj ET /X Do")
GOOD = pages(b"3 0 R", 1)
BODIES = re.findall(rb"obj(.*?) endobj\n", GOOD, re.S)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(GOOD, id="plain"),
        pytest.param(b"From: a@b\r\n\r\n" * 30 + GOOD, id="junk before"),
        pytest.param(GOOD + b"\n<html>" * 100, id="junk after"),
        pytest.param(pages(b"3 0 R", 2_000_000_000), id="claims pages without end"),
        pytest.param(pages(b"3 0 R", -3), id="claims fewer than none"),
        pytest.param(pages(b"3 0 R", 1, *nested(1), page=FORM_PAGE, content=WITH_FORM), id="a form that shows itself"),
        pytest.param(pages(b"3 0 R", 1, *nested(400), page=FORM_PAGE, content=WITH_FORM), id="400 forms in a ring"),
        pytest.param(pages(b"3 0 R", 1, font=b"<</Type/Font>>"), id="a font without anything"),
        pytest.param(pages(b"3 0 R", 1, font=b"null"), id="no font"),
        pytest.param(
            pages(b"3 0 R", 1, b"<</Type/FontDescriptor/FontName/Q/FontFile2 7 0 R>>", stream(b"rubbish"),
                  font=b"<</Type/Font/Subtype/TrueType/BaseFont/Q/FontDescriptor 6 0 R>>"),
            id="a font file of rubbish",
        ),
        pytest.param(GOOD.replace(b"trailer", b"startxref\n9\n%%EOF\ntrailer"), id="a table in the wrong place"),
        pytest.param(pages(b"3 0 R", 1, page=boxed(b"[0 0 0 0]")), id="a page without area"),
        pytest.param(objects(*BODIES, trailer=b"/Prev 9"), id="a loop of tables"),
        pytest.param(pages(b"3 0 R", 1, page=boxed(b"[0 0 300 300]/Rotate 45")), id="turned by 45"),
        pytest.param(pages(b"3 0 R", 1, page=boxed(b"[300 300 0 0]")), id="a box upside down"),
        pytest.param(pages(b"3 0 R", 1, page=boxed(b"[0 0 300 300]/UserUnit 9")), id="large units"),
    ],
)  # fmt: skip
def test_what_can_be_read_is_read(data: bytes) -> None:
    (page,) = read(data)
    assert page.text.startswith("Noi dung") or page.text.startswith("\ufffd")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(pages(b"2 0 R", 1), id="a tree that is its own branch"),
        pytest.param(pages(b"9 0 R", 1), id="a page that is not there"),
        pytest.param(pages(b"", 0), id="no pages"),
        pytest.param(objects(b"<</Type/Catalog>>"), id="no tree"),
        pytest.param(b"%PDF-1.7\n" + bytes(range(256)) * 40, id="rubbish"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes) -> None:
    with pytest.raises(DamagedFile, match=r"^a\.pdf: the PDF is damaged"):
        read(data)


def test_a_damaged_page_loses_no_other() -> None:
    first, lost, last = read(pages(b"3 0 R 9 0 R 3 0 R", 3))
    assert first.text == last.text == "Noi dung"
    assert lost.text == "" and lost.rescan and lost.warnings == ("Trang 2: trang bị hỏng, không mở được",)


def test_pages_that_are_missing_at_the_end_are_one_warning() -> None:
    (page,) = read(pages(b"3 0 R", 1_000))
    assert page.text == "Noi dung" and page.warnings == ("Tệp PDF khai 1000 trang, chỉ mở được 1 trang đầu",)


def test_a_password_for_the_owner_only() -> None:
    (page,) = read(pdf(lines("Noi dung"), encrypt=StandardEncryption("", "chu", canModify=0, canCopy=0)))
    assert page.text == "Noi dung"
    with pytest.raises(EncryptedFile):
        read(pdf(lines("Noi dung"), encrypt=StandardEncryption("nguoi dung", "chu")))


def test_many_empty_pages_are_not_looked_at_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pypdfium2.PdfPage.render", lambda *_, **__: pytest.fail("rendered"))
    assert len(read(pages(b"6 0 R " * 3_000, 3_000, PAGE.replace(b"/Contents 4 0 R", b"")))) == 3_000


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cancu.extractors.pdf.pages._MOST_PAGES", 2)
    with pytest.raises(TooLarge, match=r"a\.pdf: 3 pages, the limit is 2; split the file"):
        read(pages(b"3 0 R 3 0 R 3 0 R", 3))


def test_what_is_typed_onto_a_page_or_into_a_form() -> None:
    def draw(canvas: Canvas) -> None:
        lines("So:\n\nHo ten:")(canvas)
        canvas.freeTextAnnotation("15/KH-UBND", "/Helv 12 Tf", Rect=[110, 775, 200, 790], addtopage=1)
        canvas.acroForm.textfield(name="ten", value="Nguyen Van An", x=150, y=745, width=200, height=20)

    (page,) = read(pdf(draw))
    assert page.text.split() == ["So:", "15/KH-UBND", "Ho", "ten:", "Nguyen", "Van", "An"]


def test_only_typed_text() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.acroForm.textfield(name="ten", value="Nguyen Van An", x=150, y=745, width=200, height=20)

    (page,) = read(pdf(draw))
    assert page.text == "Nguyen Van An"


def test_letters_in_a_private_area_go_to_ocr() -> None:
    """A layer of glyph numbers without meaning, as some programs write."""
    codes = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <20> <7E> <E020> endbfrange"
    cmap = b"begincmap " + codes + b" endcmap"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    (page,) = Pdf(Config()).extract(source(pages(b"3 0 R", 1, stream(cmap), font=font)))
    assert page.text.strip() == "Noi dung" and page.warnings[0].startswith("Trang 1: lớp chữ của tệp PDF kém")
