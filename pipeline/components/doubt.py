"""Figures that nobody could read for sure: what rests on them is left out or cut to its sure part, and told.

A scan read twice may leave two readings of a figure, most often where a number or a day was filled in by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from .. import symbol
from ..model import DateMention, Doubt, DoubtMention, Reference, Span
from ..vietnamese import fold
from .frame import BLANK_NUMBER, NO_NUMBER, Frame
from .moment import Moment, iso_day

_LABEL = re.compile(r"\W*s\w{0,2}\s?[:;.]\s?")
_HEAD = 1_500  # characters in which a document has its number
_FIGURES = re.compile(r"\d+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOST = 5  # doubts that a warning names
_PAGE = "\f"


@dataclass(frozen=True, slots=True)
class Settled:
    """A frame with nothing in it that is not sure, and what the rest may be: canonical numbers, ISO dates."""

    frame: Frame
    number_candidates: tuple[str, ...] = ()
    date_candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubts:
    """The doubts of a text."""

    text: str
    every: tuple[Doubt, ...]

    def settle(self, frame: Frame) -> Settled:
        """The frame without a number in doubt, with its date as far as it is sure."""
        if not self.every:
            return Settled(frame)
        own = self._of_number(frame)
        numbers = self._numbers(own) if own else ()
        settled = replace(frame, number=None, warnings=_told(frame.warnings, numbers)) if own else frame
        if frame.date is None:
            return Settled(settled, numbers)
        sure, days = self._day(frame.date.iso, frame.date.span)
        if sure == frame.date.iso:
            return Settled(settled, numbers)
        warning = _warning("Ngày ban hành", ["/".join(reversed(day.split("-"))) for day in days])
        date = replace(frame.date, iso=sure) if sure else None
        return Settled(replace(settled, date=date, warnings=(*settled.warnings, warning)), numbers, days)

    def references(self, references: Sequence[Reference], moments: Sequence[Moment]) -> tuple[Reference, ...]:
        """The mentions without numbers in doubt, unless the document has the same number elsewhere for sure."""
        if not self.every:
            return tuple(references)
        numbers = [reference.number for reference in references if reference.number]
        sure = {number.canonical for number in numbers if not self._at(number.span)}
        return tuple(
            replace(
                reference,
                number=number if (number := reference.number) and number.canonical in sure else None,
                source=reference.source if reference.source in sure else None,
                date=self._date_of(reference, moments),
            )
            for reference in references
        )

    def dates(self, dates: Sequence[DateMention]) -> tuple[DateMention, ...]:
        """The dates as far as they are sure."""
        return tuple(self._dated(mention) if self._at(mention.span) else mention for mention in dates)

    def mentions(self) -> tuple[DoubtMention, ...]:
        """The doubts with what the text has in their places."""
        return tuple(DoubtMention(self.text[slice(*doubt.span)], doubt.span, doubt.readings) for doubt in self.every)

    def warnings(self, frame: Frame) -> Iterator[str]:
        """What a person should compare with the paper, beside the number and the date of the frame as it was read."""
        date = frame.date.span if frame.date else (0, 0)
        own = self._of_number(frame)
        rest = [doubt for doubt in self.every if doubt is not own and not _meet(doubt.span, date)]
        if rest:
            named = tuple(dict.fromkeys(map(self._named, rest)))
            more = ", …" if len(named) > _MOST else ""
            yield f"Chữ số không chắc, nên đối chiếu với bản gốc: {', '.join(named[:_MOST])}{more}"

    def _named(self, doubt: Doubt) -> str:
        """What is printed, and on which of several pages a person finds it."""
        start, end = doubt.span
        printed = self.text[start:end].strip(" .,;:()")
        return f"{printed} (trang {self.text.count(_PAGE, 0, start) + 1})" if _PAGE in self.text else printed

    def _at(self, span: Span) -> list[Doubt]:
        return [doubt for doubt in self.every if _meet(doubt.span, span)]

    def _of_number(self, frame: Frame) -> Doubt | None:
        """The doubt in the document's own number, or in what stands after the label where no number was found."""
        if frame.number:
            return next(iter(self._at(frame.number.span)), None)
        return next((doubt for doubt in self.every if doubt.span[0] < _HEAD and self._is_labelled(doubt)), None)

    def _is_labelled(self, doubt: Doubt) -> bool:
        start, end = self._line(doubt.span)
        label = _LABEL.match(fold(self.text[start:end]))
        return label is not None and start + label.end() <= doubt.span[1] and doubt.span[0] <= start + label.end()

    def _line(self, span: Span) -> Span:
        end = self.text.find("\n", span[1])
        return self.text.rfind("\n", 0, span[0]) + 1, len(self.text) if end < 0 else end

    def _numbers(self, doubt: Doubt) -> tuple[str, ...]:
        """Every number that its readings make of a line, canonical."""
        (start, end), (first, last) = self._line(doubt.span), doubt.span
        found: dict[str, None] = {}
        for reading in (self.text[first:last], *doubt.readings):
            line = f"{self.text[start:first]}{reading}{self.text[last:end]}"
            place = (first - start, first - start + len(reading))
            found |= {number.canonical: None for number in symbol.find(line) if _meet(number.span, place)}
        return tuple(found)

    def _day(self, iso: str, span: Span) -> tuple[str | None, tuple[str, ...]]:
        """The sure part of a day that is printed in a place, and all days that it may be."""
        hit = self._at(span)
        if not hit:
            return iso, ()
        figures = [
            (found[0], (span[0] + found.start(), span[0] + found.end()))
            for found in _FIGURES.finditer(self.text[slice(*span)])
        ]
        if len(figures) != 3 or not _DAY.fullmatch(iso):
            return None, ()
        values: list[list[str]] = [[value] for value, _ in figures]
        unsure: set[int] = set()
        for doubt in hit:
            touched = [at for at, (_, place) in enumerate(figures) if _meet(place, doubt.span)]
            unsure |= _read(doubt, touched, values)
        days = (iso_day(*parts) for parts in product(*values))
        sure = iso if not unsure else None if 2 in unsure else iso[:4] if 1 in unsure else iso[:7]
        return sure, tuple(dict.fromkeys(day for day in days if day))

    def _date_of(self, reference: Reference, moments: Sequence[Moment]) -> str | None:
        for moment in moments:
            near = _meet(moment.span, reference.span) or _meet(moment.span, reference.evidence)
            if near and moment.start == reference.date and reference.date and self._at(moment.span):
                return self._day(reference.date, moment.span)[0]
        return reference.date

    def _dated(self, mention: DateMention) -> DateMention:
        if mention.start is None or mention.end is not None:
            return replace(mention, start=None, end=None)
        return replace(mention, start=self._day(mention.start, mention.span)[0])


def _read(doubt: Doubt, touched: Sequence[int], values: list[list[str]]) -> set[int]:
    """Which of the figures that a doubt touches are unsure; what else they may be is added to their values."""
    unsure: set[int] = set() if doubt.readings else set(touched)
    for reading in doubt.readings:
        figures = _FIGURES.findall(reading)
        if len(figures) != len(touched):
            return set(touched)
        for at, value in zip(touched, figures, strict=True):
            if value not in values[at]:
                values[at].append(value)
            if int(value) != int(values[at][0]):
                unsure.add(at)
    return unsure


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _told(warnings: Iterable[str], numbers: Sequence[str]) -> tuple[str, ...]:
    """The warnings with that of a number in doubt for that of a number not found."""
    kept = (warning for warning in warnings if warning not in (NO_NUMBER, BLANK_NUMBER))
    return _warning("Số văn bản", numbers), *kept


def _warning(what: str, candidates: Sequence[str]) -> str:
    may_be = f", có thể là {' hoặc '.join(candidates)}" if candidates else ""
    return f"{what} không chắc (viết tay hoặc mờ){may_be}: nên đối chiếu với bản gốc"
