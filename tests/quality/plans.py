"""The five plans against their hand labels, and their scans and PDFs against their texts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from cancu.pipeline import config, ingest, record
from quality.measure import Measure
from quality.scorer import Score, score
from quality.shared import Json

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


def labels() -> list[Json]:
    """The hand labels of the five plans."""
    return [json.loads(line) for line in (CORPUS / "gold" / "plans.jsonl").read_text("utf-8").splitlines()]


def tagged(path: Path) -> Json:
    """The record of a file as its JSON says it."""
    loaded: Json = json.loads(record.to_json(ingest.tag(path, config.load())))
    return loaded


def kept_references(rendering: Path, plan: Path) -> tuple[int, int, bool]:
    """How many of a plan's references another rendering of it keeps, of how many; are number and date the same?"""
    here, there = tagged(rendering), tagged(plan)
    same = (here["number"] or {}).get("canonical") == there["number"]["canonical"] and (
        (here["date"] or {}).get("iso") == there["date"]["iso"]
    )
    found, wanted = Counter(map(_reference, here["references"])), Counter(map(_reference, there["references"]))
    return (found & wanted).total(), wanted.total(), same


def _reference(reference: Json) -> tuple[object, ...]:
    number = reference["number"]
    return (number["canonical"] if number else reference["name"], reference["date"], reference["relation"])


def scored() -> Score:
    """Score of the five plans."""
    return score(labels(), [tagged(CORPUS / "plans" / label["file"]) for label in labels()])


def measures() -> Iterator[Measure]:
    result = scored()
    for name, count in result.counts.items():
        yield Measure(f"plans: {name} precision", count.right, count.right + count.extra, tuple(result.errors_of(name)))
        yield Measure(f"plans: {name} recall", count.right, count.right + count.missed)
    for folder in ("typeset", "scans"):
        for path in sorted((CORPUS / folder).glob("*.pdf")):
            kept, wanted, same = kept_references(path, CORPUS / "plans" / f"{path.stem}.txt")
            yield Measure(f"plans: {folder}/{path.stem} number and date", int(same), 1)
            yield Measure(f"plans: {folder}/{path.stem} references kept", kept, wanted)
