"""Reads the graph of an archive: documents, held or only cited, and what is said to connect them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from heapq import merge
from operator import attrgetter

from ...pipeline import symbol
from ...pipeline.identity import same_number
from ...pipeline.model import Span
from ...pipeline.vietnamese import folded_words
from ..database import Database
from .resolving import Status

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
        found = merge(*(self._of_naming(link, told, -1) for link in self._links([node])), key=_newest)
        return (step for step in found if step.start != step.end)

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
        """Namings of which there are many mentions are read by themselves, the newest only."""
        links = self._links(nodes)
        few = [link for link in links if limit < 0 or link[-1] <= limit]
        rows = self._database.all(
            f"""SELECT {_STEP}, ifnull(sources.node, papers.node), links.node
            FROM json_each(?1) AS few JOIN links
                ON links.naming = few.value ->> 0 AND links.since = few.value ->> 1
            JOIN mentions ON mentions.naming = links.naming AND {_DAYS}
            {_START} WHERE {_OF_RELATIONS}""",
            json.dumps([link[:2] for link in few]),
            told,
        )
        found = [Step(*row) for row in rows]
        for link in set(links).difference(few):
            found += self._of_naming(link, told, limit)
        return found

    def _links(self, nodes: Sequence[int]) -> list[tuple[int, str, int]]:
        """The namings that mean these nodes, since when, and how many mentions they have."""
        return self._database.all(
            """SELECT naming, since, mentions FROM links JOIN namings USING (naming)
            WHERE node IN (SELECT value FROM json_each(?)) AND mentions""",
            json.dumps(list(nodes)),
        )

    def _of_naming(self, link: tuple[int, str, int], told: str | None, limit: int) -> Iterator[Step]:
        naming, since, _ = link
        rows = self._database.each(
            f"""SELECT {_STEP}, ifnull(sources.node, papers.node), links.node
            FROM links JOIN mentions ON mentions.naming = links.naming AND {_DAYS}
            {_START} WHERE links.naming = ?1 AND links.since = ?3 AND {_OF_RELATIONS}
            ORDER BY mentions.day DESC, mentions.document, mentions.position LIMIT ?4""",
            naming,
            told,
            since,
            limit,
        )
        return (Step(*row) for row in rows)


def _newest(step: Step) -> tuple[int, str, int]:
    return -int(step.day.replace("-", "")), step.document, step.position
