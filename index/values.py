"""What the value of a field in a query means: a number, words, a kind, days."""

from __future__ import annotations

import calendar
import re
from functools import lru_cache

from ..pipeline import symbol
from ..pipeline.errors import InvalidQuery
from ..pipeline.model import Relation
from ..pipeline.vietnamese import folded_words
from ..pipeline.vocabulary import kind_codes, kind_names, rows
from .query import Area, Dated, Has, Leaf, Property, Within, date_number, reference

_AREAS = {
    "title": Area.TITLE,
    "issuer": Area.ISSUER,
    "signer": Area.SIGNER,
    "place": Area.PLACE,
    "target": Area.TARGET,
    "recipient": Area.RECIPIENT,
}
_RELATIONS = frozenset(relation.value for relation in Relation)
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_PRINTED_DATE = re.compile(r"(?:(\d{1,2})/)?(\d{1,2})/(\d{4})")
_YEARS = re.compile(r"(\d{4})\s*[-–]\s*(\d{4})")
_FIRST_DAY, _LAST_DAY = 0, 9999_99_99


def is_number(field: str) -> bool:
    """Is the value of this field the number of a document?"""
    return field == "number" or field in _RELATIONS


def leaf(field: str, value: str, quoted: bool, where: str) -> Leaf:
    """The leaf of a field with a value; `where` starts the message of the `InvalidQuery` that it may raise."""
    if field == "date":
        return _dates(value, where)
    if not folded_words(value):
        raise InvalidQuery(f"{where} needs a word or number after it")
    if field in _AREAS:
        return Within(_AREAS[field], tuple(folded_words(value).split()), quoted)
    return Has(*_property(field, value, where))


def _property(field: str, value: str, where: str) -> tuple[Property, str]:
    if field in _RELATIONS:
        return Property.REFERENCE, reference(field, _named(value))
    match field:
        case "number":
            compact = symbol.compact(value)
            return (Property.SERIAL if compact.isdigit() else Property.NUMBER), compact
        case "kind":
            return Property.KIND, _kind(value, where)
        case _:
            return Property.LEVEL, _level(value, where)


def _named(name: str) -> str:
    """A document as another names it: its number as `symbol.compact`, the name of a law folded."""
    return symbol.compact(name) if any(map(str.isdigit, name)) else folded_words(name)


def _kind(value: str, where: str) -> str:
    key = folded_words(value)
    if key not in _kinds():
        raise InvalidQuery(f"{where} is no kind of document: give one as 'Kế hoạch' or KH")
    return key


@lru_cache
def _kinds() -> frozenset[str]:
    return frozenset(folded_words(name) for name in (*kind_names(), *kind_codes()))


def _level(value: str, where: str) -> str:
    levels = {folded_words(name): row["level"] for row in rows("levels") for name in row["names"].split("|")}
    if (key := folded_words(value)) not in levels:
        raise InvalidQuery(
            f"{where} is no level: give one of {', '.join(row['names'].split('|')[0] for row in rows('levels'))}"
        )
    return levels[key]


def _dates(value: str, where: str) -> Dated:
    """`2022`, `17/5/2022`, `2022..2023-06`, `2022..`, `..6/2023`, `2022-2024`."""
    if years := _YEARS.fullmatch(value.strip()):
        first, last = years.groups()
    elif ".." in value:
        first, last = value.split("..", 1)
    else:
        first = last = value
    if not (first.strip() or last.strip()):
        raise InvalidQuery(f"{where} needs a day, month or year after it")
    return dated(first.strip() or None, last.strip() or None, (where, where))


def dated(first: str | None, last: str | None, where: tuple[str, str]) -> Dated:
    """Issued from `first` to `last`, each a day, month or year, both included; None is open."""
    low = date_number(_iso(where[0], first), "0") if first is not None else _FIRST_DAY
    high = date_number(_iso(where[1], last), "9") if last is not None else _LAST_DAY
    if low > high:
        raise InvalidQuery(f"{where[0]}: {first} is after {last}")
    return Dated(low, high)


def _iso(where: str, text: str) -> str:
    """`2022`, `2022-05`, `2022-05-17`, `17/5/2022`, `5/2022` in ISO."""
    if match := _DATE.fullmatch(text.strip()):
        year, month, day = match.groups()
    elif match := _PRINTED_DATE.fullmatch(text.strip()):
        day, month, year = match.groups()
    else:
        raise InvalidQuery(f"{where}: {text!r} is no date: write 2022, 2022-05, 2022-05-17 or 17/5/2022")
    if not _exists(int(year), int(month or 1), int(day or 1)):
        raise InvalidQuery(f"{where}: {text!r} is not in the calendar")
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])


def _exists(year: int, month: int, day: int) -> bool:
    return year >= 1 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
