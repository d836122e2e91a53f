"""The catalogue of an archive, in SQLite: the truth from which every index and answer is made."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

from ..pipeline import symbol
from ..pipeline.config import CATALOGUE
from ..pipeline.identity import text_sha256
from ..pipeline.model import Method, Record, Source
from ..pipeline.printable import printable
from . import originals
from .database import Database
from .holdings import (
    Added,
    CountedNaming,
    Counts,
    Document,
    Held,
    Outcome,
    PoorPage,
    StoredFile,
    Telling,
    Unread,
)
from .mentions import Mention, Naming, mentions_of
from .outbox import Outbox
from .schema import connect

# Which of several files of a document speaks for it: text that was typed before text that was recognised.
_METHOD_RANK = {Method.PLAIN: 0, Method.TEXT_LAYER: 0, Method.MIXED: 1, Method.OCR: 2}

_decode_record = msgspec.json.Decoder(Record).decode
_DOCUMENT = "id, file, number, number_key, serial, kind, kind_code, date, issuer, place, title"
_MENTION = """document, position, key, compact, canonical, name, name_key, date, kind, issuer, title, relation,
    source_key, source_canonical, source_date, source_kind, source_issuer,
    span_start, span_end, evidence_start, evidence_end, evidence, page"""


class Catalogue:
    """One archive folder. Reading methods see what is committed; writing methods join a `transaction` or are one."""

    def __init__(self, folder: Path, database: Database) -> None:
        self.folder = folder
        self.outbox = Outbox(database)
        self._database = database

    @classmethod
    def open(cls, folder: Path, create: bool) -> Self:
        """Open the archive in `folder`; with `create` make one where there is none."""
        return cls(folder, Database(connect(folder, create), folder / CATALOGUE))

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
            file = self.file(source.sha256)
            document = file.document if file else record.id
            outcome = Outcome.KNOWN if self.document(document) else Outcome.STORED
            if file is None:
                self._insert_file(source, record, text)
                self._derive(document)
            path = _place(source.path)
            self._database.execute("DELETE FROM unread WHERE sha256 = ? OR path = ?", source.sha256, path)
            self._database.execute("INSERT OR IGNORE INTO places (path, sha256) VALUES (?, ?)", path, source.sha256)
        return Added(document, outcome)

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

    def _insert_file(self, source: Source, record: Record, text: str) -> None:
        self._database.insert(
            "files",
            "sha256, document, media_type, bytes, text_sha256, method_rank, quality, record, has_keywords, text",
            source.sha256,
            record.id,
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

    def _derive(self, document: str) -> None:
        """Make the rows of a document from its primary file, which is the same in whatever order files arrived."""
        primary, encoded, text = self._database.all(
            """SELECT sha256, record, text FROM files WHERE document = ?
            ORDER BY method_rank, quality DESC, sha256 LIMIT 1""",
            document,
        )[0]
        if self._database.all("SELECT 1 FROM documents WHERE id = ? AND file = ?", document, primary):
            return
        self._database.execute("DELETE FROM mentions WHERE document = ?", document)
        record = _decode_record(encoded)
        self._upsert_document(document, primary, record)
        for mention in mentions_of(record, text):
            self._database.insert("mentions", _MENTION, document, *_mention_columns(mention))
        self.outbox.note(document)

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

    def documents_of_compact(self, compact: str) -> tuple[Document, ...]:
        """Every document of a number given as `symbol.compact` of any spelling."""
        return self._documents("number_compact = ?", compact)

    def documents_of_key(self, key: str) -> tuple[Document, ...]:
        return self._documents("number_key = ?", key)

    def documents_of_serial(self, serial: str, date: str) -> tuple[Document, ...]:
        """Documents of this date whose number starts with this serial (as `symbol.key`)."""
        return self._documents("serial = ? AND date = ?", serial, date)

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
        return Counts(documents, files, tuple((outcome, found.get(outcome.value, 0)) for outcome in Outcome))

    def archive_id(self) -> str:
        """A name that no other archive has; it stays."""
        return str(self._database.all("SELECT id FROM identity")[0][0])

    def canonical(self, compact: str) -> str | None:
        """A number given as `symbol.compact`, as a document bears it, or else cites it."""
        rows = self._database.all(
            """SELECT number FROM documents WHERE number_compact = ?1
            UNION ALL SELECT canonical FROM mentions WHERE compact = ?1 LIMIT 1""",
            compact,
        )
        return next((canonical for (canonical,) in rows), None)

    def cited_keys(self, compact: str) -> tuple[str, ...]:
        """Keys under which a number given as `symbol.compact` is mentioned."""
        return tuple(
            key for (key,) in self._database.all("SELECT DISTINCT key FROM mentions WHERE compact = ?", compact)
        )

    def all_cited_keys(self) -> tuple[str, ...]:
        """Keys of every number that is mentioned, be it as the source of a mention."""
        rows = self._database.all(
            """SELECT key FROM mentions WHERE key IS NOT NULL
            UNION SELECT source_key FROM mentions WHERE source_key IS NOT NULL ORDER BY 1"""
        )
        return tuple(key for (key,) in rows)

    def all_cited_names(self) -> tuple[str, ...]:
        """Folded names of every law that is mentioned without a number."""
        rows = self._database.all("SELECT DISTINCT name_key FROM mentions WHERE name_key IS NOT NULL ORDER BY 1")
        return tuple(name for (name,) in rows)

    def namings(self, key: str) -> tuple[CountedNaming, ...]:
        """The ways in which documents name those of a number, themselves or as the source of a mention."""
        rows = self._database.all(
            """SELECT key, canonical, NULL, date, kind, issuer, name, title, count(*)
            FROM mentions WHERE key = ?1 GROUP BY canonical, date, kind, issuer, name, title
            UNION ALL SELECT source_key, source_canonical, NULL, source_date, source_kind, source_issuer, NULL, NULL, 0
            FROM mentions WHERE source_key = ?1
            GROUP BY source_canonical, source_date, source_kind, source_issuer""",
            key,
        )
        return _counted_namings(rows)

    def namings_of_law(self, name_key: str) -> tuple[CountedNaming, ...]:
        rows = self._database.all(
            """SELECT key, canonical, name_key, date, kind, issuer, name, title, count(*)
            FROM mentions WHERE name_key = ? GROUP BY date, kind, issuer, name, title""",
            name_key,
        )
        return _counted_namings(rows)

    def mentions_by(self, document: str) -> Iterator[Telling]:
        """What a document mentions, in its order."""
        return self._tellings("document = ? ORDER BY position", document)

    def mentions_of_key(self, key: str) -> Iterator[Telling]:
        """Every mention of a number."""
        return self._tellings("key = ? ORDER BY document, position", key)

    def mentions_of_law(self, name_key: str) -> Iterator[Telling]:
        """Every mention of a law by its name."""
        return self._tellings("name_key = ? ORDER BY document, position", name_key)

    def mentions_from_source(self, key: str) -> Iterator[Telling]:
        """Every mention of which a document of this number is the source."""
        return self._tellings("source_key = ? ORDER BY document, position", key)

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

    def _tellings(self, rest: str, *values: object) -> Iterator[Telling]:
        rows = self._database.each(f"SELECT {_MENTION} FROM mentions WHERE {rest}", *values)
        return (Telling(row[0], _mention(row)) for row in rows)


def _encode(record: Record) -> str:
    return msgspec.json.encode(record).decode()


def _place(path: Path) -> str:
    """A path as it is kept: absolute, so that one file has one name from wherever it is given."""
    return printable(os.path.abspath(path))  # noqa: PTH100  # resolve() would follow links


def _counted_namings(rows: list[Any]) -> tuple[CountedNaming, ...]:
    return tuple(CountedNaming(Naming(*row[:6]), *row[6:]) for row in rows)


def _mention_columns(mention: Mention) -> tuple[object, ...]:
    """The columns of `_MENTION` after `document`."""
    target, source = mention.target, mention.source
    return (
        mention.position,
        target.key,
        target.canonical and symbol.compact(target.canonical),
        target.canonical,
        mention.name,
        target.name_key,
        target.date,
        target.kind,
        target.issuer,
        mention.title,
        mention.relation,
        *((source.key, source.canonical, source.date, source.kind, source.issuer) if source else (None,) * 5),
        *mention.span,
        *mention.evidence_span,
        mention.evidence,
        mention.page,
    )


def _mention(row: Any) -> Mention:
    """The mention of a row of `_MENTION`."""
    (_, position, key, _, canonical, name, name_key, date, kind, issuer, title, relation, *source) = row[:17]
    start, end, evidence_start, evidence_end, evidence, page = row[17:]
    return Mention(
        position=position,
        target=Naming(key, canonical, name_key, date, kind, issuer),
        name=name,
        title=title,
        relation=relation,
        source=Naming(source[0], source[1], None, *source[2:]) if source[0] else None,
        span=(start, end),
        evidence_span=(evidence_start, evidence_end),
        evidence=evidence,
        page=page,
    )
