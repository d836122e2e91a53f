"""Plain text in UTF-8 or UTF-16."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..pipeline.config import Config
from ..pipeline.errors import UnsupportedFormat
from ..pipeline.model import Method, Page, Source
from ..pipeline.text import quality
from .sniff import TEXT, text_encoding


@dataclass(frozen=True, slots=True)
class PlainText:
    """A form feed parts pages; all else stays as it is."""

    config: Config
    media_types: ClassVar[frozenset[str]] = frozenset({TEXT})

    def extract(self, source: Source) -> tuple[Page, ...]:
        encoding = text_encoding(source.data)
        if encoding is None:
            raise UnsupportedFormat(
                f"{source.path}: is not UTF-8 or UTF-16 text; convert it (for instance with iconv), then read it again"
            )
        pages = source.data.decode(encoding).split("\f")
        return tuple(self._page(text, number) for number, text in enumerate(pages, start=1))

    def _page(self, text: str, number: int) -> Page:
        score = quality(text)
        if not text.strip() or score >= self.config.min_quality:
            return Page(text=text, method=Method.PLAIN)
        warning = f"Trang {number}: chữ không giống tiếng Việt ({score:.2f})".replace(".", ",")
        return Page(text=text, method=Method.PLAIN, warnings=(warning,))
