"""The tables of the catalogue: how they are made, brought up to date and opened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..pipeline.config import CATALOGUE
from ..pipeline.errors import ArchiveError

LOCK_TIMEOUT = 10.0  # seconds another writer is waited for
_TRIES = 20
_CACHE_KB = 65_536  # SQLite's own 2 MB hold no level of the trees of a large archive

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
            media_type TEXT NOT NULL, bytes INTEGER NOT NULL,
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
        # Where a file was seen; the same bytes may lie in several places, and a place may have held several files.
        """CREATE TABLE places (
            path TEXT NOT NULL, sha256 TEXT NOT NULL REFERENCES files (sha256), PRIMARY KEY (path, sha256)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX places_sha256 ON places (sha256)",
        # What was quarantined or skipped: the last word on a path.
        """CREATE TABLE unread (
            path TEXT PRIMARY KEY, sha256 TEXT, outcome TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL
        ) STRICT""",
        "CREATE TABLE outbox (seq INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL) STRICT",
    ),
    (
        """CREATE TABLE rescans (
            sha256 TEXT NOT NULL REFERENCES files (sha256), page INTEGER NOT NULL, reason TEXT NOT NULL,
            PRIMARY KEY (sha256, page)
        ) STRICT, WITHOUT ROWID""",
    ),
    (
        # What the index did not take: not tried again before the document changes or the index is made anew.
        "CREATE TABLE rejected (document TEXT PRIMARY KEY, reason TEXT NOT NULL, at TEXT NOT NULL) STRICT",
        # The one index that the outbox feeds; another one has to be made anew.
        "CREATE TABLE fed (name TEXT PRIMARY KEY) STRICT",
        # By which a server's index is known to be this archive's.
        "CREATE TABLE identity (id TEXT PRIMARY KEY) STRICT",
        "INSERT INTO identity VALUES (lower(hex(randomblob(8))))",
    ),
    (
        # By which rules documents and mentions were made from the records; a catalogue of other rules is made anew.
        "CREATE TABLE derived (version INTEGER NOT NULL) STRICT",
        "INSERT INTO derived VALUES (0)",
        "DROP TABLE mentions",
        # Storing a file looks for documents that wait for it.
        "CREATE INDEX documents_file ON documents (file)",
        # A document that is held or cited, or one of several, which one is not said.
        """CREATE TABLE nodes (
            node INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, status TEXT NOT NULL, family TEXT,
            told TEXT NOT NULL,  -- the date by which it is told apart in its family
            document TEXT UNIQUE REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED,
            number TEXT, compact TEXT, kind TEXT, date TEXT, issuer TEXT, title TEXT, law TEXT, place TEXT
        ) STRICT""",
        "CREATE INDEX nodes_family ON nodes (family, told, place, status)",
        "CREATE INDEX nodes_compact ON nodes (compact)",
        "CREATE INDEX nodes_status ON nodes (status) WHERE status <> 'held'",
        """CREATE TABLE candidates (
            node INTEGER NOT NULL REFERENCES nodes ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
            candidate INTEGER NOT NULL REFERENCES nodes DEFERRABLE INITIALLY DEFERRED, PRIMARY KEY (node, candidate)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX candidates_candidate ON candidates (candidate)",
        # The other families that a document answers to.
        """CREATE TABLE answers (
            family TEXT NOT NULL,
            node INTEGER NOT NULL REFERENCES nodes ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
            PRIMARY KEY (family, node)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX answers_node ON answers (node)",
        # A way in which documents name one; so many mentions do so, and of so many is it the source.
        """CREATE TABLE namings (
            naming INTEGER PRIMARY KEY, family TEXT NOT NULL, slug TEXT NOT NULL, date TEXT NOT NULL,
            kind TEXT NOT NULL, issuer TEXT NOT NULL, place TEXT NOT NULL,
            mentions INTEGER NOT NULL, sources INTEGER NOT NULL, UNIQUE (family, date, place, kind, issuer)
        ) STRICT""",
        "CREATE INDEX namings_slug ON namings (family, slug)",
        "CREATE INDEX namings_sources ON namings (naming) WHERE sources > 0",
        # What the namings of a family and date say, and how often: a stub is called as most do.
        """CREATE TABLE said (
            family TEXT NOT NULL, date TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, times INTEGER NOT NULL,
            PRIMARY KEY (family, date, field, value)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX said_most ON said (family, date, field, times DESC, length(value) DESC, value)",
        """CREATE TABLE links (
            naming INTEGER NOT NULL REFERENCES namings ON DELETE CASCADE, since TEXT NOT NULL, before TEXT NOT NULL,
            node INTEGER NOT NULL REFERENCES nodes DEFERRABLE INITIALLY DEFERRED, PRIMARY KEY (naming, since)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX links_node ON links (node, naming, since, before)",
        """CREATE TABLE mentions (
            document TEXT NOT NULL REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED, position INTEGER NOT NULL,
            day TEXT NOT NULL, relation TEXT NOT NULL,
            naming INTEGER NOT NULL REFERENCES namings DEFERRABLE INITIALLY DEFERRED,
            source INTEGER REFERENCES namings DEFERRABLE INITIALLY DEFERRED,
            number TEXT, name TEXT, date TEXT, kind TEXT, issuer TEXT, title TEXT, source_number TEXT,
            span_start INTEGER NOT NULL, span_end INTEGER NOT NULL,
            evidence_start INTEGER NOT NULL, evidence_end INTEGER NOT NULL, evidence TEXT NOT NULL,
            page INTEGER NOT NULL,
            PRIMARY KEY (document, position)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX mentions_naming ON mentions (naming, day DESC, document, position, relation, source)",
        """CREATE INDEX mentions_source ON mentions (source, day DESC, document, position, relation, naming)
            WHERE source IS NOT NULL""",
    ),
    (
        # By which recipe fingerprints were made from the texts; those of another one are made anew.
        "ALTER TABLE derived ADD COLUMN fingerprints INTEGER NOT NULL DEFAULT 0",
        # `samples` and `bands` are numbers of four bytes, the lowest byte first. A text that says too little has none.
        """CREATE TABLE fingerprints (
            file INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE REFERENCES files (sha256),
            rate INTEGER NOT NULL, samples BLOB NOT NULL, bands BLOB NOT NULL
        ) STRICT""",
        # No reference: it would want an index by file, half as large again. What to delete is in `fingerprints`.
        """CREATE TABLE bands (
            band INTEGER NOT NULL, file INTEGER NOT NULL, PRIMARY KEY (band, file)
        ) STRICT, WITHOUT ROWID""",
    ),
    (
        # The id that a file's own record gives; `document` may be that of others, of which it is a copy.
        "ALTER TABLE files ADD COLUMN own TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE files ADD COLUMN number_key TEXT",
        "ALTER TABLE files ADD COLUMN date TEXT",
        """UPDATE files SET own = document,
            number_key = json_extract(record, '$.number.key'), date = json_extract(record, '$.date.iso')""",
        "CREATE INDEX files_own ON files (own)",
        "CREATE INDEX files_number ON files (number_key, date) WHERE number_key IS NOT NULL AND date IS NOT NULL",
        # What people said of two files; no reference: it holds when they come again.
        """CREATE TABLE decisions (
            pair TEXT PRIMARY KEY, one TEXT NOT NULL, other TEXT NOT NULL,
            choice TEXT NOT NULL, person TEXT NOT NULL, at TEXT NOT NULL, UNIQUE (one, other)
        ) STRICT""",
        "CREATE INDEX decisions_other ON decisions (other)",
        # What the rules cannot tell; `here` came after `there`, `reasons` is a list in JSON.
        """CREATE TABLE doubts (
            pair TEXT PRIMARY KEY, here TEXT NOT NULL REFERENCES files (sha256),
            there TEXT NOT NULL REFERENCES files (sha256), reasons TEXT NOT NULL, at TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX doubts_here ON doubts (here)",
        "CREATE INDEX doubts_there ON doubts (there)",
        # Files of different `own` that the rules are sure are one document.
        """CREATE TABLE renderings (
            one TEXT NOT NULL REFERENCES files (sha256), other TEXT NOT NULL REFERENCES files (sha256),
            PRIMARY KEY (one, other)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX renderings_other ON renderings (other)",
    ),
)
SCHEMA = len(_MIGRATIONS)

# What a person can do about an error of SQLite; any other error of SQLite is a bug of ours and stays as it is.
_ADVICE = {
    sqlite3.SQLITE_BUSY: "another cancu is writing to it; try again when that has ended",
    sqlite3.SQLITE_LOCKED: "another cancu is writing to it; try again when that has ended",
    sqlite3.SQLITE_NOTADB: "it is no catalogue of cancu; restore it from a backup or name another --archive",
    sqlite3.SQLITE_CORRUPT: "it is damaged; restore it from a backup",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; the folder has to be writable, even for reading",
    sqlite3.SQLITE_READONLY: "it cannot be written; the folder has to be writable, even for reading",
    sqlite3.SQLITE_PERM: "you have no rights to it; check the rights of the folder",
    sqlite3.SQLITE_IOERR: "the disk reports an error; check that it is not full, and the disk itself",
    sqlite3.SQLITE_FULL: "the disk is full; free some space",
}


def connect(folder: Path, create: bool) -> sqlite3.Connection:
    """A connection to the catalogue in `folder`, its schema that of this program; with `create` made if need be."""
    file = folder / CATALOGUE
    try:
        if create:
            folder.mkdir(parents=True, exist_ok=True)
        exists = file.exists()
    except OSError as error:
        raise ArchiveError(f"{folder} cannot be used as an archive: {error.strerror}; name another") from error
    if not exists and not create:
        raise ArchiveError(f"no archive in {folder}: run `cancu ingest PATH` first (or name one with --archive)")
    with reported(file):
        connection = sqlite3.connect(file, timeout=LOCK_TIMEOUT, isolation_level=None)
        try:
            _prepare(connection, file)
        except BaseException:
            connection.close()
            raise
    return connection


def _prepare(connection: sqlite3.Connection, file: Path) -> None:
    """Set the connection up and bring the schema to the version of this program."""
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
    if _checked_version(connection, file) < SCHEMA:
        _write_ahead(connection)
        connection.execute("BEGIN IMMEDIATE")
        for number in range(_checked_version(connection, file), SCHEMA):  # another process may have been first
            for statement in _MIGRATIONS[number]:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {SCHEMA}")
        connection.execute("COMMIT")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers go on while one writes. SQLite does not wait for others here, so waiting is done by a write lock."""
    for _ in range(_TRIES):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    connection.execute("PRAGMA journal_mode = WAL")


def _checked_version(connection: sqlite3.Connection, file: Path) -> int:
    """The version of the schema; one that is newer than this program, or of another program, is refused."""
    if not connection.in_transaction:  # version and tables of one moment
        connection.execute("BEGIN")
        try:
            return _checked_version(connection, file)
        finally:
            connection.execute("ROLLBACK")
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > SCHEMA:
        raise ArchiveError(
            f"{file} was written by a newer cancu (schema {version}, this one knows {SCHEMA}): upgrade cancu"
        )
    if version == 0 and connection.execute("SELECT 1 FROM sqlite_schema").fetchone():
        raise ArchiveError(f"{file} is a database of another program: name another --archive")
    return version


@contextmanager
def reported(file: Path) -> Iterator[None]:
    """Errors that a person can act on, as ours."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        advice = _ADVICE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if advice is None:
            raise
        raise ArchiveError(f"{file}: {error}: {advice}") from error
