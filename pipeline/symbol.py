"""Document numbers (số, ký hiệu): find them in a text, clean them, fold them for look-up."""

from __future__ import annotations

from .model import Number


def find(view: str) -> tuple[Number, ...]:
    """Every document number in the text, in order."""
    raise NotImplementedError


def parse(text: str) -> Number | None:
    """The number that `text` as a whole is, in any spelling a printed document uses; None if it is none."""
    raise NotImplementedError


def key(canonical: str) -> str:
    """The look-up form: folded, no leading zero, one separator: `02-NQ/TW` → `2-nq-tw`."""
    raise NotImplementedError


def compact(text: str) -> str:
    """A number as typed by someone in a hurry, all separators dropped: `02nqtw`, `02 NQ-TW` → `2nqtw`."""
    raise NotImplementedError
