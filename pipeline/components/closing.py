"""The closing of a document: who signed, for whom and as what; who receives it.

It stands after the last article and before the annexes, and a web page has its own words after it. So it is looked for
in the whole text: lines in capitals that say for whom or as what somebody signs, and then a name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..model import Signer, Span
from ..vietnamese import LOWER, UPPER, exact, fold
from ..vocabulary import column
from .layout import Layout
from .lexicon import alternatives, pattern
from .wording import as_written, printed

_AUTHORITY = re.compile(
    r"(?:t\s?/\s?(?:m|l|uq)|k\s?/\s?t|(?:tm|kt|tl|tuq|q)\s?[./]|(?:tm|kt|tl|tuq)(?=\s))[\s./]*(?=[a-z])"
)
_IN_ITS_STEAD = ("k", "tl", "t/l", "tu", "t/u")  # whose position is not that of the signer
_RECIPIENTS = pattern(r"\W*noi nhan\W*?(?::|$)")
_LIST = pattern(r"noi nhan(?!\w)")
_BULLET = re.compile(r"[-+•●*–○▪]\s*")
_NEXT_ENTRY = re.compile(r"(?<=[;.])\s+(?=[-+•●–○▪]\s*\S)")
_STARS = re.compile(r"\*+")
_MOST_JOINED = 2
_SIGNED = re.compile(r"\W{0,9}[Đđ]ã ký\W{0,9}")  # bounded: a rule of dashes is long
_SIGNED_ONLY = 12  # lines at the end of a text
_GOES_ON = re.compile(r"(?:,|(?<!\w)(?:kiem|quyen))\s*$")
_CELL = re.compile(r"\t|\||\s{3,}")
_CAPITALS_END = re.compile(rf"(?<=[{UPPER}.,)])\s+(?=(?:[({UPPER}][{LOWER}]))")
_DEGREES = (
    r"(?:(?:PGS|GS|TSKH|TS|ThS|Th\.S|BS|CN|KS|LS|NGND|NGƯT|TTND|TTƯT|CKI{1,2}|BSCK\s?I{0,2})[.,]?\s*"
    r"|(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy)\s+|(?:Phó |Chuẩn )?Đô đốc\s+)*"
)
_NAME = re.compile(rf"\W*{_DEGREES}(?P<name>(?:[{UPPER}](?:['’][{UPPER}])?[{LOWER}]*\s+){{1,5}}[{UPPER}][{LOWER}]+)\W*")
_NAME_IN_CAPITALS = re.compile(rf"\W*{_DEGREES}(?P<name>[{UPPER}]+(?:\s+[{UPPER}]+){{1,4}})\W*")
_BLOCK = 14  # cells from the first line of a signature to the name, the list of recipients left out
_LIST_LINES = 60  # of the longest list of recipients
_AFTER_LINES = 15  # the list may stand below the signature
_JUNK = 3  # lines of a seal that OCR reads as words
_SHORT = 40


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


def signature(layout: Layout, after: int = 0) -> Signature:
    """The first block of a signature that ends in a name; without one, for whom it would be signed."""
    lines = _lines(layout, after)
    authority = None
    for index in _candidates(layout, lines):
        cells = list(_cells(layout, lines, index))
        for at, cell in enumerate(cells):
            if cell.text.isupper() and _begins().match(cell.folded):
                found = _block(layout, lines, cell, cells[at + 1 :])
                if found.signer:
                    return found
                authority = found.authority or authority
    return _signed_only(layout, lines) or Signature(authority, None)


def _lines(layout: Layout, after: int) -> list[Span]:
    """The lines below the opening; one that a mark of emphasis leaves open goes on in the next: `**CHỦ / TỊCH**`."""
    lines: list[Span] = []
    is_open = 0
    for start, end in layout.lines:
        if end <= after:
            continue
        if is_open and start not in layout.after_blank and "|" not in layout.text[lines[-1][1] : start]:
            lines[-1] = (lines[-1][0], end)
            is_open -= 1
        else:
            lines.append((start, end))
            is_open = _MOST_JOINED if layout.text[start - 1 : start] == "*" else 0
        if is_open and not _is_open(layout.text, *lines[-1]):
            is_open = 0
    return lines


def _is_open(text: str, start: int, end: int) -> bool:
    """Does an emphasis that begins in this line go on behind it?"""
    runs = [len(found[0]) for found in _STARS.finditer(text, max(0, start - 3), end + 3)]
    return sum(run & 1 for run in runs) % 2 == 1 or sum(run >> 1 & 1 for run in runs) % 2 == 1


def _candidates(layout: Layout, lines: list[Span]) -> Iterator[int]:
    """Lines that begin like a signature, and all lines of a list of recipients: it may stand to the left."""
    listed = -1
    for index, (start, end) in enumerate(lines):
        if _LIST.match(layout.folded, start):
            listed = index + _LIST_LINES
        if index <= listed or (layout.view[start : start + 3].isupper() and _begins().match(layout.folded, start, end)):
            yield index


def _cells(layout: Layout, lines: list[Span], index: int) -> Iterator[_Cell]:
    """A line cut where a column ends, and where a signature begins or ends: `CHỦ TỊCH QUỐC HỘI Nguyễn Văn A`."""
    for left, right in _cut(layout.text, *lines[index]):
        cuts = [left]
        for found in _begins().finditer(layout.folded, left, right):
            if found.start() < cuts[-1] or not layout.view[found.start() : found.end()].isupper():
                continue
            run = _run(layout, found.end(), right)
            cuts += [found.start(), *_inner(layout, found.end(), run), run]
        for one, other in zip(cuts, [*cuts[1:], right], strict=True):
            text = printed(layout, (one, other))
            if any(sign.isalnum() for sign in text):
                yield _Cell(index, (one, other), text.strip(" -–:"))


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    for gap in _CELL.finditer(text, start, end):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    yield start, end


def _run(layout: Layout, start: int, limit: int) -> int:
    """Where the capitals that go on at `start` end."""
    end = start
    while end < limit and not layout.view[end].islower():
        end += 1
    if end < limit and end - 2 >= start:  # the capital of the first word in small letters is not of the run
        end = layout.view.rfind(" ", start, end) if layout.view[end - 2].isalpha() else end - 1
    return max(start, end)


def _inner(layout: Layout, start: int, end: int) -> Iterator[int]:
    """Where another line of the signature begins within the capitals: `KT. BỘ TRƯỞNG THỨ TRƯỞNG`."""
    body = _bodies().match(layout.folded, start, end)  # `TM. BAN BÍ THƯ` has no position in it
    for found in _begins_within().finditer(layout.folded, body.end() if body else start, end):
        if not _GOES_ON.search(layout.folded, max(start - 1, found.start() - _SHORT), found.start()):
            yield found.start()


def _block(layout: Layout, lines_below: list[Span], first: _Cell, rest: list[_Cell]) -> Signature:
    """The signature that begins with this cell; without a signer where no name ends it."""
    sure = bool(_AUTHORITY.match(first.folded))
    lines, capitals = [first.text], ""
    half, listed, junk, left = "", False, 0, _BLOCK
    for cell in _following(layout, lines_below, first.line, rest):
        text = _SIGNED.sub("", cell.text)
        if not text or text[0] in '([“"':
            continue
        listed = listed or bool(_LIST.match(cell.folded))
        if _BULLET.match(text) or (listed and not text.isupper() and not _name(f"{half} {text}", sure=False)):
            continue
        left -= 1
        if left < 0:
            break
        if text.isupper():
            if _name_in_capitals(text):
                capitals, left = capitals or text, min(left, _JUNK)
            elif not capitals or _begins().match(cell.folded):
                lines.append(text)
        elif name := _name(f"{half} {text}", sure=sure and not junk):
            return _signed(layout, lines, name, (first.span[0], cell.span[1]))
        else:
            half = text if _is_family(text) else ""  # a name may be broken over two lines
            junk += not half
            if junk > _JUNK or len(text) > _SHORT or not (sure or half):
                break
    if capitals:
        return _signed(layout, lines, _name_in_capitals(capitals) or "", first.span)
    return Signature(first.text if sure else None, None)


def _following(layout: Layout, lines: list[Span], line: int, rest: list[_Cell]) -> Iterator[_Cell]:
    yield from rest
    for index in range(line + 1, min(line + _BLOCK + _LIST_LINES, len(lines))):
        yield from _cells(layout, lines, index)


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


def _signed(layout: Layout, lines: list[str], name: str, span: Span) -> Signature:
    """The signature of these lines in capitals."""
    parts: list[str] = []
    for line in lines:
        wrapped = parts and (parts[-1].endswith(",") or (len(parts) == 1 and _AUTHORITY.match(fold(parts[0]))))
        wrapped = wrapped or (parts and fold(parts[-1]) not in _positions())
        if parts and (parts[-1].endswith(",") or (wrapped and not _begins().match(fold(line)))):
            parts[-1] += " " + line
        elif not parts or _begins().match(fold(line)):
            parts.append(line)
        else:
            break  # the seal
    authority = next((part for part in parts if _AUTHORITY.match(fold(part))), None)
    return Signature(authority, Signer(name, _position(layout, parts[-1]), authority), span)


def _position(layout: Layout, line: str) -> str | None:
    """The position that the last line names; `KT. CHỦ TỊCH` names that of another."""
    folded = fold(line)
    stead = _AUTHORITY.match(folded)
    if stead and folded.startswith(_IN_ITS_STEAD):
        return None
    rest = line[stead.end() :] if stead else line
    return as_written(layout, rest.strip(" .,")) if _begins().match(fold(rest)) else None


def _signed_only(layout: Layout, lines: list[Span]) -> Signature | None:
    """`Nguyễn Văn A (Đã ký)` at the end, all that a web page left of a signature."""
    for span in lines[-_SIGNED_ONLY:]:
        text = printed(layout, span)
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
    """How a line of a signature begins: for whom, as what, or both."""
    position = rf"(?:{alternatives(column('positions'))})(?!\w)"
    return re.compile(rf"(?<!\w)(?:{_AUTHORITY.pattern}(?:{position})?|{position})")


@lru_cache
def _begins_within() -> re.Pattern[str]:
    """The same within capitals, where a web page has lost the break between two lines: `TM. CHÍNH PHỦKT. THỦ TƯỚNG`."""
    position = rf"(?:{alternatives(column('positions'))})(?=pho|kt|\W|$)"
    return re.compile(rf"(?:(?:tm|kt|tl|tuq)\.[\s.]*|(?<!\w){_AUTHORITY.pattern})(?:{position})?|{position}")


def recipients(layout: Layout, signed: Span | None, after: int = 0) -> tuple[str, ...]:
    """The list under `Nơi nhận` by the signature, as printed, without bullets and what parts the entries."""
    lines = _lines(layout, after)
    at = _list_by(layout, lines, signed)
    if at is None:
        return ()
    start, end = lines[at]
    label = _RECIPIENTS.match(layout.folded, start, end)
    spans = [(label.end() if label else end, end), *lines[at + 1 : at + 1 + _LIST_LINES]]
    entries: list[str] = []
    for index, span in enumerate(spans):
        left = next(_cut(layout.text, *span), span) if span[0] < span[1] else span
        if signed and left[0] < signed[0] < left[1]:
            left = (left[0], signed[0])
        line = printed(layout, left)
        if signed and left[0] >= signed[0] and left[0] < signed[1] and line.isupper():
            if left[0] == span[0] and index:
                break
            continue
        if index and (_ends_list(layout, span, entries) or _is_heading(line, entries)):
            break
        for entry in _NEXT_ENTRY.split(line):
            if entries and not _BULLET.match(entry) and not entries[-1].endswith((";", ".", ",")):
                entries[-1] += " " + entry
            elif entry:
                entries.append(_BULLET.sub("", entry, count=1))
    cleaned = (entry.strip(" *").rstrip(";.,: ").strip() for entry in entries)
    return tuple(entry for entry in cleaned if entry)


def _is_heading(line: str, entries: list[str]) -> bool:
    """Capitals are another part of the page, unless they are the rest of an entry: `các Vụ: / KTTH, NN;`."""
    is_rest = entries and not entries[-1].endswith((";", ".")) and "," in line + entries[-1]
    return line.isupper() and not _BULLET.match(line) and (not is_rest or bool(_begins().match(fold(line))))


def _list_by(layout: Layout, lines: list[Span], signed: Span | None) -> int | None:
    """The line of the label `Nơi nhận` that is nearest to the signature."""
    labels = [
        index
        for index, (start, end) in enumerate(lines)
        if _LIST.match(layout.folded, start) and _RECIPIENTS.match(layout.folded, start, end)
    ]
    if signed is None or not labels:
        return labels[0] if labels else None
    line = bisect_right(lines, signed[0], key=lambda span: span[0]) - 1
    near = [at for at in labels if line - _LIST_LINES <= at <= line + _AFTER_LINES]
    return min(near, key=lambda at: abs(at - line), default=None)


def _ends_list(layout: Layout, span: Span, entries: list[str]) -> bool:
    """A line after the entry that ended in a full stop, or a new paragraph or cell without a bullet, is no entry."""
    if not entries or _BULLET.match(layout.view, span[0]):
        return False
    border = "|" in layout.text[layout.text.rfind("\n", 0, max(0, span[0] - 1)) : span[0]]
    return entries[-1].endswith(".") or border or (span[0] in layout.after_blank and len(entries) > 1)
