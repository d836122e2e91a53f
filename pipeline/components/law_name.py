"""Where the name of a law ends that no table has: on the exact view, for most words of clauses fold to words of names.

The words are in `law_words.tsv`, by what they do:

    never   before "luật": no law at all             pháp luật, kỷ luật
    before  before "Luật": no law by name            Khoa Luật Kinh tế, dự thảo Luật
    first   after "Luật": no name                    Luật sư, Luật mới
    end     end a name                               Luật Phòng bệnh | quy định rằng …
    soft    end a name, but stand in others          Luật Phòng bệnh | tại cơ sở, Luật Đầu tư nước ngoài tại Việt Nam
    next    after a comma: what the clause goes on   Luật Phòng bệnh, | cơ quan y tế …
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from ..model import Span
from ..vietnamese import exact
from ..vocabulary import kind_names, rows
from .layout import Layout
from .lexicon import alternatives

_LONGEST = 160  # characters
_LONGEST_PART = 5  # words after a comma or "và" that may still be of the name
_LONGEST_WORD_BEFORE = 16  # characters
_ABOUT = re.compile(r"\s+về(?!\w)")  # "Pháp lệnh về phí và lệ phí"
_FIRST = re.compile(r"\s+(?=[^\W\d_])")
_NO_NAME = re.compile(r"(?:và|ngày|tháng|năm)(?!\w)")
_WORDS = re.compile(r"\w+")
_JOINT = re.compile(r"\s*,\s*|\s+và\s+|\s+-\s+")
# Words at which other names end: "một số điều của các luật có liên quan đến quy hoạch".
_OF_SEVERAL = ("về", "liên quan", "đến", "có")


def limit(layout: Layout, start: int) -> int:
    """How far a name that starts here can reach."""
    return min(layout.paragraph_at(start)[1], start + _LONGEST)


def stands_after(layout: Layout, start: int, part: str) -> bool:
    """Does a word of this part of the table stand right before?"""
    return _before(part).search(layout.exact, max(0, start - _LONGEST_WORD_BEFORE), start) is not None


def goes_on(layout: Layout, end: int) -> bool:
    """Does a name go on over `end` up to number or date: `Luật Giáo dục | mầm non số 12/2030/QH18`?"""
    if not _FIRST.match(layout.exact, end):
        return False
    ends = _ends().search(layout.exact, end, limit(layout, end))
    if ends is None or ends["told"] is None or ends.start() == end:
        return False
    return not _kinds().search(layout.exact, end, ends.start())


def end_of(layout: Layout, head: Span, several: bool = False) -> int | None:
    """Where the name ends that starts after `head`; None if none does. `several`: after "… của các luật"."""
    about = _ABOUT.match(layout.exact, head[1])
    first = _FIRST.match(layout.exact, about.end() if about else head[1], limit(layout, head[1]))
    if first is None or not layout.view[head[0]].isupper() or stands_after(layout, head[0], "before"):
        return None
    start = first.end()
    capital = layout.view[start].isupper()
    if not several and not _may_start(layout, start, capital):
        return None
    ends = _end_of_clause(layout, start, several)
    stop, strong = (ends.start(), ends["strong"] is not None) if ends else (limit(layout, head[1]), True)
    name = _without_next(layout.view[start:stop], strong).rstrip(" ,-")
    # In small letters it is a name only where a sentence does not start with "Luật" just so.
    told_apart = strong or (layout.sentence_at(head[0])[0] < head[0] and not about)
    return start + len(name) if capital or several or (told_apart and " " in name) else None


def _may_start(layout: Layout, start: int, capital: bool) -> bool:
    """Can a name start here? `Luật các công ty`, `Luật Ban hành quyết định`, but not "Luật này", "Luật sư"."""
    if _NO_NAME.match(layout.exact, start) or _any_of("first").match(layout.exact, start):
        return False
    doubtful = _any_of("soft", "end").match(layout.exact, start)
    if doubtful is None or doubtful[0] == "các":
        return True
    first, second, *_ = (*_WORDS.findall(layout.exact, start, start + 20), "", "")
    return capital and (first, second) in _pairs()


def _end_of_clause(layout: Layout, start: int, several: bool) -> re.Match[str] | None:
    """The first end of a name after `start`; a soft one is passed over where number or date follow before the next."""
    soft = None
    for ends in _ends().finditer(layout.exact, start, limit(layout, start)):
        word = ends["soft"] or ends["weak"]
        if word and (_stands_in_names(layout, word, ends.end()) or (several and word.split()[0] in _OF_SEVERAL)):
            continue
        if not ends["soft"]:
            return ends if soft is None or ends["told"] else soft
        soft = soft or ends
    return soft


def _stands_in_names(layout: Layout, word: str, end: int) -> bool:
    """Does a name of the table have this word before the one that follows: `tại Việt Nam`, `của Nhà nước`?"""
    following = _WORDS.search(layout.exact, end, end + 10)
    return following is not None and (word.rsplit(maxsplit=1)[-1], following[0]) in _pairs()


def _without_next(name: str, strong: bool) -> str:
    """`name` without what a comma or "và" leads on to, where that is not of the name."""
    parts = _JOINT.split(name)
    for index, joint in enumerate(_JOINT.finditer(name)):
        left, right = (exact(part).split() for part in parts[index : index + 2])
        if len(left) == 1 or set(left) & set(right):
            continue  # `Phòng, chống …`, `Khám bệnh, chữa bệnh`
        of_clause = not strong and not parts[index + 1][:1].isupper()
        if of_clause or len(right) > _LONGEST_PART or _any_of("next").match(exact(parts[index + 1])):
            return name[: joint.start()]
    return name


@lru_cache
def _ends() -> re.Pattern[str]:
    """Where a name ends at the latest: `strong`, where the clause ends or speaks of the law itself, or at a word.

    `told` is the law's own number or date. A number after a letter is that of a footnote.
    """
    kinds = alternatives(kind_names(), exact)
    return re.compile(
        rf"(?P<strong>[;:.()\"“”\n]|,?\s(?:(?P<told>số\s*:?\s*(?:\d|$)|ngày\s+\d)|(?:năm\s+)?(?:19|20)\d\d(?!\w))"
        rf"|(?:\s*,|\svà)\s(?:(?:các|những)\s+)?(?:{kinds}|điều\s+\d|khoản\s+\d)(?!\w)"
        rf"|(?<!pháp)\s(?:bộ\s+luật|luật|pháp\s+lệnh|nghị\s+định|nghị\s+quyết|thông\s+tư)(?!\w)"
        rf"|\s(?:đã\s)?được\s(?:quốc\s+hội|sửa|bổ\s+sung|ban\s+hành|thông\s+qua|công\s+bố|thay\s+thế)"
        rf"|\scó\s+hiệu\s+lực)"
        rf"|,?(?:\svà)?\s(?:(?P<soft>{_words('soft')})|(?P<weak>{_words('end')})|(?:điều\s+)?\d+)(?!\w)|(?<=[^\W\d_])\d"
    )


@lru_cache
def _kinds() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{alternatives(kind_names(), exact)})(?!\w)")


@lru_cache
def _pairs() -> frozenset[tuple[str, str]]:
    """Every two words that follow each other in a name of the table."""
    pairs: set[tuple[str, str]] = set()
    for row in rows("laws"):
        pairs.update(pairwise(_WORDS.findall(exact(row["name"]))))
    return frozenset(pairs)


@lru_cache
def _any_of(*parts: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_words(*parts)})(?!\w)")


@lru_cache
def _before(part: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_words(part)})\s+$")


def _words(*parts: str) -> str:
    return alternatives((row["word"] for row in rows("law_words") if row["part"] in parts), exact)
