"""Runs of words that may be a document number, in whatever spelling it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile

from ...pipeline import misread, symbol
from ...pipeline.model import Kind, Number
from ...pipeline.vietnamese import fold, folded_words, is_folded_syllable
from ...pipeline.vocabulary import body_codes, kind_codes, rows
from .tree import Form, NumberRun, Row

_MAX_WORDS = 6  # 123/2019/TTLT-BTC-BNV has five
_MAX_BODIES = 3
_SYLLABLE = 3  # letters: `bo`, `tw` may be codes, `cua` is none
_LETTER = "cv"  # of a Công văn, which has no code in its number: 123/UBND-VX
# Nor have laws and some resolutions: what is looked up for one, by who issues it.
_LAWS = {"qh": ("luat", "boluat", "nq"), "ubtvqh": ("pl", "nq")}
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
    letters = run.compact.lstrip("0123456789")
    without_kind = (_LETTER, *_LAWS.get(letters.rstrip("0123456789"), ()))
    return any(
        code in without_kind or letters.startswith(code) or letters[1:].startswith(code) for code in codes_of(words)
    )


def _named(words: Row) -> Iterator[NumberRun]:
    """`nghị quyết 02`, `kế hoạch số 136`, `KH 136`, `kh136`: short, unless the body follows (`KH 136 LĐLĐ`)."""
    for end, word in enumerate(words, start=1):
        if found := _STUCK.fullmatch(word):
            heads = [(end - 1, codes_of((found[1],)), found[2])]
        elif _SERIAL.fullmatch(word):
            last = end - 2 if words[max(end - 2, 0) : end - 1] == (_LABEL,) else end - 1
            heads = [(start, codes_of(words[start:last]), word) for start in range(max(last - _longest(), 0), last)]
        else:
            continue
        for start, codes, serial in heads:
            for code in codes:
                yield from _short(NumberRun(symbol.compact(serial), start, end, Form.SHORT), code, words)


def _short(serial: NumberRun, code: str, words: Row) -> Iterator[NumberRun]:
    """A serial after its kind, with the year that follows if it may be of the number, and with the body."""
    year = serial.end + (words[serial.end : serial.end + 1] == ("nam",))
    if _YEAR.fullmatch(" ".join(words[year : year + 1])):
        yield replace(serial, compact=serial.compact + words[year] + code, end=year + 1)
        if code in _dated_codes():
            return
    head = replace(serial, compact=serial.compact + code)
    yield head
    yield from _with_body(head, words)


def _with_body(head: NumberRun, words: Row) -> Iterator[NumberRun]:
    compact = head.compact
    for end in range(head.end, min(head.end + _MAX_BODIES, len(words))):
        compact += words[end]
        if words[end] in _kind_codes() or not symbol.is_compact(compact):
            return  # `nghị định 91 nđ cp` has the code of its kind twice
        yield replace(head, compact=compact, end=end + 1, form=Form.WHOLE)


def codes_of(words: Row) -> tuple[str, ...]:
    """The folded codes of the kind that folded words name or abbreviate."""
    return _codes().get(" ".join(words), ())


def form(compact: str) -> Form:
    """What a number given as `symbol.compact` is."""
    if not symbol.is_compact(compact):
        return Form.UNSURE
    letters = compact.lstrip("0123456789")
    return Form.SHORT if _codes().keys() & {letters, letters[1:]} else Form.WHOLE  # `6akh` has a letter of its own


@lru_cache(50_000)
def looked_up(canonical: str) -> tuple[str, ...]:
    """Under what a number is looked up: whole, and short as kind and serial (`nghị quyết 02`, `nghị định 30/2020`)."""
    number = symbol.parse(canonical)
    if number is None:
        return (symbol.compact(canonical),)
    years = (str(number.year), "") if number.year else ("",)
    body = fold(number.body_code or "").rstrip("0123456789")
    kinds = (fold(number.kind_code),) if number.kind_code else _LAWS.get(body, (_LETTER,))
    short = (symbol.compact(f"{number.serial}{year}{kind}") for year in years for kind in kinds)
    return tuple(dict.fromkeys((symbol.compact(canonical), *short)))


def borne(number: Number, kind: Kind | None) -> tuple[str, ...]:
    """Under what the number of a document is looked up, also where its symbol does not tell its kind."""
    named = (symbol.compact(number.serial + kind.code),) if kind and kind.code else ()
    return tuple(dict.fromkeys((*looked_up(number.canonical), *named)))


@lru_cache
def _codes() -> dict[str, tuple[str, ...]]:
    """The folded codes of a kind by its folded name, and by each; a kind of law without one is its name."""
    named = {folded_words(row["name"]): tuple(map(fold, row["codes"].split())) for row in rows("kinds")}
    laws = {name: (code,) for name in named if (code := name.replace(" ", "")) in _LAWS["qh"]}
    return {name: codes for name, codes in named.items() if codes} | laws | {code: (code,) for code in _kind_codes()}


@lru_cache
def _kind_codes() -> frozenset[str]:
    return frozenset(map(fold, kind_codes()))


@lru_cache
def _known_codes() -> frozenset[str]:
    return frozenset(map(fold, (*kind_codes(), *body_codes())))


@lru_cache
def _dated_codes() -> frozenset[str]:
    """Of kinds whose numbers always have their year."""
    return frozenset((*map(fold, misread.WITH_YEAR), "luat", "boluat", "pl"))


@lru_cache
def _longest() -> int:
    return max(len(name.split()) for name in _codes())
