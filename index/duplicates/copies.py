"""Which files are one document: their own number and date say it, what people decided, and what the rules are sure of.

The files that hang together are looked at as a whole, so the order in which they came changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from ...pipeline.identity import is_of_text
from ...pipeline.model import Record
from .decisions import Choice, Decision
from .identity import Agreement, compare


@dataclass(frozen=True, slots=True)
class Copy:
    """A file with the id that its own record gives, and what tells whether it speaks for others."""

    sha256: str
    own: str
    method_rank: int
    quality: float

    @property
    def rank(self) -> tuple[bool, int, float, str]:
        """The best first: one that has number and date, text that was typed, good text."""
        return is_of_text(self.own), self.method_rank, -self.quality, self.sha256


@dataclass(slots=True)
class _Parts:
    """Files in parts, in which no two are that have to stay apart."""

    apart: tuple[tuple[str, str], ...]
    of: dict[str, set[str]] = field(default_factory=dict)

    def may_unite(self, one: str, other: str) -> bool:
        here, there = self.of[one], self.of[other]
        return here is there or not any((a in here and b in there) or (b in here and a in there) for a, b in self.apart)

    def unite(self, one: str, other: str) -> None:
        here, there = self.of[one], self.of[other]
        if here is not there:
            here |= there
            self.of.update(dict.fromkeys(there, here))


def documents(
    copies: Collection[Copy], decisions: Sequence[Decision], alike: Iterable[tuple[str, str]]
) -> dict[str, str]:
    """The id of the document of each of these files, of which none hangs together with others.

    `alike` are pairs that the rules are sure of. The newest decision that two are the same counts before older ones,
    and decisions that two are not the same before all.
    """
    files = sorted(copies, key=lambda copy: copy.rank)
    apart = tuple((one.one, one.other) for one in decisions if one.choice is not Choice.SAME)
    parts = _Parts(apart, {copy.sha256: {copy.sha256} for copy in files})
    for decision in reversed(decisions):
        if decision.choice is Choice.SAME and parts.may_unite(decision.one, decision.other):
            parts.unite(decision.one, decision.other)
    _unite_namesakes(files, parts)
    for one, other in sorted(alike):
        if parts.may_unite(one, other):
            parts.unite(one, other)
    return _named(files, parts.of)


def _unite_namesakes(files: Sequence[Copy], parts: _Parts) -> None:
    """Each file joins the best of its id from which it need not stay apart."""
    firsts: dict[str, list[str]] = {}
    for copy in files:
        before = firsts.setdefault(copy.own, [])
        joined = next((first for first in before if parts.may_unite(first, copy.sha256)), None)
        if joined is None:
            before.append(copy.sha256)
        else:
            parts.unite(joined, copy.sha256)


def _named(files: Sequence[Copy], parts: Mapping[str, set[str]]) -> dict[str, str]:
    """The best file of a part gives it its id; a part that was set apart from a better one of that id has its own."""
    ids: dict[int, str] = {}
    for copy in files:
        if id(parts[copy.sha256]) not in ids:
            ids[id(parts[copy.sha256])] = copy.own if copy.own not in ids.values() else f"{copy.own}-{copy.sha256[:8]}"
    return {copy.sha256: ids[id(parts[copy.sha256])] for copy in files}


def certain(alike: Iterable[tuple[str, str]], records: Mapping[str, Record]) -> tuple[tuple[str, str], ...]:
    """Those of the pairs that do not make one document, step by step, of two that bear other numbers, dates, issuers.

    A scan on which the issuer cannot be read may be a copy of either of two.
    """
    pairs = [(one, other, records[one].id, records[other].id) for one, other in alike]
    named = {record.id: record for record in records.values()}  # files of one id bear the same
    parts = _Parts((), {own: {own} for own in named})
    for _, _, own, others in pairs:
        parts.unite(own, others)
    torn = {
        id(part)
        for part in parts.of.values()
        if any(_contradict(named[one], named[other]) for one, other in combinations(sorted(part), 2))
    }
    return tuple((one, other) for one, other, own, _ in pairs if id(parts.of[own]) not in torn)


def _contradict(here: Record, there: Record) -> bool:
    return Agreement.OTHER in compare(here, there).fields
