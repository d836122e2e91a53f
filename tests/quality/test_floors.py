"""No figure of quality sinks below its floor; floors only rise."""

from __future__ import annotations

import os

import pytest

from quality import report, shared


@pytest.mark.parametrize("name", [*report.OWN, *report.SHARED])
def test_every_floor_is_reached(name: str) -> None:
    found = report.measured(name)
    if found is None:
        pytest.skip(shared.ABSENT)
    measures = {measure.name: measure for measure in found}
    assert set(measures) <= set(report.FLOORS), "a figure without a floor is one that nobody guards"
    below = [measure for measure in measures.values() if measure.value < report.FLOORS[measure.name]]
    assert not below, "\n".join([*map(str, below), *(miss for measure in below for miss in measure.misses)])


def test_every_floor_has_a_figure() -> None:
    prefixes = {name.partition(":")[0] for name in report.FLOORS}
    assert prefixes <= {*report.OWN, *report.LONG, *report.SHARED}


def test_named_data_is_there() -> None:
    """A misspelt `CANCU_DATA` must not pass for "there is none"."""
    assert not os.environ.get("CANCU_DATA") or shared.folder() is not None
