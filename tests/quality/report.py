"""`make quality`: every figure of quality, with its floor.

    python -m quality.report [--misses] [--raise] [NAME …]

`--misses` lists what was missed, `--raise` lifts the floors to what is reached (they never sink); a NAME is one of
`OWN`, `LONG` and `SHARED`.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from quality import (
    codified,
    collisions,
    damage,
    duplicates,
    gates,
    gazette,
    heads,
    known_items,
    labelled,
    links,
    lookup,
    mentions,
    notes,
    office,
    openings,
    plans,
    real_scans,
    retrieval,
    scans,
    shared,
)
from quality.measure import Measure

FLOORS_FILE = Path(__file__).parent / "floors.json"
FLOORS: dict[str, float] = json.loads(FLOORS_FILE.read_text("utf-8"))
OWN: dict[str, Callable[[], Iterable[Measure]]] = {
    "plans": plans.measures,
    "damage": damage.own,
    "scans sample": scans.sample,
    "duplicates plans": duplicates.own,
}
LONG: dict[str, Callable[[], Iterable[Measure] | None]] = {  # minutes: too long for `make test`
    "scans": scans.measures,
    "gates": gates.measures,
    "duplicates": duplicates.everything,
    "duplicates scans": duplicates.scanned,
}
SHARED: dict[str, Callable[[Path], Iterable[Measure]]] = {
    "heads": heads.measures,
    "gazette": gazette.measures,
    "labelled": labelled.measures,
    "damage labelled": damage.measures,
    "mentions": mentions.measures,
    "notes": notes.measures,
    "openings": openings.measures,
    "office": office.measures,
    "real scans": real_scans.measures,
    "links": links.measures,
    "collisions": collisions.measures,
    "codified edges": codified.measures,
    "lookup": lookup.measures,
    "known items": known_items.measures,
    "retrieval": retrieval.measures,
}


def measured(name: str) -> Iterable[Measure] | None:
    """The figures of one part; None where its documents are not at hand."""
    if own := {**OWN, **LONG}.get(name):
        return own()
    data = shared.folder()
    return SHARED[name](data) if data else None


def main() -> None:
    names = [name for name in sys.argv[1:] if not name.startswith("-")]
    floors = dict(FLOORS)
    for name in names or (*OWN, *LONG, *SHARED):
        print(f"\n{name}")
        found = measured(name)
        if found is None:
            print(shared.ABSENT)
        for measure in found or ():
            floor = FLOORS.get(measure.name)
            print(f"{measure}   floor {floor}{'   BELOW' if floor is not None and measure.value < floor else ''}")
            if "--misses" in sys.argv:
                print(*(f"    {miss}" for miss in measure.misses), sep="\n")
            reached = math.floor(measure.value * 10_000) / 10_000
            floors[measure.name] = reached if floor is None else max(floor, reached)  # a gain may be a loss at first
    if "--raise" in sys.argv:
        FLOORS_FILE.write_text(json.dumps(floors, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
