"""Families: the documents and mentions among which it is decided who is meant by a mention.

Those of one number are a family, and so are those of one law's name. A number without its symbol (`Kết luận số 03`) has
a family for each kind and date. A document is in the family of its number, and answers to the others as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ...pipeline import symbol
from ...pipeline.identity import same_number
from ...pipeline.model import Record
from ...pipeline.organisation import is_of_centre
from ...pipeline.vietnamese import folded_words
from ...pipeline.vocabulary import kinds_cited_by_name
from ..mentions import Naming

FULL_DATE = len("2022-02-11")
_YEAR = len("2022")
_SYMBOL = re.compile(r"[^\W\d_]{2}")
_SERIAL = re.compile(r"\d+[^\W\d_]?(?![^\W\d_])")
_OF_STATE = re.compile(r"\d+[^\W\d_]?/")


def of_naming(naming: Naming, paper: str) -> str:
    """The family of those that are named like this in the document `paper`."""
    if naming.canonical is None:
        return naming.name_key or ""
    number = same_number(naming.canonical)
    if _SYMBOL.search(number):
        return number
    # `Quy trình số 01` is said of as many as there are papers.
    of_whom = naming.body or ("" if _is_whole(naming.date) else paper)
    return _bare(number, naming.kind, naming.date, of_whom)


def of_number(canonical: str) -> str:
    return same_number(canonical)


def answered_by(number: str | None, kind: str | None, date: str | None, law: str | None) -> Iterator[str]:
    """The other families that a document answers to: of its number without symbol, of its name if it is a law."""
    if number and kind and _is_whole(date) and (serial := _SERIAL.match(same_number(number))):
        yield _bare(serial[0], kind, date, "")
    if law:
        yield folded_words(law)


def law_of(record: Record) -> str | None:
    """The name of a law, as others cite it; None of what is none."""
    kind, title = record.kind, record.title
    if kind is None or title is None or kind.name not in kinds_cited_by_name():
        return None
    return title if folded_words(title).startswith(folded_words(kind.name)) else f"{kind.name} {title}"


@lru_cache(100_000)
def telling(family: str) -> int:
    """How much of a date tells the documents of a family apart, in characters of `2022-02-11`.

    State numbers of one body run through a year, so within it another date is a misprint: one year tells those of a
    body of the centre apart, nothing those that have their year in the number. A local body's symbol is that of many
    bodies, a Party number comes again with each term of office. Of one name there is no second law in a year.
    """
    if not family[:1].isdigit():
        return _YEAR
    number = symbol.parse(family) if _OF_STATE.match(family) else None
    if number is None or not is_of_centre(number.body_code or ""):
        return FULL_DATE
    return 0 if number.year else _YEAR


def is_date_of(family: str, date: str) -> bool:
    """Does this date say more than the family does, and can it be true? Not in another year than that of the number."""
    told = telling(family)
    return told < FULL_DATE and date.startswith((year_of(family) or "") if not told else "")


def year_of(number: str | None) -> str | None:
    """The year that a number has in it."""
    parsed = symbol.parse(number) if number else None
    return str(parsed.year) if parsed and parsed.year else None


def _is_whole(date: str | None) -> bool:
    return date is not None and len(date) == FULL_DATE


def _bare(serial: str, kind: str | None, date: str | None, of_whom: str) -> str:
    """Of a number without symbol: `3 ket luan 2022-01-18`; without a day also whose it is."""
    told = date if date and _is_whole(date) else folded_words(of_whom)
    return f"{serial} {folded_words(kind or '')} {told}".rstrip()
