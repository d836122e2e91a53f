"""Office files and web pages that are damaged, locked, wrong or made to do harm: each has an outcome with a reason."""

from __future__ import annotations

import hashlib
import random
import struct
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from cancu.extractors.discover import load
from cancu.extractors.registry import read
from cancu.extractors.sniff import media_type
from cancu.pipeline.config import Config
from cancu.pipeline.errors import DamagedFile, EncryptedFile, ExtractionError, MissingTool, TooLarge, UnsupportedFormat
from cancu.pipeline.model import Source
from samples import plan
from samples.package import compound, docx, odt, types, zipped

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
PARAGRAPH = "<w:p><w:r><w:t>Kế hoạch</w:t></w:r></w:p>"
BOMB = '<!DOCTYPE a [<!ENTITY b "b">' + "".join(
    f'<!ENTITY {name}{name} "{f"&{name};" * 9}">' for name in ("b", "bb", "bbbb", "bbbbbbbb")
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">'
MEGABYTES = 70 * 2**20


def with_document(xml: str | bytes) -> bytes:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return zipped({"[Content_Types].xml": types(main), "word/document.xml": xml})


def declared(data: bytes, size: int) -> bytes:
    """The package with another unpacked size of its last part in the list of parts."""
    at = data.rfind(b"PK\x01\x02") + 24
    return data[:at] + struct.pack("<I", size) + data[at + 4 :]


def locked(data: bytes) -> bytes:
    """The package with parts that say they are encrypted."""
    at = 0
    changed = bytearray(data)
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        changed[at + 8] |= 1
        at += 4
    return bytes(changed)


def nested(opening: str, closing: str, depth: int) -> bytes:
    return docx(opening * depth + PARAGRAPH + closing * depth)


CASES: dict[str, tuple[Callable[[], bytes], type[ExtractionError], str]] = {
    "no bytes.docx": (lambda: b"", DamagedFile, "empty"),
    "cut.docx": (lambda: docx(PARAGRAPH)[:-60], DamagedFile, "damaged"),
    "cut in a part.docx": (lambda: docx(PARAGRAPH * 999)[:500] + docx(PARAGRAPH * 999)[600:], DamagedFile, "damaged"),
    "no document.docx": (
        lambda: zipped({"[Content_Types].xml": types(MACROS)}),
        DamagedFile, "no document",
    ),
    "no body.docx": (lambda: with_document("<a/>"), DamagedFile, "no body"),
    "no xml.docx": (lambda: with_document("Kế hoạch"), DamagedFile, "word/document.xml"),
    "unknown encoding.docx": (
        lambda: with_document(b"<?xml version='1.0' encoding='none'?><a/>"),
        DamagedFile, "word/document.xml",
    ),
    "no text.docx": (lambda: docx("<w:p/>"), UnsupportedFormat, "no text"),
    "declared bomb.docx": (lambda: declared(docx(PARAGRAPH), 2**31), TooLarge, "unpacks to .* bytes"),
    "bomb.docx": (lambda: docx(PARAGRAPH + " " * MEGABYTES), TooLarge, "document.xml unpacks to"),
    "bomb that lies.docx": (lambda: declared(with_document(" " * MEGABYTES), 1000), DamagedFile, "damaged"),
    "many parts.docx": (
        lambda: zipped({f"word/{number}": "" for number in range(20_001)} | {"word/document.xml": ""}),
        TooLarge, "20,002 parts",
    ),
    "entities.docx": (lambda: with_document(f"{BOMB}]><a>&bbbbbbbb;</a>"), DamagedFile, "entities"),
    "entities in UTF-16.docx": (
        lambda: with_document(f"{BOMB}]><a>&bbbbbbbb;</a>".encode("utf-16")),
        DamagedFile, "entities",
    ),
    "entities in styles.docx": (lambda: docx(PARAGRAPH, styles="<!DOCTYPE a>"), DamagedFile, "entities"),
    "a file of this computer.docx": (lambda: with_document(f"{OUTSIDE}]><a>&b;</a>"), DamagedFile, "entities"),
    "deep.docx": (lambda: nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 50_000), DamagedFile, "nested"),
    "deep tables.docx": (
        lambda: nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 20_000),
        DamagedFile, "nested",
    ),
    "deep boxes.docx": (
        lambda: nested("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>", 20_000),
        DamagedFile, "nested",
    ),
    "password.docx": (lambda: compound("EncryptedPackage", "EncryptionInfo"), EncryptedFile, "save it without one"),
    "locked parts.docx": (lambda: locked(docx(PARAGRAPH)), EncryptedFile, "save it without one"),
    "password.doc": (lambda: compound("WordDocument", flags=0x0100), EncryptedFile, "save it without one"),
    "cut.doc": (lambda: compound("WordDocument")[:600], DamagedFile, "cut short"),
    "password.odt": (
        lambda: odt("", **{"META-INF/manifest.xml": "<a><manifest:encryption-data/></a>"}),
        EncryptedFile, "save it without one",
    ),
    "cut.odt": (lambda: odt("<text:p>Kế hoạch</text:p>")[:-60], DamagedFile, "damaged"),
    "no content.odt": (
        lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.text"}),
        DamagedFile, "no content",
    ),
    "bomb.odt": (lambda: declared(odt(""), 2**31), TooLarge, "unpacks to"),
    "entities.odt": (lambda: odt("", **{"content.xml": f"{BOMB}]><a>&bbbbbbbb;</a>"}), DamagedFile, "entities"),
    "table.docx": (
        lambda: docx("", SHEET),
        UnsupportedFormat, r"Excel \(xlsx\).*save it as PDF",
    ),
    "slides.docx": (
        lambda: docx("", SLIDES),
        UnsupportedFormat, r"PowerPoint \(pptx\).*save it as PDF",
    ),
    "table.doc": (lambda: compound("Workbook"), UnsupportedFormat, r"Excel 97.*save it as PDF"),
    "archive.docx": (lambda: zipped({"a.txt": "Kế hoạch"}), UnsupportedFormat, "unpack it"),
    "brace.rtf": (lambda: b"{\\rtf", DamagedFile, "RTF"),
    "no text.html": (lambda: b"<html><img src=a.png></html>", UnsupportedFormat, "no text"),
    "bytes.html": (lambda: b"<html>\0\1\2\xff", DamagedFile, "no text"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_an_outcome_with_a_reason(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")  # LibreOffice is not asked for any of them
    make, error, says = CASES[name]
    path = tmp_path / name
    path.write_bytes(make())
    began = time.process_time()
    with pytest.raises(error, match=says) as caught:
        read(load(path, Config()), Config())
    assert time.process_time() - began < 10
    assert str(path) in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize("whole", [plan.word(), compound("Workbook"), odt(PARAGRAPH), plan.page()])
def test_files_with_some_bytes_changed(whole: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    chance = random.Random(1)
    for _ in range(100):
        changed = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        data = bytes(changed[: chance.choice((len(changed), chance.randrange(len(changed))))])
        with suppress(ExtractionError, MissingTool):
            assert read(Source(Path("a.bin"), data, "", media_type(data)), Config())


@pytest.mark.tool("soffice")
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("random.doc", compound("WordDocument") + hashlib.sha512(b"1").digest() * 200),
        (
            "no open document.odt",
            zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
        ),
        ("open braces.rtf", b"{\\rtf1 " + b"{\\b " * 5_000 + b"x"),
    ],
)
def test_what_libreoffice_cannot_read_is_damaged(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ExtractionError, match=name):
        read(load(tmp_path / name, Config()), Config())


@pytest.mark.tool("soffice")
def test_a_hundred_thousand_braces(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(b"{\\rtf1 " + b"{" * 100_000 + b"chao" + b"}" * 100_001)
    (page,) = read(load(tmp_path / "a.rtf", Config()), Config())
    assert page.text == "chao"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.doc", "<html><p>Kế hoạch</p></html>".encode()),
        ("word.pdf", docx(PARAGRAPH)),
        ("macros.docm", docx(PARAGRAPH, MACROS)),
    ],
)
def test_a_wrong_name_does_not_matter(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    (page,) = read(load(tmp_path / name, Config()), Config())
    assert page.text == "Kế hoạch"
    assert (tmp_path / name).read_bytes() == data


def test_links_that_lead_nowhere_or_out(tmp_path: Path) -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "".join(
        f'<Relationship Id="r{number}" Type="{office}/{kind}" Target="{target}"{mode}/>'
        for number, (kind, target, mode) in enumerate(
            [
                ("styles", "NULL", ""),
                ("numbering", "../../../../etc/hostname", ""),
                ("footnotes", "http://127.0.0.1:9/a.xml", ' TargetMode="External"'),
                ("theme", "", ""),
            ]
        )
    )
    (tmp_path / "a.docx").write_bytes(docx(PARAGRAPH, links=links))
    (page,) = read(load(tmp_path / "a.docx", Config()), Config())
    assert page.text == "Kế hoạch"
