"""A document as it is compared with others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ...pipeline.model import Record
from ...pipeline.vietnamese import Words
from .alignment import has_figure, words_of


@dataclass(frozen=True)
class Paper:
    """The record and the text, in NFC; what is made of them is made once."""

    record: Record
    text: str

    @cached_property
    def words(self) -> Words:
        return words_of(self.text)

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Folded words that stand beside each other."""
        return frozenset(pairwise(self.words.folded))

    @cached_property
    def figured(self) -> int:
        """How many words have a figure."""
        return sum(map(has_figure, self.words.folded))
