"""What is pressed onto a document by those who send and receive it: the ĐẾN stamp, the degree of urgency.

NĐ 30/2020/NĐ-CP, Phụ lục IV: the stamp has the receiver, `Số`, `Ngày`, `Chuyển`; number and day are filled in by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..model import Arrival, Stamp, StampKind
from ..vietnamese import fold
from .moment import iso_day

_DEN = re.compile(r"(?<!\w)(?:cong\s+van\s+)?den(?!\w)")
_FILLED = r"[\s.:…_,-]{0,40}"
_NUMBER = re.compile(rf"(?<!\w)s[o06](?:\s+den)?(?!\w){_FILLED}(?P<number>\d{{1,6}})(?!\s?[\d/.-]\s?\d)(?!\w)")
_DATE = re.compile(
    rf"(?<!\w)n?g?[ao]y(?:\s+den)?{_FILLED}(?P<day>\d{{1,2}})\s?(?:(?P<sign>[/.-])|thang)\s?"
    r"(?P<month>\d{1,2})\s?(?:(?(sign)(?P=sign)|nam))\s?(?P<year>(?:20)?\d\d)(?!\s?\d)"
)
_CAPITALS = 3  # letters: fewer are no name
_DEGREES = {"hoatoc": "Hỏa tốc", "hoatochengio": "Hỏa tốc", "thuongkhan": "Thượng khẩn", "khan": "Khẩn"}
_HEAD = 2_000  # characters: urgency is printed above the subject
_NOT_LETTER = re.compile(r"[\W\d_]+")


def read(stamps: Iterable[Stamp]) -> Arrival | None:
    """The receiver, number and day of arrival on the first ĐẾN stamp, each None where it was not read."""
    for stamp in stamps:
        if stamp.kind is StampKind.ARRIVAL:
            folded = fold(stamp.text)
            number = _NUMBER.search(folded)
            return Arrival(_receiver(stamp.text), number["number"] if number else None, _day(folded), stamp.page)
    return None


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
    return " ".join(names) or None


def _day(folded: str) -> str | None:
    found = _DATE.search(folded)
    if found is None:
        return None
    return iso_day(found["day"], found["month"], found["year"].rjust(4, "0").replace("00", "20", 1))
