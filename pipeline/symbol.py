"""Document numbers (số, ký hiệu): find them in a text, clean them, fold them for look-up.

Forms (NĐ 30/2020/NĐ-CP, Phụ lục I and III; Party: Hướng dẫn 36-HD/VPTW):

    136/KH-LĐLĐ  833/QĐ-TLĐ     State and union: serial / kind - body
    123/UBND-VX                 State letters: no kind
    91/2017/NĐ-CP  45/2019/QH14 legal documents: serial / year / …
    02-NQ/TW  745-KL/TU         Party: serial - kind / body

`docs/domain.md` says what is restored and what never is. A number is given only where it can be read surely.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from . import misread
from .misread import UPPER, Before
from .model import Number, Span
from .vietnamese import LOWER, fold
from .vocabulary import body_codes, kind_codes

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_CODE = rf"(?:[{UPPER}][{UPPER}a-zđ]{{0,11}}\d{{0,2}}|(?:[{UPPER}]\.){{1,4}}[{UPPER}]{{1,5}})(?!\w)"
# Where a number may start: at a figure or a letter read for one, be it that the blank before is lost (`số39/KH-`). What
# follows must look like a code: capitals that are no word, or after a sign also a year or a code in lower case.
_CAPITALS = rf"[{UPPER}](?:(?![{LOWER}])|[yh][{UPPER}])"
_HEAD = re.compile(
    rf"""[\dOoIlS](?:(?<=\d)|(?=\d))(?<![{UPPER}\d_/-].)(?<!\d[.,'`].)[\dOoIlSBó'`]{{0,9}}(?:\.\d{{1,2}}(?=\s?/))?[a-zđ]?
    (?=['`]?[^\S\n]{{0,3}}['`.]?(?:[Il]|{_CAPITALS})
      |[\s'`.]{{0,4}}[/-][\s'`.]{{0,3}}(?:[{UPPER}](?![{LOWER}]{{2}})|[a-zđ]{{2,5}}\s?[-/]|[58][{UPPER}]
        |[12]['`\s]?[09Oo]['`\s]?\w['`\s]?\w[\s'`.]{{0,4}}[/Il{UPPER}-]))""",
    re.X,
)
_STUCK = re.compile(r"[^\W\d_]|['`.]")  # what stands right before a figure where a blank is lost
# More of the number follows what was read as codes.
_GOES_ON = re.compile(
    rf"['`.]{{0,2}}[-/]['`.]{{0,2}}[{UPPER}]|\s{{0,2}}[-/]\s{{0,2}}[{UPPER}](?![{LOWER}])|['`.][{UPPER}]"
)
_BODY_FOLLOWS = re.compile(r"['`.]?[-/][^\W\d_]")
_TERM = re.compile(r"QH(?:1\d|X)")  # of the National Assembly, from the tenth on
_SHORT_CODE = 3  # letters
_PIECE = re.compile(r"(?P<separator>\s*[-/.&]\s*)?(?P<code>(?:[^\W\d_]\.){1,4}[^\W\d_]+|[^\s/.&-]+)")
_NOT_WORD = re.compile(r"[\W_]+")
_ONE_LETTER = frozenset("L")  # Lệnh: 05/L-CTN
_DIVISION = re.compile(r"[IVX]+")  # `VPCP-V.I`: Vụ I, with no blank before it


@lru_cache
def _undamaged() -> re.Pattern[str]:
    """A number in any of the forms. Lower case is read only where both codes are known: `02-nq/tw`."""
    lower_kind, lower_body = (
        "|".join(sorted({form(code) for code in codes for form in (str.lower, fold) if len(code) > 1}, key=len)[::-1])
        for codes in (kind_codes(), (*body_codes(), *(f"qh1{unit}" for unit in range(10))))
    )
    lower = rf"(?:{lower_body})(?!\w)"
    return re.compile(
        rf"""(?P<serial>(?:\d{{1,6}}(?:\.\d{{1,2}}(?=\s?/))?|[Oo]\d{{1,4}})[a-hkmnđ]?)\s{{0,3}}
        (?:/\s{{0,2}}(?:{_YEAR}\s{{0,2}}/\s{{0,2}})?   # State
          |-\s{{0,2}}                                  # Party
        )
        (?P<codes>(?:{_CODE}|(?P<low>{lower_kind})(?=\s?[-/]\s?{lower}))
            (?:(?:\s{{0,2}}[-/]\s{{0,2}}|[.&])(?:{_CODE}|{lower}))*)""",
        re.X,
    )


def find(view: str, text: str | None = None, before: Before = lambda _: None) -> tuple[Number, ...]:
    """Every document number, in order. Blanks around separators and a broken line inside are read over.

    `view` is what is matched (dashes made one, emphasis blank), `text` of the same length what was printed. A damaged
    number that may be read in several ways is read as the one that the document names elsewhere, else not at all.
    """
    found: list[_Ways] = []
    done = 0
    for head in _HEAD.finditer(view):
        if head.start() >= done and (ways := _ways(view, text or view, head.start(), before)):
            found.append(ways)
            done = (ways.printed or ways.restored[0]).span[1]
    if not any(ways.restored for ways in found):
        return tuple(ways.printed for ways in found if ways.printed)
    told = _Told(found)
    return tuple(number for ways in found if (number := told.chosen(ways)))


@dataclass(frozen=True, slots=True)
class _Ways:
    """How a number reads as it is printed, if that can be one, and how it may read if it is damaged.

    `sure`: the damage is little, and there is one such reading.
    """

    printed: Number | None
    restored: tuple[Number, ...] = ()
    sure: bool = False


class _Told:
    """What the document tells of its damaged numbers by the others."""

    def __init__(self, found: list[_Ways]) -> None:
        certain = [ways.printed for ways in found if ways.printed and not ways.restored]
        certain += [ways.restored[0] for ways in found if ways.sure and not ways.printed]
        self.keys = {number.key for number in certain}
        self.bodies = {number.body_code for number in certain}
        self.printed = Counter(ways.printed.body_code for ways in found if ways.printed)

    def chosen(self, ways: _Ways) -> Number | None:
        """The reading that the document confirms by the same number, or by the body of just one of them."""
        if same := next((number for number in ways.restored if number.key in self.keys), None):
            return same
        if ways.printed and self.printed[ways.printed.body_code] > 1 and not _is_known(ways.printed):
            return ways.printed  # what is printed twice is no slip
        if ways.sure:
            return ways.restored[0]
        known = [number for number in ways.restored if number.body_code in self.bodies]
        return known[0] if len(known) == 1 and len(known[0].body_code or "") > _SHORT_CODE else ways.printed


def _ways(view: str, text: str, start: int, before: Before) -> _Ways | None:
    """How the number at `start` reads; None where there is none."""
    if misread.is_torn(view, start):
        return None
    match = _undamaged().match(view, start)
    printed = _build(view, text, match) if match else None
    known = printed is not None and _is_known(printed)
    goes_on = printed is not None and _goes_on(view, printed)
    if known and not goes_on:
        return _Ways(printed)
    name, readings = misread.readings(view, start, before)
    whole = printed is not None and (
        (known and printed.kind_code is not None)
        or not (goes_on or _STUCK.match(view, start - 1) or _lacks_figures(printed))
    )
    if not readings and not whole:
        return None
    limit = misread.SURE if whole or name is None else misread.SURE_IF_NAMED
    restored = tuple(_restored(text, start, reading) for reading in readings)
    return _Ways(printed if whole else None, restored, len(restored) == 1 and readings[0].cost <= limit)


def _goes_on(view: str, number: Number) -> bool:
    """Does more of the number follow what was read of it?"""
    end = number.span[1]
    return bool(_GOES_ON.match(view, end) or (number.body_code is None and _BODY_FOLLOWS.match(view, end)))


def _is_known(number: Number) -> bool:
    """Is this number whole: a kind and bodies that are known, or a body and its unit?"""
    bodies = [code.rstrip("0123456789") for code in re.split(r"[-/.]", number.body_code or "")]
    known = bodies[:1] if number.kind_code is None else bodies
    return all(body in body_codes() for body in known) and not _lacks_figures(number)


def _lacks_figures(number: Number) -> bool:
    """Is a figure lost: the term of `QH1`, the stroke before the year of `702025/NĐ-CP`, the year of `48/QH13`?"""
    body = number.body_code or ""
    if number.kind_code is None and body.startswith("QH"):
        return number.year is None or not _TERM.fullmatch(body)
    dated = number.kind_code in misread.WITH_YEAR or body.startswith(misread.WITH_TERM)
    return dated and number.year is None and misread.WITH_ITS_YEAR.fullmatch(number.serial) is not None


def _restored(text: str, start: int, reading: misread.Reading) -> Number:
    middle = f"/{reading.year}/" if reading.year else "-" if reading.party else "/"
    symbol = reading.body
    if reading.kind:
        symbol = f"{reading.kind}{'/' if reading.party else '-'}{reading.body}"
    canonical = reading.serial + middle + symbol
    span = (start, reading.end)
    return Number(
        text[slice(*span)], canonical, key(canonical), span, reading.serial, reading.year, reading.kind, reading.body
    )


def parse(text: str) -> Number | None:
    """The number that `text` as a whole is, in any spelling a printed document uses; None if it is none."""
    text = text.strip()
    found = find(text)
    return found[0] if found and found[0].span == (0, len(text)) else None


def bare(text: str, span: Span) -> Number:
    """A number printed without its symbol: `Kết luận số 03`."""
    surface = text[span[0] : span[1]]
    return Number(surface, surface, key(surface), span, serial=surface)


def key(canonical: str) -> str:
    """The look-up form: folded, no leading zero, one separator: `02-NQ/TW` → `2-nq-tw`."""
    head, *rest = _NOT_WORD.sub(" ", fold(canonical)).split() or [""]
    return "-".join((head.lstrip("0") or head[-1:], *rest))


def compact(text: str) -> str:
    """A number as typed by someone in a hurry, all separators dropped: `02nqtw`, `02 NQ-TW` → `2nqtw`."""
    return key(text).replace("-", "")


def is_compact(text: str) -> bool:
    """Can this compact form be a document number: figures, then nothing but known codes? `85namngay` can not."""
    return _compact_number().fullmatch(text) is not None


@lru_cache
def _compact_number() -> re.Pattern[str]:
    codes = sorted({fold(code) for code in (*kind_codes(), *body_codes())}, key=lambda code: (-len(code), code))
    return re.compile(rf"\d+[a-z]?(?:\d+)?(?:(?:{'|'.join(codes)})\d{{0,2}})+")


def _build(view: str, text: str, match: re.Match[str]) -> Number | None:
    """The number of a match, its codes restored and those dropped that cannot be codes; None if nothing is left."""
    codes, separators, end = _codes(match["codes"])
    if not codes:
        return None
    start, stop = match.start(), match.start("codes") + end
    party = match["year"] is None and view[match.end("serial") : match.start("codes")].strip() == "-"
    if party and "/" not in separators:
        return None  # `19-NCOV`: a Party number has its body after a stroke
    serial = re.sub("^[Oo]", "0", match["serial"])
    if separators[:1] == ["."] and codes[0] in kind_codes() and codes[1] in body_codes():
        separators[0] = "-"  # `KH.UBND`
    symbol = codes[0] + "".join(sep + code for sep, code in zip(separators, codes[1:], strict=True))
    middle = f"/{match['year']}/" if match["year"] else "-" if party else "/"
    canonical = serial + middle + symbol
    kind = codes[0] if codes[0] in kind_codes() else None
    rest = symbol[len(codes[0]) + 1 :] if kind else symbol
    year = int(match["year"]) if match["year"] else None
    return Number(text[start:stop], canonical, key(canonical), (start, stop), serial, year, kind, rest or None)


def _codes(printed: str) -> tuple[list[str], list[str], int]:
    """Codes and the separators between them, with the length of `printed` they cover."""
    codes: list[str] = []
    separators: list[str] = []
    end = 0
    for piece in _PIECE.finditer(printed):
        separator, code = piece["separator"] or "", restore(piece["code"])
        if len(codes) > 1 and separator[:1].isspace() and separator[-1:].isspace():
            break  # once kind and body are there, ` - ` leads on in the sentence
        is_division = codes and separator in ("-", ".") and _DIVISION.fullmatch(code)
        if sum(c.isupper() for c in code) < 2 and code not in _ONE_LETTER and not is_division:
            break
        if codes:
            separators.append(separator.strip())
        codes.append(code)
        end = piece.end()
    return codes, separators, end


@lru_cache
def _known() -> dict[str, str | None]:
    """Every known code by itself, by lower case and by its folded form; None where a form stands for two codes."""
    codes = (*kind_codes(), *body_codes())
    table: dict[str, str | None] = {}
    for form in (fold, str.lower):
        for code in codes:
            table[form(code)] = code if table.get(form(code), code) == code else None
    return table | {code: code for code in codes}


def restore(code: str) -> str:
    """A code as it must have been printed (`CDYT` → `CĐYT`, `tw` → `TW`), from the closed table; else unchanged.

    A known code is never changed, so `HD` (hướng dẫn) stays apart from `HĐ` (hợp đồng).
    """
    bare_code, session = re.fullmatch(r"(.*?)(\d*)", code).groups()  # type: ignore[union-attr]
    known = _known()
    return (known.get(bare_code) or known.get(bare_code.lower()) or bare_code) + session
