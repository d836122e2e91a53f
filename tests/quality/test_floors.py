"""The tags of the five plans never get worse than the floors; floors only rise."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "floors.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def report() -> ModuleType:
    spec = importlib.util.spec_from_file_location("quality_report", HERE / "report.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_five_plans_reach_every_floor(report: ModuleType) -> None:
    result = report.plans()
    assert set(FLOORS) == set(result.counts), "a field without a floor is a field nobody guards"
    below = {name: round(count.f1, 4) for name, count in result.counts.items() if count.f1 < FLOORS[name]}
    assert not below, "\n".join([f"below the floor: {below}", *result.errors])


@pytest.mark.parametrize("stem", ["000_19e90e5f48dd98f2", "004_e3676574614cde31"])
def test_scans_keep_number_date_and_references(report: ModuleType, stem: str) -> None:
    share, same = report.kept_references(
        report.CORPUS / "scans" / f"{stem}.pdf", report.CORPUS / "plans" / f"{stem}.txt"
    )
    assert same
    assert share >= 0.9
