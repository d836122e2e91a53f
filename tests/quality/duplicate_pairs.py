"""Pairs of the official documents, of versions and of the five plans, as they are and with what is made of them.

A document too long or too short for its set is left out, and so are labels of versions that the text proves wrong.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, combinations
from pathlib import Path

from cancu.extractors.discover import load
from cancu.index.duplicates.paper import Paper
from cancu.pipeline import ingest, record
from cancu.pipeline.config import Config
from cancu.pipeline.symbol import compact
from quality import baselines, duplicate_sets, plans, scans, shared
from quality.duplicate_sets import Named, Pair, Truth
from quality.shared import Json

SEED = 1
AMONG = 120  # pairs of siblings of one document
RATES = (0.01, 0.02, 0.05, 0.1)
_SEEDS = range(1, 4)
_MODERATE = 12_000  # characters: longer ones take long to tag, and are no harder to tell apart
_LONGER = 20_000
_COPIED = 100  # documents of which copies are made
_ALIKE, _DRAWN, _SHORT = 2000, 600, 45  # unrelated pairs: the most alike, by lot, all of the shortest documents
_CUT, _WHOLE = 0.5, 0.9  # lengths of two versions: below, one is a part; between, one has notes of the publisher's


def pairs(data: Path) -> Iterator[Pair]:
    """All pairs, one set after the other; a document and what is made of it come together."""
    yield from siblings(data)
    yield from plan_pairs()
    yield from collisions(data)
    yield from unrelated(data)
    yield from versions(data)
    yield from copies(data)


@cache
def official(data: Path) -> tuple[Named, ...]:
    return tuple(_named("official", row) for row in shared.rows(data / "official" / "documents.jsonl.gz"))


@cache
def own_plans() -> tuple[Named, ...]:
    """The five plans."""
    paths = sorted((plans.CORPUS / "plans").glob("*.txt"))
    return tuple(duplicate_sets.named(f"plans:{path.name[:3]}", path.read_text("utf-8")) for path in paths)


def _named(name: str, row: Json) -> Named:
    return duplicate_sets.named(f"{name}:{row['id']}", row["text"])


def moderate(held: Iterable[Named], limit: int = _MODERATE) -> list[Named]:
    return [one for one in held if len(one.paper.text) <= limit]


def siblings(data: Path) -> Iterator[Pair]:
    """Template siblings of all documents of moderate length that state number and date."""
    short = moderate([*official(data), *own_plans(), *held_versions(data).values()])
    for held in short:
        if duplicate_sets.identified(held.paper):
            yield from duplicate_sets.siblings(held, SEED, AMONG)


def plan_pairs() -> Iterator[Pair]:
    """The five plans against each other, clean and with noise."""
    for there, here in combinations(own_plans(), 2):
        yield Pair("plans", "two plans", Truth.OTHER, here, there)
        for worn in duplicate_sets.rescans(here, duplicate_sets.NOISES[1:], (SEED,)):
            yield Pair("plans", f"two plans, {worn.kind}", Truth.OTHER, worn.here, there, SEED)


def collisions(data: Path) -> Iterator[Pair]:
    """Different documents of one number: those that are listed, and all at hand that differ in date."""
    listed = {frozenset(side[1] for side in (pair["a"], pair["b"])) for pair in _listed(data)}
    held = [one for one in (*official(data), *held_versions(data).values()) if _number(one.paper)]
    for there, here in combinations(held, 2):
        ids = frozenset(one.name.partition(":")[2] for one in (here, there))
        if _number(here.paper) == _number(there.paper) and (ids in listed or _apart(here.paper, there.paper)):
            yield Pair("collisions", "one number", Truth.OTHER, here, there)
            for worn in duplicate_sets.rescans(here, duplicate_sets.NOISES[1:], (SEED,)):
                yield Pair("collisions", f"one number, {worn.kind}", Truth.OTHER, worn.here, there, SEED)


def _listed(data: Path) -> Iterator[Json]:
    return chain.from_iterable(row["pairs"] for row in shared.rows(data / "collisions.jsonl"))


def _number(paper: Paper) -> str:
    return compact(paper.record.number.canonical) if paper.record.number else ""


def _apart(here: Paper, there: Paper) -> bool:
    one, other = here.record.date, there.record.date
    return bool(one and other and not (one.iso.startswith(other.iso) or other.iso.startswith(one.iso)))


def unrelated(data: Path) -> Iterator[Pair]:
    """Official documents of different numbers: the most alike, all of the shortest, one issuer and kind, any."""
    lot = random.Random(SEED)
    held = sorted(moderate(official(data), _LONGER), key=lambda one: len(one.paper.text))
    several = [pair for pair in combinations(held, 2) if _number(pair[0].paper) != _number(pair[1].paper)]
    alike = sorted(several, key=lambda pair: -baselines.characters(pair[0].paper.text, pair[1].paper.text))
    short = {one.name for one in held[:_SHORT]}
    chosen = {
        "the most alike": alike[:_ALIKE],
        "short ones": [pair for pair in several if {one.name for one in pair} <= short],
        "one issuer and kind": _drawn([pair for pair in several if _of_one_body(*pair)], lot),
        "any": _drawn(several, lot),
    }
    taken: set[tuple[str, str]] = set()
    for kind, found in chosen.items():
        for there, here in found:
            if (there.name, here.name) not in taken:
                taken.add((there.name, here.name))
                yield Pair("unrelated", kind, Truth.OTHER, here, there)


def _drawn(found: list[tuple[Named, Named]], lot: random.Random) -> list[tuple[Named, Named]]:
    return lot.sample(found, min(_DRAWN, len(found)))


def _of_one_body(here: Named, there: Named) -> bool:
    one, other = here.paper.record, there.paper.record
    return bool(one.issuer and other.issuer and one.issuer.name == other.issuer.name and one.kind == other.kind)


@cache
def held_versions(data: Path) -> dict[str, Named]:
    """The documents that stand in a pair of versions."""
    wanted = {row[side] for row in version_rows(data) for side in ("a", "b")}
    rows = shared.rows(data / "versions" / "documents.jsonl.gz")
    return {row["id"]: _named("versions", row) for row in rows if row["id"] in wanted}


def version_rows(data: Path) -> list[Json]:
    return list(shared.rows(data / "versions" / "pairs.jsonl"))


def versions(data: Path) -> Iterator[Pair]:
    """One document as several publishers have it, by their lengths whole, with notes, or a part."""
    wrong = {tuple(names.split()) for names, _ in shared.label_errors("versions")}
    held = held_versions(data)
    for row in version_rows(data):
        if (row["a"], row["b"]) not in wrong:
            kind, truth = _version_kind(held[row["a"]], held[row["b"]])
            yield Pair("versions", kind, truth, held[row["b"]], held[row["a"]])


def _version_kind(one: Named, other: Named) -> tuple[str, Truth]:
    lengths = sorted(len(named.paper.text) for named in (one, other))
    share = lengths[0] / lengths[1]
    if share < _CUT:
        return "a part", Truth.PART
    return ("with notes" if share < _WHOLE else "whole"), Truth.SAME


@cache
def copies(data: Path) -> tuple[Pair, ...]:
    """Re-scans, other ways to write and lost pages, of documents drawn by lot and of the plans."""
    stated = [one for one in moderate(official(data)) if duplicate_sets.identified(one.paper)]
    drawn = random.Random(SEED).sample(stated, min(_COPIED, len(stated)))
    return tuple(chain.from_iterable(map(copies_of, (*drawn, *own_plans()))))


def copies_of(held: Named) -> Iterator[Pair]:
    yield from duplicate_sets.rescans(held, RATES, _SEEDS)
    yield from duplicate_sets.misreadings(held, RATES, _SEEDS)
    yield from duplicate_sets.rewritten(held)
    yield from duplicate_sets.torn(held)


def printed() -> Iterator[Pair]:
    """The typeset copies of the plans and their scans, whole."""
    for folder in ("typeset", "scans"):
        for path in sorted((plans.CORPUS / folder).glob("*.pdf")):
            here = Named(f"{folder}:{path.stem}", _paper(path))
            yield Pair("scans", folder, Truth.SAME, here, _plans()[path.name[:3]])


def pages(wanted: Iterable[tuple[str, str]]) -> Iterator[Pair]:
    """Scanned pages of the plans, each a part, by condition and sheet."""
    for condition, sheet in wanted:
        text = scans.read(condition, sheet).page.text
        here = duplicate_sets.named(f"scans:{condition} {sheet}", text)
        yield Pair("scans", f"a page, {condition}", Truth.PART, here, _plans()[sheet[:3]])


def _plans() -> dict[str, Named]:
    return {one.name.partition(":")[2]: one for one in own_plans()}


def _paper(path: Path) -> Paper:
    config = Config(isolate=False)
    source = load(path, config)
    text = ingest.read(source, config)
    return Paper(record.read(text, source), text.value)


def by_name(data: Path, names: set[str]) -> dict[str, tuple[Named, Named]]:
    """Documents of any set by their names: as they are, and with the head that their text has lost."""
    known = {one.name: (one, one) for one in own_plans()}
    for name in sorted({name.partition(":")[0] for name in names} - {"plans"}):
        for row in shared.rows(data / name / "documents.jsonl.gz"):
            if f"{name}:{row['id']}" in names:
                held = _named(name, row)
                whole = held if held.paper.record.number else _named(name, row | {"text": _headed(row)})
                known[held.name] = held, whole
    return known


def _headed(row: Json) -> str:
    """The text below what its row knows of issuer, number, day and title, as a central body prints them."""
    if not row.get("number"):
        return str(row["text"])
    year, month, day = str(row.get("date") or "..-..-..").split("-")
    return "\n\n".join(
        (
            str(row.get("issuer") or "").upper(),
            f"Số: {row['number']}",
            f"Hà Nội, ngày {day} tháng {month} năm {year}",
            str(row.get("type") or "").upper(),
            str(row.get("title") or ""),
            str(row["text"]),
        )
    )
