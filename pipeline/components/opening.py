"""The opening of a document, from the top to the first sentence of the body: number, date, place, kind, subject."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..model import IssueDate, Kind, Number, Span
from ..vietnamese import LOWER, UPPER, fold
from ..vocabulary import column, kind_codes, kind_names
from .layout import Layout
from .lexicon import alternatives, kind_by_fold, pattern, plain
from .moment import iso_day

_LINES = 40  # more than any heading has
# A cited number has its kind before it; a law prints `Luật số:`, with a colon, above its own.
_NUMBER_LABEL = re.compile(r"\W*(?:so\s*:?|(?:bo\s+luat|luat|nghi\s+quyet|phap\s+lenh|lenh)\s+so\s*:)\s*")
_DATE = re.compile(r",\s*(?P<date>ngay\s*(\d{1,2})\s*thang\s*(\d{1,2})\s*nam\s*(\d{4}))(?!\d)")
# Words with one capital each: in a line of two columns a symbol in capitals may stand to the left (`KH-CĐYT Hà Nội,`).
_CAPITALISED = rf"[{UPPER}](?:['’])?[{LOWER}]+"
_PLACE = re.compile(
    rf"(?<!\w)(?:TP\.\s?)?(?:[{UPPER}][{LOWER}]?\s+)?{_CAPITALISED}(?:(?:\s+|\s?-\s?){_CAPITALISED}){{0,5}}\s*$"
)
_SUBJECT = re.compile(r"\W*v/v:?\s+")
_BODY_STARTS = pattern(
    r"\W*(?:can cu|thuc hien|theo |nham|de |nam \d{4}|kinh gui|[ivx]{1,4}\s?[.)-]|\d+\s?[.)]|dieu \d|phan |chuong )"
)
_CONTINUES = re.compile(rf"\s*[\"“({LOWER}]")  # a subject goes on after a blank line in quotes or small letters
_TITLE_LINES = 8
_LEADS_ON = frozenset(
    ["cua", "va", "giua", "do", "voi", "thuoc", "cho", "ve", "tai"]
)  # after these the subject goes on


@dataclass(frozen=True, slots=True)
class Opening:
    """What the opening says; `kind_line` names the kind, `decided_by` is who decides, named under the subject."""

    lines: tuple[Span, ...]
    number: Number | None
    date: IssueDate | None
    place: str | None
    kind_line: Span | None
    kind: Kind | None
    title: str | None
    decided_by: str | None


def read(layout: Layout, numbers: tuple[Number, ...]) -> Opening:
    """The opening of one document."""
    lines = layout.lines[:_LINES]
    number = _own_number(layout, lines, numbers)
    date, place = _date_and_place(layout, lines)
    heading, kind = _kind(layout, lines, number)
    title, decided_by = _title(layout, lines, heading) if heading else (_subject(layout, lines), None)
    kind_line = next((span for span in lines if heading and span[0] <= heading[0] < span[1]), None)
    return Opening(lines, number, date, place, kind_line, kind, title, decided_by)


def _own_number(layout: Layout, lines: tuple[Span, ...], numbers: tuple[Number, ...]) -> Number | None:
    """The number after the label `Số:`, which opens a paragraph and may stand alone on the line above.

    In the middle of a paragraph `số` follows the kind of a document that is cited, be it on the line before.
    """
    for number in numbers:
        start = number.span[0]
        if not lines or start > lines[-1][1]:
            return None
        paragraph = layout.paragraph_at(start)[0]
        above = layout.paragraph_at(max(0, paragraph - 1))[0]
        if any(_NUMBER_LABEL.fullmatch(layout.folded, left, start) for left in (paragraph, above)):
            return number
    return None


def _date_and_place(layout: Layout, lines: tuple[Span, ...]) -> tuple[IssueDate | None, str | None]:
    """The line `Thái Bình, ngày 14 tháng 9 năm 2021`."""
    for start, end in lines:
        found = _DATE.search(layout.folded, start, layout.paragraph_at(start)[1])
        if found is None or found.start() > end:
            continue
        place = _PLACE.search(layout.view, start, found.start())
        iso = iso_day(*found.group(2, 3, 4))
        if place and iso:
            span = found.span("date")
            return IssueDate(iso, layout.text[span[0] : span[1]], span), " ".join(place[0].split())
    return None, None


def _kind(layout: Layout, lines: tuple[Span, ...], number: Number | None) -> tuple[Span | None, Kind | None]:
    """Where the kind is named in capitals (`KẾ HOẠCH`), and the kind; else the kind that the number tells."""
    for span in lines:
        found = _kind_heading().match(layout.folded, *span)
        if found and layout.view[slice(*found.span("name"))].isupper():
            name = kind_by_fold()[plain(found["name"])]
            if _agree(name, number) and name != "Văn bản":
                return found.span("name"), Kind(name, kind_names()[name])
    if number is None:
        return None, None
    if any(_SUBJECT.match(layout.folded, *span) for span in lines):
        return None, Kind("Công văn", None)  # only a letter has its subject after `V/v`; `5348/CT-CS` is one
    if number.kind_code:
        return None, Kind(kind_codes()[number.kind_code][0], number.kind_code)
    return None, Kind("Công văn", None)


def _agree(name: str, number: Number | None) -> bool:
    """Can a document of this number be of this kind? A heading inside an annex names another kind."""
    return number is None or number.kind_code is None or name in kind_codes()[number.kind_code]


@lru_cache
def _kind_heading() -> re.Pattern[str]:
    return re.compile(rf"\W*(?P<name>{alternatives(kind_names())})(?!\w)")


def _title(layout: Layout, lines: tuple[Span, ...], heading: Span) -> tuple[str | None, str | None]:
    """The subject, which stands between the kind and the body, and the line under it that names who decides."""
    below = [(max(start, heading[1]), end) for start, end in lines if end > heading[1]]
    for index in range(1, min(len(below), _TITLE_LINES)):
        before, printed = (" ".join(layout.view[slice(*below[at])].split()) for at in (index - 1, index))
        if _is_authority(printed, before):
            return _joined(layout, below[:index]), printed.strip(" -:,")
    return _joined(layout, below), None


def _subject(layout: Layout, lines: tuple[Span, ...]) -> str | None:
    """The subject of a letter, after `V/v`."""
    for index, (start, end) in enumerate(lines):
        if label := _SUBJECT.match(layout.folded, start, end):
            return _joined(layout, [(label.end(), end), *lines[index + 1 :]])
    return None


def _joined(layout: Layout, lines: list[Span]) -> str | None:
    """Lines from the first one on, as long as they are one subject."""
    parts: list[str] = []
    for start, end in lines:
        printed = layout.view[start:end].strip()
        apart = start in layout.after_blank and not _CONTINUES.match(printed)
        body = _BODY_STARTS.match(layout.folded, start, end)
        if parts and (apart or body or len(parts) >= _TITLE_LINES):
            break
        parts += [printed] if printed else []
    title = " ".join(" ".join(parts).split())
    label = _SUBJECT.match(fold(title))
    return title[label.end() if label else 0 :] or None


def _is_authority(printed: str, before: str) -> bool:
    """Is this the line that names who decides: `CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …`? Not where the subject leads to it."""
    leads = fold(before).rpartition(" ")[2] in _LEADS_ON
    bare = fold(printed).strip(" -:,") in map(fold, column("positions"))  # of the signature, in a very short paper
    return printed.isupper() and not leads and not bare and fold(printed).startswith(_authorities())


@lru_cache
def _authorities() -> tuple[str, ...]:
    return tuple(fold(name) for name in (*column("bodies"), *column("positions")) if " " in name)
