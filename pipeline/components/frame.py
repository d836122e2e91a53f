"""The frame of a document: number, date and place, issuer, kind and subject; signature; recipients.

Nine parts by NĐ 30/2020/NĐ-CP, Phụ lục I. The opening is read from the top down to the first sentence of the body, the
closing from the last `Nơi nhận` or authority line on, so a number the body merely cites is never the document's own.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from ..model import IssueDate, Issuer, IssuerPlace, Kind, Number, Signer, Span
from ..vietnamese import fold
from ..vocabulary import column, kind_codes, kind_names, rows
from . import body
from .layout import Layout
from .lexicon import alternatives, pattern, plain
from .moment import iso_day

_OPENING_LINES = 40
_NUMBER_LABEL = re.compile(r"(?:^|\W)so\s*:?\s*$")
_BLANK_NUMBER = re.compile(r"^\W*so\s*:?[\s.…_]{2,}\s*[-/]\s*[a-z]")
_DATE = re.compile(r",\s*(?P<date>ngay\s*(\d{1,2})\s*thang\s*(\d{1,2})\s*nam\s*(\d{4}))(?!\d)")
# Words with one capital each: in a line of two columns a symbol in capitals may stand to the left (`KH-CĐYT Hà Nội,`).
_PLACE = re.compile(r"(?<!\w)(?:TP\.\s?)?[A-ZĐÀ-Ỹ][a-zà-ỹđ]+(?:(?:\s+|\s?-\s?)[A-ZĐÀ-Ỹ][a-zà-ỹđ]+){0,5}\s*$")
_BLANK_DATE = re.compile(r",\s*ngay[\s.…_]*\d{0,2}[\s.…_]*thang[\s.…_]*\d{0,2}[\s.…_]*nam")
_MOTTO = re.compile(
    r"cong\s+hoa\s+xa\s+hoi|chu\s+nghia\s+viet\s+nam|doc\s+lap\s*-\s*tu\s+do|dang\s+cong\s+san\s+viet\s+nam$|^\W*$"
)
_SUBJECT = re.compile(r"^\W*v/v:?\s+")
_BODY_STARTS = pattern(
    r"^\W*(?:can cu|thuc hien|theo |nham|de |nam \d{4}|kinh gui|[ivx]{1,4}\s?[.)-]|\d+\s?[.)]|dieu \d|phan |chuong )"
)
_CONTINUES = re.compile(r"\s*[\"“(a-zà-ỹđ]")  # a subject goes on after a blank line in quotes or small letters
_TITLE_LINES = 8
_AUTHORITY = re.compile(r"^\W*(?:t/?m|k/?t|t/?l|tuq|q)\s?[./]\s?\S", re.I)
_RECIPIENTS = pattern(r"^\W*noi nhan\W*$|^\W*noi nhan\s*:")
_BULLET = re.compile(r"^\s*[-+•●*–]\s*")
_NAME = re.compile(r"^\W*(?:[A-ZĐÀ-Ỹ][a-zà-ỹđ]*\.?\s+){1,4}[A-ZĐÀ-Ỹ][a-zà-ỹđ]+\W*$")
_ACTS = pattern(
    r"\s+(?:ban hanh|xay dung|trien khai|yeu cau|de nghi|to chuc|thong bao|bao cao|quyet dinh|huong dan|co y kien)"
)
_OF_BODY = re.compile(r"^(?:Ban Thường vụ|Ban Chấp hành|BTV|BCH|Thường trực)\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Frame:
    """What the opening and the closing say of the document itself."""

    number: Number | None
    kind: Kind | None
    date: IssueDate | None
    place: str | None
    issuer: Issuer | None
    title: str | None
    signer: Signer | None
    recipients: tuple[str, ...]
    warnings: tuple[str, ...]


def read(layout: Layout, numbers: tuple[Number, ...]) -> Frame:
    """The frame of one document."""
    opening = layout.lines[:_OPENING_LINES]
    number = _own_number(layout, opening, numbers)
    date, place = _date_and_place(layout, opening)
    kind_line, kind = _kind(layout, opening, number)
    title = _title(layout, opening, kind_line, kind)
    closing = _closing(layout)
    signer = _signer(layout, closing)
    return Frame(
        number=number,
        kind=kind,
        date=date,
        place=place,
        issuer=_issuer_in_header(layout, opening, number, kind_line) or _issuer_in_body(layout),
        title=title,
        signer=signer,
        recipients=_recipients(layout),
        warnings=tuple(_warnings(layout, opening, number, date)),
    )


def _own_number(layout: Layout, opening: tuple[Span, ...], numbers: tuple[Number, ...]) -> Number | None:
    """The number after the label `Số:` in the opening; a cited number has its kind before it, never the bare label."""
    if not opening:
        return None
    for number in numbers:
        start = number.span[0]
        if start > opening[-1][1]:
            return None
        if _NUMBER_LABEL.fullmatch(layout.folded[_line_start(layout, start) : start].lstrip()):
            return number
    return None


def _line_start(layout: Layout, offset: int) -> int:
    """Start of the line of `offset`; a line that ends in the label goes on in the next one."""
    starts = [start for start, end in layout.lines if start <= offset]
    line = starts[-1] if starts else 0
    before = layout.folded[:line].rstrip()
    return before.rfind("so") if before.endswith(("so:", "so :")) and line == offset else line


def _date_and_place(layout: Layout, opening: tuple[Span, ...]) -> tuple[IssueDate | None, str | None]:
    """The line `Thái Bình, ngày 14 tháng 9 năm 2021`."""
    for start, end in opening:
        found = _DATE.search(layout.folded, start, layout.paragraph_at(start)[1])
        if found is None or found.start() > end:
            continue
        place = _PLACE.search(layout.view, start, found.start())
        iso = iso_day(*found.group(2, 3, 4))
        if place and iso:
            span = found.span("date")
            return IssueDate(iso, layout.text[span[0] : span[1]], span), " ".join(place[0].split())
    return None, None


def _kind(layout: Layout, opening: tuple[Span, ...], number: Number | None) -> tuple[Span | None, Kind | None]:
    """The line that names the kind (`KẾ HOẠCH`), and the kind; else the kind its number tells."""
    for span in opening:
        found = _kind_heading().match(layout.folded, *span)
        if found and layout.view[slice(*found.span("name"))].isupper():
            name = _kind_by_fold()[plain(found["name"])]
            if _agree(name, number):
                return span, Kind(name, kind_names()[name])
    if number is None:
        return None, None
    if number.kind_code:
        return None, Kind(kind_codes()[number.kind_code][0], number.kind_code)
    return None, Kind("Công văn", None)


def _agree(name: str, number: Number | None) -> bool:
    """Can a document of this number be of this kind? A heading inside an annex names another kind."""
    return number is None or number.kind_code is None or name in kind_codes()[number.kind_code]


@lru_cache
def _kind_by_fold() -> dict[str, str]:
    return {fold(name): name for name in kind_names()}


@lru_cache
def _kind_heading() -> re.Pattern[str]:
    return re.compile(rf"\W*(?P<name>{alternatives(kind_names())})(?!\w)")


def _title(layout: Layout, opening: tuple[Span, ...], kind_line: Span | None, kind: Kind | None) -> str | None:
    """The subject: what stands between the kind and the body, or after `V/v`."""
    lines = tuple(span for span in opening if kind_line is None or span[0] > kind_line[0])
    parts: list[str] = []
    if kind_line is None:
        starts = [i for i, (a, b) in enumerate(lines) if _SUBJECT.match(layout.folded[a:b])]
        lines = lines[starts[0] :] if starts else ()
    elif kind:
        rest = layout.view[kind_line[0] : kind_line[1]][len(kind.name) :].strip()
        parts = [rest] if rest else []
    for start, end in lines:
        printed, folded = layout.view[start:end], layout.folded[start:end]
        apart = start in layout.after_blank and not _CONTINUES.match(printed)
        if parts and (apart or _BODY_STARTS.match(folded) or len(parts) >= _TITLE_LINES):
            break
        parts.append(printed)
    title = " ".join(" ".join(parts).split())
    label = _SUBJECT.match(fold(title))
    return title[label.end() if label else 0 :] or None


def _issuer_in_header(
    layout: Layout, opening: tuple[Span, ...], number: Number | None, kind_line: Span | None
) -> Issuer | None:
    """Bodies named in capitals above the number: the last is the issuer, the one before its parent."""
    limit = number.span[0] if number else kind_line[0] if kind_line else 0
    names: list[str] = []
    for start, end in opening:
        line = layout.view[start:end].strip(" -:")
        if end > limit:
            break
        if not line.isupper() or _MOTTO.search(fold(line)):
            continue
        if names and not _starts_body(line):
            names[-1] += " " + line
        else:
            names.append(line)
    names = [name for name in names if _starts_body(name)]
    if not names:
        return None
    parent = _as_printed(layout, names[-2]) if len(names) > 1 else None
    return Issuer(_as_printed(layout, names[-1]), parent, IssuerPlace.HEADER)


def _starts_body(line: str) -> bool:
    heads = tuple(fold(row["head"]) for row in rows("bodies"))
    return fold(line).startswith(heads)


def _as_printed(layout: Layout, name: str) -> str:
    """A name in capitals as the body of the document writes it, else with its first letter large."""
    position = layout.folded.find(fold(name))
    while position >= 0:
        printed = layout.view[position : position + len(name)]
        if not printed.isupper():
            return " ".join(printed.split())
        position = layout.folded.find(fold(name), position + 1)
    return " ".join(name.split()).capitalize()


def _issuer_in_body(layout: Layout) -> Issuer | None:
    """The body that acts: "Ban Thường vụ Công đoàn ngành Y tế Thái Bình ban hành kế hoạch …", in its fullest name."""
    acting: Counter[str] = Counter()
    for start, end in layout.paragraphs:
        for word in re.finditer(r"(?<!\w)[A-ZĐÀ-Ỹ]", layout.view[start:end]):
            first = start + word.start()
            last = body.end_of(layout, first, end)
            if last and _ACTS.match(layout.folded, last, end):
                name = " ".join(layout.view[first:last].split())
                acting[_OF_BODY.sub("", name)] += 1
    if not acting:
        return None
    usual = min(acting, key=lambda name: (-acting[name], -len(name), name))
    fullest = max((name for name in acting if name.startswith(usual)), key=lambda name: (len(name), name))
    return Issuer(fullest, None, IssuerPlace.BODY)


def _closing(layout: Layout) -> tuple[Span, ...]:
    """Lines of the signature block: from the last authority line on; without one, the last lines of the text."""
    tail = layout.lines[-40:]
    starts = [i for i, (a, b) in enumerate(tail) if _AUTHORITY.match(layout.view[a:b]) and layout.view[a:b].isupper()]
    return tail[starts[-1] :] if starts else ()


def _signer(layout: Layout, closing: tuple[Span, ...]) -> Signer | None:
    """Authority, position and name; what the seal prints between them is passed over."""
    if not closing:
        return None
    lines = [" ".join(layout.view[a:b].split()) for a, b in closing]
    names = [line for line in lines[1:] if _NAME.match(line) and not line.isupper()]
    if not names:
        return None
    position = next((line for line in lines[1:] if line.isupper() and _positions().search(fold(line))), None)
    return Signer(names[-1].strip(), position and _position_case(position), lines[0])


@lru_cache
def _positions() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(column('positions'))})(?!\w)")


def _position_case(line: str) -> str:
    """`PHÓ CHỦ TỊCH THƯỜNG TRỰC` as a sentence writes it: `Phó Chủ tịch Thường trực`."""
    usual = {fold(position): position for position in column("positions")}
    line = line.strip(" *.").capitalize()
    for found in _positions().finditer(fold(line)):
        line = line[: found.start()] + usual[plain(found[0])] + line[found.end() :]
    return line


def _recipients(layout: Layout) -> tuple[str, ...]:
    """The list under `Nơi nhận`, as printed without bullets and the closing `;` or `.`."""
    heads = [i for i, (a, b) in enumerate(layout.lines) if _RECIPIENTS.match(layout.folded[a:b])]
    if not heads:
        return ()
    found: list[str] = []
    for start, end in layout.lines[heads[-1] + 1 :]:
        line = layout.text[start:end].strip()
        if _AUTHORITY.match(line) or (layout.view[start:end].isupper() and not _BULLET.match(line)):
            break
        if _BULLET.match(line) or not found:
            found.append(_BULLET.sub("", line))
        elif line[0].islower() or not found[-1].endswith((";", ".")):
            found[-1] += " " + line
        else:
            break
    return tuple(entry.strip(" *").rstrip(";. ").strip() for entry in found if entry.strip(" *;."))


def _warnings(layout: Layout, opening: tuple[Span, ...], number: Number | None, date: IssueDate | None) -> list[str]:
    """What a person should look at."""
    lines = [layout.folded[a:b] for a, b in opening]
    warnings = []
    if number is None:
        blank = any(_BLANK_NUMBER.match(line) for line in lines)
        warnings.append("Số văn bản còn để trống" if blank else "Không tìm thấy số văn bản ở phần đầu")
    if date is None:
        blank = any(_BLANK_DATE.search(line) for line in lines)
        warnings.append("Ngày ban hành còn để trống" if blank else "Không tìm thấy ngày ban hành ở phần đầu")
    return warnings
