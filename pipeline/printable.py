"""Names of files as text that can be printed and stored."""

from __future__ import annotations

import re
from pathlib import Path

# Control characters, which break lines or command the terminal; marks that turn the direction of writing, by which
# `exe.pdf` can be made to look like `fdp.exe`; halves of characters, as which Python takes bytes that are not UTF-8.
_UNPRINTABLE = re.compile("[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_ESCAPED_BYTES = range(0xDC80, 0xDD00)


def printable(name: str | Path) -> str:
    """The name with all that cannot be printed as it is written out: `c\\xf4ng v\\xe3n.txt`, `a\\nb.pdf`."""
    return _UNPRINTABLE.sub(_written_out, str(name))


def _written_out(found: re.Match[str]) -> str:
    character = found.group()
    if ord(character) in _ESCAPED_BYTES:
        return f"\\x{ord(character) & 0xFF:02x}"
    return character.encode("unicode_escape").decode("ascii")
