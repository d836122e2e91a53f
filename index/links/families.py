"""Families: the documents and mentions among which it is decided who is meant by a mention.

Those of one number are a family, and so are those of one law's name. A number without its symbol (`Kết luận số 03`) has
a family for each kind and date. A document is in the family of its number, and answers to the others as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...pipeline import symbol
from ...pipeline.identity import same_number
from ...pipeline.model import Record
from ...pipeline.organisation import is_of_centre
from ...pipeline.vietnamese import folded_words
from ...pipeline.vocabulary import kinds_cited_by_name
from ..mentions import Naming

FULL_DATE = len("2022-02-11")
_SYMBOL = re.compile(r"[^\W\d_]{2}")
_SERIAL = re.compile(r"\d+[^\W\d_]?(?![^\W\d_])")
_LEGAL = re.compile(r"\d+[^\W\d_]?/(?:19|20)\d\d/")


def of_naming(naming: Naming) -> str:
    """The family of those that are named like this."""
    if naming.canonical is None:
        return naming.name_key or ""
    number = same_number(naming.canonical)
    return number if _has_symbol(number) else _bare(number, naming.kind, naming.date or "")


def of_number(canonical: str) -> str:
    return same_number(canonical)


def answered_by(number: str | None, kind: str | None, date: str | None, law: str | None) -> Iterator[str]:
    """The other families that a document answers to: of its number without symbol, of its name if it is a law."""
    if number and kind and date and len(date) == FULL_DATE and (serial := _SERIAL.match(same_number(number))):
        yield _bare(serial[0], kind, date)
    if law:
        yield folded_words(law)


def law_of(record: Record) -> str | None:
    """The name of a law, as others cite it; None of what is none."""
    kind, title = record.kind, record.title
    if kind is None or title is None or kind.name not in kinds_cited_by_name():
        return None
    return title if folded_words(title).startswith(folded_words(kind.name)) else f"{kind.name} {title}"


def is_one_document(family: str) -> bool:
    """Does the number alone say which document is meant? That of a law or a decree of the centre has its year in it."""
    number = symbol.parse(family) if _LEGAL.match(family) else None
    return number is not None and number.body_code is not None and bool(is_of_centre(number.body_code))


def _has_symbol(number: str) -> bool:
    return bool(_SYMBOL.search(number))


def _bare(serial: str, kind: str | None, date: str) -> str:
    """Of a number without symbol: `3 ket luan 2022-01-18`. Without a day it is like no other."""
    return f"{serial} {folded_words(kind or '')} {date if len(date) == FULL_DATE else ''}".rstrip()
