"""The record of one document: tag a text, read the result off spaCy's document, write it as JSON."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
from spacy.tokens import Doc

from . import nlp
from .components import arrival
from .components.doubt import Doubts
from .components.keywords import find as keywords_of
from .identity import document_id, text_sha256
from .model import SCHEMA, FileInfo, Method, Page, Record, Source, Text, TextInfo
from .text import assemble, method_of

_SCANNED = "Có trang nhận dạng từ ảnh: nên đối chiếu số, ngày và tên với bản gốc"


def tag(text: str, name: str = "text") -> Record:
    """The record of a text that is at hand as a string; see `docs/record.md`."""
    data = text.encode("utf-8", "surrogatepass")
    source = Source(Path(name), data, hashlib.sha256(data).hexdigest(), "text/plain")
    return read(assemble([Page(part, Method.PLAIN) for part in text.split("\f")]), source)


def read(text: Text, source: Source, with_keywords: bool = False) -> Record:
    """Tag a text and put the record together with what is known of its file."""
    doc = nlp.pipeline(with_keywords, tokens=False)(text.value)
    doubts = Doubts(text.value, text.doubts)
    settled = doubts.settle(doc._.frame)
    frame = settled.frame
    return Record(
        schema=SCHEMA,
        id=document_id(frame.number, frame.date, frame.issuer, frame.place, text_sha256(text.value) or source.sha256),
        file=FileInfo(source.name, source.sha256, source.media_type, len(source.data)),
        text=TextInfo(
            pages=len(text.page_starts),
            chars=len(text.value),
            method=method_of(text.page_methods),
            quality=text.quality,
            page_methods=text.page_methods,
            page_starts=text.page_starts,
            rescan=text.rescan,
        ),
        number=frame.number,
        kind=frame.kind,
        date=frame.date,
        place=frame.place,
        issuer=frame.issuer,
        title=frame.title,
        signer=frame.signer,
        recipients=frame.recipients,
        references=doubts.references(doc._.references, doc._.moments),
        dates=doubts.dates(doc._.dates),
        targets=doc._.targets,
        keywords=_keywords(doc) if with_keywords else None,
        warnings=(
            *text.warnings,
            *frame.warnings,
            *doubts.warnings(doc._.frame),
            *([_SCANNED] if Method.OCR in text.page_methods else []),
        ),
        number_candidates=settled.number_candidates,
        date_candidates=settled.date_candidates,
        doubts=doubts.mentions(),
        arrival=arrival.read(text.stamps, frame.date.iso if frame.date else None),
        urgency=arrival.urgency(text.stamps, text.value),
    )


def keywords(text: str) -> tuple[str, ...]:
    """The keywords of a text alone."""
    return _keywords(nlp.pipeline(words=True, tokens=False)(text, disable=["references", "dates", "targets"]))


def _keywords(doc: Doc) -> tuple[str, ...]:
    return keywords_of(doc._.layout, doc._.words, doc._.frame.title)


def to_json(record: Record) -> bytes:
    """The record as one line of JSON, UTF-8 not escaped."""
    return msgspec.json.encode(record)


def from_json(data: bytes | str) -> Record:
    """The record that `to_json` wrote."""
    return msgspec.json.decode(data, type=Record)
