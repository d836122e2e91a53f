"""The passage of a text that shows best why it was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..pipeline.model import Span
from ..pipeline.vietnamese import exact, fold, word_spans
from .query import Query

LENGTH = 200
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
    spans = word_spans(text)
    matches = sorted(
        [*_matches(text, spans, query), *(_Match(span, ("number",), 3) for span in numbers)],
        key=lambda match: match.span,
    )
    best = _best(matches)
    start, end = _window(len(text), spans, best)
    highlights = _joined([match.span for match in matches if start <= match.span[0] and match.span[1] <= end])
    return Snippet(
        text=text[start:end].translate(_BLANKS),
        highlights=tuple((first - start, last - start) for first, last in highlights),
        start=start,
    )


def _matches(text: str, spans: Sequence[Span], query: Query) -> Iterator[_Match]:
    """Places of words and of whole phrases; those with the marks that were typed are worth more."""
    normal = exact(text)
    marked = [normal[start:end] for start, end in spans]
    folded = [fold(word) for word in marked]
    places: dict[str, list[int]] = {}
    for place, word in enumerate(folded):
        places.setdefault(word, []).append(place)
    for row in dict.fromkeys([*((word,) for word in query.words), *query.phrases]):
        size, plain = len(row), [fold(word) for word in row]
        for place in places.get(plain[0], ()):
            if folded[place : place + size] == plain:
                span = (spans[place][0], spans[place + size - 1][1])
                yield _Match(span, row, size + (tuple(marked[place : place + size]) == row))


def _best(matches: Sequence[_Match]) -> Span:
    """The closest company of matches: each part of the query counts once; the first of equal ones."""
    best, most, first = (0, 0), 0, 0
    inside: dict[tuple[str, ...], Counter[int]] = {}
    for last, match in enumerate(matches):
        inside.setdefault(match.part, Counter())[match.worth] += 1
        while matches[first].span[0] < match.span[1] - LENGTH and first < last:
            gone = matches[first]
            inside[gone.part][gone.worth] -= 1
            first += 1
        worth = sum(max((+worths).keys(), default=0) for worths in inside.values())
        if worth > most:
            best, most = (matches[first].span[0], match.span[1]), worth
    return best


def _window(length: int, spans: Sequence[Span], best: Span) -> Span:
    """`LENGTH` characters around the best place, cut between words."""
    spare = max(LENGTH - (best[1] - best[0]), 0)
    start = max(min(best[0] - spare // 2, length - LENGTH), 0)
    end = min(max(start + LENGTH, best[1]), length)
    inside = [span for span in spans if start <= span[0] and span[1] <= end]
    if start > 0:
        start = min([best[0], *(first for first, _ in inside)])
    if end < length:
        end = max([best[1], *(last for _, last in inside)]) or end
    return start, end


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Sorted spans, those that overlap made one."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
