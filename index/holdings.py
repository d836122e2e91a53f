"""What the catalogue tells of an archive: documents, files, mentions, what could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..pipeline.model import Record


class Outcome(StrEnum):
    """What became of a file that was given to the archive."""

    STORED = "stored"
    KNOWN = "known"
    QUARANTINED = "quarantined"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Added:
    """The document a file belongs to, and whether it is new."""

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
    media_type: str
    bytes: int
    text_sha256: str | None


@dataclass(frozen=True, slots=True)
class Unread:
    """A path whose last outcome was that it was quarantined or skipped."""

    path: str
    sha256: str | None
    outcome: Outcome
    reason: str
    at: str


@dataclass(frozen=True, slots=True)
class PoorPage:
    """A page (1-based) of a stored file that should be scanned again; `path` is where the file was seen."""

    document: str
    sha256: str
    path: str
    page: int
    reason: str


@dataclass(frozen=True, slots=True)
class Counts:
    documents: int
    files: int
    outcomes: tuple[tuple[Outcome, int], ...]
    waiting: int  # pairs of files of which a person has to say whether they are one document


@dataclass(frozen=True, slots=True)
class Pending:
    """Documents that the index has to take over; `last` is given back to `settle`."""

    documents: tuple[str, ...]
    last: int
