"""What the opening of a real document rests on, and what a document's own title says it does to another.

Labels of titles were made by a rule: they guard against loss, no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from cancu.pipeline.model import Reference, Relation
from cancu.pipeline.symbol import key
from cancu.pipeline.vocabulary import kind_codes
from quality.measure import Measure
from quality.shared import Json, label_errors, rows, tagged

SET, TITLES = "openings", "title_relations"
RELATIONS = {
    "căn cứ": Relation.BASIS,
    "thực hiện": Relation.IMPLEMENTS,
    "sửa đổi": Relation.AMENDS,
    "bổ sung": Relation.AMENDS,
    "bãi bỏ": Relation.REPEALS,
    "quy định chi tiết": Relation.DETAILS,
    "hướng dẫn": Relation.DETAILS,
}
SECOND_HAND = "gián tiếp"


def measures(data: Path) -> Iterator[Measure]:
    """Number and date, relation, and source where another document speaks; then the relation of titles."""
    yield from _openings(data)
    yield _titles(data)


@lru_cache
def _texts(data: Path) -> dict[str, Json]:
    """The documents whose text is at hand, by id."""
    files = ("official/documents.jsonl.gz", "vbpl/documents.jsonl.gz")
    return {str(row["id"]): row for file in files for row in rows(data / file)}


def _openings(data: Path) -> Iterator[Measure]:
    counts = {"number and date": [0, 0], "relation": [0, 0], "second-hand": [0, 0]}
    misses: dict[str, list[str]] = {name: [] for name in counts}

    def count(name: str, right: bool, miss: str) -> None:
        counts[name][0] += right
        counts[name][1] += 1
        if not right:
            misses[name].append(miss)

    for row in rows(data / "official" / "openings.jsonl"):
        references = tagged(_texts(data)[row["id"]]["text"]).references
        cited = {key(label["number"]) for label in row["refs"]}
        for label in row["refs"]:
            name = f"{row['id']}: {label['number']}"
            found = _mention(references, label["number"], label["date"])
            if (row["id"], label["number"]) not in label_errors(SET):
                count("number and date", found is not None, f"{name} of {label['date']}")
            if found is None:
                continue
            if label["relation"] == SECOND_HAND:
                right = found.source is not None and key(found.source) in cited
                count("second-hand", right, f"{name}: source {found.source}")
            else:
                right = found.relation == RELATIONS[label["relation"]] and found.source is None
                count("relation", right, f"{name}: {found.relation} of {found.source}, not {label['relation']}")
    for name, (right, total) in counts.items():
        yield Measure(f"openings: {name}", right, total, tuple(misses[name]))


def _mention(references: tuple[Reference, ...], number: str, date: str | None) -> Reference | None:
    """The first mention of this number and date."""
    return next(
        (r for r in references if r.number and key(r.number.canonical) == key(number) and (not date or r.date == date)),
        None,
    )


def _titles(data: Path) -> Measure:
    """Is the relation a title states that of the first mention of its target? Labels join several with `/`."""
    right, total, misses = 0, 0, []
    for row in rows(data / "official" / "title_relations.jsonl"):
        name = str(row["id"])
        if (name, "relation") in label_errors(TITLES):
            continue
        wanted = {RELATIONS[part] for part in row["relation"].split("/")}
        document = _texts(data).get(name)
        cited = document and row["primary_target"].lower() in document["text"].lower()
        text = document["text"] if document and cited else _as_document(row)
        found = _mention(tagged(text).references, row["primary_target"], None)
        total += 1
        if found and found.relation in wanted and found.source is None:
            right += 1
        else:
            misses.append(f"{name}: {row['primary_target']} {found and found.relation}, not {row['relation']}")
    return Measure("openings: title relations", right, total, tuple(misses))


def _as_document(row: Json) -> str:
    """A title whose text is not at hand, as the head of a document would print it."""
    code = row["number"].split("/")[-1].split("-")[0]
    about = re.sub(rf"^.{{0,40}}{re.escape(row['number'])}\s(?:năm\s\d{{4}}\s)?", "", row["title"])
    return f"Số: {row['number']}\n\n{kind_codes()[code][0].upper()}\n\n{about}\n"
