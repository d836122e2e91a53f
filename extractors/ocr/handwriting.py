"""Figures filled in by hand: kept only where both readers see the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from . import recogniser
from .line import Line, Token
from .sheet import Pixels

_UNKNOWN = "…"
_PAD = 0.2  # of the height of a line
_SURE = 0.9


def confirmed(lines: Sequence[Line], pixels: Pixels) -> tuple[Line, ...]:
    """The lines with `…` for figures that the second reader does not see as the first one does."""
    return tuple(line if _is_confirmed(line, pixels) else _without_figures(line) for line in lines)


def _is_confirmed(line: Line, pixels: Pixels) -> bool:
    figures = _figures(line.text)
    if not figures:
        return True
    left, top, right, bottom = line.rect
    pad = round((bottom - top) * _PAD)
    seen = recogniser.read(pixels[max(0, top - pad) : bottom + pad, max(0, left - pad) : right + pad])
    sure = all(c >= _SURE for character, c in zip(seen.text, seen.confidences, strict=True) if character.isdigit())
    return sure and _figures(seen.text) == figures


def _figures(text: str) -> list[str]:
    """Groups of figures; where a stroke parts them it must be seen as one."""
    return "".join(character if character.isdigit() else " " for character in text).split()


def _without_figures(line: Line) -> Line:
    return Line(tuple(map(_hidden, line.tokens)), line.starts)


def _hidden(token: Token) -> Token:
    return replace(token, text=_UNKNOWN) if any(map(str.isdigit, token.text)) else token
