"""Synthetic papers: small records with the text they were read from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from cancu.index.catalogue import Catalogue
from cancu.pipeline import identity, symbol
from cancu.pipeline.model import (
    SCHEMA,
    DateMention,
    DateRole,
    FileInfo,
    IssueDate,
    Issuer,
    IssuerPlace,
    Kind,
    Method,
    Number,
    Record,
    Reference,
    Relation,
    Rescan,
    Source,
    Target,
    TextInfo,
)


class Paper(NamedTuple):
    """The arguments of `Catalogue.add`."""

    source: Source
    record: Record
    text: str


class Cite(NamedTuple):
    number: str | None = None
    date: str | None = None
    kind: str | None = None
    issuer: str | None = None
    name: str | None = None
    title: str | None = None
    relation: Relation = Relation.CITES
    source: str | None = None
    same_as: int | None = None


def number_of(canonical: str, start: int = 0) -> Number:
    serial = re.match(r"\d+[a-zđ]?", canonical)
    assert serial
    return Number(canonical, canonical, symbol.key(canonical), (start, start + len(canonical)), serial[0])


def _reference(cite: Cite, line: str, start: int) -> Reference:
    span = (start, start + len(line))
    return Reference(
        surface=line,
        span=span,
        kind=cite.kind,
        number=number_of(cite.number, start + line.index(cite.number)) if cite.number else None,
        name=cite.name,
        date=cite.date,
        issuer=cite.issuer,
        title=cite.title,
        relation=cite.relation,
        source=cite.source,
        same_as=cite.same_as,
        evidence=span,
    )


def build(
    number: str | None = None,
    date: str | None = None,
    *,
    issuer: str | None = "Hội Làng Sen",
    kind: str = "Kế hoạch",
    title: str | None = None,
    body: str = "Trồng cây đầu xuân.",
    cites: tuple[Cite, ...] = (),
    method: Method = Method.PLAIN,
    quality: float = 1.0,
    path: str | None = None,
    blank: bool = False,
    figures: tuple[int, ...] = (),
    copy: str = "",
    rescan: tuple[Rescan, ...] = (),
) -> Paper:
    """A paper; `copy` makes other bytes and another text of the same document."""
    text = f"Số: {number}\nNgày {date}\n{kind}\n{title or ''}\n{body}{copy}\n"
    references = []
    for cite in cites:
        line = f"Theo {cite.kind or 'văn bản'} {cite.number or cite.name or 'này'} ngày {cite.date};"
        references.append(_reference(cite, line, len(text)))
        text += line + "\n"
    if blank:
        text = "\f\f"
    data = f"{text}|{copy}|{issuer}".encode()
    sha256 = hashlib.sha256(data).hexdigest()
    own = number_of(number, 4) if number else None
    day = IssueDate(date, date, (0, 0)) if date else None
    body_ = Issuer(issuer, None, IssuerPlace.HEADER) if issuer else None
    name = path or f"{sha256[:8]}.txt"
    hashed = hashlib.sha256((text if text.strip() else sha256).encode()).hexdigest()
    record = Record(
        schema=SCHEMA,
        id=identity.document_id(own, day, body_, None, hashed),
        file=FileInfo(name, sha256, "text/plain", len(data)),
        text=TextInfo(1, len(text), method, quality, (method,), (0,), rescan),
        number=own,
        kind=Kind(kind, None),
        date=day,
        place=None,
        issuer=body_,
        title=title,
        signer=None,
        recipients=(),
        references=tuple(references),
        dates=(DateMention(date, (0, 0), date, None, DateRole.ISSUED),) if date else (),
        targets=tuple(Target("", (0, 0), value, None, "%", ">=", None, None, None, None) for value in figures),
        keywords=None,
        warnings=(),
    )
    return Paper(Source(Path(name), data, sha256, "text/plain"), record, text)


@pytest.fixture(scope="session")
def paper() -> Callable[..., Paper]:
    return build


@pytest.fixture(scope="session")
def cite() -> type[Cite]:
    return Cite


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    with Catalogue.open(tmp_path / "archive", create=True) as opened:
        yield opened
