"""The originals as they arrived, kept under the SHA-256 of their content."""

from __future__ import annotations

import os
from pathlib import Path

from ..pipeline.errors import ArchiveError


def path_of(folder: Path, sha256: str) -> Path:
    """Where the original of this content is, or would be."""
    return folder / sha256[:2] / sha256


def store(folder: Path, data: bytes, sha256: str) -> None:
    """Keep the bytes: on disk when this returns, and complete or not there at all whatever happens meanwhile."""
    path = path_of(folder, sha256)
    if path.exists():
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, data)
        _sync(path.parent)
        _sync(folder)
    except OSError as error:
        raise ArchiveError(f"cannot keep an original in {folder}: {error.strerror}; free space or rights") from error


def _write(path: Path, data: bytes) -> None:
    arriving = path.with_name(f".arriving-{os.getpid()}-{path.name}")
    try:
        with arriving.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        arriving.replace(path)
    finally:
        arriving.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    """A rename is lasting once its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
