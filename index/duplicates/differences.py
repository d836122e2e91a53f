"""What differs between two documents, for people: numbers, dates, figures, names, then the text, noise left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from ...pipeline.model import Record
from ...pipeline.vietnamese import UPPER, Words
from .alignment import Alignment, Range, Sort, Stretch, align
from .verdict import Differences, Paper, Passage

_AROUND = 60  # characters shown on either side of what differs
_SHOWN = 300  # characters of a passage
_CHANGED = (Sort.SUBSTITUTED, Sort.REWRITTEN, Sort.EXTRA)
_NAME = re.compile(rf"[{UPPER}][^\W\d_]*(?:\s+[{UPPER}][^\W\d_]*)+")


def of_records(here: Record, there: Record) -> Differences:
    """What one of them has and the other has not."""
    return Differences(
        numbers=_unshared(_numbers(here), _numbers(there)),
        dates=_unshared(_dates(here), _dates(there)),
        figures=_unshared(_figures(here), _figures(there)),
    )


def of(here: Paper, there: Paper) -> Differences:
    """The same with names, and the text passage by passage."""
    alignment = align(here.words, there.words)
    found = of_records(here.record, there.record)
    return Differences(
        found.numbers,
        found.dates,
        found.figures,
        tuple(dict.fromkeys(_names(alignment, here.text, there.text))),
        tuple(_passages(alignment, here.text, there.text)),
        sum(1 for _ in alignment.of(Sort.HARMED)),
    )


def _unshared(here: Sequence[str], there: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(set(here) ^ set(there)))


def _numbers(record: Record) -> list[str]:
    return [reference.number.canonical for reference in record.references if reference.number is not None]


def _dates(record: Record) -> list[str]:
    return [mention.start for mention in record.dates if mention.start is not None]


def _figures(record: Record) -> list[str]:
    return [
        f"{target.value}{'' if target.value_max is None else f'–{target.value_max}'} {target.unit}"
        for target in record.targets
    ]


def _names(alignment: Alignment, here: str, there: str) -> Iterator[str]:
    """Names that stand in place of others: `Trần Văn An → Lê Thị Bình`."""
    for one, other in _substituted(alignment):
        names = (_name(here, alignment.here, one), _name(there, alignment.there, other))
        if all(names):
            yield " → ".join(filter(None, names))


def _substituted(alignment: Alignment) -> Iterator[tuple[Range, Range]]:
    for substituted, several in groupby(alignment.stretches, key=lambda stretch: stretch.sort is Sort.SUBSTITUTED):
        if substituted:
            run = list(several)
            yield (run[0].here[0], run[-1].here[1]), (run[0].there[0], run[-1].there[1])


def _name(text: str, words: Words, those: Range) -> str | None:
    """The name that these words are a part of."""
    start, end = _span(words, those)
    line = text.rfind("\n", 0, start) + 1
    for found in _NAME.finditer(text, line):
        if found.start() >= end:
            return None
        if found.end() > start:
            return " ".join(found[0].split())
    return None


def _span(words: Words, those: Range) -> tuple[int, int]:
    """Where words stand in the text; of none, where they would."""
    first, last = those
    if first == last:
        at = words.starts[first] if first < len(words.starts) else _end(words, len(words.starts) - 1)
        return at, at
    return words.starts[first], _end(words, last - 1)


def _end(words: Words, at: int) -> int:
    return words.starts[at] + len(words.marked[at]) if at >= 0 else 0


def _passages(alignment: Alignment, here: str, there: str) -> Iterator[Passage]:
    changed = alignment.of(*_CHANGED)
    for _, several in groupby(changed, key=lambda one: _lines(alignment, one, here, there)):
        run = list(several)
        yield Passage(
            _shown(here, [_span(alignment.here, one.here) for one in run]),
            _shown(there, [_span(alignment.there, one.there) for one in run]),
        )


def _lines(alignment: Alignment, stretch: Stretch, here: str, there: str) -> tuple[int, int]:
    """Where the lines of both texts start in which this stretch begins."""
    start, also = _span(alignment.here, stretch.here)[0], _span(alignment.there, stretch.there)[0]
    return here.rfind("\n", 0, start), there.rfind("\n", 0, also)


def _shown(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text around what differs, which stands in brackets: `đạt ⟦85%⟧ trở lên`."""
    start, end = max(0, spans[0][0] - _AROUND), spans[-1][1] + _AROUND
    start = max(start, text.rfind("\n", 0, spans[0][0]) + 1)
    end = min(end, _line_end(text, spans[-1][1]))
    pieces, at = [], start
    for first, last in spans:
        if first < last:
            pieces += [text[at:first], "⟦", text[first:last], "⟧"]
            at = last
    shown = " ".join("".join([*pieces, text[at:end]]).split())
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)
