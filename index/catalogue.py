"""The catalogue of an archive, in SQLite: the truth from which every index and answer is made."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from ..pipeline import symbol
from ..pipeline.config import CATALOGUE
from ..pipeline.identity import text_sha256
from ..pipeline.model import Method, Record, Source
from ..pipeline.printable import printable
from . import originals
from .database import Database
from .duplicates.assignment import Assignment
from .duplicates.decisions import Choice, Decision, Decisions
from .duplicates.fingerprints import Fingerprints
from .holdings import (
    Added,
    Counts,
    Document,
    Held,
    Outcome,
    PoorPage,
    StoredFile,
    Unread,
)
from .links.graph import Graph
from .links.links import Links
from .mentions import mentions_of
from .outbox import Outbox
from .schema import connect

# Which of several files of a document speaks for it: text that was typed before text that was recognised.
_METHOD_RANK = {Method.PLAIN: 0, Method.TEXT_LAYER: 0, Method.MIXED: 1, Method.OCR: 2}

_decode_record = msgspec.json.Decoder(Record).decode
_DOCUMENT = "id, file, number, number_key, serial, kind, kind_code, date, issuer, place, title"
# Of the rules by which documents, mentions and links are made from the records: with others all are made anew.
_DERIVATION = 4


class Catalogue:
    """One archive folder. Reading methods see what is committed; writing methods join a `transaction` or are one."""

    def __init__(self, folder: Path, database: Database) -> None:
        self.folder = folder
        self.outbox = Outbox(database)
        self.graph = Graph(database)
        self.fingerprints = Fingerprints(database)
        self.decisions = Decisions(database)
        self._assignment = Assignment(database, self.decisions, self.fingerprints)
        self._links = Links(database)
        self._database = database

    @classmethod
    def open(cls, folder: Path, create: bool, notice: Callable[[int], object] | None = None) -> Self:
        """Open the archive in `folder`; with `create` make one where there is none.

        What an older program derived from its files is made anew; `notice` hears of how many, before.
        """
        catalogue = cls(folder, Database(connect(folder, create), folder / CATALOGUE))
        ((files,),) = catalogue._database.all("SELECT count(*) FROM files")
        if notice and files and (catalogue._derivation() != _DERIVATION or not catalogue.fingerprints.are_current()):
            notice(files)
        catalogue.fingerprints.follow_the_recipe()
        catalogue._follow_the_rules()
        return catalogue

    def close(self) -> None:
        self._database.close()

    def transaction(self) -> AbstractContextManager[None]:
        """All that is written inside is committed together, or not at all. Inside another one it is part of that."""
        return self._database.transaction()

    def snapshot(self) -> AbstractContextManager[None]:
        """All that is read inside is of one moment, whatever others commit meanwhile."""
        return self._database.snapshot()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.close()

    # Writing

    def add(self, source: Source, record: Record, text: str) -> Added:
        """Keep a file that was read well, its original first. Bytes that are known already change nothing.

        `stored` is a document that is new to the archive, `known` one of which it has a file already.
        """
        originals.store(self.folder / "originals", source.data, source.sha256)
        with self.transaction():
            outcome = Outcome.KNOWN if self.file(source.sha256) else self._take(source, record, text)
            path = _place(source.path)
            self._database.execute("DELETE FROM unread WHERE sha256 = ? OR path = ?", source.sha256, path)
            self._database.execute("INSERT OR IGNORE INTO places (path, sha256) VALUES (?, ?)", path, source.sha256)
            return Added(self._document_of(source.sha256), outcome)

    def remove(self, document: str) -> None:
        """Take a document out of the archive with all its files; what others say of it stays, and the originals do."""
        with self.transaction():
            files = [file.sha256 for file in self.files_of(document)]
            near = self._assignment.near(files)
            self._drop(document)
            for sha256 in files:
                self.fingerprints.remove(sha256)
                self.decisions.forget(sha256)
                self._assignment.forget(sha256)
                for table in ("places", "rescans", "files"):
                    self._database.execute(f"DELETE FROM {table} WHERE sha256 = ?", sha256)
            self._assign(near)

    def decide(self, one: str, other: str, choice: Choice, person: str) -> Decision:
        """Keep what a person says of two files, held or not; documents become one, or two, accordingly."""
        with self.transaction():
            near = self._assignment.near((one, other))
            made = self.decisions.decide(one, other, choice, person)
            self._assign(near)
            return made

    def undo(self, decision: Decision) -> None:
        """Take back what a person said of two files; documents are as if nobody had."""
        with self.transaction():
            near = self._assignment.near((decision.one, decision.other))
            self.decisions.undo(decision.pair)
            self._assign(near)

    def quarantine(self, path: Path, sha256: str | None, reason: str) -> None:
        """Note a file that gave no text; it leaves this list when it is read well later."""
        self._leave(path, sha256, Outcome.QUARANTINED, reason)

    def skip(self, path: Path, reason: str) -> None:
        """Note a file that was not even tried."""
        self._leave(path, None, Outcome.SKIPPED, reason)

    def set_keywords(self, sha256: str, keywords: tuple[str, ...]) -> None:
        """Fill the keywords into the record of a file."""
        with self.transaction():
            (encoded,) = self._database.all("SELECT record FROM files WHERE sha256 = ?", sha256)[0]
            record = replace(_decode_record(encoded), keywords=keywords)
            self._database.execute(
                "UPDATE files SET record = ?, has_keywords = 1 WHERE sha256 = ?", _encode(record), sha256
            )

    def _take(self, source: Source, record: Record, text: str) -> Outcome:
        """A file that is not held yet."""
        self._insert_file(source, record, text)
        self._assignment.compare(source.sha256)
        self._assign([source.sha256])
        document = self._document_of(source.sha256)
        (count,) = self._database.all("SELECT count(*) FROM files WHERE document = ?", document)[0]
        return Outcome.STORED if count == 1 else Outcome.KNOWN

    def _assign(self, files: Iterable[str]) -> None:
        """Put these files, and those that hang together with them, into the documents to which they belong."""
        changed = set[str]()
        for sha256, (before, document) in self._assignment.documents(self._assignment.near(files)).items():
            changed |= {before, document}
            if before != document:
                self._database.execute("UPDATE files SET document = ? WHERE sha256 = ?", document, sha256)
        kept = {document for document in changed if self.files_of(document)}
        for document in sorted(changed - kept):
            self._drop(document)
        for document in sorted(kept):
            self._derive(document)

    def _drop(self, document: str) -> None:
        """There is no such document any more, if there was one."""
        self._links.remove(document)
        self._database.execute("DELETE FROM documents WHERE id = ?", document)
        self.outbox.note(document)

    def _document_of(self, sha256: str) -> str:
        return str(self._database.all("SELECT document FROM files WHERE sha256 = ?", sha256)[0][0])

    def _insert_file(self, source: Source, record: Record, text: str) -> None:
        self._database.insert(
            "files",
            """sha256, document, own, number_key, date,
            media_type, bytes, text_sha256, method_rank, quality, record, has_keywords, text""",
            source.sha256,
            record.id,
            record.id,
            record.number and record.number.key,
            record.date and record.date.iso,
            source.media_type,
            len(source.data),
            text_sha256(text),
            _METHOD_RANK[record.text.method],
            record.text.quality,
            _encode(record),
            record.keywords is not None,
            text,
        )
        for page in record.text.rescan:
            self._database.insert("rescans", "sha256, page, reason", source.sha256, page.page, page.reason)
        self.fingerprints.put(source.sha256, text)

    def _derive(self, document: str) -> None:
        """Make the rows of a document from its primary file, which is the same in whatever order files arrived."""
        primary, encoded, text = self._database.all(
            """SELECT sha256, record, text FROM files WHERE document = ?
            ORDER BY own LIKE 'vb-%', method_rank, quality DESC, sha256 LIMIT 1""",
            document,
        )[0]
        if self._database.all("SELECT 1 FROM documents WHERE id = ? AND file = ?", document, primary):
            return
        record = _decode_record(encoded)
        self._upsert_document(document, primary, record)
        self._links.replace(document, record, mentions_of(record, text))
        self.outbox.note(document)

    def _follow_the_rules(self) -> None:
        """Make documents, mentions and links anew where they were made by other rules than this program's."""
        if self._derivation() == _DERIVATION:
            return
        with self.transaction():
            if self._derivation() == _DERIVATION:  # another process was first
                return
            self._links.clear()
            self._database.execute("UPDATE documents SET file = ''")
            self._assignment.compare_all()
            self._assign(sha256 for (sha256,) in self._database.all("SELECT sha256 FROM files"))
            self._database.execute("UPDATE derived SET version = ?", _DERIVATION)

    def _derivation(self) -> int:
        return int(self._database.all("SELECT version FROM derived")[0][0])

    def _upsert_document(self, document: str, primary: str, record: Record) -> None:
        number, kind = record.number, record.kind
        self._database.execute("DELETE FROM documents WHERE id = ?", document)
        self._database.insert(
            "documents",
            f"{_DOCUMENT}, number_compact",
            document,
            primary,
            number and number.canonical,
            number and number.key,
            number and symbol.key(number.serial),
            kind and kind.name,
            kind and kind.code,
            record.date and record.date.iso,
            record.issuer and record.issuer.name,
            record.place,
            record.title,
            number and symbol.compact(number.canonical),
        )

    def _leave(self, path: Path, sha256: str | None, outcome: Outcome, reason: str) -> None:
        """Note why a file is not in the archive; the last word on its path counts."""
        self._database.execute(
            "INSERT OR REPLACE INTO unread (path, sha256, outcome, reason, at) VALUES (?, ?, ?, ?, ?)",
            _place(path),
            sha256,
            outcome.value,
            reason,
            datetime.now(UTC).isoformat(timespec="seconds"),
        )

    # Reading

    def document(self, document: str) -> Document | None:
        return next(iter(self._documents("id = ?", document)), None)

    def ids_of_key(self, key: str, date: str | None, limit: int) -> tuple[str, ...]:
        """Documents whose number is filed under a key: those of this date first, then the newest."""
        rows = self._database.all(
            "SELECT id FROM documents WHERE number_key = ? ORDER BY date IS NOT ?, date DESC, id LIMIT ?",
            key,
            date,
            limit,
        )
        return tuple(id for (id,) in rows)

    def documents_sharing_numbers(self) -> tuple[Document, ...]:
        """Documents whose number key is that of another one too."""
        return self._documents(
            "number_key IN (SELECT number_key FROM documents GROUP BY number_key HAVING count(*) > 1)"
        )

    def held(self, document: str) -> Held | None:
        """A document with its record and text."""
        return next(self._held("WHERE documents.id = ?", document), None)

    def all_held(self) -> Generator[Held, None, None]:
        """Every document with its record and text, by id."""
        return self._held("ORDER BY documents.id")

    def file(self, sha256: str) -> StoredFile | None:
        return next(iter(self._files("sha256 = ?", sha256)), None)

    def tagged(self, sha256: str) -> tuple[Record, str] | None:
        """The record and the text of a file that is held."""
        rows = self._database.all("SELECT record, text FROM files WHERE sha256 = ?", sha256)
        return (_decode_record(rows[0][0]), rows[0][1]) if rows else None

    def count_without_keywords(self) -> int:
        return len(self._files_without_keywords())

    def without_keywords(self) -> Iterator[tuple[str, str]]:
        """Primary files whose record has no keywords yet, with their text. They may be set while this runs."""
        for sha256 in self._files_without_keywords():
            for (text,) in self._database.all("SELECT text FROM files WHERE sha256 = ?", sha256):
                yield sha256, text

    def files_of(self, document: str) -> tuple[StoredFile, ...]:
        return self._files("document = ?", document)

    def files_of_text(self, text_sha256: str) -> tuple[StoredFile, ...]:
        """Files with exactly this text (`identity.text_sha256`)."""
        return self._files("text_sha256 = ?", text_sha256)

    def original(self, sha256: str) -> Path:
        """Where the bytes of a file are kept."""
        return originals.path_of(self.folder / "originals", sha256)

    def paths_of(self, document: str) -> tuple[str, ...]:
        """Every place in which a file of the document was seen."""
        rows = self._database.all(
            "SELECT DISTINCT path FROM places JOIN files USING (sha256) WHERE document = ? ORDER BY path", document
        )
        return tuple(path for (path,) in rows)

    def paths_of_file(self, sha256: str) -> tuple[str, ...]:
        """Every place in which a file was seen."""
        return tuple(
            path for (path,) in self._database.all("SELECT path FROM places WHERE sha256 = ? ORDER BY path", sha256)
        )

    def documents_of_many_paths(self) -> tuple[Document, ...]:
        """Documents of which files were seen in more than one place."""
        return self._documents(
            """id IN (SELECT document FROM files JOIN places USING (sha256)
            GROUP BY document HAVING count(DISTINCT path) > 1)"""
        )

    def unread(self, outcome: Outcome) -> tuple[Unread, ...]:
        """The paths whose last outcome was this one."""
        rows = self._database.all(
            "SELECT path, sha256, outcome, reason, at FROM unread WHERE outcome = ? ORDER BY path", outcome
        )
        return tuple(Unread(path, sha256, Outcome(value), reason, at) for path, sha256, value, reason, at in rows)

    def rescans(self) -> tuple[PoorPage, ...]:
        """Pages to be scanned again: those of the files that stand for their documents, not of lesser copies."""
        rows = self._database.all(
            """SELECT documents.id, rescans.sha256, min(path), page, reason
            FROM rescans JOIN documents ON documents.file = rescans.sha256 JOIN places USING (sha256)
            GROUP BY rescans.sha256, page ORDER BY 3, page"""
        )
        return tuple(PoorPage(*row) for row in rows)

    def counts(self) -> Counts:
        """What is held now, in whatever order it came: each further file of a document counts as known."""
        documents, files = self._database.all("SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM files)")[
            0
        ]
        unread = dict(self._database.all("SELECT outcome, count(*) FROM unread GROUP BY outcome"))
        found = {Outcome.STORED.value: documents, Outcome.KNOWN.value: files - documents, **unread}
        outcomes = tuple((outcome, found.get(outcome.value, 0)) for outcome in Outcome)
        return Counts(documents, files, outcomes, self.decisions.waiting())

    def archive_id(self) -> str:
        """A name that no other archive has; it stays."""
        return str(self._database.all("SELECT id FROM identity")[0][0])

    def canonical(self, compact: str) -> str | None:
        """A number given as `symbol.compact`, as a document bears it, or else cites it."""
        rows = self._database.all("SELECT number FROM nodes WHERE compact = ? ORDER BY document IS NULL, id", compact)
        return next((number for (number,) in rows), None)

    # Rows

    def _documents(self, condition: str, *values: object) -> tuple[Document, ...]:
        rows = self._database.all(f"SELECT {_DOCUMENT} FROM documents WHERE {condition} ORDER BY id", *values)
        return tuple(Document(*row) for row in rows)

    def _files_without_keywords(self) -> list[str]:
        rows = self._database.all(
            """SELECT sha256 FROM files JOIN documents ON documents.file = files.sha256
            WHERE NOT has_keywords ORDER BY sha256"""
        )
        return [sha256 for (sha256,) in rows]

    def _files(self, condition: str, *values: object) -> tuple[StoredFile, ...]:
        rows = self._database.all(
            f"""SELECT sha256, document, media_type, bytes, text_sha256 FROM files
            WHERE {condition} ORDER BY sha256""",
            *values,
        )
        return tuple(StoredFile(*row) for row in rows)

    def _held(self, rest: str, *values: object) -> Generator[Held, None, None]:
        columns = ", ".join(f"documents.{name}" for name in _DOCUMENT.split(", "))
        rows = self._database.each(
            f"SELECT record, text, {columns} FROM documents JOIN files ON files.sha256 = documents.file {rest}", *values
        )
        return (Held(Document(*row[2:]), _decode_record(row[0]), row[1]) for row in rows)


def _encode(record: Record) -> str:
    return msgspec.json.encode(record).decode()


def _place(path: Path) -> str:
    """A path as it is kept: absolute, so that one file has one name from wherever it is given."""
    return printable(os.path.abspath(path))  # noqa: PTH100  # resolve() would follow links
