"""What every extractor promises."""

from __future__ import annotations

from typing import Protocol

from ..pipeline.model import Page, Source


class Extractor(Protocol):
    """Reads the formats it names. One value in, one value out: nothing of a file is kept between two calls."""

    @property
    def media_types(self) -> frozenset[str]: ...

    def extract(self, source: Source) -> tuple[Page, ...]:
        """The pages in their order, at least one; an `ExtractionError` names `source.path` and says what to do."""
        ...
