"""Packages put together part by part, for what python-docx does not write."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping
from io import BytesIO

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NAMES = (
    f'xmlns:w="{_W}" xmlns:r="{_OFFICE}/relationships" xmlns:m="{_OFFICE}/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def docx(body: str, main: str = MAIN, links: str = "", **parts: str) -> bytes:
    """A Word file with this body, and with `styles`, `numbering`, `footnotes`, `header1` … by their content.

    `links` are more relations of the document.
    """
    relations = links + "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/relationships/{name.rstrip("0123456789")}" Target="{name}.xml"/>'
        for name in parts
    )
    return zipped(
        {
            "[Content_Types].xml": types(main),
            "_rels/.rels": _relations(
                f'<Relationship Id="a" Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/>'
            ),
            "word/_rels/document.xml.rels": _relations(relations),
            "word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
            **{f"word/{name}.xml": f"<w:part {_NAMES}>{content}</w:part>" for name, content in parts.items()},
        }
    )


def types(main: str) -> str:
    override = f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{override}</Types>'


def _relations(content: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{content}</Relationships>'


def odt(content: str, **parts: str) -> bytes:
    """An OpenDocument text with this content in its body."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{name}="{office}:{name}:1.0"' for name in ("office", "text", "table", "draw", "manifest"))
    names += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    text = "application/vnd.oasis.opendocument.text"
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{type_}"/>'
        for path, type_ in (("/", text), ("content.xml", "text/xml"))
    )
    return zipped(
        {
            "mimetype": text,
            "META-INF/manifest.xml": f"<manifest:manifest {names}>{entries}</manifest:manifest>",
            "content.xml": f'<office:document-content {names} office:version="1.2"><office:body><office:text>{content}'
            "</office:text></office:body></office:document-content>",
            **parts,
        }
    )


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED  # as OpenDocument asks for
            package.writestr(name, content, how)
    return file.getvalue()


def compound(*names: str, flags: int = 0) -> bytes:
    """An OLE compound file with these streams, each of one sector whose flags (of a Word document) are given."""
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    header = struct.pack("<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 62, 3, 0xFFFE, 9, 6,
                         0, 1, 1, 0, 4096, end, 0, end, 0)  # fmt: skip
    header += struct.pack("<109I", 0, *[free] * 108)
    sectors = struct.pack("<128I", table, end, end, *[free] * 125)
    directory = b"".join(_entry(name, kind) for name, kind in (("Root Entry", 5), *((name, 2) for name in names)))
    return header + sectors + directory.ljust(512, b"\0") + struct.pack("<10xH500x", flags)


def _entry(name: str, kind: int) -> bytes:
    coded = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBB12x36xIII", coded, len(coded), kind, 1, 2, 512, 0)
