"""What a person searches for, as a tree read from what they typed (docs/searching.md has the language)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ..clause import Order


class Area(StrEnum):
    """A part of a document whose words can be asked for, by the field of the index that has them."""

    TITLE = "title_folded"
    ISSUER = "issuer_words"
    SIGNER = "signer_words"
    PLACE = "place_words"
    TARGET = "targets"
    RECIPIENT = "recipients"


class Property(StrEnum):
    """What a document has one or several values of that are compared whole, by the field of the index that has them."""

    NUMBER = "number"  # its own, `symbol.compact`, with or without its body
    SERIAL = "serial"
    KIND = "kind_keys"  # name or code, folded
    LEVEL = "level"
    REFERENCE = "refs"  # as `reference` makes them


class Form(StrEnum):
    """What a run of words is, as far as its codes are known."""

    WHOLE = "figures, then codes of which one is a body's: 39khcdyt"
    SHORT = "figures and the code of a kind: 39kh"
    UNSURE = "figures and something else: 12xyz, but 85namngay too"


Row = tuple[str, ...]  # words side by side


@dataclass(frozen=True, slots=True)
class NumberRun:
    """Words `[start, end)` of some words that together may be a document number, as `symbol.compact`."""

    compact: str
    start: int
    end: int
    form: Form


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand anywhere, normalised by `vietnamese.exact`, and the numbers that some of them may be."""

    words: tuple[str, ...]
    runs: tuple[NumberRun, ...] = ()

    def said_by(self, run: NumberRun) -> tuple[str, ...]:
        """The words that a number of them takes in."""
        return self.words[run.start : run.end]


@dataclass(frozen=True, slots=True)
class Beginning:
    """A word that starts so, folded."""

    start: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words in a row, normalised by `vietnamese.exact`."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Within:
    """Folded words that all stand in one area; `in_a_row` if they were quoted."""

    area: Area
    words: tuple[str, ...]
    in_a_row: bool


@dataclass(frozen=True, slots=True)
class Has:
    """A property of the document that has this value."""

    property: Property
    value: str


@dataclass(frozen=True, slots=True)
class Through:
    """In a relation to the document that is named so (`symbol.compact` or folded name), be it through others."""

    relation: str
    target: str


@dataclass(frozen=True, slots=True)
class Among:
    """One of these documents, by id: what `Through` means in an archive."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """Issued between two days as `fields.date_number` makes them, both included."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Both:
    """All of these."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of these."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Not this."""

    part: Part


Leaf = Words | Beginning | Quoted | Within | Has | Through | Among | Dated
Part = Leaf | Both | Either | Without


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for; `text` is what was typed, `options` are leaves of `part` that were not.

    `strict`: with operators, which are taken at their word.
    """

    text: str
    part: Part
    strict: bool = False
    options: tuple[Leaf, ...] = ()
    order: Order = Order.RANK
    limit: int = 10
    offset: int = 0

    @property
    def number(self) -> str | None:
        """The number, if all that was typed is one: then what has only pieces of it is no answer."""
        return next((run.compact for run in self._whole_runs() if run.form is Form.WHOLE), None)

    @property
    def like_number(self) -> str | None:
        """What was typed, if it all may be one number, be its codes known or not."""
        return next((run.compact for run in self._whole_runs()), None)

    def _whole_runs(self) -> Iterator[NumberRun]:
        if isinstance(self.part, Words):
            yield from (run for run in self.part.runs if (run.start, run.end) == (0, len(self.part.words)))

    def wanted(self) -> Iterator[Leaf]:
        """Every leaf that is asked for, and not one that must be absent."""
        yield from _wanted(self.part)


def _wanted(part: Part) -> Iterator[Leaf]:
    match part:
        case Both(parts) | Either(parts):
            for each in parts:
                yield from _wanted(each)
        case Without():
            return
        case _:
            yield part


ANY_RELATION = "cites"


def reference(relation: str, target: str) -> str:
    """A cited document as a key: its number (`symbol.compact`) or folded name, with how it is cited."""
    return f"{relation}/{target}"
