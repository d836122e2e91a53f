"""Digits of numbers and dates, read a second time by another recogniser.

Tesseract reads words better, the second reader figures: of 1,434 numbers and parts of dates on generated pages, half
of them slanted, Tesseract had 28 wrong and the second reader none. It costs a twentieth of a page's time for a line,
so it is asked only where Tesseract is not sure: 27 of the 28 had a confidence below 0.9, as had one in six of those
that were right, and the other one could be no number. The number and the day of the document itself are always read
twice: they are filled in by hand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import NamedTuple

from ...pipeline.vietnamese import fold
from . import slots
from .cleaning import Cleaned
from .line import Line, Rect, Token
from .second import MORE, OTHERS, PLAIN, Crop, Rendering, Second, band
from .slots import Slot

_SURE = 0.9  # of either reader
_AGREED = 0.6  # of the second reader on print, where the first one says the same
_APART = 3  # tokens between two that are read in one go
_UNREAD = "…"
_INK = 128  # darker pixels
_WRITTEN = 0.03  # share of ink in a gap that something is written in
_LABEL = "Số:"
_PRECEDING = {Slot.DAY: "ngày", Slot.MONTH: "tháng", Slot.YEAR: "năm"}
_FOLLOWING = {Slot.DAY: "tháng", Slot.MONTH: "năm"}
_JOINED = re.compile(r"(?P<figures>\d{1,2}) ?(?P<word>[^\W\d]{2,6})")
_SYMBOL = re.compile(r"[^\W\d_]+(?:[/-][^\W\d_]+)+")
_LEAD = re.compile(r"(?:[Ss]\w{0,2}[:;.]\s?)?[“\"'(\[]*")
_TAIL = re.compile(r"[”\"');:,.…]*$")
_TAKEN_FOR = str.maketrans("lIÏÍÌ]|JjOoSBZz", "111111111005822")
_SIGNS = "/⁄-"
_SIGN = re.compile(f"[{_SIGNS}]")
_HEAD = re.compile(r"\d{1,6}[a-hđ]?(?:/(?:19|20)\d\d)?(?![^\W_])")


@dataclass(frozen=True, slots=True)
class Unsure:
    """Token `token` of line `line` (indices): the two readers disagree; `readings` are what else it may be."""

    line: int
    token: int
    readings: tuple[str, ...]


class _Checked(NamedTuple):
    """A token as it stands after the second reading; `readings` is None where it is sure."""

    token: Token
    readings: tuple[str, ...] | None = None


def check(lines: Sequence[Line], page: Cleaned) -> tuple[tuple[Line, ...], tuple[Unsure, ...]]:
    """The lines with their digits as the better reader has them, and the tokens that stay in doubt."""
    checked: list[Line] = []
    unsure: list[Unsure] = []
    above: tuple[str, ...] = ()
    for printed in lines:
        line = _filled(printed, page)
        texts = [token.text for token in line.tokens]
        tokens = list(_line(line, slots.find(texts, () if line.starts else above), page))
        above = tuple(texts[-2:])
        unsure += [Unsure(len(checked), at, t.readings) for at, t in enumerate(tokens) if t.readings is not None]
        checked.append(Line(tuple(t.token for t in tokens), line.starts))
    return tuple(checked), tuple(unsure)


def _filled(line: Line, page: Cleaned) -> Line:
    """The line with what was filled in by hand and the first reader passed over: a token for a day, a wider box for
    a number of which it saw the symbol alone.
    """
    tokens = list(line.tokens)
    top, bottom = band(tokens)
    for at in range(len(tokens) - 1, 0, -1):
        left, right = tokens[at - 1], tokens[at]
        gap = (left.rect[2], top, right.rect[0], bottom)
        if slots.word_of(left.text) == "ngày" and slots.word_of(right.text) == "tháng" and _is_written(gap, page):
            tokens.insert(at, Token(_UNREAD, gap, 0.0))
        elif slots.is_label(left.text) and right.text[0] in _SIGNS and _is_written(gap, page):
            tokens[at] = replace(right, rect=(left.rect[2], *right.rect[1:]))
    return Line(tuple(tokens), line.starts)


def _is_written(gap: Rect, page: Cleaned) -> bool:
    """Is there ink between two words that stand far apart?"""
    left, top, right, bottom = gap
    pixels = page.pixels[max(0, top) : bottom, left : max(left, right)]
    return pixels.shape[1] > pixels.shape[0] > 0 and bool((pixels < _INK).mean() >= _WRITTEN)


def _line(line: Line, found: Mapping[int, Slot], page: Cleaned) -> Iterator[_Checked]:
    """The tokens of a line, those in slots read again where that is needed."""
    done = 0
    around: dict[int, str] = {}
    for stretch in _stretches(at for at, slot in found.items() if _is_doubtful(line.tokens, at, slot)):
        seen = Crop(line.tokens, stretch[0], stretch[-1], page).seen(PLAIN)
        for group in _groups(stretch, seen):
            slot = found[next(at for at in group if at in found)]
            around |= _around(line.tokens, group, slot, seen)
            yield from (_mended(line.tokens[at], around.get(at)) for at in range(done, group[0]))
            yield from _decided(line.tokens, group, slot, seen, page)
            done = group[-1] + 1
    yield from (_mended(token, around.get(at)) for at, token in enumerate(line.tokens[done:], start=done))


def _around(tokens: Sequence[Token], group: Sequence[int], slot: Slot, seen: Mapping[int, Second]) -> dict[int, str]:
    """Words beside a slot that can be but one, where the second reader has something like it too."""
    before, after = group[0] - 1, group[-1] + 1
    words: dict[int, str] = {}
    if before == 0 and before in seen and slots.is_label(tokens[0].text) and seen[0].text[:1] in ("S", "s"):
        words[before] = _LABEL
    for at, word in ((before, _PRECEDING.get(slot)), (after, _FOLLOWING.get(slot))):
        if word and at in seen and slots.word_of(tokens[at].text) is None and slots.word_of(seen[at].text) == word:
            words[at] = word + _Parts.of(tokens[at].text).tail
    return words


def _mended(token: Token, text: str | None) -> _Checked:
    return _Checked(_with(token, text) if text else token)


def _stretches(found: Iterable[int]) -> list[list[int]]:
    """Slots that stand near enough to be read in one go."""
    stretches: list[list[int]] = []
    for at in found:
        if stretches and at - stretches[-1][-1] <= _APART:
            stretches[-1].append(at)
        else:
            stretches.append([at])
    return stretches


def _is_doubtful(tokens: Sequence[Token], at: int, slot: Slot) -> bool:
    word = _PRECEDING.get(slot)
    return (
        tokens[at].confidence < _SURE
        or not slots.is_clean(slot, _Parts.of(tokens[at].text).core)
        or slots.is_own([token.text for token in tokens], at)
        or (at > 0 and word is not None and slots.word_of(tokens[at - 1].text) != word)
    )


def _groups(stretch: Sequence[int], seen: Mapping[int, Second]) -> list[list[int]]:
    """The tokens of each slot: Tesseract parts `11` into `Ï Ï`, `11 năm` into `J Jhăm`, `NĐ-CP` into `NĐ- CP`."""
    groups: list[list[int]] = []
    for at in stretch:
        if groups and at <= groups[-1][-1]:
            continue
        group = [at]
        free = groups[-1][-1] if groups else -1
        while group[0] - 1 > free and group[0] - 1 in seen and _goes_on(group[0] - 1, seen):
            group.insert(0, group[0] - 1)
        while _goes_on(group[-1], seen):
            group.append(group[-1] + 1)
        groups.append(group)
    return groups


def _goes_on(at: int, seen: Mapping[int, Second]) -> bool:
    """Does a number go on in the next token, where the second reader sees no blank?"""
    here, following = seen[at].text, seen.get(at + 1)
    if following is None or following.apart or not (here and following.text):
        return False
    figures = here[-1].isdigit() and following.text[0].isdigit()
    return figures or following.text[0] in _SIGNS or here[-1] in _SIGNS


def _decided(
    tokens: Sequence[Token], group: Sequence[int], slot: Slot, seen: Mapping[int, Second], page: Cleaned
) -> Iterator[_Checked]:
    """What stands in a slot, by both readers; a word that is joined to the figures becomes a token."""
    first = _joined([tokens[at] for at in group])
    second, word = _without_word(_heard(seen, group))
    own = slots.is_own([token.text for token in tokens], group[0])
    crop = Crop(tokens, group[0], group[-1], page)
    figures, last = _parted(first, len(second.text), tokens[group[-1]]) if word else (first, None)
    yield _compared(figures, slot, second, lambda rendering: _without_word(_heard(crop.seen(rendering), group))[0], own)
    if last:
        yield _Checked(_with(last, f"{word}{_Parts.of(last.text).tail}"))


def _without_word(second: Second) -> tuple[Second, str | None]:
    """Figures, and the word of a date that follows them without a blank."""
    joined = _JOINED.fullmatch(second.text)
    word = slots.word_of(joined["word"]) if joined else None
    return (second._replace(text=joined["figures"]), word) if joined and word else (second, None)


def _compared(first: Token, slot: Slot, second: Second, again: Callable[[Rendering], Second], own: bool) -> _Checked:
    """One token by both readers; `again` asks the second one for another rendering."""
    printed = _Parts.of(first.text)
    clean = first.confidence >= _SURE and slots.is_clean(slot, printed.core)
    figures = _figures(slot, second.text)
    same = figures is not None and figures == _figures(slot, printed.core.translate(_TAKEN_FOR))
    if same and second.figures >= (_SURE if own else _AGREED):
        return _Checked(first if clean else _with(first, _fused(slot, first, second)))
    if not figures and not own:
        if clean:
            return _Checked(first)
        if slot is Slot.NUMBER and second.letters >= _SURE and _SYMBOL.fullmatch(second.text):
            return _Checked(_with(first, _fused(slot, first, second)))  # `TB/BCĐ`, the rest of a number
    others = (*OTHERS, *MORE) if own else OTHERS
    return _voted(first, slot, [second, *map(again, others)], min if own else median)


def _voted(
    first: Token, slot: Slot, seconds: Sequence[Second], confidence: Callable[[Iterable[float]], float]
) -> _Checked:
    """What most renderings show; sure only if all of them do, and clearly: most of print, all of handwriting."""
    printed = _Parts.of(first.text)
    told = [(figures, second) for second in seconds if (figures := _figures(slot, second.text))]
    if not told:
        return _Checked(first, () if any(map(str.isdigit, printed.core)) else None)
    best = dict(reversed(told))
    votes = Counter(figures for figures, _ in told)
    text, *others = (_fused(slot, first, best[figures]) for figures, _ in votes.most_common())
    if not others and len(told) == len(seconds) and confidence(second.figures for second in seconds) >= _SURE:
        return _Checked(_with(first, text))
    if slots.is_clean(slot, printed.core) and _figures(slot, printed.core) not in votes:
        others.append(first.text)
    return _Checked(_with(first, text), tuple(others))


def _figures(slot: Slot, text: str) -> str | None:
    """The figures of a token, as far as two readers must agree on them; None where it cannot fill the slot."""
    core = _Parts.of(text).core.replace(" ", "")
    if slot is Slot.NUMBER:
        head = _HEAD.match(_SIGN.sub("/", core))
        return head[0] if head else None
    whole = slot is Slot.DAY and slots.is_clean(Slot.DATE, core)  # `ngày 10/102017`
    return core if whole or slots.is_clean(slot, core) else None


def _fused(slot: Slot, first: Token, second: Second) -> str:
    """Figures of the second reader; what stands around them, and the letters that both have, of the first."""
    printed, core = _Parts.of(first.text), _Parts.of(second.text).core.replace(" ", "")
    if slot is Slot.NUMBER:
        core = _number(printed.core, core, second.letters >= min(_SURE, first.confidence))
    lead = _LABEL if printed.lead[:1] == "S" else printed.lead
    return f"{lead}{core}{printed.tail}"


def _number(first: str, second: str, sure: bool) -> str:
    """A number with its symbol; codes are of the second reader where it is sure of them."""
    ours, theirs = _SIGN.split(first), _SIGN.split(second)
    if len(ours) != len(theirs):
        return second
    signs = [*_SIGN.findall(second), ""]
    parts = (_part(one, other, sure) for one, other in zip(ours, theirs, strict=True))
    return "".join(part + sign for part, sign in zip(parts, signs, strict=True))


def _part(first: str, second: str, sure: bool) -> str:
    """One part of a number: the marks of letters are lost sometimes, and never added."""
    if fold(first) == fold(second):
        return max(first, second, key=lambda text: sum(not letter.isascii() for letter in text))
    return first if first.isalpha() and not sure else second


class _Parts(NamedTuple):
    """A token: its value, and what stands around it."""

    lead: str
    core: str
    tail: str

    @classmethod
    def of(cls, text: str) -> _Parts:
        lead = _LEAD.match(text)
        start = lead.end() if lead else 0
        tail = _TAIL.search(text, start)
        end = tail.start() if tail and text != _UNREAD else len(text)
        return cls(text[:start], text[start:end], text[end:])


def _joined(tokens: Sequence[Token]) -> Token:
    """Pieces of one token as one."""
    line = Line(tuple(tokens), False)
    return Token("".join(token.text for token in tokens), line.rect, min(token.confidence for token in tokens))


def _parted(token: Token, at: int, last: Token) -> tuple[Token, Token]:
    """Figures and the word that is joined to them; `last` is the token that ends so."""
    left, top, right, bottom = token.rect
    middle = last.rect[0] if last.rect[0] > left else left + (right - left) * at // max(at, len(token.text))
    figures, word = token.text[:at], token.text[at:]
    return Token(figures, (left, top, middle, bottom), token.confidence), Token(
        word, (middle, top, right, bottom), token.confidence
    )


def _with(token: Token, text: str) -> Token:
    return Token(text, token.rect, token.confidence)


def _heard(seen: Mapping[int, Second], group: Sequence[int]) -> Second:
    parts, at = [seen[at] for at in group], group[-1]
    while _goes_on(at, seen):
        at += 1
        parts.append(seen[at])
    return Second(
        "".join(part.text for part in parts),
        parts[0].apart,
        min((part.figures for part in parts if any(map(str.isdigit, part.text))), default=0.0),
        min((part.letters for part in parts if any(map(str.isalpha, part.text))), default=0.0),
    )
