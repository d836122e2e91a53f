"""What is pressed onto a document by those who send and receive it: the ĐẾN stamp, the degree of urgency.

NĐ 30/2020/NĐ-CP, Phụ lục IV: the stamp has the receiver, `Số`, `Ngày`, `Chuyển`; number and day are filled in by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from ..model import Arrival, Stamp, StampKind
from ..vietnamese import exact, fold, folded_words, is_syllable
from ..vocabulary import column
from .moment import iso_day

_DEN = re.compile(r"(?<!\w)(?:cong\s+van\s+)?den(?!\w)")
_FILLED = r"[\s.:…_,-]{0,40}"
_NUMBER = re.compile(rf"(?<!\w)s[o06](?:\s+den)?(?!\w){_FILLED}(?P<number>\d{{1,6}})(?!\s?[\d/.-]\s?\d)(?!\w)")
_DATE = re.compile(
    rf"(?<!\w)n?g?[ao]y(?:\s+den)?{_FILLED}(?P<day>\d{{1,2}})\s?(?:(?P<sign>[/.-])|thang)\s?"
    r"(?P<month>\d{1,2})\s?(?:(?(sign)(?P=sign)|nam))\s?(?P<year>(?:20)?\d\d)(?!\s?\d)"
)
_CAPITALS = 3  # letters: fewer are no name
_LONGEST_WAY = timedelta(days=60)  # from issue to arrival
_SLIPS = 2  # letters that were misread in a name
_ALIKE = 90  # of 100
_LONG = 8  # letters of a phrase in which a slip can be told from another word
_TERM = 4  # words of a term that is a name of its own
_SYLLABLES = 0.75  # of the words of a name; the others are its initials (`UBND`)
_DEGREES = {"hoatoc": "Hỏa tốc", "hoatochengio": "Hỏa tốc", "thuongkhan": "Thượng khẩn", "khan": "Khẩn"}
_HEAD = 2_000  # characters: urgency is printed above the subject
_NOT_LETTER = re.compile(r"[\W\d_]+")


def read(stamps: Iterable[Stamp], issued: str | None = None) -> Arrival | None:
    """The receiver, number and day of arrival on the first ĐẾN stamp, each None where it was not read.

    A day that does not follow on the day of issue (ISO 8601), where that is known, was misread.
    """
    for stamp in stamps:
        if stamp.kind is StampKind.ARRIVAL:
            folded = fold(stamp.text)
            number = _NUMBER.search(folded)
            day = _day(folded)
            follows = day is not None and (issued is None or _follows(day, issued))
            return Arrival(
                _receiver(stamp.text), number["number"] if number else None, day if follows else None, stamp.page
            )
    return None


def _follows(day: str, issued: str) -> bool:
    """Can a paper of this date, which may be partial (`2024-09`), arrive on this day?"""
    earliest = date.fromisoformat((issued + "-01-01")[:10])
    return timedelta() <= date.fromisoformat(day) - earliest <= _LONGEST_WAY


def urgency(stamps: Iterable[Stamp], text: str) -> str | None:
    """The degree of urgency, by a stamp or by a line of the head that says nothing else."""
    stamped = (stamp.text for stamp in stamps if stamp.kind is StampKind.URGENCY)
    printed = (line for line in text[:_HEAD].splitlines() if line.isupper())
    degrees = (_DEGREES.get(_NOT_LETTER.sub("", fold(said))) for said in (*stamped, *printed))
    return next((degree for degree in degrees if degree), None)


def _receiver(text: str) -> str | None:
    """The lines in capitals above `ĐẾN`."""
    label = _DEN.search(fold(text))
    above = text[: label.start()] if label else text
    lines = (" ".join(line.split()).strip(" .,;:-–—_|") for line in above.splitlines())
    names = [line for line in lines if line.isupper() and sum(map(str.isalpha, line)) >= _CAPITALS]
    return _as_known(" ".join(names))


def _as_known(name: str) -> str | None:
    """The name with the letters of known names where one or two were misread; None if it is not Vietnamese."""
    words = name.split()
    known = list(_known_words(words))
    read, meant = (" ".join(map(fold, said)) for said in (words, known))
    few = Levenshtein.distance(read, meant) <= _SLIPS and fuzz.ratio(read, meant) >= _ALIKE
    if read == meant or (few and all(word in _phrase_words() for word in meant.split())):
        words = known
    syllables = sum(is_syllable(word.strip(".,-").lower()) for word in words)
    return " ".join(words) if syllables >= _SYLLABLES * len(words) and syllables else None


def _known_words(words: list[str]) -> Iterator[str]:
    """The words, with those of a known phrase, the longest first, in its letters."""
    at = 0
    while at < len(words):
        length, phrase = next(_phrases_at([fold(word) for word in words[at:]]), (1, words[at]))
        yield from phrase.split()
        at += length


def _phrases_at(folded: list[str]) -> Iterator[tuple[int, str]]:
    for length in range(min(len(folded), max(_phrases())), 1, -1):
        here = folded[:length]
        for phrase, meant in _phrases().get(length, {}).items():
            if _is_meant(here, meant):
                yield length, phrase


def _is_meant(read: list[str], meant: tuple[str, ...]) -> bool:
    """Word by word the same, but for slips in words that no name has: `SỞ` is never a misread `BỘ`."""
    wrong = [(one, other) for one, other in zip(read, meant, strict=True) if one != other]
    return len(wrong) <= (min(_SLIPS, len(meant) - 1) if len("".join(meant)) >= _LONG else 0) and all(
        one not in _name_words() and Levenshtein.distance(one, other, score_cutoff=1) == 1 for one, other in wrong
    )


@lru_cache
def _phrases() -> dict[int, dict[str, tuple[str, ...]]]:
    """Known names of bodies in capitals by number of words, with their folded words."""
    found: dict[int, dict[str, tuple[str, ...]]] = {}
    terms = (term for term in column("common_terms") if len(term.split()) >= _TERM)
    for name in (*_names(), *terms):
        words = tuple(fold(name).split())
        found.setdefault(len(words), {})[exact(name).upper()] = words
    return found


@lru_cache
def _phrase_words() -> frozenset[str]:
    return frozenset(word for phrases in _phrases().values() for words in phrases.values() for word in words)


@lru_cache
def _name_words() -> frozenset[str]:
    """Folded words of the names of bodies and provinces."""
    return frozenset(word for name in _names() for word in folded_words(name).split())


def _names() -> tuple[str, ...]:
    names = (*column("organisations"), *column("bodies"), *column("provinces"))
    return tuple(name for name in names if "{" not in name)


def _day(folded: str) -> str | None:
    found = _DATE.search(folded)
    if found is None:
        return None
    return iso_day(found["day"], found["month"], found["year"].rjust(4, "0").replace("00", "20", 1))
