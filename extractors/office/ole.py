"""OLE compound files, in which Office keeps what it wrote until 2007, and what it encrypts still."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # of a chain: this number and those above are no sectors
_ENTRY = 128  # bytes of an entry in the directory
_ENCRYPTED = 0x0100  # of the flags of a Word document (fEncrypted in [MS-DOC] 2.5.2)
_FLAGS = 10  # where they stand in the stream


@dataclass(frozen=True, slots=True)
class Compound:
    """The streams of a file, by name the number of their first sector."""

    data: bytes
    size: int  # of a sector
    streams: dict[str, int]

    @property
    def is_encrypted_word(self) -> bool:
        """Does the Word document in it ask for a password? Its stream is never a short one, so it has own sectors."""
        start = self.streams.get("WordDocument")
        head = _sector(self.data, self.size, start)[: _FLAGS + 2] if start is not None else b""
        return len(head) == _FLAGS + 2 and bool(struct.unpack_from("<H", head, _FLAGS)[0] & _ENCRYPTED)


def read(data: bytes) -> Compound | None:
    """The directory of a compound file; None for what is none. A damaged one has the streams that can be found."""
    if not data.startswith(MAGIC) or len(data) < 512:
        return None
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        return None
    size = 1 << shift
    streams: dict[str, int] = {}
    for sector in _chain(data, size, struct.unpack_from("<I", data, 48)[0]):
        block = _sector(data, size, sector)
        for at in range(0, len(block) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", block, at + 64)
            if kind and 2 <= length <= 64:
                name = block[at : at + length - 2].decode("utf-16-le", "replace")
                streams.setdefault(name, struct.unpack_from("<I", block, at + 116)[0])
    return Compound(data, size, streams)


def _sector(data: bytes, size: int, number: int) -> bytes:
    return data[(number + 1) * size : (number + 2) * size]


def _chain(data: bytes, size: int, start: int) -> Iterator[int]:
    """The sectors that follow `start`, each once: a damaged table may lead in a circle."""
    tables = list(_tables(data, size))
    each = size // 4
    seen: set[int] = set()
    while start < _END and start not in seen and start // each < len(tables):
        seen.add(start)
        yield start
        table = _sector(data, size, tables[start // each])
        if len(table) < size:
            return
        start = struct.unpack_from("<I", table, 4 * (start % each))[0]


def _tables(data: bytes, size: int) -> Iterator[int]:
    """The sectors that hold the table of sectors: the header names 109 of them, a chain the others."""
    yield from (number for number in struct.unpack_from("<109I", data, 76) if number < _END)
    more, seen = struct.unpack_from("<I", data, 68)[0], set[int]()
    while more < _END and more not in seen:
        seen.add(more)
        block = _sector(data, size, more)
        if len(block) < size:
            return
        *numbers, more = struct.unpack(f"<{size // 4}I", block)
        yield from (number for number in numbers if number < _END)
