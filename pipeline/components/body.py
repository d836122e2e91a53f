"""Names of issuing bodies: where one ends that starts here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..vietnamese import exact, fold
from ..vocabulary import column, rows
from .layout import Layout
from .lexicon import alternatives, whole

_WORD = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"\s?[-&]\s?|\s{1,3}")


@lru_cache
def _heads() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(column('bodies'))})(?!\w)")


@lru_cache
def _whole() -> re.Pattern[str]:
    """Bodies of the centre, whose names need nothing after them: what follows "Chính phủ" is never part of its name."""
    central = [row for row in rows("organisations") if row["level"] == "central"]
    names = [name for row in central for name in (row["name"], *filter(None, row["aliases"].split("|")))]
    return re.compile(rf"(?:{alternatives(names)})(?!\w)")


@lru_cache
def _opening() -> re.Pattern[str]:
    """What opens a new clause after a name, in capitals or not: `Quy định`, `Ban hành`."""
    return re.compile(rf"(?:{alternatives(_words('opening'), exact)})(?!\w)")


@lru_cache
def _whole_heads() -> re.Pattern[str]:
    return re.compile(whole(column("bodies")))


@lru_cache
def _words(note: str) -> frozenset[str]:
    return frozenset(row["word"] for row in rows("body_words") if row["part"] == note)


def starts(layout: Layout, start: int, end: int) -> Iterator[int]:
    """Where a name of a body may start between two places."""
    heads = (head.start() for head in _whole_heads().finditer(layout.folded, start, end))
    return (head for head in heads if layout.view[head].isupper())


def end_of(layout: Layout, start: int, limit: int) -> int | None:
    """Where the name of the body that starts at `start` ends; None if none starts there.

    A name is a head (`Ban Thường vụ`, `Sở Y tế`), maybe of another head, then proper names: words in capitals, each
    with at most one small syllable of its own (`Lao động`, `Y tế`), joined by words of level (`tỉnh`, `ngành`). A body
    of the centre ends with its name, one of a province with that of the province.
    """
    head = _heads().match(layout.folded, start, limit)
    if head is None or not layout.view[start].isupper():
        return None
    if whole := _whole().match(layout.folded, start, limit):
        return whole.end()
    end, small_allowed, at_head = head.end(), False, True
    while gap := _GAP.match(layout.view, end, limit):
        if whole := _whole().match(layout.folded, gap.end(), limit):
            return whole.end() if at_head and layout.view[gap.end()].isupper() else end
        following = _heads().match(layout.folded, gap.end(), limit)
        if following and layout.view[gap.end()].isupper():
            if not at_head:
                break  # "… Công đoàn ngành Y tế Ban Thường vụ …": a new name
            end = following.end()
            continue
        word = _WORD.match(layout.view, gap.end(), limit)
        if word is None or layout.view[word.end() : word.end() + 1] == "/":
            break
        if _opening().match(layout.exact, gap.end()):
            break
        proper, plain = word[0][0].isupper(), gap[0].isspace()
        if proper and (plain or "-" in gap[0] or "&" in gap[0]):
            if _ends_place(layout, word):
                return word.end()
            small_allowed = True
        elif (plain and word[0] in _words("level")) or (plain and small_allowed and word[0] not in _words("stop")):
            small_allowed = False
        else:
            break
        end, at_head = word.end(), False
    return end


def _ends_place(layout: Layout, word: re.Match[str]) -> bool:
    """Is this the last word of a province's name? Then the body's name ends (`Thái Bình Ban hành`)."""
    return layout.folded.endswith(_places(), 0, word.end())


@lru_cache
def _places() -> tuple[str, ...]:
    return tuple(fold(name) for name in (*column("provinces"), *_words("place")))
