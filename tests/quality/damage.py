"""What is still found in damaged text, and what is found there that was never printed.

Of the references whose figures survived (`noise.survived`): the share that is found by its number, or a law by its
name, in its place; and the share in whose place no other number is stated. Of the days: the share found. And for each
harmless way to write a text: the share of all values that stay the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from cancu.pipeline import record, symbol
from cancu.pipeline.components import law, layout
from cancu.pipeline.model import Record, Span
from cancu.pipeline.vietnamese import folded_words
from quality import labelled, noise, plans, shared
from quality.measure import Measure
from quality.shared import Json

RATES = (0.02, 0.05)
SEEDS = range(1, 11)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def own() -> Iterator[Measure]:
    """The five plans."""
    texts = [(label, (plans.CORPUS / "plans" / label["file"]).read_text("utf-8")) for label in plans.labels()]
    yield from _measures("damage", texts, range(len(texts)))


def measures(data: Path) -> Iterator[Measure]:
    """The official documents that are labelled by hand; misses are shown of the working half only."""
    texts = list(labelled.documents(data))
    yield from _measures(
        "damage labelled", texts, [at for at, (label, _) in enumerate(texts) if label["half"] != "test"]
    )


def _measures(name: str, texts: list[tuple[Json, str]], shown: Iterable[int]) -> Iterator[Measure]:
    for rate in RATES:
        counts = _Counts()
        for at, (label, text) in enumerate(texts):
            for seed in SEEDS:
                counts.add(label, text, rate, seed, at in shown)
        yield from counts.measures(f"{name}: {rate:.0%}")
    kept, total = Counter[str](), Counter[str]()
    for _, text in texts:
        wanted = Counter(_values(shared.tagged(text)))
        for way, written in noise.harmless(text):
            kept[way] += (wanted & Counter(_values(record.tag(written)))).total()
            total[way] += wanted.total()
    yield from (Measure(f"{name}: same values with {way}", kept[way], total[way]) for way in total)


class _Counts:
    """Counts over damaged copies of several texts."""

    def __init__(self) -> None:
        self.found: Counter[str] = Counter()
        self.total: Counter[str] = Counter()
        self.misses: dict[str, list[str]] = {}

    def add(self, label: Json, text: str, rate: float, seed: int, shown: bool) -> None:
        damaged, places = noise.damaged(text, rate, seed)
        tags = record.tag(damaged)
        for wanted, span in _references(label):
            now = noise.now_at(places, *span)
            if now and noise.survived(text, places, *span):
                printed = f"{wanted} {label['file']} seed {seed}: {damaged[max(0, now[0] - 30) : now[1] + 10]!r}"
                found = _found(tags, now)
                self._count("found", wanted in found, printed if shown else "")
                other = wanted[0].isdigit() and any(key[0].isdigit() and key != wanted for key in found)
                self._count("no other number", not other, printed if shown else "")
        for day, span in _days(label):
            now = noise.now_at(places, *span)
            if now and noise.survived(text, places, *span):
                near = {date.start for date in tags.dates if _touch(date.span, now)}
                self._count("days", day in near, f"{day} {label['file']} seed {seed}" if shown else "")

    def _count(self, name: str, right: bool, miss: str) -> None:
        self.total[name] += 1
        self.found[name] += right
        if miss and not right:
            self.misses.setdefault(name, []).append(miss)

    def measures(self, name: str) -> Iterator[Measure]:
        for each in self.total:
            yield Measure(f"{name} {each}", self.found[each], self.total[each], tuple(self.misses.get(each, ())))


def _references(label: Json) -> Iterator[tuple[str, Span]]:
    """Key of the number with its place, or the words of a law's usual name with its place."""
    for row in label["references"]:
        quote, start = row["quote"], row["start_char"]
        if row.get("optional"):
            continue
        if number := row.get("number"):
            key = symbol.key(number)
            numbers = [found.span for found in symbol.find(quote) if found.key == key]
            numbers += [found.span() for found in re.finditer(rf"(?<!\w){re.escape(number)}(?!\w)", quote)]
            if numbers:
                yield key, (start + numbers[0][0], start + numbers[0][1])
        elif found := law.find(layout.read(row.get("name") or "")):
            yield folded_words(found[0].name), (start, start + len(quote))


def _days(label: Json) -> Iterator[tuple[str, Span]]:
    for row in label["dates"]:
        if _DAY.fullmatch(row["start"] or "") and not row.get("end") and not row.get("optional"):
            yield row["start"], (row["start_char"], row["start_char"] + len(row["quote"]))


def _found(tags: Record, place: Span) -> set[str]:
    """Keys of the numbers in a place, and names of the laws there."""
    numbers = {one.number.key for one in tags.references if one.number and _touch(one.number.span, place)}
    return numbers | {folded_words(one.name) for one in tags.references if one.name and _touch(one.span, place)}


def _touch(left: Span, right: Span) -> bool:
    return left[0] < right[1] and right[0] < left[1]


def _values(tags: Record) -> Iterator[tuple[object, ...]]:
    """What a record says, without places and printed forms."""
    yield "frame", tags.number and tags.number.canonical, tags.kind, tags.date and tags.date.iso, tags.place
    for one in tags.references:
        number = one.number and one.number.canonical
        yield "reference", number, one.name and folded_words(one.name), one.kind, one.date, one.relation, one.source
    for date in tags.dates:
        yield "date", date.start, date.end, date.role
    for target in tags.targets:
        yield "target", target.value, target.value_max, target.unit, target.comparator, target.due, target.per
