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
from ...pipeline.vietnamese import folded_words
from ..database import Database
from ..mentions import Mention, Naming, province
from . import families
from .resolving import ALWAYS, NEVER, UNDATED, Cited, Known, Link, Named, Resolved, Status, is_apart, resolve

_MENTION = """document, position, day, relation, naming, source, number, name, date, kind, issuer, title, source_number,
    span_start, span_end, evidence_start, evidence_end, evidence, page"""
_KNOWN = "node, id, nodes.date, nodes.kind, nodes.issuer, nodes.place"
_NODE = "id, status, family, document, number, compact, kind, date, issuer, title, law, place"
# What mentions say of a document, in the order of its columns; the date where the number alone decides.
_SAID = ("number", "law", "date", "kind", "issuer", "title")

_Group = tuple[str, str]  # a family, and the date that its documents are told apart by
_Place = tuple[str, str]  # date and province of a document


@dataclass(slots=True)
class _Touched:
    """What has to be looked at again: families as a whole, or namings of them and those which may mean a document that
    came or went; and groups of which something else is said most often."""

    families: set[str] = field(default_factory=set)
    namings: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    documents: dict[str, set[_Place]] = field(default_factory=lambda: defaultdict(set))
    groups: set[_Group] = field(default_factory=set)


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
    yield _Told(naming, "mentions", day, dict(zip(_SAID, said, strict=True)))
    if source is not None:
        yield _Told(source, "sources", day, {"number": source_number})


class Links:
    """The documents that are held, how they name others, and who is meant. All methods are part of a transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

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
        day = record.date.iso if record.date and len(record.date.iso) == families.FULL_DATE else UNDATED
        for mention in mentions:
            target, source = mention.target, mention.source
            said = (target.canonical, mention.name, target.date, target.kind, target.issuer, mention.title)
            naming = self._naming(target, touched)
            source_naming = self._naming(source, touched) if source else None
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
        for node, family, date, place in self._database.all(
            "SELECT node, family, ifnull(date, ''), ifnull(place, '') FROM nodes WHERE document = ?", document
        ):
            touched.families.update(self._families_of(node))
            if family is not None:
                touched.documents[family].add((date, place))
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
            touched.documents[family].add((date or "", place or ""))

    def _naming(self, naming: Naming, touched: _Touched) -> int:
        """The number of a naming, a new one where nobody said it like this."""
        family = families.of_naming(naming)
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
            one = families.is_one_document(family)
            group = (family, "" if one else date)
            for name, value in each.said.items():
                if value is not None and (one or name != "date") and self._say(group, name, value, times):
                    touched.groups.add(group)
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

    def _say(self, group: _Group, name: str, value: str, times: int) -> bool:
        """Count what is said in, or out. Is something else said most often now?"""
        now = self._database.all(
            """INSERT INTO said VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT DO UPDATE SET times = times + ?5 RETURNING times""",
            *group,
            name,
            value,
            times,
        )[0][0]
        if now == 0:
            self._database.execute(
                "DELETE FROM said WHERE family = ? AND date = ? AND field = ? AND value = ?", *group, name, value
            )
        other = next((_rank(count, said) for said, count in self._most_said(*group, name, 2) if said != value), None)
        was, is_ = (count > 0 and (other is None or _rank(count, value) < other) for count in (now - times, now))
        return bool(was != is_)

    # Who is meant

    def _resolve(self, touched: _Touched) -> None:
        """Families of numbers first: what is meant in them answers to other families."""
        others: set[str] = set()
        for family in sorted(touched.families | touched.namings.keys() | touched.documents.keys()):
            if family in touched.families or self._is_decided_together(family, touched):
                others.update(self._relink(family))
            else:
                others.update(self._relink_some(family, touched.namings[family], touched.documents[family]))
        for group in sorted(touched.groups):
            others.update(self._call(*group))
        for family in sorted(others):
            self._relink(family)

    def _is_decided_together(self, family: str, touched: _Touched) -> bool:
        """Where the number alone decides, another document changes all, and where several have it nevertheless."""
        if not families.is_one_document(family):
            return False
        return bool(touched.documents.get(family)) or len(self._known(family)) > 1

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
        one, others = families.is_one_document(family), set[str]()
        groups: dict[str, dict[int, Named]] = defaultdict(dict)
        for named in self._named("naming IN (SELECT value FROM json_each(?))", json.dumps(sorted(namings))):
            groups["" if one else named.date][named.naming] = named
        self._add_concerned(groups, family, documents)
        while groups:
            date = min(groups, key=lambda date: (-len(date), date))
            also, stubs = self._relink_group(family, date, list(groups.pop(date).values()))
            others |= also
            if not one:
                self._add_concerned(groups, family, stubs, date)
        return others

    def _add_concerned(
        self, groups: dict[str, dict[int, Named]], family: str, documents: Iterable[_Place], done: str | None = None
    ) -> None:
        """Namings that may mean one of these documents by date and province, but those of the date that is done."""
        for date, place in documents:
            dates = [date[:end] for end in range(len(date) + 1) if date[:end] != done]
            for named in self._named(
                """family = ?1 AND date IN (SELECT value FROM json_each(?2))
                AND place IN (SELECT '' UNION SELECT place FROM namings WHERE family = ?1 AND ?3 = '' UNION SELECT ?3)""",
                family,
                json.dumps(dates),
                place,
            ):
                groups[named.date][named.naming] = named

    def _relink_group(self, family: str, date: str, namings: list[Named]) -> tuple[set[str], set[_Place]]:
        """Resolve namings of one date. How those that mean nothing known are told apart depends on the others too."""
        known = self._known_like(family, date, {named.place for named in namings})
        was_apart, elsewhere = self._unknown_elsewhere(family, date, namings)
        resolved = resolve(family, self._slug(family), list(known), namings, self._occurs, elsewhere)
        if elsewhere and was_apart != is_apart(elsewhere | _unknown(resolved, namings)):
            one = families.is_one_document(family)
            namings = self._named(
                "family = ?" if one else "family = ? AND date = ?", *((family,) if one else (family, date))
            )
            known = self._known_like(family, date, {named.place for named in namings})
            resolved = resolve(family, self._slug(family), list(known), namings, self._occurs)
        before = self._database.all(
            "SELECT DISTINCT node FROM links WHERE naming IN (SELECT value FROM json_each(?))", _numbers(namings)
        )
        return self._store(family, resolved, known, namings, [node for (node,) in before])

    def _unknown_elsewhere(self, family: str, date: str, namings: Sequence[Named]) -> tuple[bool, frozenset[str]]:
        """Are documents of a date that are only cited told apart by province, and of which are those of other namings?"""
        stubs = self._database.all(
            f"""SELECT node, place FROM nodes WHERE family = ? AND +status = 'stub'
            {"" if families.is_one_document(family) else "AND date IS ?"}""",
            family,
            *(() if families.is_one_document(family) else (date or None,)),
        )
        places = self._database.all(
            """SELECT DISTINCT namings.place FROM json_each(?1) AS stubs CROSS JOIN links ON links.node = stubs.value
            CROSS JOIN namings ON namings.naming = links.naming
            WHERE links.naming NOT IN (SELECT value FROM json_each(?2))""",
            json.dumps([node for node, _ in stubs]),
            _numbers(namings),
        )
        return any(place for _, place in stubs), frozenset(place for (place,) in places)

    def _slug(self, family: str) -> str:
        return str(self._database.all("SELECT ifnull(min(slug), '') FROM namings WHERE family = ?", family)[0][0])

    def _named(self, condition: str, *values: object) -> list[Named]:
        rows = self._database.all(f"SELECT naming, date, kind, issuer, place FROM namings WHERE {condition}", *values)
        return [Named(*row) for row in rows]

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
            UNION SELECT {_KNOWN} FROM answers JOIN nodes USING (node) WHERE answers.family = ?1 ORDER BY id""",
            family,
        )
        return {_known(*row): node for node, *row in rows}

    def _known_like(self, family: str, date: str, places: Collection[str]) -> dict[Known, int]:
        """Documents that may be meant by this date in these provinces, and those cited with a more exact date."""
        if families.is_one_document(family):
            return self._known(family)
        dated = "AND nodes.date >= ?2 AND nodes.date < ?2 || '~'" if date else ""
        rows = self._database.all(
            f"""SELECT node, id, date, iif(status = 'held', kind, NULL), iif(status = 'held', issuer, NULL), place
            FROM nodes WHERE family = ?1 {dated} AND +status <> 'ambiguous'
                AND (status = 'held' OR ifnull(date, '') <> ?2)
                AND (?3 OR place IS NULL OR place IN (SELECT value FROM json_each(?4)))
            UNION SELECT {_KNOWN} FROM answers JOIN nodes USING (node) WHERE answers.family = ?1 {dated} ORDER BY id""",
            family,
            date,
            "" in places,
            json.dumps(sorted(places)),
        )
        return {_known(*row): node for node, *row in rows}

    def _store(
        self, family: str, resolved: Resolved, known: dict[Known, int], namings: Sequence[Named], before: Iterable[int]
    ) -> tuple[set[str], set[_Place]]:
        """Write what has changed: the families that hear of it, and the stubs that came or went."""
        others, stubs = set[str](), set[_Place]()
        ids = {one.id: node for one, node in known.items()}
        for cited in resolved.cited:
            stored = self._database.all("SELECT node FROM nodes WHERE id = ?", cited.id)
            if stored:
                ids[cited.id] = stored[0][0]
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
        called = self._called(family, cited.date)
        node = self._insert_node(cited.id, cited.status, family, None, *called, cited.place or None)
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
            """SELECT node, status, ifnull(date, ''), ifnull(place, '') FROM json_each(?) AS before
            CROSS JOIN nodes ON nodes.node = before.value
            WHERE status <> 'held' AND NOT EXISTS (SELECT 1 FROM links CROSS JOIN namings USING (naming)
                WHERE links.node = nodes.node AND namings.family = nodes.family
                AND (?2 OR namings.date = ifnull(nodes.date, '')))""",
            json.dumps(list(nodes)),
            families.is_one_document(family),
        )
        for node, status, date, place in rows:
            others |= self._families_of(node)
            stubs |= {(date, place)} if status == Status.STUB else set()
            self._database.execute("DELETE FROM candidates WHERE candidate = ?", node)
            self._database.execute("DELETE FROM nodes WHERE node = ?", node)
        return others, stubs

    def _call(self, family: str, date: str) -> set[str]:
        """Call what is cited as most mentions do now; gives the families that hear of it.

        Of what those with its date do not say, the mentions without a date are believed.
        """
        others: set[str] = set()
        dated = "AND date = ?2" if date else ""
        for node, status, day, *before in self._database.all(
            f"""SELECT node, status, ifnull(date, ''), number, compact, kind, date, issuer, title, law
            FROM nodes WHERE family = ?1 AND +status <> 'held' {dated}""",
            *((family, date) if date else (family,)),
        ):
            called = self._called(family, day)
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

    def _called(self, family: str, date: str) -> tuple[str | None, ...]:
        """Number, compact number, kind, date, issuer, title and law of what is cited: what most mentions say.

        Of what those with its date do not say, the mentions without a date are believed.
        """
        group = "" if families.is_one_document(family) else date
        said = {name: self._said_most(family, group, name) for name in _SAID}
        if group:
            said = {name: value or self._said_most(family, "", name) for name, value in said.items()}
        number = said["number"]
        issued = said["date"] if families.is_one_document(family) else date or None
        compact = number and symbol.compact(number)
        return number, compact, said["kind"], issued, said["issuer"], said["title"] or said["law"], said["law"]

    def _said_most(self, family: str, date: str, name: str) -> str | None:
        return next((value for value, _ in self._most_said(family, date, name, 1)), None)

    def _most_said(self, family: str, date: str, name: str, limit: int) -> list[tuple[str, int]]:
        return self._database.all(
            """SELECT value, times FROM said WHERE family = ? AND date = ? AND field = ?
            ORDER BY times DESC, length(value) DESC, value LIMIT ?""",
            family,
            date,
            name,
            limit,
        )

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
        stored = self._database.all("SELECT candidate FROM candidates WHERE node = ? ORDER BY candidate", node)
        if [candidate for (candidate,) in stored] == sorted(candidates):
            return
        self._database.execute("DELETE FROM candidates WHERE node = ?", node)
        for candidate in candidates:
            self._database.insert("candidates", "node, candidate", node, candidate)

    def _insert_node(self, *columns: object) -> int:
        return self._database.insert("nodes", _NODE, *columns)

    def _set_answers(self, node: int, others: Iterable[str]) -> None:
        self._database.execute("DELETE FROM answers WHERE node = ?", node)
        for family in others:
            self._database.insert("answers", "family, node", family, node)

    def _families_of(self, node: int) -> set[str]:
        """The other families that a node answers to."""
        return {family for (family,) in self._database.all("SELECT family FROM answers WHERE node = ?", node)}


def _known(id: str, date: str | None, kind: str | None, issuer: str | None, place: str | None) -> Known:
    return Known(id, date or "", _folded(kind or ""), _folded(issuer or ""), place or "")


def _unknown(resolved: Resolved, namings: Iterable[Named]) -> frozenset[str]:
    """The provinces of the namings that mean nothing known."""
    stubs = {cited.id for cited in resolved.cited if cited.status is Status.STUB}
    unknown = {link.naming for link in resolved.links if link.meant in stubs}
    return frozenset(named.place for named in namings if named.naming in unknown)


def _numbers(namings: Iterable[Named]) -> str:
    return json.dumps([named.naming for named in namings])


def _rank(times: int, value: str) -> tuple[int, int, str]:
    """What is said most comes first, of what is said as often the longest."""
    return -times, -len(value), value


@lru_cache(10_000)
def _folded(words: str) -> str:
    return folded_words(words)
