"""Notes of a codification: `(Điều 1 Thông tư số … ngày … của …, có hiệu lực thi hành kể từ ngày …)`.

Number, article, day and issuer are the paper's own; the day it takes effect is not its date.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cancu.pipeline.model import Reference
from quality.measure import Measure
from quality.shared import Json, label_errors, rows, tagged

SET = "notes"


def measures(data: Path) -> Iterator[Measure]:
    """Of each labelled reference: are number, date, issuer and article right; and is the day of effect left alone?"""
    total = right = dated = undated = 0
    misses, taken = [], []
    for note in rows(data / "reference_notes.jsonl.gz"):
        left = list(tagged(note["text"]).references)
        for label in _whole(note["refs"]):
            if (str(label["item_id"]), "number") in label_errors(SET):
                continue
            found = _taken_from(left, label)
            reason = _wrong(found, label)
            total += 1
            right += reason is None
            if reason:
                misses.append(f"{label['item_id']}: {reason}")
            if label["effective_date"] and label["effective_date"] != label["date"]:
                dated += 1
                early = found is None or found.date != label["effective_date"]
                undated += early
                if not early:
                    taken.append(f"{label['item_id']}: {label['number']} dated {label['effective_date']}")
    yield Measure("notes: all four right", right, total, tuple(misses))
    yield Measure("notes: date of effect not taken for issue", undated, dated, tuple(taken))


def _whole(labels: list[Json]) -> Iterator[Json]:
    """The labels, `Điều 1, Điều 2 Luật số …` as one reference to its first article: the set has two, one of no kind."""
    article = None
    for label in labels:
        if label["type"] is None and label["number"] is None:
            article = article or label["article"]
        else:
            yield {**label, "article": article or label["article"]}
            article = None


def _taken_from(left: list[Reference], label: Json) -> Reference | None:
    """The first reference not yet taken that has the number of the label, or like it a kind without one."""
    for index, reference in enumerate(left):
        number = reference.number.canonical.lower() if reference.number else None
        if number == (label["number"] and label["number"].lower()) and (number or reference.kind == label["type"]):
            return left.pop(index)
    return None


def _wrong(found: Reference | None, label: Json) -> str | None:
    """What differs from the label; None if nothing does."""
    if found is None:
        return f"{label['type']} {label['number']} not found"
    article = found.provision.article if found.provision else None
    values = {"date": found.date, "issuer": found.issuer, "article": article}
    wrong = [
        f"{field} {value!r}, not {label[field]!r}"
        for field, value in values.items()
        if value != label[field] and (str(label["item_id"]), field) not in label_errors(SET)
    ]
    return f"{label['number']}: {'; '.join(wrong)}" if wrong else None
