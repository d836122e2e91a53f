"""What differs between two documents, for people: numbers, dates, figures, names, then the text, noise left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...pipeline.model import Record
from ...pipeline.vietnamese import LOWER, UPPER, Words
from .alignment import Alignment, Range, align
from .changes import Change, changes
from .passages import passages
from .verdict import Differences, Paper

_NAMED = 6  # words: what is longer is a heading
_BODY = frozenset({"Bộ", "Sở", "Cục", "Vụ", "Ban", "Phòng", "Hội", "Viện", "Trường"})
_LOWER = re.compile(rf"[^\S\n]+([{LOWER}]+)(?!\w)")
_NAME = re.compile(rf"[{UPPER}][^\W\d_]*(?:[^\S\n]+[{UPPER}][^\W\d_]*)+")


def of_records(here: Record, there: Record) -> Differences:
    """What one of them has and the other has not."""
    return Differences(
        numbers=_unshared(_numbers(here), _numbers(there)),
        dates=_unshared(_dates(here), _dates(there)),
        figures=_unshared(_figures(here), _figures(there)),
    )


def of(here: Paper, there: Paper) -> Differences:
    """The same with names, and the text passage by passage."""
    alignment = align(here.text, there.text)
    found = changes(alignment, here.text, there.text)
    return replace(
        of_records(here.record, there.record),
        names=tuple(dict.fromkeys(_names(found.exchanged, alignment, here.text, there.text))),
        passages=tuple(passages(found.shown, alignment, here.text, there.text)),
        noise=found.noise,
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


def _names(found: Sequence[Change], alignment: Alignment, here: str, there: str) -> Iterator[str]:
    """Names that stand in place of others: `Trần Văn An → Lê Thị Bình`."""
    for change in found:
        if change.length <= _NAMED:
            one, other = _name(here, alignment.here, change.here), _name(there, alignment.there, change.there)
            if one and other and one != other and one.isupper() == other.isupper():
                yield f"{one} → {other}"


def _name(text: str, words: Words, those: Range) -> str | None:
    """The name that these words are a part of."""
    if those[0] == those[1]:
        return None
    start, end = words.starts[those[0]], words.starts[those[1] - 1] + len(words.marked[those[1] - 1])
    line = text.rfind("\n", 0, start) + 1
    for found in _NAME.finditer(text, line):
        if found.start() >= end:
            return None
        if found.end() > start:
            name = _whole(found[0].split(), text, found.end())
            return " ".join(name) if len(name) <= _NAMED else None
    return None


def _whole(name: list[str], text: str, end: int) -> list[str]:
    """Of a body also the word that ends it: `Bộ Nội vụ`."""
    more = _LOWER.match(text, end) if len(name) == 2 and name[0] in _BODY else None
    return [*name, more[1]] if more else name
