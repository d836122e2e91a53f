"""Reads the graph of an archive: documents, held or only cited, and what is said to connect them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from operator import attrgetter
from typing import Any, NamedTuple

from ...pipeline import symbol
from ...pipeline.identity import same_number
from ...pipeline.model import Span
from ...pipeline.vietnamese import folded_words
from ...pipeline.vocabulary import kinds_cited_by_name
from ..database import Database
from .resolving import ALWAYS, NEVER, UNDATED, Status

_FIRST = 32  # edges that are read at once where it is not known how many are wanted
_MARGIN = 1.3  # times as many as are asked for are looked at
_STATUSES = {status.value: status for status in Status}
_NODE = "node, id, status, number, kind, date, issuer, title, place, document, law"
_DAYS = "mentions.day >= links.since AND mentions.day < links.before"
_OF_RELATIONS = "(?2 IS NULL OR mentions.relation IN (SELECT value FROM json_each(?2)))"
_OF_ENDS = "(?4 IS NULL OR links.node IN (SELECT value FROM json_each(?4)))"
_OF_ISSUERS = "(?1 IS NULL OR nodes.issuer IN (SELECT value FROM json_each(?1)))"
_STEP = "mentions.day, mentions.document, mentions.position, mentions.relation"
# The document that stands in the relation: the source of a mention, else the paper that has it.
_START = """LEFT JOIN links AS sources ON sources.naming = mentions.source
        AND mentions.day >= sources.since AND mentions.day < sources.before
    LEFT JOIN nodes AS papers ON mentions.source IS NULL AND papers.document = mentions.document"""


class Direction(StrEnum):
    UP = "up"  # what a document rests on
    DOWN = "down"  # what rests on it


@dataclass(frozen=True, slots=True)
class Node:
    """A document, held or cited, or one of several (`Status`). `node` is its number in the catalogue."""

    node: int = field(compare=False)
    id: str
    status: Status
    number: str | None
    kind: str | None
    date: str | None
    issuer: str | None
    title: str | None
    place: str | None
    document: str | None
    law: str | None = None  # the name that others cite it by, of a law

    @property
    def held(self) -> bool:
        return self.status is Status.HELD

    @property
    def is_law(self) -> bool:
        """Is it cited by its name: a law, a code, an ordinance, the constitution?"""
        return self.kind in kinds_cited_by_name() and bool(self.law or self.number)


class Step(NamedTuple):
    """One mention as an edge from node `start` to node `end`. `day` is that of the paper which has it."""

    day: str
    document: str
    position: int
    relation: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Said:
    """One mention as a paper prints it, and the node it means; `own`: it is the paper that stands in the relation."""

    document: str
    position: int
    relation: str
    own: bool
    span: Span
    node: int
    number: str | None
    date: str | None
    kind: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that tells of an edge, and where it stands; `mention` is where in the document the mention does."""

    document: str
    page: int
    span: Span
    text: str
    mention: Span


@dataclass(frozen=True, slots=True)
class Named:
    """How papers name a document: the body, folded, and its province. `undated`: one of the papers has no date."""

    body: str | None
    place: str | None
    undated: bool


@dataclass(frozen=True, slots=True)
class Cited:
    """By how many documents a node is cited and how often; `newest` is the date of the newest of these documents."""

    node: int
    documents: int
    mentions: int
    newest: str | None


class Mentioned(NamedTuple):
    """How many mentions mean nodes, and the naming that `most` of them have, with the days of the papers in which it
    means one of the nodes."""

    mentions: int
    most: int
    naming: int
    since: str
    before: str


class Graph:
    def __init__(self, database: Database) -> None:
        self._database = database

    # Nodes

    def find(self, text: str) -> tuple[Node, ...]:
        """The nodes that `text` can mean: an id, a number in any spelling, the name of a law. Several: ask which."""
        text = text.strip()
        return self._nodes("id = ?", text) or self._of_number(text) or self._of_law(folded_words(text))

    def nodes(self, numbers: Iterable[int]) -> dict[int, Node]:
        """Nodes by their numbers in the catalogue."""
        found = self._nodes("node IN (SELECT value FROM json_each(?))", json.dumps(list(numbers)))
        return {node.node: node for node in found}

    def of_documents(self, documents: Iterable[str]) -> dict[str, Node]:
        """The nodes of documents that are held, by their ids."""
        found = self._nodes("document IN (SELECT value FROM json_each(?))", json.dumps(list(documents)))
        return {node.id: node for node in found}

    def held(self) -> tuple[Node, ...]:
        """All documents that are held."""
        return self._nodes("status = 'held'")

    def held_since(self, date: str | None) -> tuple[Node, ...]:
        """The documents that are held and were issued on this day or later; those without a date too."""
        return self._nodes("status = 'held' AND (date IS NULL OR date >= ifnull(?, ''))", date)

    def candidates(self, node: int, day: str, most: int) -> tuple[int, tuple[Node, ...]]:
        """How many documents may be meant by what is ambiguous in a paper of this day, and `most` of them: held ones
        before others, the newest before older ones."""
        rows = self._database.all(
            f"""SELECT count(*) OVER (), {_NODE} FROM (SELECT candidate FROM candidates WHERE candidates.node = ?1)
            CROSS JOIN nodes ON nodes.node = candidate AND ifnull(nodes.date, '') <= ?2
            ORDER BY status <> 'held', date DESC, id LIMIT ?3""",
            node,
            day,
            most,
        )
        return rows[0][0] if rows else 0, tuple(sorted((_node(row) for _, *row in rows), key=attrgetter("id")))

    def named(self, nodes: Iterable[int]) -> dict[int, tuple[Named, ...]]:
        """In which ways papers name each of these nodes."""
        rows = self._database.all(
            """SELECT DISTINCT links.node, namings.issuer, namings.place, links.before > ?2 AND EXISTS (
                SELECT 1 FROM mentions WHERE mentions.naming = links.naming AND mentions.day = ?2
            ) FROM links JOIN namings USING (naming) WHERE links.node IN (SELECT value FROM json_each(?1))
            ORDER BY 1, 2, 3, 4""",
            json.dumps(list(nodes)),
            UNDATED,
        )
        found: dict[int, tuple[Named, ...]] = {}
        for node, body, place, undated in rows:
            found[node] = (*found.get(node, ()), Named(body or None, place or None, bool(undated)))
        return found

    def doubtful(self, candidate: int) -> list[int]:
        """The nodes of what is ambiguous and, in papers that are not older, may be this document."""
        return [node for (node,) in self._database.all("SELECT node FROM candidates WHERE candidate = ?", candidate)]

    def stubs(self, issuers: Iterable[str] | None = None) -> int:
        """How many documents are cited and not held, of these issuers; None: of all."""
        return int(
            self._database.all(f"SELECT count(*) FROM nodes WHERE status = 'stub' AND {_OF_ISSUERS}", _some(issuers))[
                0
            ][0]
        )

    def stub_issuers(self) -> tuple[str, ...]:
        """Who issued what is cited and not held, as it is cited."""
        rows = self._database.all("SELECT DISTINCT issuer FROM nodes WHERE status = 'stub' AND issuer IS NOT NULL")
        return tuple(issuer for (issuer,) in rows)

    def missing(self, issuers: Iterable[str] | None, first: int, size: int) -> list[Cited]:
        """What is cited and not held, of these issuers, what most documents cite first; reads every such mention."""
        rows = self._database.all(
            f"""SELECT node, count(DISTINCT mentions.document), count(*), max(nullif(mentions.day, ?2)) FROM nodes
            JOIN links USING (node) JOIN mentions ON mentions.naming = links.naming AND {_DAYS}
            WHERE status = 'stub' AND {_OF_ISSUERS} GROUP BY node
            ORDER BY 2 DESC, 3 DESC, 4 DESC, id LIMIT ?3 OFFSET ?4""",
            _some(issuers),
            UNDATED,
            size,
            first,
        )
        return [Cited(*row) for row in rows]

    def _of_number(self, text: str) -> tuple[Node, ...]:
        """The nodes of a number in any spelling; only those spelt this way, marks and all, where there are any."""
        nodes = self._nodes("compact = ? AND status <> 'ambiguous'", symbol.compact(text))
        spelt = tuple(node for node in nodes if node.number and same_number(node.number) == same_number(text))
        return spelt or nodes

    def _of_law(self, family: str) -> tuple[Node, ...]:
        return self._nodes(
            """status <> 'ambiguous' AND node IN (SELECT node FROM nodes WHERE family = ?1
            UNION SELECT node FROM answers WHERE family = ?1)""",
            family,
        )

    def _nodes(self, condition: str, *values: object) -> tuple[Node, ...]:
        rows = self._database.all(f"SELECT {_NODE} FROM nodes WHERE {condition} ORDER BY id", *values)
        return tuple(map(_node, rows))

    # Edges

    def steps(
        self, nodes: Sequence[int], direction: Direction, relations: Sequence[str] | None, limit: int
    ) -> list[Step]:
        """Edges from nodes or to them, but for those to themselves; at most `limit`, of the newest papers first."""
        told = _some(relations)
        if direction is Direction.DOWN:
            return [step for step in self._down(nodes, told, limit) if step.start != step.end]
        found = [step for step in self._up(nodes, told, limit) if step.start != step.end]
        found.sort(key=attrgetter("document", "position"))
        found.sort(key=attrgetter("day"), reverse=True)
        return found if limit < 0 else found[:limit]

    def citing(
        self, node: int, relations: Sequence[str] | None = None, mentioned: Mentioned | None = None
    ) -> Iterator[Step]:
        """Edges to a node one by one, of the newest papers first; papers without a date come last."""
        told, often = _some(relations), mentioned or self._often([node])
        for since, before in (("", UNDATED), (UNDATED, NEVER)):
            found = self._one_by_one([node], often, (since, before), told)
            yield from (step for step in found if step.start != step.end)

    def _one_by_one(
        self, nodes: Sequence[int], often: Mentioned, days: tuple[str, str], told: str | None
    ) -> Iterator[Step]:
        """Edges to these nodes by papers of these days, of the newest first, more and more at once."""
        limit, done = _FIRST, 0
        while True:
            found = self._newest(nodes, often, days, told, limit)
            yield from found[done:]
            if len(found) < limit:
                return
            limit, done = limit * 4, limit

    def between(self, starts: Sequence[int], ends: Sequence[int]) -> list[Step]:
        """All edges from these nodes to others of these."""
        return [step for step in self._up(starts, None, -1, ends) if step.start != step.end]

    def said(self, document: str) -> tuple[Said, ...]:
        """The mentions of a paper, in the order of its text."""
        rows = self._database.all(
            f"""SELECT mentions.document, position, relation, source IS NULL, span_start, span_end, links.node,
                number, date, kind, title
            FROM mentions JOIN links ON links.naming = mentions.naming AND {_DAYS}
            WHERE mentions.document = ? ORDER BY position""",
            document,
        )
        return tuple(
            Said(paper, position, relation, bool(own), (start, end), *rest)
            for paper, position, relation, own, start, end, *rest in rows
        )

    def pairs(self, relations: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Documents, and those that are held too and that they name in one of these relations themselves."""
        return self._database.each(
            f"""SELECT DISTINCT mentions.document, nodes.document
            FROM mentions JOIN links ON links.naming = mentions.naming AND {_DAYS} JOIN nodes USING (node)
            WHERE mentions.source IS NULL AND nodes.document <> mentions.document
                AND relation IN (SELECT value FROM json_each(?)) ORDER BY 1, 2""",
            json.dumps(relations),
        )

    def of_same_number(self, node: Node) -> tuple[Node, ...]:
        """The documents that are held and bear the number of a node, without this one."""
        if node.number is None:
            return ()
        found = self._nodes("compact = ? AND status = 'held'", symbol.compact(node.number))
        number = same_number(node.number)
        return tuple(one for one in found if one != node and one.number and same_number(one.number) == number)

    def mentioned(self, node: int) -> Mentioned:
        """How often a node is mentioned."""
        rows = self._database.all(
            f"""WITH meant AS MATERIALIZED (
                SELECT links.naming, since, before, CASE WHEN since = ?2 AND before = ?3 THEN namings.mentions ELSE (
                    SELECT count(*) FROM mentions WHERE mentions.naming = links.naming AND {_DAYS}
                ) END AS times FROM links CROSS JOIN namings ON namings.naming = links.naming WHERE node = ?1
            ) SELECT ifnull(sum(times), 0), max(times), naming, since, before FROM meant""",
            node,
            ALWAYS,
            NEVER,
        )
        return Mentioned(*rows[0])

    def count_citing(self, node: Node) -> int:
        """How many other documents mention a node; reads every mention."""
        rows = self._database.all(
            f"""SELECT count(DISTINCT CASE WHEN mentions.source IS NULL THEN mentions.document
                ELSE ifnull(told.document, told.node) END)
            FROM links CROSS JOIN mentions ON mentions.naming = links.naming AND {_DAYS}
            LEFT JOIN links AS sources ON sources.naming = mentions.source
                AND mentions.day >= sources.since AND mentions.day < sources.before
            LEFT JOIN nodes AS told ON told.node = sources.node
            WHERE links.node = ?1 AND CASE WHEN mentions.source IS NULL THEN mentions.document IS NOT ?2
                ELSE told.node <> ?1 END""",
            node.node,
            node.document,
        )
        return int(rows[0][0])

    def evidence(self, steps: Iterable[Step | Said]) -> dict[tuple[str, int], Evidence]:
        """The sentences of mentions, by document and position."""
        rows = self._database.all(
            """SELECT document, position, page, evidence_start, evidence_end, evidence, span_start, span_end
            FROM json_each(?) AS told JOIN mentions
            ON document = told.value ->> 0 AND position = told.value ->> 1""",
            json.dumps([(step.document, step.position) for step in steps]),
        )
        return {
            (document, position): Evidence(document, page, (start, end), text, (first, last))
            for document, position, page, start, end, text, first, last in rows
        }

    def _up(self, nodes: Sequence[int], told: str | None, limit: int, ends: Sequence[int] | None = None) -> list[Step]:
        """What papers say of themselves, and what others say of the nodes; with `ends` only of these."""
        rows = self._database.all(
            f"""SELECT {_STEP}, nodes.node, links.node
            FROM json_each(?1) AS given CROSS JOIN nodes ON nodes.node = given.value
            CROSS JOIN mentions ON mentions.document = nodes.document AND mentions.source IS NULL
            CROSS JOIN links ON links.naming = mentions.naming AND {_DAYS}
            WHERE {_OF_RELATIONS} AND {_OF_ENDS}
            UNION ALL SELECT * FROM (SELECT {_STEP}, given.value, links.node
            FROM json_each(?1) AS given CROSS JOIN links AS meaning ON meaning.node = given.value
            CROSS JOIN namings INDEXED BY namings_sources ON namings.naming = meaning.naming AND namings.sources > 0
            CROSS JOIN mentions ON mentions.source = meaning.naming
                AND mentions.day >= meaning.since AND mentions.day < meaning.before
            CROSS JOIN links ON links.naming = mentions.naming AND {_DAYS}
            WHERE {_OF_RELATIONS} AND {_OF_ENDS} LIMIT ?3)""",
            json.dumps(list(nodes)),
            told,
            limit,
            None if ends is None else json.dumps(list(ends)),
        )
        return list(map(Step._make, rows))

    def _down(self, nodes: Sequence[int], told: str | None, limit: int) -> list[Step]:
        return self._newest(nodes, self._often(nodes), (ALWAYS, NEVER), told, limit)

    def _often(self, nodes: Sequence[int]) -> Mentioned:
        """How often nodes are mentioned, by their namings as a whole: some may mean others in other papers."""
        rows = self._database.all(
            """SELECT ifnull(sum(mentions), 0), max(mentions), links.naming, since, before FROM json_each(?) AS given
            CROSS JOIN links ON links.node = given.value CROSS JOIN namings ON namings.naming = links.naming""",
            json.dumps(list(nodes)),
        )
        return Mentioned(*rows[0])

    def _newest(
        self, nodes: Sequence[int], often: Mentioned, days: tuple[str, str], told: str | None, limit: int
    ) -> list[Step]:
        """Edges to these nodes by papers of these days, of the newest first.

        Where there are more of them than asked for, those of the last days only are looked at: of so many days that
        there are enough of them if the other namings are as frequent then as the most frequent one.
        """
        if not often.mentions:
            return []
        back = 1 + int(_MARGIN * limit * often.most / often.mentions)
        while 0 <= limit < often.mentions and (day := self._day(often, days, back)):
            found = self._since(nodes, (day, days[1]), told, limit)
            if len(found) == limit:
                return found
            back *= 4
        return self._since(nodes, days, told, limit)

    def _day(self, often: Mentioned, days: tuple[str, str], back: int) -> str:
        """Of the papers which have the most frequent naming the day of the one that is `back` before the newest; if
        there are less of them, none."""
        rows = self._database.all(
            """SELECT day FROM mentions WHERE naming = ? AND day >= ? AND day < ?
            ORDER BY day DESC LIMIT 1 OFFSET ?""",
            often.naming,
            max(often.since, days[0]),
            min(often.before, days[1]),
            back,
        )
        return str(rows[0][0]) if rows else ""

    def _since(self, nodes: Sequence[int], days: tuple[str, str], told: str | None, limit: int) -> list[Step]:
        rows = self._database.all(
            f"""SELECT {_STEP}, ifnull(sources.node, papers.node), meant
            FROM (SELECT {_STEP}, source, links.node AS meant FROM json_each(?1) AS given
                CROSS JOIN links ON links.node = given.value
                CROSS JOIN mentions ON mentions.naming = links.naming
                    AND mentions.day >= max(links.since, ?4) AND mentions.day < min(links.before, ?5)
                WHERE {_OF_RELATIONS} ORDER BY day DESC, document, position LIMIT ?3) AS mentions
            {_START} ORDER BY day DESC, mentions.document, position""",
            json.dumps(list(nodes)),
            told,
            limit,
            *days,
        )
        return list(map(Step._make, rows))


def _node(row: Sequence[Any]) -> Node:
    node, id, status, *rest = row
    return Node(node, id, _STATUSES[status], *rest)


def _some(values: Iterable[str] | None) -> str | None:
    """Values for `json_each`; None stays: any."""
    return None if values is None else json.dumps(list(values))
