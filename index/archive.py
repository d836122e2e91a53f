"""An archive folder as a whole: the catalogue with the index made from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from ..pipeline.config import Elasticsearch
from ..pipeline.errors import ConfigurationError, IndexLocked, IndexMissing, IndexUnavailable, NotFound
from ..pipeline.printable import printable
from . import answers, indexing
from .answers import Json
from .catalogue import Catalogue
from .duplicates import answers as compared
from .duplicates import review
from .duplicates.checking import groups
from .duplicates.decisions import Choice
from .duplicates.review import Asked
from .engine import Change, Delete, Index
from .fields import VERSION
from .fulltext import FullText
from .holdings import Held, Outcome
from .links.graph import Direction, Node
from .query.tree import Query
from .questions import answers as told
from .questions import coverage
from .questions.citations import cited_by, cites, possibly_cited_by
from .questions.lint import endings, lint
from .questions.missing import missing
from .questions.path import path
from .questions.relations import chosen
from .search import chain, retrieval, similarity, suggestion
from .search.explanation import Explainer
from .search.retrieval import Hit
from .trace import NODE_CAP, Route, trace

ORGANISATIONS = "to-chuc.txt"  # in the archive; it need not be there
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
    def open(
        cls,
        folder: Path,
        create: bool,
        server: Elasticsearch | None = None,
        notice: Callable[[int], object] | None = None,
    ) -> Self:
        """The archive in `folder`, with the embedded index or one on a server; `notice` is for the catalogue."""
        catalogue = Catalogue.open(folder, create, notice)
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
        return compared.groups(groups(self.catalogue))

    def review(self, pair: str | None = None) -> Json:
        """The pairs of files that wait for a person, or this one."""
        with self.catalogue.snapshot():
            return review.pairs(self.catalogue, pair)

    def decided(self) -> Json:
        """What people said of pairs of files."""
        with self.catalogue.snapshot():
            return review.decided(self.catalogue)

    def decide(self, pair: Asked, choice: Choice, person: str) -> Json:
        """Keep what a person says of a pair; `drain` tells the index which documents there are now."""
        return review.decide(self.catalogue, pair, choice, person)

    def undo(self, pair: Asked) -> Json:
        """Take back what a person said of a pair; the same."""
        return review.undo(self.catalogue, pair)

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

    def trace(self, name: str, up: bool, depth: int, relations: Sequence[str] = (), limit: int = NODE_CAP) -> Json:
        """What the document with this id or number rests on, or what rests on it; over these relations, else all.

        `limit` documents at most, this one included.
        """
        direction = Direction.UP if up else Direction.DOWN
        route = Route(direction, depth, chosen(relations), limit)
        with self.catalogue.snapshot():
            return answers.trace(trace(self.catalogue.graph, self._node(name), route))

    def path(self, start: str, end: str) -> Json:
        """How one document reaches another that it rests on; if it does not, how the other one reaches it."""
        with self.catalogue.snapshot():
            graph = self.catalogue.graph
            asked = self._node(start), self._node(end)
            found = path(graph, *asked)
            return told.path(found if found.ways else path(graph, *reversed(asked)), asked, graph)

    def cited_by(self, name: str, limit: int, offset: int) -> Json:
        """Which documents name this one."""
        with self.catalogue.snapshot():
            graph, root = self.catalogue.graph, self._node(name)
            possible = possibly_cited_by(graph, root, limit)
            return told.cited_by(cited_by(graph, root, offset, limit), possible, graph)

    def cites(self, name: str) -> Json:
        """Which documents this one names."""
        with self.catalogue.snapshot():
            graph, root = self.catalogue.graph, self._node(name)
            return told.cites(root, cites(graph, root), graph)

    def coverage(self, name: str, expected: Path | None) -> Json:
        """Which bodies carry out the document with this id or number, against a list of bodies, one a line.

        Without one, that of the archive (`to-chuc.txt`) is taken, else the recipients if the document is held.
        """
        ours = self.catalogue.folder / ORGANISATIONS
        source, file = ("file", expected) if expected else ("archive", ours if ours.is_file() else None)
        with self.catalogue.snapshot():
            graph, root = self.catalogue.graph, self._node(name)
            if file:
                return told.coverage(coverage.of_list(graph, root, _lines(file)), source, graph)
            held = self.catalogue.held(root.id)
            recipients = held.record.recipients if held else ()
            found = coverage.of_recipients(graph, root, recipients)
            return told.coverage(found, "recipients" if recipients else None, graph)

    def missing(self, issuer: str | None, limit: int, offset: int) -> Json:
        """What is cited and not held; with `issuer` only of bodies whose name has these words."""
        with self.catalogue.snapshot():
            return told.missing(missing(self.catalogue.graph, issuer, offset, limit))

    def lint(self, name: str | None) -> Json:
        """What is to be looked at in the citations of one document, or of all."""
        with self.catalogue.snapshot():
            graph = self.catalogue.graph
            papers = graph.of_documents([self.held(name).document.id]).values() if name else graph.held()
            ended = endings(graph)
            return told.lint((paper, lint(graph, paper, self._names_provision, ended)) for paper in papers)

    def remove(self, name: str) -> Json:
        """Take the document with this id or number out of the catalogue; `drain` takes it out of the index."""
        with self.catalogue.transaction():
            removed = self.held(name).document
            files = self.catalogue.files_of(removed.id)
            paths = self.catalogue.paths_of(removed.id)
            originals = [printable(self.catalogue.original(file.sha256)) for file in files]
            self.catalogue.remove(removed.id)
        return {"document": answers.document(removed), "files": list(paths), "originals": originals}

    def _names_provision(self, document: str, position: int) -> bool:
        """Does a mention mean only an article of what it names, or a part of one?"""
        held = self.catalogue.held(document)
        return held is not None and held.record.references[position].provision is not None

    def _node(self, name: str) -> Node:
        return _only(name, self.catalogue.graph.find(name))

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


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text("utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{file} cannot be read: {error}; it has to be text in UTF-8") from error


def _only(name: str, nodes: Sequence[Node]) -> Node:
    if not nodes:
        raise NotFound(f"nothing in the archive is called {name} or cites it: try `cancu search`")
    if len(nodes) > 1:
        ids = ", ".join(f"{node.id} ({node.date or 'no date'})" for node in nodes[:_NAMED_CANDIDATES])
        raise NotFound(f"{name} can mean {len(nodes)} documents, give the id of one: {ids}")
    return nodes[0]
