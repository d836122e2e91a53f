"""The numbers that Word gives to paragraphs by itself: `1.`, `a)`, `Điều 5.` are on paper, so they are in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .package import Element, integer
from .styles import VAL, W, style_of

_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_MOST_ROMAN = 3999
_LEVELS = 9
_DRAWN_BULLETS = re.compile("[\uf000-\uf0ff\x00-\x1f]|^[oOn§¨ØvüwqlL]$")  # of Symbol, Wingdings and Courier New


@dataclass(frozen=True, slots=True)
class _Level:
    """How the numbers of one level look."""

    start: int
    form: str
    text: str
    style: str | None
    restart: int | None  # the level (from 0) up to which a new number sets this one back; None: any above it
    arabic: bool


@dataclass(slots=True)
class Numbering:
    """The lists of one file. It counts, so paragraphs are asked for once and in their order."""

    part: Element | None
    _lists: dict[str, str] = field(default_factory=dict)  # by number of a list that of its definition
    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _starts: dict[tuple[str, int], int] = field(default_factory=dict)  # a list may set its first number
    _counts: dict[str, list[int | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        part = self.part
        if part is None:
            return
        for definition in part.iterfind(f"{W}abstractNum"):
            levels = {integer(level.get(f"{W}ilvl")): _level(level) for level in definition.iterfind(f"{W}lvl")}
            self._levels[definition.get(f"{W}abstractNumId", "")] = levels
        for numbers in part.iterfind(f"{W}num"):
            name = numbers.get(f"{W}numId", "")
            self._lists[name] = style_of(numbers, "abstractNumId") or ""
            for override in numbers.iterfind(f"{W}lvlOverride"):
                start = override.find(f"{W}startOverride")
                if start is not None:
                    self._starts[name, integer(override.get(f"{W}ilvl"))] = integer(start.get(VAL))

    def label(self, properties: Element, style: str | None) -> str:
        """What stands before a paragraph with this `numPr`, empty for a list without numbers; counts on."""
        name = style_of(properties, "numId") or ""
        definition = self._lists.get(name, "")
        levels = self._levels.get(definition, {})
        at = integer(style_of(properties, "ilvl"), next((i for i, level in levels.items() if level.style == style), 0))
        if at not in levels or not 0 <= at < _LEVELS:
            return ""
        counts = self._counts.setdefault(definition, [None] * _LEVELS)
        if (start := self._starts.pop((name, at), None)) is not None:
            counts[at] = start
        else:
            count = counts[at]
            counts[at] = levels[at].start if count is None else count + 1
        for below in range(at + 1, _LEVELS):
            restart = levels[below].restart if below in levels else None
            if restart is None or at < restart:
                counts[below] = None
        return self._written(levels, counts, at)

    def _written(self, levels: dict[int, _Level], counts: list[int | None], at: int) -> str:
        level = levels[at]
        if level.form == "bullet":
            return _DRAWN_BULLETS.sub("•", level.text)

        def place_number(place: re.Match[str]) -> str:
            other = int(place[1]) - 1
            if other not in levels or levels[other].form == "none":
                return ""
            count = counts[other]
            form = "decimal" if level.arabic and other != at else levels[other].form
            return number(levels[other].start if count is None else count, form)

        return _PLACE.sub(place_number, level.text)


def _level(level: Element) -> _Level:
    restart, style = style_of(level, "lvlRestart"), style_of(level, "pStyle")
    return _Level(
        start=integer(style_of(level, "start"), 1),
        form=style_of(level, "numFmt") or "decimal",
        text=style_of(level, "lvlText") or "",
        style=style,
        restart=None if restart is None else integer(restart),
        arabic=level.find(f"{W}isLgl") is not None,
    )


def number(count: int, form: str) -> str:
    """`3` as `III`, `c`, `03`; as Word does, letters go on with `aa` after `z`."""
    if form in ("lowerLetter", "upperLetter") and 0 < count <= 26 * 100:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters if form == "lowerLetter" else letters.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < count <= _MOST_ROMAN:
        roman = _roman(count)
        return roman.lower() if form == "lowerRoman" else roman
    return f"{count:02}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        written += sign * (count // value)
        count %= value
    return written
