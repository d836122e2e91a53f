"""Plain text in UTF-8 or UTF-16."""

from __future__ import annotations

from typing import ClassVar

from ..pipeline.errors import DamagedFile, UnsupportedFormat
from ..pipeline.model import Method, Page, Source
from .sniff import TEXT, text_encoding


class PlainText:
    """A form feed ends a page; all else stays as it is."""

    media_types: ClassVar[frozenset[str]] = frozenset({TEXT})

    def extract(self, source: Source) -> tuple[Page, ...]:
        if not source.data:
            raise DamagedFile(f"{source.path}: the file is empty; get it again from where it came")
        encoding = text_encoding(source.data)
        if encoding is None:
            raise UnsupportedFormat(
                f"{source.path}: is not UTF-8 or UTF-16 text; convert it (for instance with iconv), then read it again"
            )
        text = source.data.decode(encoding).removesuffix("\f")  # the mark ends the last page, it opens no other
        return tuple(Page(text=page, method=Method.PLAIN) for page in text.split("\f"))
