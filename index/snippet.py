"""The passage of a text that shows best why it was found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..pipeline.model import Span
from ..pipeline.vietnamese import exact, fold
from .query import Query

LENGTH = 200
_WORD = re.compile(r"[^\W_]+")
_BLANK = re.compile(r"\s+")
_BLANKS = str.maketrans("\n\f\t\r", "    ")  # one for one: places stay right


@dataclass(frozen=True, slots=True)
class Snippet:
    """`highlights` are places in `text`; `start` is where it begins in the whole text."""

    text: str
    highlights: tuple[Span, ...]
    start: int


@dataclass(frozen=True, slots=True)
class _Match:
    """A place that matches, what of the query it matches, and how much that is worth."""

    span: Span
    part: tuple[str, ...]
    worth: int


def cut(text: str, query: Query, numbers: Sequence[Span] = ()) -> Snippet:
    """The stretch of the original with the most of the query in it. `numbers` are the places of numbers asked for."""
    matches = sorted(
        [*_matches(text, query), *(_Match(span, ("number",), 3) for span in numbers)], key=lambda match: match.span
    )
    start, end = _window(text, _best(matches))
    inside = [match.span for match in matches if start <= match.span[0] and match.span[1] <= end]
    return Snippet(
        text=text[start:end].translate(_BLANKS),
        highlights=tuple((first - start, last - start) for first, last in _joined(text, inside)),
        start=start,
    )


def _matches(text: str, query: Query) -> Iterator[_Match]:
    """Places of words and of whole phrases; those with the marks that were typed are worth more."""
    marked = exact(text)
    folded = fold(marked)
    wanted: dict[str, list[tuple[str, ...]]] = {}
    for row in dict.fromkeys([*((word,) for word in query.words), *query.phrases]):
        wanted.setdefault(" ".join(map(fold, row)), []).append(row)
    singles = [plain for plain in wanted if " " not in plain]
    for group in filter(None, (singles, *([plain] for plain in wanted if " " in plain))):
        spelled = "|".join(r"[\W_]+".join(map(re.escape, plain.split(" "))) for plain in group)
        for found in re.finditer(rf"(?<![^\W_])(?:{spelled})(?![^\W_])", folded):
            printed = tuple(_WORD.findall(marked, *found.span()))
            rows = wanted[" ".join(map(fold, printed))]
            row = printed if printed in rows else rows[0]
            yield _Match(found.span(), row, len(row) + (printed == row))


def _best(matches: Sequence[_Match]) -> Span:
    """The closest company of matches: each part of the query counts once; the first of equal ones."""
    best, most, first = (0, 0), 0, 0
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
