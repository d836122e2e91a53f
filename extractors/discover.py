"""Files to read: found under the given paths, and brought in as values."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..pipeline.config import CATALOGUE, Config
from ..pipeline.errors import DamagedFile, ExtractionError, TooLarge, UnsupportedFormat
from ..pipeline.model import Source
from .sniff import media_type

_DOCUMENTS = frozenset({".docx", ".docm", ".dotx", ".doc", ".dot", ".odt", ".ott", ".rtf", ".html", ".htm", ".xhtml"})
_READ = frozenset({".txt", ".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ""}) | _DOCUMENTS
_NOT_YET = frozenset({".xlsx", ".xls", ".ods", ".pptx", ".ppt", ".odp"})
_OF_AN_OPEN_FILE = "~$"  # Word puts such a file beside each one that somebody has open


@dataclass(frozen=True, slots=True)
class Skipped:
    """What a folder holds and is not read, with the reason (Vietnamese)."""

    path: Path
    reason: str


def discover(paths: Sequence[Path]) -> Iterator[Path | Skipped]:
    """The files under `paths`, in order. A path that is no folder comes back as it is: `load` says what is wrong."""
    seen: set[tuple[int, int]] = set()
    for path in paths:
        if stat.S_ISDIR(_mode(path)):
            yield from _walk(path, seen)
        else:
            yield path


def _walk(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path | Skipped]:
    """Each folder is entered once in a run, whatever links lead to it: so a loop of links ends."""
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in seen:
            return
        seen.add((status.st_dev, status.st_ino))
        if (folder / CATALOGUE).exists():
            return  # an archive: its originals came from elsewhere
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield Skipped(folder, f"không mở được thư mục: {error.strerror}")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        mode = _mode(entry)
        if stat.S_ISDIR(mode):
            yield from _walk(entry, seen)
        else:
            reason = _reason(entry, mode)
            yield Skipped(entry, reason) if reason else entry


def _mode(path: Path) -> int:
    """What the path leads to, as `stat` says; 0 for nothing: a link to nowhere, a name that cannot be."""
    try:
        return path.stat().st_mode
    except (OSError, ValueError):
        return 0


def _reason(path: Path, mode: int) -> str | None:
    """Why a file of a folder is not read; None when it is."""
    suffix = path.suffix.lower()
    if path.name.startswith(_OF_AN_OPEN_FILE):
        return "tệp tạm của Word, không phải văn bản"
    if suffix in _NOT_YET:
        return f"chưa đọc được tệp {suffix}, hãy lưu thành PDF hoặc văn bản thuần (.txt)"
    if suffix not in _READ:
        return f"không phải tệp văn bản ({suffix})"
    if not stat.S_ISREG(mode):
        return "liên kết hỏng hoặc tệp đặc biệt"
    return None


def load(path: Path, config: Config) -> Source:
    """Read a file once. Its size is looked at first, and what it is, is told by its content."""
    try:
        _check(path, config.max_file_bytes)
        with path.open("rb") as file:
            data = file.read(config.max_file_bytes + 1)
    except FileNotFoundError as error:
        raise ExtractionError(f"{path}: there is no such file; check the path") from error
    except PermissionError as error:
        raise ExtractionError(f"{path}: no permission to read this file; change its owner or its mode") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise ExtractionError(f"{path}: cannot be read: {error}") from error
    if len(data) > config.max_file_bytes:  # it grew meanwhile
        raise _too_large(path, len(data), config.max_file_bytes)
    if not data:
        raise DamagedFile(f"{path}: the file is empty; get it again from where it came")
    return Source(path=path, data=data, sha256=hashlib.sha256(data).hexdigest(), media_type=media_type(data))


def _check(path: Path, limit: int) -> None:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise UnsupportedFormat(f"{path}: this is a folder; name a file in it")
    if not stat.S_ISREG(status.st_mode):  # reading a pipe or a device may never end
        raise UnsupportedFormat(f"{path}: this is a pipe or a device; save it as a file first")
    if status.st_size > limit:
        raise _too_large(path, status.st_size, limit)


def _too_large(path: Path, size: int, limit: int) -> TooLarge:
    return TooLarge(f"{path}: {size:,} bytes or more, the limit is {limit:,}; split the file")
