"""A set of places in a text that can be asked what touches it, however many they are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from ..model import Span


class Places:
    """The union of spans."""

    def __init__(self, spans: Iterable[Span]) -> None:
        merged: list[Span] = []
        for start, end in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        self._ends = [end for _, end in merged]
        self._starts = [start for start, _ in merged]

    def touch(self, span: Span) -> bool:
        """Do they share a character with `span`?"""
        index = bisect_left(self._ends, span[0] + 1)
        return index < len(self._starts) and self._starts[index] < span[1]
