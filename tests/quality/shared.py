"""Real documents by others, to measure on: the folder that `CANCU_DATA` names. Nothing of it is in this repository.

`label_errors.tsv` lists labels that the text itself proves wrong, with the reason: they count neither way.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from cancu.pipeline import record
from cancu.pipeline.model import Record

Json = dict[str, Any]
ABSENT = "CANCU_DATA names no folder: quality on real documents is NOT measured"


def folder() -> Path | None:
    """The folder with the real documents, where there is one."""
    named = Path(os.environ.get("CANCU_DATA") or "/nonexistent")
    return named if named.is_dir() else None


def rows(path: Path) -> Iterator[Json]:
    """The objects of a JSON Lines file, packed or not."""
    data = path.read_bytes()
    yield from map(json.loads, (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines())


@cache
def tagged(text: str) -> Record:
    """The record of a text; a text that several measures read is tagged once."""
    return record.tag(text)


@lru_cache
def label_errors(name: str) -> dict[tuple[str, str], str]:
    """Reasons by document and field, for the labels of one set that are set aside."""
    with (Path(__file__).parent / "label_errors.tsv").open(encoding="utf-8") as file:
        found = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {(row["id"], row["field"]): row["reason"] for row in found if row["set"] == name}
