"""An archive folder as a whole: the catalogue with the index made from it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from ..pipeline import symbol
from ..pipeline.errors import IndexUnavailable, NotFound
from ..pipeline.model import Record, Span, page_of
from . import answers
from .answers import Json
from .catalogue import Catalogue
from .duplicates import groups
from .engine import Change, Delete, Hit, Index, IndexedDocument
from .fulltext import FullText
from .holdings import Held, Outcome
from .query import Query
from .snippet import cut
from .trace import Direction, Node, find, stubs, trace

_BATCH = 500  # documents a commit: one costs the index 70–190 ms whatever is in it
_NAMED_CANDIDATES = 10


class Archive:
    """Reading never writes: what the index has not taken over yet is told as `behind`, and `drain` hands it over."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._folder = catalogue.folder / "index"
        self._index: Index | None = None

    @classmethod
    def open(cls, folder: Path, create: bool) -> Self:
        return cls(Catalogue.open(folder, create))

    def close(self) -> None:
        self._close_index()
        self.catalogue.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.close()

    def drain(self) -> None:
        """Hand over to the index what it has not taken yet, and let others write to it again."""
        if not self._folder.exists():
            self.catalogue.enqueue_all()  # first noted, then made: a stop in between loses nothing
            FullText.create(self._folder).close()
        while (pending := self.catalogue.pending(_BATCH)) is not None:
            self._opened().apply([self._change(document) for document in pending.documents])
            self.catalogue.settle(pending)
        self._close_index()

    def reindex(self) -> None:
        """Make the index anew from the catalogue, whatever state it is in."""
        self._close_index()
        self.catalogue.enqueue_all()
        FullText.replace(self._folder).close()
        self.drain()

    def files_of(self, document: str) -> tuple[str, ...]:
        """Every place in which a file of a document was seen."""
        return self.catalogue.paths_of(document)

    def groups(self) -> Json:
        """What is held more than once, or under one number."""
        return answers.groups(groups(self.catalogue))

    def status(self) -> Json:
        """What is in the archive, and whether the index has it all."""
        counts = self.catalogue.counts()
        index: Json = {"engine": "embedded", "documents": None, "behind": counts.behind}
        try:
            index["documents"] = self._opened().count()
        except IndexUnavailable as error:
            index["problem"] = str(error)  # the rest of the status does not depend on it
        unread = self.catalogue.unread(Outcome.QUARANTINED)
        return answers.status(counts, stubs(self.catalogue), index, unread, self.catalogue.rescans())

    def rescans(self) -> Json:
        """The pages that were read too badly to rely on."""
        pages = self.catalogue.rescans()
        named = {page.document: self.catalogue.document(page.document) for page in pages}
        return answers.rescans(pages, {key: held for key, held in named.items() if held})

    def held(self, name: str) -> Held:
        """The document with this id or number, in any spelling."""
        nodes = find(self.catalogue, name)
        chosen = _only(name, [node for node in nodes if node.held] or nodes)
        held = self.catalogue.held(chosen.id)
        if held is None:
            raise NotFound(f"{chosen.number or name} is cited but not in the archive: `cancu trace` tells by whom")
        return held

    def trace(self, name: str, up: bool, depth: int) -> Json:
        """What the document with this id or number rests on, or what rests on it."""
        root = _only(name, find(self.catalogue, name))
        return answers.trace(trace(self.catalogue, root, Direction.UP if up else Direction.DOWN, depth))

    def targets(self, name: str | None) -> Json:
        """The targets of one document, or of all."""
        return answers.targets(self.catalogue.all_held() if name is None else [self.held(name)])

    def search(self, query: Query) -> Json:
        """Documents that match, each with the passage that shows why."""
        results = self._opened().search(query)
        return {
            "query": query.text,
            "total": results.total,
            "hits": [self._hit(hit, query) for hit in results.hits],
            "facets": {"kind": answers.facet(results.kinds), "year": answers.facet(results.years)},
            "suggestion": None,
            "behind": self.catalogue.counts().behind,
        }

    def _hit(self, hit: Hit, query: Query) -> Json:
        held = self.catalogue.held(hit.id)
        if held is None:
            raise IndexUnavailable(f"the index has {hit.id}, the catalogue has not: run `cancu reindex`")
        snippet = cut(held.text, query, _number_spans(held.record, query))
        shown = snippet.start + (snippet.highlights[0][0] if snippet.highlights else 0)
        return answers.hit(hit, held.document, snippet, page_of(held.record.text.page_starts, shown))

    def _change(self, document: str) -> Change:
        held = self.catalogue.held(document)
        return Delete(document) if held is None else _indexed(held, self.catalogue.cited_compacts(document))

    def _opened(self) -> Index:
        if self._index is None:
            self._index = FullText.open(self._folder)
        return self._index

    def _close_index(self) -> None:
        if self._index is not None:
            self._index.close()
            self._index = None


def _only(name: str, nodes: Sequence[Node]) -> Node:
    if not nodes:
        raise NotFound(f"nothing in the archive is called {name} or cites it: try `cancu search`")
    if len(nodes) > 1:
        ids = ", ".join(f"{node.id} ({node.date or 'no date'})" for node in nodes[:_NAMED_CANDIDATES])
        raise NotFound(f"{name} can mean {len(nodes)} documents, give the id of one: {ids}")
    return nodes[0]


def _indexed(held: Held, cites: tuple[str, ...]) -> IndexedDocument:
    document = held.document
    return IndexedDocument(
        id=document.id,
        text=held.text,
        title=document.title,
        number=symbol.compact(document.number) if document.number else None,
        cites=cites,
        kind=document.kind,
        kind_code=document.kind_code,
        issuer=document.issuer,
        date=document.date,
    )


def _number_spans(record: Record, query: Query) -> list[Span]:
    """Where the record has a number that is asked for."""
    asked = {*query.cites, *(run.compact for run in query.numbers)}
    numbers = [record.number, *(reference.number for reference in record.references)]
    return [number.span for number in numbers if number and symbol.compact(number.canonical) in asked]
