"""How a document is cited in full, as Nghị định 30/2020/NĐ-CP wants it of the first time (Phụ lục I, mục II.6)."""

from __future__ import annotations

import re

from ...pipeline import symbol
from ...pipeline.vietnamese import folded_words, lower
from ...pipeline.vocabulary import body_codes, kind_codes
from ..links.families import year_of
from ..links.graph import Node

UNKNOWN = "…"
_NORM = re.compile(r"(?:quy định|sửa đổi|bổ sung|bãi bỏ|hướng dẫn|ban hành|công bố|phê duyệt)(?!\w)", re.IGNORECASE)
_ABOUT = re.compile(r"(?:về(?: việc)?|v/v)\s+", re.IGNORECASE)


def full(document: Node) -> str:
    """Kind, number, date, body and subject; what is not known is `…`. Of a law kind and name are enough."""
    if document.is_law:
        return document.law or f"{document.kind} số {document.number}"
    kind = _kind(document) or "Văn bản"
    numbered = f"{kind} số {document.number}" if document.number else kind
    return " ".join(
        filter(None, (numbered, dated(issued(document)), f"của {body(document) or UNKNOWN}", _subject(document, kind)))
    )


def issued(document: Node) -> str | None:
    """Its date; only the year of its number where that is another one: a misprint of those that cite it."""
    year = year_of(document.number)
    return document.date if year is None or (document.date or "").startswith(year) else year


def body(document: Node) -> str | None:
    """Who issued it: as it is known, else whom the code in its number stands for."""
    if document.issuer or not document.number:
        return document.issuer
    number = symbol.parse(document.number)
    code = re.split(r"\W", number.body_code)[0] if number and number.body_code else None
    return body_codes().get(code) if code else None


def dated(iso: str | None) -> str:
    """`ngày 05 tháng 02 năm 2020`: days below 10 and the first two months have a nought (mục II.4)."""
    year, month, day = [*(iso or "").split("-"), "", ""][:3]
    month = month if month in ("01", "02") else month.lstrip("0")
    return f"ngày {day or UNKNOWN} tháng {month or UNKNOWN} năm {year or UNKNOWN}"


def _kind(document: Node) -> str | None:
    if document.kind or not document.number:
        return document.kind
    number = symbol.parse(document.number)
    names = kind_codes().get(number.kind_code or "", ()) if number else ()
    return names[0] if names else None


def _subject(document: Node, kind: str) -> str:
    """`về …`; what a norm does follows without it: `quy định …`, `sửa đổi …`."""
    subject = _bare(document.title or "")
    about = _ABOUT.match(subject)
    subject = _bare(subject[about.end() :]) if about else subject
    if folded_words(subject).startswith(f"{folded_words(kind)} "):
        subject = subject[len(kind) :].lstrip(" :,")
    if not subject:
        return ""
    return _begun(subject) if _NORM.match(subject) and not about else f"về {_begun(subject)}"


def _bare(title: str) -> str:
    """Without signs at its end, quotation marks around it, and what it is called from here on."""
    title = title.partition("(sau đây")[0].strip(" .;:,")
    return title[1:-1].strip() if re.fullmatch(r'[“"][^“”"]*[”"]', title) else title


def _begun(subject: str) -> str:
    """With a small letter, unless the first word is a name: the next one has a capital too."""
    first, *rest = subject.split(" ")
    is_name = first.isupper() or bool(rest and rest[0][:1].isupper())
    return subject if is_name else f"{lower(subject[:1])}{subject[1:]}"
