"""The motto of a head, misread: what is left of it is no name of a body."""

from __future__ import annotations

from enum import Enum, auto
from functools import lru_cache
from itertools import combinations

from rapidfuzz import fuzz, process

from ..vietnamese import fold, folded_words
from ..vocabulary import column

# Of 100. A piece alone has to be long and like: of names `Hội Phụ nữ Việt Nam` (79) and `Đảng bộ Công an` (87) are most
# like one. A piece beside another may be short. What ends like the Party's motto may be a name (`Công đoàn Việt Nam`).
_ALIKE, _LIKELY = 90, 75
_LONG, _SHORT = 8, 4  # letters
_OF_THE_PARTY = "dang"


class Beside(Enum):
    """What stands beside a line: a piece of a motto before it that is not at its end, one after it that has no
    beginning."""

    NOTHING = auto()
    BEGINNING = auto()
    END = auto()


def is_worn(line: str, beside: Beside) -> bool:
    """Is a line in capitals a piece of a motto with some letters misread?"""
    letters = _letters(line)
    if len(letters) >= _LONG and _is_one_of(_alone(), letters, _ALIKE):
        return True
    wanted = {Beside.NOTHING: (), Beside.BEGINNING: _endings(), Beside.END: _beginnings()}[beside]
    return letters in wanted or (len(letters) >= _SHORT and _is_one_of(wanted, letters, _LIKELY))


def _is_one_of(pieces: tuple[str, ...], letters: str, least: int) -> bool:
    return process.extractOne(letters, pieces, scorer=fuzz.ratio, score_cutoff=least) is not None


def is_begun(line: str) -> bool:
    """Is this piece the beginning of a motto? What stands before it is none."""
    return _letters(line).startswith(tuple(words[0] for words in _mottoes()))


def is_ended(line: str) -> bool:
    """Is this piece the end of a motto? What follows it is none."""
    return _letters(line).endswith(tuple(words[-1] for words in _mottoes()))


def _letters(line: str) -> str:
    return "".join(filter(str.isalnum, fold(line)))


@lru_cache
def _mottoes() -> tuple[list[str], ...]:
    return tuple(folded_words(motto).split() for motto in column("mottoes"))


@lru_cache
def _alone() -> tuple[str, ...]:
    """Runs of words of a motto; of the Party's those that begin it."""
    pieces = (
        "".join(words[first:last])
        for words in _mottoes()
        for first, last in combinations(range(len(words) + 1), 2)
        if words[0] != _OF_THE_PARTY or (first == 0 and last > 2)
    )
    return tuple(piece for piece in pieces if len(piece) >= _LONG)


@lru_cache
def _endings() -> tuple[str, ...]:
    return tuple("".join(words[first:]) for words in _mottoes() for first in range(1, len(words)))


@lru_cache
def _beginnings() -> tuple[str, ...]:
    return tuple("".join(words[:last]) for words in _mottoes() for last in range(1, len(words)))
