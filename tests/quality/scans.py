"""Generated scans of the plans, read: how much of the print comes through under each condition.

python -m quality.scans [CONDITION …]     # a table; with CPU time, and how that compares with bare Tesseract's
"""

from __future__ import annotations

import importlib
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import tesserocr
from PIL import Image

from cancu.extractors.ocr import models
from cancu.extractors.ocr.page import recognise
from cancu.pipeline.config import Config
from cancu.pipeline.model import Page, Source
from quality.measure import Measure
from quality.reading import BAD, bare, edits, kept, numbers
from quality.shared import tagged

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


def corpus(name: str) -> Any:
    """A module of `corpus/`, which is no package: scripts that import each other."""
    sys.path.insert(0, str(CORPUS))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(CORPUS))


scanned = corpus("scanned")
_CONDITIONS = {str(condition): condition for condition in (*scanned.CONDITIONS, *scanned.WORSE)}
_SHEETS = {str(sheet): sheet for sheet in scanned.SHEETS}

# One page of each kind of harm; every sheet comes up.
SAMPLE = (
    ("clean-150", "002-1"),
    ("skew -3-300", "003-2"),
    ("noise-300", "001-1"),
    ("faded-200", "004-1"),
    ("seal-300", "002-1"),
    ("bleed-300", "000-1"),
    ("turned 90-300", "000-3"),
    ("photo-200", "004-1"),
    ("stamped-300", "002-5"),
    ("office-200", "000-1"),
    ("office-200", "004-8"),
    ("everything-200", "003-2"),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One scan, what is printed on it and what was read."""

    condition: str
    sheet: str
    page: Page

    @property
    def name(self) -> str:
        return f"{self.condition} {self.sheet}"

    @property
    def printed(self) -> str:
        return "\n".join(block.text for block in _SHEETS[self.sheet].blocks)

    @property
    def prose(self) -> tuple[int, int]:
        """Edits in the body, and its length."""
        body = scanned.Role.BODY
        return edits([(block.text, block.role == body) for block in _SHEETS[self.sheet].blocks], self.page.text)

    @property
    def whole(self) -> tuple[int, int]:
        """Edits on the whole page, head and signature in the order of their columns, and its length."""
        return edits([(self.printed, True)], self.page.text)

    @property
    def cer(self) -> float:
        wrong, length = self.whole
        return wrong / length


@cache
def read(condition: str, sheet: str) -> Reading:
    """Make or load a scan, and read it."""
    image = scanned.load(_SHEETS[sheet], _CONDITIONS[condition])
    return Reading(condition, sheet, recognise(image, 1, _source(f"{condition} {sheet}"), Config()))


def _source(name: str) -> Source:
    return Source(Path(f"{name}.png"), b"", "0" * 64, "image/png")


def sample() -> Iterator[Measure]:
    """Twelve pages: what runs with every test."""
    readings = [read(condition, sheet) for condition, sheet in SAMPLE]
    yield _share("scans sample: prose", readings, "prose")
    yield _share("scans sample: whole page", readings, "whole")
    yield _numbers("scans sample: numbers", readings)
    yield from _tagged("scans sample", readings)


def measures(read: Callable[[str, str], Reading] = read) -> Iterator[Measure]:
    """All sheets under all conditions: minutes."""
    readings = []
    for condition in map(str, scanned.CONDITIONS):
        these = [read(condition, sheet) for sheet in _SHEETS]
        readings += these
        yield _share(f"scans: {condition} prose", these, "prose")
        yield _share(f"scans: {condition} whole page", these, "whole")
        yield _numbers(f"scans: {condition} numbers", these)
    rest = [one for one in readings if not one.condition.startswith("everything")]
    yield _numbers("scans: numbers but for everything at once", rest)
    yield from _tagged("scans", readings)
    worse = [read(str(condition), sheet) for condition in scanned.WORSE for sheet in _SHEETS]
    yield from _gates([*readings, *worse])


def _share(name: str, readings: Iterable[Reading], part: str) -> Measure:
    """1 - CER over all characters of the pages."""
    counts = [(one.name, *getattr(one, part)) for one in readings]
    wrong, length = sum(count[1] for count in counts), sum(count[2] for count in counts)
    misses = tuple(f"{name}: {bad / all_:.2%}" for name, bad, all_ in counts if bad / all_ > 0.01)
    return Measure(name, max(0, length - wrong), length, misses)


def _numbers(name: str, readings: Iterable[Reading]) -> Measure:
    """Printed document numbers that the text has exactly."""
    right, total, misses = 0, 0, []
    for one in readings:
        wanted = numbers(tagged(one.printed))
        found = kept(wanted, one.printed, one.page.text)
        printed = kept(wanted, one.printed, one.printed)
        right, total = right + found.total(), total + printed.total()
        misses += [f"{one.name}: {number}" for number in (printed - found).elements()]
    return Measure(name, right, total, tuple(misses))


def _tagged(name: str, readings: Iterable[Reading]) -> Iterator[Measure]:
    """Document numbers in the record of the page: those found, and those that are not printed there."""
    found, stated, total, missed, wrong = 0, 0, 0, [], []
    for one in readings:
        there, here = (Counter(map(bare, numbers(tagged(text)))) for text in (one.printed, one.page.text))
        found, stated, total = found + (there & here).total(), stated + here.total(), total + there.total()
        missed += [f"{one.name}: {number}" for number in there - here]
        wrong += [f"{one.name}: {number}" for number in here if number not in there]
    yield Measure(f"{name}: numbers tagged", found, total, tuple(missed))
    yield Measure(f"{name}: no other number", stated - len(wrong), stated, tuple(wrong))


def _gates(readings: Iterable[Reading]) -> Iterator[Measure]:
    """Pages to be scanned again that are told, and good ones that are left alone."""
    bad = [one for one in readings if one.cer > BAD]
    good = [one for one in readings if one.cer <= BAD]
    told = [one for one in bad if one.page.rescan]
    silent = tuple(f"{one.name}: {one.cer:.1%}" for one in bad if not one.page.rescan)
    noise = tuple(f"{one.name}: {one.cer:.1%}, {one.page.rescan}" for one in good if one.page.rescan)
    yield Measure("scans: bad pages flagged", len(told), len(bad), silent)
    yield Measure("scans: good pages not flagged", len(good) - len(noise), len(good), noise)


@cache
def _tesseract() -> Any:
    return tesserocr.PyTessBaseAPI(path=str(models.find(Config())), lang="vie", psm=tesserocr.PSM.AUTO)


def bare_text(image: Image.Image) -> str:
    """What Tesseract alone makes of a picture, with the same model."""
    api = _tesseract()
    api.SetImage(image)
    text: str = api.GetUTF8Text()
    api.Clear()
    return text


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What came of it, and the CPU seconds it took."""
    start = time.process_time()
    done = work()
    return done, time.process_time() - start


def table(condition: str) -> str:
    """One line: CER of prose and page, that of bare Tesseract, numbers, pages flagged, CPU and its ratio to theirs."""
    these, own, theirs, lost = [], 0.0, 0.0, 0
    for name, sheet in _SHEETS.items():
        image = scanned.load(sheet, _CONDITIONS[condition])
        text, seconds = timed(lambda image=image: bare_text(image))
        theirs += seconds
        page, seconds = timed(lambda image=image: recognise(image, 1, _source("page"), Config()))
        own += seconds
        these.append(Reading(condition, name, page))
        lost += edits([(these[-1].printed, True)], text)[0]
    prose, page = _share("", these, "prose"), _share("", these, "whole")
    found, flagged = _numbers("", these), sum(bool(one.page.rescan) for one in these)
    return (
        f"{condition:20}{1 - prose.value:8.2%}{1 - page.value:8.2%}{lost / page.total:8.2%}"
        f"{found.right:6}/{found.total:<3}{flagged:6}/{len(these)}{own / len(these):9.2f}{own / theirs:10.2f}"
    )


def main(chosen: list[str]) -> None:
    print(
        f"{'condition':20}{'prose':>8}{'page':>8}{'bare':>8}{'numbers':>10}{'flagged':>9}{'CPU s':>8}{'times bare':>12}"
    )
    bare_text(Image.new("L", (600, 800), 255))  # loads the model
    read(*SAMPLE[0])
    for condition in chosen or _CONDITIONS:
        print(table(condition), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
