"""What the value of a field in a query means: a number, words, a kind, days."""

from __future__ import annotations

import calendar
import re
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ...pipeline import symbol
from ...pipeline.errors import InvalidQuery
from ...pipeline.model import Relation
from ...pipeline.vietnamese import WORD, exact, fold, folded_words
from ...pipeline.vocabulary import kind_codes, kind_names, rows
from ..fields import FIRST_DAY, LAST_DAY, date_number
from . import numbers
from .tree import Area, Dated, Form, Has, Leaf, Property, Through, Within, reference

_AREAS = {
    "title": Area.TITLE,
    "issuer": Area.ISSUER,
    "signer": Area.SIGNER,
    "place": Area.PLACE,
    "target": Area.TARGET,
    "recipient": Area.RECIPIENT,
}
_RELATIONS = frozenset(relation.value for relation in Relation)
_DATE = re.compile(r"(?:nam )?(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_PRINTED_DATE = re.compile(r"(?:ngay )?(?:(\d{1,2})[/.-])?(?:thang )?(\d{1,2})[/.-](\d{4})")
_SPELLED_DATE = re.compile(r"(?:(?:ngay )?(\d{1,2}) )?thang (\d{1,2}) nam (\d{4})")
_UP_TO = tuple(map(re.compile, (r"\s*(?:\.\.+|…)\s*", r"\s+(?:[-–]|đến|den)\s+", r"[-–]")))
_ONE_DATE = (
    r"(?:(?:(?:ngay )?\d{1,2} )?thang \d{1,2} nam \d{4}"
    r"|\d{1,2}/\d{1,2}/\d{4}|\d{1,2}-\d{1,2}-\d{4}|(?:thang )?\d{1,2}/\d{4}"
    r"|\d{4}-\d{1,2}(?:-\d{1,2})?(?!\d)|\d+(?:[/.-]\d+){0,2})"
)
_BARE_DATES = re.compile(
    rf"(?:{_ONE_DATE}(?:(?:\.\.|…| (?:\.\.|…|-) |-(?=\d))(?:{_ONE_DATE})?)?|(?:\.\.|…){_ONE_DATE})(?![^\W_])"
)
_SHOWN = 40  # characters of a value that is quoted in a message
_LONGEST_DATES = 80  # characters: two days in words
_BARE = re.compile(r"[^\s()\"“”„‟]*")
_WORDS = re.compile(r"[^\W_]+(?:[\s/._-]{1,3}[^\W_]+){0,9}")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the language; `where` it was named starts the message of an `InvalidQuery`, `at` is its character."""

    name: str
    where: str
    at: int | None = None  # of an option
    through: bool = False  # also what is reached through other documents: `thực_hiện+:`

    def refusal(self, message: str) -> InvalidQuery:
        """The error of a value that does not fit."""
        return InvalidQuery(f"{self.where}{message}", self.at)


def is_number(field: str) -> bool:
    """Is the value of this field the number of a document?"""
    return field == "number" or field in _RELATIONS


def bare_end(field: Field, text: str, start: int) -> int:
    """Where a value without quotes ends: a number, kind or date may have blanks in it, anything else is one word."""
    bare = _BARE.match(text, start)
    end = bare.end() if bare else start
    if field.name == "date":
        found = _BARE_DATES.match(fold(text[start : start + _LONGEST_DATES]))
        return start + found.end() if found else end
    if is_number(field.name):
        longest = _longest(text, start, lambda value: number(value) is not None)
        if longest is None and end > start and not any(map(str.isdigit, text[start:end])):
            wanted = "a number" if field.name == "number" else "a number, or a name in quotes,"
            raise field.refusal(f" needs {wanted} after it")
        return longest or end
    known = {"kind": _kinds(), "level": _levels()}.get(field.name, {})
    return _longest(text, start, lambda value: folded_words(value) in known) or end


def _longest(text: str, start: int, fits: Callable[[str], bool]) -> int | None:
    """The end of the longest run of words that fits."""
    run = _WORDS.match(text, start)
    ends = [word.end() for word in WORD.finditer(text, start, run.end())] if run else []
    return next((end for end in reversed(ends) if fits(text[start:end])), None)


def leaf(field: Field, value: str, quoted: bool) -> Leaf:
    """The leaf of a field with a value. Raises `InvalidQuery`."""
    if field.through and field.name not in _RELATIONS:
        raise field.refusal(" takes no +: it is for what documents say of each other, as căn_cứ+: and thực_hiện+:")
    if field.name == "date":
        return _dates(value, field)
    words = tuple(folded_words(value).split())
    if not words:
        raise field.refusal(" needs a word or number after it")
    if field.name in _AREAS:
        return Within(_AREAS[field.name], words, quoted)
    if field.name in _RELATIONS:
        return _related(value, field)
    match field.name:
        case "number":
            return _numbered(value, field)
        case "kind":
            return Has(Property.KIND, _chosen(_kinds(), value, field, "kind of document", "Kế hoạch or KH"))
        case _:
            names = ", ".join(row["names"].split("|")[0] for row in rows("levels"))
            return Has(Property.LEVEL, _chosen(_levels(), value, field, "level", names))


def _related(value: str, field: Field) -> Leaf:
    if value.strip().isdigit():
        raise field.refusal(f" {value.strip()} may be of any kind: write NQ 02 or 02-NQ/TW")
    target = _named(value)
    return Through(field.name, target) if field.through else Has(Property.REFERENCE, reference(field.name, target))


def number(text: str) -> str | None:
    """The number that a text as a whole is: `02-NQ/TW`, `2 nq tw`, `Nghị quyết số 02`; None if it is none."""
    words = tuple(exact(text[found.start() : found.end()]) for found in WORD.finditer(text))
    for run in numbers.runs(words):
        if (run.start, run.end) == (0, len(words)) and run.form is not Form.UNSURE:
            return run.compact
    return None


def _numbered(value: str, field: Field) -> Has:
    if not any(map(str.isdigit, value)):
        raise field.refusal(" needs a number after it, as 39/KH-CĐYT or 39")
    compact = number(value) or symbol.compact(value)
    return Has(Property.SERIAL if compact.isdigit() else Property.NUMBER, compact)


def _named(name: str) -> str:
    """A document as another names it: its number as `symbol.compact`, the name of a law folded."""
    return number(name) or (symbol.compact(name) if any(map(str.isdigit, name)) else folded_words(name))


def _chosen(known: Mapping[str, str], value: str, field: Field, what: str, examples: str) -> str:
    if (key := folded_words(value)) not in known:
        raise field.refusal(f": {_shown(value)} is no {what}: give one as {examples}")
    return known[key]


@lru_cache
def _kinds() -> dict[str, str]:
    return {folded_words(name): folded_words(name) for name in (*kind_names(), *kind_codes())}


@lru_cache
def _levels() -> dict[str, str]:
    return {folded_words(name): row["level"] for row in rows("levels") for name in row["names"].split("|")}


def _dates(value: str, field: Field) -> Dated:
    """`2022`, `17/5/2022`, `2022..2023-06`, `2022..`, `..6/2023`, `2022-2024`."""
    value = value.strip()
    if not value.strip(". …–-"):
        raise field.refusal(" needs a day, month or year after it")
    first, last = _ends(value)
    return dated(first or None, last or None, (field, field))


def _ends(value: str) -> tuple[str, str]:
    if _parts(value):
        return value, value
    for up_to in _UP_TO:
        if len(ends := up_to.split(value, 1)) > 1:
            return ends[0], ends[1]
    return value, value


def dated(first: str | None, last: str | None, fields: tuple[Field, Field]) -> Dated:
    """Issued from `first` to `last`, each a day, month or year, both included; None is open."""
    low = date_number(_iso(fields[0], first), "0") if first is not None else FIRST_DAY
    high = date_number(_iso(fields[1], last), "9") if last is not None else LAST_DAY
    if low > high:
        raise fields[0].refusal(f": {_shown(first or '')} is after {_shown(last or '')}")
    return Dated(low, high)


def _iso(field: Field, text: str) -> str:
    """`2022`, `2022-05`, `2022-05-17`, `17/5/2022`, `5/2022`, `17 tháng 5 năm 2022` in ISO."""
    if (parts := _parts(text)) is None:
        raise field.refusal(f": {_shown(text)} is no date: write 2022, 2022-05, 2022-05-17 or 17/5/2022")
    year, month, day = parts
    if not _exists(int(year), int(month or 1), int(day or 1)):
        raise field.refusal(f": {_shown(text)} is not in the calendar")
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])


def _parts(text: str) -> tuple[str, str | None, str | None] | None:
    """Year, month and day of a date as it is written."""
    text = " ".join(fold(text).split())
    if match := _DATE.fullmatch(text):
        return match[1], match[2], match[3]
    if match := _PRINTED_DATE.fullmatch(text) or _SPELLED_DATE.fullmatch(text):
        return match[3], match[2], match[1]
    return None


def _shown(value: str) -> str:
    return repr(textwrap.shorten(value, _SHOWN, placeholder="…") or value[:_SHOWN])


def _exists(year: int, month: int, day: int) -> bool:
    return year >= 1 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
