"""Document numbers that OCR or typing damaged, read with the closed tables of codes: no code is ever invented.

A symbol is a kind and a body (`NQ` and `TW`), or a body alone (`QH14`). Of all ways to read the printed letters as
such, the one that supposes the least damage is taken:

    NQTW  NQITW  NQ.TW  NQ TW    the sign between the codes is lost or misread
    K H   LĐL.Đ  Q'H14           a blank or a stray sign stands inside a code
    CDYT  OĐ     TTq    8TC      a letter is taken for one that looks like it
    UND   BNMT   Đ               a letter is lost
    CPvề  TTgngày                the next word is joined

The word before the number counts too: after `Nghị định số` the kind `Đ` is `NĐ`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from .vietnamese import LOWER, unmarked
from .vocabulary import body_codes, kind_bodies, kind_codes

Before = Callable[[int], str | None]  # name of the kind printed before an offset, "" for `số` alone, None for neither

UPPER = "A-ZĐÂĂÊÔƠƯ"
SURE, SURE_IF_NAMED = 2, 3  # the damage that may be supposed, without and with a word that names the number
_MISREAD = 1  # a letter or sign for another, one too many, a separator or a blank lost
_LOST = 2  # a letter lost
_LOST_OF_FEW = 3  # … of a code of two or three
_FIGURE = r"[\dOoIlSBó]"
_FIGURES = str.maketrans("OoIlSBó", "0011586", "'` \n")
_STROKES = frozenset("Il1")  # a stroke read as a letter
_SEPARATOR = rf"\s{{0,3}}['`.]?\s?(?:[/-]|[Il](?=[{UPPER}\d'`.\s]))?['`.]?\s{{0,2}}"
_SIGNED = r"\s{0,3}['`.]?\s?[/-]['`.]?\s{0,2}"
_SERIAL = rf"(?P<serial>{_FIGURE}(?:['`]?{_FIGURE}){{{{0,5}}}}{{lazy}}(?:\.\d{{{{1,2}}}}(?=\s?/))?[a-hđ]?)"
_YEAR = rf"(?P<first>{_SEPARATOR})(?P<year>[12]['`\s]?[09Oo]['`\s]?{_FIGURE}['`\s]?{_FIGURE})"
_CODES = rf"(?=[{UPPER}]|(?<=[/-])[58])"
# Serial with year; serial and a sign; serial and what a sign may have been read as, or nothing.
_STARTS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_SERIAL.format(lazy='?')}{_YEAR}(?P<last>{_SEPARATOR}){_CODES}",
        rf"{_SERIAL.format(lazy='')}(?P<last>{_SIGNED}){_CODES}",
        rf"{_SERIAL.format(lazy='?')}(?P<last>{_SEPARATOR}){_CODES}",
    )
)
# The figure before a blank or sign must belong to the number: `21'7-QĐ/TW`, `số 5 1/2010/NĐ-CP`, `136/20 25/NĐ-CP`.
_TORN = re.compile(r"(?:\d['`]|(?<!\w)[sS][oố]\s{0,2}:?\s{0,2}\d{1,4}\s|/\s?\d{1,3}\s)$")
_UNIT = re.compile(rf"['`.]?(?:\s?-|-\s?)['`.]?(?P<code>TTg|[{UPPER}]{{2,}})(?![{UPPER}\d]|[{LOWER}](?![{LOWER}]))")
_GOES_ON = re.compile(rf"[-/&][{UPPER}]{{2}}")
_CHARACTER = re.compile(r"(?P<gap>[\s'’`.,/-]{0,4})(?P<letter>[^\W_])")
_REACH = 40  # characters in which the codes stand
_LONGEST_CODE = 9
_ALIKE = {"O": "Q0D", "Q": "O0", "D": "O", "g": "q", "B": "8", "S": "5", "I": "1l"}  # a letter: what it is read as
WITH_TERM = ("QH", "UBTVQH")
WITH_YEAR = frozenset({"NĐ", "TT", "TTLT"})  # numbers of legal documents always have one
WITH_ITS_YEAR = re.compile(r"\d{1,3}(?:199\d|20\d\d)")  # a serial and its year, the stroke lost
_PARTY = frozenset({"TW", "TU", "HU", "QU", "ThU", "ĐU"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A number as it must have been printed, where it ends, and how much damage that supposes."""

    serial: str
    year: int | None
    party: bool
    kind: str | None
    body: str
    end: int
    cost: int


def is_torn(view: str, start: int) -> bool:
    """Is the number that seems to start here the rest of one?"""
    return _TORN.search(view, max(0, start - 12), start) is not None


def readings(view: str, start: int, before: Before) -> tuple[str | None, list[Reading]]:
    """What names the number at `start`, and its least damaged readings: several if they are equally good."""
    starts = [match for pattern in _STARTS if (match := pattern.match(view, start))]
    printed = {match.end(): _printed(view, match.end()) for match in starts}
    if not any(symbol for letters in printed.values() for symbol in _symbols(letters, frozenset())):
        return None, []
    name = before(start)
    found = [reading for match in starts for reading in _readings(view, match, printed[match.end()], name)]
    return name, _least(found)


def _least(found: list[Reading]) -> list[Reading]:
    """The readings that suppose the least damage, each number once."""
    least = min((reading.cost for reading in found), default=0)
    return list({(reading.kind, reading.body): reading for reading in found if reading.cost == least}.values())


def _readings(view: str, match: re.Match[str], printed: _Printed, name: str | None) -> list[Reading]:
    serial, cost = _serial(match["serial"])
    year, doubt = _year(match, serial)
    last = _sign(match["last"])
    if serial is None or year == 0 or (not last and match["last"] and name is None):
        return []  # "85 CĐCS" counts, it does not number
    cost += doubt + (match["last"].strip() not in ("/", "-"))
    found = []
    for symbol in _symbols(printed, _codes_of(name)):
        units = _units(view, symbol)
        if _GOES_ON.match(view, units):
            continue  # a code follows that is not known: this is another number
        if symbol.kind is None and not _is_law_or_letter(symbol, year, last, units):
            continue
        if year and doubt and not _sign(match["first"]) and symbol.kind not in (None, *WITH_YEAR):
            continue
        if not year and symbol.kind in WITH_YEAR and WITH_ITS_YEAR.fullmatch(serial):
            continue
        party = "-" in match["last"] or ("/" not in match["last"] and (symbol.sign == "/" or symbol.body in _PARTY))
        body = symbol.body + "".join(f"-{unit['code']}" for unit in _UNIT.finditer(view, symbol.end, units))
        found.append(Reading(serial, year, party and not year, symbol.kind, body, units, symbol.cost + cost))
    return found


def _is_law_or_letter(symbol: _Symbol, year: int | None, last: str, units: int) -> bool:
    """Can a number without a kind be so? A law has a year, a letter has none and a unit after the body."""
    if year:
        return symbol.body.startswith(WITH_TERM)
    return bool(last) and units > symbol.end and symbol.cost <= _MISREAD


def _sign(separator: str) -> str:
    """The sign that was printed; a stroke may be read as a letter."""
    sign = next((character for character in separator if character in "-/Il"), "")
    return "/" if sign in ("I", "l") else sign


def _serial(printed: str) -> tuple[str | None, int]:
    """The serial in figures and its damage; None where its last letter may be one or a figure: `12B`."""
    figures = printed.translate(_FIGURES)
    return (None if printed.endswith("B") else figures), int(figures != printed)


def _year(match: re.Match[str], serial: str | None) -> tuple[int | None, int]:
    """The year and its damage; 0 for a year that cannot be told from the serial: `1312025` may be 131 or 13/2025."""
    if not match.groupdict().get("year"):
        return None, 0
    figures, sign = match["year"].translate(_FIGURES), _sign(match["first"])
    doubtful = not sign and (figures < "1990" or re.fullmatch(r"\d*[1-9]\d*1", serial or ""))
    if not "1945" <= figures < "2100" or doubtful:
        return 0, 0
    return int(figures), (figures != match["year"]) + (match["first"].strip() != "/")


def _units(view: str, symbol: _Symbol) -> int:
    """Where the units or further bodies after a symbol end: `-VX`; after a kind they must be bodies that are known."""
    end = symbol.end
    while (unit := _UNIT.match(view, end)) and (symbol.kind is None or unit["code"] in body_codes()):
        end = unit.end()
    return end


@dataclass(frozen=True, slots=True)
class _Symbol:
    """Kind and body, the separator printed between them, where they end, and the damage."""

    kind: str | None
    sign: str
    body: str
    end: int
    cost: int


@dataclass(frozen=True, slots=True)
class _Printed:
    """Letters and figures, what stands before each, and where each ends."""

    letters: str
    gaps: tuple[str, ...]
    ends: tuple[int, ...]

    def damage(self, start: int, end: int) -> int | None:
        """What blanks and stray signs inside a code cost; None where a separator stands there: then it is no code."""
        gaps = [gap for gap in self.gaps[start + 1 : end] if gap]
        return None if any(_sign(gap) or "\n" in gap for gap in gaps) else _MISREAD * len(gaps)

    def ending(self, end: int) -> int | None:
        """What it costs to end here: nothing, or a blank lost before a word; None in the middle of capitals."""
        if end == len(self.letters) or self.gaps[end]:
            return 0
        return _MISREAD if self.letters[end].islower() else None


def _printed(view: str, start: int) -> _Printed:
    letters, gaps, ends = [], [], []
    position = start
    while found := _CHARACTER.match(view, position, start + _REACH):
        letters.append(found["letter"])
        gaps.append(found["gap"])
        ends.append(position := found.end())
    return _Printed("".join(letters), tuple(gaps), tuple(ends))


def _symbols(printed: _Printed, named: frozenset[str]) -> Iterator[_Symbol]:
    """All readings of the letters as a symbol; `named` are the codes of the kind named before it."""
    yield from _bodies(printed, 0, None, "", 0)
    for end in range(1, min(_LONGEST_CODE, len(printed.letters))):
        sign = _sign(printed.gaps[end])
        for kind, damage in _codes(printed, 0, end, kinds=True):
            cost = min(damage, _MISREAD) if kind in named else damage + _MISREAD * bool(named)
            if sign:
                yield from _bodies(printed, end, kind, sign, cost + (len(printed.gaps[end].strip()) > 1))
                continue
            yield from _bodies(printed, end, kind, "", cost + _MISREAD)
            if printed.letters[end] in _STROKES:
                yield from _bodies(printed, end + 1, kind, "/", cost + _MISREAD)


def _bodies(printed: _Printed, start: int, kind: str | None, sign: str, cost: int) -> Iterator[_Symbol]:
    """Symbols whose body starts at the letter `start`."""
    only = kind_bodies().get(kind or "")
    for end in range(start + 1, min(start + _LONGEST_CODE, len(printed.letters)) + 1):
        for body, damage in _codes(printed, start, end, kinds=False):
            term = _term(printed, end) if body in WITH_TERM else ""
            ending = printed.ending(end + len(term))
            if ending is None or (only and body not in only) or (body == "QH" and not term):
                continue
            least = min(damage, _MISREAD) if only else damage
            yield _Symbol(kind, sign, body + term, printed.ends[end + len(term) - 1], cost + least + ending)


def _codes(printed: _Printed, start: int, end: int, kinds: bool) -> Iterator[tuple[str, int]]:
    """Codes that the letters from `start` to `end` may be, each with its damage."""
    letters = printed.letters[start:end]
    found = _forms(kinds).get(letters)
    damage = printed.damage(start, end) if found else None
    if found is None or damage is None:
        return
    for code, cost in found.items() if letters not in found else ((letters, 0),):  # `HD` is no damaged `HĐ`
        yield code, cost + damage


def _term(printed: _Printed, start: int) -> str:
    """The term of the National Assembly, in two figures."""
    figures = printed.letters[start : start + 2].translate(_FIGURES)
    return figures if re.fullmatch("1[0-9]", figures) and printed.damage(start - 1, start + 2) is not None else ""


@lru_cache
def _codes_of(name: str | None) -> frozenset[str]:
    """Abbreviations of a kind."""
    return frozenset(code for code, names in kind_codes().items() if name in names)


@lru_cache
def _forms(kinds: bool) -> dict[str, dict[str, int]]:
    """Codes and their damage by every form they may have: marks lost, a letter misread, a letter lost."""
    forms: dict[str, dict[str, int]] = {}
    for code in kind_codes() if kinds else body_codes():
        for form, cost in _damaged(code):
            costs = forms.setdefault(form, {})
            costs[code] = min(cost, costs.get(code, cost))
    return forms


def _damaged(code: str) -> Iterator[tuple[str, int]]:
    """A code with any of its marks lost, in capitals too (headings); then with one letter misread or lost."""
    letters = product(*({letter, unmarked(letter)} for letter in code))
    for form in {form for marks in letters for form in ("".join(marks), "".join(marks).upper())}:
        yield form, 0
        for at, letter in enumerate(form):
            yield from ((form[:at] + other + form[at + 1 :], _MISREAD) for other in _ALIKE.get(letter, ""))
            if len(form) > 1:
                yield form[:at] + form[at + 1 :], _LOST if len(form) > 3 else _LOST_OF_FEW
