"""Damaged dates on the folded view: figures read as letters, strokes lost or misread, `ngay`, `thang`, `nam` misspelt.

They are repaired in a copy of the same length, in which every figure keeps its place: blanks make up for letters that
were too many, and are taken for those that were lost. What cannot be repaired so, or in two ways, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..vietnamese import slips

_Edit = tuple[int, int, str]  # from, to, what it must have been

_FIGURES = str.maketrans("olisb", "01158", "'`")
# Dates are looked for from their year: there are few of them. Before it may stand a stroke that was read as a letter.
_YEAR = re.compile(r"[12](?<![a-hjkm-z_].)['`]?[09o]['`]?[\dolisb]['`]?[\dolisb](?![\w/])")
_REACH = 32  # characters before the year
_CLEAN_DAY = re.compile(r"(?<!\w)ngay \d\d? thang \d\d? nam $")
_DAY = r"(?P<day>(?<![\d/.,-])\d[\dolisb]?|(?<![\w/.,-])[oli]\d)"
_MONTH = r"(?P<month>\d[\doli]?|[oli]\d)"
_STROKE = r"['`.]?(?:[/.-]|[il](?=\d|$))['`.]?"
_NUMERIC = re.compile(rf"{_DAY}(?P<first>{_STROKE}){_MONTH}(?P<second>{_STROKE})$")
_IN_WORDS = re.compile(rf"{_DAY}(?P<month_word>[a-z'`.\s]{{3,9}}){_MONTH}(?P<year_word>,?[a-z'`.\s]{{2,7}})$")
_JOINED = re.compile(r"ngay (?P<date>\d{1,2}/\d{1,2}|\d{2,4}/)$")
_OF_MONTH = re.compile(r"(?<!\w)\d{1,2}\s?(?:/|nam)\s?$")
_WORDS = {word: frozenset(slips(word)) for word in ("ngay", "thang", "nam")}
_WORD = re.compile(r"[a-z](?<![^\W_].)")
_LONGEST_WORD = 9  # characters, with blanks
_NOT_LETTERS = re.compile(r"[\W\d_]+")


def repaired(folded: str) -> str:
    """The folded view with dates as they must have been printed."""
    letters = None
    for year in _YEAR.finditer(folded):
        for start, end, meant in _edits(folded, *year.span()):
            letters = letters or list(folded)
            letters[start:end] = meant
    return "".join(letters) if letters else folded


def _is_clean(before: str) -> bool:
    """Is nothing wrong in what stands before a year? Asked first, because it is so almost everywhere."""
    if before.endswith("nam "):
        return not before[-6:-4].strip().isdigit() or _CLEAN_DAY.search(before) is not None
    before = before[-6:]
    parts = before.split("/")
    if len(parts) > 2 and not parts[-1]:
        return parts[-2].isdigit() and parts[-3][-2:].strip().isdigit()
    last = before.rstrip()[-1:]
    return not (last.isalnum() or last in tuple("/.-'`"))


def _edits(folded: str, start: int, end: int) -> Iterator[_Edit]:
    """What is to be repaired in the date whose year is printed from `start` to `end`."""
    window, printed = max(0, start - _REACH), folded[start:end]
    year = printed.translate(_FIGURES)
    if not year.startswith(("19", "20")) or (year == printed and _is_clean(folded[max(0, start - 23) : start])):
        return
    if found := _NUMERIC.search(folded, window, start):
        yield from _numeric(found, year, end)
    elif found := _IN_WORDS.search(folded, window, start):
        yield from _in_words(folded, found, year, end)
    elif found := _JOINED.search(folded, window, start):
        yield from _joined(found, year, end)
    elif found := _OF_MONTH.search(folded, window, start):
        yield from _before(folded, found.start(), "thang")
    else:
        yield from _before(folded, start, "nam")


def _numeric(found: re.Match[str], year: str, end: int) -> Iterator[_Edit]:
    """`l5/5/2023`, `07/04I2018`, `12/.6/202S`: figures, and the same stroke twice."""
    day, month = (found[name].translate(_FIGURES) for name in ("day", "month"))
    printed = f"{found[0]}{found.string[found.end() : end]}"
    if _is_day(day, month) and (
        found["first"] != found["second"] or printed != f"{day}{found['first']}{month}{found['first']}{year}"
    ):
        first, second = (found[name] for name in ("first", "second"))
        strokes = ("/".ljust(len(first)), "/".ljust(len(second)))
        yield found.start(), end, f"{day}{strokes[0]}{month}{strokes[1]}{year.rjust(end - found.end())}"


def _in_words(folded: str, found: re.Match[str], year: str, end: int) -> Iterator[_Edit]:
    """`l4 thárig 9 nm 2021`: both words are needed to tell what it is."""
    words = {"month_word": "thang", "year_word": "nam"}
    for name, word in words.items():
        if (letters := _NOT_LETTERS.sub("", found[name])) != word and letters not in _WORDS[word]:
            return
    for name, word in words.items():
        start, stop = found.span(name)
        if found[name].strip(" ,\n") != word and stop - start >= len(word):
            yield start, stop, word.center(stop - start)
    for name in ("day", "month"):
        yield *found.span(name), found[name].translate(_FIGURES)
    yield found.end(), end, year.rjust(end - found.end())
    yield from _before(folded, found.start(), "ngay")


def _joined(found: re.Match[str], year: str, end: int) -> Iterator[_Edit]:
    """`ngày 12/62021`, `ngày 1801/2022`, a stroke lost: the blank after "ngày" makes room for it."""
    figures = found["date"].rstrip("/")
    days = {figures} if "/" in figures else {f"{figures[:at]}/{figures[at:]}" for at in range(1, len(figures))}
    possible = [day for day in days if _is_day(*day.split("/"))]
    if len(possible) == 1:
        start = found.start("date") - 1
        yield start, end, f"{possible[0]}/{year}".rjust(end - start)


def _is_day(day: str, month: str) -> bool:
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12


def _before(folded: str, position: int, word: str) -> Iterator[_Edit]:
    """The word before a figure, where it is `word` with a slip: the last word, or the last ones if it is torn apart."""
    for first in reversed(
        [found.start() for found in _WORD.finditer(folded, max(0, position - _LONGEST_WORD), position)]
    ):
        printed = folded[first:position]
        letters = _NOT_LETTERS.sub("", printed)
        if "\n" in printed or any(map(str.isdigit, printed)) or len(letters) > len(word) + 1:
            return
        if letters in _WORDS[word] or (letters == word and word not in printed):
            if len(printed) >= len(word):
                yield first, position, word.ljust(len(printed))
            return
