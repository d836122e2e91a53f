"""The fields of an indexed document: what an engine keeps of each, whatever the engine."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from itertools import pairwise


class Keeps(Enum):
    """What is kept of a field."""

    PLACES = "tokens with their places, for phrases"
    TOKENS = "tokens and how often they stand there, for ranking"
    KEYS = "values as they are, compared whole"
    FACET = "values as they are, compared whole and counted"
    NUMBER = "a whole number, compared and sorted by"
    STORED = "bytes that are given back with a hit"


VERSION = 2  # of what the fields hold: an index made by another version has to be made anew
FIELDS: dict[str, Keeps] = {
    "folded": Keeps.TOKENS,  # the text without marks
    "exact": Keeps.TOKENS,  # the words of the text that have marks
    "pairs": Keeps.PLACES,  # neighbouring words without marks, joined by `_`: a phrase is a phrase of pairs
    "title_folded": Keeps.PLACES,
    "title_pairs": Keeps.TOKENS,
    "issuer_words": Keeps.PLACES,
    "signer_words": Keeps.PLACES,
    "place_words": Keeps.PLACES,
    "targets": Keeps.PLACES,
    "recipients": Keeps.PLACES,
    "number": Keeps.KEYS,  # own number, `symbol.compact`, whole and as serial with kind (`2nq`)
    "serial": Keeps.KEYS,  # of the own number, folded, without leading zeros
    "refs": Keeps.KEYS,  # `relation/compact` and `cites/compact` of every number cited, names of laws alike
    "kind_keys": Keeps.KEYS,  # name and code of the kind, folded
    "kind": Keeps.FACET,
    "issuer": Keeps.FACET,
    "level": Keeps.FACET,
    "place": Keeps.FACET,
    "year": Keeps.FACET,
    "signer": Keeps.FACET,
    "cited": Keeps.FACET,
    "date": Keeps.NUMBER,  # 20220517; 20220500 and 20220000 where the day or month is not known
    "sketch": Keeps.STORED,  # what `ranking` needs to score the passages
}
FACETS = tuple(name for name, keeps in FIELDS.items() if keeps is Keeps.FACET)
FACET_SIZE = 20  # values told of each facet, the most frequent first, equal ones in the order of their letters
FIRST_DAY, LAST_DAY = 0, 9999_99_99  # of the field `date`


def pair(first: str, second: str) -> str:
    """Neighbouring words as the fields of pairs have them."""
    return f"{first}_{second}"


def pairs_of(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(pair(first, second) for first, second in pairwise(words))


def date_number(iso: str, fill: str) -> int:
    """A date, maybe partial, as a number that sorts; what is missing is filled: `2022-05` → 20220500 or 20220599."""
    return int(iso.replace("-", "").ljust(8, fill))
