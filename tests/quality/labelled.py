"""Whole official documents, labelled by hand: `labelled/<id>.json`, places and values without any text of them.

Two passes labelled each document by reading it, differences were settled by the definitions (docs/labelling.md). Rules
may be written looking at the working half; the test half is only measured. Labels are those of `corpus/gold`, with a
`span` for a quote, and `relation_either`/`role_either` where the definitions leave a choice.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from cancu.pipeline import record
from quality import shared
from quality.measure import Measure
from quality.scorer import score
from quality.shared import Json

HALVES = ("working", "test")
_LISTS = ("references", "dates", "targets", "not_targets")


def documents(data: Path) -> Iterator[tuple[Json, str]]:
    """Each label, its quotes filled in, with its text."""
    texts = {row["id"]: row["text"] for row in shared.rows(data / "official" / "documents.jsonl.gz")}
    for path in sorted((Path(__file__).parent / "labelled").glob("*.json")):
        label = json.loads(path.read_text("utf-8"))
        text = texts[label["id"]]
        if hashlib.sha256(text.encode()).hexdigest() != label["sha256"]:
            raise ValueError(f"{path.name}: the labels were made on another text")
        yield _with_quotes(label, text), text


def _with_quotes(label: Json, text: str) -> Json:
    """The label as the scorer wants it."""
    quoted = {**label, "file": label["id"]}
    quoted["title"] = text[slice(*label["title"])] if label["title"] else None
    quoted["recipients"] = [text[slice(*span)] for span in label["recipients"]]
    for name in _LISTS:
        quoted[name] = [
            {**row, "start_char": row["span"][0], "quote": text[slice(*row["span"])]} for row in label[name]
        ]
    return quoted


def measures(data: Path) -> Iterator[Measure]:
    found = list(documents(data))
    for half in HALVES:
        labels = [label for label, _ in found if label["half"] == half]
        records = [_record(text, label["id"]) for label, text in found if label["half"] == half]
        result = score(labels, records)
        for name, count in result.counts.items():
            # Of the test half nobody is shown what was missed: a rule written for it would make it a working half.
            misses = tuple(result.errors_of(name)) if half == "working" else ()
            yield Measure(f"labelled: {half} {name} precision", count.right, count.right + count.extra, misses)
            yield Measure(f"labelled: {half} {name} recall", count.right, count.right + count.missed)


def _record(text: str, name: str) -> Json:
    loaded: Json = json.loads(record.to_json(shared.tagged(text)))
    loaded["file"]["name"] = name
    return loaded
