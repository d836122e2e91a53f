"""An archive folder as a whole: the catalogue with the index made from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from ..pipeline.config import Elasticsearch
from ..pipeline.errors import IndexLocked, IndexMissing, IndexUnavailable, NotFound
from . import answers, indexing
from .answers import Json
from .catalogue import Catalogue
from .duplicates import groups
from .engine import Change, Delete, Index
from .fields import VERSION
from .fulltext import FullText
from .holdings import Held, Outcome
from .links.graph import Direction, Node
from .query.tree import Query
from .search import chain, retrieval, similarity, suggestion
from .search.explanation import Explainer
from .search.retrieval import Hit
from .trace import Route, trace

LOCK_TIMEOUT = 10.0  # seconds another process is waited for that feeds the index
_BATCH = 2_000  # documents a commit: one costs the index 70–190 ms whatever is in it
_NAMED_CANDIDATES = 10


class Archive:
    """Reading never writes: what the index has not taken over yet is told as `behind`, and `drain` hands it over."""

    def __init__(self, catalogue: Catalogue, index: Index) -> None:
        self.catalogue = catalogue
        self._index = index
        self._fed = f"{index.name}, version {VERSION}"
        self._feeding = FileLock(catalogue.folder / "index.lock", timeout=LOCK_TIMEOUT)

    @classmethod
    def open(cls, folder: Path, create: bool, server: Elasticsearch | None = None) -> Self:
        """The archive in `folder`, with the embedded index or one on a server."""
        catalogue = Catalogue.open(folder, create)
        if server is None:
            return cls(catalogue, FullText(folder / "index"))
        from .elastic.engine import Elastic  # its client takes 0.3 s to load

        return cls(catalogue, Elastic(server, catalogue.archive_id()))

    def close(self) -> None:
        self._index.close()
        self.catalogue.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.close()

    def drain(self) -> None:
        """Hand over to the index what it has not taken yet, and let others write to it again."""
        with self._feeder():
            if self.catalogue.outbox.fed_index() != self._fed:
                self._rebuild()
            try:
                self._feed()
            except IndexMissing:  # somebody took it away
                self._rebuild()
                self._feed()

    def reindex(self) -> None:
        """Make the index anew from the catalogue, whatever state it is in; what was there is searched meanwhile."""
        with self._feeder():
            self._rebuild()
            self._feed()

    @contextmanager
    def _feeder(self) -> Iterator[None]:
        """One process at a time feeds the index: what another one took from the outbox, a new index would not get."""
        try:
            with self._feeding:
                yield
        except Timeout as error:
            raise IndexLocked(
                f"another cancu is handing documents to the index of {self.catalogue.folder}: "
                "what was stored is taken over by it, or by the next `cancu reindex`"
            ) from error
        finally:
            self._index.close()

    def _rebuild(self) -> None:
        last = self.catalogue.outbox.last_change()
        with closing(self.catalogue.all_held()) as held:  # an index that fails leaves it half read
            rejected = self._index.rebuild(map(indexing.document, held))
        self.catalogue.outbox.settle_all(last, self._fed, rejected)

    def _feed(self) -> None:
        while (pending := self.catalogue.outbox.pending(_BATCH)) is not None:
            rejected = self._index.apply([self._change(document) for document in pending.documents])
            self.catalogue.outbox.settle(pending, rejected)

    def files_of(self, document: str) -> tuple[str, ...]:
        """Every place in which a file of a document was seen."""
        return self.catalogue.paths_of(document)

    def groups(self) -> Json:
        """What is held more than once, or under one number."""
        return answers.groups(groups(self.catalogue))

    def status(self) -> Json:
        """What is in the archive, and whether the index has it all."""
        counts = self.catalogue.counts()
        rejected = self.catalogue.outbox.rejected()
        index: Json = {
            "engine": self._index.name,
            "documents": None,
            "behind": self.catalogue.outbox.behind(),
            "problems": [],
        }
        try:
            self._check_fed()
            index["documents"] = self._index.count()
        except IndexUnavailable as error:  # the rest of the status does not depend on it
            index["problems"] = [str(error)]
        else:
            index["problems"] = list(self._index.problems())
        index["rejected"] = [{"id": each.id, "reason": each.reason} for each in rejected]
        unread = self.catalogue.unread(Outcome.QUARANTINED)
        return answers.status(counts, self.catalogue.graph.stubs(), index, unread, self.catalogue.rescans())

    def rescans(self) -> Json:
        """The pages that were read too badly to rely on."""
        pages = self.catalogue.rescans()
        named = {page.document: self.catalogue.document(page.document) for page in pages}
        return answers.rescans(pages, {key: held for key, held in named.items() if held})

    def held(self, name: str) -> Held:
        """The document with this id or number, in any spelling."""
        nodes = self.catalogue.graph.find(name)
        chosen = _only(name, [node for node in nodes if node.held] or nodes)
        held = self.catalogue.held(chosen.id)
        if held is None:
            raise NotFound(f"{chosen.number or name} is cited but not in the archive: `cancu trace` tells by whom")
        return held

    def trace(self, name: str, up: bool, depth: int) -> Json:
        """What the document with this id or number rests on, or what rests on it."""
        with self.catalogue.snapshot():
            graph = self.catalogue.graph
            root = _only(name, graph.find(name))
            return answers.trace(trace(graph, root, Route(Direction.UP if up else Direction.DOWN, depth)))

    def targets(self, name: str | None) -> Json:
        """The targets of one document, or of all."""
        return answers.targets(self.catalogue.all_held() if name is None else [self.held(name)])

    def search(self, query: Query) -> Json:
        """Documents that match, each with the passage that shows why."""
        self._check_fed()
        results = retrieval.search(self._index, chain.followed(query, self.catalogue.graph))
        explainer = Explainer(query)
        return {
            "query": query.text,
            "total": results.total,
            "hits": [self._hit(hit, explainer) for hit in results.hits],
            "facets": {name: answers.facet(values) for name, values in results.facets.items()},
            "nowhere": [] if results.total else list(suggestion.phrases_nowhere(self._index, query)),
            "suggestion": self._suggestion(query, results.in_vain),
            "behind": self.catalogue.outbox.behind(),
        }

    def similar(self, name: str, limit: int, offset: int) -> Json:
        """Documents like the one with this id or number: last year's plan, the neighbour's."""
        self._check_fed()
        held = self.held(name)
        total, found = similarity.similar(self._index, indexing.document(held), offset, limit)
        hits = [{"document": answers.document(self._known(each.id).document), "score": each.score} for each in found]
        return {"document": answers.document(held.document), "total": total, "hits": hits}

    def _known(self, document: str) -> Held:
        held = self.catalogue.held(document)
        if held is None:
            raise IndexUnavailable(f"the index has {document}, the catalogue has not: run `cancu reindex`")
        return held

    def _hit(self, hit: Hit, explainer: Explainer) -> Json:
        held = self._known(hit.id)
        return answers.hit(hit.score, held, explainer.explain(held, hit))

    def _suggestion(self, query: Query, in_vain: bool) -> str | None:
        """What may have been meant, mostly by a query that finds nothing whole."""
        number = query.like_number if in_vain else None
        if number and (compact := suggestion.renumbered(self._index, number)):
            return self.catalogue.canonical(compact)
        return None if query.number else suggestion.instead(self._index, query, in_vain)

    def _check_fed(self) -> None:
        """An index that is there, but not the one that takes over what is stored, has only what was stored once."""
        fed = self.catalogue.outbox.fed_index()
        if fed is not None and fed != self._fed:
            raise IndexUnavailable(f"the index that is up to date is {fed}, not {self._fed}: run `cancu reindex`")

    def _change(self, document: str) -> Change:
        held = self.catalogue.held(document)
        return Delete(document) if held is None else indexing.document(held)


def _only(name: str, nodes: Sequence[Node]) -> Node:
    if not nodes:
        raise NotFound(f"nothing in the archive is called {name} or cites it: try `cancu search`")
    if len(nodes) > 1:
        ids = ", ".join(f"{node.id} ({node.date or 'no date'})" for node in nodes[:_NAMED_CANDIDATES])
        raise NotFound(f"{name} can mean {len(nodes)} documents, give the id of one: {ids}")
    return nodes[0]
