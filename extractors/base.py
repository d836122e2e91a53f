"""What every extractor promises."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from ..pipeline.model import Page, Source

# Told the number of each page (1-based) when it is begun.
Progress = Callable[[int], None]


def silent(page: int) -> None:
    """Where nobody wants to know."""


class Extractor(Protocol):
    """Reads the formats it names. One value in, one value out: nothing of a file is kept between two calls.

    One that reads page after page has a field `progress`, so that a time limit counts for each page.
    """

    @property
    def media_types(self) -> frozenset[str]: ...

    def extract(self, source: Source) -> tuple[Page, ...]:
        """The pages in their order, at least one; an `ExtractionError` names `source.path` and says what to do."""
        ...
