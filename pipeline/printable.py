"""Names of files as text that can be printed and stored."""

from __future__ import annotations

from pathlib import Path


def printable(name: str | Path) -> str:
    """The name with those of its bytes written out that are not UTF-8: `c\\xf4ng v\\xe3n.txt`."""
    return str(name).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
