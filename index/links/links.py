"""Keeps the nodes and links of a catalogue: what a document changes is resolved anew, and nothing else.

What a mention costs does not depend on how often a document is mentioned: a mention points to its naming, a naming to
what it means, and both are looked at again only where a family has a new naming or another document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ...pipeline import symbol
from ...pipeline.model import Record
from ...pipeline.vietnamese import folded_words
from ..database import Database
from ..mentions import Mention, Naming, province
from . import families
from .resolving import ALWAYS, NEVER, UNDATED, Cited, Known, Link, Named, Resolved, Status, resolve

_MENTION = """document, position, day, relation, naming, source, number, name, date, kind, issuer, title, source_number,
    span_start, span_end, evidence_start, evidence_end, evidence, page"""
_NODE = "id, status, family, document, number, compact, kind, date, issuer, title, law, place"
# What mentions say of a document, in the order of its columns; laws and decrees of the centre are named with any date.
_SAID = ("number", "law", "date", "kind", "issuer", "title")

_Group = tuple[str, str]  # a family, and the date that its documents are told apart by


@dataclass(slots=True)
class _Touched:
    """What has to be looked at again: families with other namings or documents, and groups of which more is said."""

    families: set[str] = field(default_factory=set)
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
        for node, family in self._database.all("SELECT node, family FROM nodes WHERE document = ?", document):
            touched.families.update(self._families_of(node, family))
            self._database.execute("DELETE FROM candidates WHERE candidate = ?", node)
            self._database.execute("DELETE FROM nodes WHERE node = ?", node)

    def _insert_held(self, document: str, record: Record, touched: _Touched) -> None:
        number, law = record.number.canonical if record.number else None, families.law_of(record)
        kind, date = record.kind.name if record.kind else None, record.date.iso if record.date else None
        issuer = record.issuer
        node = self._insert_node(
            document,
            Status.HELD,
            families.of_number(number) if number else None,
            document,
            number,
            number and symbol.compact(number),
            kind,
            date,
            issuer and (issuer.organisation.name if issuer.organisation else issuer.name),
            record.title,
            law,
            province(record),
        )
        answers = set(families.answered_by(number, kind, date, law))
        self._set_answers(node, answers)
        touched.families.update(answers, [families.of_number(number)] if number else [])

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
        touched.families.add(family)
        return self._database.insert("namings", columns, *told, slug, 0, 0)

    def _count(self, told: Iterable[_Told], times: int, touched: _Touched) -> None:
        """Count what a mention tells in, or out."""
        for each in told:
            family, date, mentions, sources = self._database.all(
                "SELECT family, date, mentions, sources FROM namings WHERE naming = ?", each.naming
            )[0]
            group = (family, date[: families.telling(family)])
            touched.groups.add(group)
            for name, value in each.said.items():
                if value is not None:
                    self._say(group, name, value, times)
            if mentions + sources + times == 0:
                self._database.execute("DELETE FROM namings WHERE naming = ?", each.naming)
                touched.families.add(family)
                continue
            role = each.role
            self._database.execute(f"UPDATE namings SET {role} = {role} + ? WHERE naming = ?", times, each.naming)
            if self._is_first_or_last(each.naming, each.day):
                touched.families.add(family)

    def _is_first_or_last(self, naming: int, day: str) -> bool:
        """Was nothing decided for papers of this day, or may now nothing be left to decide?"""
        links = self._database.all("SELECT since, before FROM links WHERE naming = ?", naming)
        here = [(since, before) for since, before in links if since <= day < before]
        return not here or (here[0] != (ALWAYS, NEVER) and not self._occurs(naming, *here[0]))

    def _say(self, group: _Group, name: str, value: str, times: int) -> None:
        self._database.execute(
            """INSERT INTO said VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT DO UPDATE SET times = times + ?5""",
            *group,
            name,
            value,
            times,
        )
        if times < 0:
            self._database.execute(
                "DELETE FROM said WHERE family = ? AND date = ? AND field = ? AND value = ? AND times = 0",
                *group,
                name,
                value,
            )

    # Who is meant

    def _resolve(self, touched: _Touched) -> None:
        """Families of numbers first: what is meant in them answers to other families."""
        for family, date in touched.groups:
            if family not in touched.families and self._is_called_otherwise(family, date):
                touched.families.add(family)
        others: set[str] = set()
        for family in sorted(touched.families):
            others.update(self._relink(family))
        for family in sorted(others - touched.families):
            self._relink(family)
        for family in sorted(others & touched.families):  # they were resolved before what answers to them
            self._relink(family)

    def _is_called_otherwise(self, family: str, date: str) -> bool:
        return any(
            self._called(family, node_date) != tuple(row)
            for node_date, *row in self._database.all(
                """SELECT ifnull(date, ''), number, compact, kind, date, issuer, title, law
                FROM nodes WHERE family = ? AND status = ?""",
                family,
                Status.STUB,
            )
            if node_date.startswith(date)
        )

    def _relink(self, family: str) -> set[str]:
        """Resolve a family; gives the families that its documents answer to now or did before."""
        namings = self._database.all("SELECT * FROM namings WHERE family = ? ORDER BY naming", family)
        known, ids = self._known(family)
        slug = min((slug for _, _, slug, *_ in namings), default="")
        named = [Named(naming, date, kind, issuer, place) for naming, _, _, date, kind, issuer, place, *_ in namings]
        return self._store(family, resolve(family, slug, known, named, self._occurs), ids)

    def _occurs(self, naming: int, since: str, before: str) -> bool:
        rows = self._database.all(
            """SELECT 1 WHERE EXISTS (SELECT 1 FROM mentions WHERE naming = ?1 AND day >= ?2 AND day < ?3)
            OR EXISTS (SELECT 1 FROM mentions WHERE source = ?1 AND day >= ?2 AND day < ?3)""",
            naming,
            since,
            before,
        )
        return bool(rows)

    def _known(self, family: str) -> tuple[list[Known], dict[str, int]]:
        """Documents that are held, and for a family that others answer to also what is cited."""
        rows = self._database.all(
            """SELECT node, id, number, date, kind, issuer, place FROM nodes WHERE family = ?1 AND status = 'held'
            UNION SELECT node, id, number, date, kind, issuer, place FROM answers JOIN nodes USING (node)
            WHERE answers.family = ?1 ORDER BY 2""",
            family,
        )
        known = [
            Known(
                id,
                date or families.year_of(number) or "",
                folded_words(kind or ""),
                folded_words(issuer or ""),
                place or "",
            )
            for _, id, number, date, kind, issuer, place in rows
        ]
        return known, {id: node for node, id, *_ in rows}

    def _store(self, family: str, resolved: Resolved, ids: dict[str, int]) -> set[str]:
        """Write what has changed."""
        before = {
            id: (node, status)
            for node, id, status in self._database.all(
                "SELECT node, id, status FROM nodes WHERE family = ? AND document IS NULL", family
            )
        }
        others: set[str] = set()
        wanted = {cited.id: cited for cited in resolved.cited}
        for id, (node, _) in before.items():
            if id not in wanted:
                others.update(self._families_of(node, None))
                self._database.execute("DELETE FROM candidates WHERE candidate = ?", node)
                self._database.execute("DELETE FROM nodes WHERE node = ?", node)
        for cited in resolved.cited:
            ids[cited.id], answers = self._store_cited(family, cited, before)
            others.update(answers)
        for cited in resolved.cited:
            self._store_candidates(ids[cited.id], [ids[id] for id in cited.candidates])
        self._store_links(family, resolved.links, ids)
        return others

    def _store_cited(self, family: str, cited: Cited, before: dict[str, tuple[int, str]]) -> tuple[int, set[str]]:
        called = self._called(family, cited.date)
        number, _, kind, date, _, _, law = called
        if cited.id in before:
            node, _ = before[cited.id]
            self._database.execute(
                """UPDATE nodes SET number = ?, compact = ?, kind = ?, date = ?, issuer = ?, title = ?, law = ?
                WHERE node = ?""",
                *called,
                node,
            )
        else:
            node = self._insert_node(cited.id, cited.status, family, None, *called, cited.place or None)
        if cited.status is Status.AMBIGUOUS:
            return node, set()
        old = set(self._families_of(node, None))
        new = set(families.answered_by(number, kind, date, law)) - {family}
        if new != old:
            self._set_answers(node, new)
        return node, old | new if new or old else set()

    def _called(self, family: str, date: str) -> tuple[str | None, ...]:
        """Number, compact number, kind, date, issuer, title and law of what is cited: what most mentions say.

        Of what those with its date do not say, the mentions without a date are believed.
        """
        group = date[: families.telling(family)]
        said = {name: self._most_said(family, group, name) for name in _SAID}
        if group:
            said = {name: value or self._most_said(family, "", name) for name, value in said.items()}
        number = said["number"]
        issued = said["date"] or date or families.year_of(number)
        compact = number and symbol.compact(number)
        return number, compact, said["kind"], issued, said["issuer"], said["title"] or said["law"], said["law"]

    def _most_said(self, family: str, date: str, name: str) -> str | None:
        rows = self._database.all(
            """SELECT value FROM said WHERE family = ? AND date = ? AND field = ?
            ORDER BY times DESC, length(value) DESC, value LIMIT 1""",
            family,
            date,
            name,
        )
        return str(rows[0][0]) if rows else None

    def _store_links(self, family: str, links: tuple[Link, ...], ids: dict[str, int]) -> None:
        wanted = [(link.naming, link.since, link.before, ids[link.meant]) for link in links]
        stored = self._database.all(
            """SELECT naming, since, before, node FROM links JOIN namings USING (naming)
            WHERE family = ? ORDER BY naming, since""",
            family,
        )
        if wanted == stored:
            return
        for naming in {row[0] for row in set(stored) ^ set(wanted)}:
            self._database.execute("DELETE FROM links WHERE naming = ?", naming)
            for row in wanted:
                if row[0] == naming:
                    self._database.insert("links", "naming, since, before, node", *row)

    def _store_candidates(self, node: int, candidates: list[int]) -> None:
        self._database.execute("DELETE FROM candidates WHERE node = ?", node)
        for candidate in candidates:
            self._database.insert("candidates", "node, candidate", node, candidate)

    def _insert_node(self, *columns: object) -> int:
        return self._database.insert("nodes", _NODE, *columns)

    def _set_answers(self, node: int, others: Iterable[str]) -> None:
        self._database.execute("DELETE FROM answers WHERE node = ?", node)
        for family in others:
            self._database.insert("answers", "family, node", family, node)

    def _families_of(self, node: int, family: str | None) -> Iterator[str]:
        """The families in which a node may be meant."""
        if family is not None:
            yield family
        for (other,) in self._database.all("SELECT family FROM answers WHERE node = ?", node):
            yield str(other)
