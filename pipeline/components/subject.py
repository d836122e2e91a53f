"""The subject (trích yếu): between the kind and the body, or after the `V/v` of a letter."""

from __future__ import annotations

import re
from functools import lru_cache

from ..model import Span
from ..vietnamese import LOWER, UPPER, fold
from ..vocabulary import body_codes, column
from .head import Mark, Part
from .layout import Layout
from .lexicon import alternatives, pattern
from .wording import printed

_LINES, _CHARS = 20, 1_500  # the longest subject
# A subject may begin with these words, its second line does not.
_BODY = pattern(
    r"\W*(?:thuc hien |theo |nham |de (?!an)|nam \d{4}(?!\s*$)|ngay \d|trong (?:thoi|nhung)|thoi gian |sau khi "
    r"|tren co so )"
)
_SECTION = pattern(r"\W*(?:phan [i1]|dieu \d|\d+\s?[.)]|[ivx]{1,4}\s?[.)-]\s|muc (?:luc|[i1]))")
_CONTINUES = re.compile(rf"\W?[\"“({LOWER}]")  # it goes on after a blank line in quotes or small letters
_STOP = re.compile(r"[,;]")
_ENDS = re.compile(r"[.:]\W*$")
_LONG = 80  # characters of a line that ends in a full stop: a sentence
_ORDERS = pattern(r".*(?<!\w)dien\W*$")  # `THỦ TƯỚNG CHÍNH PHỦ điện:` in a Công điện
# After these words the subject goes on, though a body be named on the next line; with marks (`từ`, not `tử`).
_LEADS_ON = re.compile(
    r"(?<!\w)(?:của|và|giữa|do|với|thuộc|cho|về|tại|bởi|là|gồm|trong|các|lập|toàn|thể|từ|đến|theo)\W*$"
)
# Until 2004 the heading told all: `QUYẾT ĐỊNH CỦA BỘ TRƯỞNG … SỐ … NGÀY … VỀ VIỆC …`.
_OLD_HEADING = pattern(r"\W*cua .{3,200}?(?<!\w)(?=ve )")
_ONE_LINE = re.compile(r"[ *]+\w")
_LONGEST_NAME = 200
_SMALL_BEFORE = re.compile(rf"[{LOWER}]\W*$")
_NOTE = re.compile(r"\[[^\]]*(?:\]|$)")  # what a publisher says between the words of a law
_ABOUT = re.compile(r"\W*v/v\W+")
_CAPITALS = re.compile(rf"(?:[^\s{LOWER}]+\s+){{2,}}(?=[{UPPER}][{LOWER}]+\s+\S)")


def under(layout: Layout, parts: tuple[Part, ...], start: int) -> tuple[str | None, str | None]:
    """The subject from `start` on, and the line under it that names who decides (`CHỦ TỊCH ỦY BAN NHÂN DÂN …`)."""
    parts = (Part(Mark.WORDS, (start, parts[0].span[1]), apart=False), *parts[1:])
    spans: list[Span] = []
    for index, part in enumerate(parts):
        line = layout.view[slice(*part.span)]
        if part.mark is Mark.ABOUT and not spans:
            continue
        if part.mark is not Mark.WORDS or not any(sign.isalnum() for sign in line):
            if spans:
                break
            continue
        decided_by = _authority(layout, parts[index:], spans)
        if decided_by:
            return _joined(layout, spans), decided_by
        if spans and _is_over(layout, part, spans):
            break
        spans.append(part.span)
    subject, decided_by = _apart(layout, spans)
    return _joined(layout, subject), decided_by


def after(layout: Layout, parts: tuple[Part, ...]) -> str | None:
    """The subject of a letter; the other column may stand between its lines."""
    spans: list[Span] = []
    column_between = False
    for part in parts:
        if part.mark is not Mark.WORDS:
            if spans and "\n" in layout.text[spans[-1][1] : part.span[0]]:
                break
            column_between = True
            continue
        small = layout.view[part.span[0]].islower()
        if spans and (part.apart if not column_between else not small):
            break
        spans.append(part.span)
        column_between = False
    return _joined(layout, spans)


def _is_over(layout: Layout, part: Part, spans: list[Span]) -> bool:
    """Does the body begin here?"""
    line, before = layout.view[slice(*part.span)], layout.view[slice(*spans[-1])]
    if len(spans) >= _LINES or part.span[1] - spans[0][0] > _CHARS or _SECTION.match(layout.folded, *part.span):
        return True
    is_upper = not any(sign.islower() for sign in line)  # a line of figures too
    if is_upper and before.isupper():
        return False
    led_to = _LEADS_ON.search(layout.exact, max(spans[-1][0], spans[-1][1] - _LONG), spans[-1][1])
    goes_on = "," in layout.text[spans[-1][1] - 1 : spans[-1][1] + 1]  # also over the blank line that OCR saw
    if line[0].islower() or led_to or goes_on:
        return False
    if _BODY.match(layout.folded, *part.span):
        return True
    paragraph = layout.paragraph_at(part.span[0])
    is_sentence = paragraph[1] - part.span[0] > _LONG and _ENDS.search(
        layout.view, max(paragraph[1] - 5, 0), paragraph[1]
    )
    return bool(part.apart or before.isupper() or is_sentence) and not _CONTINUES.match(line)


def _authority(layout: Layout, parts: tuple[Part, ...], spans: list[Span]) -> str | None:
    """Who decides, in capitals, on one line or more, before the body. Not where the subject leads to the name."""
    line = printed(layout, parts[0].span)
    if _ORDERS.fullmatch(fold(line)) and fold(line).startswith(_heads()):
        return line.rpartition(" ")[0]
    if not spans or not line.isupper():
        return None
    lines = 1
    while lines < len(parts) and not parts[lines].apart and layout.view[slice(*parts[lines].span)].isupper():
        lines += 1
    name = printed(layout, *(part.span for part in parts[:lines]))
    led_to = _LEADS_ON.search(layout.exact, max(spans[-1][0], spans[-1][1] - _LONG), spans[-1][1])
    if led_to or fold(name) in _bare_positions() or not fold(name).startswith(_heads()):
        return None
    new = parts[0].apart or not layout.view[slice(*spans[-1])].isupper()
    is_last = lines == len(parts)
    return name if new or (is_last and _bare_name().fullmatch(fold(name))) else None


def _apart(layout: Layout, spans: list[Span]) -> tuple[list[Span], str | None]:
    """The subject without who decides, where a web page has both and the body on one line."""
    start, end = spans[-1] if spans else (0, 0)
    if not _ONE_LINE.match(layout.view, end):
        return spans, None
    for found in _head_of_name().finditer(layout.folded, max(start + 1, end - _LONGEST_NAME), end):
        at = found.start()
        name, before = layout.view[at:end], layout.view[start:at]
        is_led_to = _LEADS_ON.search(layout.exact, max(start, at - _LONG), at)
        whole = _SMALL_BEFORE.search(before) or fold(name) in _bodies() or _bare_name().fullmatch(fold(name))
        if name.isupper() and before.strip() and whole and not is_led_to:
            return [*spans[:-1], (start, at)], " ".join(name.split())
    return spans, None


@lru_cache
def _bare_positions() -> frozenset[str]:
    """Positions that name no body: they are of the signature, in a very short paper."""
    positions = map(fold, column("positions"))
    return frozenset(position for position in positions if not any(body in position for body in _bodies()))


@lru_cache
def _heads() -> tuple[str, ...]:
    return tuple(fold(name) for name in (*column("bodies"), *column("positions")) if " " in name)


@lru_cache
def _head_of_name() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives((*_heads(), *_bodies()))})(?!\w)")


@lru_cache
def _bodies() -> frozenset[str]:
    return frozenset(fold(name) for name in body_codes().values())


@lru_cache
def _bare_name() -> re.Pattern[str]:
    """A position and what it is of, or a body and its place: a line in capitals that is no line of the subject."""
    level = "tinh|thanh pho|huyen|quan|thi xa|thi tran|xa|phuong|dac khu"
    positions, bodies = alternatives(column("positions")), alternatives(column("bodies"))
    return re.compile(rf"(?:{positions})(?:\s\w+){{1,14}}|(?:{bodies})(?:\s(?:{level})(?:\s\w+){{0,4}})?")


def _joined(layout: Layout, spans: list[Span]) -> str | None:
    """The lines as one subject."""
    stops = (_STOP.match(layout.text, end) for _, end in spans)  # a part of the head is without the sign at its end
    title = printed(
        layout, *((start, stop.end() if stop else end) for (start, end), stop in zip(spans, stops, strict=True))
    )
    title = " ".join(_NOTE.sub(" ", title).split())
    for label in (_ABOUT, _OLD_HEADING):
        if found := label.match(fold(title)):
            title = title[found.end() :]
    if (capitals := _CAPITALS.match(title)) and len(title) - capitals.end() > _LONG:
        title = title[: capitals.end()]  # the body stands on the same line
    return title.strip(" -:,;.") or None
