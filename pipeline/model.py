"""The values that flow: what a file, a text and a tagged document are.

Every value is frozen; sequences are tuples; absence is `None`. Spans are `[start, end)` in characters of the record's
own text, and `text[start:end] == surface` holds for each of them. `docs/record.md` describes the JSON form, which is
these classes field by field.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from .printable import printable

SCHEMA = "cancu/record/1"

Span = tuple[int, int]

# Left, top, right, bottom as shares of the page's width and height, from its upper left corner as it is read.
Box = tuple[float, float, float, float]


class Method(StrEnum):
    """How the text of a page was won."""

    PLAIN = "plain"
    TEXT_LAYER = "text-layer"
    OCR = "ocr"
    MIXED = "mixed"  # of a whole document only


class Relation(StrEnum):
    """What the citing sentence says of the cited document (docs/domain.md)."""

    BASIS = "basis"
    IMPLEMENTS = "implements"
    FOLLOWS = "follows"
    DETAILS = "details"
    AMENDS = "amends"
    REPLACES = "replaces"
    REPEALS = "repeals"
    CORRECTS = "corrects"
    REPLIES_TO = "replies_to"
    CITES = "cites"


class DateRole(StrEnum):
    """What a date is there for."""

    ISSUED = "issued"
    REFERENCE = "reference"
    DEADLINE = "deadline"
    PERIOD = "period"
    ANNIVERSARY = "anniversary"
    EFFECTIVE = "effective"
    EVENT = "event"


class Comparator(StrEnum):
    """How the value of a target is to be met."""

    EQUAL = "="
    AT_LEAST = ">="
    MORE = ">"
    AT_MOST = "<="
    LESS = "<"
    ABOUT = "~"
    RANGE = "range"


class IssuerPlace(StrEnum):
    """Where in the document the issuer was read."""

    HEADER = "header"
    SIGNATURE = "signature"
    BODY = "body"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it arrived: its bytes and what they are. `media_type` is told by content, never by extension."""

    path: Path
    data: bytes
    sha256: str
    media_type: str

    @property
    def name(self) -> str:
        return printable(self.path.name)


@dataclass(frozen=True, slots=True)
class Rescan:
    """A page (1-based) to be scanned again or looked at, with the reason (Vietnamese)."""

    page: int
    reason: str


class StampKind(StrEnum):
    """What is pressed onto a printed page."""

    ARRIVAL = "arrival"  # the receiver's ĐẾN stamp
    URGENCY = "urgency"  # HỎA TỐC, THƯỢNG KHẨN, KHẨN
    SEAL = "seal"  # round, over the signature


@dataclass(frozen=True, slots=True)
class Word:
    """Where a piece of text stands on its page."""

    span: Span
    box: Box


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is pressed onto page `page` (1-based), kept out of the text; `text` is what was read in it, may be empty."""

    kind: StampKind
    page: int
    box: Box
    text: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Digits that are not sure. `readings` are what else they may be, the likeliest first; none: nobody could say."""

    span: Span
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """The text of one page as its extractor gave it, with what a person should know about it (Vietnamese).

    Spans of `words` and `doubts` count in `text`, which then is in NFC with LF. `rescan` is the reason (Vietnamese) why
    the page should be scanned again or looked at; None for a page that is good enough.
    """

    text: str
    method: Method
    warnings: tuple[str, ...] = ()
    words: tuple[Word, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    rescan: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a whole document: pages joined by U+000C, NFC, LF. Everything after speaks in its offsets."""

    value: str
    page_starts: tuple[int, ...]
    page_methods: tuple[Method, ...]
    quality: float
    warnings: tuple[str, ...] = ()
    words: tuple[Word, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    rescan: tuple[Rescan, ...] = ()

    def page_of(self, offset: int) -> int:
        """1-based page on which the character at `offset` stands."""
        return page_of(self.page_starts, offset)


def page_of(page_starts: tuple[int, ...], offset: int) -> int:
    """1-based page on which the character at `offset` stands, given where each page starts."""
    return max(1, sum(start <= offset for start in page_starts))


@dataclass(frozen=True, slots=True)
class FileInfo:
    name: str
    sha256: str
    media_type: str
    bytes: int


@dataclass(frozen=True, slots=True)
class TextInfo:
    pages: int
    chars: int
    method: Method
    quality: float
    page_methods: tuple[Method, ...]
    page_starts: tuple[int, ...]
    rescan: tuple[Rescan, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A document number in its three spellings: as printed, cleaned for people, folded for look-up."""

    surface: str
    canonical: str
    key: str
    span: Span
    serial: str
    year: int | None = None
    kind_code: str | None = None
    body_code: str | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    code: str | None


@dataclass(frozen=True, slots=True)
class IssueDate:
    iso: str
    surface: str
    span: Span


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body by its full name, with the body above it, and the one that took it over `since` that day."""

    name: str
    level: str
    parent: str | None = None
    successor: str | None = None
    since: str | None = None


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issued a document, as printed; `organisation` is the body meant, where the table of bodies has it."""

    name: str
    parent: str | None
    found_in: IssuerPlace
    organisation: Organisation | None = None


@dataclass(frozen=True, slots=True)
class Signer:
    name: str
    position: str | None
    authority: str | None


@dataclass(frozen=True, slots=True)
class Provision:
    """The part of a cited document that is meant: điểm `point` khoản `clause` Điều `article`."""

    article: str | None = None
    clause: str | None = None
    point: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """One mention of another document. `same_as` is the index of the full mention that a short form repeats."""

    surface: str
    span: Span
    kind: str | None
    number: Number | None
    name: str | None
    date: str | None
    issuer: str | None
    title: str | None
    relation: Relation
    source: str | None
    same_as: int | None
    evidence: Span
    provision: Provision | None = None
    organisation: Organisation | None = None  # the body that `issuer` means


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or period: `start`/`end` are ISO, maybe partial (`2025`, `2023-05`, `2023-Q2`, `--05-01`).

    `every` is the time after which it comes back: `năm`, `quý`, `tháng`, `tuần`.
    """

    surface: str
    span: Span
    start: str | None
    end: str | None
    role: DateRole
    every: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A figure the document sets (chỉ tiêu): value or range, unit, of whom, until when, how often."""

    surface: str
    span: Span
    value: int | float
    value_max: int | float | None
    unit: str
    comparator: Comparator
    subject: str | None
    due: str | None
    per: str | None
    section: str | None


@dataclass(frozen=True, slots=True)
class FieldBoxes:
    """Where a field stands: its page (1-based), and one box for each printed line that it takes there.

    `field` is its path in the record: `number`, `signer.name`, `recipients[0]`, `references[3]`. `span` is where its
    words stand in the text; None for what was pressed onto the page.
    """

    field: str
    page: int
    boxes: tuple[Box, ...]
    span: Span | None


@dataclass(frozen=True, slots=True)
class DoubtMention:
    """Figures in the text that are not sure: as the text has them, and what else they may be, the likeliest first."""

    surface: str
    span: Span
    readings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arrival:
    """What the receiver's ĐẾN stamp on page `page` says; `number` and `date`, written by hand, only if sure."""

    by: str | None
    number: str | None
    date: str | None
    page: int


@dataclass(frozen=True, slots=True)
class Record:
    """What tagging one document yields (docs/record.md)."""

    schema: str
    id: str
    file: FileInfo
    text: TextInfo
    number: Number | None
    kind: Kind | None
    date: IssueDate | None
    place: str | None
    issuer: Issuer | None
    title: str | None
    signer: Signer | None
    recipients: tuple[str, ...]
    references: tuple[Reference, ...]
    dates: tuple[DateMention, ...]
    targets: tuple[Target, ...]
    keywords: tuple[str, ...] | None
    warnings: tuple[str, ...]
    boxes: tuple[FieldBoxes, ...] | None = None
    number_candidates: tuple[str, ...] = ()  # canonical; what the number may be where it is in doubt
    date_candidates: tuple[str, ...] = ()  # ISO; what the date may be where it is in doubt
    doubts: tuple[DoubtMention, ...] = ()
    arrival: Arrival | None = None
    urgency: str | None = None
