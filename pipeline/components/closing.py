"""The closing of a document: its signature, and who receives it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from ..model import Span
from ..vietnamese import fold
from . import signature
from .layout import Layout
from .lexicon import pattern
from .signature import BULLET, LIST_LINES, Lines, Signature
from .wording import printed

_LABEL = pattern(r"\W*\woi nhan\W*?(?::|$)")
_NEXT_ENTRY = re.compile(r"(?<=[;.])\s+(?=[-+•●–○▪]\s*\S)")
_ENDS = (";", ".", ",")
_AFTER_LINES = 15  # the list may stand below the signature


@dataclass(frozen=True, slots=True)
class Closing:
    """The signature block, and the list under `Nơi nhận`."""

    signature: Signature
    recipients: tuple[str, ...]


def read(layout: Layout, after: int) -> Closing:
    """The closing of one document, whose body begins at an offset."""
    below = signature.lines(layout, after)
    signed = signature.find(below)
    return Closing(signed, _recipients(below, signed.span))


def _recipients(below: Lines, signed: Span | None) -> tuple[str, ...]:
    """The list by the signature, as printed, without bullets and what parts the entries."""
    at = _list_by(below, signed)
    if at is None:
        return ()
    layout = below.layout
    start, end = below.spans[at]
    label = _LABEL.match(layout.folded, start, end)
    entries: list[str] = []
    bulleted = False
    for index, span in enumerate([(label.end() if label else end, end), *below.spans[at + 1 : at + 1 + LIST_LINES]]):
        left = next(signature.columns(layout.text, span), span)
        if signed and left[0] < signed[0] < left[1]:
            left = (left[0], signed[0])
        line = printed(layout, left)
        if signed and _is_of_signature(left, line, signed):
            continue
        if index and _is_over(layout, left, line, entries, signed if start < (signed or (0, 0))[0] else None):
            break
        for entry in _NEXT_ENTRY.split(line):
            if entries and not BULLET.match(entry) and _goes_on(entries, entry, bulleted):
                entries[-1] += " " + entry
            elif entry:
                bulleted = bulleted or bool(BULLET.match(entry))
                entries.append(BULLET.sub("", entry, count=1))
    cleaned = (entry.strip().rstrip(";.,: ").strip() for entry in entries)
    return tuple(entry for entry in cleaned if entry)


def _goes_on(entries: list[str], line: str, bulleted: bool) -> bool:
    """Is this line, which has no bullet, the rest of the last entry? Party papers end each one in a comma."""
    ended = entries[-1].endswith((";", ".") if bulleted else _ENDS)
    return not ended or line[0].islower() or line[0] == "("


def _list_by(below: Lines, signed: Span | None) -> int | None:
    """The line of the label `Nơi nhận` that is nearest to the signature; forms in an annex have one too."""
    layout = below.layout
    labels = [
        index
        for index, (start, end) in enumerate(below.spans)
        if signature.is_list(layout, start) and _LABEL.match(layout.folded, start, end)
    ]
    if signed is None or not labels:
        return labels[0] if labels else None
    line = bisect_right(below.spans, signed[0], key=lambda span: span[0]) - 1
    near = [at for at in labels if line - LIST_LINES <= at <= line + _AFTER_LINES]
    return min(near, key=lambda at: abs(at - line), default=None)


def _is_of_signature(left: Span, line: str, signed: Span) -> bool:
    """Is this line, in the midst of the list, one of the signature beside it?"""
    return signed[0] <= left[0] < signed[1] and not BULLET.match(line) and (line.isupper() or left[1] >= signed[1])


def _is_over(layout: Layout, left: Span, line: str, entries: list[str], signed: Span | None) -> bool:
    """Does the list end before this line, which another column or another part of the page begins?"""
    if not entries or BULLET.match(line):
        return False
    if signed and left[0] >= signed[1]:
        return True
    is_rest = not entries[-1].endswith((";", ".")) and "," in line + entries[-1]  # `các Vụ: / KTTH, NN;`
    if line.isupper() and (not is_rest or signature.begins(fold(line))):
        return True
    border = "|" in layout.text[layout.text.rfind("\n", 0, max(0, left[0] - 1)) : left[0]]
    return entries[-1].endswith(".") or border or (left[0] in layout.after_blank and len(entries) > 1)
