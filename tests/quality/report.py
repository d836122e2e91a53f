"""`make quality`: the tags of the five plans against their hand labels, and the scans against their texts."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from cancu.pipeline import config, ingest, record
from quality.scorer import Score, score

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


def plans() -> Score:
    """Score of the five plans."""
    labels = [json.loads(line) for line in (CORPUS / "gold" / "plans.jsonl").read_text("utf-8").splitlines()]
    return score(labels, [tagged(CORPUS / "plans" / label["file"]) for label in labels])


def tagged(path: Path) -> dict[str, Any]:
    """The record of a file as its JSON says it."""
    loaded: dict[str, Any] = json.loads(record.to_json(ingest.tag(path, config.load())))
    return loaded


def kept_references(rendering: Path, plan: Path) -> tuple[float, bool]:
    """Share of a plan's references that another rendering of it keeps; whether number and date are the same."""
    here, there = tagged(rendering), tagged(plan)
    same = (here["number"] or {}).get("canonical") == there["number"]["canonical"] and (
        (here["date"] or {}).get("iso") == there["date"]["iso"]
    )
    found, wanted = Counter(map(_reference, here["references"])), Counter(map(_reference, there["references"]))
    return (found & wanted).total() / wanted.total(), same


def _reference(reference: dict[str, Any]) -> tuple[object, ...]:
    number = reference["number"]
    return (number["canonical"] if number else reference["name"], reference["date"], reference["relation"])


def main() -> None:
    result = plans()
    print(f"{'field':18}{'right':>7}{'extra':>7}{'missed':>8}{'P':>8}{'R':>8}{'F1':>8}")
    for name, count in result.counts.items():
        figures = f"{count.precision:8.3f}{count.recall:8.3f}{count.f1:8.3f}"
        print(f"{name:18}{count.right:7}{count.extra:7}{count.missed:8}{figures}")
    print(*result.errors, sep="\n")
    for folder in ("typeset", "scans"):
        for path in sorted((CORPUS / folder).glob("*.pdf")):
            share, same = kept_references(path, CORPUS / "plans" / f"{path.stem}.txt")
            print(f"{folder}/{path.name}: number and date {'same' if same else 'DIFFER'}, references kept {share:.3f}")


if __name__ == "__main__":
    main()
