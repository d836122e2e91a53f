"""How much of a printed page was read: characters, document numbers, dates.

CER is the number of edits from print to text over the length of the print, both in NFC, each run of blanks as one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from unicodedata import normalize

from rapidfuzz.distance import Levenshtein

from cancu.pipeline.model import Record

BAD = 0.08  # CER above which a page should be flagged

_DATE = re.compile(r"ngày \d{1,2} tháng \d{1,2} năm \d{4}")


def spaced(text: str) -> str:
    """NFC, one blank for each run of white space."""
    return " ".join(normalize("NFC", text).split())


def edits(printed: Sequence[tuple[str, bool]], read: str) -> tuple[int, int]:
    """Of pieces of print in the order in which they are read: the edits within those marked, and their length."""
    pieces = [(spaced(text), counted) for text, counted in printed]
    starts, offset = [], 0
    for piece, _ in pieces:
        starts.append(offset)
        offset += len(piece) + 1
    operations = Levenshtein.editops(" ".join(piece for piece, _ in pieces), spaced(read))
    places = (bisect_right(starts, operation.src_pos) - 1 for operation in operations)
    return sum(pieces[at][1] for at in places), sum(len(piece) for piece, counted in pieces if counted)


def cer(printed: str, read: str) -> float:
    """Of a whole page; 1.0 where nothing is printed and something is read."""
    wrong, length = edits([(printed, True)], read)
    return wrong / length if length else float(bool(wrong))


def dates(printed: str) -> tuple[str, ...]:
    """The dates written in words, each as often as it is printed."""
    return tuple(_DATE.findall(spaced(printed)))


def numbers(record: Record) -> tuple[str, ...]:
    """The document numbers of a record as printed, its own first."""
    found = [record.number, *(reference.number for reference in record.references)]
    return tuple(number.surface for number in found if number)


def kept(wanted: Iterable[str], printed: str, read: str) -> Counter[str]:
    """How many of the print's pieces (each as often as it is printed) the text has, white space aside."""
    there, here = bare(printed), bare(read)
    return Counter({piece: min(there.count(bare(piece)), here.count(bare(piece))) for piece in set(wanted)})


def bare(text: str) -> str:
    return "".join(normalize("NFC", text).split())
