"""One figure of quality: a share, what it was counted on, and every miss in words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """`right` of `total` under a name that has a floor in `floors.json`."""

    name: str
    right: int
    total: int
    misses: tuple[str, ...] = ()

    @property
    def value(self) -> float:
        return self.right / self.total if self.total else 1.0

    def __str__(self) -> str:
        return f"{self.name:48}{self.right:7} of{self.total:7}{self.value:9.4f}"
