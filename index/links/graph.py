"""Reads the graph of an archive: documents, held or only cited, and what is said to connect them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from operator import attrgetter, itemgetter

from ...pipeline import symbol
from ...pipeline.identity import same_number
from ...pipeline.model import Span
from ...pipeline.vietnamese import folded_words
from ..database import Database
from .resolving import Status

_FIRST = 32  # edges that are read at once where it is not known how many are wanted
_MARGIN = 1.3  # times as many as are asked for are looked at
_Meaning = tuple[int, str, str, int, int]  # a naming, since and before when, the node that it means, its mentions
_NODE = "node, id, status, number, kind, date, issuer, title, place, document"
_DAYS = "mentions.day >= links.since AND mentions.day < links.before"
_OF_RELATIONS = "(?2 IS NULL OR mentions.relation IN (SELECT value FROM json_each(?2)))"
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

    @property
    def held(self) -> bool:
        return self.status is Status.HELD


@dataclass(frozen=True, slots=True)
class Step:
    """One mention as an edge from node `start` to node `end`. `day` is that of the paper which has it."""

    day: str
    document: str
    position: int
    relation: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that tells of an edge, and where it stands."""

    document: str
    page: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Linked:
    """A mention, where it stands in the text, and what it means."""

    position: int
    span: Span
    node: Node


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

    def candidates(self, nodes: Iterable[int]) -> dict[int, tuple[Node, ...]]:
        """Which documents may be meant by what is ambiguous."""
        rows = self._database.all(
            "SELECT node, candidate FROM candidates WHERE node IN (SELECT value FROM json_each(?))",
            json.dumps(list(nodes)),
        )
        known = self.nodes(candidate for _, candidate in rows)
        found: dict[int, tuple[Node, ...]] = {}
        for node, candidate in sorted(rows, key=lambda row: known[row[1]].id):
            found[node] = (*found.get(node, ()), known[candidate])
        return found

    def stubs(self) -> int:
        """How many documents are cited and not held."""
        return int(self._database.all("SELECT count(*) FROM nodes WHERE status = 'stub'")[0][0])

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
        return tuple(Node(node, id, Status(status), *rest) for node, id, status, *rest in rows)

    # Edges

    def steps(
        self, nodes: Sequence[int], direction: Direction, relations: Sequence[str] | None, limit: int
    ) -> list[Step]:
        """Edges from nodes or to them, but for those to themselves; at most `limit`, of the newest papers first."""
        told = None if relations is None else json.dumps(list(relations))
        found = self._up(nodes, told, limit) if direction is Direction.UP else self._down(nodes, told, limit)
        found = [step for step in found if step.start != step.end]
        found.sort(key=attrgetter("document", "position"))
        found.sort(key=attrgetter("day"), reverse=True)
        return found if limit < 0 else found[:limit]

    def citing(self, node: int, relations: Sequence[str] | None = None) -> Iterator[Step]:
        """Edges to a node one by one, of the newest papers first."""
        told = None if relations is None else json.dumps(list(relations))
        links = self._links([node])
        limit, done = _FIRST, 0
        while True:
            found = self._newest(links, told, limit)
            yield from (step for step in found[done:] if step.start != step.end)
            if len(found) < limit:
                return
            limit, done = limit * 4, limit

    def mentions(self, document: str) -> tuple[Linked, ...]:
        """The mentions of a document that is held, in the order of its text."""
        rows = self._database.all(
            f"""SELECT position, span_start, span_end, node FROM mentions
            JOIN links ON links.naming = mentions.naming AND {_DAYS} WHERE document = ? ORDER BY position""",
            document,
        )
        nodes = self.nodes(row[-1] for row in rows)
        return tuple(Linked(position, (start, end), nodes[node]) for position, start, end, node in rows)

    def evidence(self, steps: Iterable[Step]) -> dict[tuple[str, int], Evidence]:
        """The sentences of mentions, by document and position."""
        rows = self._database.all(
            """SELECT document, position, page, evidence_start, evidence_end, evidence
            FROM json_each(?) AS told JOIN mentions
            ON document = told.value ->> 0 AND position = told.value ->> 1""",
            json.dumps([(step.document, step.position) for step in steps]),
        )
        return {
            (document, position): Evidence(document, page, (start, end), text)
            for document, position, page, start, end, text in rows
        }

    def _up(self, nodes: Sequence[int], told: str | None, limit: int) -> list[Step]:
        """What papers say of themselves, and what others say of the nodes."""
        rows = self._database.all(
            f"""SELECT {_STEP}, nodes.node, links.node
            FROM json_each(?1) JOIN nodes ON nodes.node = json_each.value
            JOIN mentions ON mentions.document = nodes.document AND mentions.source IS NULL
            JOIN links ON links.naming = mentions.naming AND {_DAYS}
            WHERE {_OF_RELATIONS}
            UNION ALL SELECT * FROM (SELECT {_STEP}, sources.node, links.node
            FROM json_each(?1) JOIN links AS sources ON sources.node = json_each.value
            JOIN mentions ON mentions.source = sources.naming
                AND mentions.day >= sources.since AND mentions.day < sources.before
            JOIN links ON links.naming = mentions.naming AND {_DAYS}
            WHERE {_OF_RELATIONS} LIMIT ?3)""",
            json.dumps(list(nodes)),
            told,
            limit,
        )
        return [Step(*row) for row in rows]

    def _down(self, nodes: Sequence[int], told: str | None, limit: int) -> list[Step]:
        return self._newest(self._links(nodes), told, limit)

    def _links(self, nodes: Sequence[int]) -> list[_Meaning]:
        """The namings that mean these nodes, since when, and how many mentions they have."""
        return self._database.all(
            """SELECT links.naming, since, before, links.node, mentions FROM json_each(?) AS given
            CROSS JOIN links ON links.node = given.value CROSS JOIN namings ON namings.naming = links.naming
            WHERE mentions""",
            json.dumps(list(nodes)),
        )

    def _newest(self, links: Sequence[_Meaning], told: str | None, limit: int) -> list[Step]:
        """Edges by these namings, of the newest papers first.

        Where there are more of them than asked for, those of the last days only are looked at: of so many days that
        there are enough of them if the other namings are as frequent then as the most frequent one.
        """
        total = sum(mentions for *_, mentions in links)
        most = max(links, key=itemgetter(4), default=None)
        if most is None:
            return []
        back = 1 + int(_MARGIN * limit * most[4] / total)
        while 0 <= limit < total and back < most[4]:
            found = self._since(links, self._day(most, back), told, limit)
            if len(found) == limit:
                return found
            back *= 4
        return self._since(links, "", told, limit)

    def _day(self, link: _Meaning, back: int) -> str:
        """The day of the paper that is `back` before the newest which has this naming; if it has less, the first."""
        rows = self._database.all(
            """SELECT day FROM mentions WHERE naming = ? AND day >= ? AND day < ?
            ORDER BY day DESC LIMIT 1 OFFSET ?""",
            *link[:3],
            back,
        )
        return str(rows[0][0]) if rows else ""

    def _since(self, links: Sequence[_Meaning], day: str, told: str | None, limit: int) -> list[Step]:
        rows = self._database.all(
            f"""SELECT {_STEP}, ifnull(sources.node, papers.node), meant
            FROM (SELECT {_STEP}, source, given.value ->> 3 AS meant FROM json_each(?1) AS given
                CROSS JOIN mentions ON naming = given.value ->> 0
                    AND day >= max(given.value ->> 1, ?4) AND day < given.value ->> 2
                WHERE {_OF_RELATIONS} ORDER BY day DESC, document, position LIMIT ?3) AS mentions
            {_START} ORDER BY day DESC, mentions.document, position""",
            json.dumps(links),
            told,
            limit,
            day,
        )
        return [Step(*row) for row in rows]
