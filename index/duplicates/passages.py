"""What differs between two texts, passage by passage, as a person reads it: `… đạt ⟦85%⟧ trở lên`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...pipeline.vietnamese import Words
from .alignment import Alignment, Range, length
from .changes import Change
from .verdict import Passage

_AROUND = 8  # words that are shown on either side of what differs
_BETWEEN = 12  # words between two changes that are shown together
_TOGETHER = 60  # words of changes that are shown together
_LONG, _FIRST = 30, 20  # words: of what is longer the first are shown, and how many there are
_ALONE = 8  # words: where more are added, what stands around them in the other text tells nothing
_PLAIN = re.compile(r"[*_`]{1,3}(?=\S)|(?<=\S)[*_]{1,3}|\|(?:[\s|:-]*\|)+")
_OPENING = "“\"'‘([*"
_EDGES = "“”\"'‘’.,;:!?()[]*|…-–"


@dataclass(frozen=True, slots=True)
class _Side:
    text: str
    words: Words

    def start(self, at: int) -> int:
        return self.words.starts[at] if at < len(self.words.starts) else len(self.text)

    def end(self, at: int) -> int:
        """Of the word before `at`."""
        return self.words.starts[at - 1] + len(self.words.marked[at - 1]) if at else 0

    def before(self, those: Range, least: int) -> int:
        """How many words of their line stand before these, down to word `least`; none before none."""
        line = self.text.rfind("\n", 0, self.start(those[0])) + 1
        count = 0
        while length(those) and count <= _AROUND and those[0] - count > least:
            if self.start(those[0] - count - 1) < line:
                break
            count += 1
        return count

    def after(self, those: Range, most: int) -> int:
        """How many words of their line stand after these, up to word `most`; none after none."""
        line = self.text.find("\n", self.end(those[1]))
        line = len(self.text) if line < 0 else line
        count = 0
        while length(those) and count <= _AROUND and those[1] + count < most:
            if self.start(those[1] + count) >= line:
                break
            count += 1
        return count


def passages(found: Sequence[Change], alignment: Alignment, here: str, there: str) -> Iterator[Passage]:
    """Texts in NFC."""
    one, other = _Side(here, alignment.here), _Side(there, alignment.there)
    several = list(_together(found, one, other))
    for at, group in enumerate(several):
        before = several[at - 1][-1] if at else Change((0, 0), (0, 0))
        ends = len(one.words.starts), len(other.words.starts)
        after = several[at + 1][0] if at + 1 < len(several) else Change((ends[0],) * 2, (ends[1],) * 2)
        yield _passage(group, before, after, one, other)


def _together(found: Sequence[Change], one: _Side, other: _Side) -> Iterator[list[Change]]:
    """Changes of one line that stand near each other."""
    group: list[Change] = []
    for change in found:
        if group and not (_are_near(group[-1], change, one, other) and _words(group[0], change) <= _TOGETHER):
            yield group
            group = []
        group.append(change)
    if group:
        yield group


def _are_near(first: Change, second: Change, one: _Side, other: _Side) -> bool:
    gap = max(second.here[0] - first.here[1], second.there[0] - first.there[1])
    lines = (
        one.text.count("\n", one.end(first.here[1]), one.start(second.here[0])),
        other.text.count("\n", other.end(first.there[1]), other.start(second.there[0])),
    )
    return gap <= _BETWEEN and not all(lines)


def _words(first: Change, last: Change) -> int:
    return max(last.here[1] - first.here[0], last.there[1] - first.there[0])


def _passage(group: Sequence[Change], before: Change, after: Change, one: _Side, other: _Side) -> Passage:
    first, last = group[0], group[-1]
    lead = max(one.before(first.here, before.here[1]), other.before(first.there, before.there[1]))
    rest = max(one.after(last.here, after.here[0]), other.after(last.there, after.there[0]))
    around = min(lead, _AROUND), min(rest, _AROUND)
    cut = lead > _AROUND, rest > _AROUND
    here, there = [change.here for change in group], [change.there for change in group]
    return Passage(
        _shown(one, here, around, cut, (before.here[1], after.here[0])) if not _is_aside(here, there) else "",
        _shown(other, there, around, cut, (before.there[1], after.there[0])) if not _is_aside(there, here) else "",
    )


def _is_aside(those: Sequence[Range], others: Sequence[Range]) -> bool:
    """Has this side nothing where the other has much?"""
    return not any(map(length, those)) and sum(map(length, others)) > _ALONE


def _shown(side: _Side, those: Sequence[Range], around: Range, cut: tuple[bool, bool], within: Range) -> str:
    first, last = max(within[0], those[0][0] - around[0]), min(within[1], those[-1][1] + around[1])
    brackets = list(_brackets(side, [each for each in those if length(each)]))
    start = _opened(side.text, side.start(first))
    end = max(start, _widened(side.text, side.end(last), side.end(last))[1])
    pieces, at = [], min([start, *(bracket[0] for bracket in brackets)])
    for opening, closing, words in brackets:
        pieces += [side.text[at:opening], f"⟦{_summed(side, words, opening, closing)}⟧"]
        at = closing
    shown = _plain("".join([*pieces, side.text[at : max(at, end)]]))
    return f"{'… ' if cut[0] else ''}{shown}{' …' if cut[1] else ''}"


def _brackets(side: _Side, those: Sequence[Range]) -> Iterator[tuple[int, int, Range]]:
    """Where brackets open and close, and which words they hold: of one date only one pair."""
    last: tuple[int, int, Range] | None = None
    for each in those:
        opening, closing = _whole(side.text, side.start(each[0]), side.end(each[1]))
        if last and opening < last[1]:
            last = last[0], max(closing, last[1]), (last[2][0], each[1])
            continue
        if last:
            yield last
        last = opening, closing, each
    if last:
        yield last


def _opened(text: str, start: int) -> int:
    """With the quotation mark or bracket before it."""
    while start and text[start - 1] in _OPENING:
        start -= 1
    return start


def _summed(side: _Side, those: Range, first: int, last: int) -> str:
    """All of it, or of much the first words and how many there are."""
    if length(those) <= _LONG:
        return side.text[first:last]
    return f"{side.text[first : side.end(those[0] + _FIRST)]} … ({length(those)} từ)"


def _whole(text: str, start: int, end: int) -> Range:
    """With all of a number, date or percentage: `11/06/2023`, `85%`."""
    if not any(map(str.isdigit, text[start:end])):
        return start, end
    first, last = _widened(text, start, end)
    while first < start and text[first] in _EDGES:
        first += 1
    while last > end and text[last - 1] in _EDGES:
        last -= 1
    return first, last


def _widened(text: str, start: int, end: int) -> Range:
    """To the blanks, and to the border of a cell, on either side."""
    while start and not (text[start - 1].isspace() or text[start - 1] == "|"):
        start -= 1
    while end < len(text) and not (text[end].isspace() or text[end] == "|"):
        end += 1
    return start, end


def _plain(text: str) -> str:
    """In one line, without emphasis and empty cells."""
    return " ".join(_PLAIN.sub(lambda found: " | " if "|" in found[0] else "", text).split()).strip("| ")
