"""The passage of a text that shows best why it was found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from ...pipeline.model import Span
from ...pipeline.vietnamese import WORD, exact, fold
from ..query.tree import Row

LENGTH = 200
_BLANK = re.compile(r"\s+")
_BLANKS = str.maketrans("\n\f\t\r", "    ")  # one for one: places stay right


@dataclass(frozen=True, slots=True)
class Snippet:
    """`highlights` are places in `text`; `start` is where it begins in the whole text.

    `words_found`: not only numbers are highlighted.
    """

    text: str
    highlights: tuple[Span, ...]
    start: int
    words_found: bool


@dataclass(frozen=True, slots=True)
class _Match:
    """A place that matches, what of the query it matches, and how much that is worth."""

    span: Span
    part: Row
    worth: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words in a row that are asked for, made ready once for all texts; `by_plain` has them by their folded words."""

    by_plain: dict[str, tuple[Row, ...]]
    patterns: tuple[re.Pattern[str], ...]

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Self:
        """`rows` are as `vietnamese.exact` makes them; the last word may end in a `*` for any ending."""
        by_plain: dict[str, tuple[Row, ...]] = {}
        for row in dict.fromkeys(rows):
            plain = " ".join(map(fold, row))
            by_plain[plain] = (*by_plain.get(plain, ()), row)
        singles = [plain for plain in by_plain if " " not in plain]
        groups = filter(None, (singles, *([plain] for plain in by_plain if " " in plain)))
        return cls(by_plain, tuple(map(_pattern, groups)))


_NUMBER = ("number",)


def cut(text: str, wanted: Wanted, numbers: Sequence[Span], within: Span) -> Snippet:
    """The stretch of the original with the most of what is asked for in it, looked for in one passage.

    `numbers` are the places of numbers asked for.
    """
    matches = sorted(
        [*_matches(text, wanted, within), *(_Match(span, _NUMBER, 3) for span in numbers)],
        key=lambda match: match.span,
    )
    start, end = _window(text, _best(matches) or (within[0], within[0]))
    inside = [match for match in matches if start <= match.span[0] and match.span[1] <= end]
    return Snippet(
        text=text[start:end].translate(_BLANKS),
        highlights=tuple((first - start, last - start) for first, last in _joined(text, [m.span for m in inside])),
        start=start,
        words_found=any(match.part is not _NUMBER for match in inside),
    )


def _matches(text: str, wanted: Wanted, within: Span) -> Iterator[_Match]:
    """Places of words and of whole phrases; those with the marks that were typed are worth more."""
    start, end = within
    marked = exact(text[start:end])
    folded = fold(marked)
    for pattern in wanted.patterns:
        for found in pattern.finditer(folded):
            printed = tuple(WORD.findall(marked, *found.span()))
            known = wanted.by_plain.get(" ".join(WORD.findall(found[0])), ())
            row = printed if printed in known or not known else known[0]
            yield _Match((start + found.start(), start + found.end()), row, len(row) + (printed in known))


def _pattern(group: Sequence[str]) -> re.Pattern[str]:
    """Any of these folded words in a row."""
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(_spelled, group))})(?![^\W_])")


def _spelled(plain: str) -> str:
    """The pattern of folded words in a row."""
    *words, last = plain.split(" ")
    ending = r"[^\W_]*" if last.endswith("*") else ""
    return r"[\W_]+".join(map(re.escape, (*words, last.rstrip("*")))) + ending


def _best(matches: Sequence[_Match]) -> Span | None:
    """The closest company of matches: each part of the query counts once; the first of equal ones."""
    best, most, first = None, 0, 0
    inside: dict[tuple[str, ...], list[int]] = {match.part: [] for match in matches}
    for match in matches:
        inside[match.part].append(match.worth)
        while matches[first].span[0] < match.span[1] - LENGTH and matches[first] is not match:
            inside[matches[first].part].pop(0)
            first += 1
        worth = sum(max(worths) for worths in inside.values() if worths)
        if worth > most:
            best, most = (matches[first].span[0], match.span[1]), worth
    return best


def _window(text: str, best: Span) -> Span:
    """`LENGTH` characters around the best place, cut between words."""
    spare = max(LENGTH - (best[1] - best[0]), 0)
    start = max(min(best[0] - spare // 2, len(text) - LENGTH), 0)
    end = min(max(start + LENGTH, best[1]), len(text))
    if start and (border := _BLANK.search(text, start - 1, best[0])):
        start = border.end()
    if end < len(text) and text[end : end + 1].strip():
        end = max([best[1], *(border.start() for border in _BLANK.finditer(text, best[1], end))]) or end
    blank = len(text[start:end]) - len(text[start:end].lstrip())
    return start + blank, end


def _joined(text: str, spans: Sequence[Span]) -> list[Span]:
    """Sorted spans, made one where they overlap or only blank space stands between."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
