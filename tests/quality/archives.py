"""Archives to measure search on: the real documents as they are or damaged, ingested once a run and shared.

What is measured goes the public way: `parse`, `Archive.search`, `Index.search`. An `Engine` says which index answers.
"""

from __future__ import annotations

import atexit
import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from cancu.index.archive import Archive
from cancu.index.catalogue import Catalogue
from cancu.index.engine import Index
from cancu.index.fulltext import FullText
from cancu.index.query.parser import parse
from cancu.pipeline import record
from cancu.pipeline.errors import InvalidQuery
from cancu.pipeline.model import Record, Source
from cancu.pipeline.text import PAGE_BREAK, clean
from quality import noise, shared
from quality.shared import Json

SETS = ("official", "vbpl")  # not the gazette: its texts are four times as long, so the run would be too
_SEED = 1


@dataclass(frozen=True, slots=True)
class Engine:
    """How to make an archive and a bare index in an empty folder; `label` stands in the names of its figures."""

    label: str
    archive: Callable[[Path], Archive]
    index: Callable[[Path], Index]


EMBEDDED = Engine("", lambda folder: Archive.open(folder, create=True), lambda folder: FullText(folder / "index"))


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of a data set, as an archive holds it."""

    set: str
    name: str
    text: str
    record: Record

    @property
    def id(self) -> str:
        return self.record.id


@dataclass(frozen=True, slots=True)
class Answer:
    """The first hits of a query as `search` gives them; `refused` is what the parser said instead."""

    hits: tuple[Json, ...]
    refused: str | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(hit["document"]["id"] for hit in self.hits)

    def __str__(self) -> str:
        if self.refused or not self.hits:
            return self.refused or "nothing found"
        document = self.hits[0]["document"]
        return f"first {document['number'] or document['id']} by {'+'.join(self.hits[0]['why'])}"


@dataclass(frozen=True, slots=True)
class Shelf:
    """An archive with all its papers; `papers` of every rate of damage come in the same order."""

    archive: Archive
    papers: tuple[Paper, ...]

    def ask(self, text: str, limit: int, offset: int = 0) -> Answer:
        """The answer to what a person typed. Each hit costs its snippet: ask for no more than is looked at."""
        try:
            query = parse(text, limit=limit, offset=offset)
        except InvalidQuery as error:
            return Answer((), str(error))
        return Answer(tuple(self.archive.search(query)["hits"]))


_KEPT = ExitStack()  # archives and their folders stay as long as the process
atexit.register(_KEPT.close)


def empty_folder() -> Path:
    """A folder that goes with the process."""
    return Path(_KEPT.enter_context(TemporaryDirectory(prefix="cancu-quality-")))


@cache
def shelf(data: Path, engine: Engine, rate: float = 0.0) -> Shelf:
    """An archive of the real documents, a share of their characters damaged."""
    archive = _KEPT.enter_context(engine.archive(empty_folder()))
    held = tuple(papers(data, SETS, rate))
    keep(archive, held)
    return Shelf(archive, held)


@cache
def catalogue(data: Path, sets: tuple[str, ...]) -> tuple[Catalogue, tuple[Paper, ...]]:
    """The real documents of these sets in a catalogue, with no index."""
    held = tuple(papers(data, sets))
    return filled(held), held


def filled(held: Iterable[Paper]) -> Catalogue:
    """A new catalogue with these papers; it goes with the process."""
    catalogue = _KEPT.enter_context(Catalogue.open(empty_folder(), create=True))
    fill(catalogue, held)
    return catalogue


def keep(archive: Archive, held: Iterable[Paper]) -> None:
    """Take papers into an archive, catalogue and index."""
    fill(archive.catalogue, held)
    archive.drain()


def fill(catalogue: Catalogue, held: Iterable[Paper]) -> None:
    """Take papers into a catalogue alone."""
    with catalogue.transaction():
        for paper in held:
            catalogue.add(_source(paper), paper.record, paper.text)


def papers(data: Path, sets: Iterable[str], rate: float = 0.0) -> Iterator[Paper]:
    """The documents of these sets, tagged, a share of their characters damaged."""
    for name in sets:
        for row in shared.rows(data / name / "documents.jsonl.gz"):
            text = noise.damaged(row["text"], rate, _SEED)[0] if rate else row["text"]
            tags = record.tag(text) if rate else shared.tagged(text)
            yield Paper(name, str(row["id"]), PAGE_BREAK.join(map(clean, text.split(PAGE_BREAK))), tags)


def _source(paper: Paper) -> Source:
    data = paper.text.encode()
    return Source(Path(f"{paper.set}-{paper.name}.txt"), data, hashlib.sha256(data).hexdigest(), "text/plain")
