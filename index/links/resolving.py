"""Decides who is meant by each way in which the documents of a family are named.

Number, date and issuing body decide, never the number alone. What a mention leaves open is filled from what there is: a
number without a date means the only document of the archive, or the only one that others cite, that was issued before
the paper which mentions it. Where there are several, it is `ambiguous` and has them all as candidates; where there is
none, it is a stub: a document that is cited and not held.

All is a function of what is held and how it is named, so nothing depends on the order in which files arrived.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby, pairwise
from operator import attrgetter

from ...pipeline.identity import stub_id
from ...pipeline.organisation import successor_of
from .families import FULL_DATE, telling

ALWAYS, NEVER = "", "~"  # before and after every day, as text
UNDATED = "9999"  # the day of a paper without one: whatever was issued may be meant in it


def day_of(date: str | None) -> str:
    """The day of a paper as it decides what may be meant there."""
    return date if date and len(date) == FULL_DATE else UNDATED


class Status(StrEnum):
    HELD = "held"
    STUB = "stub"  # cited, not held
    AMBIGUOUS = "ambiguous"  # one of several, which one is not said


@dataclass(frozen=True, slots=True)
class Known:
    """A document that may be meant. `kind` and `issuer` are folded, `place` is its province; unknown is empty."""

    id: str
    date: str
    kind: str
    issuer: str
    place: str


@dataclass(frozen=True, slots=True)
class Named:
    """A way in which papers name a document, by its number in the catalogue. `place` is that of the body that is named,
    else of the paper if the body is a local one. What is not said is empty."""

    naming: int
    date: str
    kind: str
    issuer: str
    place: str


@dataclass(frozen=True, slots=True)
class Cited:
    """What is meant and not held. `date` may be partial; `candidates` are those of what is ambiguous: in a paper those
    of them that were issued until then."""

    id: str
    status: Status
    date: str
    place: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """In papers of the days from `since` until before `before` this naming means the document `meant`."""

    naming: int
    since: str
    before: str
    meant: str


@dataclass(frozen=True, slots=True)
class Resolved:
    cited: tuple[Cited, ...]
    links: tuple[Link, ...]


Occurs = Callable[[int, str, str], bool]  # is there a mention of this naming in papers of these days?
_Open = tuple[Named, str, str]  # what nothing known is meant by, in the papers of which days


def resolve(  # noqa: PLR0913  # the last one is for those who know that the others have not changed
    family: str,
    slug: str,
    known: Sequence[Known],
    namings: Sequence[Named],
    occurs: Occurs = lambda *_: True,
    *,
    elsewhere: frozenset[str] = frozenset(),
) -> Resolved:
    """What each naming of a family means in the papers that it occurs in. `slug` is what the ids of stubs start with.

    The most exact dates come first: what says less joins what is there then. Of one date some namings may be resolved
    alone; `elsewhere` are then the provinces of the others that mean nothing known.
    """
    work = _Work(family, slug, list(known), telling(family), occurs, elsewhere)
    for date in sorted({work.date(named) for named in namings}, key=lambda date: (-len(date), date)):
        work.resolve([named for named in namings if work.date(named) == date], date)
    return Resolved(tuple(work.cited[id] for id in sorted(work.cited)), tuple(sorted(work.links, key=_order)))


def _order(link: Link) -> tuple[int, str]:
    return link.naming, link.since


@dataclass(slots=True)
class _Work:
    family: str
    slug: str
    known: list[Known]
    telling: int  # characters of a date
    occurs: Occurs
    elsewhere: frozenset[str]
    cited: dict[str, Cited] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)

    def date(self, named: Named) -> str:
        """As far as it tells documents apart."""
        return named.date[: self.telling]

    def resolve(self, namings: list[Named], date: str) -> None:
        """All namings of one date, those that mean nothing known together."""
        unknown: list[_Open] = []
        for named in namings:
            fitting = [known for known in self.known if _fits(known, named, date)]
            for since, before, chosen, several in _periods(fitting, named, date, self.telling):
                if not self.occurs(named.naming, since, before):
                    continue
                if several:
                    one = self._ambiguous(named, date, before, fitting)
                    self.links.append(Link(named.naming, since, before, one))
                elif chosen is not None:
                    self.links.append(Link(named.naming, since, before, chosen.id))
                else:
                    unknown.append((named, since, before))
        places = _by_place(unknown, date, self.elsewhere)
        self.known += [self._stub(place, date, meant, only) for (place, only), meant in places]

    def _stub(self, place: str, date: str, meant: list[_Open], only: bool) -> Known:
        said = self.family if only else f"{self.family}\n{place}"
        stub = Cited(stub_id(self.slug, said, date or None), Status.STUB, date, place)
        self.cited[stub.id] = stub
        self.links += [Link(named.naming, since, before, stub.id) for named, since, before in meant]
        return Known(stub.id, date, "", "", place)

    def _ambiguous(self, named: Named, date: str, before: str, fitting: Sequence[Known]) -> str:
        """One of those that fit. It is told apart by what decides who fits, not by who they are: most
        often a new one comes to hundreds."""
        of_any_kind = replace(named, kind="")
        telling = sum(_fits(known, of_any_kind, date) for known in self.known) > len(fitting)
        ids = tuple(sorted(known.id for known in fitting if known.date < before))
        said = "\n".join((self.family, named.place, named.kind if telling else "", before))
        one = Cited(stub_id(self.slug, said, date or None), Status.AMBIGUOUS, date, "", ids)
        self.cited[one.id] = one
        return one.id


def _fits(known: Known, named: Named, date: str) -> bool:
    """May this one be meant? A date that is given in full decides against the word for its kind."""
    return (
        (known.date.startswith(date) or bool(known.date and date.startswith(known.date)))
        and (not known.place or not named.place or _is_or_was(known.place, named.place, date))
        and (len(date) == FULL_DATE or not (known.kind and named.kind and known.kind != named.kind))
    )


def _is_or_was(place: str, named: str, date: str) -> bool:
    """Is this the province that is named? In papers of the one that took it over, what bears a date may be of it."""
    return place == named or (len(date) == FULL_DATE and _successor(place) == named)


def _successor(province: str) -> str | None:
    after = successor_of(province)
    return after[0] if after else None


def _periods(
    fitting: Sequence[Known], named: Named, date: str, telling: int
) -> Iterator[tuple[str, str, Known | None, bool]]:
    """Who is meant in papers of which days, and whether it is one of several; without a date, only what was issued
    until then may be meant."""
    if len(date) == telling:
        chosen = _chosen(fitting, named)
        yield ALWAYS, NEVER, chosen, bool(fitting) and chosen is None
        return
    found: list[tuple[str, Known | None, bool]] = [(ALWAYS, None, False)]
    enough: list[Known] = []
    for since, issued in groupby(sorted(fitting, key=_day_and_id), key=attrgetter("date")):
        enough = _enough((*enough, *issued), named)
        chosen = _chosen(enough, named)
        if found[-1][0] == since:
            found.pop()
        if not found or found[-1][1:] != (chosen, chosen is None):
            found.append((since, chosen, chosen is None))
    for (since, chosen, several), (before, *_) in pairwise((*found, (NEVER, None, False))):
        yield since, before, chosen, several


def _day_and_id(known: Known) -> tuple[str, str]:
    return known.date, known.id


def _enough(meant: Sequence[Known], named: Named) -> list[Known]:
    """Of those who are alike for `_chosen` two: it asks whether there is one or several."""
    alike: dict[tuple[bool, bool], list[Known]] = defaultdict(list)
    for known in meant:
        alike[known.date == named.date, known.issuer == named.issuer].append(known)
    return [known for several in alike.values() for known in several[:2]]


def _chosen(meant: Sequence[Known], named: Named) -> Known | None:
    """The only one, or the only one of that very day, or of the body that is named."""
    if len(meant) > 1 and any(known.date == named.date for known in meant):
        meant = [known for known in meant if known.date == named.date]
    if len(meant) > 1 and named.issuer:
        meant = [known for known in meant if known.issuer == named.issuer]
    return meant[0] if len(meant) == 1 else None


def _by_place(
    unknown: Sequence[_Open], date: str, elsewhere: frozenset[str]
) -> Iterator[tuple[tuple[str, bool], list[_Open]]]:
    """Namings by province; those that tell of none are of the only one there is. Is it the only one?"""
    named = {each.place for each, *_ in unknown} | elsewhere
    apart = {here: _taken_over(here, named, date) for here in named}
    if len(set(apart.values()) - {""}) > 1:
        places: dict[str, list[_Open]] = defaultdict(list)
        for each in unknown:
            places[apart[each[0].place]].append(each)
        yield from (((place, False), several) for place, several in sorted(places.items()))
    elif unknown:
        yield (max(apart.values()), True), list(unknown)


def _taken_over(here: str, named: Collection[str], date: str) -> str:
    """The province among those that are named which this one took over, if it is one only, else this one."""
    before = [place for place in named if place not in {"", here} and _is_or_was(place, here, date)]
    return before[0] if len(before) == 1 else here
