"""Passages of a text: the clauses and paragraphs that are ranked and shown by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...pipeline.model import Span

LONGEST = 800  # characters, about 180 syllables
_SHORTEST = 60  # characters; less is a heading and belongs to what follows
_CLAUSE = r"""(?: \d{1,3}(?:\.\d{1,3})*[.)]\s | [a-zđ][.)]\s | [IVX]{1,5}[.)]\s | [-–+•*]\s
    | (?:Điều|Chương|Mục|Phần|Khoản|Phụ\ lục)\s+[\dIVX]+ )"""
# Where a passage starts: after a blank line or a page break, at a line that starts a clause, at the first row of a
# table and after its last one.
_START = re.compile(
    rf"""[\f\n](?: (?<=\f)\s* | [ \t]*[\f\n]\s* | (?=[ \t]*[*_]{{0,3}}{_CLAUSE})
    | (?<=\|\n)(?![ \t]*\|) | (?<!\|\n)(?=[ \t]*\|) )""",
    re.VERBOSE,
)
_SENTENCE = re.compile(r"(?<=[.;:!?…])\s+|\|[ \t]*\n")
_BLANK = re.compile(r"\s+")


def passages(text: str) -> tuple[Span, ...]:
    """Spans in reading order that share no character and leave out only blanks; none is longer than `LONGEST`."""
    return tuple(part for piece in _joined(text) for part in _cut(text, piece))


def _pieces(text: str) -> Iterator[Span]:
    start = 0
    for border in _START.finditer(text):
        yield start, border.start()
        start = border.end()
    yield start, len(text)


def _joined(text: str) -> Iterator[Span]:
    """The pieces, short ones joined to the next."""
    waiting: int | None = None
    last = 0
    for piece in _pieces(text):
        start, end = _trimmed(text, piece)
        if start == end:
            continue
        if waiting is not None and end - waiting > LONGEST:
            yield waiting, last
            waiting = None
        start = start if waiting is None else waiting
        waiting = start if end - start < _SHORTEST else None
        if waiting is None:
            yield start, end
        last = end
    if waiting is not None:
        yield waiting, last


def _cut(text: str, piece: Span) -> Iterator[Span]:
    """A long piece in parts: after the last sentence or row that fits, else between words, else anywhere."""
    start, end = piece
    while end - start > LONGEST:
        limit = start + LONGEST
        middle = start + LONGEST // 2
        borders = [*_SENTENCE.finditer(text, middle, limit)] or [*_BLANK.finditer(text, middle, limit)]
        stop = borders[-1].end() if borders else limit
        yield _trimmed(text, (start, stop))
        start = _trimmed(text, (stop, end))[0]
    if start < end:
        yield start, end


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
