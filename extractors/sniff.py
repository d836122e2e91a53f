"""What a file is, told by its content."""

from __future__ import annotations

import codecs
import re

from . import documents
from .documents import CUT, DOC, DOCX, HTML, ODT, PROTECTED, RTF, UNREAD

__all__ = [
    "BOMS_UTF16", "CUT", "DOC", "DOCX", "HTML", "JPEG", "ODT", "PDF", "PNG", "PROTECTED", "RTF", "TEXT", "TIFF",
    "UNKNOWN", "UNREAD", "media_type", "text_encoding",
]  # fmt: skip

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
TIFF = "image/tiff"
TEXT = "text/plain"
UNKNOWN = "application/octet-stream"
BOMS_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_HEAD = 1024  # PDF readers look this far for the header, so files with something before it are about
_PDF_HEADER = re.compile(rb"(?:\A|[\r\n\0])\s*%PDF-\d")
_IMAGES = (
    (PNG, (b"\x89PNG\r\n\x1a\n",)),
    (JPEG, (b"\xff\xd8\xff",)),
    (TIFF, (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")),
)
_CONTROL = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"


def media_type(data: bytes) -> str:
    """The media type of a file's bytes; `application/octet-stream` for what is none of ours."""
    for name, openings in _IMAGES:
        if data.startswith(openings):
            return name
    head = data[:_HEAD].removeprefix(codecs.BOM_UTF8)
    if _PDF_HEADER.search(head):
        return PDF
    if document := documents.told(data):
        return document
    is_text = text_encoding(data) or _is_legacy_text(data) or _is_damaged_utf16(data)
    return TEXT if is_text else UNKNOWN


def text_encoding(data: bytes) -> str | None:
    """The Unicode encoding these bytes are text in, as Python names it; None when they are in none."""
    if data.startswith(BOMS_UTF16):
        candidates = ["utf-16"]
    elif data.startswith(codecs.BOM_UTF8):
        candidates = ["utf-8-sig"]
    else:
        candidates = ["utf-8", *_utf16_without_bom(data)]
    return next((name for name in candidates if _is_text(data, name)), None)


def _utf16_without_bom(data: bytes) -> list[str]:
    """Blanks, digits and most Vietnamese letters have a zero upper byte, three in four of all: half is a safe floor."""
    if len(data) % 2 or len(data) < 4:
        return []
    even, odd = data[::2].count(0), data[1::2].count(0)
    floor = len(data) // 4
    return ["utf-16-le"] if odd > floor and not even else ["utf-16-be"] if even > floor and not odd else []


def _is_text(data: bytes, encoding: str) -> bool:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return _few_controls(text.encode("utf-8", "surrogatepass"))


def _is_legacy_text(data: bytes) -> bool:
    """Text in an 8-bit encoding (TCVN3, VNI, windows-1258): no zero bytes, hardly a control byte."""
    return b"\0" not in data and _few_controls(data)


def _is_damaged_utf16(data: bytes) -> bool:
    """Cut inside a letter, as a copy that was broken off is: hardly a character is wrong."""
    if not data.startswith(BOMS_UTF16):
        return False
    text = data.decode("utf-16", "replace")
    return 100 * text.count("\ufffd") <= len(text) and _few_controls(text.encode("utf-8", "surrogatepass"))


def _few_controls(data: bytes) -> bool:
    """A stray control character (the end-of-file mark of DOS) does not make a text binary."""
    body = data.rstrip(b"\x1a")
    return 100 * (len(body) - len(body.translate(None, _CONTROL))) <= len(body)
