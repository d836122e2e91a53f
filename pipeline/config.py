"""Settings of one run: read once at the edge, handed down as a value."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

CATALOGUE = "catalogue.sqlite3"  # the file by which a folder is known to be an archive


@dataclass(frozen=True, slots=True)
class Config:
    """All that can be set. Library code gets this value and never reads the environment itself."""

    archive: Path = Path("archive")
    tessdata: Path | None = None  # folder with vie.traineddata; None: the usual places are tried
    max_file_bytes: int = 200 * 1024 * 1024
    max_page_points: float = 5_000.0  # a page side in 1/72 inch; A0 is 3,370
    ocr_dpi: int = 300
    isolate: bool = True  # files whose parsers can hang or crash are read in a process of its own
    page_seconds: float = 120.0  # on the clock, for one page; OCR of a bad one takes 10 s, machines are shared
    file_seconds: float = 4 * 3600.0
    max_memory_bytes: int = 3 * 2**30  # of the process that reads files; the OCR of an A0 sheet takes 1.5 GB
    min_quality: float = 0.7  # a page whose text is below this is read by OCR, or reported
    min_coverage: float = 0.93  # a page of which less of the print was read is reported
    boxes: bool = False  # places of words also of text layers; OCR always has them


def load(archive: Path | None = None, environ: Mapping[str, str] = os.environ) -> Config:
    """Settings from the option `--archive`, else `CANCU_ARCHIVE`, else `./archive`; `CANCU_TESSDATA` for the models."""
    chosen = archive or Path(environ.get("CANCU_ARCHIVE") or "archive")
    tessdata = environ.get("CANCU_TESSDATA")
    return Config(archive=chosen, tessdata=Path(tessdata) if tessdata else None)
