"""Where boxes and lanes stand in their rows: ordered so that lines cross little, placed so that they are straight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .bundle import Bundle, Link, Slot

_GAP = 2  # units between boxes, and between a box and a lane
_SWEEPS = 8

Rows = list[list[Slot]]
Ties = Mapping[tuple[int, Slot], Sequence[Slot]]  # what each slot of a row is joined to in the row beside it
Places = dict[tuple[int, Slot], float]  # by row and slot, in units


@dataclass(frozen=True, slots=True)
class Placement:
    """The slots of each row from left to right, and their left edges in whole units from 0. A lane has no width."""

    rows: Rows
    lefts: Places
    widths: Mapping[Slot, int]

    def middle(self, row: int, slot: Slot) -> float:
        return self.lefts[row, slot] + self.widths[slot] / 2


def placed(
    rows: Sequence[Sequence[str]], widths: Mapping[str, int], found: Sequence[Bundle], joints: Sequence[Link]
) -> Placement:
    """All boxes, and lanes for the bundles that pass through a row."""
    all_widths: dict[Slot, int] = dict.fromkeys(range(len(found)), 0)
    all_widths.update(widths.items())
    arranged = _Arrangement(_with_lanes(rows, found), all_widths, joints)
    arranged.order()
    arranged.straighten()
    lefts = {(row, slot): at - all_widths[slot] / 2 for (row, slot), at in arranged.middles.items()}
    return Placement(arranged.rows, lefts, all_widths)


def spread(wanted: Sequence[float], offsets: Sequence[int], room: float) -> list[int]:
    """Whole places at least `offsets` apart, in order, as near to `wanted` as can be (least squares).

    `offsets[i]` is where the i-th stands if all stand close, from 0; all may move by up to `room`.
    """
    blocks: list[tuple[float, int]] = []  # mean and count of those that have to move together
    for value, offset in zip(wanted, offsets, strict=True):
        mean, count = value - offset, 1
        while blocks and blocks[-1][0] > mean:
            other, size = blocks.pop()
            mean, count = (other * size + mean * count) / (size + count), size + count
        blocks.append((mean, count))
    moves = [round(min(max(mean, 0), room)) for mean, count in blocks for _ in range(count)]
    return [move + offset for move, offset in zip(moves, offsets, strict=True)]


class _Arrangement:
    """Rows while they are put in order: `middles` tells where each slot stands."""

    def __init__(self, rows: Rows, widths: Mapping[Slot, int], joints: Sequence[Link]) -> None:
        self.rows = rows
        self._widths = widths
        self._joints = joints
        self._before, self._after = _ties(joints)
        self._room = max(self._extent(row) for row in rows)
        self.middles = self._centred()

    def order(self) -> None:
        """Barycentres: each row by the middle of what its slots are joined to, outwards and back; the best is kept."""
        best, fewest = self.rows, -1
        for sweep in range(_SWEEPS):
            outward = sweep % 2 == 0
            self.rows = [list(row) for row in self.rows]
            for number in self._turn(outward):
                wanted = self._wanted(number, before=outward, after=not outward)
                self.rows[number].sort(key=wanted.__getitem__)
                self._settle(number, wanted)
            crossings = _crossings(self._joints, self.middles)
            if fewest < 0 or crossings < fewest:
                best, fewest = self.rows, crossings
        self.rows = best

    def straighten(self) -> None:
        """Each slot as near as can be to the middle of what it is joined to on both sides, the order kept."""
        self.middles = self._centred()
        for sweep in range(_SWEEPS):
            for number in self._turn(sweep % 2 == 0):
                self._settle(number, self._wanted(number, before=True, after=sweep > 0))

    def _centred(self) -> Places:
        return {(number, slot): self._room / 2 for number, row in enumerate(self.rows) for slot in row}

    def _turn(self, outward: bool) -> Iterable[int]:
        return range(len(self.rows)) if outward else range(len(self.rows) - 1, -1, -1)

    def _wanted(self, number: int, *, before: bool, after: bool) -> dict[Slot, float]:
        """The middle of what each slot of a row is joined to; what is joined to nothing stays where it is."""
        wanted: dict[Slot, float] = {}
        for slot in self.rows[number]:
            inner = [self.middles[number - 1, other] for other in self._before.get((number, slot), ()) if before]
            outer = [self.middles[number + 1, other] for other in self._after.get((number, slot), ()) if after]
            joined = inner + outer
            wanted[slot] = sum(joined) / len(joined) if joined else self.middles[number, slot]
        return wanted

    def _settle(self, number: int, wanted: Mapping[Slot, float]) -> None:
        row = self.rows[number]
        halves = [self._widths[slot] / 2 for slot in row]
        lefts = [wanted[slot] - half for slot, half in zip(row, halves, strict=True)]
        places = spread(lefts, self._offsets(row), self._room - self._extent(row))
        for slot, left, half in zip(row, places, halves, strict=True):
            self.middles[number, slot] = left + half

    def _offsets(self, row: Sequence[Slot]) -> list[int]:
        offsets = [0]
        for left, right in pairwise(row):
            lanes = isinstance(left, int) and isinstance(right, int)
            offsets.append(offsets[-1] + self._widths[left] + (1 if lanes else _GAP))
        return offsets

    def _extent(self, row: Sequence[Slot]) -> int:
        """What a row takes if all stand close."""
        return self._offsets(row)[-1] + self._widths[row[-1]]


def _with_lanes(rows: Sequence[Sequence[str]], found: Sequence[Bundle]) -> Rows:
    slots: Rows = [list(row) for row in rows]
    for number, bundle in enumerate(found):
        for between in range(bundle.first + 1, bundle.last):
            slots[between].insert(len(slots[between]) // 2, number)
    return slots


def _ties(joints: Sequence[Link]) -> tuple[Ties, Ties]:
    """To the row before, and to the row after."""
    before: dict[tuple[int, Slot], list[Slot]] = defaultdict(list)
    after: dict[tuple[int, Slot], list[Slot]] = defaultdict(list)
    for joint in joints:
        after[joint.row, joint.upper] += joint.lower
        for lower in joint.lower:
            before[joint.row + 1, lower].append(joint.upper)
    return before, after


def _crossings(joints: Sequence[Link], middles: Places) -> int:
    """How often lines would cross if they ran straight from slot to slot."""
    lines: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for joint in joints:
        upper = middles[joint.row, joint.upper]
        lines[joint.row] += [(upper, middles[joint.row + 1, lower]) for lower in joint.lower]
    return sum(_inversions([lower for _, lower in sorted(between)]) for between in lines.values())


def _inversions(values: list[float]) -> int:
    """Pairs in the wrong order: a half each, and those across."""
    if len(values) < 2:
        return 0
    half = len(values) // 2
    count = _inversions(values[:half]) + _inversions(values[half:])
    left, right = sorted(values[:half]), sorted(values[half:])
    passed = 0
    for value in left:
        while passed < len(right) and right[passed] < value:
            passed += 1
        count += passed
    return count
