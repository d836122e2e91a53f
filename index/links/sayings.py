"""What mentions say of what they cite, counted: a stub is called as most of them call it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from ...pipeline import symbol
from ...pipeline.organisation import province_named_in, province_of
from ..database import Database
from . import families

# What mentions say of a document, in the order of their columns; the date where the number alone decides.
FIELDS = ("number", "law", "date", "kind", "issuer", "title")
# The province that a value speaks of.
_SPEAKS_OF = {"issuer": lru_cache(100_000)(province_of), "title": lru_cache(100_000)(province_named_in)}
_LOOKED_AT = 20  # values that are said most

Group = tuple[str, str]  # a family, and the date that its documents are told apart by


class Sayings:
    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self, group: Group, name: str, value: str, times: int) -> bool:
        """Count a value in, or out. Is something else said most often now?"""
        now = self._database.all(
            """INSERT INTO said VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT DO UPDATE SET times = times + ?5 RETURNING times""",
            *group,
            name,
            value,
            times,
        )[0][0]
        if now == 0:
            self._database.execute(
                "DELETE FROM said WHERE family = ? AND date = ? AND field = ? AND value = ?", *group, name, value
            )
        most = self._most_said(*group, name, 2)
        other = next((_rank(name, count, said) for said, count in most if said != value), None)
        was, is_ = (count > 0 and (other is None or _rank(name, count, value) < other) for count in (now - times, now))
        return bool(was != is_)

    def called(self, family: str, date: str, places: Iterable[str]) -> dict[str, tuple[str | None, ...]]:
        """Number, compact number, kind, date, issuer, title and law of what is cited: what most mentions say; in each
        of these provinces, but for what speaks of another one."""
        most = {name: self._most_said(family, date, name, _LOOKED_AT if name in _SPEAKS_OF else 1) for name in FIELDS}
        return {
            place: _called(family, date, {name: _first(name, most[name], place) for name in FIELDS}) for place in places
        }

    def _most_said(self, family: str, date: str, name: str, limit: int) -> list[tuple[str, int]]:
        return self._database.all(
            f"""SELECT value, times FROM said WHERE family = ? AND date = ? AND field = ?
            ORDER BY times DESC, length(value) {"" if name == "title" else "DESC"}, value LIMIT ?""",
            family,
            date,
            name,
            limit,
        )


def _called(family: str, date: str, said: dict[str, str | None]) -> tuple[str | None, ...]:
    number = said["number"]
    issued = said["date"] or date or families.year_of(number)
    compact = number and symbol.compact(number)
    return number, compact, said["kind"], issued, said["issuer"], said["law"] or said["title"], said["law"]


def _first(name: str, most: Iterable[tuple[str, int]], place: str) -> str | None:
    speaks_of = _SPEAKS_OF.get(name) if place else None
    return next((value for value, _ in most if speaks_of is None or speaks_of(value) in (None, place)), None)


def _rank(name: str, times: int, value: str) -> tuple[int, int, str]:
    """What is said most comes first, of what is said as often the longest; titles run over their end more often."""
    return -times, len(value) if name == "title" else -len(value), value
