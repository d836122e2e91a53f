"""How lines run: out of a box, along a track between two rows, through lanes between boxes; never over each other.

All lines are upright or level. Those of one bundle share their way as far as they go together. Upright parts of
different bundles are kept at least half a unit apart: those of an even row stand on whole units, those of an odd row on
halves, and one is moved off them only where that is free.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .bundle import Link, Slot
from .placement import Placement, spread

_CLEAR = 1.0  # units between lines of one row, and between levels on one track
_APART = 2  # units between arrow heads, if the box is wide enough
_LEAN = 0.1  # how far lines stand off the middle of a box towards where they go
_PAST = 0.5  # units between lines that come from one row and those that come from the next


@dataclass(slots=True)
class Upright:
    """A line of a bundle through a row, or at a box of it, at `x` units; it may stand from `low` to `high`.

    `near`: it runs into the space before the row, `far`: into that after it; a lane into both.
    """

    bundle: int
    slot: Slot
    x: float
    low: float
    high: float
    near: bool
    far: bool


@dataclass(frozen=True, slots=True)
class Routes:
    """Where lines stand, in units, by row, bundle and slot: on the side of the root (`near`) and on the other (`far`).

    `tracks`: by row and bundle, on which track a bundle runs level after that row; none if it runs straight on.
    `depths`: how many tracks there are after each row.
    """

    near: Mapping[tuple[int, int, Slot], float]
    far: Mapping[tuple[int, int, Slot], float]
    tracks: Mapping[tuple[int, int], int]
    depths: tuple[int, ...]


def routes(placement: Placement, joints: Sequence[Link]) -> Routes:
    """The ways of all bundles."""
    uprights = _uprights(placement, joints)
    _Straightening(uprights).run(joints)
    near = {(row, one.bundle, one.slot): one.x for row, all_ in enumerate(uprights) for one in all_ if one.near}
    far = {(row, one.bundle, one.slot): one.x for row, all_ in enumerate(uprights) for one in all_ if one.far}
    levels: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for joint in joints:
        ends = [far[joint.row, joint.bundle, joint.upper]]
        ends += [near[joint.row + 1, joint.bundle, lower] for lower in joint.lower]
        if min(ends) < max(ends):
            levels[joint.row].append((min(ends), max(ends), joint.bundle))
    tracks = {(row, bundle): track for row, spans in levels.items() for bundle, track in _tracks(spans)}
    depths = [0] * len(placement.rows)
    for (row, _), track in tracks.items():
        depths[row] = max(depths[row], track + 1)
    return Routes(near, far, tracks, tuple(depths))


def _uprights(placement: Placement, joints: Sequence[Link]) -> list[list[Upright]]:
    """Lanes where they were placed, and at each box the lines of its sides, in the order of where they go."""
    near: dict[tuple[int, Slot], list[tuple[float, int]]] = defaultdict(list)
    far: dict[tuple[int, Slot], list[tuple[float, int]]] = defaultdict(list)
    for joint in joints:
        upper = placement.middle(joint.row, joint.upper)
        lower = [placement.middle(joint.row + 1, slot) for slot in joint.lower]
        far[joint.row, joint.upper].append((sum(lower) / len(lower), joint.bundle))
        for slot in joint.lower:
            near[joint.row + 1, slot].append((upper, joint.bundle))
    uprights: list[list[Upright]] = []
    for number, row in enumerate(placement.rows):
        found: list[Upright] = []
        for slot in row:
            if isinstance(slot, int):
                low, high = _clearance(placement, number, slot)
                found.append(Upright(slot, slot, placement.lefts[number, slot] + number % 2 / 2, low, high, True, True))
            else:
                found += _ports(placement, number, slot, near[number, slot], near=True)
                found += _ports(placement, number, slot, far[number, slot], near=False)
        uprights.append(found)
    return uprights


def _clearance(placement: Placement, number: int, lane: int) -> tuple[float, float]:
    """From where to where a lane may move: a unit off the boxes beside it."""
    row = placement.rows[number]
    at = row.index(lane)
    left = [slot for slot in row[:at] if isinstance(slot, str)]
    right = [slot for slot in row[at + 1 :] if isinstance(slot, str)]
    low = placement.lefts[number, left[-1]] + placement.widths[left[-1]] + 1 if left else float("-inf")
    return low, placement.lefts[number, right[0]] - 1 if right else float("inf")


def _ports(
    placement: Placement, number: int, slot: str, wanted: list[tuple[float, int]], *, near: bool
) -> Iterator[Upright]:
    """Where the lines of a box stand on one of its sides."""
    width = placement.widths[slot]
    low, high = placement.lefts[number, slot] + 1, placement.lefts[number, slot] + width - 1.5
    apart = _APART if _APART * len(wanted) <= width - _APART else 1
    half = placement.middle(number, slot) - low
    leaning = [half + min(max((at - low - half) * _LEAN, -half / 2), half / 2) for at, _ in sorted(wanted)]
    room = int(high - low) - apart * (len(wanted) - 1)
    places = spread(leaning, range(0, apart * len(wanted), apart), room)
    for place, (_, bundle) in zip(places, sorted(wanted), strict=True):
        yield Upright(bundle, slot, low + place + number % 2 / 2, low, high, near, not near)


class _Straightening:
    """Lines are moved to where those stand that they join, if it is free there: less bends."""

    def __init__(self, uprights: Sequence[Sequence[Upright]]) -> None:
        self._uprights = [*uprights, ()]
        self._near = {(row, one.bundle, one.slot): one for row, all_ in enumerate(uprights) for one in all_ if one.near}
        self._far = {(row, one.bundle, one.slot): one for row, all_ in enumerate(uprights) for one in all_ if one.far}

    def run(self, joints: Sequence[Link]) -> None:
        outward = sorted(joints, key=lambda joint: joint.row)
        for joint in (*outward, *outward):
            upper = self._far[joint.row, joint.bundle, joint.upper]
            for lower in sorted(joint.lower, key=lambda slot: isinstance(slot, str)):
                self._move(self._near[joint.row + 1, joint.bundle, lower], joint.row + 1, upper.x)
        for joint in reversed(outward):
            if len(joint.lower) == 1:
                lower_x = self._near[joint.row + 1, joint.bundle, joint.lower[0]].x
                self._move(self._far[joint.row, joint.bundle, joint.upper], joint.row, lower_x)

    def _move(self, one: Upright, row: int, x: float) -> None:
        if one.x != x and one.low <= x <= one.high and all(self._clear(one, other, x) for other in self._uprights[row]):
            before = self._uprights[row - 1] if one.near and row else ()
            after = self._uprights[row + 1] if one.far else ()
            past = [*(other for other in before if other.far), *(other for other in after if other.near)]
            if all(other.bundle == one.bundle or abs(other.x - x) >= _PAST for other in past):
                one.x = x

    @staticmethod
    def _clear(one: Upright, other: Upright, x: float) -> bool:
        same_side = (one.near and other.near) or (one.far and other.far)
        return other is one or not same_side or other.bundle == one.bundle or abs(other.x - x) >= _CLEAR


def _tracks(spans: Sequence[tuple[float, float, int]]) -> Iterator[tuple[int, int]]:
    """The track of each bundle between two rows: the longest first, each on the first track that is free."""
    taken: list[list[tuple[float, float]]] = []
    for low, high, bundle in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        free = (
            track
            for track, others in enumerate(taken)
            if all(high + _CLEAR <= start or end + _CLEAR <= low for start, end in others)
        )
        track = next(free, len(taken))
        if track == len(taken):
            taken.append([])
        taken[track].append((low, high))
        yield bundle, track
