"""What every extractor promises, asked of each of them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from cancu.extractors.base import Extractor
from cancu.extractors.html import Html
from cancu.extractors.image import Image
from cancu.extractors.office.docx import Docx
from cancu.extractors.office.libreoffice import Office
from cancu.extractors.office.rtf import Rtf
from cancu.extractors.pdf.pages import Pdf
from cancu.extractors.plain import PlainText
from cancu.extractors.registry import extract, extractors
from cancu.extractors.sniff import DOC, DOCX, HTML, JPEG, ODT, PDF, PNG, RTF, TEXT, TIFF, media_type
from cancu.pipeline.config import Config
from cancu.pipeline.errors import DamagedFile, ExtractionError
from cancu.pipeline.model import Method, Page, Source
from samples import plan
from samples.package import odt

PLAN = Path(__file__).parents[2] / "corpus" / "typeset" / "000_19e90e5f48dd98f2.pdf"


def drawn(kind: str) -> bytes:
    sheet = Pillow.new("L", (700, 120), 255)
    ImageDraw.Draw(sheet).text((20, 30), "Nghi quyet 02-NQ/TW 2021", 0, ImageFont.load_default(48))
    file = BytesIO()
    sheet.save(file, kind, dpi=(300, 300))
    return file.getvalue()


@dataclass(frozen=True)
class Case:
    make: Callable[[Config], Extractor]
    media_type: str
    good: Callable[[], bytes]
    damaged: Callable[[], bytes]
    method: Method
    pages: int
    word: str
    tool: str | None = None


RTF_PLAN = rb"{\rtf1\ansi\ansicpg1258 {\b K\u7870? HO\u7840?CH}\par n\u259?m 2023\par}"

CASES = {
    "plain": Case(
        make=PlainText,
        media_type=TEXT,
        good="KẾ HOẠCH\r\nnăm 2023\fTrang hai".encode,
        damaged=lambda: "Kế hoạch".encode("utf-16-le")[:-1],
        method=Method.PLAIN,
        pages=2,
        word="HOẠCH",
    ),
    "pdf": Case(
        make=Pdf,
        media_type=PDF,
        good=PLAN.read_bytes,
        damaged=lambda: PLAN.read_bytes()[:3000],
        method=Method.TEXT_LAYER,
        pages=6,
        word="HOẠCH",
    ),
    "docx": Case(
        make=Docx,
        media_type=DOCX,
        good=plan.word,
        damaged=lambda: plan.word()[:3000],
        method=Method.PLAIN,
        pages=1,
        word="HOẠCH",
    ),
    "html": Case(
        make=Html,
        media_type=HTML,
        good=plan.page,
        damaged=lambda: b"<html>\0\xff" + plan.page(),
        method=Method.PLAIN,
        pages=1,
        word="HOẠCH",
    ),
    "odt": Case(
        make=Office,
        media_type=ODT,
        good=lambda: odt("<text:p>KẾ HOẠCH</text:p>"),
        damaged=lambda: odt("<text:p>KẾ HOẠCH</text:p>")[:400],
        method=Method.PLAIN,
        pages=1,
        word="HOẠCH",
        tool="soffice",
    ),
    "rtf": Case(
        make=Rtf,
        media_type=RTF,
        good=lambda: RTF_PLAN,
        damaged=lambda: RTF_PLAN[:20],
        method=Method.PLAIN,
        pages=1,
        word="HOẠCH",
        tool="soffice",
    ),
    **{
        kind.lower(): Case(
            make=Image,
            media_type=type_,
            good=lambda kind=kind: drawn(kind),
            damaged=lambda kind=kind: drawn(kind)[:400],
            method=Method.OCR,
            pages=1,
            word="2021",
        )
        for kind, type_ in (("PNG", PNG), ("JPEG", JPEG), ("TIFF", TIFF))
    },
}


def marked(name: str) -> object:
    tool = CASES[name].tool
    return pytest.param(CASES[name], id=name, marks=[pytest.mark.tool(tool)] if tool else [])


@pytest.fixture(params=map(marked, CASES))
def case(request: pytest.FixtureRequest) -> Case:
    return request.param


def source(data: bytes, type_: str) -> Source:
    return Source(path=Path("một tệp.bin"), data=data, sha256=hashlib.sha256(data).hexdigest(), media_type=type_)


def test_pages(case: Case) -> None:
    given = source(case.good(), case.media_type)
    pages = case.make(Config()).extract(given)
    assert isinstance(pages, tuple) and len(pages) == case.pages
    assert all(isinstance(page, Page) and isinstance(page.text, str) for page in pages)
    assert not any("\f" in page.text for page in pages)
    assert {page.method for page in pages} == {case.method}
    assert case.word in pages[0].text
    assert all(page.warnings == () for page in pages)
    assert hashlib.sha256(given.data).hexdigest() == given.sha256


def test_the_same_again(case: Case) -> None:
    given, extractor = source(case.good(), case.media_type), case.make(Config())
    assert extractor.extract(given) == extractor.extract(given) == extract(given, Config())


def test_sniffed_for_the_extractor(case: Case) -> None:
    assert media_type(case.good()) == case.media_type
    assert case.media_type in case.make(Config()).media_types


@pytest.mark.parametrize("broken", ["damaged", "noise"])
def test_no_pages_from_broken_files(case: Case, broken: str) -> None:
    data = {"damaged": case.damaged(), "noise": b"\x00\xff\xfe\x01" * 50}[broken]
    with pytest.raises(ExtractionError) as caught:
        case.make(Config()).extract(source(data, case.media_type))
    assert "một tệp.bin" in str(caught.value) and "\n" not in str(caught.value)
    if case.media_type != TEXT:
        assert isinstance(caught.value, DamagedFile)


def test_one_extractor_for_each_format() -> None:
    claims = Counter(name for extractor in extractors(Config()) for name in extractor.media_types)
    assert claims == Counter([TEXT, PDF, PNG, JPEG, TIFF, DOCX, DOC, ODT, RTF, HTML])
