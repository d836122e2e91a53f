"""Settings of one run: read once at the edge, handed down as a value."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .errors import ConfigurationError

SETTINGS = "cancu.toml"  # in the archive; it need not be there
CATALOGUE = "catalogue.sqlite3"  # the file by which a folder is known to be an archive


@dataclass(frozen=True, slots=True)
class Elasticsearch:
    """A server that keeps the full-text index. `index` is the name of the alias; None: one made from the archive's."""

    url: str
    api_key: str | None = None
    ca: Path | None = None  # certificates that the server's is signed with, PEM
    index: str | None = None
    timeout: float = 30.0  # seconds, for one answer


@dataclass(frozen=True, slots=True)
class Config:
    """All that can be set. Library code gets this value and never reads the environment itself."""

    archive: Path = Path("archive")
    elasticsearch: Elasticsearch | None = None  # None: the embedded engine
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
    """Settings from the option `--archive`, the environment, and `cancu.toml` in the archive; the first that tells.

    Raises `ConfigurationError` for a file that cannot be understood.
    """
    chosen = archive or Path(environ.get("CANCU_ARCHIVE") or "archive")
    tessdata = environ.get("CANCU_TESSDATA")
    return Config(
        archive=chosen,
        elasticsearch=_elasticsearch(_settings(chosen / SETTINGS).get("elasticsearch", {}), environ),
        tessdata=Path(tessdata) if tessdata else None,
    )


def _settings(file: Path) -> dict[str, dict[str, str]]:
    """The tables of a settings file, every value of which is a string; none if there is no file."""
    try:
        tables = tomllib.loads(file.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{file} cannot be read: {error}") from error
    known = {"elasticsearch": {"url", "api_key", "ca", "index"}}
    for table, values in tables.items():
        if table not in known or not isinstance(values, dict):
            raise ConfigurationError(f"{file}: there is no setting {table}; it may have [elasticsearch]")
        for key, value in values.items():
            if key not in known[table] or not isinstance(value, str):
                raise ConfigurationError(
                    f"{file}: {table}.{key} is none of {', '.join(sorted(known[table]))} with a text in quotes"
                )
    return tables


def _elasticsearch(table: Mapping[str, str], environ: Mapping[str, str]) -> Elasticsearch | None:
    def told(key: str) -> str | None:
        return environ.get(f"CANCU_ELASTICSEARCH_{key.upper()}") or table.get(key)

    url, ca = told("url"), told("ca")
    if not url:
        return None
    return Elasticsearch(url, told("api_key"), Path(ca) if ca else None, told("index"))
