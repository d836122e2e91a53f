"""Stamps on a sheet, found by shape and colour: the boxed ĐẾN stamp, urgency stamps."""

from __future__ import annotations

from dataclasses import dataclass

from ...pipeline.model import StampKind
from .line import Rect
from .sheet import Sheet


@dataclass(frozen=True, slots=True)
class Mark:
    """A stamp or seal on the sheet, in its pixels."""

    kind: StampKind
    rect: Rect


def find(sheet: Sheet) -> tuple[Mark, ...]:
    """Stamps and seals of a sheet, from top to bottom."""
    return ()
