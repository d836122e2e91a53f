"""Known items: a document is looked for by its title. Is it among the first ten, with marks and without, if damaged?

The title is the one in the catalogue; its words are typed as they stand, or a stretch of them as a person would from
memory. A document with the same title or the same text is as right. Nothing else in the archive is taken for wrong:
a stretch of a title that stands in many documents cannot bring them all.
"""

from __future__ import annotations

import random
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cancu.pipeline.vietnamese import folded_words, unmarked
from quality.archives import EMBEDDED, Engine, Paper, Shelf, shelf
from quality.measure import Measure

QUERIES = 300
_FIRST = 10
RATES = (0.02, 0.05)
_SEED = 7
_STRETCH = (5, 8)  # words


@dataclass(frozen=True, slots=True)
class Item:
    """What is typed, and the places on the shelf of the papers that are right."""

    title: str
    stretch: str
    papers: frozenset[int]


def measures(data: Path, engine: Engine = EMBEDDED) -> Iterator[Measure]:
    """Recall@10 by whole title and by a stretch of it; how near it is without marks; then in damaged documents."""
    held = shelf(data, engine)
    items = chosen(held.papers)
    for name, typed in _ways(items).items():
        marked = recall(f"known items: {engine.label}{name}", held, items, typed)
        plain = recall(f"known items: {engine.label}{name}, no marks", held, items, list(map(unmarked, typed)))
        yield from (marked, plain)
        differing = abs(marked.right - plain.right)
        yield Measure(f"known items: {engine.label}{name}, alike", len(items) - differing, len(items))
    for rate in RATES:
        damaged = shelf(data, engine, rate)
        yield recall(f"known items: {engine.label}{rate:.0%} noise", damaged, items, _ways(items)["whole title"])


def chosen(papers: tuple[Paper, ...]) -> list[Item]:
    """Every official title, and as many others drawn by lot as `QUERIES` wants."""
    titled = [at for at, paper in enumerate(papers) if paper.record.title]
    lot = random.Random(_SEED)
    official = [at for at in titled if papers[at].set == "official"]
    others = lot.sample([at for at in titled if papers[at].set != "official"], QUERIES - len(official))
    same = alike(papers)
    return [item(papers[at].record.title or "", same[at], lot) for at in (*official, *others)]


def item(title: str, papers: frozenset[int], lot: random.Random) -> Item:
    """What is typed for a title, its stretch drawn by lot."""
    words = unicodedata.normalize("NFC", title).split()
    length = lot.randint(*_STRETCH)
    start = lot.randint(0, max(len(words) - length, 0))
    return Item(" ".join(words), " ".join(words[start : start + length]).lower(), papers)


def alike(papers: tuple[Paper, ...]) -> list[frozenset[int]]:
    """For each paper those with its id, its title or its text."""
    keys = [
        (paper.id, f"title {folded_words(paper.record.title or '') or at}", f"text {folded_words(paper.text)}")
        for at, paper in enumerate(papers)
    ]
    places: dict[str, set[int]] = defaultdict(set)
    for at, names in enumerate(keys):
        for name in names:
            places[name].add(at)
    return [frozenset().union(*(places[name] for name in names)) for names in keys]


def _ways(items: list[Item]) -> dict[str, list[str]]:
    return {"whole title": [one.title for one in items], "stretch": [one.stretch for one in items]}


def recall(name: str, held: Shelf, items: list[Item], typed: list[str]) -> Measure:
    """The share of items of which a right paper is among the first ten."""
    misses = []
    for wanted, text in zip(items, typed, strict=True):
        right = {held.papers[at].id for at in wanted.papers}
        answer = held.ask(text, limit=1)
        if right.isdisjoint(answer.ids) and right.isdisjoint(held.ask(text, limit=_FIRST - 1, offset=1).ids):
            misses.append(f"{min(right)}: {text!r}: {answer}")
    return Measure(name, len(items) - len(misses), len(items), tuple(misses))
