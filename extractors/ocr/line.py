"""What a reader gives: words on lines, in pixels of the image that was read."""

from __future__ import annotations

from dataclasses import dataclass

Rect = tuple[int, int, int, int]  # left, top, right, bottom in pixels


@dataclass(frozen=True, slots=True)
class Token:
    """A printed word: what stands between two blanks. `confidence` is the reader's own, 0–1; it says little."""

    text: str
    rect: Rect
    confidence: float


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, at least one token, from left to right; `starts` a paragraph, a column or another block."""

    tokens: tuple[Token, ...]
    starts: bool

    @property
    def text(self) -> str:
        return " ".join(token.text for token in self.tokens)

    @property
    def rect(self) -> Rect:
        lefts, tops, rights, bottoms = zip(*(token.rect for token in self.tokens), strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)
