"""Files to read: found under the given paths, and brought in as values."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ..pipeline.config import CATALOGUE, Config
from ..pipeline.errors import DamagedFile, ExtractionError, TooLarge, UnsupportedFormat
from ..pipeline.model import Source
from ..pipeline.text import quality
from .sniff import CUT, TEXT, UNKNOWN, UNREAD, media_type, text_encoding

_DOCUMENTS = frozenset({".docx", ".docm", ".dotx", ".doc", ".dot", ".odt", ".ott", ".rtf", ".html", ".htm", ".xhtml"})
_READ = frozenset({".txt", ".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ""}) | _DOCUMENTS
_NOT_YET = (  # what may hold a document and is not read, with what to do
    (frozenset({".xlsx", ".xls", ".ods", ".pptx", ".ppt", ".odp"}), "lưu thành PDF hoặc văn bản thuần (.txt)"),
    (frozenset({".heic", ".heif", ".webp", ".bmp", ".gif"}), "lưu ảnh thành JPEG, PNG hoặc PDF"),
    (frozenset({".zip", ".rar", ".7z"}), "giải nén rồi nạp các tệp bên trong"),
    (frozenset({".eml", ".msg"}), "lưu riêng các tệp đính kèm rồi nạp"),
)
_NO_FILES = (".", "~$")  # what is hidden; what Word puts beside each file that somebody has open
_HEAD = 8192  # bytes by which a file of another extension is judged
_VIETNAMESE = 0.7  # quality of a text; programs, logs and tables of figures in other formats have 0.1–0.6
_MARKED = 0.3  # share of words with a letter that is not ASCII; Vietnamese prose has 0.7
_SPECIAL = {
    stat.S_IFIFO: "là ống dẫn (pipe), không phải tệp",
    stat.S_IFSOCK: "là ổ cắm mạng (socket), không phải tệp",
    stat.S_IFCHR: "là thiết bị, không phải tệp",
    stat.S_IFBLK: "là thiết bị, không phải tệp",
}
_REFUSALS = {
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.ENOENT: "không còn ở đó",
    errno.EIO: "ổ đĩa hỏng",
    errno.ESTALE: "mất kết nối với ổ đĩa mạng",
}


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
        yield Skipped(folder, f"không mở được thư mục: {_refusal(error)}")
        return
    for entry in entries:
        if entry.name.startswith(_NO_FILES):
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


def _refusal(error: OSError) -> str:
    return _REFUSALS.get(error.errno or 0, str(error.strerror))


def _reason(path: Path, mode: int) -> str | None:
    """Why a file of a folder is not read; None when it is."""
    if not stat.S_ISREG(mode):
        return _SPECIAL.get(stat.S_IFMT(mode), "liên kết hỏng" if path.is_symlink() else "không xem được tệp")
    suffix = path.suffix.lower()
    if suffix in _READ:
        return None
    try:
        if _tells_itself(_head(path)):
            return None
    except OSError as error:
        return f"không mở được tệp: {_refusal(error)}"
    advice = next((advice for suffixes, advice in _NOT_YET if suffix in suffixes), None)
    return f"chưa đọc được tệp {suffix}, hãy {advice}" if advice else f"không phải tệp văn bản ({suffix})"


def _tells_itself(head: bytes) -> bool:
    """Is this the beginning of a file to read, whatever its name says?

    By content, as scanners and mail programs save `cong-van.dat`, and a name may end in `Số 12.UBND`. Only so much is
    read of each, since folders hold films and backups too. Any table, log or program is text: of text only what reads
    as Vietnamese counts.
    """
    kind = media_type(head)
    if kind != TEXT:
        return kind not in (UNKNOWN, CUT, *UNREAD)
    text = _text(head)
    words = text.split()
    marked = sum(not word.isascii() for word in words)
    return marked >= _MARKED * max(1, len(words)) and quality(text) >= _VIETNAMESE


def _text(head: bytes) -> str:
    """As Unicode, without the last character, which may be cut; empty for other encodings."""
    for cut in range(4):
        part = head[: len(head) - cut]
        if encoding := text_encoding(part):
            return part.decode(encoding)
    return ""


def _head(path: Path) -> bytes:
    with _opened(path) as file:
        return file.read(_HEAD)


def _opened(path: Path) -> BinaryIO:
    """Not waiting for anybody: the file may have become a pipe since it was looked at."""
    return open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK))


def load(path: Path, config: Config) -> Source:
    """Read a file once. Its size is looked at first, and what it is, is told by its content."""
    try:
        data = _read(path, config.max_file_bytes)
    except FileNotFoundError as error:
        raise ExtractionError(f"{path}: there is no such file; check the path") from error
    except PermissionError as error:
        raise ExtractionError(f"{path}: no permission to read this file; change its owner or its mode") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise ExtractionError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if not data:
        raise DamagedFile(f"{path}: the file is empty; get it again from where it came")
    return Source(path=path, data=data, sha256=hashlib.sha256(data).hexdigest(), media_type=media_type(data))


def _read(path: Path, limit: int) -> bytes:
    """All of it, as it was at one moment: a file that is being written gives no half document."""
    _check(path, path.stat(), limit)
    with _opened(path) as file:
        before = os.fstat(file.fileno())
        _check(path, before, limit)
        data = file.read(limit + 1)
    after = path.stat()
    if len(data) > limit:  # it grew meanwhile
        raise _too_large(path, len(data), limit)
    if _state(before) != _state(after) or len(data) != after.st_size:
        raise ExtractionError(f"{path}: changed while it was read; try again when nobody writes to it")
    return data


def _state(status: os.stat_result) -> tuple[int, int, int, int]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _check(path: Path, status: os.stat_result, limit: int) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise UnsupportedFormat(f"{path}: this is a folder; name a file in it")
    if not stat.S_ISREG(status.st_mode):  # reading a pipe or a device may never end
        raise UnsupportedFormat(f"{path}: this is a pipe or a device; save it as a file first")
    if status.st_size > limit:
        raise _too_large(path, status.st_size, limit)


def _too_large(path: Path, size: int, limit: int) -> TooLarge:
    return TooLarge(f"{path}: {size:,} bytes or more, the limit is {limit:,}; split the file")
