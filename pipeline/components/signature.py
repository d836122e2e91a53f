"""Who signed, for whom and as what.

The block stands after the last article and before the annexes, and a web page has its own words after it. So it is
looked for in the whole text: lines in capitals that say for whom or as what somebody signs, and then a name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from itertools import islice
from operator import xor

from ..model import Signer, Span
from ..vietnamese import LOWER, UPPER, exact, fold
from ..vocabulary import column
from .layout import Layout
from .lexicon import alternatives, pattern
from .wording import as_written, printed

LIST = pattern(r"(?:n|[a-z](?=oi nhan\s*:))oi nhan(?!\w)")  # OCR may read `Aơi nhận:`
BULLET = re.compile(r"[-+•●*–○▪]\s*")
LIST_LINES = 60  # of the longest list of recipients
_AUTHORITY = re.compile(
    r"(?:t\s?/\s?(?:m|l|uq)|k\s?/\s?t|(?:tm|kt|tl|tuq|q)\s?[./]|(?:tm|kt|tl|tuq)(?=\s))[\s./]*(?=[a-z])"
)
_IN_LINE = re.compile(r"[.;)/]\s+(?:TM|KT|TL|TUQ)\s?[./]")  # behind the last sentence, on a page that lost its breaks
_IN_ITS_STEAD = ("k", "tl", "t/l", "tu", "t/u")  # whose position is not that of the signer
_STARS = re.compile(r"\*+")
_MOST_JOINED = 2
_TORN = re.compile(r"[^\W\d]\*+[^\W\d]")  # `PH**Ó TRƯỞNG BAN**`: the view has a blank in the word
_SIGNED = re.compile(r"\W{0,9}[Đđ]ã k[ýí]\W{0,9}")  # bounded: a rule of dashes is long
_SIGNED_ONLY = 12  # lines at the end of a text
_GOES_ON = re.compile(r"(?:,|(?<!\w)(?:kiem|quyen))\s*$")
_CELL = re.compile(r"\t|\||\s{3,}")
_LONGEST_LINE = 4_000  # of a longer one its two ends are read
_DEGREES = (
    r"(?:(?:PGS|GS|TSKH|TS|ThS|Th\.S|BS|CN|KS|LS|NGND|NGƯT|TTND|TTƯT|CKI{1,2}|BSCK\s?I{0,2})[.,]?\s*"
    r"|(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy)\s+|(?:Phó |Chuẩn )?Đô đốc\s+)*"
)
_NAME = re.compile(rf"\W*{_DEGREES}(?P<name>(?:[{UPPER}](?:['’][{UPPER}])?[{LOWER}]*\s+){{1,5}}[{UPPER}][{LOWER}]+)\W*")
_NAME_FIRST = re.compile(rf"\W*{_DEGREES}(?:[{UPPER}][{LOWER}]*\s+){{1,4}}[{UPPER}][{LOWER}]+(?!\w)")  # and then more
_NAME_IN_CAPITALS = re.compile(rf"\W*{_DEGREES}(?P<name>[{UPPER}]+(?:\s+[{UPPER}]+){{1,4}})\W*")
_BLOCK = 14  # cells from the first line of a signature to the name, the list of recipients left out
_JUNK = 3  # lines of a seal that OCR reads as words
_SHORT = 40
_MOST_TRIED = 2_000  # places where a signature could begin


@dataclass(frozen=True, slots=True)
class Signature:
    """The signature block: `authority` is its first line as printed, where that says for whom it is signed."""

    authority: str | None
    signer: Signer | None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class _Cell:
    """A line, or the part of it that stands in one column or in one kind of letters."""

    line: int
    span: Span
    text: str

    @property
    def folded(self) -> str:
        return fold(self.text)


@dataclass(slots=True)
class Lines:
    """The lines below the opening, and each of them as cells."""

    layout: Layout
    spans: list[Span]
    _cells: dict[int, list[_Cell]] = field(default_factory=dict)

    def cells(self, index: int) -> list[_Cell]:
        if index not in self._cells:
            self._cells[index] = list(_cells(self.layout, self.spans[index], index))
        return self._cells[index]


def lines(layout: Layout, after: int) -> Lines:
    """The lines after an offset; one that a mark of emphasis leaves open goes on in the next: `**CHỦ / TỊCH**`."""
    spans: list[Span] = []
    is_open = 0
    for start, end in layout.lines:
        if end <= after:
            continue
        if is_open and start not in layout.after_blank and "|" not in layout.text[spans[-1][1] : start]:
            spans[-1] = (spans[-1][0], end)
            is_open -= 1
        else:
            spans.append((start, end))
            is_open = _MOST_JOINED if layout.text[start - 1 : start] == "*" else 0
        if is_open and not _is_open(layout.text, *spans[-1]):
            is_open = 0
    return Lines(layout, spans)


def _is_open(text: str, start: int, end: int) -> bool:
    """Does an emphasis that begins in this line go on behind it?"""
    runs = map(len, _STARS.findall(text, max(0, start - 3), end + 3))
    return bool(
        reduce(xor, runs, 0) & 3
    )  # a run of one, two or three stars opens or closes one of two emphases, or both


def is_list(layout: Layout, start: int) -> bool:
    """Does the label of the recipients stand here?"""
    return layout.folded.startswith("oi", start + 1) and LIST.match(layout.folded, start) is not None


def begins(folded: str) -> bool:
    """Can a signature begin with this line?"""
    return _begins().match(folded) is not None


def find(below: Lines) -> Signature:
    """The first block of a signature that ends in a name; without one, for whom it would be signed."""
    authority = None
    for first in islice(_first_cells(below), _MOST_TRIED):
        found = _block(below, first)
        if found.signer:
            return found
        authority = found.authority or authority
    return _signed_only(below) or Signature(authority, None)


def _first_cells(below: Lines) -> Iterator[tuple[int, int]]:
    """Line and cell in which a signature can begin: in capitals, or beside a list of recipients."""
    layout, listed = below.layout, -1
    in_lines = _in_lines(below)
    for index, (start, end) in enumerate(below.spans):
        if is_list(layout, start):
            listed = index + LIST_LINES
        capitals = not layout.view[start].islower() and layout.view[start : start + 3].isupper()
        may_begin = capitals and _begins().search(layout.folded, start, min(end, start + _SHORT))
        if index <= listed or may_begin or index in in_lines:
            for at, cell in enumerate(below.cells(index)):
                if cell.text.isupper() and _begins().match(cell.folded):
                    yield index, at


def _in_lines(below: Lines) -> set[int]:
    """Lines in the midst of which a signature seems to begin."""
    places = (found.span() for found in _IN_LINE.finditer(below.layout.view))
    lines = ((bisect_right(below.spans, start, key=lambda span: span[0]) - 1, end) for start, end in places)
    return {index for index, end in lines if index >= 0 and end <= below.spans[index][1]}


def _cells(layout: Layout, span: Span, index: int) -> Iterator[_Cell]:
    """A line cut where a column ends, and where a signature begins or ends: `CHỦ TỊCH QUỐC HỘI Nguyễn Văn A`."""
    for left, right in columns(layout.text, span):
        cuts = [left]
        torn = _TORN.search(layout.text, left, right) and printed(layout, (left, right)).isupper()
        for found in () if torn else _begins().finditer(layout.folded, left, right):
            if found.start() < cuts[-1] or not layout.view[found.start() : found.end()].isupper():
                continue
            run = _run(layout, found.end(), right)
            name = _NAME_FIRST.match(layout.view, run, right)
            cuts += [found.start(), *_inner(layout, found.end(), run), run, *([name.end()] if name else [])]
        for one, other in zip(cuts, [*cuts[1:], right], strict=True):
            text = printed(layout, (one, other))
            if any(sign.isalnum() for sign in text):
                yield _Cell(index, (one, other), text.lstrip(" -–:").rstrip(" -–:("))


def columns(text: str, span: Span) -> Iterator[Span]:
    """A line cut at table bars, tabs and wide gaps."""
    start, end = span
    if end - start > _LONGEST_LINE:
        yield from columns(text, (start, start + _LONGEST_LINE // 2))
        start = end - _LONGEST_LINE // 2
    for gap in _CELL.finditer(text, start, end):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    yield start, end


def _run(layout: Layout, start: int, limit: int) -> int:
    """Where the capitals that go on at `start` end: before the capital of the first word in small letters."""
    end = start
    while end < limit and not layout.view[end].islower():
        end += 1
    return end - 1 if start < end < limit and layout.view[end - 1].isupper() else end


def _inner(layout: Layout, start: int, end: int) -> Iterator[int]:
    """Where another line of the signature begins within the capitals: `KT. BỘ TRƯỞNG THỨ TRƯỞNG`."""
    body = _bodies().match(layout.folded, start, end)  # `TM. BAN BÍ THƯ` has no position in it
    for found in _begins_within().finditer(layout.folded, body.end() if body else start, end):
        if not _GOES_ON.search(layout.folded, max(start - 1, found.start() - _SHORT), found.start()):
            yield found.start()


def _block(below: Lines, first: tuple[int, int]) -> Signature:
    """The signature that begins with this cell; without a signer where no name ends it."""
    head = below.cells(first[0])[first[1]]
    sure = bool(_AUTHORITY.match(head.folded))
    capitals, name_in_capitals = [head.text], ""
    half, listed, junk, left = "", False, 0, _BLOCK
    for cell in _following(below, first):
        text = _SIGNED.sub("", cell.text)
        listed = listed or bool(LIST.match(cell.folded))
        if not text or text[0] in '([“"' or BULLET.match(text):
            continue
        if listed and not text.isupper() and not _name(f"{half} {text}", sure=False):
            continue
        left -= 1
        if left < 0:
            break
        if text.isupper():
            if _name_in_capitals(text):
                name_in_capitals, left = name_in_capitals or text, min(left, _JUNK)
            elif not name_in_capitals or _begins().match(cell.folded):
                capitals.append(text)
        elif name := _name(f"{half} {text}", sure=sure and not junk):
            return _signed(below.layout, capitals, name, (head.span[0], cell.span[1]))
        else:
            half = text if _is_family(text) else ""  # a name may be broken over two lines
            junk += not half
            if junk > _JUNK or len(text) > _SHORT or not (sure or half):
                break
    if name := _name_in_capitals(name_in_capitals):
        return _signed(below.layout, capitals, name, head.span)
    return Signature(head.text if sure else None, None)


def _following(below: Lines, first: tuple[int, int]) -> Iterator[_Cell]:
    line, at = first
    yield from islice(below.cells(line), at + 1, at + 1 + _BLOCK + LIST_LINES)
    for index in range(line + 1, min(line + _BLOCK + LIST_LINES, len(below.spans))):
        yield from islice(below.cells(index), _BLOCK + LIST_LINES)


def _name(text: str, sure: bool) -> str | None:
    """The name that a cell is; one that begins with no known family name only where a signature is `sure`."""
    found = _NAME.fullmatch(text.strip())
    if found is None:
        return None
    name = " ".join(found["name"].split())
    if fold(name) in _provinces() or name.startswith(("Ông ", "Bà ")):
        return None
    return name if sure or _is_family(name.split()[0]) else None


def _name_in_capitals(text: str) -> str | None:
    found = _NAME_IN_CAPITALS.fullmatch(text)
    names_more = _begins().match(fold(text)) or _bodies().match(fold(text)) or fold(text) in _provinces()
    known = found and _is_family(found["name"].split()[0]) and not names_more
    return " ".join(found["name"].title().split()) if found and known else None


def _is_family(word: str) -> bool:
    """Is this a family name, with its marks? Without them `Vụ` and `Sở` would be some."""
    return exact(word) in _family_names()


def _signed(layout: Layout, capitals: list[str], name: str, span: Span) -> Signature:
    """The signature of these lines in capitals, of which the last may be words of a seal."""
    parts: list[str] = []
    for line in capitals:
        begins = _begins().match(fold(line))
        may_go_on = parts and (fold(parts[-1]) not in _positions() or parts[-1].endswith(","))
        if parts and (parts[-1].endswith(",") or (may_go_on and not begins)):
            parts[-1] += " " + line
        elif not parts or begins:
            parts.append(line)
        else:
            break
    authority = next((part for part in parts if _AUTHORITY.match(fold(part))), None)
    position = None if _is_cut(layout, parts[-1], span) else _position(layout, parts[-1])
    return Signature(authority, Signer(name, position, authority), span)


def _is_cut(layout: Layout, line: str, span: Span) -> bool:
    """Is the beginning of a line lost under the seal? `… THỦ TƯỚNG` may be that of his deputy."""
    last = layout.text.rfind(line, *span)
    return last > 0 and layout.text[:last].rstrip(" ").endswith("…", last - _SHORT)


def _position(layout: Layout, line: str) -> str | None:
    """The position that the last line names; `KT. CHỦ TỊCH` names that of another."""
    folded = fold(line)
    stead = _AUTHORITY.match(folded)
    if stead and folded.startswith(_IN_ITS_STEAD):
        return None
    held = line[stead.end() :] if stead else line
    position = _begins().match(fold(held))
    if position is None:
        return None
    whole = as_written(layout, held.strip(" .,"))
    of = held[position.end() :].strip(" .,")
    return f"{as_written(layout, position[0].strip())} {as_written(layout, of)}" if of and "," not in held else whole


def _signed_only(below: Lines) -> Signature | None:
    """`Nguyễn Văn A (Đã ký)` at the end, all that a web page left of a signature."""
    for span in below.spans[-_SIGNED_ONLY:]:
        text = printed(below.layout, (max(span[0], span[1] - 3 * _SHORT), span[1]))
        name = _name(_SIGNED.sub("", text), sure=False) if _SIGNED.search(text) else None
        if name:
            return Signature(None, Signer(name, None, None), span)
    return None


@lru_cache
def _family_names() -> frozenset[str]:
    return frozenset(map(exact, column("family_names")))


@lru_cache
def _provinces() -> frozenset[str]:
    return frozenset(map(fold, column("provinces")))


@lru_cache
def _positions() -> frozenset[str]:
    return frozenset(map(fold, column("positions")))


@lru_cache
def _bodies() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(column('bodies'))})(?!\w)")


@lru_cache
def _begins() -> re.Pattern[str]:
    """How a line of a signature begins: for whom, as what, or both. One letter of dirt may stick to it."""
    position = rf"(?:{alternatives(column('positions'))})(?!\w\w)"
    return re.compile(rf"(?<!\w)(?:{_AUTHORITY.pattern}(?:{position})?|{position})")


@lru_cache
def _begins_within() -> re.Pattern[str]:
    """The same within capitals, where a web page has lost the break between two lines: `TM. CHÍNH PHỦKT. THỦ TƯỚNG`."""
    position = rf"(?:{alternatives(column('positions'))})(?=pho|kt|\W|$)"
    return re.compile(rf"(?:(?:tm|kt|tl|tuq)\.[\s.]*|(?<!\w){_AUTHORITY.pattern})(?:{position})?|{position}")
