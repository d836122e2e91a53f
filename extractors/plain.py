"""Plain text: UTF-8 and UTF-16, and the Vietnamese encodings before them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..pipeline.config import Config
from ..pipeline.errors import DamagedFile, ExtractionError, UnsupportedFormat
from ..pipeline.model import Page, Source
from . import charset, unpaged
from .charset import Reading
from .sniff import BOMS_UTF16, TEXT, text_encoding


@dataclass(frozen=True, slots=True)
class PlainText:
    """A form feed parts pages; text that is in Unicode stays as it is."""

    config: Config
    media_types: ClassVar[frozenset[str]] = frozenset({TEXT})

    def extract(self, source: Source) -> tuple[Page, ...]:
        reading = _read(source)
        noted = () if reading.encoding is None else (f"Chữ {reading.encoding} đã được đổi sang Unicode",)
        pages = reading.text.split("\f")
        return tuple(unpaged.judged(text, number, self.config, noted) for number, text in enumerate(pages, start=1))


def _read(source: Source) -> Reading:
    if encoding := text_encoding(source.data):
        text = source.data.decode(encoding)
        return charset.undo(text) or Reading(text, None)
    reading = charset.read(source.data)
    if reading is None:
        raise _unread(source)
    return reading


def _unread(source: Source) -> ExtractionError:
    encoding = "UTF-16" if source.data.startswith(BOMS_UTF16) else "UTF-8"
    try:
        source.data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "UTF-16" or _is_mostly_utf8(source.data):
            return DamagedFile(
                f"{source.path}: the {encoding} text is damaged at byte {error.start:,}; "
                "get it again from where it came"
            )
    return UnsupportedFormat(
        f"{source.path}: the text is in none of UTF-8, UTF-16, windows-1258, TCVN3 and VNI; "
        "open it in the program it was written with, save it as UTF-8, then read it again"
    )


def _is_mostly_utf8(data: bytes) -> bool:
    """Letters of other encodings come out as U+FFFD, all but a few; a damaged file has few of those."""
    text = data.decode("utf-8", "replace")
    beyond = sum(character > "\x7f" for character in text)
    return 10 * text.count("\ufffd") <= beyond
