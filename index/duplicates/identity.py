"""How far number, date and issuer of two documents agree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from operator import eq

from rapidfuzz.distance import Levenshtein

from ...pipeline.identity import contradict, same_number
from ...pipeline.model import Number, Record
from ...pipeline.organisation import province_of, resolve
from ...pipeline.vietnamese import fold, folded_words, is_folded_syllable
from ...pipeline.vocabulary import body_codes, kind_codes
from .alignment import other_figures

_NAME = 2  # words: most units have names of so many, and end the name of their body
_SIGNS = re.compile(r"[-.]")  # within a symbol: where they are lost or stray, its letters tell
_YEAR = re.compile(r"(?:19|20)\d\d")
_HARMED = 0.4  # of the characters of a name or symbol may be misread


class Agreement(StrEnum):
    SAME = "same"
    OPEN = "open"  # one is not known, or not to the day
    HARMED = "harmed"  # noise may have made one of the other
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Identity:
    number: Agreement
    date: Agreement
    issuer: Agreement

    @property
    def fields(self) -> tuple[Agreement, ...]:
        return self.number, self.date, self.issuer

    @property
    def same(self) -> bool:
        """Number and date agree, and nothing speaks against one issuer."""
        return self.number is self.date is Agreement.SAME and self.issuer is not Agreement.OTHER


def compare(here: Record, there: Record) -> Identity:
    return Identity(_numbers(here, there), _dates(here, there), _issuers(here, there))


def _numbers(here: Record, there: Record) -> Agreement:
    if here.number is None or there.number is None:
        return Agreement.OPEN
    one, other = (_SIGNS.sub("", same_number(number.canonical)) for number in (here.number, there.number))
    if one == other:
        return Agreement.SAME
    one, other = fold(one), fold(other)  # HD and HĐ differ by a mark that noise takes off
    apart = other_figures(one, other) or _are_known(here.number, there.number)
    return Agreement.HARMED if not apart and _is_harmed(one, other) else Agreement.OTHER


def _are_known(here: Number, there: Number) -> bool:
    """Are these two codes that are in use, and not one of them misread?"""
    pairs = ((here.kind_code, there.kind_code, kind_codes()), (here.body_code, there.body_code, body_codes()))
    return any(
        one in known and other in known and fold(one) != fold(other) for one, other, known in pairs if one and other
    )


def _dates(here: Record, there: Record) -> Agreement:
    one, other = _day(here), _day(there)
    if not one or not other:
        return Agreement.OPEN
    if one == other:
        return Agreement.SAME
    if one.startswith(other) or other.startswith(one):
        return Agreement.OPEN
    parts = zip(one.split("-"), other.split("-"), strict=False)
    harmed = not any(other_figures(str(int(a)), str(int(b))) for a, b in parts)
    return Agreement.HARMED if harmed else Agreement.OTHER


def _day(record: Record) -> str:
    """Empty where no year of our time is read."""
    return record.date.iso if record.date and is_year(record.date.iso.split("-")[0]) else ""


def is_year(figures: str) -> bool:
    return _YEAR.fullmatch(figures) is not None


def _issuers(here: Record, there: Record) -> Agreement:
    """Names that do not tell leave it to the place of signing."""
    if are_signed_elsewhere(here, there):
        return Agreement.OTHER
    named = _bodies(here, there) if here.issuer and there.issuer else Agreement.OPEN
    one, other = _places(here, there)
    return Agreement.SAME if named is Agreement.OPEN and one and one == other else named


def are_signed_elsewhere(here: Record, there: Record) -> bool:
    """Do both name a place of signing, and not one place misread?"""
    one, other = _places(here, there)
    return bool(one and other) and not (one in other or other in one or _are_harmed(one, other))


def _places(*records: Record) -> list[str]:
    return [folded_words(record.place or "") for record in records]


def _bodies(here: Record, there: Record) -> Agreement:
    """A body has many names, so they tell bodies apart only if they name other provinces or are alike but for a word
    (`LĐLĐ huyện Kiến Xương`, `LĐLĐ huyện Tiền Hải`)."""
    if are_of_two_provinces(here, there):
        return Agreement.OTHER
    one, other = _name(here), _name(there)
    if one == other:
        return Agreement.SAME
    if len(one) != len(other) or 2 * sum(map(eq, one, other)) < len(one):
        return Agreement.OPEN
    sound = all(map(is_folded_syllable, (*one[-_NAME:], *other[-_NAME:])))
    if sound and one[-_NAME:] != other[-_NAME:]:
        return Agreement.OTHER
    return Agreement.HARMED if all(map(_is_harmed, one, other)) else Agreement.OTHER


def are_of_two_provinces(here: Record, there: Record) -> bool:
    """Do the names of the issuers, or the places of signing, tell so?"""
    names = [record.issuer.name if record.issuer else None for record in (here, there)]
    provinces = [province_of(name, record.place) for name, record in zip(names, (here, there), strict=True)]
    return contradict(*names) or (all(provinces) and len(set(provinces)) > 1)


def _name(record: Record) -> list[str]:
    """The words of the name of its issuer, as far as it is known which body is meant in full."""
    name = record.issuer.name if record.issuer else ""
    meant = resolve(name, province_of(name, record.place))
    return folded_words(meant.name if meant else name).split()


def _are_harmed(one: str, other: str) -> bool:
    """Word by word, for `Tây Ninh` is not `Quảng Ninh`; a stray sign parts words (`Q'uảng Trị`)."""
    words = one.split(), other.split()
    alike = len(words[0]) == len(words[1]) and all(map(_is_harmed, *words))
    return alike or "".join(words[0]) == "".join(words[1])


def _is_harmed(one: str, other: str) -> bool:
    return Levenshtein.distance(one, other) <= max(1, _HARMED * max(len(one), len(other)))
