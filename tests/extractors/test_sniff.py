"""Media types by content, encodings."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.extractors.plain import PlainText
from cancu.extractors.registry import extract
from cancu.extractors.sniff import (
    CUT,
    DOC,
    DOCX,
    HTML,
    JPEG,
    ODT,
    PDF,
    PNG,
    PROTECTED,
    RTF,
    TEXT,
    TIFF,
    UNKNOWN,
    UNREAD,
    media_type,
    text_encoding,
)
from cancu.pipeline.config import Config
from cancu.pipeline.errors import UnsupportedFormat
from cancu.pipeline.model import Page, Source
from samples.package import compound, docx, odt, zipped

XLSX, PPTX, ODS, ODP, XLS, PPT, ZIP, MHT = UNREAD
VIETNAMESE = "Kế hoạch số 05/KH-CĐNYT ngày 10 tháng 01 năm 2023\nvề việc phát động phong trào thi đua\n"
# "Cộng hòa xã hội chủ nghĩa Việt Nam" in TCVN3, as files of the nineties have it
TCVN3 = b"C\xe9ng h\xdfa x\xb7 h\xe9i ch\xf1 ngh\xdca Vi\xd6t Nam\n" * 3


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", PDF),
        (b"\xef\xbb\xbf%PDF-1.4", PDF),
        (b"junk of a mail gateway\r\n%PDF-1.4\n", PDF),
        (b"Xem %PDF-1.4 trong dong", TEXT),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", PNG),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", JPEG),
        (b"II*\0\x08\0\0\0", TIFF),
        (b"MM\0*\0\0\0\x08", TIFF),
        (docx(""), DOCX),
        (docx("")[:250], DOCX),
        (docx("", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")[:250], XLSX),
        (docx("", "application/vnd.ms-word.document.macroEnabled.main+xml"), DOCX),
        (docx("", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"), XLSX),
        (docx("", "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"), PPTX),
        (zipped({"word/document.xml": ""}), DOCX),
        (zipped({"a.txt": "word/document.xml"}), ZIP),
        (odt(""), ODT),
        (odt("")[:90], ODT),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), ODS),
        (zipped({"mimetype": "application/epub+zip"}), ZIP),
        (compound("WordDocument"), DOC),
        (compound("WordDocument", "EncryptedPackage"), PROTECTED),
        (compound("Workbook"), XLS),
        (compound("PowerPoint Document"), PPT),
        (compound("__properties_version1.0"), UNKNOWN),
        (compound("WordDocument")[:700], CUT),
        (b"{\\rtf1\\ansi", RTF),
        (b"\xef\xbb\xbf\r\n{\\rtf1", RTF),
        (b"\n <!DOCTYPE HTML><html>", HTML),
        (b"\xef\xbb\xbf<!-- a > b --><?xml version='1.0'?>\n<!doctype  html>", HTML),
        (b"<!-- " + b"x" * 3000 + b" --><html lang=vi>", HTML),
        ("<html><p>Kế hoạch".encode("utf-16"), HTML),
        ("<html><p>Kế hoạch".encode("utf-16-be"), HTML),
        ("<div class='a'>Kế hoạch</div>".encode(), HTML),
        ("<p> là thẻ mở đoạn".encode(), TEXT),
        ("Thẻ <html> mở trang".encode(), TEXT),
        (b"<?xml version='1.0'?><a/>", TEXT),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n", MHT),
        (VIETNAMESE.encode(), TEXT),
        (VIETNAMESE.encode() + b"\x1a", TEXT),
        (TCVN3, TEXT),
        (b"", TEXT),
        (b"\x7fELF\x02\x01\x01\0\0\0\0", UNKNOWN),
        (bytes(range(256)), UNKNOWN),
    ],
)
def test_media_type(data: bytes, expected: str) -> None:
    assert media_type(data) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (VIETNAMESE.encode(), "utf-8"),
        (codecs.BOM_UTF8 + VIETNAMESE.encode(), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + VIETNAMESE.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + VIETNAMESE.encode("utf-16-be"), "utf-16"),
        (VIETNAMESE.encode("utf-16-le"), "utf-16-le"),
        (VIETNAMESE.encode("utf-16-be"), "utf-16-be"),
        (TCVN3, None),
        (VIETNAMESE.encode()[:-20] + b"\xe1\xba", None),
        (b"a\0\0\0" * 20, None),
    ],
)
def test_text_encoding(data: bytes, expected: str | None) -> None:
    assert text_encoding(data) == expected


def read(data: bytes) -> tuple[Page, ...]:
    return PlainText(Config()).extract(Source(Path("a.txt"), data, "", TEXT))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_comes_as_it_is(encoding: str) -> None:
    text = "Số: 05 /KH\r\n\tngày\u200b 10  \n" + VIETNAMESE
    assert [page.text for page in read(text.encode(encoding))] == [text]


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("a\fb", ["a", "b"]),
        ("a\f", ["a", ""]),
        ("\fa", ["", "a"]),
        ("a\f\fb", ["a", "", "b"]),
        ("\f", ["", ""]),
        (" ", [" "]),
    ],
)
def test_form_feeds_part_pages_and_nothing_is_lost(text: str, pages: list[str]) -> None:
    assert [page.text for page in read(text.encode())] == pages


@pytest.mark.parametrize("type_", [*UNREAD, UNKNOWN])
def test_formats_not_read(type_: str) -> None:
    with pytest.raises(UnsupportedFormat, match=r"a\.x: .*save it as"):
        extract(Source(Path("a.x"), b"x", "", type_), Config())


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_utf8_text_is_text(text: str) -> None:
    assert "".join(page.text for page in read(text.encode())) == text.removeprefix("\ufeff")


@given(st.binary())
def test_any_bytes_have_a_media_type(data: bytes) -> None:
    assert "/" in media_type(data)


def test_text_that_is_not_vietnamese_is_reported() -> None:
    (page,) = PlainText(Config()).extract(Source(Path("a.txt"), b"qwrt zxcv plmk jhgf " * 9, "", TEXT))
    assert page.warnings == ("Trang 1: chữ không giống tiếng Việt (0,00)",)
