"""The graph of what rests on what: held documents, stubs of those that are only cited, and the edges between them.

Who is meant by a mention is decided at query time among all papers and mentions of one number, so nothing goes stale
and the order in which files arrived cannot matter.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..pipeline import symbol
from ..pipeline.identity import contradict, same_number, stub_id
from ..pipeline.model import Span
from ..pipeline.vietnamese import folded_words
from .catalogue import Catalogue
from .holdings import CountedNaming, Document, Telling
from .mentions import Naming

NODE_CAP = 1_000  # a decree that everything cites would else bring the whole archive
_STUB_ID = re.compile(r"chua-co-(.+)-[0-9a-f]{8}")
_SYMBOL = re.compile(r"[^\W\d_]{2}")
_FULL_DATE = 10  # characters of 2022-02-11

# What one naming tells to find its node among those of the same number.
_Identity = tuple[str, ...]


class Direction(StrEnum):
    UP = "up"  # what a document rests on
    DOWN = "down"  # what rests on it


@dataclass(frozen=True, slots=True)
class Node:
    """A document, held or not. `keys` are those under which mentions of it are filed; laws are filed by name."""

    id: str
    number: str | None
    kind: str | None
    date: str | None
    issuer: str | None
    title: str | None
    held: bool
    keys: tuple[str, ...]
    name_key: str | None = None
    place: str | None = None

    @property
    def body(self) -> str:
        """Issuer and place: "LĐLĐ tỉnh" is of the province where it signs."""
        return f"{self.issuer or ''} {self.place or ''}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that tells of an edge, and where it stands."""

    document: str
    page: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Edge:
    """`start` implements, rests on or cites `end`; `told_by` are the documents that say so."""

    start: str
    end: str
    relation: str
    told_by: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Reached:
    node: Node
    distance: int


@dataclass(frozen=True, slots=True)
class Trace:
    """What was reached from `root`, nearest first; `truncated`: there is more, the cap of nodes is reached."""

    root: Node
    direction: Direction
    nodes: tuple[Reached, ...]
    edges: tuple[Edge, ...]
    truncated: bool


def find(catalogue: Catalogue, text: str) -> tuple[Node, ...]:
    """The nodes that `text` can mean: an id, a number in any spelling, the name of a law. Several: ask which."""
    with catalogue.snapshot():
        return Graph(catalogue).find(text)


def trace(catalogue: Catalogue, root: Node, direction: Direction, depth: int) -> Trace:
    """What is reached from `root` in at most `depth` steps."""
    with catalogue.snapshot():
        return _walk(Graph(catalogue), root, direction, depth)


def stubs(catalogue: Catalogue) -> int:
    """How many documents are cited and not held."""
    with catalogue.snapshot():
        graph = Graph(catalogue)
        named = (node for key in catalogue.all_cited_keys() for node in graph.family(key).values())
        ids = {node.id for node in named if not node.held}
        return len(ids) + len(catalogue.all_cited_names())


def _walk(graph: Graph, root: Node, direction: Direction, depth: int) -> Trace:
    reached = {root.id: Reached(root, 0)}
    tellings: dict[tuple[str, str, str], list[Telling]] = defaultdict(list)
    queue, truncated = deque([reached[root.id]]), False
    while queue:
        here = queue.popleft()
        if here.distance == depth:
            continue
        for start, end, telling in graph.edges(here.node, direction):
            other = end if direction is Direction.UP else start
            if other.id not in reached:
                if len(reached) == NODE_CAP:
                    truncated = True
                    continue
                reached[other.id] = Reached(other, here.distance + 1)
                queue.append(reached[other.id])
            tellings[start.id, end.id, telling.mention.relation].append(telling)
    return Trace(
        root=root,
        direction=direction,
        nodes=tuple(sorted(list(reached.values())[1:], key=lambda found: (found.distance, found.node.id))),
        edges=tuple(_edge(*key, tellings[key]) for key in sorted(tellings)),
        truncated=truncated,
    )


class Graph:
    """The nodes and edges of a catalogue, each number looked up once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._families: dict[str, dict[_Identity, Node]] = {}
        self._laws: dict[str, Node] = {}
        self._held: dict[str, Node] = {}

    def find(self, text: str) -> tuple[Node, ...]:
        text = text.strip()
        if (document := self._catalogue.document(text)) is not None:
            return (_held_node(document),)
        if match := _STUB_ID.fullmatch(text):
            nodes = (*self._of_keys([match[1]]), *self._law(match[1].replace("-", " ")))
            return tuple(node for node in nodes if node.id == text)
        return self._of_number(text) or self._law(folded_words(text))

    def family(self, key: str) -> dict[_Identity, Node]:
        """The node of every way in which a number is named."""
        if key not in self._families:
            self._families[key] = _family(self._catalogue, key)
        return self._families[key]

    def edges(self, node: Node, direction: Direction) -> Iterator[tuple[Node, Node, Telling]]:
        """The edges from a node, or those to it; none to itself."""
        found = self._edges_from(node) if direction is Direction.UP else self._edges_to(node)
        return (edge for edge in found if edge[0].id != edge[1].id)

    def _edges_from(self, node: Node) -> Iterator[tuple[Node, Node, Telling]]:
        if node.held:
            for telling in self._catalogue.mentions_by(node.id):
                if telling.mention.source is None:
                    yield node, self._named(telling.mention.target), telling
        for key in node.keys:
            for telling in self._catalogue.mentions_from_source(key):
                source = telling.mention.source
                if source is not None and self._named(source).id == node.id:
                    yield node, self._named(telling.mention.target), telling

    def _edges_to(self, node: Node) -> Iterator[tuple[Node, Node, Telling]]:
        for telling in self._mentions_of(node):
            if self._named(telling.mention.target).id == node.id:
                source = telling.mention.source
                yield self._named(source) if source else self._teller(telling.document), node, telling

    def _mentions_of(self, node: Node) -> Iterator[Telling]:
        for key in node.keys:
            yield from self._catalogue.mentions_of_key(key)
        if node.name_key is not None:
            yield from self._catalogue.mentions_of_law(node.name_key)

    def _named(self, naming: Naming) -> Node:
        if naming.key is None:
            return self._law(naming.name_key or "")[0]
        return self.family(naming.key)[_identity(naming)]

    def _teller(self, document: str) -> Node:
        if document not in self._held:
            found = self._catalogue.document(document)
            assert found is not None, f"mentions of {document}, which is not held"  # a foreign key forbids it
            self._held[document] = _held_node(found)
        return self._held[document]

    def _law(self, name_key: str) -> tuple[Node, ...]:
        """The stub of a law by its folded name, where it is mentioned."""
        if name_key not in self._laws:
            namings = self._catalogue.namings_of_law(name_key)
            if not namings:
                return ()
            self._laws[name_key] = _law_node(name_key, namings)
        return (self._laws[name_key],)

    def _of_number(self, text: str) -> tuple[Node, ...]:
        """The nodes of a number in any spelling; only those spelt this way, marks and all, where there are any."""
        compact = symbol.compact(text)
        held = (document.number_key for document in self._catalogue.documents_of_compact(compact))
        keys = {key for key in held if key is not None} | set(self._catalogue.cited_keys(compact))
        nodes = self._of_keys(sorted(keys))
        spelt = tuple(node for node in nodes if node.number and same_number(node.number) == same_number(text))
        return spelt or nodes

    def _of_keys(self, keys: Iterable[str]) -> tuple[Node, ...]:
        nodes: dict[str, Node] = {}
        for key in keys:
            nodes.update((node.id, node) for node in map(_held_node, self._catalogue.documents_of_key(key)))
            nodes.update((node.id, node) for node in self.family(key).values())
        return tuple(nodes[id] for id in sorted(nodes))


def _family(catalogue: Catalogue, key: str) -> dict[_Identity, Node]:
    namings = catalogue.namings(key)
    numbers: dict[str, list[CountedNaming]] = defaultdict(list)
    bare: dict[_Identity, list[CountedNaming]] = defaultdict(list)
    for counted in namings:
        if _is_bare(counted.naming):
            bare[_identity(counted.naming)].append(counted)
        else:
            numbers[same_number(counted.naming.canonical or "")].append(counted)
    held = [_held_node(document) for document in catalogue.documents_of_key(key)]
    family = {identity: _bare_node(catalogue, key, same) for identity, same in bare.items()}
    for number, same in numbers.items():
        family.update(_resolved(key, [node for node in held if same_number(node.number or "") == number], same))
    return family


def _resolved(key: str, nodes: list[Node], namings: Sequence[CountedNaming]) -> dict[_Identity, Node]:
    """The nodes of the namings of one number, most exact date first: what says less joins the only one it fits."""
    family: dict[_Identity, Node] = {}
    dates: dict[str, list[CountedNaming]] = defaultdict(list)
    for counted in namings:
        dates[counted.naming.date or ""].append(counted)
    for date in sorted(dates, key=lambda date: (-len(date), date)):
        fitting = [node for node in nodes if (node.date or "").startswith(date)]
        open_namings = []
        for counted in dates[date]:
            node = _only(fitting, counted.naming)
            if node is None:
                open_namings.append(counted)
            else:
                family[_identity(counted.naming)] = node
        if open_namings:
            stub = _stub_node(key, date or None, open_namings)
            nodes = [*nodes, stub]
            family.update((_identity(counted.naming), stub) for counted in open_namings)
    return family


def _only(fitting: Sequence[Node], naming: Naming) -> Node | None:
    """The one node that fits, or the one of them whose issuer is named; never one of another province's body."""
    fitting = [node for node in fitting if not contradict(naming.issuer, node.body)]
    if len(fitting) > 1 and naming.issuer:
        issuer = folded_words(naming.issuer)
        fitting = [node for node in fitting if folded_words(node.issuer or "") == issuer]
    return fitting[0] if len(fitting) == 1 else None


def _is_bare(naming: Naming) -> bool:
    """A number without its symbol (`Kết luận số 03`)."""
    return not _SYMBOL.search(naming.canonical or "")


def _identity(naming: Naming) -> _Identity:
    """Bare numbers are told apart by kind too."""
    number, issuer = same_number(naming.canonical or ""), folded_words(naming.issuer or "")
    kind = (folded_words(naming.kind or ""),) if _is_bare(naming) else ()
    return (number, naming.date or "", issuer, *kind)


def _bare_node(catalogue: Catalogue, key: str, namings: Sequence[CountedNaming]) -> Node:
    """A bare number means a held document only if kind, date and issuer agree; else it is a stub of its own."""
    number, date, issuer, kind = _identity(namings[0].naming)
    if kind and issuer and len(date) == _FULL_DATE:
        held = [
            document
            for document in catalogue.documents_of_serial(key, date)
            if folded_words(document.kind or "") == kind and folded_words(document.issuer or "") == issuer
        ]
        if len(held) == 1:
            return _held_node(held[0])
    return _stub_node(key, date or None, namings, told_apart_by=f"{number} {kind} {issuer}")


def _held_node(document: Document) -> Node:
    return Node(
        id=document.id,
        number=document.number,
        kind=document.kind,
        date=document.date,
        issuer=document.issuer,
        title=document.title,
        held=True,
        place=document.place,
        keys=tuple(dict.fromkeys(key for key in (document.number_key, document.serial) if key)),
    )


def _stub_node(key: str, date: str | None, namings: Sequence[CountedNaming], told_apart_by: str | None = None) -> Node:
    number = _best((counted.naming.canonical, counted.times) for counted in namings) or key
    return Node(
        id=stub_id(key, told_apart_by or number, date),
        number=number,
        kind=_best((counted.naming.kind, counted.times) for counted in namings),
        date=date,
        issuer=_best((counted.naming.issuer, counted.times) for counted in namings),
        title=_best((counted.title or counted.name, counted.times) for counted in namings),
        held=False,
        keys=(key,),
    )


def _law_node(name_key: str, namings: Sequence[CountedNaming]) -> Node:
    return Node(
        id=stub_id(name_key.replace(" ", "-"), name_key, None),
        number=None,
        kind=_best((counted.naming.kind, counted.times) for counted in namings),
        date=_best((counted.naming.date, counted.times) for counted in namings),
        issuer=_best((counted.naming.issuer, counted.times) for counted in namings),
        title=_best((counted.name, counted.times) for counted in namings),
        held=False,
        keys=(),
        name_key=name_key,
    )


def _best(values: Iterable[tuple[str | None, int]]) -> str | None:
    """The value said most often, then the longest, then the first of the alphabet."""
    times: Counter[str] = Counter()
    for value, count in values:
        if value is not None:
            times[value] += count
    return min(times, key=lambda value: (-times[value], -len(value), value), default=None)


def _edge(start: str, end: str, relation: str, tellings: Sequence[Telling]) -> Edge:
    evidence = {
        Evidence(telling.document, telling.mention.page, telling.mention.evidence_span, telling.mention.evidence)
        for telling in tellings
    }
    return Edge(
        start=start,
        end=end,
        relation=relation,
        told_by=tuple(sorted({telling.document for telling in tellings})),
        evidence=tuple(sorted(evidence, key=lambda one: (one.document, one.span, one.page))),
    )
