"""Number and day on a stamp, by hand or in type: kept only where they look the same however they are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import median
from typing import TypeVar

import cv2
import numpy as np

from ...pipeline.vietnamese import fold
from . import recogniser
from .line import Line, Token
from .recogniser import Seen
from .second import Rendering, inked
from .sheet import Pixels

_UNKNOWN = "…"
_PAD = 0.2  # of the height of a line
_SURE = 0.9
_SURE_DAY = 0.8  # of the least sure figure of a day, in the middle of its readings
_READ, _READ_NUMBER = 0.5, 0.8  # of the renderings; a number has no calendar to tell a wrong one
_HOPELESS = 8  # renderings in which nothing is read
# A stroke is lost in one rendering, a 9 is a 3 in another: over 18 ways to show it no guess stays the same.
_WAYS = tuple(Rendering(margin, ink) for margin in (0.1, 0.25, 0.45) for ink in (0, 1, -1))
_DOT = (0.05, 0.03)  # inches, width and height: a dotted line to write on is read as full stops and commas

_LABEL = 2  # times as wide as tall: a wider `Số:` has some of its number in it

_DAY = re.compile(r"\W{0,2}(?:n{1,2}g[a-z]{0,3}|[a-z]{0,2}a[yv])(?![a-z])")  # folded, with slips: `Ngy`, `xay`
_NUMBER = re.compile(r"\W{0,2}s[oe6s]?(?![a-z])")
_CAPITALS = ("NGÀY", "SỐ")  # other words in capitals are of a name: `SỞ`, `TÂY`
# A stroke between figures, drawn upright, looks like a one. `219…` is then 2/9 or a 21/9 that lost its stroke: a
# single 1, 2 or 3 beside it says nothing. (Decree 30/2020 has 01 to 09, and 01 and 02 for months.)
_PLAIN, _BAR = "[/|!]", "[/|!lI1]"
_DAYS = (rf"(?P<day>\d{{1,2}}){_PLAIN}", rf"(?P<day>[4-9]|\d\d){_BAR}")
_MONTHS = (rf"(?P<month>\d{{1,2}}){_PLAIN}", rf"(?P<month>[3-9]|\d\d){_BAR}")
# The century is 20, so its nought may look like a six.
_WRITTEN = tuple(
    re.compile(rf"{_DAYS[day]}{_MONTHS[month]}2[06](?P<year>\d\d)") for day, month in ((0, 0), (0, 1), (1, 1))
)
_SHORT = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>(?!20)\d\d)")
_TYPED = re.compile(r"(?P<day>\d{1,2})\s?(?P<sign>[-./ ])\s?(?P<month>\d{1,2})\s?(?P=sign)\s?20(?P<year>\d\d)")
_FIGURES = re.compile(r"\d{1,6}")
_FILLING = " .,:;…-–_"

_Value = TypeVar("_Value", date, str)


@dataclass(frozen=True, slots=True)
class _Field:
    """A label and what stands after it, up to `right` (pixels), where another begins."""

    tokens: tuple[Token, ...]
    right: int | None

    @property
    def label(self) -> Token:
        return self.tokens[0]

    @property
    def is_day(self) -> bool:
        return _is(_DAY, self.label)

    @property
    def _is_apart(self) -> bool:
        """Is the label to be left out? It helps to read a day, but the `ố` before a number is taken for a figure."""
        left, top, right, bottom = self.label.rect
        narrow = right - left <= _LABEL * (bottom - top)
        return narrow and not self.is_day and not any(map(str.isdigit, self.label.text))

    def seen(self, pixels: Pixels, dpi: int) -> Iterator[Seen]:
        """What the second reader sees after the label, shown in many ways, without the dotted line and with it."""
        _, top, _, bottom = Line(self.tokens, starts=False).rect
        undotted = _undotted(pixels, dpi)
        for way in _WAYS:
            pad = round((bottom - top) * way.margin)
            left = self.label.rect[2] if self._is_apart else max(0, self.label.rect[0] - pad)
            for shown in (undotted, pixels):
                part = shown[max(0, top - pad) : bottom + pad, left : self.right]
                yield _after_label(recogniser.read(inked(part, way.ink, dpi)))


def confirmed(lines: Sequence[Line], pixels: Pixels, dpi: int) -> tuple[Line, ...]:
    """The lines with `…` for figures that are not sure; sure ones are written `Số: 12`, `Ngày: 5/9/2024`."""
    return tuple(_confirmed(line, pixels, dpi) for line in lines)


def _confirmed(line: Line, pixels: Pixels, dpi: int) -> Line:
    starts = [at for at, token in enumerate(line.tokens) if _is(_DAY, token) or _is(_NUMBER, token)]
    if not starts:
        return line if _is_confirmed(line, pixels) else _without_figures(line)
    tokens = [*map(_hidden, line.tokens[: starts[0]])]
    for start, end in zip(starts, [*starts[1:], len(line.tokens)], strict=True):
        right = (line.tokens[end - 1].rect[2] + line.tokens[end].rect[0]) // 2 if end < len(line.tokens) else None
        tokens.extend(_filled(_Field(line.tokens[start:end], right), pixels, dpi))
    return Line(tuple(tokens), line.starts)


def _is(label: re.Pattern[str], token: Token) -> bool:
    named = not token.text.isupper() or token.text.strip(_FILLING) in _CAPITALS
    return named and label.match(fold(token.text)) is not None


def _filled(field: _Field, pixels: Pixels, dpi: int) -> Iterator[Token]:
    """The label as it ought to be and the value, or what was read without its figures."""
    seen = field.seen(pixels, dpi)
    value = _day(seen) if field.is_day else _number(seen)
    if value is None:
        yield from map(_hidden, field.tokens)
        return
    yield replace(field.label, text="Ngày:" if field.is_day else "Số:")
    yield replace(field.tokens[-1], text=value)


def _after_label(seen: Seen) -> Seen:
    """What stands after the last letter, but for letters that look like a stroke."""
    letters = [at for at, character in enumerate(seen.text) if character.isalpha() and character not in "lI"]
    start = letters[-1] + 1 if letters else 0
    return Seen(seen.text[start:], seen.places[start:], seen.confidences[start:])


def _day(seen: Iterable[Seen]) -> str | None:
    """The one day that half of the readings or more are of, surely, and none of another."""
    agreed = _agreed(map(_days, seen), _READ)
    if agreed is None or agreed[1] < _SURE_DAY:
        return None
    day = agreed[0]
    return f"{day.day}/{day.month}/{day.year}"


def _number(seen: Iterable[Seen]) -> str | None:
    """The figures that nearly all readings have, surely, and none others."""
    agreed = _agreed(map(_numbers, seen), _READ_NUMBER)
    return agreed[0] if agreed and agreed[1] >= _SURE else None


def _agreed(readings: Iterable[Mapping[_Value, float]], share: float) -> tuple[_Value, float] | None:
    """The value that no reading contradicts and this share of them has, and how sure they are in the middle."""
    found: list[Mapping[_Value, float]] = []
    count = 0
    for count, reading in enumerate(readings, 1):
        if reading:
            found.append(reading)
        if len({value for one in found for value in one}) > 1 or (count == _HOPELESS and not found):
            return None
    if not found or len(found) < share * count:
        return None
    (value,) = found[0]
    return value, median(one[value] for one in found)


def _days(seen: Seen) -> dict[date, float]:
    """The days that a reading can be of, with how sure its least sure figure is."""
    found: dict[date, float] = {}
    tight = _without(seen, _FILLING.replace("-", ""))
    for form, reading in (*((form, tight) for form in (*_WRITTEN, _SHORT)), (_TYPED, _stripped(seen))):
        if (match := form.fullmatch(reading.text)) is None:
            continue
        try:
            day = date(2000 + int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            continue
        sure = (reading.confidences[at] for part in ("day", "month", "year") for at in range(*match.span(part)))
        found[day] = max(found.get(day, 0.0), min(sure))
    return found


def _numbers(seen: Seen) -> dict[str, float]:
    """The number that a reading is, if it is one, with how sure its least sure figure is."""
    reading = _without(seen, _FILLING)
    return {reading.text: min(reading.confidences)} if _FIGURES.fullmatch(reading.text) else {}


def _without(seen: Seen, filling: str) -> Seen:
    kept = [at for at, character in enumerate(seen.text) if character not in filling]
    return Seen(
        "".join(seen.text[at] for at in kept),
        tuple(seen.places[at] for at in kept),
        tuple(seen.confidences[at] for at in kept),
    )


def _stripped(seen: Seen) -> Seen:
    start = len(seen.text) - len(seen.text.lstrip(_FILLING))
    end = max(start, len(seen.text.rstrip(_FILLING)))
    return Seen(seen.text[start:end], seen.places[start:end], seen.confidences[start:end])


def _undotted(pixels: Pixels, dpi: int) -> Pixels:
    """The pixels with paper where specks are."""
    _, ink = cv2.threshold(pixels, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    _, labels, sizes, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    width, height = (side * dpi for side in _DOT)
    specks = (sizes[:, cv2.CC_STAT_WIDTH] <= width) & (sizes[:, cv2.CC_STAT_HEIGHT] <= height)
    specks[0] = False  # the paper
    around = cv2.dilate(specks[labels].astype(np.uint8), np.ones((3, 3), np.uint8))
    cleaned = pixels.copy()
    cleaned[around > 0] = np.percentile(pixels, 90)
    return cleaned


def _is_confirmed(line: Line, pixels: Pixels) -> bool:
    figures = _figures(line.text)
    if not figures:
        return True
    left, top, right, bottom = line.rect
    pad = round((bottom - top) * _PAD)
    seen = recogniser.read(pixels[max(0, top - pad) : bottom + pad, max(0, left - pad) : right + pad])
    sure = all(c >= _SURE for character, c in zip(seen.text, seen.confidences, strict=True) if character.isdigit())
    return sure and _figures(seen.text) == figures


def _figures(text: str) -> list[str]:
    """Groups of figures; where a stroke parts them it must be seen as one."""
    return "".join(character if character.isdigit() else " " for character in text).split()


def _without_figures(line: Line) -> Line:
    return Line(tuple(map(_hidden, line.tokens)), line.starts)


def _hidden(token: Token) -> Token:
    return replace(token, text=_UNKNOWN) if any(map(str.isdigit, token.text)) else token
