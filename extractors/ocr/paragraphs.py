"""Which lines begin a paragraph. Tesseract takes an indented paragraph of one line for the rest of the one above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from .line import Line

_STEP = 1.12  # of the usual step from line to line: more is a gap
_AT_THE_MARGIN = 0.5  # heights of a line: more is an indent
_FULL = 2.5  # heights of a line that a full one may end before the margin


def joined(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines; one that stands flush left, without a gap, below a full one does not begin a paragraph."""
    inner = [(above, line) for above, line in pairwise(lines) if not line.starts]
    if not inner:
        return tuple(lines)
    step = median(_top(line) - _top(above) for above, line in inner)
    left = median(line.rect[0] for _, line in inner)
    right = median(above.rect[2] for above, _ in inner)
    height = median(line.rect[3] - line.rect[1] for _, line in inner)

    def goes_on(above: Line, line: Line) -> bool:
        return (
            0 < _top(line) - _top(above) <= _STEP * step
            and abs(line.rect[0] - left) <= _AT_THE_MARGIN * height
            and abs(above.rect[2] - right) <= _FULL * height
        )

    def decided() -> Iterator[Line]:
        yield lines[0]
        for above, line in pairwise(lines):
            yield Line(line.tokens, line.starts and not goes_on(above, line))

    return tuple(decided())


def _top(line: Line) -> float:
    """Where most of its words begin: a scrap or a capital with a mark may reach higher."""
    return median(token.rect[1] for token in line.tokens)
