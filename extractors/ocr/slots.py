"""Where a line has the figures of a document number or a date, and what those figures look like when nothing is wrong.

The words around tell: what stands between `ngày` and `tháng` is a day, be it read as `Ï Ï`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from ...pipeline.vietnamese import fold, is_syllable, slips

_EDGE = "“”\"'‘’()[]{}.,;:…*|_-–— "
_ANCHORS = {form: word for word in ("ngay", "thang", "nam") for form in (word, *slips(word)) if not form.isdigit()}
_WRITTEN = {"ngay": "ngày", "thang": "tháng", "nam": "năm"}
_OWN_LABEL = re.compile(r"[Ss]\w{1,2}[:;.]")
_UPPER = "A-ZĐÐƯ"
_CODED = re.compile(
    rf"""\W?[^\W\d]?(?:  # `“12/…`, `Ế12/…`
      [\dOoIlÏ\]|]\S{{0,5}}[/⁄-]\S*[{_UPPER}]{{2}}  # 12/QĐ-BYT
      |\d{{1,4}}[/⁄][12]\d{{3}}[/⁄]                   # 12/2020/…
      |\d\S{{0,5}}[{_UPPER}]{{2}}\S*[/⁄-])            # 12QĐ-BYT
    |\S*[/⁄-][{_UPPER}]{{2,6}}-[{_UPPER}]             # Ï2/QĐ-BYT""",
    re.X,
)
_NUMERIC_DATE = re.compile(r"\W*[\dlIOo]{1,2}([/.-])[\dlIOo]{1,2}\1[\dlIOo]{4}\W*")
_LIKE = re.compile(r"[\w\]|]")
_SHORT = 3  # characters: what figures read as letters look like
_REACH = 3  # tokens between two words of a date
_CODE = rf"[{_UPPER}][{_UPPER}a-zđ]*"


class Slot(StrEnum):
    """What the figures of a token are."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    DATE = "date"
    NUMBER = "number"


_YEAR = r"(?:19|20)\d\d"
_MONTH = re.compile(r"0?[1-9]|1[0-2]")
_FORMS = {
    Slot.DAY: re.compile(r"0?[1-9]|[12]\d|3[01]"),
    Slot.MONTH: _MONTH,
    Slot.YEAR: re.compile(_YEAR),
    Slot.DATE: re.compile(rf"(?:0?[1-9]|[12]\d|3[01])([/.-])(?:0?[1-9]|1[0-2])\1{_YEAR}"),
    Slot.NUMBER: re.compile(
        rf"\d{{1,6}}[a-hđ]?(?:(?:/{_YEAR})?[/-](?:{_CODE}(?:[-/.&]{_CODE})*(?:(?<=QH)\d\d)?(?:-{_CODE})*-?)?)?"
    ),
}


def is_clean(slot: Slot, printed: str) -> bool:
    """Can a token that fills the slot look so?"""
    return _FORMS[slot].fullmatch(printed) is not None


def word_of(text: str) -> str | None:
    """The word of a date that a text is, as it is written: figures may be joined to it."""
    return _WRITTEN.get(_ANCHORS.get(fold(text).strip(_EDGE), ""))


def is_label(text: str) -> bool:
    """Is this `Số:`, or what a reader may make of it?"""
    return _OWN_LABEL.fullmatch(text) is not None


def is_own(tokens: Sequence[str], at: int) -> bool:
    """May this be the number or the day of the document itself, which is often filled in by hand?"""
    before = tokens[at - 1] if at else ""
    return bool(_OWN_LABEL.match(before) or _OWN_LABEL.match(tokens[at])) or (
        at > 1 and _anchor(before) == "ngay" and tokens[at - 2].endswith((",", "."))
    )


def find(tokens: Sequence[str], above: Sequence[str] = ()) -> dict[int, Slot]:
    """The tokens of a line that have such figures; `above` are the last tokens of the line before."""
    shift = len(above)
    every = [*above, *tokens]
    found = {at - shift: slot for at, slot in _by_anchors(every) if at >= shift}
    for at, token in enumerate(tokens):
        if at in found:
            continue
        if _NUMERIC_DATE.fullmatch(token):
            found[at] = Slot.DATE
        elif _CODED.match(token) or _is_labelled(every, at + shift):
            found[at] = Slot.NUMBER
    return dict(sorted(found.items()))


def _by_anchors(tokens: Sequence[str]) -> Iterator[tuple[int, Slot]]:
    """Days before `tháng`, months before `năm`, years after it."""
    anchors = {at: word for at, token in enumerate(tokens) if (word := _anchor(token))}
    for at, word in anchors.items():
        following = next((later for later in range(at + 1, len(tokens)) if later in anchors), None)
        between = range(at + 1, following or 0)
        near = 0 < len(between) < _REACH and all(len(tokens[one].strip(_EDGE)) <= _SHORT for one in between)
        if word == "ngay" and near and anchors[following or 0] == "thang":
            yield from ((one, Slot.DAY) for one in between)
        elif word == "ngay":
            yield from _next(tokens, at, Slot.DAY)
        elif word == "thang" and near and anchors[following or 0] == "nam":
            yield from ((one, Slot.MONTH) for one in between)
        elif word == "thang":
            yield from _next(tokens, at, Slot.MONTH)
        else:
            yield from _next(tokens, at, Slot.YEAR)
            if at > 1 and _MONTH.fullmatch(tokens[at - 1]) and at - 2 not in anchors:
                yield at - 1, Slot.MONTH  # `thúng 11 năm`


def _next(tokens: Sequence[str], at: int, slot: Slot) -> Iterator[tuple[int, Slot]]:
    """The token after a word of a date, if it may be figures; a whole date is found by its form."""
    if at + 1 < len(tokens) and _may_be_figures(tokens[at + 1]) and not _NUMERIC_DATE.fullmatch(tokens[at + 1]):
        yield at + 1, slot


def _is_labelled(tokens: Sequence[str], at: int) -> bool:
    return at > 0 and fold(tokens[at - 1]).strip(_EDGE) == "so" and _may_be_figures(tokens[at])


def _may_be_figures(token: str) -> bool:
    word = token.rstrip(",;.")
    return any(map(str.isdigit, word)) or (
        0 < len(word) <= _SHORT and bool(_LIKE.search(word)) and not is_syllable(word)
    )


def _anchor(token: str) -> str | None:
    """The word of a date that a token is; `Nam` is a country."""
    return None if token.startswith("N") and token.endswith("m") else _ANCHORS.get(fold(token).strip(_EDGE))
