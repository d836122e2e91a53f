"""Which organisation a printed name means: "Tỉnh ủy" in a paper from Thái Bình is "Tỉnh ủy Thái Bình".

`vocabulary/organisations.tsv` names the bodies. `{đơn vị}` stands for `tỉnh` or `thành phố`, `{tên}` for the name of
the province, `{Đảng ủy}` for `Tỉnh ủy` or `Thành ủy`, `{Đoàn}` for `Tỉnh đoàn` or `Thành đoàn`. A body without one
is that of the document's own province. Provinces were merged on 2025-07-01 (Nghị quyết 202/2025/QH15), ministries and
their departments on 2025-03-01: the successor is a fact beside the name, never instead of it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .model import Issuer, Organisation
from .vietnamese import UPPER, folded_words, lower
from .vocabulary import body_codes, column, rows

Row = dict[str, str]
_NAME = "{tên}"
_CITY = "thành phố"
_CENTRAL = re.compile("Bộ |Hội đồng (?:Bộ trưởng|Nhà nước)|.*(?:Trung ương|Quốc hội)")
_UNITS = (("tỉnh", "tỉnh"), (_CITY, _CITY), (_CITY, "tp"))  # what a province is, and how that is written


def resolve(printed: str, province: str | None) -> Organisation | None:
    """The organisation that a name means in a document of this province; None where the table has none.

    An office or organ stands for its body: "Bộ trưởng Bộ Y tế" is Bộ Y tế, "Ban Thường vụ Tỉnh ủy" is Tỉnh ủy.
    """
    name = folded_words(printed)
    while True:
        if found := _named(name, province):
            return found
        organ = _organs().match(name)
        if organ is None:
            return None
        name = name[organ.end() :]


def _named(name: str, province: str | None) -> Organisation | None:
    central, local = _names()
    if row := central.get(name):
        return _organisation(row, None)
    shape = name
    if named := _province_in(name):
        province, start = named
        shape = f"{name[:start]}*"
    row, unit = local.get(shape, (None, None))
    if row is None or province is None or unit not in (None, _provinces()[province]["unit"]):
        return None  # "UBND thành phố" in a province is that of a town there
    return _organisation(row, province)


@lru_cache(1_000)
def province_of(*texts: str | None) -> str | None:
    """The province that the first of these texts to name one ends with: of an issuer, its parent, a place."""
    for text in texts:
        if text and (named := _province_in(folded_words(text))):
            return named[0]
    return None


@lru_cache(1_000)
def province_named_in(text: str) -> str | None:
    """The province that a text speaks of (`tỉnh Thái Bình`), if it is just one."""
    named = {_province_names()[name] for name in _provinces_anywhere().findall(folded_words(text))}
    return named.pop() if len(named) == 1 else None


def level_of(issuer: Issuer) -> str | None:
    """The level of a body (`vocabulary/levels.tsv`): as the table of bodies has it, else by the unit that it names."""
    if issuer.organisation:
        return issuer.organisation.level
    return next(filter(None, map(_level_named, filter(None, (issuer.name, issuer.parent)))), None)


def _level_named(name: str) -> str | None:
    """The level of the unit that a name has. Which one `thành phố` is, tells the name that follows it."""
    if (found := _units_named().search(name)) is None:
        return None
    unit = lower(found[0])
    if unit != _CITY:
        return _levels_of_units()[unit]
    town = folded_words(name[found.end() :])
    if not town:
        return None  # `UBND Thành phố` is said of both
    province = _province_names().get(town)
    return "province" if province and _provinces()[province]["unit"] == _CITY else "district"


@lru_cache(1_000)
def is_of_centre(code: str) -> bool | None:
    """Is the body of a number's symbol (`UBND-VX`, `QH15`) one of the whole country? None where the code is unknown."""
    name = body_codes().get(re.split(r"\W", code)[0].rstrip("0123456789"))
    if name is None:
        return None
    return _CENTRAL.match(name) is not None or any(resolve(part.strip(), None) for part in re.split("[;,]", name))


def successor_of(province: str) -> tuple[str, str] | None:
    """The province that took this one over, and since when."""
    row = _provinces()[province]
    return (row["successor"], row["since"]) if row["successor"] else None


def _province_in(name: str) -> tuple[str, int] | None:
    """The province that a name ends with, and where it starts there."""
    found = _province_ends().search(name)
    return (_province_names()[found["place"]], found.start("place")) if found else None


def _organisation(row: Row, province: str | None) -> Organisation:
    name = _written(row["name"], province)
    later, since = _written(row["successor"], province), row["since"]
    if province and (merged := successor_of(province)):
        later, since = _written(row["successor"] or row["name"], merged[0]), since or merged[1]
    return Organisation(name, row["level"], _written(row["parent"], province) or None, later or None, since or None)


def _written(name: str, province: str | None) -> str:
    """A name of the table with the province filled in."""
    if province is None:
        return name
    unit = _provinces()[province]["unit"]
    return _filled(name, unit, unit).replace(_NAME, province)


def _filled(name: str, unit: str, written: str) -> str:
    """A name of the table for a province that is a `tỉnh` or a `thành phố`, its own name still open."""
    head = "Thành" if unit == _CITY else "Tỉnh"
    for placeholder, filling in (("{đơn vị}", written), ("{Đảng ủy}", f"{head} ủy"), ("{Đoàn}", f"{head} đoàn")):
        name = name.replace(placeholder, filling)
    return name


@lru_cache
def _provinces() -> dict[str, Row]:
    return {row["name"]: row for row in rows("provinces")}


@lru_cache
def _province_names() -> dict[str, str]:
    """Usual names of provinces by every folded name."""
    return {
        folded_words(name): row["name"]
        for row in rows("provinces")
        for name in (row["name"], *filter(None, row["aliases"].split("|")))
    }


@lru_cache
def _provinces_anywhere() -> re.Pattern[str]:
    names = sorted(_province_names(), key=lambda name: (-len(name), name))
    units = "|".join(sorted({folded_words(written) for _, written in _UNITS}))
    return re.compile(rf"(?<!\w)(?:{units}) ({'|'.join(names)})(?!\w)")


@lru_cache
def _province_ends() -> re.Pattern[str]:
    names = sorted(_province_names(), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?P<place>{'|'.join(names)})$")


@lru_cache
def _levels_of_units() -> dict[str, str]:
    return {unit: row["level"] for row in rows("levels") for unit in filter(None, row["units"].split("|"))}


@lru_cache
def _units_named() -> re.Pattern[str]:
    """A unit with its name, or that ends the name of the body: `xã Hòa Tiến`, not `Bảo hiểm Xã hội`."""
    units = "|".join(rf"(?i:{unit})" for unit in (*_levels_of_units(), _CITY))
    return re.compile(rf"(?<!\w)(?:{units})(?=\s+(?!(?i:hội)(?!\w))[{UPPER}\d]|\s*$)")


@lru_cache
def _organs() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(folded_words, column('organs')))})\s+(?:cua\s+)?(?=\w)")


@lru_cache
def _names() -> tuple[dict[str, Row], dict[str, tuple[Row, str | None]]]:
    """Rows by folded name or alias: of the centre, and of the provinces, there with `*` for the province's name and
    the unit (`tỉnh`, `thành phố`) that the form speaks of, if any."""
    central: dict[str, Row] = {}
    local: dict[str, tuple[Row, str | None]] = {}
    for row in rows("organisations"):
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            if row["level"] == "central":
                central.setdefault(folded_words(name), row)
                continue
            for unit, written in _UNITS:
                filled = _filled(name, unit, written)
                shape = folded_words(filled.removesuffix(_NAME)) + (" *" if filled.endswith(_NAME) else "")
                local.setdefault(shape, (row, unit if filled != name else None))
    return central, local
