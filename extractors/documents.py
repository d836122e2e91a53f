"""Office files and web pages, told by what is in them, never by their names."""

from __future__ import annotations

import codecs
import re
import struct
import zipfile
import zlib
from contextlib import suppress
from io import BytesIO

from .office import ole

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
DOC = "application/msword"
RTF = "text/rtf"
HTML = "text/html"
PROTECTED = "application/vnd.ms-office.encrypted"  # Office's own encryption: what is in it cannot be told
CUT = "application/x-ole-storage"  # an Office file up to 2003 without its directory, which often is at its end

_ELSE = "save it as PDF or plain text"
# Recognised only so that the error can name them, and say what to do.
UNREAD = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("Excel (xlsx)", _ELSE),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ("PowerPoint (pptx)", _ELSE),
    "application/vnd.oasis.opendocument.spreadsheet": ("OpenDocument spreadsheet (ods)", _ELSE),
    "application/vnd.oasis.opendocument.presentation": ("OpenDocument presentation (odp)", _ELSE),
    "application/vnd.ms-excel": ("Excel 97–2003 (xls)", _ELSE),
    "application/vnd.ms-powerpoint": ("PowerPoint 97–2003 (ppt)", _ELSE),
    "application/zip": ("a ZIP archive", "unpack it, or save it as PDF"),
    "multipart/related": ("a web archive (mht)", _ELSE),
}
_XLSX, _PPTX, _ODS, _ODP, _XLS, _PPT, _ZIP, _MHT = UNREAD

_MAIN = re.compile(
    rb"(?P<word>wordprocessingml|ms-word)|(?P<sheet>spreadsheetml|ms-excel)|(?P<show>presentationml|ms-powerpoint)"
)
_MAIN_TYPE = re.compile(rb"application/vnd\.([\w.-]{1,80})\.main\+xml", re.I)
_LOCAL = struct.Struct("<8xH8xI4xHH")  # before each part: how it is packed, its size, the lengths of name and rest
_FOLDERS = ((b"word/", DOCX), (b"xl/", _XLSX), (b"ppt/", _PPTX))
_MOST_TYPES = 2**20  # bytes of the list of parts that are looked at
_MIMETYPES = {ODT: ODT, f"{ODT}-template": ODT, _ODS: _ODS, _ODP: _ODP}
_HEAD = 16_384  # bytes in which a page must say what it is; some begin with long comments
_BEFORE_HTML = re.compile(r"\s+|<\?[^>]*>|<!--.*?-->|<!\[[^>]*>", re.S)
_HTML = re.compile(r"<!doctype\s+html|<(?:html|head|body|title|meta)[\s>]", re.I)
_FRAGMENT = re.compile(r"<(p|div|table|center|font|span|h[1-6])(?:\s[^<>]*)?>", re.I)
_MAIL = re.compile(r"(?:from|mime-version|subject|date|content-type):", re.I)


def told(data: bytes) -> str | None:
    """The media type of an office file or a web page; None for what is neither."""
    if data.startswith(b"PK\x03\x04"):
        return _of_zip(data)
    if data.startswith(ole.MAGIC):
        return _of_ole(data)
    head = _opening(data)
    if head.startswith("{\\rtf"):
        return RTF
    if _MAIL.match(head) and "multipart/related" in head:
        return _MHT
    return HTML if _is_html(head, data) else None


def _of_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as file:
            names = file.NameToInfo
            if "[Content_Types].xml" in names:
                with file.open("[Content_Types].xml") as part:
                    return _of_types(part.read(_MOST_TYPES))
            if "mimetype" in names:
                with file.open("mimetype") as part:
                    return _MIMETYPES.get(part.read(200).decode("ascii", "replace").strip(), _ZIP)
            return DOCX if "word/document.xml" in names else _ZIP
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, KeyError, RuntimeError, zipfile.LargeZipFile):
        return _of_damaged_zip(data)


def _of_types(types: bytes) -> str:
    """By the type of the main part; what is embedded in a document has types too, but not as its main part."""
    for main in _MAIN_TYPE.finditer(types.replace(b"\0", b"")):
        found = _MAIN.search(main[1])
        if found is not None:
            return {"word": DOCX, "sheet": _XLSX, "show": _PPTX}[found.lastgroup or ""]
    return _ZIP


def _of_damaged_zip(data: bytes) -> str:
    """By its first part and the names before the others, when the list at the end of the file is cut off."""
    name, content = _first_part(data)
    if name == "[Content_Types].xml" and (type_ := _of_types(content)) != _ZIP:
        return type_
    if name == "mimetype":
        return _MIMETYPES.get(content.decode("ascii", "replace").strip(), _ZIP)
    head = data[: 4 * _HEAD]
    return next((type_ for folder, type_ in _FOLDERS if folder in head), _ZIP)


def _first_part(data: bytes) -> tuple[str, bytes]:
    """Name and content of the first part, as much as is there."""
    if len(data) < _LOCAL.size:
        return "", b""
    method, size, name, extra = _LOCAL.unpack_from(data)
    start = _LOCAL.size + name + extra
    content = data[start : start + (size or len(data))]
    if method == zipfile.ZIP_DEFLATED:
        with suppress(zlib.error):
            content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(content, _MOST_TYPES)
    return data[_LOCAL.size : _LOCAL.size + name].decode("utf-8", "replace"), content


def _of_ole(data: bytes) -> str | None:
    found = ole.read(data)
    streams = found.streams if found else {}
    for name, type_ in (
        ("EncryptedPackage", PROTECTED),
        ("WordDocument", DOC),
        ("Workbook", _XLS),
        ("Book", _XLS),
        ("PowerPoint Document", _PPT),
    ):
        if name in streams:
            return type_
    return None if streams else CUT


def _opening(data: bytes) -> str:
    """How a text begins, in whatever encoding: for these formats ASCII tells."""
    head = data[:_HEAD]
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        head = head.removeprefix(mark)
    if head[:200].count(0) * 3 > len(head[:200]):
        head = head.replace(b"\0", b"")
    return head.decode("latin-1").lstrip()


def _is_html(head: str, data: bytes) -> bool:
    at = 0
    while before := _BEFORE_HTML.match(head, at):
        at = before.end()
    if _HTML.match(head, at):
        return True
    fragment = _FRAGMENT.match(head, at)
    return fragment is not None and f"</{fragment[1]}".lower() in data.decode("latin-1").replace("\0", "").lower()
