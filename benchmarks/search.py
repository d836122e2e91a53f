"""How fast search is in an archive of 100,000 made-up documents: building the index, its size, every kind of query.

`PYTHONPATH=tests python benchmarks/search.py [documents] [folder] [--server]` measures this alone, the embedded engine
or a server; a folder is kept for the next time.
"""

from __future__ import annotations

import gc
import hashlib
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from generated import GeneratedDocument, document, documents

from cancu.index.archive import Archive
from cancu.index.catalogue import Catalogue
from cancu.index.clause import Clause, Order
from cancu.index.elastic.engine import Elastic
from cancu.index.engine import Facets, Index
from cancu.index.query.parser import parse
from cancu.index.query.tree import Query
from cancu.index.search import retrieval
from cancu.pipeline import symbol
from cancu.pipeline.config import Elasticsearch
from cancu.pipeline.model import (
    SCHEMA,
    FileInfo,
    IssueDate,
    Issuer,
    IssuerPlace,
    Kind,
    Method,
    Number,
    Organisation,
    Record,
    Reference,
    Signer,
    Source,
    TextInfo,
)
from cancu.pipeline.vietnamese import WORD, folded_words
from server import distribution, elasticsearch

Row = tuple[str, str]
Clock = Callable[[], float]

SIZE = 100_000
_BATCH = 5_000  # documents a transaction
_SAMPLED = 200  # documents that queries are made of
_QUERIES = 60  # of each kind
_REPEATS = 3  # of which the fastest counts: other programs disturb
_SEED = 5
_HEAP_MB = 1_024
_MERGE_SECONDS = 600.0


def both(size: int = SIZE) -> Iterator[Row]:
    """The figures of both engines, with the same documents."""
    with tempfile.TemporaryDirectory() as name:
        yield from rows(size, Path(name))
        yield from on_server(size, Path(name) / str(size))


def rows(size: int = SIZE, folder: Path | None = None) -> Iterator[Row]:
    """The figures of the embedded engine in an archive of `size` documents; growth is against a tenth of them."""
    with tempfile.TemporaryDirectory() as name:
        tenth = {}
        for count in (size // 10, size):
            path = (folder or Path(name)) / str(count)
            fill(path, count)
            with Archive.open(path, create=False) as archive:
                yield from built(archive, count)
                for kind, page, answer in timed(archive, count, time.process_time):
                    if count < size:
                        tenth[kind] = page.p95
                        continue
                    grown = f"{page.p95 / tenth[kind]:.1f} times the p95 of a tenth"
                    yield f"search in {size:,} documents, {kind}: page, p50 / p95 CPU ms", f"{page} ({grown})"
                    yield f"search in {size:,} documents, {kind}: answer, p50 / p95 CPU ms", str(answer)


def on_server(size: int, folder: Path) -> Iterator[Row]:
    """The figures of Elasticsearch with the same documents; without a server it says so and goes on."""
    try:
        with elasticsearch.running(_HEAP_MB, quick=False) as url:
            yield from served(Elasticsearch(url), size, folder)
    except (distribution.Unavailable, elasticsearch.NotStarted) as error:
        print(f"*** SEARCH ON A SERVER IS NOT MEASURED: {error} ***", flush=True)


def served(server: Elasticsearch, size: int, folder: Path) -> Iterator[Row]:
    """In wall time: most of the work is the server's. Its index stays there."""
    fill(folder, size)
    with Archive.open(folder, create=False, server=server) as archive:
        start = time.perf_counter()
        archive.reindex()
        yield f"reindex of {size:,} on a server, documents per second", f"{size / (time.perf_counter() - start):,.0f}"
        _settle(archive)
        for query in (query for asked in queries(size).values() for query in asked):
            archive.search(query)  # a server that was just started has compiled nothing
        for kind, page, answer in timed(archive, size, time.perf_counter):
            yield f"search in {size:,} documents on a server, {kind}: page, p50 / p95 wall ms", str(page)
            yield f"search in {size:,} documents on a server, {kind}: answer, p50 / p95 wall ms", str(answer)


def _settle(archive: Archive) -> None:
    """What the server goes on with after a rebuild is awaited, and it shall not know a question again."""
    index = archive._index
    assert isinstance(index, Elastic)
    patient, alias, settings = {"request_timeout": _MERGE_SECONDS}, index._alias, {"index.requests.cache.enable": False}
    index._server.ask(lambda client: client.options(**patient).indices.forcemerge(index=alias, max_num_segments=1))
    index._server.ask(lambda client: client.indices.put_settings(index=alias, settings=settings))


def fill(folder: Path, size: int) -> None:
    """An archive with a catalogue of `size` documents, unless it is there; the index is not made."""
    with Archive.open(folder, create=True) as archive:
        if archive.catalogue.counts().documents == size:
            return
        archive.catalogue._database.execute("PRAGMA cache_size = -1000000")  # KB: ids in no order touch every page
        for first in range(0, size, _BATCH):
            with archive.catalogue.transaction():
                for made in documents(min(_BATCH, size - first), first=first):
                    _store(archive.catalogue, made)


def _store(catalogue: Catalogue, made: GeneratedDocument) -> None:
    """What `Catalogue.add` does but for the original, of which a hundred thousand would be made for nothing."""
    data = made.text.encode()
    sha256 = hashlib.sha256(data).hexdigest()
    source = Source(Path(f"{made.id}.txt"), data, sha256, "text/plain")
    catalogue._insert_file(source, record(made, source), made.text)
    catalogue._derive(made.id)


def record(made: GeneratedDocument, source: Source) -> Record:
    """The record that tagging would make, from what is known of the document."""
    start = made.text.index(made.number)
    return Record(
        schema=SCHEMA,
        id=made.id,
        file=FileInfo(source.name, source.sha256, source.media_type, len(source.data)),
        text=TextInfo(1, len(made.text), Method.PLAIN, 1.0, (Method.PLAIN,), (0,)),
        number=_number(made.number, start),
        kind=Kind(made.kind, made.kind_code),
        date=IssueDate(made.date, made.date, (start, start)),
        place=made.place,
        issuer=Issuer(made.issuer, None, IssuerPlace.HEADER, Organisation(made.issuer, made.level)),
        title=made.title,
        signer=Signer(made.signer, "CHỦ TỊCH", None),
        recipients=("Như trên", "Lưu: VT"),
        references=tuple(_references(made)),
        dates=(),
        targets=(),
        keywords=(),
        warnings=(),
    )


def _references(made: GeneratedDocument) -> Iterator[Reference]:
    """Where each number is cited: a line for each, after the title."""
    at = made.text.index("\n\n")
    for cited in made.citations:
        start = made.text.index(f" {cited.number};\n", at) + 1
        line = (made.text.rindex("\n", 0, start) + 1, start + len(cited.number))
        yield Reference(
            surface=made.text[slice(*line)],
            span=line,
            kind=None,
            number=_number(cited.number, start),
            name=None,
            date=None,
            issuer=None,
            title=None,
            relation=cited.relation,
            source=None,
            same_as=None,
            evidence=line,
        )


def _number(printed: str, start: int) -> Number:
    return replace(_parsed(printed), span=(start, start + len(printed)))


@lru_cache(50_000)
def _parsed(printed: str) -> Number:
    number = symbol.parse(printed)
    assert number
    return number


def built(archive: Archive, size: int) -> Iterator[Row]:
    """The index made from the catalogue, and what it takes on the disk."""
    start = time.process_time()
    archive.reindex()
    seconds = time.process_time() - start
    texts = sum(len(held.text.encode()) for held in archive.catalogue.all_held())
    files = (archive.catalogue.folder / "index").rglob("*")
    taken = sum(file.stat().st_size for file in files if file.is_file())
    yield f"reindex of {size:,}, documents per CPU-second", f"{size / seconds:,.0f}"
    yield f"index of {size:,}, bytes per byte of text", f"{taken / texts:.2f}"


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds that half of the queries take at most, and 95 % of them."""

    p50: float
    p95: float

    @classmethod
    def of(cls, times: list[float]) -> Times:
        ordered = sorted(times)
        return cls(ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)])

    def __str__(self) -> str:
        return f"{self.p50:.1f} / {self.p95:.1f}"


class _Unfaceted:
    """An index that counts no facets: what is left is the page."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def __getattr__(self, name: str) -> object:
        return getattr(self._index, name)

    def facets(self, where: Clause, names: Sequence[str]) -> Facets:
        return {}


def timed(archive: Archive, size: int, clock: Clock) -> Iterator[tuple[str, Times, Times]]:
    """For every kind of query the times of the page alone, and of the whole answer with highlights and facets."""
    index = _Unfaceted(archive._index)
    for kind, asked in queries(size).items():
        page = [best(lambda query=query: retrieval.search(index, query), clock) for query in asked]
        answer = [best(lambda query=query: archive.search(query), clock) for query in asked]
        yield kind, Times.of(page), Times.of(answer)


def best(work: Callable[[], object], clock: Clock) -> float:
    """Milliseconds of the fastest of a few times."""
    taken = []
    gc.disable()
    for _ in range(_REPEATS):
        start = clock()
        work()
        taken.append(clock() - start)
    gc.enable()
    return min(taken) * 1000


def queries(size: int) -> dict[str, tuple[Query, ...]]:
    """Queries of every kind, typed with marks and without in turn, made of what stands in the documents."""
    typist = _Typist(size)
    return {
        kind: tuple(parse(text if turn % 2 else folded(text), **options) for turn, text in enumerate(texts))
        for kind, (texts, folded, options) in typist.kinds().items()
    }


Typed = tuple[list[str], Callable[[str], str], dict[str, object]]


class _Typist:
    """Draws queries from a sample of the documents."""

    def __init__(self, size: int) -> None:
        self._rng = random.Random(_SEED)
        self._papers = [document(number) for number in self._rng.sample(range(size), min(_SAMPLED, size))]
        self._words = [WORD.findall(paper.text[paper.text.index("\n\n") :].lower()) for paper in self._papers]
        held = Counter(word for words in self._words for word in set(words) if word.isalpha())
        self._common = sorted(word for word, count in held.items() if count > len(self._papers) / 2)
        self._rare = sorted(word for word, count in held.items() if count == 1)

    def kinds(self) -> dict[str, Typed]:
        plain: dict[str, Callable[[], str]] = {
            "one common word": lambda: self._rng.choice(self._common),
            "one rare word": lambda: self._rng.choice(self._rare),
            "2–4 words": lambda: self._row(2, 4),
            "6–10 words": lambda: self._row(6, 10),
            "10–20 words": lambda: self._row(10, 20),
        }
        asked: dict[str, Callable[[], str]] = {
            "phrase": lambda: f'"{self._row(2, 5)}"',
            "prefix": lambda: f"{self._rng.choice(self._rare)[:2]}* {self._rng.choice(self._common)}",
            "number": self._number,
            "fields": self._fields,
            "range of dates": lambda: f"ngày:{self._rng.randint(2011, 2018)}-05..2019-08 {self._row(2, 3)}",
            "AND, OR, NOT": lambda: "{} AND ({} OR {}) AND NOT {}".format(*self._row(4, 4).split()),
            "nothing found": lambda: f"zzyx{self._rng.choice(self._rare)}",
        }
        return {
            **{kind: (self._drawn(draw), folded_words, {}) for kind, draw in plain.items()},
            **{kind: (self._drawn(draw), str, {}) for kind, draw in asked.items()},
            "newest first": (self._drawn(lambda: self._row(1, 3)), folded_words, {"order": Order.NEWEST}),
            "hits 1,001–1,010": (self._drawn(lambda: self._row(1, 2)), folded_words, {"offset": 1_000}),
        }

    def _drawn(self, draw: Callable[[], str]) -> list[str]:
        return [draw() for _ in range(_QUERIES)]

    def _row(self, least: int, most: int) -> str:
        """Words that stand side by side in a document."""
        words = self._rng.choice(self._words)
        length = self._rng.randint(least, most)
        start = self._rng.randrange(len(words) - length)
        return " ".join(words[start : start + length])

    def _number(self) -> str:
        paper = self._rng.choice(self._papers)
        printed = self._rng.choice((paper.number, paper.citations[0].number))
        return self._rng.choice((printed, printed.lower().replace("/", " "), symbol.compact(printed)))

    def _fields(self) -> str:
        paper = self._rng.choice(self._papers)
        fields = (f'loại:"{paper.kind}"', f'cơ_quan:"{paper.issuer}"', f'nơi:"{paper.place}"', f"năm:{paper.date[:4]}")
        return f"{self._rng.choice(fields)} {self._row(1, 2)}"


def main() -> None:
    given = [argument for argument in sys.argv[1:] if argument != "--server"]
    size = int(given[0]) if given else SIZE
    with tempfile.TemporaryDirectory() as name:
        folder = Path(given[1] if len(given) > 1 else name)
        measured = on_server(size, folder / str(size)) if "--server" in sys.argv else rows(size, folder)
        for figure_of, figure in measured:
            print(f"{figure_of:72}  {figure}", flush=True)


if __name__ == "__main__":
    main()
