"""Names of issuing bodies: where one ends that starts here."""

from __future__ import annotations

import re
from functools import lru_cache

from ..vietnamese import fold
from ..vocabulary import column, rows
from .layout import Layout
from .lexicon import alternatives

_WORD = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"\s{1,3}|\s?[-&]\s?")


@lru_cache
def _heads() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(column('bodies'))})(?!\w)")


@lru_cache
def _words(note: str) -> frozenset[str]:
    return frozenset(row["word"] for row in rows("body_words") if row["part"] == note)


def end_of(layout: Layout, start: int, limit: int) -> int | None:
    """Where the name of the body that starts at `start` ends; None if none starts there.

    A name is a head (`Ban Thường vụ`, `Sở Y tế`), maybe of another head, then proper names: words in capitals, each
    with at most one small syllable of its own (`Lao động`, `Y tế`), joined by words of level (`tỉnh`, `ngành`).
    """
    head = _heads().match(layout.folded, start, limit)
    if head is None or not layout.view[start].isupper():
        return None
    end, small_allowed, at_head = head.end(), False, True
    while gap := _GAP.match(layout.view, end, limit):
        following = _heads().match(layout.folded, gap.end(), limit)
        if following and layout.view[gap.end()].isupper():
            if not at_head:
                break  # "… Công đoàn ngành Y tế Ban Thường vụ …": a new name
            end = following.end()
            continue
        word = _WORD.match(layout.view, gap.end(), limit)
        if word is None or word[0] in _words("opening") or layout.view[word.end() : word.end() + 1] == "/":
            break
        proper, plain = word[0][0].isupper(), gap[0].isspace()
        if proper and (plain or "-" in gap[0] or "&" in gap[0]):
            small_allowed = not _is_place_word(layout, word)
        elif (plain and word[0] in _words("level")) or (plain and small_allowed and word[0] not in _words("stop")):
            small_allowed = False
        else:
            break
        end, at_head = word.end(), False
    return end


def _is_place_word(layout: Layout, word: re.Match[str]) -> bool:
    """Is this the last word of a province's name? Then no small syllable belongs to it (`Thái Bình về việc`)."""
    return any(
        layout.folded.startswith(place, word.end() - len(place))
        for place in _places()
        if layout.folded.endswith(place.split()[-1], 0, word.end())
    )


@lru_cache
def _places() -> tuple[str, ...]:
    return tuple(fold(row["name"]) for row in rows("provinces"))
