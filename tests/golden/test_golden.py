"""The records of the five plans, value by value, against those a person has looked at.

`python tests/golden/test_golden.py --write` writes them anew; look at the difference before it is committed.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cancu.pipeline.record import tag, to_json

HERE = Path(__file__).resolve().parent
PLANS = sorted((HERE.parents[1] / "corpus" / "plans").glob("*.txt"))


def _record(plan: Path) -> dict[str, Any]:
    """The record of a plan as JSON reads it."""
    text = plan.read_bytes().decode("utf-8")
    record: dict[str, Any] = json.loads(to_json(tag(text, plan.name)))
    return record


def _golden(plan: Path) -> Path:
    return HERE / f"{plan.stem}.json"


def _pretty(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _values(record: dict[str, Any]) -> Iterator[str]:
    """Every value on a line of its own; an entry of a list is one value, so what moved in it is not told twice."""
    for name, value in record.items():
        if isinstance(value, list):
            for entry in value:
                yield f"{name}: {_line(entry)}"
        elif isinstance(value, dict):
            for part, inner in value.items():
                yield f"{name}.{part}: {_line(inner)}"
        else:
            yield f"{name}: {_line(value)}"


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def difference(golden: dict[str, Any], found: dict[str, Any]) -> str:
    """Lost and gained values, `-` and `+`, in the order of the record; empty where nothing changed."""
    before, after = Counter(_values(golden)), Counter(_values(found))
    lost = [f"- {value}" for value in (before - after).elements()]
    gained = [f"+ {value}" for value in (after - before).elements()]
    return "\n".join((*lost, *gained))


def test_there_are_five_plans() -> None:
    assert len(PLANS) == 5


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
def test_record(plan: Path) -> None:
    golden, found = _golden(plan), _record(plan)
    assert golden.exists(), f"{golden.name} is missing: python tests/golden/test_golden.py --write"
    expected = json.loads(golden.read_text(encoding="utf-8"))
    changed = difference(expected, found)
    assert not changed, f"{plan.name}: values lost (-) and gained (+)\n{changed}"
    assert found == expected, f"{plan.name}: the order of the values changed"


def test_difference_is_readable() -> None:
    golden = {
        "number": {"canonical": "02-NQ/TW", "year": None},
        "dates": [{"start": "2021"}, {"start": "2022"}],
        "title": "A",
    }
    found = {"number": {"canonical": "03-NQ/TW", "year": None}, "dates": [{"start": "2022"}], "title": "A"}
    assert difference(golden, golden) == ""
    assert difference(golden, found).splitlines() == [
        '- number.canonical: "02-NQ/TW"',
        '- dates: {"start": "2021"}',
        '+ number.canonical: "03-NQ/TW"',
    ]


def main() -> None:
    """Write the golden records, and say what changed."""
    for plan in PLANS:
        golden, found = _golden(plan), _record(plan)
        before = json.loads(golden.read_text(encoding="utf-8")) if golden.exists() else {}
        golden.write_text(_pretty(found), encoding="utf-8")
        print(f"{golden.name}\n{difference(before, found)}" if before else f"{golden.name} (new)")


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("python tests/golden/test_golden.py --write")
    main()
