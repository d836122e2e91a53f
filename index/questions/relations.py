"""Relations by the names that people call them: those of the query language's fields."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from ...pipeline.errors import InvalidQuery
from ...pipeline.model import Relation
from ...pipeline.vietnamese import folded_words
from ...pipeline.vocabulary import rows


def chosen(names: Iterable[str]) -> tuple[str, ...] | None:
    """The relations of these names (`thực_hiện`, `thuc hien`, `implements`); None, which is any, for no names.

    Raises `InvalidQuery` for a name that is none.
    """
    return tuple(dict.fromkeys(map(_relation, names))) or None


def _relation(name: str) -> str:
    if found := _names().get(_plain(name)):
        return found
    known = ", ".join(row["names"].split()[0] for row in _rows())
    raise InvalidQuery(f"--relation: {name!r} is no relation: give one of {known}")


def _plain(name: str) -> str:
    return folded_words(name.replace("_", " ")).replace(" ", "")


@lru_cache
def _names() -> dict[str, str]:
    return {_plain(name): row["field"] for row in _rows() for name in row["names"].split()}


def _rows() -> list[dict[str, str]]:
    return [row for row in rows("query_fields") if row["field"] in set(Relation)]
