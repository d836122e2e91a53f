"""What differs between two documents, for people: numbers, dates, figures, names, then the text, noise left out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ...pipeline.model import Record, Span
from ...pipeline.vietnamese import LOWER, UPPER, Words
from .alignment import Alignment, Range, align
from .changes import Change, changes
from .paper import Paper
from .passages import passages
from .verdict import Differences

_Values = Iterator[tuple[str, Span]]
_Counts = Callable[[Span], bool]

_NAMED = 6  # words: what is longer is a heading
_BODY = frozenset({"Bộ", "Sở", "Cục", "Vụ", "Ban", "Phòng", "Hội", "Viện", "Trường"})
_LOWER = re.compile(rf"[^\S\n]+([{LOWER}]+)(?!\w)")
_NAME = re.compile(rf"[{UPPER}][^\W\d_]*(?:[^\S\n]+[{UPPER}][^\W\d_]*)+")


def of_records(here: Record, there: Record) -> Differences:
    """What one of them has and the other has not."""
    return _of_values(here, there, _always, _always)


def of(here: Paper, there: Paper) -> Differences:
    """The same where the texts differ too, with names, and the text passage by passage.

    A value that only one record has may be read otherwise for what stands around it: `5 thông tin/tuần từ năm 2022`
    is planned in a plan of 2022, and told as done in one of 2023.
    """
    alignment = align(here.words, there.words)
    found = changes(alignment, here.text, there.text)
    ours = _changed(alignment.here, [change.here for change in found.exchanged])
    theirs = _changed(alignment.there, [change.there for change in found.exchanged])
    return replace(
        _of_values(here.record, there.record, ours, theirs),
        names=tuple(dict.fromkeys(_names(found.exchanged, alignment, here.text, there.text))),
        passages=tuple(passages(found.shown, alignment, here.text, there.text)),
        noise=found.noise,
    )


def _of_values(here: Record, there: Record, ours: _Counts, theirs: _Counts) -> Differences:
    numbers, dates, figures = (
        _unshared(list(values(here)), list(values(there)), ours, theirs) for values in (_numbers, _dates, _figures)
    )
    return Differences(numbers, dates, figures)


def _unshared(
    here: Sequence[tuple[str, Span]], there: Sequence[tuple[str, Span]], ours: _Counts, theirs: _Counts
) -> tuple[str, ...]:
    one = {value for value, span in here if ours(span)} - {value for value, _ in there}
    other = {value for value, span in there if theirs(span)} - {value for value, _ in here}
    return tuple(sorted(one | other))


def _always(span: Span) -> bool:
    return True


def _changed(words: Words, those: Sequence[Range]) -> _Counts:
    """Does a span of the text touch words that are changed, or a place where some are left out?"""
    ends = [words.starts[last - 1] + len(words.marked[last - 1]) if last else 0 for _, last in those]
    starts = [words.starts[first] if first < last else end for (first, last), end in zip(those, ends, strict=True)]

    def is_changed(span: Span) -> bool:
        at = bisect_left(ends, span[0])
        return at < len(ends) and starts[at] <= span[1]

    return is_changed


def _numbers(record: Record) -> _Values:
    return ((one.number.canonical, one.number.span) for one in record.references if one.number is not None)


def _dates(record: Record) -> _Values:
    return ((mention.start, mention.span) for mention in record.dates if mention.start is not None)


def _figures(record: Record) -> _Values:
    for one in record.targets:
        most = "" if one.value_max is None else f"–{one.value_max}"
        yield f"{one.value}{most} {one.unit}", one.span


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
