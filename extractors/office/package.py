"""The zip package of an office file: its parts, inflated within limits and parsed without entities."""

from __future__ import annotations

import lzma
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from ...pipeline.errors import DamagedFile, EncryptedFile, TooLarge
from ...pipeline.model import Source

Element = ElementTree.Element

MOST_UNPACKED = 512 * 1024 * 1024  # bytes of a whole package: pictures of a long report included
_LARGEST_PART = 64 * 1024 * 1024  # of XML; a thousand pages are 10 MB of it
_MOST_PARTS = 20_000
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, KeyError, ValueError, NotImplementedError,
)  # fmt: skip
_MOST_DIGITS = 12
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# Files saved as "Strict Open XML" name the same things otherwise.
_STRICT = tuple(
    (f"purl.oclc.org/ooxml/{strict}".encode(), f"schemas.openxmlformats.org/{usual}".encode())
    for strict, usual in (
        ("officeDocument/relationships", "officeDocument/2006/relationships"),
        ("wordprocessingml/main", "wordprocessingml/2006/main"),
        ("drawingml/main", "drawingml/2006/main"),
        ("drawingml/picture", "drawingml/2006/picture"),
        ("drawingml/wordprocessingDrawing", "drawingml/2006/wordprocessingDrawing"),
    )
)


@dataclass(frozen=True, slots=True)
class Package:
    """A package whose sizes are within the limits. We read the few parts we need: python-docx would inflate all of
    them, and refuses files with macros and files in which one link leads nowhere."""

    path: Path
    zip: zipfile.ZipFile

    def __contains__(self, name: str) -> bool:
        return name in self.zip.NameToInfo

    def data(self, name: str) -> bytes:
        """The bytes of a part of XML."""
        with _reading(self.path):
            info = self.zip.getinfo(name)
            if info.file_size > _LARGEST_PART:
                raise too_large(self.path, f"{name} unpacks to {info.file_size:,} bytes")
            with self.zip.open(info) as file:
                found = file.read(_LARGEST_PART + 1)
        if len(found) > _LARGEST_PART:
            raise too_large(self.path, f"{name} unpacks to more than {_LARGEST_PART:,} bytes")
        return found

    def checked(self, name: str) -> bytes:
        """The same without a document type, which is where entities are made. No office program writes one."""
        data = self.data(name)
        if b"<!DOCTYPE" in data.replace(b"\0", b""):
            raise _damaged(self.path, f"{name} declares XML entities, as no office program does")
        return data

    def xml(self, name: str) -> Element:
        """The root of a part."""
        data = self.checked(name)
        if b"purl.oclc.org/ooxml" in data:
            for strict, usual in _STRICT:
                data = data.replace(strict, usual)
        try:
            return ElementTree.fromstring(data)
        except (ElementTree.ParseError, ValueError, LookupError) as error:  # the latter two: an encoding nobody has
            raise _damaged(self.path, f"{name}: {error}") from error

    def targets(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part (`""`: the package) is related to: by id the last word of the relation's type, and the part."""
        folder, base = posixpath.split(name)
        relations = posixpath.join(folder, "_rels", f"{base}.rels")
        if relations not in self:
            return {}
        return {
            found.get("Id", ""): (found.get("Type", "").rpartition("/")[2], _resolved(folder, found.get("Target", "")))
            for found in self.xml(relations).iter(_RELATIONS)
            if found.get("TargetMode") != "External"
        }


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def integer(value: str | None, otherwise: int = 0) -> int:
    """The whole number that an attribute holds, if it is one and no monster."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS else otherwise


def opened(source: Source) -> Package:
    """The package of a file, looked at before anything is inflated."""
    with _reading(source.path):
        file = zipfile.ZipFile(BytesIO(source.data))
    parts = file.infolist()
    size = sum(part.file_size for part in parts)
    if size > MOST_UNPACKED or len(parts) > _MOST_PARTS:
        raise too_large(source.path, f"it unpacks to {len(parts):,} parts with {size:,} bytes")
    if any(part.flag_bits & 1 for part in parts):
        raise encrypted(source.path)
    return Package(source.path, file)


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """The many errors of a zip that is cut or changed as ours."""
    try:
        yield
    except _DAMAGE as error:
        raise _damaged(path, " ".join(str(error).split()) or type(error).__name__) from error


def encrypted(path: Path) -> EncryptedFile:
    return EncryptedFile(f"{path}: the document asks for a password; save it without one, then read it again")


def too_large(path: Path, why: str) -> TooLarge:
    return TooLarge(f"{path}: {why}, which is over the limit; split the document, or save it as PDF")


def _damaged(path: Path, why: str) -> DamagedFile:
    return DamagedFile(f"{path}: the document is damaged ({why}); get it again from where it came")
