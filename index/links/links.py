"""Keeps the nodes and links of a catalogue: what a document changes is resolved anew, and nothing else.

What a mention costs does not depend on how often a document is mentioned: a mention points to its naming, a naming to
what it means. A new naming is resolved by itself; another document concerns the namings that may mean it, by date and
province. Measured with 1,200 documents of one number, `1/KH-UBND`: resolving all of them again took 300 ms a document.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter

from ...pipeline import symbol
from ...pipeline.model import Record
from ...pipeline.organisation import successor_of
from ...pipeline.vietnamese import folded_words
from ..database import Database
from ..mentions import Mention, Naming, province
from . import families
from .resolving import ALWAYS, NEVER, Cited, Known, Link, Named, Resolved, Status, day_of, resolve
from .sayings import FIELDS, Group, Sayings

_MENTION = """document, position, day, relation, naming, source, number, name, date, kind, issuer, title, source_number,
    span_start, span_end, evidence_start, evidence_end, evidence, page"""
_KNOWN = "node, id, status, told, number, nodes.date, kind, issuer, place"
_ANSWERING = """node, id, 'held', NULL, number, date, kind, issuer, place FROM answers JOIN nodes USING (node)"""
_NODE = "id, status, family, told, document, number, compact, kind, date, issuer, title, law, place"

_Place = tuple[str, str]  # date and province of a document


@dataclass(slots=True)
class _Touched:
    """What has to be looked at again: families as a whole, or namings of them and those which may mean a document that
    came or went; and groups of which something else is said most often."""

    families: set[str] = field(default_factory=set)
    namings: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    documents: dict[str, set[_Place]] = field(default_factory=lambda: defaultdict(set))
    groups: set[Group] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a mention tells under one naming, as the one that is mentioned or as the source (`role`)."""

    naming: int
    role: str
    day: str
    said: dict[str, str | None]


def _told(
    naming: int, source: int | None, day: str, said: Sequence[str | None], source_number: str | None
) -> Iterator[_Told]:
    yield _Told(naming, "mentions", day, dict(zip(FIELDS, said, strict=True)))
    if source is not None:
        yield _Told(source, "sources", day, {"number": source_number})


@dataclass(slots=True)
class _Groups:
    """Namings that are to be resolved, by number, in groups of one date as far as it is `telling`."""

    telling: int
    namings: dict[str, dict[int, Named]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, namings: Iterable[Named]) -> None:
        for named in namings:
            self.namings[named.date[: self.telling]][named.naming] = named

    def pop(self) -> tuple[str, list[Named]]:
        """The most exact date that is left."""
        date = min(self.namings, key=lambda date: (-len(date), date))
        return date, list(self.namings.pop(date).values())


class Links:
    """The documents that are held, how they name others, and who is meant. All methods are part of a transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sayings = Sayings(database)

    def replace(self, document: str, record: Record, mentions: Iterable[Mention]) -> None:
        """A document is held, or has another record than before."""
        touched = _Touched()
        self._forget(document, touched)
        self._take(document, record, mentions, touched)
        self._resolve(touched)

    def remove(self, document: str) -> None:
        """A document is held no more."""
        touched = _Touched()
        self._forget(document, touched)
        self._resolve(touched)

    def clear(self) -> None:
        """Nothing is held."""
        for table in ("mentions", "links", "said", "namings", "candidates", "answers", "nodes"):
            self._database.execute(f"DELETE FROM {table}")

    # What documents say

    def _take(self, document: str, record: Record, mentions: Iterable[Mention], touched: _Touched) -> None:
        self._insert_held(document, record, touched)
        day = day_of(record.date.iso if record.date else None)
        for mention in mentions:
            target, source = mention.target, mention.source
            said = (target.canonical, mention.name, target.date, target.kind, target.issuer, mention.title)
            naming = self._naming(document, target, touched)
            source_naming = self._naming(document, source, touched) if source else None
            self._database.insert(
                "mentions",
                _MENTION,
                document,
                mention.position,
                day,
                mention.relation,
                naming,
                source_naming,
                *said,
                source and source.canonical,
                *mention.span,
                *mention.evidence_span,
                mention.evidence,
                mention.page,
            )
            self._count(_told(naming, source_naming, day, said, source.canonical if source else None), 1, touched)

    def _forget(self, document: str, touched: _Touched) -> None:
        rows = self._database.all(
            """SELECT naming, source, day, number, name, date, kind, issuer, title, source_number
            FROM mentions WHERE document = ?""",
            document,
        )
        self._database.execute("DELETE FROM mentions WHERE document = ?", document)
        for naming, source, day, *said, source_number in rows:
            self._count(_told(naming, source, day, said, source_number), -1, touched)
        for node, family, told, place in self._database.all(
            "SELECT node, family, told, ifnull(place, '') FROM nodes WHERE document = ?", document
        ):
            touched.families.update(self._families_of(node))
            if family is not None:
                touched.documents[family].add((told, place))
            self._database.execute("DELETE FROM candidates WHERE candidate = ?", node)
            self._database.execute("DELETE FROM nodes WHERE node = ?", node)

    def _insert_held(self, document: str, record: Record, touched: _Touched) -> None:
        number, law = record.number.canonical if record.number else None, families.law_of(record)
        kind, date = record.kind.name if record.kind else None, record.date.iso if record.date else None
        issuer = record.issuer
        family, place = families.of_number(number) if number else None, province(record)
        node = self._insert_node(
            document,
            Status.HELD,
            family,
            _told_apart(date, number),
            document,
            number,
            number and symbol.compact(number),
            kind,
            date,
            issuer and (issuer.organisation.name if issuer.organisation else issuer.name),
            record.title,
            law,
            place,
        )
        answers = set(families.answered_by(number, kind, date, law))
        self._set_answers(node, answers)
        touched.families.update(answers)
        if family is not None:
            touched.documents[family].add((_told_apart(date, number), place or ""))

    def _naming(self, paper: str, naming: Naming, touched: _Touched) -> int:
        """The number of a naming, a new one where nobody said it like this."""
        family = families.of_naming(naming, paper)
        told = (
            family,
            naming.date or "",
            folded_words(naming.kind or ""),
            folded_words(naming.body or ""),
            naming.place or "",
        )
        found = self._database.all(
            "SELECT naming FROM namings WHERE family = ? AND date = ? AND kind = ? AND issuer = ? AND place = ?", *told
        )
        if found:
            return int(found[0][0])
        slug = naming.key or family.replace(" ", "-")
        columns = "family, date, kind, issuer, place, slug, mentions, sources"
        return self._database.insert("namings", columns, *told, slug, 0, 0)

    def _count(self, told: Iterable[_Told], times: int, touched: _Touched) -> None:
        """Count what a mention tells in, or out."""
        for each in told:
            family, date, mentions, sources = self._database.all(
                "SELECT family, date, mentions, sources FROM namings WHERE naming = ?", each.naming
            )[0]
            telling = families.telling(family)
            group = (family, date[:telling])
            for name, value in each.said.items():
                counts = value is not None and (name != "date" or families.is_date_of(family, value))
                if value is not None and counts and self._sayings.count(group, name, value, times):
                    touched.groups.add(group)
            if telling == families.FULL_DATE and self._is_shared(*group):
                touched.groups.add(group)  # what is said most of one is not what is said most of all
            if mentions + sources + times == 0:
                self._database.execute("DELETE FROM namings WHERE naming = ?", each.naming)
                touched.families.add(family)
                continue
            role = each.role
            self._database.execute(f"UPDATE namings SET {role} = {role} + ? WHERE naming = ?", times, each.naming)
            if self._is_first_or_last(each.naming, each.day):
                touched.namings[family].add(each.naming)

    def _is_first_or_last(self, naming: int, day: str) -> bool:
        """Was nothing decided for papers of this day, or may now nothing be left to decide?"""
        links = self._database.all("SELECT since, before FROM links WHERE naming = ?", naming)
        here = [(since, before) for since, before in links if since <= day < before]
        return not here or (here[0] != (ALWAYS, NEVER) and not self._occurs(naming, *here[0]))

    def _is_shared(self, family: str, date: str) -> bool:
        """Are there several documents, of several provinces, of which the same group tells?"""
        return len(self._database.all("SELECT 1 FROM nodes WHERE family = ? AND told = ? LIMIT 2", family, date)) > 1

    # Who is meant

    def _resolve(self, touched: _Touched) -> None:
        """Families of numbers first: what is meant in them answers to other families."""
        others: set[str] = set()
        for family in sorted(touched.families | touched.namings.keys() | touched.documents.keys()):
            if family in touched.families or any(_is_partial(told) for told, _ in touched.documents.get(family, ())):
                others.update(self._relink(family))
            else:
                others.update(self._relink_some(family, touched.namings[family], touched.documents[family]))
        for group in sorted(touched.groups):
            others.update(self._call(*group))
        for family in sorted(others):
            self._relink(family)

    def _relink(self, family: str) -> set[str]:
        """Resolve a family; gives the families that its documents answer to now or did before."""
        namings = sorted(self._named("family = ?", family), key=attrgetter("naming"))
        before = self._database.all("SELECT node FROM nodes WHERE family = ? AND +status <> 'held'", family)
        if not namings and not before:
            return set()
        known = self._known(family)
        resolved = resolve(family, self._slug(family), list(known), namings, self._occurs)
        return self._store(family, resolved, known, namings, [node for (node,) in before])[0]

    def _relink_some(self, family: str, namings: set[int], documents: set[_Place]) -> set[str]:
        """Resolve these namings and those that may mean documents which came or went, the most exact dates first."""
        others, groups = set[str](), _Groups(families.telling(family))
        groups.add(self._named("naming IN (SELECT value FROM json_each(?))", json.dumps(sorted(namings))))
        for told, place in documents:
            groups.add(self._concerned(family, told, place))
        while groups.namings:
            date, several = groups.pop()
            also, stubs = self._relink_group(family, date, several)
            others |= also
            for told, place in stubs:
                groups.add(named for named in self._concerned(family, told, place) if len(named.date) < len(told))
        return others

    def _concerned(self, family: str, told: str, place: str) -> list[Named]:
        """Namings that may mean a document of this date and province, or of the one that took it over."""
        dates = [told[:end] for end in range(len(told) + 1)]
        after = successor_of(place) if place else None
        places = ["", place, after[0] if after else place]
        telling = families.telling(family)
        longer = "OR date >= ?4 AND date < ?4 || '~'" if telling < families.FULL_DATE else ""
        return self._named(
            f"""family = ?1 AND (date IN (SELECT value FROM json_each(?2)) {longer})
            {"AND place IN (SELECT value FROM json_each(?3))" if place else "AND ?3 <> ''"}""",
            family,
            json.dumps(dates),
            json.dumps(places),
            *((told[:telling],) if longer else ()),
        )

    def _relink_group(self, family: str, date: str, namings: list[Named]) -> tuple[set[str], set[_Place]]:
        """Resolve namings of one date. How those that mean nothing known are told apart depends on all their provinces:
        where these change, all namings of the date are resolved."""
        elsewhere, before = self._unknown_elsewhere(family, date, namings)
        known = self._known_like(family, date, {named.place for named in namings})
        resolved = resolve(family, self._slug(family), list(known), namings, self._occurs, elsewhere=elsewhere)
        if elsewhere and before != elsewhere | _unknown(resolved, namings):
            namings = self._all_named(family, date)
            known = self._known_like(family, date, {named.place for named in namings})
            resolved = resolve(family, self._slug(family), list(known), namings, self._occurs)
        meant = self._database.all(
            "SELECT DISTINCT node FROM links WHERE naming IN (SELECT value FROM json_each(?))", _numbers(namings)
        )
        return self._store(family, resolved, known, namings, [node for (node,) in meant])

    def _unknown_elsewhere(
        self, family: str, date: str, namings: Sequence[Named]
    ) -> tuple[frozenset[str], frozenset[str]]:
        """The provinces of what is only cited with a date: by other namings than these, and by all."""
        places = self._database.all(
            """SELECT namings.place, max(links.naming NOT IN (SELECT value FROM json_each(?3))) FROM nodes
            CROSS JOIN links ON links.node = nodes.node CROSS JOIN namings ON namings.naming = links.naming
            WHERE nodes.family = ?1 AND nodes.told = ?2 AND +status = 'stub'
                AND namings.family = ?1 AND substr(namings.date, 1, ?4) = ?2 GROUP BY 1""",
            family,
            date,
            _numbers(namings),
            families.telling(family),
        )
        return frozenset(place for place, other in places if other), frozenset(place for place, _ in places)

    def _slug(self, family: str) -> str:
        return str(
            self._database.all(
                "SELECT ifnull(min(slug), '') FROM namings INDEXED BY namings_slug WHERE family = ?", family
            )[0][0]
        )

    def _named(self, condition: str, *values: object) -> list[Named]:
        rows = self._database.all(f"SELECT naming, date, kind, issuer, place FROM namings WHERE {condition}", *values)
        return [Named(*row) for row in rows]

    def _all_named(self, family: str, date: str) -> list[Named]:
        """All namings of a group."""
        if len(date) < families.telling(family):
            return self._named("family = ? AND date = ?", family, date)
        return self._named("family = ?1 AND date >= ?2 AND date < ?2 || '~'", family, date)

    def _occurs(self, naming: int, since: str, before: str) -> bool:
        rows = self._database.all(
            """SELECT 1 WHERE EXISTS (SELECT 1 FROM mentions WHERE naming = ?1 AND day >= ?2 AND day < ?3)
            OR EXISTS (SELECT 1 FROM mentions WHERE source = ?1 AND day >= ?2 AND day < ?3)""",
            naming,
            since,
            before,
        )
        return bool(rows)

    def _known(self, family: str) -> dict[Known, int]:
        """Documents that are held, and for a family that others answer to also what is cited."""
        rows = self._database.all(
            f"""SELECT {_KNOWN} FROM nodes WHERE family = ?1 AND +status = 'held'
            UNION SELECT {_ANSWERING} WHERE answers.family = ?1 ORDER BY id""",
            family,
        )
        return {_known(row): node for node, *row in rows}

    def _known_like(self, family: str, date: str, places: Collection[str]) -> dict[Known, int]:
        """Documents that may be meant by this date in these provinces, and those cited with a more exact date."""
        anywhere = "" in places or len(date) == families.FULL_DATE  # a province may have become another one
        rows = self._database.all(
            f"""SELECT {_KNOWN} FROM nodes WHERE family = ?1 AND told >= ?2 AND told < ?2 || '~'
                AND +status <> 'ambiguous' AND (status = 'held' OR told <> ?2)
                AND (?3 OR place IS NULL OR place IN (SELECT value FROM json_each(?4)))
            UNION SELECT {_KNOWN} FROM nodes WHERE family = ?1 AND told IN (SELECT value FROM json_each(?5))
                AND +status = 'held'
            UNION SELECT {_ANSWERING} WHERE answers.family = ?1 ORDER BY id""",
            family,
            date,
            anywhere,
            json.dumps(sorted(places)),
            json.dumps([date[:end] for end in range(1, len(date))]),
        )
        return {_known(row): node for node, *row in rows}

    def _store(
        self, family: str, resolved: Resolved, known: dict[Known, int], namings: Sequence[Named], before: Iterable[int]
    ) -> tuple[set[str], set[_Place]]:
        """Write what has changed: the families that hear of it, and the stubs that came or went."""
        others, stubs = set[str](), set[_Place]()
        ids = {one.id: node for one, node in known.items()}
        for cited in resolved.cited:
            stored = self._database.all("SELECT node, ifnull(place, '') FROM nodes WHERE id = ?", cited.id)
            if stored:
                ids[cited.id], place = stored[0]
                if place != cited.place:
                    self._database.execute("UPDATE nodes SET place = ? WHERE id = ?", cited.place or None, cited.id)
                    stubs |= {(cited.date, place), (cited.date, cited.place)}
                continue
            ids[cited.id], answers = self._insert_cited(family, cited)
            others |= answers
            stubs |= {(cited.date, cited.place)} if cited.status is Status.STUB else set()
        for cited in resolved.cited:
            if cited.status is Status.AMBIGUOUS:
                self._store_candidates(ids[cited.id], [ids[id] for id in cited.candidates])
        self._store_links(namings, resolved.links, ids)
        unheard, gone = self._remove_unmeant(family, before)
        return others | unheard, stubs | gone

    def _insert_cited(self, family: str, cited: Cited) -> tuple[int, set[str]]:
        called = self._sayings.called(family, cited.date, [cited.place])[cited.place]
        node = self._insert_node(cited.id, cited.status, family, cited.date, None, *called, cited.place or None)
        if cited.status is Status.AMBIGUOUS:
            return node, set()
        return node, self._answer(node, family, called)

    def _answer(self, node: int, family: str, called: tuple[str | None, ...]) -> set[str]:
        """What a stub answers to; gives all families that hear of it, now or before."""
        number, _, kind, date, _, _, law = called
        old, new = self._families_of(node), set(families.answered_by(number, kind, date, law)) - {family}
        if new != old:
            self._set_answers(node, new)
        return old | new

    def _remove_unmeant(self, family: str, nodes: Iterable[int]) -> tuple[set[str], set[_Place]]:
        """Take out those of these nodes that are not held and not meant any more by namings of their own date."""
        others, stubs = set[str](), set[_Place]()
        rows = self._database.all(
            """SELECT node, status, told, ifnull(place, '') FROM json_each(?) AS before
            CROSS JOIN nodes ON nodes.node = before.value
            WHERE status <> 'held' AND NOT EXISTS (SELECT 1 FROM links CROSS JOIN namings USING (naming)
                WHERE links.node = nodes.node AND namings.family = nodes.family
                AND substr(namings.date, 1, ?2) = nodes.told)""",
            json.dumps(list(nodes)),
            families.telling(family),
        )
        for node, status, told, place in rows:
            others |= self._families_of(node)
            stubs |= {(told, place)} if status == Status.STUB else set()
            self._database.execute("DELETE FROM candidates WHERE candidate = ?", node)
            self._database.execute("DELETE FROM nodes WHERE node = ?", node)
        return others, stubs

    def _call(self, family: str, date: str) -> set[str]:
        """Call what is cited as most mentions do now; gives the families that hear of it."""
        others: set[str] = set()
        rows = self._database.all(
            """SELECT node, status, ifnull(place, ''), number, compact, kind, date, issuer, title, law
            FROM nodes WHERE family = ? AND told = ? AND +status <> 'held'""",
            family,
            date,
        )
        called_in = self._sayings.called(family, date, {place for _, _, place, *_ in rows})
        for node, status, place, *before in rows:
            called = called_in[place]
            if called == tuple(before):
                continue
            self._database.execute(
                """UPDATE nodes SET number = ?, compact = ?, kind = ?, date = ?, issuer = ?, title = ?, law = ?
                WHERE node = ?""",
                *called,
                node,
            )
            if status == Status.STUB:
                others |= self._answer(node, family, called)
        return others

    def _store_links(self, namings: Sequence[Named], links: Iterable[Link], ids: dict[str, int]) -> None:
        wanted = {(link.naming, link.since, link.before, ids[link.meant]) for link in links}
        stored = set(
            self._database.all(
                """SELECT naming, since, before, node FROM json_each(?) AS those
                CROSS JOIN links ON links.naming = those.value""",
                _numbers(namings),
            )
        )
        for naming, since, *_ in sorted(stored - wanted):
            self._database.execute("DELETE FROM links WHERE naming = ? AND since = ?", naming, since)
        for row in sorted(wanted - stored):
            self._database.insert("links", "naming, since, before, node", *row)

    def _store_candidates(self, node: int, candidates: list[int]) -> None:
        rows = self._database.all("SELECT candidate FROM candidates WHERE node = ?", node)
        stored, wanted = {candidate for (candidate,) in rows}, set(candidates)
        for gone in sorted(stored - wanted):
            self._database.execute("DELETE FROM candidates WHERE node = ? AND candidate = ?", node, gone)
        for new in sorted(wanted - stored):
            self._database.insert("candidates", "node, candidate", node, new)

    def _insert_node(self, *columns: object) -> int:
        return self._database.insert("nodes", _NODE, *columns)

    def _set_answers(self, node: int, others: Iterable[str]) -> None:
        self._database.execute("DELETE FROM answers WHERE node = ?", node)
        for family in others:
            self._database.insert("answers", "family, node", family, node)

    def _families_of(self, node: int) -> set[str]:
        """The other families that a node answers to."""
        return {family for (family,) in self._database.all("SELECT family FROM answers WHERE node = ?", node)}


def _known(row: Sequence[str | None]) -> Known:
    """Of what is only cited by this number, nothing is known but its date and province."""
    id, status, told, number, date, kind, issuer, place = row
    assert id
    if status == Status.STUB:
        return Known(id, told or "", "", "", place or "")
    return Known(id, _told_apart(date, number), _folded(kind or ""), _folded(issuer or ""), place or "")


def _told_apart(date: str | None, number: str | None) -> str:
    """The date of a document as far as it is known."""
    return date or families.year_of(number) or ""


def _unknown(resolved: Resolved, namings: Iterable[Named]) -> frozenset[str]:
    """The provinces of the namings that mean nothing known."""
    stubs = {cited.id for cited in resolved.cited if cited.status is Status.STUB}
    unknown = {link.naming for link in resolved.links if link.meant in stubs}
    return frozenset(named.place for named in namings if named.naming in unknown)


def _numbers(namings: Iterable[Named]) -> str:
    return json.dumps([named.naming for named in namings])


@lru_cache(10_000)
def _folded(words: str) -> str:
    return folded_words(words)


def _is_partial(date: str) -> bool:
    """Such a date may be that of any day in it."""
    return 0 < len(date) < families.FULL_DATE
