"""Real signed scans: four transcribed pages, and what the labels of five documents say.

    python -m quality.real_scans     # a table of the pages and of the fields

Stamps and handwriting are no part of a transcription. A number or day written by hand may stay unknown; stating a
wrong one is the one thing that may not happen.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from cancu.extractors.discover import load
from cancu.extractors.registry import extract
from cancu.pipeline import record
from cancu.pipeline.config import Config
from cancu.pipeline.model import Page, Record, Text
from cancu.pipeline.text import assemble
from quality import shared
from quality.measure import Measure
from quality.reading import BAD, bare, cer, dates, edits, kept, numbers, spaced

_ALIKE = 95  # of 100: subjects that say the same


@dataclass(frozen=True, slots=True)
class Truth:
    """A page (1-based) as it is printed."""

    page: int
    text: str


@dataclass(frozen=True, slots=True)
class Scan:
    """One document: its labels, its transcribed pages, and what came of it."""

    name: str
    label: dict[str, Any]
    truths: tuple[Truth, ...]
    pages: tuple[Page, ...]
    text: Text
    record: Record

    @property
    def read(self) -> Iterator[tuple[str, Truth, Page]]:
        """The transcribed pages beside what was read."""
        return ((f"{self.name} p{truth.page}", truth, self.pages[truth.page - 1]) for truth in self.truths)


@lru_cache
def scans(data: Path) -> tuple[Scan, ...]:
    folder = data / "scans"
    return tuple(_scan(folder, label) for label in shared.rows(folder / "labels.jsonl"))


def _scan(folder: Path, label: dict[str, Any]) -> Scan:
    config = Config(isolate=False)
    path = folder / Path(label["file"]).name
    source = load(path, config)
    pages = extract(source, config)
    text = assemble(pages)
    truths = [
        Truth(int(found.stem.rpartition("-p")[2]), found.read_text("utf-8"))
        for found in sorted((folder / "truth").glob(f"{path.stem}-p*.txt"))
    ]
    return Scan(path.stem.partition("-")[0], label, tuple(truths), pages, text, record.read(text, source))


def measures(data: Path) -> Iterator[Measure]:
    found = scans(data)
    yield _characters(found)
    yield from _printed(found)
    yield from _fields(found)
    yield _wrong(found)
    yield from _arrivals(found)
    yield from _gates(found)


def _characters(found: tuple[Scan, ...]) -> Measure:
    """1 - CER over the transcribed pages."""
    counts = [(name, *edits([(truth.text, True)], page.text)) for scan in found for name, truth, page in scan.read]
    wrong, length = sum(count[1] for count in counts), sum(count[2] for count in counts)
    misses = tuple(f"{name}: {bad / all_:.2%}" for name, bad, all_ in counts)
    return Measure("real scans: characters", length - wrong, length, misses)


def _printed(found: tuple[Scan, ...]) -> Iterator[Measure]:
    """Printed numbers and dates that the text of the page has; a person's hand is not print."""
    for what, pieces, handwritten in (
        ("numbers", lambda truth: numbers(shared.tagged(truth.text)), "number_handwritten"),
        ("dates", lambda truth: dates(truth.text), "day_handwritten"),
    ):
        right, total, misses = 0, 0, []
        for scan in found:
            for name, truth, page in scan.read:
                wanted = set(pieces(truth)) - (_own(scan, truth) if scan.label[handwritten] else set())
                printed, here = kept(wanted, truth.text, truth.text), kept(wanted, truth.text, page.text)
                right, total = right + here.total(), total + printed.total()
                misses += [f"{name}: {piece}" for piece in (printed - here).elements()]
        yield Measure(f"real scans: printed {what}", right, total, tuple(misses))


def _own(scan: Scan, truth: Truth) -> set[str]:
    """Number and date of the document itself, as its first page has them."""
    if truth.page != 1:
        return set()
    day = next(found for found in dates(truth.text) if _iso(found) == scan.label["date"])
    return {day, *(number for number in numbers(shared.tagged(truth.text)) if bare(number) == scan.label["number"])}


def _fields(found: tuple[Scan, ...]) -> Iterator[Measure]:
    """The document's own fields."""
    rows: dict[str, list[tuple[bool, str]]] = {}
    for scan in found:
        label, tagged = scan.label, scan.record
        number, date = tagged.number.canonical if tagged.number else None, tagged.date.iso if tagged.date else None
        right = number == label["number"]
        if label["number_handwritten"]:
            _note(rows, "handwritten number right", right, f"{scan.name}: {number}")
        else:
            _note(rows, "number", right, f"{scan.name}: {number}")
        day = "handwritten day right" if label["day_handwritten"] else "day"
        _note(rows, day, date == label["date"], f"{scan.name}: {date}")
        _note(rows, "month and year", (date or "")[:7] == label["date"][:7], f"{scan.name}: {date}")
        kind = tagged.kind.name if tagged.kind else None
        _note(rows, "kind", kind == label["type"], f"{scan.name}: {kind}")
        alike = fuzz.ratio(spaced(tagged.title or "").casefold(), spaced(label["title"]).casefold())
        _note(rows, "subject", alike >= _ALIKE, f"{scan.name}: {alike:.0f} {tagged.title}")
    for name, marks in rows.items():
        misses = tuple(said for right, said in marks if not right)
        yield Measure(f"real scans: {name}", len(marks) - len(misses), len(marks), misses)


def _note(rows: dict[str, list[tuple[bool, str]]], name: str, right: bool, said: str) -> None:
    rows.setdefault(name, []).append((right, said))


def _wrong(found: tuple[Scan, ...]) -> Measure:
    """Numbers and days that a record states: none may be wrong. Null is not wrong, nor is a month without a day."""
    stated, wrong = 0, []
    for scan in found:
        label, tagged = scan.label, scan.record
        own = [
            (tagged.number and tagged.number.canonical, label["number"]),
            (tagged.date and tagged.date.iso, label["date"]),
        ]
        for said, label_says in own:
            stated += said is not None
            if said is not None and not label_says.startswith(said):
                wrong.append(f"{scan.name}: own {said}, is {label_says}")
        for name, truth, said in _references(scan):
            stated += 1
            if bare(said) not in bare(truth):
                wrong.append(f"{name}: states {said}")
    return Measure("real scans: nothing wrong stated", stated - len(wrong), stated, tuple(wrong))


def _references(scan: Scan) -> Iterator[tuple[str, str, str]]:
    """Page, its transcription, and each number and day of a reference on it, as the record states them."""
    for name, truth, _ in scan.read:
        iso = " ".join(_iso(day) for day in dates(truth.text))
        for reference in scan.record.references:
            if scan.text.page_of(reference.span[0]) == truth.page:
                if reference.number:
                    yield name, truth.text, reference.number.canonical
                if reference.date:
                    yield name, iso, reference.date


def _iso(printed: str) -> str:
    day, month, year = (int(part) for part in printed.split() if part.isdigit())
    return f"{year:04}-{month:02}-{day:02}"


def _arrivals(found: tuple[Scan, ...]) -> Iterator[Measure]:
    """The day on the ĐẾN stamp, which is always written by hand: right, and not wrong."""
    if not all(hasattr(scan.record, "arrival") for scan in found):
        return
    days = [(scan, getattr(scan.record.arrival, "date", None)) for scan in found]
    misses = tuple(f"{scan.name}: {day}" for scan, day in days if day != scan.label["received_stamp"]["date"])
    wrong = tuple(
        f"{scan.name}: {day}" for scan, day in days if day not in {None, scan.label["received_stamp"]["date"]}
    )
    yield Measure("real scans: day of arrival", len(found) - len(misses), len(found), misses)
    yield Measure("real scans: no wrong day of arrival", len(found) - len(wrong), len(found), wrong)


def _gates(found: tuple[Scan, ...]) -> Iterator[Measure]:
    """Transcribed pages with more than 8 % CER are flagged, the others are not."""
    told = [(name, cer(truth.text, page.text), page.rescan) for scan in found for name, truth, page in scan.read]
    silent = tuple(f"{name}: {rate:.1%}" for name, rate, rescan in told if rate > BAD and not rescan)
    noise = tuple(f"{name}: {rate:.1%}, {rescan}" for name, rate, rescan in told if rate <= BAD and rescan)
    bad = sum(rate > BAD for _, rate, _ in told)
    yield Measure("real scans: bad pages flagged", bad - len(silent), bad, silent)
    yield Measure("real scans: good pages not flagged", len(told) - bad - len(noise), len(told) - bad, noise)


def main() -> None:
    data = shared.folder()
    if data is None:
        print(shared.ABSENT)
        return
    for scan in scans(data):
        for name, truth, page in scan.read:
            print(f"{name:12} CER {cer(truth.text, page.text):6.2%}  {page.rescan or ''}")
        for number, page in enumerate(scan.pages, start=1):
            stamps = ", ".join(f"{stamp.kind} {stamp.text!r}" for stamp in page.stamps)
            print(f"  {scan.name} p{number}: {len(page.text)} characters, {len(page.doubts)} doubts, {stamps}")
        print(f"  {json.dumps({'number': scan.label['number'], 'date': scan.label['date']})}")
    for measure in measures(data):
        print(measure, *(f"    {miss}" for miss in measure.misses), sep="\n")


if __name__ == "__main__":
    main()
