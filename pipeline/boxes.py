"""Where on its pages each field of a record stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from .model import Box, FieldBoxes, Record, Span, Text, Word
from .vietnamese import fold, word_spans

_RECIPIENTS = "nơi nhận"


def of(record: Record, text: Text) -> tuple[FieldBoxes, ...]:
    """The fields of `record` that stand in `text`, in the order of the record; those without boxes are left out."""
    words = sorted(text.words, key=lambda word: word.span)
    starts = [word.span[0] for word in words]
    found = []
    for field, span in _spans(record, text.value):
        first = max(0, bisect_left(starts, span[0] + 1) - 1)
        standing = [word for word in words[first : bisect_left(starts, span[1])] if word.span[1] > span[0]]
        for page in sorted({text.page_of(word.span[0]) for word in standing}):
            on_page = [word for word in standing if text.page_of(word.span[0]) == page]
            found.append(FieldBoxes(field, page, lines(on_page), span))
    stamps = (FieldBoxes(f"stamps.{stamp.kind}", stamp.page, (stamp.box,), None) for stamp in text.stamps)
    return (*found, *stamps)


def lines(words: Sequence[Word]) -> tuple[Box, ...]:
    """One box for the words of each printed line; words in reading order."""
    boxes: list[Box] = []
    reached = 0.0
    for word in words:
        left, top, right, bottom = word.box
        if boxes and boxes[-1][1] < (top + bottom) / 2 < boxes[-1][3] and left >= reached:
            before = boxes[-1]
            boxes[-1] = (before[0], min(before[1], top), max(before[2], right), max(before[3], bottom))
        else:
            boxes.append(word.box)
        reached = left  # of the word, not of its line: boxes of words under a seal are taller than their line
    return tuple(boxes)


def _spans(record: Record, text: str) -> Iterator[tuple[str, Span]]:
    """The fields and where their words stand: as the record says, or where its words are first or last found."""
    if record.number:
        yield "number", record.number.span
    if record.date:
        yield "date", record.date.span
    printed = _Printed(text)
    head = (("kind", record.kind and record.kind.name), ("issuer", record.issuer and record.issuer.name))
    for field, value in (*head, ("issuer.parent", record.issuer and record.issuer.parent), ("title", record.title)):
        if value and (span := printed.first(value)):
            yield field, span
    yield from _closing(record, printed)
    yield from ((f"references[{index}]", mention.span) for index, mention in enumerate(record.references))
    yield from ((f"dates[{index}]", mention.span) for index, mention in enumerate(record.dates))
    yield from ((f"targets[{index}]", target.span) for index, target in enumerate(record.targets))
    yield from ((f"doubts[{index}]", doubt.span) for index, doubt in enumerate(record.doubts))


def _closing(record: Record, printed: _Printed) -> Iterator[tuple[str, Span]]:
    """The signer is named last at the end, the office above the name; the recipients stand under their label."""
    if record.signer and (name := printed.last(record.signer.name)):
        yield "signer.name", name
        if record.signer.position and (position := printed.last(record.signer.position, before=name[0])):
            yield "signer.position", position
    label = printed.last(_RECIPIENTS)
    after = label[1] if label else 0
    for index, recipient in enumerate(record.recipients):
        if span := printed.first(recipient, after):
            after = span[1]
            yield f"recipients[{index}]", span


class _Printed:
    """A text as its words without marks, to find a tidied value in it: line breaks, signs and capitals do not count."""

    def __init__(self, text: str) -> None:
        self._spans = word_spans(text)
        folded = [fold(text[start:end]) for start, end in self._spans]
        self._line = " " + " ".join(folded) + " "
        self._places = []
        at = 0
        for word in folded:
            self._places.append(at)
            at += len(word) + 1

    def first(self, value: str, after: int = 0) -> Span | None:
        """Where the value stands first, from an offset of the text on."""
        from_word = bisect_left(self._spans, (after, 0))
        from_place = self._places[from_word] if from_word < len(self._places) else len(self._line)
        words = _words(value)
        return self._span(self._line.find(words, from_place), words)

    def last(self, value: str, before: int | None = None) -> Span | None:
        """Where the value stands last, before an offset of the text."""
        to_word = len(self._spans) if before is None else bisect_left(self._spans, (before, 0))
        to_place = self._places[to_word] + 1 if to_word < len(self._places) else len(self._line)
        words = _words(value)
        return self._span(self._line.rfind(words, 0, to_place), words)

    def _span(self, place: int, words: str) -> Span | None:
        if place < 0 or not words.strip():
            return None
        first = bisect_left(self._places, place)
        return self._spans[first][0], self._spans[first + len(words.split()) - 1][1]


def _words(value: str) -> str:
    """The value as `_Printed` has it, between blanks."""
    return " " + " ".join(fold(value[start:end]) for start, end in word_spans(value)) + " "
