"""RTF, through LibreOffice where it is installed, else its bare text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from striprtf.striprtf import rtf_to_text

from ...pipeline.config import Config
from ...pipeline.errors import DamagedFile
from ...pipeline.model import Page, Source
from .. import unpaged
from ..rows import BAR, as_row
from ..sniff import RTF
from .docx import Docx
from .libreoffice import converted, program

_DEFAULT = "cp1252"  # the code page of a file that names none
_ROW = re.compile(r"(?:[^|\n]*\|)+")


@dataclass(frozen=True, slots=True)
class Rtf:
    """LibreOffice keeps tables with their lines, legacy fonts, notes and headers, and leaves out what is hidden or
    deleted. striprtf knows none of that (it drops the fonts, so `C«ng hßa` stays), but takes 5 ms instead of 0.6 s and
    is always there: with it the text comes with a warning.
    """

    config: Config
    media_types: ClassVar[frozenset[str]] = frozenset({RTF})

    def extract(self, source: Source) -> tuple[Page, ...]:
        if not source.data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
            raise _damaged(source)
        if program():
            return Docx(self.config).extract(converted(source))
        return (_bare(source, self.config),)


def _bare(source: Source, config: Config) -> Page:
    """The text without LibreOffice."""
    try:
        text = rtf_to_text(source.data.decode("latin-1"), encoding=_DEFAULT, errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, OverflowError) as error:  # LookupError: a code page nobody has
        raise _damaged(source) from error
    if not text.strip():
        raise _damaged(source)
    warning = "Tệp RTF được đọc không qua LibreOffice: bảng và phông chữ cũ (TCVN3, VNI) có thể sai"
    return unpaged.page("\n".join(_with_rows(text.splitlines())), config, (warning,))


def _with_rows(lines: list[str]) -> Iterator[str]:
    """The lines, those of a table (`a|b|`) as `| a | b |` with a blank line before and after."""
    in_table = False
    for line in lines:
        is_row = _ROW.fullmatch(line) is not None
        if is_row != in_table:
            yield ""
        in_table = is_row
        yield as_row(line.split(BAR)[:-1]) if is_row else line


def _damaged(source: Source) -> DamagedFile:
    return DamagedFile(f"{source.path}: the RTF file is damaged; get it again from where it came")
