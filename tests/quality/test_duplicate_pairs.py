"""The hand labels of pairs of documents are well formed; what they are is told in `docs/labelling.md`."""

from __future__ import annotations

import csv
from pathlib import Path

from cancu.index.duplicates.verdict import Verdict

_SETS = {"official", "versions", "codified", "vbpl", "gazette", "plans"}
_LABELS = ("class", "first", "second")


def _rows() -> list[dict[str, str]]:
    with (Path(__file__).parent / "duplicate_pairs.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_every_label_is_a_verdict() -> None:
    codes = {verdict.value for verdict in Verdict}
    assert not [row for row in _rows() if not codes.issuperset(row[label] for label in _LABELS)]


def test_another_allowed_class_is_a_verdict() -> None:
    codes = {verdict.value for verdict in Verdict}
    others = [row["note"].partition("; or ")[2] for row in _rows()]
    assert not [other for other in others if other and other not in codes]


def test_no_pair_is_listed_twice_nor_a_document_against_itself() -> None:
    pairs = [frozenset((row["a"], row["b"])) for row in _rows()]
    assert len(set(pairs)) == len(pairs) and all(len(pair) == 2 for pair in pairs)
    assert {name.partition(":")[0] for pair in pairs for name in pair} == _SETS


def test_the_two_passes_agree_as_told() -> None:
    rows = _rows()
    assert (sum(row["first"] == row["second"] for row in rows), len(rows)) == (226 + 65, 232 + 65)
