"""The tags of the five plans never get worse than the floors; floors only rise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quality.report import CORPUS, kept_references, plans

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text("utf-8"))


def test_five_plans_reach_every_floor() -> None:
    result = plans()
    assert set(FLOORS) == set(result.counts), "a field without a floor is a field nobody guards"
    below = {name: round(count.f1, 4) for name, count in result.counts.items() if count.f1 < FLOORS[name]}
    assert not below, "\n".join([f"below the floor: {below}", *result.errors])


@pytest.mark.parametrize("stem", ["000_19e90e5f48dd98f2", "004_e3676574614cde31"])
@pytest.mark.parametrize("folder", ["typeset", "scans"])
def test_renderings_keep_number_date_and_references(folder: str, stem: str) -> None:
    share, same = kept_references(CORPUS / folder / f"{stem}.pdf", CORPUS / "plans" / f"{stem}.txt")
    assert same
    assert share >= 0.9
