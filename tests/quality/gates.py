"""Pages that are told to be scanned again, on scans that get worse by degrees.

python -m quality.gates [first | second]     # a line a page; of the draws that the thresholds were chosen on
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cancu.extractors.ocr.page import recognise
from cancu.pipeline.config import Config
from cancu.pipeline.model import Page, Source
from quality.measure import Measure
from quality.reading import BAD, edits
from quality.scans import corpus

graded = corpus("graded")
_EACH = 5  # pages a harm
_DRAWS = {
    "first": ("tune", graded.UNSEEN[0::2]),
    "second": ("held out", graded.UNSEEN[1::2]),
    "third": ("third", graded.UNSEEN),  # drawn when the thresholds stood
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A graded scan and what was read."""

    scan: Any
    page: Page

    @property
    def cer(self) -> float:
        """Of the body."""
        body = [(block.text, block.role == "body") for block in self.scan.sheet.blocks]
        wrong, length = edits(body, self.page.text)
        return wrong / length

    def __str__(self) -> str:
        return f"{self.scan}: {self.cer:.1%}, {self.page.rescan}"


def readings(draw: str) -> Iterator[Reading]:
    """One page at a time, made anew."""
    seed, sheets = _DRAWS[draw]
    for scan in graded.drawn(seed, sheets, _EACH):
        source = Source(Path(f"{scan}.png"), b"", "0" * 64, "image/png")
        yield Reading(scan, recognise(scan.image(), 1, source, Config()))


def measures() -> Iterator[Measure]:
    """The pages that nothing was chosen on: minutes."""
    yield from told(readings("third"))


def told(pages: Iterable[Reading]) -> Iterator[Measure]:
    """Bad pages that are flagged, and good ones that are not."""
    found = list(pages)
    bad = [one for one in found if one.cer > BAD]
    good = [one for one in found if one.cer <= BAD]
    silent = tuple(str(one) for one in bad if not one.page.rescan)
    noise = tuple(str(one) for one in good if one.page.rescan)
    yield Measure("gates: bad pages flagged", len(bad) - len(silent), len(bad), silent)
    yield Measure("gates: good pages not flagged", len(good) - len(noise), len(good), noise)


def main(chosen: list[str]) -> None:
    found = []
    for one in readings(chosen[0] if chosen else "third"):
        print(one, flush=True)
        found.append(one)
    print(*told(found), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
