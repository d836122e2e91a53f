"""How relations and documents look: a colour and a line style each, which keep apart in print."""

from __future__ import annotations

from dataclasses import dataclass

from .graph import Status

INK, FAINT, PAPER = "#1a1a1a", "#555555", "#ffffff"
# Arial is on every Windows and macOS and has all Vietnamese letters; Liberation Sans has its widths.
FONTS = "Arial, 'Liberation Sans', Helvetica, 'DejaVu Sans', sans-serif"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line: its colour, its width in pixels, dashes and gaps in pixels."""

    colour: str
    width: float = 1.6
    dashes: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """The outline and the ground of a box."""

    stroke: Stroke
    ground: str


# The colours are of about the same darkness, so that none is lost on a grey printer; there the dashes tell.
_RELATIONS = {
    "implements": Stroke("#0b4f9e", 2.0),
    "basis": Stroke("#1b7a3d", 1.6, "9 3"),
    "follows": Stroke("#7b3fa0", 1.6, "4 3"),
    "details": Stroke("#00747a", 1.6, "12 3 2 3"),
    "amends": Stroke("#a85400", 1.6, "8 3 2 3 2 3"),
    "replaces": Stroke("#8c1d5b", 2.4),
    "repeals": Stroke("#b8121b", 2.4, "6 3"),
    "corrects": Stroke("#7a6200", 1.6, "2 3"),
    "replies_to": Stroke("#3f5f70", 1.6, "14 4"),
    "cites": Stroke("#666666", 1.2, "3 3"),
}
_OTHER = Stroke("#444444", 1.2, "1 3")
FRAMES = {
    Status.HELD: Frame(Stroke("#1f3a5f", 1.4), "#eef4fb"),
    Status.STUB: Frame(Stroke("#555555", 1.2, "6 4"), PAPER),
    Status.AMBIGUOUS: Frame(Stroke("#8a5a00", 1.6, "1.5 3"), "#fff8e5"),
}
ROOT_WIDTH = 3.0  # pixels of its outline


def stroke(relation: str) -> Stroke:
    """The line of a relation; of one that is not known, a plain dotted one."""
    return _RELATIONS.get(relation, _OTHER)
