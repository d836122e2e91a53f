"""A row of a table as a line of text: `| cell | cell |`."""

from __future__ import annotations

from collections.abc import Iterable

BAR = "|"
_BROKEN_BAR = "¦"


def as_row(cells: Iterable[str]) -> str:
    """The cells of a row, each on one line."""
    return f"{BAR} {f' {BAR} '.join(' '.join(barless(cell).split()) for cell in cells)} {BAR}"


def barless(text: str) -> str:
    """The text with `¦` for each bar, where that would end the cell."""
    return text.replace(BAR, _BROKEN_BAR)
