"""The head of a document cut into its parts, whatever the lines are: the two columns of the page stand side by side or
below each other, and a web page puts all of it on one line.

A part is the motto, a number, a place with its date, the label `V/v`, `Kính gửi`, or words between these: names of
bodies, the kind, the subject, the first sentences. What a gazette prints on every page, and stamps, are passed over.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import islice

from ..model import IssueDate, Number, Span
from ..vietnamese import LOWER, UPPER
from ..vocabulary import kind_names, rows
from .layout import Layout
from .lexicon import alternatives, pattern
from .moment import iso_day

_LINES, _CHARS = 60, 8_000  # more than any head has, with what a web page prints above it
_FURNITURE = 200  # characters of such a line; in a longer one there stands more
_GAZETTE = pattern(r"\W*(?:\d{1,3} )?cong bao\s?/\s?so [\d+\s]{1,30}/\s?ngay [\d./-]{6,10}(?: \d{1,3}(?!\w))?")
_MOST = 50  # parts of one form; a hostile text has more
# Motto, and the session under the heading of a law.
_MOTTO_ENDS = r"(?:(?!\w)|(?=doc\s+lap))"
_LED = r"(?:(?<!\w.)|(?<=nam.))"  # looked for after the first letter: so a search has letters to look for
_MOTTO = re.compile(
    rf"(?:c{_LED}ong\s+hoa\s+xa(?:\s+hoi(?:\s+chu(?:\s+nghia(?:\s+viet(?:[\s-]+nam)?)?)?)?)?{_MOTTO_ENDS}"
    rf"|h{_LED}oa\s+xa\s+hoi\s+chu\s+nghia\s+viet[\s-]+nam{_MOTTO_ENDS}"
    rf"|x{_LED}a\s+hoi\s+chu\s+nghia\s+viet[\s-]+nam{_MOTTO_ENDS}"
    rf"|h{_LED}oi\s+chu\s+nghia\s+viet[\s-]+nam{_MOTTO_ENDS}"
    rf"|c{_LED}hu\s+nghia\s+viet[\s-]+nam{_MOTTO_ENDS}"
    rf"|d{_LED}ang\s+cong\s+san\s+viet[\s-]+nam{_MOTTO_ENDS}"
    rf"|d{_LED}oc\s+lap\s*-\s*tu\s+do(?:\s*-\s*hanh\s+phuc)?"
    r"|c(?<!\w.)ua\s+quoc\s+hoi\s+khoa\s+[ivx]+\s*,?\s*ky\s+hop\s+thu\s+\w+(?:\s*\(tu\s+ngay[^)]{5,80}\))?"
    r"|k(?<!\w.)hoa\s+[ivx]+\s*,?\s*ky\s+hop\s+thu\s+\w+(?:\s*\(tu\s+ngay[^)]{5,80}\))?)"
)
_IN_A_NAME = re.compile(r"(?<!\w)nuoc\s+(?:cong\s+(?:hoa\s+)?)?$")  # laws were once `CỦA QUỐC HỘI NƯỚC CỘNG HÒA …`
_NATION = 20
# A cited number has its kind before it; a law prints `Luật số:`, with a colon, above its own.
_LABEL = re.compile(
    r"(?<!\w)(?P<law>(?:bo\s+luat|luat|nghi\s+quyet|phap\s+lenh|lenh)\s+)?(?:s[o06](?!\w)|[so](?=\s?[:;]))\s*(?P<sign>[:;.]?)\s*$"
)
_LONGEST_LABEL = 40
_BLANK_NUMBER = re.compile(r"(?<!\w)s[o06]\s?[:;.]?[\s.…_]{0,60}[/-]\s?(?:\d{4}\s?/\s?)?[a-z]")
# The words of a date may be torn apart by marks of emphasis or by OCR.
_DAY, _MONTH, _YEAR = (r"\s{0,4}".join(word) for word in ("ngay", "thang", "nam"))
_CITED = re.compile(r"\s*,?\s*ngay\s+(?:\d{1,2}[/.-]|\d{1,2}\s+thang\s+\d{1,2}\s+nam\s+\d{4}\s+(?:cua|ve)(?!\w))")
_DATE = re.compile(
    rf"(?:[,;.]\s*|(?<=[a-z])\s+)(?P<date>{_DAY}\s*(\d{{1,2}})\s*{_MONTH}\s*(\d{{1,2}})\s*{_YEAR}\s*(\d{{4}}))(?!\d)"
)
_LEFT_OUT = r"[\s.…_]{0,40}\d{0,2}[\s.…_]{0,40}"
_BLANK_DATE = re.compile(rf"[,;.…]\s*{_DAY}{_LEFT_OUT}{_MONTH}{_LEFT_OUT}{_YEAR}")
_FILLED_IN = re.compile(
    r"\D{1,12}\d\d?\D{1,12}\d\d?\D{1,12}\d{4}"
)  # `ngày 32 tháng 12 năm 2024`: no day, yet not blank
_ABOUT = re.compile(r"v(?<!\w.)/v(?!\w)\s*:?\s*")
_TO = re.compile(r"k(?<!\w.)inh\s+gui(?!\w)\s*:?")
_LEVEL = r"(?:[Tt]hành phố|[Tt]ỉnh|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Tt]hị trấn|[Pp]hường|[Xx]ã|[Đđ]ặc khu)"
# Words with one capital each: in a line of two columns a symbol in capitals may stand to the left (`KH-CĐYT Hà Nội,`).
_CAPITALISED = rf"[{UPPER}](?:['’])?[{LOWER}]+"
_NAME = rf"(?:[{UPPER}][{LOWER}]?\s+)?{_CAPITALISED}(?:(?:\s+|\s?-\s?){_CAPITALISED}){{0,5}}"
_PLACE = re.compile(rf"(?<!\w)(?:T[Pp]\.?\s?H[Cc][Mm]|{_LEVEL}\s+\d{{1,2}}|(?:T[Pp]\.\s?|{_LEVEL}\s+)?{_NAME})\s*$")
_LONGEST_PLACE = 60
_PLACE_BEGINS = re.compile(rf"(?:T[Pp]\.|{_LEVEL}|(?:{_LEVEL}\s+)?{_NAME})")
_BASIS = re.compile(rf"(?<=\w)[\s*]+(?=Căn cứ [{UPPER}])")  # the body, where a web page has lost its breaks
_RULE = re.compile(r"-{3,}|_{3,}|={3,}|\*{5,}|\||\n\s*\n|\f")
_RULED = 40  # a rule may stand between two parts
_WORD = re.compile(r"[^\W_]")
_GAP = re.compile(r"[\t|]\s*$|\s{3}$")
_EDGE = " \t\r\n-–—_=*|#~\u00a0\u200b\ufeff"


class Mark(StrEnum):
    MOTTO = "motto"
    NUMBER = "number"
    DATE = "date"
    ABOUT = "about"
    TO = "to"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Part:
    """One part. A number or a date that is left blank is a part without value.

    `apart`: a blank line, the border of a cell, a rule or another kind of part stands before it.
    """

    mark: Mark
    span: Span
    number: Number | None = None
    date: IssueDate | None = None
    place: str | None = None
    apart: bool = True

    @property
    def is_blank(self) -> bool:
        """Is it a number or a date with nothing filled in?"""
        return self.mark in (Mark.NUMBER, Mark.DATE) and self.number is None and self.date is None


def lines(layout: Layout) -> tuple[Span, ...]:
    """The lines that can be of the head."""
    told = _told(layout, layout.lines[: 2 * _LINES])[:_LINES]
    limit = told[0][0] + _CHARS if told else 0
    return tuple((start, min(end, limit)) for start, end in told if start < limit)


def cut(layout: Layout, lines: tuple[Span, ...], numbers: tuple[Number, ...]) -> tuple[Part, ...]:
    """The parts of some lines, in order."""
    lines = _told(layout, lines)
    if not lines:
        return ()
    return tuple(_parts(layout, lines, _marks(layout, lines, numbers)))


def _told(layout: Layout, lines: tuple[Span, ...]) -> tuple[Span, ...]:
    told = []
    for start, end in lines:
        if end - start > _FURNITURE:
            gazette = _GAZETTE.match(layout.folded, start, end)
            told.append((gazette.end() if gazette else start, end))
        elif not _furniture().match(layout.folded, start, end):
            told.append((start, end))
    return tuple(told)


@lru_cache
def _furniture() -> re.Pattern[str]:
    """Lines that say nothing of the document: those that begin so, those that say nothing else, bare numbers."""
    starts, whole = (
        alternatives(row["words"] for row in rows("furniture") if row["is"] == place) for place in ("start", "line")
    )
    return re.compile(rf"\W*(?:(?:{starts})|(?:{whole})\W*(?=\n|$)|\d+\W*$)")


def _marks(layout: Layout, lines: tuple[Span, ...], numbers: tuple[Number, ...]) -> list[Part]:
    """Every part that is known by its form."""
    found: list[Part] = []
    for finder in (_mottos, _numbers, _dates, _labels):
        for part in islice(finder(layout, lines, numbers, tuple(found)), _MOST):
            if not any(part.span[0] < other.span[1] and other.span[0] < part.span[1] for other in found):
                found.append(part)
    return sorted(found, key=lambda part: part.span)


def _mottos(layout: Layout, lines: tuple[Span, ...], _numbers: object, _found: object) -> Iterator[Part]:
    for found in _MOTTO.finditer(layout.folded, lines[0][0], lines[-1][1]):
        if _IN_A_NAME.search(layout.folded, max(0, found.start() - _NATION), found.start()):
            continue
        if found[0].startswith(("doc", "khoa", "cua")) or layout.view[found.start() : found.end()].isupper():
            yield Part(Mark.MOTTO, found.span())


def _numbers(
    layout: Layout, lines: tuple[Span, ...], numbers: tuple[Number, ...], found: tuple[Part, ...]
) -> Iterator[Part]:
    """Numbers after the bare label `Số:`, and such labels with nothing filled in."""
    for number in numbers:
        start, end = number.span
        if lines[0][0] <= start < lines[-1][1]:
            label = _LABEL.search(layout.folded, max(0, start - _LONGEST_LABEL), start)
            if label and _is_own(layout, lines, label, found) and not _CITED.match(layout.folded, end):
                yield Part(Mark.NUMBER, (label.start(), end), number=number)
    for blank in _BLANK_NUMBER.finditer(layout.folded, lines[0][0], lines[-1][1]):
        if layout.view[blank.start()] == "S" and _is_free(layout, lines, blank.start(), found):
            yield Part(Mark.NUMBER, blank.span())


def _is_own(layout: Layout, lines: tuple[Span, ...], label: re.Match[str], found: tuple[Part, ...]) -> bool:
    """Does the label stand for itself? In a sentence `số` follows the kind of a document that is cited."""
    start = label.start()
    if label["law"] and not label["sign"]:
        return False
    capital = layout.view[start].isupper() and not layout.view[start : label.end()].isupper()
    if start == layout.paragraph_at(start)[0]:
        return capital or bool(label["sign"])
    return (
        capital
        and not _kind_before().search(layout.folded, max(0, start - _LONGEST_LABEL), start)
        and _is_free(layout, lines, start, found)
    )


@lru_cache
def _kind_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(kind_names())})\s*\n?\s*$")


def _is_free(layout: Layout, lines: tuple[Span, ...], at: int, found: tuple[Part, ...]) -> bool:
    """Does nothing of a sentence stand before `at` on its line? Other parts, names in capitals and columns may."""
    if _GAP.search(layout.text, max(0, at - 4), at):
        return True
    if any(0 <= at - part.span[1] < _RULED and not _WORD.search(layout.view, part.span[1], at) for part in found):
        return True
    start = _line_at(lines, at)[0]
    left = layout.view[start:at]
    for part in found:
        if part.span[1] > start and part.span[0] < at:
            left = left[: max(0, part.span[0] - start)].ljust(part.span[1] - start) + left[part.span[1] - start :]
    return not any(sign.islower() for sign in left)


def _line_at(lines: tuple[Span, ...], at: int) -> Span:
    return lines[max(0, bisect_right(lines, at, key=lambda span: span[0]) - 1)]


def _dates(layout: Layout, lines: tuple[Span, ...], _numbers: object, found: tuple[Part, ...]) -> Iterator[Part]:
    """Places with their date: `Thái Bình, ngày 14 tháng 9 năm 2021`."""
    for day in _DATE.finditer(layout.folded, lines[0][0], lines[-1][1]):
        place = _place_before(layout, lines, day.start())
        iso = iso_day(*day.group(2, 3, 4))
        if place and iso and (found or _is_free(layout, lines, place[0], found)):
            printed = IssueDate(iso, layout.text[slice(*day.span("date"))], day.span("date"))
            name = " ".join(layout.view[place[0] : day.start()].split())
            yield Part(Mark.DATE, (place[0], day.end()), date=printed, place=name)
    for blank in _BLANK_DATE.finditer(layout.folded, lines[0][0], lines[-1][1]):
        if not _FILLED_IN.match(layout.folded, blank.start()):
            yield Part(Mark.DATE, blank.span())


def _place_before(layout: Layout, lines: tuple[Span, ...], end: int) -> Span | None:
    """The name that ends at `end`; it may begin on the line above, where a cell or an emphasis begins with it."""
    start = _line_at(lines, end)[0]
    place = _PLACE.search(layout.view, max(start, end - _LONGEST_PLACE), end)
    if place is None:
        return None
    above = _line_at(lines, start - 1)
    begins = layout.text[above[0] - 1 : above[0]] == "*" or _RULE.search(layout.text, max(0, above[0] - 4), above[0])
    if place.start() > start or above[0] >= start or not begins or _RULE.search(layout.text, above[1], start):
        return place.start(), end
    return (above[0] if _PLACE_BEGINS.fullmatch(layout.view, *above) else start), end


def _labels(layout: Layout, lines: tuple[Span, ...], _numbers: object, found: tuple[Part, ...]) -> Iterator[Part]:
    for mark, form in ((Mark.ABOUT, _ABOUT), (Mark.TO, _TO)):
        for label in form.finditer(layout.folded, lines[0][0], lines[-1][1]):
            if (mark is Mark.ABOUT or layout.view[label.start()] == "K") and _is_free(
                layout, lines, label.start(), found
            ):
                yield Part(mark, label.span())


def _parts(layout: Layout, lines: tuple[Span, ...], marks: list[Part]) -> Iterator[Part]:
    """The marks, and between them the words of each line."""
    pieces: list[Span] = []
    for start, end in lines:
        for mark in marks:
            if mark.span[1] > start and mark.span[0] < end:
                pieces.extend(_before_and_after(layout, start, mark.span[0]))
                start = mark.span[1]  # noqa: PLW2901  # the rest of the line
        pieces.extend(_before_and_after(layout, start, end))
    words = (Part(Mark.WORDS, span) for span in (_stripped(layout, piece) for piece in pieces) if span)
    before: Part | None = None
    for part in sorted((*marks, *words), key=lambda part: part.span):
        start = part.span[0]
        follows = before is not None and before.mark is Mark.WORDS and part.mark is Mark.WORDS
        apart = not follows or before is None or bool(_RULE.search(layout.text, before.span[1], start))
        yield part if part.apart is apart else replace(part, apart=apart)
        before = part


def _before_and_after(layout: Layout, start: int, end: int) -> Iterator[Span]:
    """What stands before the first basis of a line, and the rest."""
    basis = _BASIS.search(layout.view, start, end)
    if basis:
        yield start, basis.start()
        start = basis.end()
    yield start, end


def _stripped(layout: Layout, span: Span) -> Span | None:
    """A piece of a line without the signs at its ends; None where no letter is left."""
    printed = layout.text[slice(*span)]
    start = span[0] + len(printed) - len(printed.lstrip(_EDGE + ",;:."))
    end = span[0] + len(printed.rstrip(_EDGE + ".:"))
    return (start, end) if _WORD.search(printed) else None
