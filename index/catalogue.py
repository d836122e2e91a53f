"""The catalogue of an archive, in SQLite: the truth from which every index and answer is made."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

from ..pipeline import symbol
from ..pipeline.errors import ArchiveError
from ..pipeline.model import Method, Record, Source
from . import originals
from .mentions import Mention, Naming, mentions_of

FILE_NAME = "catalogue.sqlite3"
LOCK_TIMEOUT = 10.0  # seconds another writer is waited for

# One entry per schema version, each a list of statements. Entries are only ever added.
_MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE documents (
            id TEXT PRIMARY KEY,
            file TEXT NOT NULL REFERENCES files (sha256) DEFERRABLE INITIALLY DEFERRED,
            number TEXT, number_key TEXT, number_compact TEXT, serial TEXT,
            kind TEXT, kind_code TEXT, date TEXT, issuer TEXT, place TEXT, title TEXT
        ) STRICT""",
        "CREATE INDEX documents_key ON documents (number_key)",
        "CREATE INDEX documents_compact ON documents (number_compact)",
        "CREATE INDEX documents_serial ON documents (serial, date)",
        """CREATE TABLE files (
            sha256 TEXT PRIMARY KEY,
            document TEXT NOT NULL REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED,
            path TEXT NOT NULL, media_type TEXT NOT NULL, bytes INTEGER NOT NULL,
            text_sha256 TEXT,  -- NULL for a blank text, which equals no other
            method_rank INTEGER NOT NULL, quality REAL NOT NULL,
            record TEXT NOT NULL, has_keywords INTEGER NOT NULL, text TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX files_without_keywords ON files (sha256) WHERE NOT has_keywords",
        "CREATE INDEX files_document ON files (document)",
        "CREATE INDEX files_text ON files (text_sha256)",
        """CREATE TABLE mentions (
            document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            key TEXT, compact TEXT, canonical TEXT, name TEXT, name_key TEXT,
            date TEXT, kind TEXT, issuer TEXT, title TEXT, relation TEXT NOT NULL,
            source_key TEXT, source_canonical TEXT, source_date TEXT, source_kind TEXT, source_issuer TEXT,
            span_start INTEGER NOT NULL, span_end INTEGER NOT NULL,
            evidence_start INTEGER NOT NULL, evidence_end INTEGER NOT NULL, evidence TEXT NOT NULL,
            page INTEGER NOT NULL,
            PRIMARY KEY (document, position)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX mentions_key ON mentions (key, document, position)",
        "CREATE INDEX mentions_compact ON mentions (compact)",
        "CREATE INDEX mentions_name ON mentions (name_key, document, position)",
        "CREATE INDEX mentions_source ON mentions (source_key, document, position)",
        """CREATE TABLE arrivals (
            path TEXT PRIMARY KEY, sha256 TEXT, outcome TEXT NOT NULL, reason TEXT, at TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX arrivals_sha256 ON arrivals (sha256)",
        "CREATE TABLE outbox (seq INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL) STRICT",
    ),
)
SCHEMA = len(_MIGRATIONS)

# What a person can do about an error of SQLite; any other error of SQLite is a bug of ours and stays as it is.
_ADVICE = {
    sqlite3.SQLITE_BUSY: "another cancu is writing to it; try again when that has ended",
    sqlite3.SQLITE_LOCKED: "another cancu is writing to it; try again when that has ended",
    sqlite3.SQLITE_NOTADB: "it is no catalogue of cancu; restore it from a backup or name another --archive",
    sqlite3.SQLITE_CORRUPT: "it is damaged; restore it from a backup",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; check that it is a file and that you have the rights",
    sqlite3.SQLITE_READONLY: "it cannot be written; check the rights of the folder",
    sqlite3.SQLITE_PERM: "you have no rights to it; check the rights of the folder",
    sqlite3.SQLITE_IOERR: "the disk reports an error; check the disk",
    sqlite3.SQLITE_FULL: "the disk is full; free some space",
}

# Which of several files of a document speaks for it: text that was typed before text that was recognised.
_METHOD_RANK = {Method.PLAIN: 0, Method.TEXT_LAYER: 0, Method.MIXED: 1, Method.OCR: 2}

_decode_record = msgspec.json.Decoder(Record).decode
_DOCUMENT = "id, file, number, number_key, serial, kind, kind_code, date, issuer, place, title"
_MENTION = """document, position, key, compact, canonical, name, name_key, date, kind, issuer, title, relation,
    source_key, source_canonical, source_date, source_kind, source_issuer,
    span_start, span_end, evidence_start, evidence_end, evidence, page"""


class Outcome(StrEnum):
    """What became of a file that was given to the archive."""

    STORED = "stored"
    KNOWN = "known"
    QUARANTINED = "quarantined"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Added:
    """`known`: the archive has these very bytes already, in `document`."""

    document: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Document:
    """A document that is held, as its primary file tells it."""

    id: str
    file: str
    number: str | None
    number_key: str | None
    serial: str | None
    kind: str | None
    kind_code: str | None
    date: str | None
    issuer: str | None
    place: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Held:
    """A document with the record and the text of its primary file."""

    document: Document
    record: Record
    text: str


@dataclass(frozen=True, slots=True)
class StoredFile:
    sha256: str
    document: str
    path: str
    media_type: str
    bytes: int
    text_sha256: str | None


@dataclass(frozen=True, slots=True)
class Telling:
    """A mention with the document that makes it."""

    document: str
    mention: Mention


@dataclass(frozen=True, slots=True)
class CountedNaming:
    """A way in which documents name one, and how many mentions do so."""

    naming: Naming
    name: str | None
    title: str | None
    times: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """The last outcome of a path."""

    path: str
    sha256: str | None
    outcome: Outcome
    reason: str | None
    at: str


@dataclass(frozen=True, slots=True)
class Counts:
    documents: int
    files: int
    outcomes: tuple[tuple[Outcome, int], ...]
    behind: int


@dataclass(frozen=True, slots=True)
class Pending:
    """Documents that the index has to take over; `last` is given back to `settle`."""

    documents: tuple[str, ...]
    last: int


def text_hash(text: str) -> str | None:
    """SHA-256 of a text; None for a blank one, which is never equal to another."""
    return hashlib.sha256(text.encode()).hexdigest() if text.strip() else None


class Catalogue:
    """One archive folder. Reading methods see what is committed; writing methods join a `transaction` or are one."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self.folder = folder
        self._connection = connection

    @classmethod
    def open(cls, folder: Path, create: bool) -> Self:
        """Open the archive in `folder`; with `create` make one where there is none."""
        file = folder / FILE_NAME
        try:
            if create:
                folder.mkdir(parents=True, exist_ok=True)
            exists = file.exists()
        except OSError as error:
            raise ArchiveError(f"{folder} cannot be used as an archive: {error.strerror}; name another") from error
        if not exists and not create:
            raise ArchiveError(f"no archive in {folder}: run `cancu ingest PATH` first (or name one with --archive)")
        with _reported(file):
            connection = sqlite3.connect(file, timeout=LOCK_TIMEOUT, isolation_level=None)
            try:
                _prepare(connection, file)
            except BaseException:
                connection.close()
                raise
        return cls(folder, connection)

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.close()

    # Writing

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is committed together, or not at all. Inside another one it is part of that."""
        if self._connection.in_transaction:
            yield
            return
        self._execute("BEGIN IMMEDIATE")
        try:
            yield
            self._execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # SQLite itself rolls back when the disk is full
                self._execute("ROLLBACK")
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read inside is of one moment, whatever others commit meanwhile."""
        if self._connection.in_transaction:
            yield
            return
        self._execute("BEGIN")
        try:
            yield
        finally:
            self._execute("ROLLBACK")

    def add(self, source: Source, record: Record, text: str) -> Added:
        """Keep a file that was read well, its original first. Bytes that are known already change nothing."""
        originals.store(self.folder / "originals", source.data, source.sha256)
        with self.transaction():
            known = self.file(source.sha256)
            if known is None:
                self._insert_file(source, record, text)
                self._derive(record.id)
            self._execute("DELETE FROM arrivals WHERE sha256 = ? AND outcome = 'quarantined'", source.sha256)
            outcome = Outcome.KNOWN if known else Outcome.STORED
            self._arrive(source.path, source.sha256, outcome, None)
        return Added(known.document if known else record.id, outcome)

    def quarantine(self, path: Path, sha256: str | None, reason: str) -> None:
        """Note a file that gave no text; it leaves this list when it is read well later."""
        self._arrive(path, sha256, Outcome.QUARANTINED, reason)

    def skip(self, path: Path, reason: str) -> None:
        """Note a file that was not even tried."""
        self._arrive(path, None, Outcome.SKIPPED, reason)

    def set_keywords(self, sha256: str, keywords: tuple[str, ...]) -> None:
        """Fill the keywords into the record of a file."""
        with self.transaction():
            (encoded,) = self._all("SELECT record FROM files WHERE sha256 = ?", sha256)[0]
            record = replace(_decode_record(encoded), keywords=keywords)
            self._execute("UPDATE files SET record = ?, has_keywords = 1 WHERE sha256 = ?", _encode(record), sha256)

    def enqueue_all(self) -> None:
        """Let the index take over every document anew."""
        with self.transaction():
            self._execute("DELETE FROM outbox")
            self._execute("INSERT INTO outbox (document) SELECT id FROM documents ORDER BY id")

    def settle(self, pending: Pending) -> None:
        """The index has taken these over."""
        self._execute("DELETE FROM outbox WHERE seq <= ?", pending.last)

    def _insert_file(self, source: Source, record: Record, text: str) -> None:
        self._insert(
            "files",
            "sha256, document, path, media_type, bytes, text_sha256, method_rank, quality, record, has_keywords, text",
            source.sha256,
            record.id,
            _printable(source.path),
            source.media_type,
            len(source.data),
            text_hash(text),
            _METHOD_RANK[record.text.method],
            record.text.quality,
            _encode(record),
            record.keywords is not None,
            text,
        )

    def _derive(self, document: str) -> None:
        """Make the rows of a document from its primary file, which is the same in whatever order files arrived."""
        primary, encoded, text = self._all(
            """SELECT sha256, record, text FROM files WHERE document = ?
            ORDER BY method_rank, quality DESC, sha256 LIMIT 1""",
            document,
        )[0]
        if self._all("SELECT 1 FROM documents WHERE id = ? AND file = ?", document, primary):
            return
        self._execute("DELETE FROM mentions WHERE document = ?", document)
        record = _decode_record(encoded)
        self._upsert_document(document, primary, record)
        for mention in mentions_of(record, text):
            self._insert("mentions", _MENTION, document, *_mention_columns(mention))
        self._execute("INSERT INTO outbox (document) VALUES (?)", document)

    def _upsert_document(self, document: str, primary: str, record: Record) -> None:
        number, kind = record.number, record.kind
        self._execute("DELETE FROM documents WHERE id = ?", document)
        self._insert(
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

    def _arrive(self, path: Path, sha256: str | None, outcome: Outcome, reason: str | None) -> None:
        """The path's outcome; a file that was stored from this very path stays `stored` when it is seen again."""
        self._execute(
            """INSERT INTO arrivals (path, sha256, outcome, reason, at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (path) DO UPDATE SET sha256 = excluded.sha256, reason = excluded.reason, at = excluded.at,
            outcome = CASE WHEN outcome = 'stored' AND excluded.outcome = 'known' AND sha256 = excluded.sha256
                THEN 'stored' ELSE excluded.outcome END""",
            _printable(path),
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

    def all_held(self) -> Iterator[Held]:
        """Every document with its record and text, by id."""
        return self._held("ORDER BY documents.id")

    def file(self, sha256: str) -> StoredFile | None:
        return next(iter(self._files("sha256 = ?", sha256)), None)

    def tagged(self, sha256: str) -> tuple[Record, str] | None:
        """The record and the text of a file that is held."""
        rows = self._all("SELECT record, text FROM files WHERE sha256 = ?", sha256)
        return (_decode_record(rows[0][0]), rows[0][1]) if rows else None

    def count_without_keywords(self) -> int:
        return len(self._files_without_keywords())

    def without_keywords(self) -> Iterator[tuple[str, str]]:
        """Primary files whose record has no keywords yet, with their text. They may be set while this runs."""
        for sha256 in self._files_without_keywords():
            for (text,) in self._all("SELECT text FROM files WHERE sha256 = ?", sha256):
                yield sha256, text

    def files_of(self, document: str) -> tuple[StoredFile, ...]:
        return self._files("document = ?", document)

    def files_of_text(self, text_sha256: str) -> tuple[StoredFile, ...]:
        """Files with exactly this text (`text_hash`)."""
        return self._files("text_sha256 = ?", text_sha256)

    def original(self, sha256: str) -> Path:
        """Where the bytes of a file are kept."""
        return originals.path_of(self.folder / "originals", sha256)

    def paths_of(self, document: str) -> tuple[str, ...]:
        """Every path from which a file of the document came."""
        rows = self._all(
            """SELECT DISTINCT coalesce(arrivals.path, files.path) FROM files LEFT JOIN arrivals USING (sha256)
            WHERE files.document = ? ORDER BY 1""",
            document,
        )
        return tuple(path for (path,) in rows)

    def documents_of_many_paths(self) -> tuple[Document, ...]:
        """Documents that came in more than one file."""
        return self._documents(
            """id IN (SELECT files.document FROM files LEFT JOIN arrivals USING (sha256)
            GROUP BY files.document HAVING count(*) > 1)"""
        )

    def arrivals(self, outcome: Outcome) -> tuple[Arrival, ...]:
        """The paths whose last outcome was this one."""
        rows = self._all(
            "SELECT path, sha256, outcome, reason, at FROM arrivals WHERE outcome = ? ORDER BY path", outcome.value
        )
        return tuple(Arrival(path, sha256, Outcome(value), reason, at) for path, sha256, value, reason, at in rows)

    def counts(self) -> Counts:
        documents, behind = self._all(
            "SELECT (SELECT count(*) FROM documents), (SELECT count(DISTINCT document) FROM outbox)"
        )[0]
        found = dict(self._all("SELECT outcome, count(*) FROM arrivals GROUP BY outcome"))
        outcomes = tuple((outcome, found.get(outcome.value, 0)) for outcome in Outcome)
        files = found.get(Outcome.STORED.value, 0) + found.get(Outcome.KNOWN.value, 0)
        return Counts(documents, files, outcomes, behind)

    def pending(self, limit: int) -> Pending | None:
        """The next documents for the index; None when it has them all."""
        rows = self._all("SELECT seq, document FROM outbox ORDER BY seq LIMIT ?", limit)
        return Pending(tuple(dict.fromkeys(document for _, document in rows)), rows[-1][0]) if rows else None

    def cited_compacts(self, document: str) -> tuple[str, ...]:
        """The numbers a document mentions, as `symbol.compact`."""
        rows = self._all(
            "SELECT DISTINCT compact FROM mentions WHERE document = ? AND compact IS NOT NULL ORDER BY 1", document
        )
        return tuple(compact for (compact,) in rows)

    def cited_keys(self, compact: str) -> tuple[str, ...]:
        """Keys under which a number given as `symbol.compact` is mentioned."""
        return tuple(key for (key,) in self._all("SELECT DISTINCT key FROM mentions WHERE compact = ?", compact))

    def all_cited_keys(self) -> tuple[str, ...]:
        """Keys of every number that is mentioned, be it as the source of a mention."""
        rows = self._all(
            """SELECT key FROM mentions WHERE key IS NOT NULL
            UNION SELECT source_key FROM mentions WHERE source_key IS NOT NULL ORDER BY 1"""
        )
        return tuple(key for (key,) in rows)

    def all_cited_names(self) -> tuple[str, ...]:
        """Folded names of every law that is mentioned without a number."""
        rows = self._all("SELECT DISTINCT name_key FROM mentions WHERE name_key IS NOT NULL ORDER BY 1")
        return tuple(name for (name,) in rows)

    def namings(self, key: str) -> tuple[CountedNaming, ...]:
        """The ways in which documents name those of a number, themselves or as the source of a mention."""
        rows = self._all(
            """SELECT key, canonical, NULL, date, kind, issuer, name, title, count(*)
            FROM mentions WHERE key = ?1 GROUP BY canonical, date, kind, issuer, name, title
            UNION ALL SELECT source_key, source_canonical, NULL, source_date, source_kind, source_issuer, NULL, NULL, 0
            FROM mentions WHERE source_key = ?1
            GROUP BY source_canonical, source_date, source_kind, source_issuer""",
            key,
        )
        return _counted_namings(rows)

    def namings_of_law(self, name_key: str) -> tuple[CountedNaming, ...]:
        rows = self._all(
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

    # The connection

    def _documents(self, condition: str, *values: object) -> tuple[Document, ...]:
        rows = self._all(f"SELECT {_DOCUMENT} FROM documents WHERE {condition} ORDER BY id", *values)
        return tuple(Document(*row) for row in rows)

    def _files_without_keywords(self) -> list[str]:
        rows = self._all(
            """SELECT sha256 FROM files JOIN documents ON documents.file = files.sha256
            WHERE NOT has_keywords ORDER BY sha256"""
        )
        return [sha256 for (sha256,) in rows]

    def _files(self, condition: str, *values: object) -> tuple[StoredFile, ...]:
        rows = self._all(
            f"""SELECT sha256, document, path, media_type, bytes, text_sha256 FROM files
            WHERE {condition} ORDER BY sha256""",
            *values,
        )
        return tuple(StoredFile(*row) for row in rows)

    def _held(self, rest: str, *values: object) -> Iterator[Held]:
        columns = ", ".join(f"documents.{name}" for name in _DOCUMENT.split(", "))
        rows = self._each(
            f"SELECT record, text, {columns} FROM documents JOIN files ON files.sha256 = documents.file {rest}", *values
        )
        return (Held(Document(*row[2:]), _decode_record(row[0]), row[1]) for row in rows)

    def _tellings(self, rest: str, *values: object) -> Iterator[Telling]:
        rows = self._each(f"SELECT {_MENTION} FROM mentions WHERE {rest}", *values)
        return (Telling(row[0], _mention(row)) for row in rows)

    def _insert(self, table: str, columns: str, *values: object) -> None:
        self._execute(f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(values))})", *values)

    def _execute(self, statement: str, *values: object) -> None:
        with _reported(self.folder / FILE_NAME):
            self._connection.execute(statement, values)

    def _all(self, statement: str, *values: object) -> list[Any]:
        return list(self._each(statement, *values))

    def _each(self, statement: str, *values: object) -> Iterator[Any]:
        with _reported(self.folder / FILE_NAME):
            yield from self._connection.execute(statement, values)


def _prepare(connection: sqlite3.Connection, file: Path) -> None:
    """Set the connection up and bring the schema to the version of this program."""
    version = _version(connection)
    if version > SCHEMA:
        raise ArchiveError(
            f"{file} was written by a newer cancu (schema {version}, this one knows {SCHEMA}): upgrade cancu"
        )
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    if version == SCHEMA:
        return
    if version == 0 and connection.execute("SELECT 1 FROM sqlite_schema").fetchone():
        raise ArchiveError(f"{file} is a database of another program: name another --archive")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    for number in range(_version(connection), SCHEMA):  # asked again: another process may have been first
        for statement in _MIGRATIONS[number]:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {SCHEMA}")
    connection.execute("COMMIT")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def _reported(file: Path) -> Iterator[None]:
    """Errors that a person can act on, as ours."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        advice = _ADVICE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if advice is None:
            raise
        raise ArchiveError(f"{file}: {error}: {advice}") from error


def _encode(record: Record) -> str:
    return msgspec.json.encode(record).decode()


def _printable(path: Path) -> str:
    """The path as text; bytes of a name that are not UTF-8 are written out (`\\xd0`)."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


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
