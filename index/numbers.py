"""Runs of words that may be a document number, in whatever spelling it was typed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ..pipeline import symbol
from ..pipeline.vietnamese import fold, folded_words
from ..pipeline.vocabulary import kind_names
from .query import Form, NumberRun

_MAX_WORDS = 6  # 123/2019/TTLT-BTC-BNV has five
_LABELS = ("so",)  # `nghị quyết số 02`


def runs(words: tuple[str, ...]) -> tuple[NumberRun, ...]:
    """Every run that can be a number: serial and codes (`745 kl tu`), or the name of a kind and serial."""
    return (*_symbols(words), *_named(tuple(map(fold, words))))


def _symbols(words: tuple[str, ...]) -> Iterator[NumberRun]:
    """Runs that start with a figure and have a letter: harmless where it is no number after all."""
    for start, word in enumerate(words):
        if not word[0].isdigit():
            continue
        for end in range(start + 1, min(start + _MAX_WORDS, len(words)) + 1):
            compact = symbol.compact(" ".join(words[start:end]))
            if not compact.isdigit():
                yield NumberRun(compact, start, end, form(compact))


def _named(words: tuple[str, ...]) -> Iterator[NumberRun]:
    """`nghị quyết 02`, `kế hoạch số 136`, `KH 136`: short for a number whose body is not said."""
    for end, word in enumerate(words, start=1):
        if not (word.isdigit() or (word[:-1].isdigit() and word[-1].isalpha())):
            continue
        last = end - 2 if end > 1 and words[end - 2] in _LABELS else end - 1
        for start in range(max(last - _longest(), 0), last):
            if code := _codes().get(" ".join(words[start:last])):
                yield NumberRun(symbol.compact(word) + code, start, end, Form.SHORT)


def form(compact: str) -> Form:
    """What a number given as `symbol.compact` is."""
    if not symbol.is_compact(compact):
        return Form.UNSURE
    letters = compact.lstrip("0123456789")
    return Form.SHORT if _codes().keys() & {letters, letters[1:]} else Form.WHOLE  # `6akh` has a letter of its own


@lru_cache(50_000)
def looked_up(canonical: str) -> tuple[str, ...]:
    """Under what a number is looked up: whole, and short as kind and serial (`nghị quyết 02`)."""
    number = symbol.parse(canonical)
    short = (symbol.compact(number.serial + number.kind_code),) if number and number.kind_code else ()
    return tuple(dict.fromkeys((symbol.compact(canonical), *short)))


@lru_cache
def _codes() -> dict[str, str]:
    """The folded code of a kind by its folded name, and by itself."""
    codes = {folded_words(name): fold(code) for name, code in kind_names().items() if code}
    return codes | {code: code for code in codes.values()}


@lru_cache
def _longest() -> int:
    return max(len(name.split()) for name in _codes())
