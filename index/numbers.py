"""Runs of words that may be a document number, in whatever spelling it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile

from ..pipeline import misread, symbol
from ..pipeline.vietnamese import fold, folded_words, is_folded_syllable
from ..pipeline.vocabulary import body_codes, kind_codes, kind_names
from .query import Form, NumberRun

Row = tuple[str, ...]
_MAX_WORDS = 6  # 123/2019/TTLT-BTC-BNV has five
_MAX_BODIES = 3
_SYLLABLE = 3  # letters: `bo`, `tw` may be codes, `cua` is none
_LETTER = "cv"  # Công văn: 123/UBND-VX
_LABEL = "so"  # `nghị quyết số 02`
_YEAR = re.compile(r"(?:19|20)\d\d")
_SERIAL = re.compile(r"\d+[a-z]?")
_STUCK = re.compile(r"([a-z]{2,})(\d+[a-z]?)")  # `kh39`


def runs(words: Row, known: frozenset[str] = frozenset()) -> tuple[NumberRun, ...]:
    """Every run that can be a number: serial and codes (`745 kl tu`), or what kind it is, serial and maybe codes.

    `known` are numbers, as `symbol.compact`, that are whole whatever their codes.
    """
    folded = tuple(map(fold, words))
    whole = (replace(run, form=Form.WHOLE) if run.compact in known else run for run in _symbols(folded))
    symbols = [_labelled(run, folded) for run in whole]
    return tuple(dict.fromkeys((*symbols, *_named(folded))))


def _symbols(words: Row) -> Iterator[NumberRun]:
    """Runs that start with a figure and have a letter: harmless where it is no number after all."""
    for start, word in enumerate(words):
        if not word[0].isdigit():
            continue
        following = takewhile(_may_be_code, words[start + 1 : start + _MAX_WORDS])
        for end in range(start + 1, start + 2 + len(tuple(following))):
            compact = symbol.compact(" ".join(words[start:end]))
            if not compact.isdigit():
                yield NumberRun(compact, start, end, form(compact))


def _may_be_code(word: str) -> bool:
    """No longer syllable is one that is not known, so a number ends before `của` and `ngày`."""
    return len(word) < _SYLLABLE or word in _known_codes() or not is_folded_syllable(word)


def _labelled(run: NumberRun, words: Row) -> NumberRun:
    """A whole number with its kind before it: `Kế hoạch số 39/KH-CĐYT`; not `hướng dẫn 02-NQ/TW`."""
    if run.form is not Form.WHOLE:
        return run
    start = run.start - (words[max(run.start - 1, 0) : run.start] == (_LABEL,))
    before = (first for first in range(max(start - _longest(), 0), start) if _is_of(run, words[first:start]))
    return NumberRun(run.compact, next(before, start), run.end, run.form)


def _is_of(run: NumberRun, words: Row) -> bool:
    """Do words name the kind that the codes of a number tell, or that of numbers without one?"""
    code = kind_code(words)
    letters = run.compact.lstrip("0123456789")
    return code is not None and (code == _LETTER or letters.startswith(code) or letters[1:].startswith(code))


def _named(words: Row) -> Iterator[NumberRun]:
    """`nghị quyết 02`, `kế hoạch số 136`, `KH 136`, `kh136`: short, unless the body follows (`KH 136 LĐLĐ`)."""
    for end, word in enumerate(words, start=1):
        if found := _STUCK.fullmatch(word):
            heads = [(end - 1, kind_code((found[1],)), found[2])]
        elif _SERIAL.fullmatch(word):
            last = end - 2 if words[max(end - 2, 0) : end - 1] == (_LABEL,) else end - 1
            heads = [(start, kind_code(words[start:last]), word) for start in range(max(last - _longest(), 0), last)]
        else:
            continue
        for start, code, serial in heads:
            if code and (dated := _with_year(symbol.compact(serial), code, start, end, words)):
                yield dated
            elif code:
                yield NumberRun(symbol.compact(serial) + code, start, end, Form.SHORT)
                yield from _with_body(NumberRun(symbol.compact(serial) + code, start, end, Form.WHOLE), words)


def _with_year(serial: str, code: str, start: int, end: int, words: Row) -> NumberRun | None:
    """`nghị định 30/2020`, `nghị định 30 năm 2020`: of kinds whose numbers have their year."""
    last = end + 1 + (words[end : end + 1] == ("nam",))
    if code not in _dated_codes() or not _YEAR.fullmatch(" ".join(words[last - 1 : last])):
        return None
    return NumberRun(serial + words[last - 1] + code, start, last, Form.SHORT)


def _with_body(head: NumberRun, words: Row) -> Iterator[NumberRun]:
    compact = head.compact
    for end in range(head.end, min(head.end + _MAX_BODIES, len(words))):
        compact += words[end]
        if words[end] in _codes().values() or not symbol.is_compact(compact):
            return  # `nghị định 91 nđ cp` has the code of its kind twice
        yield NumberRun(compact, head.start, end + 1, Form.WHOLE)


def kind_code(words: Row) -> str | None:
    """The folded code of the kind that folded words name or abbreviate."""
    return _codes().get(" ".join(words))


def form(compact: str) -> Form:
    """What a number given as `symbol.compact` is."""
    if not symbol.is_compact(compact):
        return Form.UNSURE
    letters = compact.lstrip("0123456789")
    return Form.SHORT if _codes().keys() & {letters, letters[1:]} else Form.WHOLE  # `6akh` has a letter of its own


@lru_cache(10_000)
def looked_up(canonical: str) -> tuple[str, ...]:
    """Under what a number is looked up: whole, and short as kind and serial (`nghị quyết 02`, `nghị định 30/2020`)."""
    number = symbol.parse(canonical)
    short: tuple[str, ...] = ()
    if number and number.kind_code:
        middles = (str(number.year), "") if number.year else ("",)
        short = tuple(symbol.compact(f"{number.serial}{middle}{number.kind_code}") for middle in middles)
    return tuple(dict.fromkeys((symbol.compact(canonical), *short)))


@lru_cache
def _codes() -> dict[str, str]:
    """The folded code of a kind by its folded name, and by itself."""
    names = {folded_words(name): fold(code) for name, code in kind_names().items() if code}
    return names | {fold(code): fold(code) for code in kind_codes()}


@lru_cache
def _known_codes() -> frozenset[str]:
    return frozenset(map(fold, (*kind_codes(), *body_codes())))


@lru_cache
def _dated_codes() -> frozenset[str]:
    return frozenset(map(fold, misread.WITH_YEAR))


@lru_cache
def _longest() -> int:
    return max(len(name.split()) for name in _codes())
