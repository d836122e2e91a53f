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

from . import slots
from .cleaning import Cleaned
from .fusion import LABEL, SIGNS, SURE, UNREAD, Parts, figures_of, fused
from .line import Line, Rect, Token
from .second import MORE, OTHERS, PLAIN, Crop, Rendering, Second, band
from .slots import Slot

_AGREED = 0.6  # of the second reader on print, where the first one says the same
_APART = 3  # tokens between two that are read in one go
_INK = 128  # darker pixels
_WRITTEN = 0.03  # share of ink in a gap that something is written in
_PRECEDING = {Slot.DAY: "ngày", Slot.MONTH: "tháng", Slot.YEAR: "năm"}
_FOLLOWING = {Slot.DAY: "tháng", Slot.MONTH: "năm"}
_JOINED = re.compile(r"(?P<figures>\d{1,2}) ?(?P<word>[^\W\d]{2,6})")
_SYMBOL = re.compile(r"[^\W\d_]+(?:[/-][^\W\d_]+)+")
_TAKEN_FOR = str.maketrans("lIÏÍÌ]|JjOoSBZz", "111111111005822")


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
            tokens.insert(at, Token(UNREAD, gap, 0.0))
        elif slots.is_label(left.text) and right.text[0] in SIGNS and _is_written(gap, page):
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
        words[before] = LABEL
    for at, word in ((before, _PRECEDING.get(slot)), (after, _FOLLOWING.get(slot))):
        if word and at in seen and slots.word_of(tokens[at].text) is None and slots.word_of(seen[at].text) == word:
            words[at] = word + Parts.of(tokens[at].text).tail
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
        tokens[at].confidence < SURE
        or not slots.is_clean(slot, Parts.of(tokens[at].text).core)
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
    return figures or following.text[0] in SIGNS or here[-1] in SIGNS


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
        yield _Checked(_with(last, f"{word}{Parts.of(last.text).tail}"))


def _without_word(second: Second) -> tuple[Second, str | None]:
    """Figures, and the word of a date that follows them without a blank."""
    joined = _JOINED.fullmatch(second.text)
    word = slots.word_of(joined["word"]) if joined else None
    return (second._replace(text=joined["figures"]), word) if joined and word else (second, None)


def _compared(first: Token, slot: Slot, second: Second, again: Callable[[Rendering], Second], own: bool) -> _Checked:
    """One token by both readers; `again` asks the second one for another rendering."""
    printed = Parts.of(first.text)
    clean = first.confidence >= SURE and slots.is_clean(slot, printed.core)
    figures = figures_of(slot, second.text)
    same = figures is not None and figures == figures_of(slot, printed.core.translate(_TAKEN_FOR))
    if same and second.figures >= (SURE if own else _AGREED):
        return _Checked(first if clean else _with(first, fused(slot, first, second)))
    if not figures and not own:
        if clean:
            return _Checked(first)
        if slot is Slot.NUMBER and second.letters >= SURE and _SYMBOL.fullmatch(second.text):
            return _Checked(_with(first, fused(slot, first, second)))  # `TB/BCĐ`, the rest of a number
    others = (*OTHERS, *MORE) if own else OTHERS
    return _voted(first, slot, [second, *map(again, others)], min if own else median)


def _voted(
    first: Token, slot: Slot, seconds: Sequence[Second], confidence: Callable[[Iterable[float]], float]
) -> _Checked:
    """What most renderings show; sure only if all of them do, and clearly: most of print, all of handwriting."""
    printed = Parts.of(first.text)
    told = [(figures, second) for second in seconds if (figures := figures_of(slot, second.text))]
    if not told:
        return _Checked(first, () if any(map(str.isdigit, printed.core)) else None)
    best = dict(reversed(told))
    votes = Counter(figures for figures, _ in told)
    text, *others = (fused(slot, first, best[figures]) for figures, _ in votes.most_common())
    if not others and len(told) == len(seconds) and confidence(second.figures for second in seconds) >= SURE:
        return _Checked(_with(first, text))
    if slots.is_clean(slot, printed.core) and figures_of(slot, printed.core) not in votes:
        others.append(first.text)
    return _Checked(_with(first, text), tuple(others))


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
