"""Words the rules know, as data: kinds, codes, bodies, triggers, laws, units. One table a file, read once."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files


@lru_cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """The rows of `<table>.tsv`, missing cells as empty strings."""
    with files(__name__).joinpath(f"{table}.tsv").open(encoding="utf-8") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
        return tuple({name: (value or "").strip() for name, value in row.items() if name} for row in reader)


@lru_cache
def column(table: str) -> tuple[str, ...]:
    """The first column of a table, longest entry first: the order in which alternatives must be tried."""
    found = rows(table)
    first = next(iter(found[0]))
    return tuple(sorted((row[first] for row in found), key=lambda entry: (-len(entry), entry)))


@lru_cache
def kind_codes() -> dict[str, tuple[str, ...]]:
    """Names of kinds by abbreviation, the usual one first: `QĐ` → (Quyết định, Quy định)."""
    codes: dict[str, tuple[str, ...]] = {}
    for row in rows("kinds"):
        for code in row["codes"].split():
            codes[code] = (*codes.get(code, ()), row["name"])
    return codes


@lru_cache
def kind_names() -> dict[str, str | None]:
    """Abbreviation of every kind by its name."""
    return {row["name"]: next(iter(row["codes"].split()), None) for row in rows("kinds")}


@lru_cache
def kind_bodies() -> dict[str, tuple[str, ...]]:
    """The only bodies that issue a kind, by its abbreviation: a decree is the Government's."""
    return {
        code: tuple(row["bodies"].split()) for row in rows("kinds") if row["bodies"] for code in row["codes"].split()
    }


@lru_cache
def body_codes() -> dict[str, str]:
    """Names of issuing bodies by abbreviation."""
    return {row["code"]: row["body"] for row in rows("codes")}


@lru_cache
def kinds_cited_by_name() -> frozenset[str]:
    """Laws, codes, ordinances and the constitution."""
    return frozenset(row["name"] for row in rows("kinds") if row["note"].endswith("cited by name"))
