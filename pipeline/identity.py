"""Which papers are the same document: number, date and issuing body decide, never the number alone.

A Party number exists once per kind and term of office, a State number once per year and body, so `39/KH-LĐLĐ` names
many documents. An identity is a pure function of one record, so the order in which files arrive cannot change it.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from .model import IssueDate, Issuer, Number
from .vietnamese import fold
from .vocabulary import rows

_LEADING_ZEROS = re.compile(r"^0+(?=\d)")
_NOT_WORD = re.compile(r"[\W_]+")
_WHOLE_DAY = len("2022-02-11")
_OF_TEXT = "vb-"


def same_number(canonical: str) -> str:
    """The canonical number as far as two papers must agree on it: no leading zero, one case, marks kept (HD ≠ HĐ)."""
    return _LEADING_ZEROS.sub("", canonical).upper()


def body(issuer: Issuer | None, place: str | None) -> str:
    """The issuing body as far as two papers must agree on it; "LĐLĐ tỉnh" is of the place the paper was signed in."""
    return _NOT_WORD.sub(" ", fold(f"{issuer.name if issuer else ''} {place or ''}")).strip()


def contradict(one: str | None, other: str | None) -> bool:
    """Can two names of issuers not be those of one body? Only provinces tell so: a body has many names."""
    here, there = _provinces(one or ""), _provinces(other or "")
    return bool(here and there) and here.isdisjoint(there)


def _provinces(name: str) -> frozenset[str]:
    return frozenset(_province().findall(" ".join(_NOT_WORD.sub(" ", fold(name)).split())))


@lru_cache
def _province() -> re.Pattern[str]:
    names = (" ".join(_NOT_WORD.sub(" ", fold(row["name"])).split()) for row in rows("provinces"))
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")


def document_id(
    number: Number | None, date: IssueDate | None, issuer: Issuer | None, place: str | None, text_sha256: str
) -> str:
    """Id of a document, safe in a shell and a URL, alike for all its copies: `39-kh-cdyt-2022-02-11-5f1c09ab`.

    A paper that lacks its number or the day of its date is identified by its text alone, and is nobody's copy.
    """
    if number is None or date is None or len(date.iso) < _WHOLE_DAY:
        return f"{_OF_TEXT}{text_sha256[:12]}"
    identity = "\n".join((same_number(number.canonical), date.iso, body(issuer, place)))
    return f"{number.key}-{date.iso}-{hashlib.sha256(identity.encode()).hexdigest()[:8]}"


def is_of_text(document: str) -> bool:
    """Is this the id of a paper that lacks its number or the day of its date?"""
    return document.startswith(_OF_TEXT)


def text_sha256(text: str) -> str | None:
    """Fingerprint by which two files have equal text; None for a blank one, which is never equal to another."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() if text.strip() else None


def stub_id(key: str, canonical: str, date: str | None) -> str:
    """Id of a document that is cited and not held. Alike for every mention with this number and date."""
    identity = "\n".join((same_number(canonical), date or ""))
    return f"chua-co-{key}-{hashlib.sha256(identity.encode()).hexdigest()[:8]}"
