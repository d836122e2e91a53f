"""What a picture is drawn from: the answer of a trace (`docs/answers.md`), read and worded once for all formats."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from ...pipeline.printable import printable
from ..answers import Json
from ..dates import day
from ..printed import RELATIONS, name

_NO_CHARACTER = re.compile("[\ufffe\uffff]")  # neither XML nor HTML takes them
_NAMED_TELLERS = 2  # of a decree that fifty plans tell of, the picture names the first


class Status(StrEnum):
    """What the archive knows of a document."""

    HELD = "held"
    STUB = "stub"
    AMBIGUOUS = "ambiguous"


STATUSES = {
    Status.HELD: "có trong kho",
    Status.STUB: "chưa có trong kho",
    Status.AMBIGUOUS: "chưa rõ là văn bản nào",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the documents that an ambiguous mention can mean, and why."""

    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A document. `short` names it in a label, `name` in a line; `distance` is 0 for the root."""

    id: str
    short: str
    name: str
    number: str | None
    kind: str | None
    date: str | None
    issuer: str | None
    title: str | None
    status: Status
    distance: int
    candidates: tuple[Candidate, ...] = ()
    candidates_total: int = 0

    @property
    def others(self) -> str | None:
        """That there are more candidates than these."""
        more = self.candidates_total - len(self.candidates)
        return f"và {more} văn bản khác" if more > 0 else None

    @property
    def held(self) -> bool:
        return self.status is Status.HELD

    @property
    def what(self) -> str:
        """Kind and date, as far as they are known: `Kế hoạch · 11/02/2022`."""
        return " · ".join(filter(None, (self.kind if self.number else None, self.date and day(self.date))))


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that tells of an edge."""

    document: str
    page: int
    text: str

    def __str__(self) -> str:
        return f"{self.document}, tr. {self.page}: “{self.text}”"


@dataclass(frozen=True, slots=True)
class Edge:
    """`start` implements, rests on or cites `end`. `tellers` are empty where `start` says so itself."""

    start: str
    end: str
    relation: str
    tellers: tuple[str, ...]
    evidence: tuple[Evidence, ...]

    @property
    def said(self) -> str:
        """The relation in Vietnamese; a code that is not known speaks for itself."""
        return relation_name(self.relation)

    @property
    def told(self) -> str:
        """`theo 39/KH-CĐYT` of an edge that others tell of, else nothing."""
        if not self.tellers:
            return ""
        more = len(self.tellers) - _NAMED_TELLERS
        others = f" và {more} văn bản khác" if more > 0 else ""
        return f"theo {', '.join(self.tellers[:_NAMED_TELLERS])}{others}"


@dataclass(frozen=True, slots=True)
class Graph:
    """`nodes` begin with the root; nearer ones come first, of these the older. `up`: what the root rests on."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    up: bool
    truncated: bool

    @property
    def root(self) -> Node:
        return self.nodes[0]

    @property
    def heading(self) -> str:
        if self.up:
            return f"Văn bản mà {self.root.short} căn cứ, thực hiện hoặc viện dẫn"
        return f"Văn bản căn cứ, thực hiện hoặc viện dẫn {self.root.short}"

    @property
    def summary(self) -> str:
        """How much is shown, and whether that is all."""
        counts = [(status, sum(node.status is status for node in self.nodes)) for status in Status]
        parts = ", ".join(f"{count} {STATUSES[status]}" for status, count in counts if count)
        more = " · còn nữa, không hiện hết" if self.truncated else ""
        return f"{len(self.nodes)} văn bản ({parts}) · {len(self.edges)} liên kết{more}"


def relation_name(code: str) -> str:
    """A relation in Vietnamese; a code that is not known speaks for itself."""
    return {relation.value: said for relation, said in RELATIONS.items()}.get(code, code)


def read(answer: Json) -> Graph:
    """The graph of a trace. Edges of one relation between the same documents are one."""
    nodes = {found["id"]: _node(found) for found in (*answer["nodes"], answer["root"])}
    root = nodes[answer["root"]["id"]]
    others = sorted((node for node in nodes.values() if node is not root), key=_order)
    merged: dict[tuple[str, str, str], list[Json]] = defaultdict(list)
    for edge in answer["edges"]:
        if edge["from"] != edge["to"]:
            merged[edge["from"], edge["to"], edge["relation"]].append(edge)
    return Graph(
        nodes=(root, *others),
        edges=tuple(_edge(*key, merged[key], nodes) for key in sorted(merged)),
        up=answer["direction"] == "up",
        truncated=bool(answer.get("truncated")),
    )


def clean(text: str) -> str:
    """One line of characters that XML and HTML take: a title may come from a damaged scan."""
    line = unicodedata.normalize("NFC", " ".join(text.split()))
    return _NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", printable(line))


def _order(node: Node) -> tuple[int, str, str, str]:
    return node.distance, node.date or "9", node.short, node.id


def _node(found: Json) -> Node:
    fields = {key: clean(found[key]) if found[key] else None for key in ("number", "kind", "date", "issuer", "title")}
    status = found.get("status")
    return Node(
        id=found["id"],
        short=_short(found),
        name=clean(name(found)),
        **fields,
        status=Status(status) if status else Status.HELD if found["held"] else Status.STUB,
        distance=found.get("distance", 0),
        candidates=tuple(_candidate(one) for one in found.get("candidates") or ()),
        candidates_total=found.get("candidates_total", 0),
    )


def _short(found: Json) -> str:
    return clean(found["number"] or found["title"] or found["kind"] or found["id"]) or clean(found["id"])


def _candidate(found: Json) -> Candidate:
    return Candidate(clean(name(found)), tuple(clean(reason) for reason in found.get("reasons") or ()))


def _edge(start: str, end: str, relation: str, same: list[Json], nodes: dict[str, Node]) -> Edge:
    told_by = sorted({teller for edge in same for teller in edge["told_by"]})
    second_hand = [] if start in told_by else [_called(teller, nodes) for teller in told_by]
    evidence = (one for edge in same for one in edge["evidence"])
    return Edge(
        start=start,
        end=end,
        relation=clean(relation),
        tellers=tuple(second_hand),
        evidence=tuple(Evidence(_called(one["document"], nodes), one["page"], clean(one["text"])) for one in evidence),
    )


def _called(document: str, nodes: dict[str, Node]) -> str:
    return nodes[document].short if document in nodes else clean(document)
