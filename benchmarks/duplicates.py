"""How fast documents that share much are found in an archive of 100,000 made-up ones, and what that takes; how fast a
new document is checked against all that is held.

`PYTHONPATH=tests python benchmarks/duplicates.py [documents] [folder]` measures this alone; a folder is kept for the
next time, and has then no figures of how it was filled.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import search
from generated import GeneratedDocument, document, documents

from cancu.index.catalogue import Catalogue
from cancu.index.database import Database
from cancu.index.duplicates.checking import check
from cancu.index.duplicates.fingerprints import Fingerprints
from cancu.index.duplicates.signature import sign
from cancu.index.schema import connect
from cancu.pipeline.model import Source
from quality import noise

Row = tuple[str, str]

SIZE = 100_000
_BATCH = 1_000  # documents a transaction, where nothing is measured
_MARKS = (1_000, 10_000)  # documents, at which the store is measured besides its full size
_WINDOW = 500  # documents of which a mean is told
_ASKED = 300  # new documents that are looked up
_REPEATS = 2  # of which the fastest counts: other programs disturb
_LIMIT = 20  # candidates wanted
_FORM = 10_000  # letters of one form
_SEED = 11
_NOISE = 0.02


class _Store:
    """Fingerprints alone: of a file nothing else is kept."""

    def __init__(self, folder: Path) -> None:
        file = folder / "catalogue.sqlite3"
        self.database = Database(connect(folder, create=True), file)
        self.database.execute("PRAGMA foreign_keys = OFF")
        self.fingerprints = Fingerprints(self.database)

    def put(self, texts: Sequence[str], batch: int = _BATCH) -> None:
        for first in range(0, len(texts), batch):
            with self.database.transaction():
                for text in texts[first : first + batch]:
                    self.fingerprints.put(_sha256(text), text)

    def remove(self, texts: Sequence[str], batch: int = _BATCH) -> None:
        for first in range(0, len(texts), batch):
            with self.database.transaction():
                for text in texts[first : first + batch]:
                    self.fingerprints.remove(_sha256(text))

    def count(self) -> int:
        return int(self.database.all("SELECT count(*) FROM fingerprints")[0][0])

    def bytes(self) -> int:
        """Of its tables and their indexes."""
        return int(
            self.database.all(
                """SELECT sum(pgsize) FROM dbstat
                WHERE name IN (SELECT name FROM sqlite_schema WHERE tbl_name IN ('fingerprints', 'bands'))"""
            )[0][0]
        )


def rows(size: int = SIZE, folder: Path | None = None) -> Iterator[Row]:
    """The figures of signing, filling, finding; disk and memory in the end."""
    texts = [made.text for made in documents(_WINDOW, first=2 * size)]
    length = sum(map(len, texts)) / len(texts)
    sign(texts[0])  # builds the tables
    seconds = min(_cpu(lambda: [sign(text) for text in texts]) for _ in range(_REPEATS))
    yield f"duplicates: signing documents of {length:,.0f} characters, per CPU-second", f"{len(texts) / seconds:,.0f}"
    with tempfile.TemporaryDirectory() as name:
        store = (folder or Path(name)) / str(size)
        yield from _filled(_Store(store), size, texts)
        yield from _opened(store, size, texts)
        archive = store.with_name(f"{size} whole")
        with Catalogue.open(archive, create=True) as catalogue:
            _fill(catalogue, size)
            yield from _checked(catalogue, size)


def _filled(store: _Store, size: int, new: Sequence[str]) -> Iterator[Row]:
    """What a document costs as the store grows; nothing if it is there."""
    count = store.count()
    for mark in sorted({mark for mark in (*_MARKS, size) if count < mark <= size}):
        generated = (made.text for made in documents(mark - count, first=count))
        while batch := list(islice(generated, _BATCH)):
            store.put(batch)
        count = mark
        yield from _changed(store, count, new)
        if _MARKS[0] < count < size:
            yield from _found(store, f"{count:,} documents", new[:_ASKED])


def _changed(store: _Store, count: int, new: Sequence[str]) -> Iterator[Row]:
    """Put beside the others and taken out again, each in a transaction of its own, as ingest does."""
    for name, work in (("adding", store.put), ("deleting", store.remove)):
        seconds = _cpu(lambda work=work: work(new, batch=1))
        yield f"duplicates: {name} one document beside {count:,}, CPU ms", f"{1000 * seconds / len(new):.2f}"


def _opened(folder: Path, size: int, new: Sequence[str]) -> Iterator[Row]:
    """What is asked of a full store."""
    store = _Store(folder)
    yield from _found(store, f"{size:,} documents", new[:_ASKED])
    with ProcessPoolExecutor(1, get_context("spawn")) as fresh:
        taken = fresh.submit(_memory, folder, new[:_ASKED]).result()
    yield f"duplicates: memory taken by that, MB per {size:,} documents", f"{taken / 1e6:,.0f}"
    yield f"duplicates: disk, MB per {size:,} documents", f"{store.bytes() / 1e6:,.0f}"
    yield from _of_one_form(store, new)


def _memory(folder: Path, texts: Sequence[str]) -> int:
    """Bytes that a process grows by when it opens a store and asks for all texts."""
    sign(texts[0])  # builds the tables
    before = _resident()
    store = _Store(folder)
    for text in texts:
        store.fingerprints.alike(text, _LIMIT)
    return _resident() - before


def _of_one_form(store: _Store, new: Sequence[str]) -> Iterator[Row]:
    """Letters that differ in a name and figures, put besides and taken out again."""
    form = new[-1]
    letters = [_letter(form, number) for number in range(_FORM + _ASKED)]
    store.put(letters[:_FORM])
    yield from _found(store, f"{_FORM:,} letters of one form", letters[_FORM:])
    store.remove(letters[:_FORM])


def _letter(form: str, number: int) -> str:
    """The form with a subject of its own in the middle."""
    subject, middle = document(number, seed=_SEED).title, len(form) // 2
    return f"{form[:middle]} {subject}, {number} {form[middle:]}"


def _found(store: _Store, where: str, texts: Sequence[str]) -> Iterator[Row]:
    taken = sorted(_best(lambda text=text: store.fingerprints.alike(text, _LIMIT)) for text in texts)
    figure = f"{taken[len(taken) // 2]:.1f} / {taken[int(len(taken) * 0.95)]:.1f}"
    yield f"duplicates: candidates of a new document among {where}, p50 / p95 CPU ms", figure


def _fill(catalogue: Catalogue, size: int) -> None:
    """Files, documents and fingerprints; the check asks for no links."""
    for first in range(catalogue.counts().documents, size, _BATCH):
        with catalogue.transaction():
            for made in documents(_BATCH, first=first):
                source = _source(made, made.text)
                record = search.record(made, source)
                catalogue._insert_file(source, record, made.text)
                catalogue._upsert_document(made.id, source.sha256, record)


def _source(made: GeneratedDocument, text: str) -> Source:
    return Source(Path(f"{made.id}.txt"), b"", _sha256(text), "text/plain")


def _checked(catalogue: Catalogue, size: int) -> Iterator[Row]:
    """The check of a document that was read and tagged already: of one that nothing held is like, and of re-scans."""
    new = [(made, made.text) for made in documents(_ASKED, first=2 * size)]
    step = size // _ASKED
    held = [(made, noise.damaged(made.text, _NOISE, number)[0]) for number, made in enumerate(_every(step))]
    for name, asked in (("a new document", new), (f"a re-scan with {_NOISE:.0%} of noise", held)):
        taken = sorted(_best(lambda made=made, text=text: _check(catalogue, made, text)) for made, text in asked)
        figure = f"{taken[len(taken) // 2]:.1f} / {taken[int(len(taken) * 0.95)]:.1f}"
        yield f"duplicates: check of {name} among {size:,}, p50 / p95 CPU ms", figure


def _every(step: int) -> Iterator[GeneratedDocument]:
    return (document(number * step) for number in range(_ASKED))


def _check(catalogue: Catalogue, made: GeneratedDocument, text: str) -> None:
    """The record is that of the undamaged text: what is measured is the check."""
    check(catalogue, search.record(made, _source(made, text)), text)


_best = partial(search.best, clock=time.process_time)


def _cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _resident() -> int:
    """Bytes of memory this process has now."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else SIZE
    for name, figure in rows(size, Path(sys.argv[2]) if len(sys.argv) > 2 else None):
        print(f"{name:90}  {figure}", flush=True)


if __name__ == "__main__":
    main()
