"""How far number, date and issuer of two documents agree."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from operator import eq

from rapidfuzz.distance import Levenshtein

from ...pipeline.identity import contradict, same_number
from ...pipeline.model import Issuer, Number, Record
from ...pipeline.organisation import province_of, resolve
from ...pipeline.vietnamese import fold, folded_words, is_folded_syllable
from ...pipeline.vocabulary import body_codes, kind_codes
from .alignment import other_figures

_NAME = 2  # words: most units have names of so many, and end the name of their body
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
    one, other = same_number(here.number.canonical), same_number(there.number.canonical)
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
    if here.date is None or there.date is None:
        return Agreement.OPEN
    one, other = here.date.iso, there.date.iso
    if one == other:
        return Agreement.SAME
    if one.startswith(other) or other.startswith(one):
        return Agreement.OPEN
    parts = zip(one.split("-"), other.split("-"), strict=False)
    harmed = not any(other_figures(str(int(a)), str(int(b))) for a, b in parts)
    return Agreement.HARMED if harmed else Agreement.OTHER


def _issuers(here: Record, there: Record) -> Agreement:
    """Names that do not tell leave it to the place of signing."""
    places = [folded_words(record.place or "") for record in (here, there)]
    if all(places) and not (places[0] in places[1] or places[1] in places[0] or _are_harmed(*places)):
        return Agreement.OTHER
    named = _bodies(here, there) if here.issuer and there.issuer else Agreement.OPEN
    return Agreement.SAME if named is Agreement.OPEN and places[0] and places[0] == places[1] else named


def _bodies(here: Record, there: Record) -> Agreement:
    """A body has many names, so they tell bodies apart only if they name other provinces or are alike but for a word
    (`LĐLĐ huyện Kiến Xương`, `LĐLĐ huyện Tiền Hải`)."""
    assert here.issuer and there.issuer
    provinces = province_of(here.issuer.name, here.place), province_of(there.issuer.name, there.place)
    if contradict(here.issuer.name, there.issuer.name) or (all(provinces) and len(set(provinces)) > 1):
        return Agreement.OTHER
    one, other = _name(here.issuer, provinces[0]).split(), _name(there.issuer, provinces[1]).split()
    if one == other:
        return Agreement.SAME
    if len(one) != len(other) or 2 * sum(map(eq, one, other)) < len(one):
        return Agreement.OPEN
    sound = all(map(is_folded_syllable, (*one[-_NAME:], *other[-_NAME:])))
    if sound and one[-_NAME:] != other[-_NAME:]:
        return Agreement.OTHER
    return Agreement.HARMED if all(map(_is_harmed, one, other)) else Agreement.OTHER


def _name(issuer: Issuer, province: str | None) -> str:
    meant = resolve(issuer.name, province)
    return folded_words(meant.name if meant else issuer.name)


def _are_harmed(one: str, other: str) -> bool:
    """Word by word: `Tây Ninh` is not `Quảng Ninh`."""
    words = one.split(), other.split()
    return len(words[0]) == len(words[1]) and all(map(_is_harmed, *words))


def _is_harmed(one: str, other: str) -> bool:
    return Levenshtein.distance(one, other) <= max(1, _HARMED * max(len(one), len(other)))
